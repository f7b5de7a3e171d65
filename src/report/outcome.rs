//! The sentences that sum a session up: how far it got, what it reads as, the verdict.

use super::words::{count, percent, short};
use crate::assessment::{Assessment, CapFired, LevelRead, VERDICT_WORDS, Verdict};
use crate::interview::{Session, plural};

/// Said where the bands appear.
pub(super) const PRACTICE_READ: &str = "A practice read: the bands are this project's own, and one session only ever reads as a level.";

/// "As far as you got: 71; the clock cost 19 (Serving, Monitoring).", if steps were not reached.
pub(super) fn as_far(session: &Session, assessment: &Assessment) -> Option<String> {
    let unreached = assessment.unreached();
    if unreached.is_empty() {
        return None;
    }
    let reached = percent(assessment.as_far);
    // The same figure as in the advice: the difference, rounded once.
    let cost = percent(assessment.as_far - assessment.overall);
    let names = unreached.join(", ");
    if cost <= 0 {
        return Some(format!("As far as you got: {reached}. Not reached: {names}."));
    }
    // Whoever stopped early was not stopped by the clock.
    let timed = session.ran_out(assessment.ledger.total_s * 1000);
    let what = if timed { "the clock cost" } else { "what you did not reach cost" };
    Some(format!("As far as you got: {reached}; {what} {cost} ({names})."))
}

/// "Not scored: 120 words copied from the prompt, the case or what was shown."
pub(super) fn copied(assessment: &Assessment) -> Option<String> {
    let quotes = assessment.copied.iter();
    let words: usize = quotes.map(|quote| quote.text.split_whitespace().count()).sum();
    let text = format!(
        "Not scored: {} copied from the prompt, the case or what was shown.",
        plural(words as u64, "word")
    );
    (words > 0).then_some(text)
}

/// "This session reads as senior; two points from staff: …"; one session *reads as*, never *is*.
pub(super) fn reads_as(assessment: &Assessment) -> Option<String> {
    let read = assessment.reads_as.as_ref()?;
    let level = read.level.map_or("below mid", |level| level.as_str());
    Some(format!("This session reads as {level}{}.", distance(read)))
}

fn distance(read: &LevelRead) -> String {
    // The assessment names no more; past that it is a direction, not a distance.
    const MANY: usize = 6;
    let Some(next) = read.next.filter(|_| !read.missing.is_empty()) else { return String::new() };
    let names: Vec<String> = read.missing.iter().map(|id| short(id)).collect();
    let names = names.join(", ");
    match names.len() {
        _ if read.missing.len() >= MANY => {
            format!("; {next} is some way off, starting with {names}")
        }
        _ => {
            let noun = if read.missing.len() == 1 { "point" } else { "points" };
            format!("; {} {noun} from {next}: {names}", count(read.missing.len()))
        }
    }
}

/// "Verdict: Lean No. Nothing you named would show …": one line, with the rule that fired.
pub(super) fn verdict(assessment: &Assessment) -> String {
    let Some(verdict) = &assessment.verdict else {
        return format!(
            "Verdict: not enough text for a verdict ({} of {VERDICT_WORDS} content words).",
            assessment.content_words
        );
    };
    format!("Verdict: {}. {}", band(verdict), rule(assessment, verdict))
}

/// "Hire", or "between Lean No and Hire".
fn band(verdict: &Verdict) -> String {
    if verdict.low == verdict.high {
        return verdict.low_title.clone();
    }
    let names: Vec<String> = verdict.deciding.iter().map(|id| short(id)).collect();
    let range = format!("between {} and {}", verdict.low_title, verdict.high_title);
    if names.is_empty() { range } else { format!("{range}, decided by {}", names.join(", ")) }
}

fn rule(assessment: &Assessment, verdict: &Verdict) -> String {
    let certain = verdict.low == verdict.high;
    match deciding_cap(verdict) {
        Some(cap) if certain => format!("Capped at {}: {}", cap.at_most, cap.because),
        Some(cap) => format!("The low end is a cap at {}: {}", cap.at_most, cap.because),
        None => {
            format!("Coverage of {} % decides; no cap fired.", percent(assessment.overall))
        }
    }
}

/// The cap that left the band it is: the lowest of those that fired.
fn deciding_cap(verdict: &Verdict) -> Option<&CapFired> {
    let lowest = verdict.caps.iter().find(|cap| cap.at_most == verdict.low_title);
    lowest.or(verdict.caps.first())
}

/// The caps that fired beside the one in the verdict line.
pub(super) fn other_caps(verdict: &Verdict) -> Vec<&CapFired> {
    let first = deciding_cap(verdict).map(|cap| cap.id.as_str());
    verdict.caps.iter().filter(|cap| Some(cap.id.as_str()) != first).collect()
}
