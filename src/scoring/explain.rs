//! How a point came to its state: every cue, group and mention.

use super::matching::{Rules, match_cue};
use super::reading::{Reading, Span};
use super::rubric::{CompiledCue, CompiledGroup, CompiledPoint, Part, Rubric};
use super::score::{PointScore, score_point, score_reading};

/// How a point came to its state.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The point's score.
    pub score: PointScore,
    /// Its cues, in order.
    pub cues: Vec<CueTrace>,
    /// Its contradicting cues, in order.
    pub not: Vec<CueTrace>,
}

/// One cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CueTrace {
    /// Whether all groups are met in one place.
    pub met: bool,
    /// Its groups, head first.
    pub groups: Vec<GroupTrace>,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupTrace {
    /// Its human name.
    pub name: String,
    /// Alternatives as the cue writes them.
    pub alternatives: Vec<String>,
    /// Where any of them is mentioned.
    pub mentions: Vec<MentionTrace>,
}

/// One mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionTrace {
    /// The passage it stands in.
    pub passage: Span,
    /// The words.
    pub words: String,
    /// How it counts.
    pub polarity: Polarity,
}

/// How a mention counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// As evidence.
    Affirmed,
    /// Not, because of this word.
    Rejected(String),
    /// Not, because it is only asked.
    Asked,
    /// Not, because it stands bare in a laundry list.
    Listed,
}

/// Explains a point on a reading.
pub fn explain(rubric: &Rubric, reading: &Reading, point: &CompiledPoint) -> Explanation {
    let rules = Rules::shown(rubric, &point.point);
    let against = Rules::contradicted(&point.point);
    let trace = |cues: &[CompiledCue], rules: Rules<'_>| {
        cues.iter().map(|cue| Tracer { rubric, reading, rules }.cue(cue)).collect()
    };
    Explanation {
        score: in_company(rubric, reading, point),
        cues: trace(&point.cues, rules),
        not: trace(&point.not, against),
    }
}

/// The point's score beside all others: traps may void it, other points imply it.
fn in_company(rubric: &Rubric, reading: &Reading, point: &CompiledPoint) -> PointScore {
    let all = score_reading(rubric, reading).points;
    let own = all.into_iter().find(|score| score.id == point.point.id);
    own.unwrap_or_else(|| score_point(rubric, reading, point))
}

struct Tracer<'a> {
    rubric: &'a Rubric,
    reading: &'a Reading,
    rules: Rules<'a>,
}

impl Tracer<'_> {
    fn cue(&self, cue: &CompiledCue) -> CueTrace {
        let met = match_cue(self.reading, cue, self.rules).full.is_some();
        CueTrace { met, groups: cue.groups.iter().map(|group| self.group(group)).collect() }
    }

    fn group(&self, group: &CompiledGroup) -> GroupTrace {
        let mut mentions: Vec<MentionTrace> = Vec::new();
        for alt in &group.alts {
            for part in alt {
                if let Part::Is(item) = part {
                    let found =
                        self.reading.mentions(*item).iter().map(|mention| self.mention(mention));
                    mentions.extend(
                        found.filter(|found| !mentions.contains(found)).collect::<Vec<_>>(),
                    );
                }
            }
        }
        mentions.sort_by(|a, b| a.passage.cmp(&b.passage));
        let name = |part: &Part| match part {
            Part::Is(item) => self.rubric.lexicon.name(*item).to_owned(),
            Part::IsNot(item) => format!("<not {}>", self.rubric.lexicon.name(*item)),
        };
        let alternatives = group
            .alts
            .iter()
            .map(|alt| alt.iter().map(name).collect::<Vec<_>>().join(" .. "))
            .collect();
        GroupTrace { name: group.name.clone(), alternatives, mentions }
    }

    fn mention(&self, mention: &super::reading::Mention) -> MentionTrace {
        let passage = &self.reading.passages[mention.passage];
        let word = |at: &usize| self.reading.tokens[*at].word.clone();
        let listed =
            !self.rules.laundry && mention.tokens.iter().all(|at| self.reading.laundry[*at]);
        let polarity = match mention.rejected_by {
            Some(by) => Polarity::Rejected(word(&by)),
            None if listed => Polarity::Listed,
            None if passage.question && !self.rules.questions => Polarity::Asked,
            None => Polarity::Affirmed,
        };
        MentionTrace {
            passage: passage.span.clone(),
            words: mention.tokens.iter().map(word).collect::<Vec<_>>().join(" "),
            polarity,
        }
    }
}
