//! What was wrong, and what was not scored.

use super::super::escape::{inline, one_line};
use super::super::words::short;
use super::{Report, cited, heading, list};
use crate::assessment::{Quote, TrapResult};
use crate::content::case_study::TrapSeverity;

pub(super) fn findings(report: &Report<'_>) -> Vec<String> {
    let assessment = report.assessment;
    let mut blocks = Vec::new();
    if !assessment.traps.is_empty() {
        blocks.push(heading(2, "Traps you stepped into"));
        blocks.push(list(assessment.traps.iter().map(|trap| one_trap(report, trap))));
    }
    blocks.extend(not_scored(
        report,
        "Copied, not scored",
        "These runs stand word for word in the prompt, in the case's own texts or in something \
         shown to you before. They were cut out; the rest of each entry was scored.",
        &assessment.copied,
    ));
    blocks.extend(not_scored(
        report,
        "Lists without an explanation",
        "Many names with hardly a number, a choice or a reason attached. Naming shows that a word \
         is known; such a list covers no point that asks for an explanation.",
        &assessment.laundry,
    ));
    blocks
}

fn one_trap(report: &Report<'_>, trap: &TrapResult) -> String {
    let severity = match trap.severity {
        TrapSeverity::Minor => "Minor",
        TrapSeverity::Serious => "Serious",
    };
    let id = one_line(&trap.id).replace('`', "'");
    let mut lines = vec![format!("**{severity}** (`{id}`, {})", trap.topic)];
    lines.extend(trap.evidence.iter().map(|quote| cited(report.session, quote)));
    lines.push(format!("What is right instead: {}", inline(&trap.correction)));
    if !trap.voids.is_empty() {
        let voids: Vec<String> = trap.voids.iter().map(|id| inline(&short(id))).collect();
        lines.push(format!("It voids: {}.", voids.join(", ")));
    }
    lines.join("\n  - ")
}

fn not_scored(report: &Report<'_>, title: &str, why: &str, quotes: &[Quote]) -> Vec<String> {
    if quotes.is_empty() {
        return Vec::new();
    }
    let items = list(quotes.iter().map(|quote| cited(report.session, quote)));
    vec![heading(2, title), why.to_owned(), items]
}
