//! The words every report uses.

use crate::assessment::{Prompting, StepResult, StepStatus};
use crate::interview::{CLOSING, Session};
use crate::scoring::State;

/// `03:20` of milliseconds on the session's clock.
pub(super) fn stamp(clock_ms: u64) -> String {
    face(clock_ms / 1000)
}

/// `03:20` of seconds.
pub(super) fn face(seconds: u64) -> String {
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}

/// A share in whole percent. What is printed is rounded once, so that sums add up for a reader.
pub(super) fn percent(share: f64) -> i64 {
    (share * 100.0).round() as i64
}

/// A state in a word.
pub(super) fn state(state: State) -> &'static str {
    match state {
        State::Covered => "covered",
        State::Partial => "partial",
        State::Contradicted => "contradicted",
        State::Missed => "missed",
    }
}

/// What help a point took, if any.
pub(super) fn helped(prompting: Prompting) -> Option<&'static str> {
    match prompting {
        Prompting::Unprompted => None,
        Prompting::Nudge => Some("after a nudge"),
        Prompting::Probe => Some("after a probe"),
        Prompting::Hint => Some("after a hint"),
        Prompting::Reveal => Some("after it was shown"),
    }
}

/// What became of a step, if it needs saying.
pub(super) fn status(step: &StepResult) -> &'static str {
    match step.status {
        StepStatus::Answered => "",
        StepStatus::Thin => "thin",
        StepStatus::Skipped => "skipped",
        StepStatus::NotReached => "not reached",
    }
}

/// "6 of 11 points".
pub(super) fn breadth(step: &StepResult) -> String {
    let noun = if step.expected == 1 { "point" } else { "points" };
    format!("{} of {} {noun}", step.earned, step.expected)
}

/// A point's id as words: `ads/ab-design` is "ab design".
pub(super) fn short(id: &str) -> String {
    let slug = id.rsplit('/').next().unwrap_or(id);
    slug.replace('-', " ")
}

/// Small numbers in words.
pub(super) fn count(n: usize) -> String {
    const WORDS: [&str; 10] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// A step's title as the session planned it.
pub(super) fn step_title(session: &Session, id: &str) -> String {
    if id == CLOSING {
        return "Closing summary".to_owned();
    }
    let plan = session.header.steps.iter().find(|plan| plan.id == id);
    plan.map_or_else(|| id.to_owned(), |plan| plan.title.clone())
}

/// The first letter in upper case.
pub(super) fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
