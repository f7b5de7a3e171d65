//! What was done, counted.

use super::super::escape::inline;
use super::{Align, Report, cited, heading, list, table};
use crate::assessment::BehaviourCount;

pub(super) fn behaviour(report: &Report<'_>) -> Vec<String> {
    let counts = &report.assessment.behaviours;
    if counts.is_empty() {
        return Vec::new();
    }
    let columns =
        [("Behaviour", Align::Left), ("You", Align::Right), ("Strong samples", Align::Right)];
    let rows: Vec<Vec<String>> = counts.iter().map(row).collect();
    let quotes = counts.iter().filter_map(|count| {
        let first = count.quotes.first()?;
        Some(format!("{}: {}", count.behaviour.title(), cited(report.session, first)))
    });
    vec![
        heading(2, "What you did, counted"),
        "Sentences and notes in which each was found: counts, not scores.".to_owned(),
        table(&columns, &rows),
        list(quotes),
    ]
}

fn row(count: &BehaviourCount) -> Vec<String> {
    vec![inline(count.behaviour.title()), count.count.to_string(), range(count)]
}

fn range(count: &BehaviourCount) -> String {
    match count.strong {
        None => "–".to_owned(),
        Some((least, most)) if least == most => least.to_string(),
        Some((least, most)) => format!("{least}–{most}"),
    }
}
