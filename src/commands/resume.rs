//! `resume`: goes on with a session that was left.

use anyhow::{Result, bail};

use super::context::Context;
use super::exit::Exit;
use super::results;
use super::start::play;
use crate::interview::{Body, Event, Mode};
use crate::sessions::SessionFiles;

/// Goes on with a session; returns the exit code.
///
/// # Errors
/// If there is none, it is over, open elsewhere or unreadable, or its case is gone.
pub(super) fn resume(context: &mut Context<'_>, key: Option<&str>) -> Result<u8> {
    let store = context.store()?;
    let files = match key {
        Some(key) => store.find(key)?,
        None => left(context)?,
    };
    if context.full_screen() && store.read(&files)?.0.finished {
        return results::again(context, key.unwrap_or(&files.name()));
    }
    let reopened = store.open(&files)?;
    for note in &reopened.notes {
        writeln!(context.err, "{note}")?;
    }
    let (mut journal, mut session) = (reopened.open, reopened.session);
    if session.finished {
        let id = &session.header.session;
        bail!(Exit::usage(format!("session {id} is over; read it with `mlsd export {id}`")));
    }
    let header = session.header.clone();
    let chosen = context.choose(&header.case.id, Some(&header.framework.id))?;
    if chosen.case()?.hash != header.case.hash {
        writeln!(
            context.err,
            "The case has changed since this session began; it is scored as it is now."
        )?;
    }
    let clock_ms =
        reopened.draft.as_ref().map_or(0, |draft| draft.clock_ms).max(session.clock_ms());
    if !session.events.is_empty() {
        let stamp = crate::interview::Stamp { at: context.clock.now(), clock_ms };
        let event = Event { n: session.next_n(), stamp, body: Body::Resumed };
        journal.append(&event)?;
        session.apply(event);
    }
    let only = match header.steps.as_slice() {
        [step] if header.mode == Mode::Practice => Some(step.id.clone()),
        _ => None,
    };
    play(context, &chosen, journal, session, reopened.draft, only)
}

/// The last session that is not over.
fn left(context: &Context<'_>) -> Result<SessionFiles> {
    let store = context.store()?;
    let listing = store.list()?;
    let Some(summary) = listing.sessions.iter().find(|summary| !summary.finished) else {
        bail!(Exit::usage("no session waits to be resumed; `mlsd mock` starts one"));
    };
    store.find(summary.id.as_str())
}
