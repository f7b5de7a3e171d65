//! Text and rubric in, state per point out.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::guard::Guard;
use super::matching::{Match, Outcome, Rules, match_cue, match_group, spans};
use super::possible::{self, Stems};
use super::reading::{Piece, Reading, Span};
use super::rubric::{CompiledPoint, Rubric, is_function_word};
use crate::content::Point;
use crate::content::point::Stance;

/// How much of a point a text shows. *Covered* means addressed, not correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Nothing of it.
    Missed,
    /// The opposite.
    Contradicted,
    /// Part of it.
    Partial,
    /// All of it.
    Covered,
}

/// What a text shows of one point.
#[derive(Clone, Debug, PartialEq)]
pub struct PointScore {
    /// Point id.
    pub id: String,
    /// How much of it is shown.
    pub state: State,
    /// The passages that show it, contradict it, or come nearest.
    pub evidence: Vec<Span>,
    /// Names of the groups met by the best cue.
    pub met: Vec<String>,
    /// Names of the groups it lacks.
    pub unmet: Vec<String>,
    /// A passage that may show it although no cue fires.
    pub possible: Option<Span>,
    /// The person ruled it out.
    pub ruled_out: bool,
    /// The trap or point through which the state came, if not by a cue of its own.
    pub via: Option<Via>,
}

/// Through what a point came to its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// A trap (index in the case's list) voids it.
    Trap(usize),
    /// A `not` cue of its own fired.
    NotCue,
    /// Another point, which implies it.
    Implied(String),
    /// Rejected with a reason, which this point accepts.
    Decided,
    /// The answer hardly speaks of the problem, so the case's own points do not count.
    OffTopic,
}

/// A trap that was stepped into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrapHit {
    /// Index in the case's traps.
    pub index: usize,
    /// Where.
    pub evidence: Vec<Span>,
}

/// What a text shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// One per point, in the rubric's order.
    pub points: Vec<PointScore>,
    /// Traps stepped into.
    pub traps: Vec<TrapHit>,
    /// Runs copied from what was shown: cut out before scoring.
    pub copied: Vec<Span>,
    /// Passages that are laundry lists: they explain nothing.
    pub laundry: Vec<Span>,
    /// Content words scored.
    pub content_words: usize,
}

/// Scores pieces of text against a rubric.
pub fn score(rubric: &Rubric, guard: &Guard, pieces: &[Piece<'_>]) -> Scored {
    score_reading(rubric, &Reading::new(&rubric.lexicon, guard, pieces))
}

/// Scores text that was read already.
pub fn score_reading(rubric: &Rubric, reading: &Reading) -> Scored {
    score_some(rubric, reading, |_| true)
}

/// Scores text that was read already for some points only; the others are left missed.
pub fn score_some(rubric: &Rubric, reading: &Reading, wanted: impl Fn(&Point) -> bool) -> Scored {
    let wanted = with_implying(rubric, wanted);
    let traps = traps(rubric, reading);
    let stems = Stems::new(rubric, reading);
    let score = |(point, wanted): (_, &bool)| {
        let scorer = Scorer { rubric, reading, point, stems: &stems };
        if *wanted { scorer.score() } else { scorer.blank(State::Missed, Vec::new()) }
    };
    let mut points: Vec<PointScore> = rubric.points.iter().zip(&wanted).map(score).collect();
    void(rubric, &traps, &mut points);
    imply(rubric, &mut points);
    if is_off_topic(rubric, reading) {
        forget_own(&mut points);
    }
    Scored {
        points,
        traps,
        copied: reading.copied.clone(),
        laundry: laundry(reading),
        content_words: content_words(reading),
    }
}

/// Content words from which on an answer is expected to speak of its problem. Vague answers and single
/// steps are shorter and may well name it seldom.
const WHOLE_ANSWER: usize = 250;
/// One word in so many must name what the problem is about. Of the graded mocks and samples of this
/// length all did, 1 in 53 or more, but for five lists of terms; of 784 readings of one against
/// another problem (those of 150 content words and more) two came to 1 in 54, no other to 1 in 70.
const ON_TOPIC: usize = 66;
/// So many mentions are enough however long the answer is: more words never take points away from
/// somebody who speaks of the problem. Answers to other problems had at most ten.
const ENOUGH_MENTIONS: usize = 16;

/// Whether a whole answer hardly mentions what the problem is about: notes learned for another one.
fn is_off_topic(rubric: &Rubric, reading: &Reading) -> bool {
    if rubric.about.is_empty() || content_words(reading) < WHOLE_ANSWER {
        return false;
    }
    let mentions = rubric.about.iter().flat_map(|item| reading.mentions(*item));
    let words: BTreeSet<usize> = mentions.flat_map(|mention| mention.tokens.clone()).collect();
    words.len() < ENOUGH_MENTIONS && words.len() * ON_TOPIC < reading.tokens.len()
}

/// What only this problem asks for was not said in an answer to another one.
fn forget_own(points: &mut [PointScore]) {
    let credited = |point: &&mut PointScore| {
        point.id.contains('/') && matches!(point.state, State::Covered | State::Partial)
    };
    for point in points.iter_mut().filter(credited) {
        point.state = State::Missed;
        point.via = Some(Via::OffTopic);
    }
}

/// Which points have to be scored for those wanted: these and all that imply one of them.
fn with_implying(rubric: &Rubric, wanted: impl Fn(&Point) -> bool) -> Vec<bool> {
    let points = || rubric.points.iter().map(|compiled| &compiled.point);
    let mut scored: Vec<bool> = points().map(wanted).collect();
    loop {
        let ids: Vec<&str> = points()
            .zip(&scored)
            .filter(|(_, scored)| **scored)
            .map(|(point, _)| point.id.as_str())
            .collect();
        let implying = |point: &Point| point.implies.iter().any(|id| ids.contains(&id.as_str()));
        let more: Vec<bool> =
            points().zip(&scored).map(|(point, scored)| *scored || implying(point)).collect();
        if more == scored {
            return scored;
        }
        scored = more;
    }
}

/// Scores one point alone: no traps, nothing implied.
pub fn score_point(rubric: &Rubric, reading: &Reading, point: &CompiledPoint) -> PointScore {
    Scorer { rubric, reading, point, stems: &Stems::new(rubric, reading) }.score()
}

fn traps(rubric: &Rubric, reading: &Reading) -> Vec<TrapHit> {
    let hit = |cue| match_cue(reading, cue, Rules::TRAP).full.map(|found| spans(reading, &found));
    rubric
        .traps
        .iter()
        .filter_map(|trap| {
            let evidence = trap.says.iter().find_map(hit)?;
            Some(TrapHit { index: trap.index, evidence })
        })
        .collect()
}

fn void(rubric: &Rubric, traps: &[TrapHit], points: &mut [PointScore]) {
    for hit in traps {
        let Some(trap) = rubric.traps.iter().find(|trap| trap.index == hit.index) else { continue };
        for point in points.iter_mut().filter(|point| trap.voids.contains(&point.id)) {
            point.state = State::Contradicted;
            point.evidence.clone_from(&hit.evidence);
            point.via = Some(Via::Trap(hit.index));
        }
    }
}

/// Covers what covered points imply, and what that implies in turn.
fn imply(rubric: &Rubric, points: &mut [PointScore]) {
    while imply_once(rubric, points) {}
}

/// One round; whether anything changed.
fn imply_once(rubric: &Rubric, points: &mut [PointScore]) -> bool {
    let mut changed = false;
    for index in 0..points.len() {
        if points[index].state != State::Covered {
            continue;
        }
        let (id, evidence) = (points[index].id.clone(), points[index].evidence.clone());
        for implied in &rubric.points[index].point.implies {
            let weaker = |point: &&mut PointScore| {
                point.id == *implied && matches!(point.state, State::Missed | State::Partial)
            };
            if let Some(point) = points.iter_mut().find(weaker) {
                point.state = State::Covered;
                point.evidence.clone_from(&evidence);
                point.unmet.clear();
                point.via = Some(Via::Implied(id.clone()));
                changed = true;
            }
        }
    }
    changed
}

fn laundry(reading: &Reading) -> Vec<Span> {
    reading
        .passages
        .iter()
        .filter(|passage| passage.tokens.clone().any(|at| reading.laundry[at]))
        .map(|passage| passage.span.clone())
        .collect()
}

fn content_words(reading: &Reading) -> usize {
    reading.tokens.iter().filter(|token| !is_function_word(&token.word)).count()
}

struct Scorer<'a> {
    rubric: &'a Rubric,
    reading: &'a Reading,
    point: &'a CompiledPoint,
    stems: &'a Stems,
}

impl Scorer<'_> {
    fn score(&self) -> PointScore {
        let mut score = self.affirmed();
        if let Some(found) = self.contradiction() {
            score.state = State::Contradicted;
            score.evidence = spans(self.reading, &found);
            score.via = Some(Via::NotCue);
        }
        score
    }

    fn contradiction(&self) -> Option<Match> {
        let rules = Rules::contradicted(&self.point.point);
        self.point.not.iter().find_map(|cue| match_cue(self.reading, cue, rules).full)
    }

    fn rules(&self) -> Rules<'_> {
        Rules::shown(self.rubric, &self.point.point)
    }

    fn affirmed(&self) -> PointScore {
        if !self.point.list.is_empty() {
            let listed = self.listed();
            if listed.state == State::Covered || self.point.cues.is_empty() {
                return listed;
            }
        }
        let outcomes: Vec<Outcome> =
            self.point.cues.iter().map(|cue| match_cue(self.reading, cue, self.rules())).collect();
        for (cue, outcome) in self.point.cues.iter().zip(&outcomes) {
            if let Some(found) = &outcome.full {
                let met = cue.groups.iter().map(|group| group.name.clone()).collect();
                return PointScore {
                    met,
                    ..self.blank(State::Covered, spans(self.reading, found))
                };
            }
        }
        self.short_of(&outcomes)
    }

    /// No cue is met: partly, possibly, ruled out, or nothing.
    fn short_of(&self, outcomes: &[Outcome]) -> PointScore {
        if let Some(decided) = self.decided(outcomes) {
            return decided;
        }
        let mut score = self.blank(State::Missed, Vec::new());
        let nearest = self
            .point
            .cues
            .iter()
            .zip(outcomes)
            .filter_map(|(cue, outcome)| outcome.near.as_ref().map(|near| (cue, near)))
            // Of equally many groups met, the cue that lacks least.
            .max_by_key(|(cue, (met, _))| (met.len(), std::cmp::Reverse(cue.groups.len())));
        if let Some((cue, (met, found))) = nearest {
            let names = |wanted: bool| {
                let groups = cue.groups.iter().enumerate();
                groups
                    .filter(|(index, _)| met.contains(index) == wanted)
                    .map(|(_, group)| group.name.clone())
                    .collect()
            };
            score.met = names(true);
            score.unmet = names(false);
            score.evidence = spans(self.reading, found);
            if met.len() >= 2 && met.len() * 2 >= cue.groups.len() {
                score.state = State::Partial;
            }
        }
        if score.state == State::Missed {
            score.ruled_out = outcomes.iter().any(|outcome| outcome.rejected.is_some());
            self.overlap(&mut score);
        }
        score
    }

    fn overlap(&self, score: &mut PointScore) {
        if score.ruled_out {
            return;
        }
        let Some((passage, overlap)) = self.stems.nearest(self.rubric, self.point) else { return };
        let span = self.reading.passages[passage].span.clone();
        let head_met = !score.met.is_empty() && score.evidence.contains(&span);
        if overlap >= possible::PARTIAL && head_met {
            score.state = State::Partial;
        } else if overlap >= possible::POSSIBLE {
            score.possible = Some(span);
        }
    }

    /// A point of stance `decide` is also shown by rejecting it with a reason or a number and
    /// naming something else.
    fn decided(&self, outcomes: &[Outcome]) -> Option<PointScore> {
        if self.point.point.stance != Stance::Decide {
            return None;
        }
        let found = outcomes.iter().find_map(|outcome| outcome.rejected.as_ref())?;
        let words =
            found.passages.iter().flat_map(|index| self.reading.passages[*index].tokens.clone());
        let words: Vec<usize> = words.collect();
        let reason = words.iter().any(|at| {
            let token = &self.reading.tokens[*at];
            token.number.is_some()
                || matches!(
                    token.word.as_str(),
                    "because" | "since" | "so" | "as" | "would" | "cost" | "enough"
                )
        });
        let other = self.rubric.lexicon.concepts().any(|item| {
            self.reading.mentions(item).iter().any(|mention| {
                mention.rejected_by.is_none()
                    && mention
                        .tokens
                        .iter()
                        .all(|at| words.contains(at) && !found.tokens.contains(at))
            })
        });
        (reason && other).then(|| PointScore {
            via: Some(Via::Decided),
            ..self.blank(State::Covered, spans(self.reading, found))
        })
    }

    fn listed(&self) -> PointScore {
        let needed = self.point.point.list.as_ref().map_or(1, |list| list.n);
        let mut score = self.blank(State::Missed, Vec::new());
        for group in &self.point.list {
            match match_group(self.reading, group, self.rules()) {
                Some(found) => {
                    score.met.push(group.name.clone());
                    score.evidence.extend(spans(self.reading, &found));
                }
                None => score.unmet.push(group.name.clone()),
            }
        }
        score.evidence.sort();
        score.evidence.dedup();
        score.state = match score.met.len() {
            met if met >= needed => State::Covered,
            met if met > 0 && met * 2 >= needed => State::Partial,
            _ => State::Missed,
        };
        if score.state == State::Covered {
            score.unmet.clear();
        }
        score
    }

    fn blank(&self, state: State, evidence: Vec<Span>) -> PointScore {
        PointScore {
            id: self.point.point.id.clone(),
            state,
            evidence,
            met: Vec::new(),
            unmet: Vec::new(),
            possible: None,
            ruled_out: false,
            via: None,
        }
    }
}
