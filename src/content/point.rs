//! Points: what an interviewer listens for.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::cue::{Alt, Cue};
use super::problem::Spot;
use super::{Level, Topic};

/// One checkable thing an interviewer listens for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Stable id: `ab-design` when shared, `CASE/slug` when a case's own.
    pub id: String,
    /// What it is about.
    pub topic: Topic,
    /// The statement: what the person says or does.
    pub statement: String,
    /// Why an interviewer cares.
    pub why: String,
    /// 20 to 35 words one could say aloud.
    pub say: Option<String>,
    /// Lowest level at which it is expected unprompted.
    pub level: Level,
    /// Weight within its step, 1 to 5.
    pub weight: u32,
    /// Whether the step is not done without it.
    pub must: bool,
    /// What counts as showing it.
    pub style: Style,
    /// How many neighbouring passages a cue may span.
    pub window: usize,
    /// Whether rejecting with a reason also shows it.
    pub stance: Stance,
    /// Patterns, any of which covers the point.
    pub cues: Vec<Cue>,
    /// Patterns that contradict it.
    pub not: Vec<Cue>,
    /// For [`Style::List`]: how many of which.
    pub list: Option<ListRule>,
    /// Points covered with it.
    pub implies: Vec<String>,
    /// Lines that must be covered.
    pub shows: Vec<Example>,
    /// Lines that must not be.
    pub misses: Vec<Example>,
    /// The interviewer's follow-up.
    pub probe: Option<String>,
    /// Where the claim comes from.
    pub source: Option<String>,
    /// Where it stands.
    pub spot: Spot,
}

impl Point {
    /// The point without its patterns and the lines that test them, for whoever has them compiled.
    #[must_use]
    pub fn without_patterns(&self) -> Self {
        Self {
            cues: Vec::new(),
            not: Vec::new(),
            shows: Vec::new(),
            misses: Vec::new(),
            id: self.id.clone(),
            topic: self.topic,
            statement: self.statement.clone(),
            why: self.why.clone(),
            say: self.say.clone(),
            level: self.level,
            weight: self.weight,
            must: self.must,
            style: self.style,
            window: self.window,
            stance: self.stance,
            list: self.list.clone(),
            implies: self.implies.clone(),
            probe: self.probe.clone(),
            source: self.source.clone(),
            spot: self.spot.clone(),
        }
    }
}

/// What counts as showing a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// The thing must be said, not only named.
    #[default]
    Explain,
    /// Naming is enough.
    Mention,
    /// A number of things out of a list.
    List,
}

/// Whether rejecting counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// Only being for it shows it.
    #[default]
    For,
    /// Rejecting it with a reason or number and naming the alternative shows it too.
    Decide,
}

/// `k` of `n` things.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListRule {
    /// How many are needed.
    pub n: usize,
    /// The things and the ways to say them.
    pub from: IndexMap<String, Vec<Alt>>,
}

/// A line written to test a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The words.
    pub text: String,
    /// Where it stands.
    pub spot: Spot,
}

/// The point id a person means: the whole id, or of a case's own point what stands after the case
/// (`side-by-side` for `eta-prediction/side-by-side`).
pub fn point_meant<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut own = None;
    for id in known {
        if id == typed {
            return Some(id);
        }
        if id.split_once('/').is_some_and(|(_, name)| name == typed) {
            own = own.or(Some(id));
        }
    }
    own
}
