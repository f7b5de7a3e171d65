//! Cues on a reading: which groups are met where.

use std::ops::Range;

use super::reading::{Mention, PassageSet, Reading, SetKind, Span};
use super::rubric::{CompiledCue, CompiledGroup, Part, Rubric};
use crate::content::point::Style;
use crate::content::{Point, Topic};

/// Words a match may span inside one passage.
const SPAN: usize = 32;
/// Words a match may span over neighbours beyond the point's window: notes break off anywhere
/// ("recall@100; on later days"), and a thought begun in one short sentence ends in the next. Of the
/// spans from 6 to 20 tried, ten raised recall on four graded sets by 0.02 to 0.06 and lowered
/// precision by 0.00 to 0.02; without any limit both halves lost kappa.
const NEAR_SPAN: usize = 10;
/// Candidates tried per group and window; more repeat the same words.
const CANDIDATES: usize = 16;

/// How a cue is being matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of one match")]
pub struct Rules<'a> {
    /// Passages a match may span outside blocks.
    pub window: usize,
    /// Whether two sentences of which the second takes up the first count as one.
    pub carry: bool,
    /// Whether neighbours beyond the window may be taken together for words that stand close.
    pub near: bool,
    /// Whether questions count as said.
    pub questions: bool,
    /// Whether words in laundry lists count.
    pub laundry: bool,
    /// Whether a passage that criticises asserts anything.
    pub asserted: bool,
    /// Words that alone are no evidence.
    pub prompt: Option<&'a std::collections::BTreeSet<String>>,
}

impl<'a> Rules<'a> {
    /// A question asks for a fact, alone in its sentence.
    pub const ASKED: Self = Self {
        window: 1,
        carry: false,
        near: false,
        questions: true,
        laundry: true,
        asserted: false,
        prompt: None,
    };
    /// A trap is stepped into: asserted in one sentence, not asked, not criticised.
    pub const TRAP: Self = Self { questions: false, asserted: true, ..Self::ASKED };

    /// A point is shown.
    pub(super) fn shown(rubric: &'a Rubric, point: &Point) -> Self {
        Self {
            window: point.window,
            carry: true,
            near: true,
            questions: questions_count(point.topic),
            laundry: point.style != Style::Explain,
            asserted: false,
            prompt: Some(&rubric.prompt),
        }
    }

    /// Most words from the first matched to the last in a set of passages; `None` when a cue may not
    /// be met in it.
    fn span(&self, set: &PassageSet) -> Option<usize> {
        if set.within(self.window, self.carry) {
            return Some(if set.passages.len() > 1 { usize::MAX } else { SPAN });
        }
        (self.near && set.kind == SetKind::Run).then_some(NEAR_SPAN)
    }

    /// A point is contradicted: said, not asked.
    pub(super) fn contradicted(point: &Point) -> Self {
        Self { window: point.window, questions: false, ..Self::ASKED }
    }
}

/// Whether asking shows a point: scope is found by asking, and a task is often framed as a question
/// ("label: did they register within a day?"). Elsewhere a question decides nothing.
fn questions_count(topic: Topic) -> bool {
    matches!(topic, Topic::Requirements | Topic::Framing)
}

/// A cue whose groups are all met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Indices of the matched words.
    pub tokens: Vec<usize>,
    /// The passages they stand in.
    pub passages: Vec<usize>,
}

/// What came of matching one cue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Where it is met.
    pub full: Option<Match>,
    /// Where it would be met if nothing were rejected.
    pub rejected: Option<Match>,
    /// The best window short of it: indices of the groups met, head included.
    pub near: Option<(Vec<usize>, Match)>,
}

/// Matches a cue.
pub fn match_cue(reading: &Reading, cue: &CompiledCue, rules: Rules<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    // Without its head a cue says nothing: only windows that hold a mention of it are tried.
    let Some(heads) = cue.groups.first().map(|head| head_passages(reading, head)) else {
        return outcome;
    };
    let groups = live(reading, cue);
    for window in &reading.windows {
        let Some(span) = rules.span(window).filter(|_| heads.meet(&window.passages)) else {
            continue;
        };
        let (passages, label) = (&window.passages, window.label.as_ref());
        let found = Window { reading, passages, label, rules, span }.try_cue(&groups);
        if found.full.is_some() {
            return found;
        }
        // Close words over a stop make a point, not half of one.
        if span == NEAR_SPAN {
            continue;
        }
        outcome.rejected = outcome.rejected.or(found.rejected);
        let better =
            |near: &Option<(Vec<usize>, Match)>| near.as_ref().map_or(0, |(met, _)| met.len());
        if better(&found.near) > better(&outcome.near) {
            outcome.near = found.near;
        }
    }
    outcome
}

/// For each group of a cue, the alternatives of which every part is mentioned somewhere: few of
/// dozens, and the only ones a window need be tried for.
type Live<'c> = Vec<Vec<&'c [Part]>>;

fn live<'c>(reading: &Reading, cue: &'c CompiledCue) -> Live<'c> {
    let mentioned = |part: &Part| match part {
        Part::Is(item) => !reading.mentions(*item).is_empty(),
        Part::IsNot(_) => true,
    };
    let alive = |group: &'c CompiledGroup| {
        let alts = group.alts.iter().map(Vec::as_slice);
        alts.filter(|alt| alt.iter().all(mentioned)).collect()
    };
    cue.groups.iter().map(alive).collect()
}

/// Where a head may be met.
enum Heads {
    /// Anywhere: it only asks for something not to stand there.
    Anywhere,
    /// In windows with one of these passages.
    In(Vec<usize>),
}

impl Heads {
    fn meet(&self, passages: &[usize]) -> bool {
        match self {
            Self::Anywhere => true,
            Self::In(heads) => heads.iter().any(|head| passages.contains(head)),
        }
    }
}

fn head_passages(reading: &Reading, head: &CompiledGroup) -> Heads {
    let mut found = Vec::new();
    for alt in &head.alts {
        let item = alt.iter().find_map(|part| match part {
            Part::Is(item) => Some(*item),
            Part::IsNot(_) => None,
        });
        let Some(item) = item else { return Heads::Anywhere };
        found.extend(reading.mentions(item).iter().map(|mention| mention.passage));
    }
    found.sort_unstable();
    found.dedup();
    Heads::In(found)
}

/// Whether a group is met anywhere by something affirmed; for lists.
pub(super) fn match_group(
    reading: &Reading,
    group: &CompiledGroup,
    rules: Rules<'_>,
) -> Option<Match> {
    let cue = CompiledCue { groups: vec![group.clone()] };
    match_cue(reading, &cue, rules).full
}

/// A mention that may serve a group.
#[derive(Clone, Debug)]
struct Candidate {
    tokens: Vec<usize>,
    rejected_by: Vec<usize>,
}

struct Window<'a> {
    reading: &'a Reading,
    passages: &'a [usize],
    /// Of the first passage, the only words that count.
    label: Option<&'a Range<usize>>,
    rules: Rules<'a>,
    /// Most words from the first matched to the last.
    span: usize,
}

impl Window<'_> {
    fn try_cue(&self, groups: &Live<'_>) -> Outcome {
        if self.rules.questions
            || !self.passages.iter().all(|index| self.reading.passages[*index].question)
        {
            self.try_groups(groups)
        } else {
            // A question asserts nothing; it may still show what was thought of.
            let found = self.try_groups(groups);
            let asked =
                found.full.map(|full| ((0..groups.len().saturating_sub(1)).collect(), full));
            Outcome { full: None, rejected: None, near: asked.or(found.near) }
        }
    }

    fn try_groups(&self, groups: &Live<'_>) -> Outcome {
        let mut candidates: Vec<Vec<Candidate>> = Vec::with_capacity(groups.len());
        for group in groups {
            let found = self.candidates(group);
            // Without its head a cue says nothing.
            if found.is_empty() && candidates.is_empty() {
                return Outcome::default();
            }
            candidates.push(found);
        }
        if candidates.iter().all(|found| !found.is_empty()) {
            if let Some(full) = self.assign(&candidates, true) {
                return Outcome { full: Some(full), rejected: None, near: None };
            }
            if let Some(rejected) = self.assign(&candidates, false) {
                return Outcome {
                    full: None,
                    rejected: Some(rejected),
                    near: self.near(&candidates),
                };
            }
        }
        Outcome { full: None, rejected: None, near: self.near(&candidates) }
    }

    /// Groups met by affirmed, disjoint words, head included.
    fn near(&self, candidates: &[Vec<Candidate>]) -> Option<(Vec<usize>, Match)> {
        let mut met = Vec::new();
        let mut taken: Vec<usize> = Vec::new();
        for (index, group) in candidates.iter().enumerate() {
            let free = group.iter().find(|candidate| {
                candidate.rejected_by.is_empty()
                    && candidate.tokens.iter().all(|at| !taken.contains(at))
            });
            match free {
                // What only must not stand there shows nothing.
                Some(candidate) if candidate.tokens.is_empty() => {}
                Some(candidate) => {
                    met.push(index);
                    taken.extend(&candidate.tokens);
                }
                None if index == 0 => return None,
                None => {}
            }
        }
        if self.only_prompt(&taken) {
            return None;
        }
        Some((met, self.matched(taken)))
    }

    /// Chooses one candidate per group on disjoint words.
    fn assign(&self, candidates: &[Vec<Candidate>], affirmed: bool) -> Option<Match> {
        let mut chosen: Vec<&Candidate> = Vec::new();
        self.choose(candidates, &mut chosen, affirmed)
    }

    fn choose<'c>(
        &self,
        candidates: &'c [Vec<Candidate>],
        chosen: &mut Vec<&'c Candidate>,
        affirmed: bool,
    ) -> Option<Match> {
        let Some(group) = candidates.get(chosen.len()) else {
            return self.accept(chosen, affirmed);
        };
        for candidate in group {
            if self.fits(chosen, candidate) {
                chosen.push(candidate);
                let found = self.choose(candidates, chosen, affirmed);
                chosen.pop();
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// Whether a candidate is disjoint from those chosen and near enough to them; checked before
    /// going deeper, so that a crowded passage does not cost all combinations.
    fn fits(&self, chosen: &[&Candidate], candidate: &Candidate) -> bool {
        let disjoint =
            chosen.iter().all(|other| other.tokens.iter().all(|at| !candidate.tokens.contains(at)));
        let all = chosen.iter().flat_map(|other| &other.tokens).chain(&candidate.tokens);
        let (first, last) =
            all.fold((usize::MAX, 0), |(first, last), at| (first.min(*at), last.max(*at)));
        disjoint && last.saturating_sub(first) <= self.span
    }

    fn accept(&self, chosen: &[&Candidate], affirmed: bool) -> Option<Match> {
        let mut tokens: Vec<usize> =
            chosen.iter().flat_map(|candidate| candidate.tokens.clone()).collect();
        tokens.sort_unstable();
        tokens.dedup();
        // A rejection that the cue itself asked for ("no user split") is not one.
        let rejected = chosen
            .iter()
            .flat_map(|candidate| &candidate.rejected_by)
            .any(|negator| !tokens.contains(negator));
        if affirmed && rejected || self.only_prompt(&tokens) {
            return None;
        }
        if self.rules.asserted && self.criticised(&tokens) {
            return None;
        }
        Some(self.matched(tokens))
    }

    fn criticised(&self, tokens: &[usize]) -> bool {
        self.passages
            .iter()
            .filter_map(|index| self.reading.passages[*index].criticism)
            .any(|at| !tokens.contains(&at))
    }

    fn only_prompt(&self, tokens: &[usize]) -> bool {
        self.rules.prompt.is_some_and(|prompt| {
            tokens.iter().all(|at| {
                let token = &self.reading.tokens[*at];
                prompt.contains(token.stem.as_ref())
                    || !super::rubric::is_content(&token.word) && token.number.is_none()
            })
        })
    }

    fn matched(&self, tokens: Vec<usize>) -> Match {
        let passages = self
            .passages
            .iter()
            .copied()
            .filter(|index| {
                tokens.iter().any(|at| self.reading.passages[*index].tokens.contains(at))
            })
            .collect();
        Match { tokens, passages }
    }

    fn candidates(&self, group: &[&[Part]]) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for alt in group {
            self.alt(alt, &mut found);
        }
        // Affirmed mentions first, so that the search meets them first.
        found.sort_by_key(|candidate| candidate.rejected_by.len());
        found.truncate(CANDIDATES);
        found
    }

    /// Ways the parts of one alternative stand in order in this window.
    fn alt(&self, alt: &[Part], found: &mut Vec<Candidate>) {
        let absent = |part: &Part| match part {
            Part::IsNot(item) => self.mentions(*item).next().is_none(),
            Part::Is(_) => true,
        };
        if !alt.iter().all(absent) {
            return;
        }
        let mut chains = vec![Candidate { tokens: Vec::new(), rejected_by: Vec::new() }];
        for part in alt {
            let Part::Is(item) = part else { continue };
            let mut longer = Vec::new();
            for chain in &chains {
                let after = chain.tokens.iter().max().map_or(0, |at| at + 1);
                for mention in self.mentions(*item) {
                    if mention.tokens.iter().all(|at| *at >= after) {
                        let mut next = chain.clone();
                        next.tokens.extend(&mention.tokens);
                        next.rejected_by.extend(mention.rejected_by);
                        longer.push(next);
                    }
                }
            }
            longer.truncate(CANDIDATES);
            chains = longer;
        }
        found.extend(chains);
    }

    /// Whether a mention in the first passage stands in the label, where only the label counts.
    fn in_label(&self, mention: &Mention) -> bool {
        self.label.is_none_or(|label| {
            self.passages.first() != Some(&mention.passage)
                || mention.tokens.iter().all(|at| label.contains(at))
        })
    }

    fn mentions(&self, item: usize) -> impl Iterator<Item = &Mention> {
        self.reading.mentions(item).iter().filter(|mention| {
            self.passages.contains(&mention.passage)
                && self.in_label(mention)
                && (self.rules.laundry
                    || !mention.tokens.iter().all(|at| self.reading.laundry[*at]))
        })
    }
}

/// Where a match stands, one span per passage.
pub fn spans(reading: &Reading, matched: &Match) -> Vec<Span> {
    matched.passages.iter().map(|index| reading.passages[*index].span.clone()).collect()
}
