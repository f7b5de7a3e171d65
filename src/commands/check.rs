//! `check`: content, shape to samples.

use anyhow::Result;
use std::fs;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::context::Context;
use super::exit::{CONTENT, DONE, Exit};
use crate::assessment::check_samples;
use crate::content::Severity;
use crate::interview::plural;
use crate::scoring::lint;

/// How often watched files are looked at.
const LOOK: Duration = Duration::from_millis(300);

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
    // Watched content is checked again and again.
    drop(ManuallyDrop::into_inner(loaded.content));
    Ok(if errors > 0 { CONTENT } else { DONE })
}

/// Checks content again whenever a watched file changes, until it is interrupted.
///
/// # Errors
/// If there is nothing to watch, or nothing more can be printed.
pub(super) fn watch(context: &mut Context<'_>, paths: &[PathBuf]) -> Result<u8> {
    let watched = if paths.is_empty() { context.own_content() } else { paths.to_vec() };
    let names: Vec<String> = watched.iter().map(|path| path.display().to_string()).collect();
    if !watched.iter().any(|path| path.exists()) {
        return Err(Exit::usage(format!(
            "nothing to watch: {} is not there; name a file or folder",
            names.join(", ")
        ))
        .into());
    }
    let mut seen = None;
    loop {
        let now = stamps(&watched);
        if seen.as_ref() != Some(&now) {
            // A file being saved may be gone for a moment: that is reported, not the end.
            if let Err(error) = check(context, paths) {
                writeln!(context.err, "{error:#}")?;
            }
            writeln!(context.err, "watching {} · Ctrl-C ends", names.join(", "))?;
            context.out.flush()?;
            context.err.flush()?;
            seen = Some(now);
        }
        std::thread::sleep(LOOK);
    }
}

/// Every YAML file below some paths, with its size and when it was written.
fn stamps(paths: &[PathBuf]) -> Vec<(PathBuf, u64, Option<SystemTime>)> {
    let mut found = Vec::new();
    for path in paths {
        stamp(path, &mut found);
    }
    found.sort();
    found
}

fn stamp(path: &Path, found: &mut Vec<(PathBuf, u64, Option<SystemTime>)>) {
    if let Ok(entries) = fs::read_dir(path) {
        for entry in entries.flatten() {
            stamp(&entry.path(), found);
        }
    } else if path.extension().is_some_and(|ending| ending == "yaml")
        && let Ok(data) = fs::metadata(path)
    {
        found.push((path.to_owned(), data.len(), data.modified().ok()));
    }
}
