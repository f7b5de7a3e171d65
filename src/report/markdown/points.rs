//! Every point, step by step: its state, the words that decided it, and why.

use super::super::escape::{inline, one_line};
use super::super::words::{breadth, capital, helped, percent, state, step_title};
use super::{Report, cited, heading, list};
use crate::assessment::{PointResult, StepResult};
use crate::scoring::State;

pub(super) fn points(report: &Report<'_>) -> Vec<String> {
    let mut blocks = vec![heading(2, "Points, step by step")];
    for step in &report.assessment.steps {
        let own: Vec<&PointResult> =
            expected(report).filter(|point| point.step == step.id).collect();
        blocks.extend(group(report, &step_heading(step), &own));
    }
    let known =
        |point: &&PointResult| report.assessment.steps.iter().any(|step| step.id == point.step);
    let rest: Vec<&PointResult> = expected(report).filter(|point| !known(point)).collect();
    blocks.extend(group(report, "Other points", &rest));
    let beyond: Vec<&PointResult> =
        report.assessment.points.iter().filter(|point| !point.expected).collect();
    let title = format!("Beyond {} level, never in the sums", report.assessment.level);
    blocks.extend(group(report, &title, &beyond));
    blocks.extend(curveball(report));
    blocks.extend(uncertain(report));
    blocks
}

/// The change thrown in: what was said after it, by its own points.
fn curveball(report: &Report<'_>) -> Vec<String> {
    let Some(ball) = &report.assessment.curveball else { return Vec::new() };
    let after = inline(&step_title(report.session, &ball.after));
    let title = format!("The change after {after}, beside the sums");
    let points: Vec<&PointResult> = ball.points.iter().collect();
    group(report, &title, &points)
}

fn expected<'a>(report: &Report<'a>) -> impl Iterator<Item = &'a PointResult> {
    report.assessment.points.iter().filter(|point| point.expected)
}

fn step_heading(step: &StepResult) -> String {
    let coverage = step.coverage.map_or_else(
        || "no points at this level".to_owned(),
        |coverage| format!("{} %, {}", percent(coverage), breadth(step)),
    );
    format!("{}: {coverage}", inline(&step.title))
}

/// A heading and its points, the best first; nothing at all without points.
fn group(report: &Report<'_>, title: &str, points: &[&PointResult]) -> Vec<String> {
    if points.is_empty() {
        return Vec::new();
    }
    let mut points = points.to_vec();
    // Stable: within a state the case's own order stays.
    points.sort_by_key(|point| std::cmp::Reverse(point.status));
    let items: Vec<String> = points.iter().map(|point| item(report, point)).collect();
    vec![heading(3, title), list(items)]
}

fn item(report: &Report<'_>, point: &PointResult) -> String {
    let must = if point.must { ", must-have" } else { "" };
    let mut lines = vec![format!(
        "**{}**{must}: {} (`{}`, {}, weight {})",
        capital(state(point.status)),
        inline(&point.statement),
        one_line(&point.id).replace('`', "'"),
        point.level,
        point.weight
    )];
    // What was said of a missed point is only what came nearest.
    let lead = if point.status == State::Missed { "Nearest: " } else { "" };
    let quotes = point.evidence.iter();
    lines.extend(quotes.map(|quote| format!("{lead}{}", cited(report.session, quote))));
    lines.push(format!("{}.", capital(inline(&point.because).trim_end_matches('.'))));
    lines.extend(notes(report, point));
    if report.spoilers && point.status != State::Covered {
        lines.push(format!("Why it matters: {}", inline(&point.why)));
        lines.extend(point.say.as_ref().map(|say| format!("One way to say it: “{}”", inline(say))));
    }
    lines.join("\n  - ")
}

/// What else is known of a point, one line each.
fn notes(report: &Report<'_>, point: &PointResult) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(step) = &point.said_in {
        notes.push(format!(
            "Said under {}, and counted all the same.",
            inline(&step_title(report.session, step))
        ));
    }
    if let Some(helped) = helped(point.prompting) {
        let credit = percent(point.credit);
        notes.push(format!("{}, so it counts {credit} %.", capital(helped)));
    }
    if point.claimed {
        notes.push("You claim that you said it.".to_owned());
    }
    if let Some(note) = &point.disputed {
        let note = inline(note);
        let note = if note.is_empty() { String::new() } else { format!(": “{note}”") };
        notes.push(format!("You dispute this{note}."));
    }
    notes
}

/// Points a human eye could see otherwise, to be ticked.
fn uncertain(report: &Report<'_>) -> Vec<String> {
    let points: Vec<String> = report
        .assessment
        .points
        .iter()
        .filter(|point| point.is_uncertain())
        .map(|point| ballot(report, point))
        .collect();
    if points.is_empty() {
        return Vec::new();
    }
    let why = "Here the program is least sure. Tick what you think, or let a friend tick it.";
    vec![heading(2, "Worth a second look"), why.to_owned(), list(points)]
}

fn ballot(report: &Report<'_>, point: &PointResult) -> String {
    let quote = point.possible.as_ref().or(point.evidence.first());
    let quote =
        quote.map_or_else(String::new, |quote| format!(" {}", cited(report.session, quote)));
    format!(
        "{}{quote}\n  Scored {}: {}.\n  - [ ] agree\n  - [ ] disagree",
        inline(&point.statement),
        state(point.status),
        inline(&point.because)
    )
}
