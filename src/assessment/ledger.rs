//! The clock: minutes and firsts.

use serde::{Deserialize, Serialize};

use super::behaviour::decides;
use super::result::PointResult;
use crate::interview::{EntryKind, Session};
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
