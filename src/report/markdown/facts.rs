//! What the interviewer knew, asked for or not.

use super::super::escape::inline;
use super::{Report, heading, list};
use crate::assessment::FactResult;

pub(super) fn facts(report: &Report<'_>) -> Vec<String> {
    let (asked, never): (Vec<&FactResult>, Vec<&FactResult>) =
        report.assessment.facts.iter().partition(|fact| fact.asked);
    let mut blocks = Vec::new();
    if !never.is_empty() {
        blocks.push(heading(2, "Facts you never asked for"));
        blocks.push(list(never.iter().map(|fact| line(fact, "What it would have changed"))));
    }
    if !asked.is_empty() {
        blocks.push(heading(2, "Facts you asked for"));
        blocks.push(list(asked.iter().map(|fact| line(fact, "What it changes"))));
    }
    blocks
}

fn line(fact: &FactResult, lead: &str) -> String {
    format!("{}\n  - {lead}: {}", inline(&fact.answer), inline(&fact.changes))
}
