//! Case studies: design problems.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::Topic;
use super::cue::{Cue, Item};
use super::point::{Example, Point};
use super::problem::Spot;

/// A design problem with all that is known about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseStudy {
    /// Stable id, the file's stem.
    pub id: String,
    /// Title shown to the person.
    pub title: String,
    /// One-sentence opening, deliberately vague.
    pub prompt: String,
    /// Family of problems, such as `ads`.
    pub family: String,
    /// How hard it is.
    pub difficulty: Difficulty,
    /// Draft or complete.
    pub status: Status,
    /// One or two sentences.
    pub summary: String,
    /// Words that everybody who answers this problem uses; an answer that hardly has them is about
    /// something else. Empty: not looked at.
    pub about: Vec<Item>,
    /// Id of the framework it is walked through with unless another is asked for; `None` is the usual.
    pub framework: Option<String>,
    /// Earlier ids, so that old journals still find it.
    pub aliases: Vec<String>,
    /// What the interviewer reveals if asked.
    pub facts: Vec<Fact>,
    /// Every point in use, shared and own, in the file's order.
    pub points: Vec<Point>,
    /// Well-known wrong statements.
    pub traps: Vec<Trap>,
    /// Mid-interview changes.
    pub curveballs: Vec<Curveball>,
    /// Back-of-envelope figures.
    pub estimates: Vec<Estimate>,
    /// A good answer, by topic.
    pub walkthrough: BTreeMap<Topic, String>,
    /// The reference design.
    pub diagram: Diagram,
    /// Answers with the band they must reach.
    pub samples: Vec<Sample>,
    /// First-party sources.
    pub sources: Vec<Reference>,
    /// Hash of the file.
    pub hash: String,
    /// Where it stands.
    pub spot: Spot,
}

impl CaseStudy {
    /// A point in use, by id.
    pub fn point(&self, id: &str) -> Option<&Point> {
        self.points.iter().find(|point| point.id == id)
    }

    /// The title, with a draft called one.
    pub fn labelled(&self) -> String {
        labelled(&self.title, self.status == Status::Draft)
    }

    /// Whether the point is the case's own.
    pub fn owns(&self, point: &Point) -> bool {
        point.id.starts_with(&self.id) && point.id[self.id.len()..].starts_with('/')
    }
}

/// A case's title as it is shown, with a draft called one.
pub fn labelled(title: &str, draft: bool) -> String {
    format!("{title}{}", if draft { DRAFT } else { "" })
}

/// What a draft's title ends with.
pub const DRAFT: &str = " (draft)";

/// How hard a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Difficulty {
    /// One model, few constraints.
    Easy,
    /// Several stages or one hard constraint.
    Medium,
    /// Several hard constraints at once.
    Hard,
}

impl Difficulty {
    /// The name as written in content.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }
}

/// How finished a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Runs, labelled as a draft.
    Draft,
    /// Meets the quota.
    Complete,
}

/// What the interviewer reveals if asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Id within the case.
    pub id: String,
    /// Patterns of questions that ask for it.
    pub ask: Vec<Cue>,
    /// One line.
    pub answer: String,
    /// What it changes in the design.
    pub changes: String,
    /// Point earned by asking, if any.
    pub earns: Option<String>,
    /// Questions that must be recognised.
    pub shows: Vec<Example>,
    /// Questions that must not.
    pub misses: Vec<Example>,
    /// Where it stands.
    pub spot: Spot,
}

/// A well-known wrong statement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trap {
    /// Id within the case.
    pub id: String,
    /// What it is about.
    pub topic: Topic,
    /// Patterns that assert it.
    pub says: Vec<Cue>,
    /// How bad it is.
    pub severity: TrapSeverity,
    /// Points it voids.
    pub voids: Vec<String>,
    /// What is right instead.
    pub correction: String,
    /// Statements that must fire it.
    pub shows: Vec<Example>,
    /// Statements that must not.
    pub misses: Vec<Example>,
    /// Where it stands.
    pub spot: Spot,
}

/// How bad a trap is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TrapSeverity {
    /// Costs the point.
    Minor,
    /// May cap the verdict.
    Serious,
}

/// One mid-interview change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curveball {
    /// Id within the case.
    pub id: String,
    /// What sort of change.
    pub kind: CurveballKind,
    /// Thrown once this topic's step is done.
    pub after: Topic,
    /// What the interviewer says.
    pub change: String,
    /// What is listened for then.
    pub points: Vec<Point>,
}

/// What sort of change a curveball is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CurveballKind {
    /// A tenth of the latency.
    Latency,
    /// Labels vanish.
    Labels,
    /// Erasure requests.
    Erasure,
    /// A new market.
    Market,
    /// The adversary adapts.
    Adversary,
    /// A cost cut.
    Cost,
}

impl CurveballKind {
    /// The name as written in content.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Latency => "latency",
            Self::Labels => "labels",
            Self::Erasure => "erasure",
            Self::Market => "market",
            Self::Adversary => "adversary",
            Self::Cost => "cost",
        }
    }
}

/// A back-of-envelope figure with its arithmetic.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// What is estimated.
    pub name: String,
    /// Arithmetic over numbers: `+ - * / ^ ( )`.
    pub formula: String,
    /// Its value.
    pub value: f64,
    /// Unit of the value.
    pub unit: String,
    /// Relative difference allowed between formula and value.
    pub tolerance: f64,
}

/// The reference design as a graph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Diagram {
    /// Boxes.
    pub nodes: Vec<Node>,
    /// Arrows.
    pub edges: Vec<Edge>,
}

/// A box of the diagram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Id within the diagram.
    pub id: String,
    /// Text in the box.
    pub label: String,
    /// Which path it lies on.
    pub path: Path,
}

/// Which path a box lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Path {
    /// Answers requests.
    Online,
    /// Prepares, trains, measures.
    Offline,
    /// Belongs to both.
    Both,
}

/// An arrow of the diagram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// Node it starts at.
    pub from: String,
    /// Node it ends at.
    pub to: String,
    /// What flows along it.
    #[serde(default)]
    pub label: Option<String>,
}

/// An answer with the band it must reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// Id within the case.
    pub id: String,
    /// How good it is.
    pub quality: Quality,
    /// Whether it was written against the clock.
    pub clocked: bool,
    /// Band it must reach at senior, by id.
    pub expected: String,
    /// Text by step of the default framework.
    pub answers: IndexMap<String, String>,
    /// Where it stands.
    pub spot: Spot,
}

/// How good a sample is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Quality {
    /// Would not pass.
    Weak,
    /// Passes at mid.
    Mid,
    /// Passes at senior.
    Strong,
}

/// A first-party source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Title of the write-up.
    pub title: String,
    /// Where to read it.
    pub url: String,
    /// Who published it.
    pub publisher: String,
    /// Year of publication.
    pub year: u16,
    /// What it supports here.
    pub supports: String,
}
