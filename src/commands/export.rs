//! `export`: a session's transcript.

use anyhow::{Context as _, Result, bail};

use super::context::{Chosen, Context, recurrence};
use super::exit::{DONE, Exit};
use crate::assessment::{Assessment, Judged, assess};
use crate::cli::{ExportArgs, ExportFormat};
use crate::interview::{Mode, Session};
use crate::report::{self, Report};
use crate::scoring::Rubric;

/// Writes a transcript; returns the exit code.
///
/// # Errors
/// If the session cannot be read, its case is needed and gone, or the file cannot be written.
pub(super) fn export(context: &mut Context<'_>, args: &ExportArgs) -> Result<u8> {
    if let Some(path) = &args.output
        && path.exists()
        && !args.force
    {
        bail!("{} exists; add --force to overwrite it", path.display());
    }
    let store = context.store()?;
    let (session, notes) = store.read(&store.find(&args.session)?)?;
    for note in notes {
        writeln!(context.err, "{note}")?;
    }
    if under_way(&session) && !args.no_spoilers {
        let note = "This mock is not over: exported without what it lacks, as with --no-spoilers.";
        writeln!(context.err, "{note}")?;
    }
    let framework = args.framework.as_deref().unwrap_or(&session.header.framework.id).to_owned();
    let chosen = context.choose(&session.header.case.id, Some(&framework));
    let text = match chosen {
        Ok(chosen) => with_content(context, args, &session, &chosen)?,
        Err(error) => without_content(context, args, &session, &error)?,
    };
    write(context, args, &text)?;
    Ok(DONE)
}

/// Whether a mock still goes on: what it lacks and the walkthrough would spoil the rest of it.
fn under_way(session: &Session) -> bool {
    session.header.mode == Mode::Mock && !session.finished
}

fn with_content(
    context: &mut Context<'_>,
    args: &ExportArgs,
    session: &Session,
    chosen: &Chosen,
) -> Result<String> {
    let stored = stored(session);
    let fresh = args.rescore || args.framework.is_some() || stored.is_none();
    let assessment = if fresh {
        judge(session, chosen)?
    } else {
        stored.clone().unwrap_or(judge(session, chosen)?)
    };
    if args.rescore
        && let Some(stored) = &stored
    {
        report_moves(context, stored, &assessment)?;
    }
    render(args, session, &assessment, stored.as_ref(), Some(chosen))
}

/// The case or framework is gone: what the person was shown can still be printed.
fn without_content(
    context: &mut Context<'_>,
    args: &ExportArgs,
    session: &Session,
    error: &anyhow::Error,
) -> Result<String> {
    match stored(session) {
        Some(assessment) if !args.rescore && args.framework.is_none() => {
            writeln!(context.err, "{error:#}; the transcript is printed without walkthrough")?;
            render(args, session, &assessment, None, None)
        }
        _ => bail!(Exit::usage(format!("{error:#}; the session cannot be scored without it"))),
    }
}

fn render(
    args: &ExportArgs,
    session: &Session,
    assessment: &Assessment,
    before: Option<&Assessment>,
    chosen: Option<&Chosen>,
) -> Result<String> {
    let case = chosen.map(Chosen::case).transpose()?;
    let before = before.filter(|_| args.rescore);
    let report = Report {
        session,
        assessment,
        case,
        before,
        spoilers: !args.no_spoilers && !under_way(session),
    };
    Ok(match args.format {
        ExportFormat::Markdown => report::markdown(&report),
        ExportFormat::Json => super::harmless(&report::json(&report)?).into_owned(),
    })
}

/// What the person was shown.
pub(super) fn stored(session: &Session) -> Option<Assessment> {
    let mut stored: Assessment =
        serde_json::from_value(session.assessed.as_ref()?.report.clone()).ok()?;
    // Claims and disputes may have come later.
    stored.take_word_of(&session.claims, &session.disputes);
    Some(stored)
}

fn judge(session: &Session, chosen: &Chosen) -> Result<Assessment> {
    let (framework, case) = (chosen.framework()?, chosen.case()?);
    let rubric = Rubric::compile(&chosen.loaded.content, case);
    let recurrence = recurrence(&chosen.loaded.content);
    let judged =
        Judged { framework, case, rubric: &rubric, recurrence: &recurrence, sample: false };
    Ok(assess(session, &judged))
}

/// Lists the points whose state moved between what was shown and today.
fn report_moves(context: &mut Context<'_>, stored: &Assessment, fresh: &Assessment) -> Result<()> {
    let mut moved = 0;
    for point in &fresh.points {
        let before = stored.points.iter().find(|known| known.id == point.id);
        let was = before.map(|before| before.status);
        if was != Some(point.status) {
            moved += 1;
            let was = was.map_or("new".to_owned(), |was| format!("{was:?}").to_lowercase());
            writeln!(
                context.err,
                "{}: {was} -> {}",
                point.id,
                format!("{:?}", point.status).to_lowercase()
            )?;
        }
    }
    if moved == 0 {
        writeln!(context.err, "Nothing moved.")?;
    }
    Ok(())
}

fn write(context: &mut Context<'_>, args: &ExportArgs, text: &str) -> Result<()> {
    let Some(path) = &args.output else {
        context.out.write_all(text.as_bytes())?;
        return Ok(());
    };
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    writeln!(context.err, "Written to {}", path.display())?;
    Ok(())
}
