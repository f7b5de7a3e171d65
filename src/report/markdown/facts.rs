//! What the interviewer knew, asked for or not.

use super::super::escape::inline;
use super::{Report, heading, list};
use crate::assessment::FactResult;

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
    blocks
}

fn line(fact: &FactResult, lead: &str) -> String {
    let assumed = fact.assumed.as_ref().map_or(String::new(), |quote| {
        format!("\n  - You took as given: “{}”", inline(&quote.text))
    });
    format!("{}{assumed}\n  - {lead}: {}", inline(&fact.answer), inline(&fact.changes))
}
