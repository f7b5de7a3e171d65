//! What the interviewer knew, asked for or not.

use super::super::escape::inline;
use super::{Report, heading, list};
use crate::assessment::FactResult;
use crate::interview::{EntryKind, MoveKind, Session};

pub(super) fn facts(report: &Report<'_>) -> Vec<String> {
    let (asked, others): (Vec<&FactResult>, Vec<&FactResult>) =
        report.assessment.facts.iter().partition(|fact| fact.asked);
    let (assumed, never): (Vec<&FactResult>, Vec<&FactResult>) =
        others.into_iter().partition(|fact| fact.assumed.is_some());
    let mut blocks = Vec::new();
    if !never.is_empty() {
        blocks.push(heading(2, "Facts you never asked for"));
        blocks.push(list(never.iter().map(|fact| line(fact, "What it would have changed"))));
    }
    if !assumed.is_empty() {
        blocks.push(heading(2, "Facts you assumed"));
        blocks.push(list(assumed.iter().map(|fact| line(fact, "What it changes"))));
    }
    if !asked.is_empty() {
        blocks.push(heading(2, "Facts you asked for"));
        blocks.push(list(asked.iter().map(|fact| line(fact, "What it changes"))));
    }
    let idle = idle_questions(report.session);
    if !idle.is_empty() {
        blocks.push(heading(2, "Questions that changed nothing"));
        blocks.push(
            "The interviewer had no figure for these: an assumption said aloud would have done."
                .to_owned(),
        );
        blocks.push(list(idle));
    }
    blocks
}

/// Questions that were answered with nothing but "take an assumption".
fn idle_questions(session: &Session) -> Vec<String> {
    let told = |from: u64, to: u64| {
        let moves = session.moves.iter().filter(|spoken| spoken.n > from && spoken.n < to);
        let kinds: Vec<MoveKind> = moves
            .filter(|spoken| !spoken.declined)
            .map(|spoken| spoken.said.kind)
            .filter(|kind| matches!(kind, MoveKind::Fact | MoveKind::Assume))
            .collect();
        !kinds.is_empty() && kinds.iter().all(|kind| *kind == MoveKind::Assume)
    };
    let questions: Vec<(u64, &str)> = session
        .entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::Question && !entry.withdrawn)
        .filter_map(|entry| Some((entry.revisions.first()?.n, entry.text())))
        .collect();
    let ends = questions.iter().skip(1).map(|(n, _)| *n).chain([u64::MAX]);
    questions
        .iter()
        .zip(ends)
        .filter(|((n, _), end)| told(*n, *end))
        .map(|((_, text), _)| format!("“{}”", inline(text)))
        .collect()
}

fn line(fact: &FactResult, lead: &str) -> String {
    let assumed = fact.assumed.as_ref().map_or(String::new(), |quote| {
        format!("\n  - You took as given: “{}”", inline(&quote.text))
    });
    format!("{}{assumed}\n  - {lead}: {}", inline(&fact.answer), inline(&fact.changes))
}
