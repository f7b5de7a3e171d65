//! Feedback on one step, and the list of points, as lines for a screen.

use super::debrief::{copied, mood};
use super::escape::one_line;
use super::lines::{Line, Role, Screen};
use super::words::{breadth, helped, percent, short, state};
use crate::assessment::{Assessment, PointResult, StepResult};
use crate::scoring::State;

/// Feedback on an answer of one step and nothing else, with what was cut out of it as copied.
pub fn lone_step_feedback(assessment: &Assessment, step_id: &str, screen: Screen) -> Vec<Line> {
    let mut lines = step_feedback(assessment, step_id, screen);
    lines.extend(copied(assessment, screen));
    lines
}

/// What stood in a step, what came near, what was missing, and one way to say the heaviest of it.
/// Given the assessment of a later attempt, its points are that attempt's, and what changed since the
/// first is told before them.
pub fn step_feedback(assessment: &Assessment, step_id: &str, screen: Screen) -> Vec<Line> {
    let Some(step) = assessment.steps.iter().find(|step| step.id == step_id) else {
        return Vec::new();
    };
    let points: Vec<&PointResult> =
        assessment.points.iter().filter(|point| point.step == step_id).collect();
    let in_state = |wanted: State| -> Vec<&PointResult> {
        let expected = points.iter().filter(|point| point.expected);
        expected.filter(|point| point.status == wanted).copied().collect()
    };
    let mut lines = vec![screen.line(mood(step), &heading(step))];
    lines.extend(retry(assessment, step_id, screen));
    lines.extend(in_state(State::Covered).iter().flat_map(|point| covered(point, screen)));
    lines.extend(in_state(State::Partial).iter().flat_map(|point| near(point, screen)));
    lines.extend(in_state(State::Contradicted).iter().flat_map(|point| opposed(point, screen)));
    lines.extend(in_state(State::Missed).iter().flat_map(|point| missed(point, screen)));
    lines.extend(beyond(assessment, &points, screen));
    lines.extend(one_way(&points, screen));
    lines
}

fn heading(step: &StepResult) -> String {
    let title = one_line(&step.title);
    match step.coverage {
        Some(coverage) => format!("{title}: {} %, {}", percent(coverage), breadth(step)),
        None => format!("{title}: no points at this level"),
    }
}

/// What the last attempt after the first changed.
fn retry(assessment: &Assessment, step: &str, screen: Screen) -> Vec<Line> {
    let Some(retry) = assessment.retries.iter().rfind(|retry| retry.step == step) else {
        return Vec::new();
    };
    let named = |lead: &str, ids: &[String]| {
        let names: Vec<String> = ids.iter().map(|id| one_line(&short(id))).collect();
        if names.is_empty() { String::new() } else { format!("; {lead} {}", names.join(", ")) }
    };
    let text = format!(
        "Attempt {}: {} %{}{}.",
        retry.attempt,
        percent(retry.coverage),
        named("gained", &retry.gained),
        named("lost", &retry.lost)
    );
    screen.wrapped(Role::Plain, "", &text)
}

fn covered(point: &PointResult, screen: Screen) -> Vec<Line> {
    let help = helped(point.prompting).map_or_else(String::new, |help| format!(" ({help})"));
    let text = format!("{}{help}", one_line(&point.statement));
    let mut lines = screen.wrapped(Role::Good, mark(State::Covered, screen), &text);
    lines.extend(quotation(point, screen));
    lines
}

fn near(point: &PointResult, screen: Screen) -> Vec<Line> {
    let mut lines =
        screen.wrapped(Role::Partial, mark(State::Partial, screen), &one_line(&point.statement));
    lines.extend(quotation(point, screen));
    lines.extend(lacking(point, screen));
    lines
}

fn opposed(point: &PointResult, screen: Screen) -> Vec<Line> {
    let text = one_line(&point.statement);
    let mut lines = screen.wrapped(Role::Bad, mark(State::Contradicted, screen), &text);
    lines.extend(quotation(point, screen));
    lines.extend(screen.wrapped(Role::Plain, "  ", &one_line(&point.because)));
    lines
}

fn missed(point: &PointResult, screen: Screen) -> Vec<Line> {
    let text = one_line(&point.statement);
    let mut lines = screen.wrapped(Role::Bad, mark(State::Missed, screen), &text);
    if point.ruled_out {
        lines.extend(screen.wrapped(Role::Plain, "  ", "You ruled this out."));
    } else if !point.met.is_empty() {
        lines.extend(lacking(point, screen));
    }
    lines
}

/// The unmet groups' names: the most useful thing there is to say of a near miss.
fn lacking(point: &PointResult, screen: Screen) -> Vec<Line> {
    if point.unmet.is_empty() {
        return Vec::new();
    }
    let text = format!("missing: {}", one_line(&point.unmet.join("; ")));
    screen.wrapped(Role::Plain, "  ", &text)
}

fn quotation(point: &PointResult, screen: Screen) -> Vec<Line> {
    let Some(quote) = point.evidence.first() else { return Vec::new() };
    screen.wrapped(Role::Quote, "  ", &screen.quote(&one_line(&quote.text)))
}

fn beyond(assessment: &Assessment, points: &[&PointResult], screen: Screen) -> Vec<Line> {
    let earned = points.iter().filter(|point| !point.expected && point.credit > 0.0);
    let names: Vec<String> = earned.map(|point| one_line(&short(&point.id))).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let text = format!("Beyond {} level: {}", assessment.level, names.join(", "));
    screen.wrapped(Role::Dim, "", &text)
}

/// One model sentence: for the heaviest point without full credit, must-haves first.
fn one_way(points: &[&PointResult], screen: Screen) -> Vec<Line> {
    let open = points.iter().filter(|point| point.expected && point.status != State::Covered);
    // The first of equals: the case's order is the interview's.
    let heaviest = open
        .filter(|point| point.say.is_some())
        .rev()
        .max_by_key(|point| (point.must, point.weight));
    let Some((point, say)) = heaviest.and_then(|point| Some((point, point.say.as_ref()?))) else {
        return Vec::new();
    };
    let lead = format!("One way to say it ({}):", one_line(&short(&point.id)));
    let mut lines = screen.wrapped(Role::Dim, "", &lead);
    lines.extend(screen.wrapped(Role::Plain, "  ", &screen.quote(&one_line(say))));
    lines
}

/// Every point with its state, by step.
pub fn points_list(assessment: &Assessment, screen: Screen) -> Vec<Line> {
    let mut lines = Vec::new();
    for step in &assessment.steps {
        let own: Vec<&PointResult> =
            assessment.points.iter().filter(|point| point.step == step.id).collect();
        if !own.is_empty() {
            lines.push(screen.line(Role::Heading, &heading(step)));
            lines.extend(own.iter().flat_map(|point| listed(point, screen)));
        }
    }
    lines
}

/// What was done, counted, each with a line of the person's own.
pub fn behaviour_list(assessment: &Assessment, screen: Screen) -> Vec<Line> {
    if assessment.behaviours.is_empty() {
        return Vec::new();
    }
    let title = "What you did, counted (strong samples in brackets)";
    let mut lines = vec![screen.line(Role::Heading, title)];
    for count in &assessment.behaviours {
        let range = count.strong.map_or_else(String::new, |(least, most)| {
            if least == most { format!(" ({least})") } else { format!(" ({least} to {most})") }
        });
        let text = format!("{}: {}{range}", count.behaviour.title(), count.count);
        lines.push(screen.line(Role::Plain, &text));
        let quote = count.quotes.first().map(|quote| screen.quote(&one_line(&quote.text)));
        lines.extend(quote.map(|quote| screen.line(Role::Quote, &format!("  {quote}"))));
    }
    lines
}

fn listed(point: &PointResult, screen: Screen) -> Vec<Line> {
    let must = if point.must { ", must-have" } else { "" };
    let beyond = if point.expected { "" } else { ", beyond the level" };
    let text = format!(
        "{} ({}): {}{must}{beyond}",
        one_line(&point.statement),
        one_line(&point.id),
        state(point.status)
    );
    screen.wrapped(role(point), mark(point.status, screen), &text)
}

/// How a point looks by its state; one beyond the level stays in the background.
pub(super) fn role(point: &PointResult) -> Role {
    match point.status {
        _ if !point.expected => Role::Dim,
        State::Covered => Role::Good,
        State::Partial => Role::Partial,
        State::Contradicted | State::Missed => Role::Bad,
    }
}

/// A mark that tells the states apart without colour.
pub(super) fn mark(state: State, screen: Screen) -> &'static str {
    match (state, screen.ascii) {
        (State::Covered, true) => "+ ",
        (State::Covered, false) => "✓ ",
        (State::Partial, _) => "~ ",
        (State::Contradicted, true) => "x ",
        (State::Contradicted, false) => "✗ ",
        (State::Missed, _) => "- ",
    }
}
