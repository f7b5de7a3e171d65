//! What is shown when a session is over.

use anyhow::Result;

use super::context::Context;
use crate::assessment::Assessment;
use crate::content::{CaseStudy, Content, Framework, hash};
use crate::interview::Session;
use crate::report::{self, Report, Screen};

/// Prints the debrief's first screen, and where the rest is.
///
/// # Errors
/// If the output fails.
pub(super) fn show(
    context: &mut Context<'_>,
    session: &Session,
    assessment: &Assessment,
) -> Result<()> {
    writeln!(context.out)?;
    // Three rows are left: two for the commands below it, one for the shell's prompt.
    let screen = Screen { rows: Screen::USUAL.rows - 3, ..super::screen(context.style) };
    let lines = report::debrief(&Report::new(session, assessment, None), screen);
    super::print(context, &lines)?;
    let id = &session.header.session;
    writeln!(context.err, "Transcript: mlsd export {id} -o transcript.md")?;
    // Where uncertain points decide the verdict, exactly these are worth the person's own word.
    let deciding = assessment.verdict.as_ref().and_then(|verdict| verdict.deciding.first());
    if let Some(point) = deciding {
        writeln!(
            context.err,
            "Did you say it? mlsd explain {id} {point}, then mlsd claim (or dispute) {id} {point}"
        )?;
    } else {
        writeln!(
            context.err,
            "Any point: mlsd explain {id} POINT   Walkthrough: mlsd review {}",
            session.header.case.id
        )?;
    }
    Ok(())
}

/// Hash of everything the scoring of a case depends on.
pub(super) fn content_hash(content: &Content, case: &CaseStudy, framework: &Framework) -> String {
    hash(format!("{} {} {}", content.common_hash, case.hash, framework.hash).as_bytes())
}
