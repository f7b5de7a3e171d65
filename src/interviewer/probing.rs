//! Follow-up questions of a mock: on the heaviest point a finished step lacks, in the case's words.

use crate::assessment::{Assessment, PointResult, Quote};
use crate::content::framework::nearest_length;
use crate::content::{CaseStudy, Framework, Topic};
use crate::interview::{Move, MoveKind, SHEET, Session};
use crate::scoring::{State, stems};

/// Time a probe and its reply are given, in milliseconds.
const PROBE_MS: u64 = 60_000;
/// Length of an untimed mock for the number of its probes, in minutes.
const UNTIMED: u32 = 45;
/// Characters of the person's own line that are quoted.
const QUOTED: usize = 140;
/// Words by which a person says that something comes later.
const DEFERRING: &[&str] = &[
    "later",
    "come back to",
    "get to that",
    "get to this",
    "get to it",
    "under evaluation",
    "under monitoring",
    "under serving",
    "in the evaluation",
    "in evaluation",
    "in monitoring",
    "in serving",
    "when we get to",
    "when i get to",
    "in a moment",
    "in a minute",
];

/// What a probe is chosen from.
pub(super) struct Prober<'a> {
    pub(super) framework: &'a Framework,
    pub(super) case: &'a CaseStudy,
    pub(super) session: &'a Session,
    /// The session as it stands.
    pub(super) assessment: &'a Assessment,
    /// The step about to be closed.
    pub(super) step: &'a str,
    /// The session's clock.
    pub(super) now_ms: u64,
}

/// What follows a finished step.
pub(super) enum Probing {
    /// A follow-up is asked.
    Ask(Move),
    /// One was due, but the time is needed for what is to come.
    NoTime,
    /// Nothing to ask.
    Nothing,
}

impl Prober<'_> {
    /// Whether and what to ask before the step is closed.
    pub(super) fn next(&self) -> Probing {
        if !self.may_ask() {
            return Probing::Nothing;
        }
        let Some(probe) = self.candidates().into_iter().find_map(|point| self.probe(point)) else {
            return Probing::Nothing;
        };
        if has_time(self.session, self.now_ms) { Probing::Ask(probe) } else { Probing::NoTime }
    }

    /// One a step at most, spread over the mock so that its end gets its share, and none on a blank.
    /// On an open sheet all of them one after the other, once the person is through.
    fn may_ask(&self) -> bool {
        let steps = &self.session.header.steps;
        let Some(at) = steps.iter().position(|plan| plan.id == self.step) else { return false };
        let answered = self.session.scored_entries().any(|entry| entry.step == self.step);
        let asked = || self.session.moves.iter().filter(|m| m.said.kind == MoveKind::Probe);
        let minutes = self.session.header.timing.minutes.unwrap_or(UNTIMED);
        let most = self.framework.probes.get(&nearest_length(minutes)).copied().unwrap_or(0);
        let due = (most as usize * (at + 1)).div_ceil(steps.len());
        let first_here = || asked().all(|m| m.said.step != self.step);
        answered && asked().count() < due && (self.is_open() || first_here())
    }

    /// Points of the step worth a follow-up, must-haves first, then by weight, those not touched at
    /// all before those half said.
    fn candidates(&self) -> Vec<&PointResult> {
        let mut found: Vec<&PointResult> =
            self.assessment.points.iter().filter(|point| self.is_candidate(point)).collect();
        found.sort_by_key(|point| {
            std::cmp::Reverse((point.must, point.weight, point.status == State::Missed))
        });
        found
    }

    fn is_open(&self) -> bool {
        self.step == SHEET
    }

    /// Whether a point belongs to what is being closed. What was not asked for at the start is not
    /// asked about at the end.
    fn is_due(&self, point: &PointResult) -> bool {
        if self.is_open() { point.topic != Topic::Requirements } else { point.step == self.step }
    }

    fn is_candidate(&self, point: &PointResult) -> bool {
        let asked = || self.session.moves.iter().any(|m| m.said.point.as_ref() == Some(&point.id));
        self.is_due(point)
            && !asked()
            && point.expected
            && matches!(point.status, State::Missed | State::Partial)
            && point.possible.is_none()
            && !point.ruled_out
            && !point.claimed
            && !self.is_deferred(point)
    }

    /// Whether the person said that this comes later: a sentence that defers shares a word with the
    /// point's statement that is rare enough to mean it.
    fn is_deferred(&self, point: &PointResult) -> bool {
        let statement = stems(&point.statement);
        self.session.scored_entries().filter(|entry| entry.step == self.step).any(|entry| {
            entry.text().split(['.', ';', '\n', '?', '!']).any(|sentence| {
                defers(sentence) && stems(sentence).intersection(&statement).next().is_some()
            })
        })
    }

    fn probe(&self, point: &PointResult) -> Option<Move> {
        let probe = self.case.point(&point.id)?.probe.as_deref()?.trim();
        // A line from another step that has a word or two of it is no beginning of this point.
        let here = |quote: &&Quote| {
            let entry = self.session.entries.iter().find(|entry| entry.number == quote.entry);
            entry.is_some_and(|entry| entry.step == self.step)
        };
        let begun = point.evidence.first().filter(here);
        let said = begun.filter(|_| point.status == State::Partial);
        let said = said.map(|quote| shortened(&quote.text));
        let text = match said {
            Some(said) => format!("You said “{said}”. {probe}"),
            None => probe.to_owned(),
        };
        let point = Some(point.id.clone());
        Some(Move { point, ..Move::new(MoveKind::Probe, self.step, &text) })
    }
}

/// Whether a minute is left beyond what the steps to come and the summary are planned to take.
pub(super) fn has_time(session: &Session, now_ms: u64) -> bool {
    let header = &session.header;
    let Some(total) = header.timing.total_ms() else { return true };
    let opened = |id: &str| session.step(id).is_some_and(crate::interview::StepState::was_opened);
    let to_come = header.steps.iter().filter(|plan| !opened(&plan.id));
    let minutes: u32 = to_come.filter_map(|plan| plan.minutes).sum::<u32>() + header.timing.closing;
    let needed = u64::from(minutes) * 60_000 + PROBE_MS;
    header.timing.overtime || now_ms.saturating_add(needed) <= total
}

/// Whether a text puts something off.
pub(super) fn defers(text: &str) -> bool {
    let lower = text.to_lowercase();
    DEFERRING.iter().any(|words| {
        lower.match_indices(words).any(|(at, _)| {
            let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            let after = &lower[at + words.len()..];
            // "Later than the promise", "two days later", "later weeks" are times of the world.
            let puts_off = *words != "later"
                || after.trim_start_matches([' ', ',']).is_empty()
                || after.starts_with(['.', ';', ',', '!', '\n', ')']);
            puts_off && ends(lower[..at].chars().next_back()) && ends(after.chars().next())
        })
    })
}

/// A line on one line, cut after a word when long.
fn shortened(text: &str) -> String {
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() >= QUOTED {
            return short + " …";
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short.trim_end_matches(['.', ';', ',']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn putting_off_is_heard_as_such() {
        for text in
            ["I'll cover that under evaluation", "calibration later", "let me come back to drift"]
        {
            assert!(defers(text), "{text}");
        }
        for text in [
            "share of orders later than promised",
            "test on later weeks",
            "the collateral",
            "we collect labels",
            "evaluate it on last week",
        ] {
            assert!(!defers(text), "{text}");
        }
    }

    #[test]
    fn a_long_line_is_cut_after_a_word() {
        assert_eq!(shortened("split by\n time."), "split by time");
        let long = shortened(&"word ".repeat(60));
        assert!(long.ends_with("word …") && long.chars().count() <= QUOTED + 2);
    }
}
