//! `check`: content, shape to samples.

use anyhow::Result;
use std::path::PathBuf;

use super::context::Context;
use super::exit::{CONTENT, DONE};
use crate::assessment::check_samples;
use crate::content::Severity;
use crate::interview::plural;
use crate::scoring::lint;

/// Checks content; returns the exit code.
///
/// # Errors
/// If a path cannot be read.
pub(super) fn check(context: &mut Context<'_>, paths: &[PathBuf]) -> Result<u8> {
    let mut library = context.library()?;
    for path in paths {
        library.add_path(path)?;
    }
    let loaded = library.all_as_written();
    let mut problems = loaded.problems.clone();
    // Lines are scored only when what they are scored with could be read.
    if !problems.iter().any(|problem| problem.severity == Severity::Error) {
        problems.extend(lint(&loaded.content));
        problems.extend(check_samples(&loaded.content));
    }
    for problem in &problems {
        writeln!(context.out, "{}\n", loaded.render(problem))?;
    }
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let warnings = problems.len() - errors;
    let found = &loaded.content;
    writeln!(
        context.err,
        "{}, {}, {}, {}: {}, {}",
        plural(found.frameworks.len() as u64, "framework"),
        plural(found.points.len() as u64, "shared point"),
        plural(found.vocabulary.concepts.len() as u64, "concept"),
        plural(found.cases.len() as u64, "case"),
        plural(errors as u64, "error"),
        plural(warnings as u64, "warning"),
    )?;
    Ok(if errors > 0 { CONTENT } else { DONE })
}
