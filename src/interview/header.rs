//! The first line of a journal: what the session was, readable without any content.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::content::Level;
use crate::content::case_study::labelled;

/// Journal format this program writes and reads.
pub const JOURNAL_FORMAT: u32 = 1;

/// First line of a session's journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Format of the file, [`JOURNAL_FORMAT`]; first so that a reader can refuse early.
    pub journal: u32,
    /// Session id, also the file's stem.
    pub session: String,
    /// Program and version that wrote it, such as `mlsd 0.1.0`.
    pub app: String,
    /// The design problem.
    pub case: CaseRef,
    /// The framework walked through.
    pub framework: FrameworkRef,
    /// The steps in order, with their budgets at this length.
    pub steps: Vec<StepPlan>,
    /// Level the person aims at.
    pub level: Level,
    /// Mock or practice.
    pub mode: Mode,
    /// Seed of everything the interviewer chooses.
    pub seed: u64,
    /// Length and how hard its end is.
    pub timing: Timing,
    /// When the session was started.
    pub started: Timestamp,
    /// What the person had seen of this case before.
    pub earlier: Earlier,
    /// Words a minute the person wrote in earlier sessions; `None` while it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace: Option<u32>,
}

impl Header {
    /// Words there is time for in so many minutes at the person's own pace, in tens.
    pub fn word_budget(&self, minutes: u32) -> Option<u32> {
        let words = self.pace?.saturating_mul(minutes);
        (words >= 10).then(|| (words + 5) / 10 * 10)
    }

    /// Whether the session is one open sheet instead of steps.
    pub fn is_open(&self) -> bool {
        matches!(self.steps.as_slice(), [plan] if plan.id == super::SHEET)
    }
}

/// The case as it stood when the session started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRef {
    /// Case id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its one-sentence opening.
    pub prompt: String,
    /// SHA-256 of the file's bytes, first 16 hex digits.
    pub hash: String,
    /// Whether it was a draft, whose figures mean little.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
}

impl CaseRef {
    /// The title, with a draft called one.
    pub fn labelled(&self) -> String {
        labelled(&self.title, self.draft)
    }
}

/// The framework as it stood when the session started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameworkRef {
    /// Framework id.
    pub id: String,
    /// SHA-256 of the file's bytes, first 16 hex digits.
    pub hash: String,
}

/// A step as planned for this session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepPlan {
    /// Step id.
    pub id: String,
    /// Title shown to the person.
    pub title: String,
    /// Minutes planned; `None` when the session is untimed.
    pub minutes: Option<u32>,
}

/// Whether the session is a rehearsal under interview conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Interview conditions: hard total, no feedback before the end.
    Mock,
    /// Soft everywhere, with feedback, hints and another try.
    Practice,
}

/// Length of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timing {
    /// Total minutes; `None` is untimed.
    pub minutes: Option<u32>,
    /// Minutes of the total kept for the interviewer's probes and curveball.
    pub interviewer: u32,
    /// Minutes of the total kept for the closing summary.
    pub closing: u32,
    /// Whether the session goes on after the total (marked in the report).
    pub overtime: bool,
}

impl Timing {
    /// Total in milliseconds on the session's clock, if there is one.
    pub fn total_ms(&self) -> Option<u64> {
        self.minutes.map(|minutes| u64::from(minutes) * 60_000)
    }

    /// Whether reaching the total ends the session.
    pub fn is_hard(&self, mode: Mode) -> bool {
        self.minutes.is_some() && !self.overtime && mode == Mode::Mock
    }
}

/// Whether the person met the case before this session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Earlier {
    /// Never attempted and never reviewed.
    FirstSight,
    /// Seen, last at this moment.
    Seen(Timestamp),
}
