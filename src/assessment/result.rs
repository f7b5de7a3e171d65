//! The shapes of an assessment, as kept in journals and printed by `export --format json`.

use serde::{Deserialize, Serialize};

use super::behaviour::BehaviourCount;
use super::credit::Prompting;
use super::ledger::Ledger;
use crate::content::case_study::TrapSeverity;
use crate::content::{Level, Topic};
use crate::scoring::State;

/// A quotation: a place in an entry and the words there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Number of the entry.
    pub entry: u64,
    /// First byte in the entry as stored.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// What a session means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Version of the scoring rules.
    pub scoring: u32,
    /// Framework id.
    pub framework: String,
    /// Level aimed at.
    pub level: Level,
    /// Overall coverage, 0..1.
    pub overall: f64,
    /// Coverage of the steps that were reached, 0..1.
    pub as_far: f64,
    /// Content words scored.
    pub content_words: usize,
    /// Steps in order.
    pub steps: Vec<StepResult>,
    /// Points in the case's order.
    pub points: Vec<PointResult>,
    /// Traps stepped into.
    pub traps: Vec<TrapResult>,
    /// Facts of the case.
    pub facts: Vec<FactResult>,
    /// Runs copied from what was shown: not scored.
    pub copied: Vec<Quote>,
    /// Laundry lists: they explain nothing.
    pub laundry: Vec<Quote>,
    /// Minutes and firsts.
    pub ledger: Ledger,
    /// Countable behaviour; empty for one step alone and without enough text for a verdict.
    #[serde(default)]
    pub behaviours: Vec<BehaviourCount>,
    /// Expected points earned without help.
    pub unprompted: Unprompted,
    /// The best thing said.
    pub best: Option<Quote>,
    /// Three things for next time, most costly first.
    pub advice: Vec<Advice>,
    /// The verdict, unless there was too little text.
    pub verdict: Option<Verdict>,
    /// What the session reads as.
    pub reads_as: Option<LevelRead>,
    /// Later attempts at steps, beside the first.
    pub retries: Vec<Retry>,
    /// The change thrown in, and what was made of it; beside the figures, never in them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub curveball: Option<CurveballResult>,
}

impl Assessment {
    /// Notes beside each point what the person holds of it; the figures stay.
    pub fn take_word_of(
        &mut self,
        claims: &[(String, Option<u64>)],
        disputes: &[(String, String)],
    ) {
        for point in &mut self.points {
            point.claimed = claims.iter().any(|(id, _)| *id == point.id);
            let dispute = disputes.iter().rev().find(|(id, _)| *id == point.id);
            point.disputed = dispute.map(|(_, note)| note.clone());
        }
    }

    /// Titles of the steps that were never opened although something is expected of them.
    pub fn unreached(&self) -> Vec<&str> {
        self.steps
            .iter()
            .filter(|step| step.status == StepStatus::NotReached && step.coverage.is_some())
            .map(|step| step.title.as_str())
            .collect()
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepResult {
    /// Step id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What became of it.
    pub status: StepStatus,
    /// Weight in percent, after steps without expected points dropped out.
    pub weight: f64,
    /// Credited weight ÷ weight that is enough, 0..1; `None` without expected points.
    pub coverage: Option<f64>,
    /// Credited weight ÷ weight of all expected points, 0..1; `None` without expected points.
    pub breadth: Option<f64>,
    /// Expected points credited at least in part.
    pub earned: usize,
    /// Of these, without help.
    #[serde(default)]
    pub unprompted: usize,
    /// Expected points.
    pub expected: usize,
    /// Expected points that are covered.
    pub covered: usize,
    /// Expected points that are partly covered.
    pub partial: usize,
    /// Points beyond the level that were credited.
    pub beyond: usize,
    /// Minutes planned.
    pub minutes: Option<u32>,
    /// Seconds spent.
    pub spent_s: u64,
}

/// A change thrown in, judged by what was said after it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurveballResult {
    /// Its id within the case.
    pub id: String,
    /// The step after which it came.
    pub after: String,
    /// How many points it has.
    pub expected: usize,
    /// Its own points, in the case's order.
    pub points: Vec<PointResult>,
}

impl CurveballResult {
    /// How many of its points are covered.
    pub fn covered(&self) -> usize {
        self.points.iter().filter(|point| point.status == State::Covered).count()
    }
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepStatus {
    /// Answered.
    Answered,
    /// Answered with too few words to judge.
    Thin,
    /// Opened and left without an answer.
    Skipped,
    /// Never opened.
    NotReached,
}

/// One point.
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each a key of the JSON")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PointResult {
    /// Point id.
    pub id: String,
    /// Topic.
    pub topic: Topic,
    /// Step that holds the topic.
    pub step: String,
    /// The statement.
    pub statement: String,
    /// Why it matters.
    pub why: String,
    /// How one could say it.
    pub say: Option<String>,
    /// Lowest level at which it is expected.
    pub level: Level,
    /// Weight within its step.
    pub weight: u32,
    /// Whether it is a must-have.
    pub must: bool,
    /// Whether it is expected at the level aimed at.
    pub expected: bool,
    /// State.
    pub status: State,
    /// Credit after prompting, 0..1.
    pub credit: f64,
    /// How much help it took.
    pub prompting: Prompting,
    /// The words that decided the state.
    pub evidence: Vec<Quote>,
    /// Groups met by the best cue.
    pub met: Vec<String>,
    /// Groups it lacked.
    pub unmet: Vec<String>,
    /// Words that may show it although no cue fired.
    pub possible: Option<Quote>,
    /// The person ruled it out.
    pub ruled_out: bool,
    /// One line: why the state is what it is.
    pub because: String,
    /// The step it was said in, when another.
    pub said_in: Option<String>,
    /// Claimed by the person.
    pub claimed: bool,
    /// Disputed by the person: their note.
    pub disputed: Option<String>,
}

impl PointResult {
    /// Whether it was earned, at least in part, without help.
    pub fn is_unprompted(&self) -> bool {
        self.credit > 0.0 && self.prompting == Prompting::Unprompted
    }

    /// Whether a human eye could see it otherwise.
    pub fn is_uncertain(&self) -> bool {
        self.status == State::Partial || self.possible.is_some()
    }
}

/// A trap stepped into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrapResult {
    /// Trap id.
    pub id: String,
    /// Topic.
    pub topic: Topic,
    /// How bad it is.
    pub severity: TrapSeverity,
    /// Points it voided.
    pub voids: Vec<String>,
    /// What is right instead.
    pub correction: String,
    /// The words.
    pub evidence: Vec<Quote>,
}

/// A fact of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactResult {
    /// Fact id.
    pub id: String,
    /// What the interviewer would have said.
    pub answer: String,
    /// What it changes in the design.
    pub changes: String,
    /// Whether it was asked for.
    pub asked: bool,
    /// The words that took something of the kind as given, if it was not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumed: Option<Quote>,
}

/// Expected points earned without help.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unprompted {
    /// Expected points credited at all.
    pub earned: usize,
    /// Of these, without help.
    pub unprompted: usize,
    /// Expected points.
    pub expected: usize,
    /// Share of expected points wanted unprompted at this level; this project's own proposal.
    pub bar: f64,
}

/// One thing for next time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Advice {
    /// What to do.
    pub what: String,
    /// Why it was chosen.
    pub why: String,
    /// The person's own words it is about, or after which it belonged.
    pub yours: Option<Quote>,
    /// How one could say it.
    pub say: Option<String>,
    /// Command that drills it.
    pub drill: String,
}

/// The verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Band id when uncertain points count 0.
    pub low: String,
    /// Its title.
    pub low_title: String,
    /// Band id when uncertain points count 1.
    pub high: String,
    /// Its title.
    pub high_title: String,
    /// Caps that fired.
    pub caps: Vec<CapFired>,
    /// Uncertain points that decide between the two.
    pub deciding: Vec<String>,
}

/// A cap that fired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapFired {
    /// Cap id.
    pub id: String,
    /// Best band left, by title.
    pub at_most: String,
    /// Said to the person.
    pub because: String,
}

/// What one session reads as; one session reads as, never is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelRead {
    /// The level, or `None` below mid.
    pub level: Option<Level>,
    /// The next level.
    pub next: Option<Level>,
    /// Points that would lift it there, heaviest first.
    pub missing: Vec<String>,
}

/// A later attempt at a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Retry {
    /// Step id.
    pub step: String,
    /// Attempt, from 2.
    pub attempt: u32,
    /// Coverage of the step with this attempt in place of the first, 0..1.
    pub coverage: f64,
    /// Points gained over the first attempt.
    pub gained: Vec<String>,
    /// Points lost.
    pub lost: Vec<String>,
}

/// Rounds a figure for output: 4 decimals.
pub(super) fn round4(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
