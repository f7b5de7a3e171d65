//! The clock: minutes and firsts.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::behaviour::decides;
use super::result::PointResult;
use crate::interview::{EntryKind, SHEET, Session};
use crate::scoring::{State, Token, tokenize};

/// Seconds on the session's clock at which things first happened; `None` when they never did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// Seconds in all.
    pub total_s: u64,
    /// First question to the interviewer.
    pub first_question_s: Option<u64>,
    /// First number.
    pub first_number_s: Option<u64>,
    /// First commitment to a choice.
    pub first_decision_s: Option<u64>,
    /// First metric named as one.
    pub first_metric_s: Option<u64>,
    /// Baseline.
    pub baseline_s: Option<u64>,
    /// How many numbers were said.
    pub numbers: usize,
    /// Pauses taken.
    pub pauses: usize,
}

/// Milliseconds spent on each step of an open sheet, as far as the words tell: the time a message
/// took, from whatever came before it, goes to the steps whose points it shows, in equal parts a
/// point. A message that shows nothing is nobody's time.
pub(super) fn spent_by_evidence(
    session: &Session,
    points: &[PointResult],
) -> BTreeMap<String, u64> {
    let shown = points
        .iter()
        .filter(|point| matches!(point.status, State::Covered | State::Partial))
        .filter_map(|point| Some((point.evidence.first()?.entry, point.step.as_str())));
    let mut of_message: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for (number, step) in shown {
        let entry = session.entries.iter().find(|entry| entry.number == number);
        let Some(entry) = entry.filter(|entry| entry.step == SHEET) else { continue };
        of_message.entry(entry.clock_ms()).or_default().push(step);
    }
    let mut spent = BTreeMap::new();
    for (sent, steps) in of_message {
        let clocks = session.events.iter().map(|event| event.stamp.clock_ms);
        let began = clocks.filter(|clock| *clock < sent).max().unwrap_or(0);
        let part = (sent - began) / steps.len() as u64;
        for step in steps {
            *spent.entry(step.to_owned()).or_default() += part;
        }
    }
    spent
}

/// Reads the clock off a session.
pub(super) fn ledger(session: &Session, points: &[PointResult]) -> Ledger {
    let seconds = |clock_ms: u64| clock_ms / 1000;
    let said: Vec<(u64, Vec<Token>)> = session
        .scored_entries()
        .map(|entry| (seconds(entry.clock_ms()), tokenize(entry.text())))
        .collect();
    let first = |wanted: fn(&[Token]) -> bool| {
        said.iter().filter(|(_, tokens)| wanted(tokens)).map(|(clock, _)| *clock).min()
    };
    let is_number = |token: &&Token| token.number.is_some();
    let at_point = |ids: &[&str]| {
        points
            .iter()
            .filter(|point| {
                ids.contains(&point.id.as_str())
                    && matches!(point.status, State::Covered | State::Partial)
            })
            .flat_map(|point| &point.evidence)
            .filter_map(|quote| session.entries.iter().find(|entry| entry.number == quote.entry))
            .map(|entry| seconds(entry.clock_ms()))
            .min()
    };
    Ledger {
        total_s: seconds(session.clock_ms()),
        first_question_s: session
            .entries
            .iter()
            .filter(|entry| entry.kind == EntryKind::Question)
            .map(|entry| seconds(entry.clock_ms()))
            .min(),
        first_number_s: first(|tokens| tokens.iter().any(|token| token.number.is_some())),
        first_decision_s: first(decides),
        first_metric_s: at_point(&["offline-metric", "online-metric"]),
        baseline_s: at_point(&["baseline"]),
        numbers: said.iter().flat_map(|(_, tokens)| tokens).filter(is_number).count(),
        pauses: session
            .events
            .iter()
            .filter(|event| matches!(event.body, crate::interview::Body::Paused))
            .count(),
    }
}
