//! The files' own shape, as serde reads it: plain structs, unknown fields refused. Everything that
//! can be wrong beyond its shape keeps its place and is checked by [`super::convert`].

use indexmap::IndexMap;
use serde::Deserialize;
use std::collections::BTreeMap;

use super::case_study::{
    CurveballKind, Difficulty, Edge, Estimate, Node, Quality, Reference, Status, TrapSeverity,
};
use super::framework::{Band, ByLength, Contradicted, CreditTable, PromptingTable, StaffBar};
use super::point::{Stance, Style};
use super::yaml::At;
use super::{Level, Topic};

/// A text that knows where it stands.
pub(super) type Text = At<String>;
/// A cue as written: group name to alternatives, in order.
pub(super) type RawCue = At<IndexMap<String, Text>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PointsFile {
    pub(super) format: At<u32>,
    pub(super) points: Vec<RawPoint>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPoint {
    pub(super) id: Text,
    pub(super) topic: Topic,
    pub(super) point: Text,
    pub(super) why: Text,
    pub(super) say: Option<Text>,
    pub(super) level: Level,
    pub(super) weight: At<u32>,
    #[serde(default)]
    pub(super) must: bool,
    #[serde(default)]
    pub(super) style: Style,
    pub(super) window: Option<At<usize>>,
    #[serde(default)]
    pub(super) stance: Stance,
    pub(super) k_of: Option<At<RawList>>,
    #[serde(default)]
    pub(super) cues: Vec<RawCue>,
    #[serde(default)]
    pub(super) not: Vec<RawCue>,
    #[serde(default)]
    pub(super) implies: Vec<Text>,
    #[serde(default)]
    pub(super) shows: Vec<Text>,
    #[serde(default)]
    pub(super) misses: Vec<Text>,
    pub(super) probe: Option<Text>,
    pub(super) source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawList {
    pub(super) n: usize,
    pub(super) from: IndexMap<String, Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VocabularyFile {
    pub(super) format: At<u32>,
    pub(super) concepts: Vec<RawConcept>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawConcept {
    pub(super) id: Text,
    pub(super) name: Text,
    #[serde(default)]
    pub(super) says: Vec<Text>,
    #[serde(default)]
    pub(super) includes: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFramework {
    pub(super) format: At<u32>,
    pub(super) id: Text,
    pub(super) title: Text,
    pub(super) summary: Text,
    pub(super) steps: Vec<RawStep>,
    pub(super) interviewer: At<ByLength>,
    pub(super) closing: At<ByLength>,
    pub(super) closing_opening: Text,
    pub(super) probes: At<ByLength>,
    pub(super) bands: At<Vec<Band>>,
    pub(super) caps: Vec<RawCap>,
    pub(super) credit: CreditTable,
    pub(super) prompting: PromptingTable,
    pub(super) unprompted_bar: BTreeMap<String, f64>,
    pub(super) staff: StaffBar,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStep {
    pub(super) id: Text,
    pub(super) title: Text,
    pub(super) goal: Text,
    pub(super) topics: Vec<At<Topic>>,
    pub(super) weight: At<u32>,
    pub(super) budgets: At<ByLength>,
    pub(super) enough: At<ByLength>,
    pub(super) opening: Text,
    pub(super) hint: Text,
    pub(super) green_flags: Vec<String>,
    pub(super) red_flags: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCap {
    pub(super) id: Text,
    pub(super) none_of: Option<Vec<Text>>,
    pub(super) empty_step: Option<Text>,
    pub(super) traps: Option<u32>,
    pub(super) contradicted: Option<At<Contradicted>>,
    pub(super) at_most: Text,
    pub(super) because: Text,
    pub(super) levels: Option<Vec<Level>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCase {
    pub(super) format: At<u32>,
    pub(super) id: Text,
    pub(super) title: Text,
    pub(super) prompt: Text,
    pub(super) family: Text,
    pub(super) difficulty: Difficulty,
    pub(super) status: Status,
    pub(super) summary: Text,
    #[serde(default)]
    pub(super) about: Option<Text>,
    #[serde(default)]
    pub(super) framework: Option<Text>,
    #[serde(default)]
    pub(super) aliases: Vec<Text>,
    pub(super) facts: Vec<RawFact>,
    #[serde(default)]
    pub(super) uses: Vec<RawUse>,
    pub(super) points: Vec<RawPoint>,
    #[serde(default)]
    pub(super) traps: Vec<RawTrap>,
    #[serde(default)]
    pub(super) curveballs: Vec<RawCurveball>,
    #[serde(default)]
    pub(super) estimates: Vec<At<Estimate>>,
    #[serde(default)]
    pub(super) walkthrough: BTreeMap<Topic, Text>,
    #[serde(default)]
    pub(super) diagram: Option<RawDiagram>,
    #[serde(default)]
    pub(super) samples: Vec<RawSample>,
    #[serde(default)]
    pub(super) sources: Vec<Reference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFact {
    pub(super) id: Text,
    pub(super) ask: Vec<RawCue>,
    pub(super) answer: Text,
    pub(super) changes: Text,
    pub(super) earns: Option<Text>,
    #[serde(default)]
    pub(super) shows: Vec<Text>,
    #[serde(default)]
    pub(super) misses: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawUse {
    pub(super) id: Text,
    pub(super) why: Option<Text>,
    pub(super) say: Option<Text>,
    pub(super) probe: Option<Text>,
    pub(super) weight: Option<At<u32>>,
    #[serde(default)]
    pub(super) cues: Vec<RawCue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTrap {
    pub(super) id: Text,
    pub(super) topic: Topic,
    pub(super) says: Vec<RawCue>,
    pub(super) severity: TrapSeverity,
    #[serde(default)]
    pub(super) voids: Vec<Text>,
    pub(super) correction: Text,
    #[serde(default)]
    pub(super) shows: Vec<Text>,
    #[serde(default)]
    pub(super) misses: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCurveball {
    pub(super) id: Text,
    pub(super) kind: CurveballKind,
    pub(super) after: Topic,
    pub(super) change: Text,
    pub(super) points: Vec<RawPoint>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDiagram {
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<At<Edge>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSample {
    pub(super) id: Text,
    pub(super) quality: Quality,
    pub(super) clocked: bool,
    pub(super) expected: Text,
    pub(super) answers: IndexMap<String, Text>,
}
