//! A case's rubric compiled for scoring.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::guard::Guard;
use super::lexicon::{ItemId, Lexicon, Numbered};
use super::number;
use super::token::tokenize;
use crate::content::cue::{Alt, Cue, Item};
use crate::content::point::ListRule;
use crate::content::{CaseStudy, Point, Vocabulary};

/// A cue on items.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CompiledCue {
    /// Its groups, head first.
    pub groups: Vec<CompiledGroup>,
}

/// A group on items.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CompiledGroup {
    /// Its human name.
    pub name: String,
    /// Alternatives: parts in order.
    pub alts: Vec<Vec<Part>>,
}

/// A part of an alternative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The item must stand here.
    Is(ItemId),
    /// The item must not stand in the window.
    IsNot(ItemId),
}

/// A point ready for scoring.
#[derive(Debug)]
pub struct CompiledPoint {
    /// The point as written; of a rubric compiled when the program was built, without its patterns.
    pub point: Point,
    /// Its cues.
    pub cues: Vec<CompiledCue>,
    /// Its contradicting cues.
    pub not: Vec<CompiledCue>,
    /// Its list, if it is one: items by name.
    pub list: Vec<CompiledGroup>,
    /// Stems of the statement and of each line that shows it, for overlap; sorted numbers of
    /// [`Rubric::number`].
    pub lines: Vec<Vec<u32>>,
}

/// A trap ready for scoring.
#[derive(Debug, Serialize, Deserialize)]
pub struct CompiledTrap {
    /// Index in the case's traps.
    pub index: usize,
    /// Its patterns.
    pub says: Vec<CompiledCue>,
    /// Points it voids.
    pub voids: Vec<String>,
}

/// A case's rubric compiled for scoring.
#[derive(Debug, Serialize, Deserialize)]
pub struct Rubric {
    /// Every item any cue asks for, and every concept of the vocabulary.
    pub lexicon: Lexicon,
    /// Points in the case's order.
    #[serde(skip)]
    pub points: Vec<CompiledPoint>,
    /// Points of each change that may be thrown in, in the case's order.
    #[serde(skip)]
    pub curveballs: Vec<Vec<CompiledPoint>>,
    /// Traps in the case's order.
    pub traps: Vec<CompiledTrap>,
    /// Questions for each fact, in the case's order.
    pub facts: Vec<Vec<CompiledCue>>,
    /// Words everybody who answers the case uses; empty if it names none.
    pub about: Vec<ItemId>,
    /// Stems of the prompt.
    pub prompt: BTreeSet<String>,
    /// Texts of the case a person may have read before: its prompt, walkthrough and samples.
    pub shown: Guard,
    /// Number of every stem of the points' lines.
    numbers: Numbered,
    /// How rare a numbered stem is among the rubric's points: ln((n + 1) / (df + 1)) + 1.
    idf: Vec<f64>,
    /// For each numbered stem, whether it names a thing only this case has.
    own_objects: Vec<bool>,
}

/// A rubric as it is kept: without the points as written, which its case has.
#[derive(Debug, Serialize, Deserialize)]
pub struct KeptRubric {
    rubric: Rubric,
    points: Vec<KeptPoint>,
    curveballs: Vec<Vec<KeptPoint>>,
}

/// What a point is scored by.
#[derive(Debug, Serialize, Deserialize)]
struct KeptPoint {
    cues: Vec<CompiledCue>,
    not: Vec<CompiledCue>,
    list: Vec<CompiledGroup>,
    lines: Vec<Vec<u32>>,
}

impl KeptPoint {
    fn kept(point: CompiledPoint) -> Self {
        let CompiledPoint { cues, not, list, lines, point: _ } = point;
        Self { cues, not, list, lines }
    }

    fn of(self, point: &Point) -> CompiledPoint {
        let Self { cues, not, list, lines } = self;
        CompiledPoint { point: point.without_patterns(), cues, not, list, lines }
    }

    fn all_of(kept: Vec<Self>, points: &[Point]) -> Vec<CompiledPoint> {
        kept.into_iter().zip(points).map(|(kept, point)| kept.of(point)).collect()
    }
}

impl KeptRubric {
    /// The rubric of this case; it must be the one it was compiled from.
    pub fn of(self, case: &CaseStudy) -> Rubric {
        let balls = self.curveballs.into_iter().zip(&case.curveballs);
        Rubric {
            points: KeptPoint::all_of(self.points, &case.points),
            curveballs: balls.map(|(kept, ball)| KeptPoint::all_of(kept, &ball.points)).collect(),
            ..self.rubric
        }
    }
}

impl Rubric {
    /// The rubric without the points as written.
    pub fn kept(mut self) -> KeptRubric {
        let kept = |points: Vec<CompiledPoint>| points.into_iter().map(KeptPoint::kept).collect();
        let points = kept(std::mem::take(&mut self.points));
        let curveballs = std::mem::take(&mut self.curveballs).into_iter().map(kept).collect();
        KeptRubric { points, curveballs, rubric: self }
    }

    /// Compiles points of a case, its own or a curveball's, against a vocabulary.
    pub fn of(vocabulary: &Vocabulary, case: &CaseStudy, points: &[Point]) -> Self {
        let mut compiler = Compiler::new(vocabulary);
        let points = compiler.points(points);
        let balls = case.curveballs.iter();
        let curveballs = balls.map(|ball| compiler.points(&ball.points)).collect();
        let traps = case.traps.iter().enumerate().map(|(index, trap)| CompiledTrap {
            index,
            says: compiler.cues(&trap.says),
            voids: trap.voids.clone(),
        });
        let traps = traps.collect();
        let facts = case.facts.iter().map(|fact| compiler.cues(&fact.ask)).collect();
        let about = case.about.iter().map(|item| compiler.item(item)).collect();
        let samples = case.samples.iter().flat_map(|sample| sample.answers.values());
        let shown = Guard::new(
            std::iter::once(&case.prompt)
                .chain(case.walkthrough.values())
                .chain(samples)
                .map(String::as_str),
        );
        Self {
            curveballs,
            traps,
            facts,
            about,
            prompt: stems(&case.prompt),
            shown,
            ..compiler.finish(points)
        }
    }

    /// Number of a stem, if a point's statement or a line that shows it has it.
    pub fn number(&self, stem: &str) -> Option<u32> {
        self.numbers.get_index_of(stem).map(|number| number as u32)
    }

    /// Whether a stem names a thing only this case has: two lines or more of its own points have it,
    /// no shared point does.
    pub fn is_own_object(&self, stem: &str) -> bool {
        self.number(stem).is_some_and(|number| self.own_objects[number as usize])
    }

    /// How rare a stem is among the rubric's points; 1 for a stem none of them has.
    pub fn idf(&self, stem: &str) -> f64 {
        self.number(stem).map_or(1.0, |number| self.weight(number))
    }

    /// How rare a numbered stem is.
    pub(super) fn weight(&self, number: u32) -> f64 {
        self.idf.get(number as usize).copied().unwrap_or(1.0)
    }

    /// Compiles points alone, without a case around them.
    pub fn bare(vocabulary: &Vocabulary, points: &[Point]) -> Self {
        let mut compiler = Compiler::new(vocabulary);
        let points = compiler.points(points);
        compiler.finish(points)
    }
}

struct Compiler<'a> {
    lexicon: Lexicon,
    vocabulary: &'a Vocabulary,
    numbers: Numbered,
}

impl<'a> Compiler<'a> {
    fn new(vocabulary: &'a Vocabulary) -> Self {
        Self { lexicon: Lexicon::default(), vocabulary, numbers: Numbered::default() }
    }

    fn points(&mut self, points: &[Point]) -> Vec<CompiledPoint> {
        points.iter().map(|point| self.point(point)).collect()
    }

    fn finish(mut self, points: Vec<CompiledPoint>) -> Rubric {
        // The laundry rule counts concepts, whether or not this case asks for them.
        for id in self.vocabulary.concepts.keys() {
            self.lexicon.item(&Item::Concept(id.clone()), self.vocabulary);
        }
        Rubric {
            idf: idf(&points, self.numbers.len()),
            own_objects: own_objects(&points, self.numbers.len()),
            numbers: self.numbers,
            lexicon: self.lexicon,
            points,
            curveballs: Vec::new(),
            traps: Vec::new(),
            facts: Vec::new(),
            about: Vec::new(),
            prompt: BTreeSet::new(),
            shown: Guard::default(),
        }
    }

    fn point(&mut self, point: &Point) -> CompiledPoint {
        let texts = std::iter::once(point.statement.as_str())
            .chain(point.shows.iter().map(|example| example.text.as_str()));
        let lines = texts.map(|text| self.line(text)).collect();
        CompiledPoint {
            cues: self.cues(&point.cues),
            not: self.cues(&point.not),
            list: point.list.as_ref().map(|list| self.list(list)).unwrap_or_default(),
            lines,
            point: point.clone(),
        }
    }

    fn line(&mut self, text: &str) -> Vec<u32> {
        let numbered = stems(text).into_iter().map(|stem| self.numbers.insert_full(stem).0 as u32);
        let mut line: Vec<u32> = numbered.collect();
        line.sort_unstable();
        line
    }

    fn list(&mut self, list: &ListRule) -> Vec<CompiledGroup> {
        list.from
            .iter()
            .map(|(name, alts)| CompiledGroup { name: name.clone(), alts: self.alts(alts) })
            .collect()
    }

    fn cues(&mut self, cues: &[Cue]) -> Vec<CompiledCue> {
        cues.iter().map(|cue| self.cue(cue)).collect()
    }

    fn cue(&mut self, cue: &Cue) -> CompiledCue {
        let groups = cue
            .groups
            .iter()
            .map(|group| CompiledGroup { name: group.name.clone(), alts: self.alts(&group.alts) });
        CompiledCue { groups: groups.collect() }
    }

    fn item(&mut self, item: &Item) -> ItemId {
        self.lexicon.item(item, self.vocabulary)
    }

    fn alts(&mut self, alts: &[Alt]) -> Vec<Vec<Part>> {
        alts.iter()
            .map(|alt| {
                alt.0
                    .iter()
                    .map(|item| match item {
                        Item::Not(inner) => Part::IsNot(self.item(inner)),
                        item => Part::Is(self.item(item)),
                    })
                    .collect()
            })
            .collect()
    }
}

/// Whether a word carries no meaning of its own.
pub(super) fn is_function_word(word: &str) -> bool {
    // Asked of every word; most are longer than any of these.
    word.len() <= LONGEST_FUNCTION_WORD && FUNCTION_WORDS.binary_search(&word).is_ok()
}

const LONGEST_FUNCTION_WORD: usize = "because".len();

/// Words that carry no meaning of their own.
const FUNCTION_WORDS: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because",
    "been", "before", "both", "but", "by", "can", "could", "do", "does", "each", "every", "for",
    "from", "get", "had", "has", "have", "he", "her", "here", "his", "how", "i", "if", "in",
    "into", "is", "it", "its", "just", "like", "may", "me", "more", "most", "my", "no", "not",
    "of", "off", "on", "one", "only", "or", "our", "out", "over", "per", "same", "she", "should",
    "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "to", "too", "up", "us", "very", "was", "we", "were", "what", "when", "where",
    "which", "while", "who", "why", "will", "with", "would", "you", "your",
];

/// Content stems of a text: no function words, no numbers.
pub fn stems(text: &str) -> BTreeSet<String> {
    tokenize(text)
        .into_iter()
        .filter(|token| is_content(&token.word))
        .map(|token| token.stem.into_owned())
        .collect()
}

/// Whether a word carries meaning of its own.
pub fn is_content(word: &str) -> bool {
    !is_function_word(word)
        && !word.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && number::spelled(word).is_none()
}

fn own_objects(points: &[CompiledPoint], stems: usize) -> Vec<bool> {
    let mut own = vec![0_u32; stems];
    let mut shared = vec![false; stems];
    for point in points {
        let is_own = point.point.id.contains('/');
        for stem in point.lines.iter().flatten() {
            own[*stem as usize] += u32::from(is_own);
            shared[*stem as usize] |= !is_own;
        }
    }
    own.into_iter().zip(shared).map(|(lines, shared)| lines >= 2 && !shared).collect()
}

fn idf(points: &[CompiledPoint], stems: usize) -> Vec<f64> {
    let mut df = vec![0_u32; stems];
    for point in points {
        let all: BTreeSet<u32> = point.lines.iter().flatten().copied().collect();
        for stem in all {
            df[stem as usize] += 1;
        }
    }
    let n = points.len() as f64;
    df.into_iter().map(|df| ((n + 1.0) / (f64::from(df) + 1.0)).ln() + 1.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_sorted() {
        assert!(FUNCTION_WORDS.is_sorted());
        assert!(FUNCTION_WORDS.iter().all(|word| is_function_word(word)));
    }

    #[test]
    fn content_stems_leave_numbers_and_glue_out() {
        let found = stems("The model is trained on 10M clicks of two weeks");
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(found, ["click", "model", "train", "week"]);
    }
}
