//! `claim` and `dispute`: the person's own word, recorded beside the score.

use anyhow::{Result, bail};

use super::context::Context;
use super::exit::{DONE, Exit};
use crate::assessment::Assessment;
use crate::content::did_you_mean;
use crate::content::point::point_meant;
use crate::interview::{Body, Event, Session, Stamp};

/// Records a claim; returns the exit code.
///
/// # Errors
/// If session or point cannot be found, or the journal cannot be written.
pub(super) fn claim(context: &mut Context<'_>, key: &str, point: &str) -> Result<u8> {
    record(context, key, point, |point| Body::Claimed { point, entry: None }, "Claimed")
}

/// Records a dispute; returns the exit code.
///
/// # Errors
/// If session or point cannot be found, or the journal cannot be written.
pub(super) fn dispute(context: &mut Context<'_>, key: &str, point: &str, note: &str) -> Result<u8> {
    record(context, key, point, |point| Body::Disputed { point, note: note.to_owned() }, "Disputed")
}

fn record(
    context: &mut Context<'_>,
    key: &str,
    point: &str,
    body: impl FnOnce(String) -> Body,
    done: &str,
) -> Result<u8> {
    let store = context.store()?;
    let files = store.find(key)?;
    let mut reopened = store.open(&files)?;
    let point = &meant(context, &reopened.session, point)?;
    let stamp = Stamp { at: context.clock.now(), clock_ms: reopened.session.clock_ms() };
    let event = Event { n: reopened.session.next_n(), stamp, body: body(point.clone()) };
    reopened.open.append(&event)?;
    let id = &reopened.session.header.session;
    writeln!(
        context.err,
        "{done}: `{point}` in {id}. The figures stay as they are; the transcript shows it beside the point."
    )?;
    Ok(DONE)
}

/// The id of the point that was meant: one the person was shown, or one of the case.
fn meant(context: &mut Context<'_>, session: &Session, point: &str) -> Result<String> {
    let shown = session
        .assessed
        .as_ref()
        .and_then(|a| serde_json::from_value::<Assessment>(a.report.clone()).ok());
    let known: Vec<String> = if let Some(report) = shown {
        report.points.into_iter().map(|point| point.id).collect()
    } else {
        let chosen = context.choose(&session.header.case.id, Some(&session.header.framework.id))?;
        chosen.case()?.points.iter().map(|point| point.id.clone()).collect()
    };
    let ids = known.iter().map(String::as_str);
    if let Some(id) = point_meant(point, ids.clone()) {
        return Ok(id.to_owned());
    }
    let fix = did_you_mean(point, ids, "the transcript lists them");
    bail!(Exit::usage(format!("the session has no point `{point}`; {fix}")))
}
