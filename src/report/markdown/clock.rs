//! Where the time went.

use super::super::escape::inline;
use super::super::words::{face, step_title};
use super::timeline::timeline;
use super::{Align, Report, heading, list, table};
use crate::assessment::{Ledger, StepResult};
use crate::interview::{CLOSING, Session};

/// What the characters of the timeline mean.
const KEY: &str = "`=` open, `?` a follow-up, `h` help, `|` a pause.";

pub(super) fn clock(report: &Report<'_>) -> Vec<String> {
    let ledger = &report.assessment.ledger;
    let columns = [
        ("Step", Align::Left),
        ("Spent", Align::Right),
        ("Budget", Align::Right),
        ("Difference", Align::Right),
    ];
    let mut rows = rows(report.session);
    rows.push(vec![
        "In all".to_owned(),
        face(ledger.total_s),
        total(report.session),
        String::new(),
    ]);
    let mut blocks = vec![heading(2, "The clock"), table(&columns, &rows)];
    blocks.extend(by_topic(report));
    if let Some(timeline) = timeline(report.session) {
        blocks.push(timeline);
        blocks.push(KEY.to_owned());
    }
    blocks.push(firsts(ledger));
    blocks
}

/// Of an open sheet: where the time went, as far as the words tell.
fn by_topic(report: &Report<'_>) -> Vec<String> {
    if !report.session.header.is_open() {
        return Vec::new();
    }
    let columns = [("Step", Align::Left), ("About", Align::Right), ("Usual", Align::Right)];
    let steps = report.assessment.steps.iter();
    let row = |step: &StepResult| {
        let usual = step.minutes.map_or_else(|| "–".to_owned(), |m| face(u64::from(m) * 60));
        vec![inline(&step.title), face(step.spent_s), usual]
    };
    let lead = "You set the order yourself. By the points each message shows, its time went to:";
    vec![lead.to_owned(), table(&columns, &steps.map(row).collect::<Vec<_>>())]
}

fn rows(session: &Session) -> Vec<Vec<String>> {
    let row = |step: &crate::interview::StepState| {
        let budget = planned(session, &step.id).map(|minutes| u64::from(minutes) * 60);
        let spent = step.spent_ms() / 1000;
        vec![
            inline(&step_title(session, &step.id)),
            face(spent),
            budget.map_or_else(|| "–".to_owned(), face),
            budget.map_or_else(String::new, |budget| difference(spent, budget)),
        ]
    };
    session.steps.iter().map(row).collect()
}

fn planned(session: &Session, step: &str) -> Option<u32> {
    let timing = &session.header.timing;
    if step == CLOSING {
        return timing.minutes.map(|_| timing.closing);
    }
    session.header.steps.iter().find(|plan| plan.id == step).and_then(|plan| plan.minutes)
}

fn difference(spent: u64, budget: u64) -> String {
    let sign = if spent > budget { "+" } else { "−" };
    if spent == budget { face(0) } else { format!("{sign}{}", face(spent.abs_diff(budget))) }
}

fn total(session: &Session) -> String {
    let minutes = session.header.timing.minutes;
    minutes.map_or_else(|| "–".to_owned(), |minutes| face(u64::from(minutes) * 60))
}

fn firsts(ledger: &Ledger) -> String {
    let firsts = [
        ("First question", ledger.first_question_s),
        ("First baseline", ledger.baseline_s),
        ("First metric", ledger.first_metric_s),
        ("First number", ledger.first_number_s),
        ("First decision", ledger.first_decision_s),
    ];
    list(firsts.map(|(what, at)| {
        let at = at.map_or_else(|| "never".to_owned(), |at| format!("at {}", face(at)));
        format!("{what}: {at}")
    }))
}
