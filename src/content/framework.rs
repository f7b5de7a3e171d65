//! Frameworks: an ordered walk through an interview.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::problem::Spot;
use super::{Level, Topic};

/// Minutes or counts at the three standard lengths, keyed 35, 45 and 60.
pub type ByLength = BTreeMap<u32, u32>;

/// Framework of a case that names none; its step ids key the answers of samples.
pub const USUAL_FRAMEWORK: &str = "seven-step";

/// Lengths every framework plans for, in minutes.
pub const LENGTHS: [u32; 3] = [35, 45, 60];

/// An ordered walk through an interview.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Framework {
    /// Stable id.
    pub id: String,
    /// Title shown to the person.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// Steps in order.
    pub steps: Vec<Step>,
    /// Minutes kept for the interviewer's probes and curveball.
    pub interviewer: ByLength,
    /// Minutes kept for a closing summary.
    pub closing: ByLength,
    /// What the interviewer says to ask for it.
    pub closing_opening: String,
    /// Most probes in a mock.
    pub probes: ByLength,
    /// Bands from best to worst.
    pub bands: Vec<Band>,
    /// Rules that cap the band.
    pub caps: Vec<Cap>,
    /// Credit of each state.
    pub credit: CreditTable,
    /// Factors of prompting.
    pub prompting: PromptingTable,
    /// Share of points expected unprompted, by level.
    pub unprompted_bar: BTreeMap<String, f64>,
    /// When a session reads as staff.
    pub staff: StaffBar,
    /// Hash of the file.
    pub hash: String,
    /// Where it stands.
    pub spot: Spot,
}

/// A step of a framework.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Stable id.
    pub id: String,
    /// Title shown to the person.
    pub title: String,
    /// What must stand at its end.
    pub goal: String,
    /// Topics it holds; empty for deep dives.
    pub topics: Vec<Topic>,
    /// Share of the whole, in percent.
    pub weight: u32,
    /// Minutes.
    pub budgets: ByLength,
    /// How many of the heaviest expected points are enough.
    pub enough: ByLength,
    /// What the interviewer says as the step opens.
    pub opening: String,
    /// One neutral line of help.
    pub hint: String,
    /// What an interviewer likes to see.
    pub green_flags: Vec<String>,
    /// What an interviewer does not.
    pub red_flags: Vec<String>,
}

/// A verdict band.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Stable id, such as `lean-no`.
    pub id: String,
    /// Title shown to the person.
    pub title: String,
    /// Overall coverage from which it holds, in percent.
    pub from: u32,
}

/// A rule that caps the band.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cap {
    /// Stable id.
    pub id: String,
    /// When it fires.
    pub when: CapRule,
    /// Best band then left, by id.
    pub at_most: String,
    /// Said to the person.
    pub because: String,
    /// Levels it applies to.
    pub levels: Vec<Level>,
}

/// When a cap fires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CapRule {
    /// None of these points was earned at least in part.
    NoneOf(Vec<String>),
    /// The step (or, with `None`, any step with weight) was left without an answer.
    EmptyStep(Option<String>),
    /// This many serious traps or more.
    Traps(u32),
    /// So many points were contradicted.
    Contradicted(Contradicted),
}

/// From how many contradicted points on a cap fires: both have to hold, so that one slip in a short
/// answer and three in a very long one do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contradicted {
    /// Fewest points contradicted.
    pub at_least: u32,
    /// At least one in so many of the points that were covered or contradicted.
    pub one_in: u32,
}

impl Contradicted {
    /// Whether so many contradicted points beside so many covered ones are enough.
    pub fn holds(self, contradicted: usize, covered: usize) -> bool {
        contradicted >= self.at_least as usize
            && contradicted * self.one_in as usize >= contradicted + covered
    }
}

/// Credit of each state, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditTable {
    /// The point was addressed.
    pub covered: f64,
    /// Part of it was.
    pub partial: f64,
    /// The opposite was said.
    pub contradicted: f64,
    /// Nothing was said.
    pub missed: f64,
}

/// Factors by how much the interviewer had to help, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromptingTable {
    /// Said without help.
    pub unprompted: f64,
    /// After "anything else?".
    pub nudge: f64,
    /// After a follow-up on the point.
    pub probe: f64,
    /// After help.
    pub hint: f64,
    /// After the point was shown.
    pub reveal: f64,
}

/// When a session reads as staff.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffBar {
    /// Share of staff points needed unprompted, 0 to 1.
    pub share: f64,
    /// Coverage no step may fall under, 0 to 1.
    pub floor: f64,
}

impl Framework {
    /// The step that holds a topic.
    pub fn step_of(&self, topic: Topic) -> Option<&Step> {
        self.steps.iter().find(|step| step.topics.contains(&topic))
    }

    /// A step by id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// A band's place from best (0) to worst.
    pub fn rank(&self, band: &str) -> Option<usize> {
        self.bands.iter().position(|known| known.id == band)
    }

    /// The plan for a session of `minutes`: per step, interviewer, closing.
    ///
    /// The standard lengths are taken as written; any other length scales the nearest one, rounded
    /// so that the parts add up to `minutes` (largest remainders first).
    pub fn plan(&self, minutes: u32) -> Plan {
        let nearest = nearest_length(minutes);
        let at = |table: &ByLength| table.get(&nearest).copied().unwrap_or(0);
        let mut parts: Vec<u32> = self.steps.iter().map(|step| at(&step.budgets)).collect();
        parts.push(at(&self.interviewer));
        parts.push(at(&self.closing));
        if minutes != nearest {
            parts = scale(&parts, minutes);
        }
        let closing = parts.pop().unwrap_or(0);
        let interviewer = parts.pop().unwrap_or(0);
        Plan { steps: parts, interviewer, closing }
    }
}

/// The standard length nearest to `minutes`.
pub fn nearest_length(minutes: u32) -> u32 {
    LENGTHS.into_iter().min_by_key(|length| length.abs_diff(minutes)).unwrap_or(LENGTHS[1])
}

/// Minutes of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Minutes per step, in order.
    pub steps: Vec<u32>,
    /// Minutes for the interviewer.
    pub interviewer: u32,
    /// Minutes for the closing summary.
    pub closing: u32,
}

/// Scales whole parts to a new sum, largest remainders first, earlier parts winning ties.
fn scale(parts: &[u32], sum: u32) -> Vec<u32> {
    let old: u32 = parts.iter().sum();
    if old == 0 {
        return parts.to_vec();
    }
    let share = |part: u32| u64::from(part) * u64::from(sum);
    let mut scaled: Vec<u32> =
        parts.iter().map(|part| (share(*part) / u64::from(old)) as u32).collect();
    let missing = (sum - scaled.iter().sum::<u32>()) as usize;
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(share(parts[*index]) % u64::from(old)));
    for index in order.into_iter().take(missing) {
        scaled[index] += 1;
    }
    scaled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaling_keeps_the_sum() {
        let parts = [5, 3, 8, 8, 5, 5, 3, 6, 2];
        for sum in 1..120 {
            assert_eq!(scale(&parts, sum).iter().sum::<u32>(), sum);
        }
        assert_eq!(scale(&parts, 45), parts);
    }

    #[test]
    fn a_slip_is_not_a_pattern_and_three_in_forty_are_none_either() {
        let rule = Contradicted { at_least: 2, one_in: 10 };
        assert!(!rule.holds(1, 3));
        assert!(rule.holds(2, 18));
        assert!(!rule.holds(2, 19));
        assert!(!rule.holds(3, 37));
        assert!(rule.holds(4, 0));
    }

    #[test]
    fn the_nearest_standard_length_is_used() {
        assert_eq!(nearest_length(30), 35);
        assert_eq!(nearest_length(50), 45);
        assert_eq!(nearest_length(90), 60);
    }

    /// Frameworks in use elsewhere, by the topics of their steps: the topic set must serve them all,
    /// each topic in exactly one step.
    #[test]
    fn other_frameworks_can_be_written_with_these_topics() {
        use Topic::{
            Architecture, Data, Evaluation, Experiment, Features, Framing, Metrics, Modelling,
            Monitoring, Requirements, Serving,
        };
        let nine_step: &[&[Topic]] = &[
            &[Requirements, Framing],
            &[Metrics],
            &[Architecture],
            &[Data],
            &[Features],
            &[Modelling, Evaluation],
            &[Serving],
            &[Experiment],
            &[Monitoring],
        ];
        let delivery: &[&[Topic]] = &[
            &[Requirements, Framing],
            &[Architecture],
            &[Data, Features],
            &[Modelling],
            &[Metrics, Evaluation, Experiment, Serving, Monitoring],
            // Deep dives hold no topic: their text counts by what was said elsewhere.
            &[],
        ];
        let genai: &[&[Topic]] = &[
            &[Requirements],
            &[Framing, Architecture],
            &[Data, Features],
            &[Modelling],
            &[Metrics, Evaluation, Experiment],
            &[Serving],
            &[Monitoring],
        ];
        for framework in [nine_step, delivery, genai] {
            let mut given: Vec<Topic> =
                framework.iter().flat_map(|topics| topics.iter().copied()).collect();
            given.sort_unstable();
            let mut all = Topic::ALL.to_vec();
            all.sort_unstable();
            assert_eq!(given, all);
        }
    }
}
