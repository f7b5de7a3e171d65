//! What of a session is scored: pieces of text, by time and attempt, and the copy guard.

use crate::content::CaseStudy;
use crate::interview::{Body, CLOSING, Entry, Session};
use crate::scoring::{Guard, Piece, Rubric, Span};

use super::result::Quote;

/// A session's words up to some event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Until {
    /// Only events before this `n`.
    pub(super) n: u64,
}

impl Until {
    pub(super) const END: Self = Self { n: u64::MAX };
}

/// Which attempt at which step counts; first attempts elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attempts<'a> {
    pub(super) other: Option<(&'a str, u32)>,
}

impl Attempts<'_> {
    fn counts(self, entry: &Entry) -> bool {
        let wanted = match self.other {
            Some((step, attempt)) if step == entry.step => attempt,
            _ => 1,
        };
        entry.attempt == wanted || entry.step == CLOSING
    }
}

/// The pieces of a session that count.
pub(super) fn pieces<'a>(
    session: &'a Session,
    attempts: Attempts<'_>,
    until: Until,
) -> Vec<Piece<'a>> {
    let mut before: Option<&Entry> = None;
    session
        .scored_entries()
        .filter(|entry| attempts.counts(entry))
        .filter_map(|entry| {
            let revision = entry.revisions.iter().rev().find(|revision| revision.n < until.n)?;
            let goes_on = before.replace(entry).is_some_and(|before| follows(before, entry));
            Some(Piece { entry: entry.number, text: &revision.text, said: revision.n, goes_on })
        })
        .collect()
}

/// Whether two entries were typed one right after the other under one step.
fn follows(before: &Entry, entry: &Entry) -> bool {
    let first = |entry: &Entry| entry.revisions.first().map(|revision| revision.n);
    before.step == entry.step && first(before).map(|n| n + 1) == first(entry)
}

/// Guards against copying the case's texts and whatever the interviewer said before.
pub(super) fn guard(session: &Session, rubric: &Rubric) -> Guard {
    let mut guard = rubric.shown.clone();
    replay(session, &mut guard);
    guard
}

/// A guard that leaves the case's samples out, for scoring those samples.
pub(super) fn guard_for_samples(case: &CaseStudy) -> Guard {
    Guard::new(std::iter::once(&case.prompt).chain(case.walkthrough.values()).map(String::as_str))
}

fn replay(session: &Session, guard: &mut Guard) {
    // What a person said matters only where the interviewer may have repeated it.
    if session.moves.is_empty() {
        return;
    }
    for event in &session.events {
        match &event.body {
            Body::Said(said) => guard.said(&said.text),
            Body::Move(spoken) => guard.show(&spoken.text, event.n),
            _ => {}
        }
    }
}

/// The words at a place.
pub(super) fn quote(session: &Session, span: &Span) -> Quote {
    let entry = session.entries.iter().find(|entry| entry.number == span.entry);
    let text = entry.map_or("", |entry| span.of(entry.text()));
    Quote { entry: span.entry, start: span.start, end: span.end, text: text.to_owned() }
}

/// The step an entry belongs to.
pub(super) fn step_of(session: &Session, entry: u64) -> Option<&str> {
    session.entries.iter().find(|found| found.number == entry).map(|found| found.step.as_str())
}
