//! Overlap with the rubric's own words, when no cue fires.
//!
//! Stems weighted by how rare they are among the rubric's points (rubric-internal IDF). It never
//! covers a point: it marks a passage worth asking about.

use super::reading::Reading;
use super::rubric::{CompiledPoint, Rubric, is_content};

/// Overlap from which a passage is marked possible.
pub(super) const POSSIBLE: f64 = 0.5;
/// Overlap from which, with the head group met, a point is partly covered.
pub(super) const PARTIAL: f64 = 0.6;
/// Fewest content stems of a line for its overlap to mean anything.
const LINE_STEMS: usize = 4;
/// Fewest stems shared.
const SHARED_STEMS: usize = 3;

/// The passages of a reading as the rubric's own words.
pub(super) struct Stems {
    /// For each passage, the numbers of its affirmed content stems, sorted.
    passages: Vec<Vec<u32>>,
    /// All of them, sorted: most lines share too little with a whole answer to be looked for in its
    /// passages.
    anywhere: Vec<u32>,
}

impl Stems {
    pub(super) fn new(rubric: &Rubric, reading: &Reading) -> Self {
        let passages = reading.passages.iter().map(|passage| {
            let mut stems: Vec<u32> = passage
                .tokens
                .clone()
                .filter(|at| !reading.laundry[*at] && reading.rejected_by[*at].is_none())
                .map(|at| &reading.tokens[at])
                .filter(|token| {
                    is_content(&token.word) && !rubric.prompt.contains(token.stem.as_ref())
                })
                .filter_map(|token| rubric.number(&token.stem))
                .collect();
            stems.sort_unstable();
            stems.dedup();
            stems
        });
        let passages: Vec<Vec<u32>> = passages.collect();
        let mut anywhere = passages.concat();
        anywhere.sort_unstable();
        anywhere.dedup();
        Self { passages, anywhere }
    }

    /// The passage nearest to a point's statement and the lines that show it, with its overlap 0..1.
    pub(super) fn nearest(&self, rubric: &Rubric, point: &CompiledPoint) -> Option<(usize, f64)> {
        let lines: Vec<&Vec<u32>> =
            point.lines.iter().filter(|line| shares(line, &self.anywhere)).collect();
        let mut best: Option<(usize, f64)> = None;
        for (index, stems) in self.passages.iter().enumerate() {
            let score = lines.iter().map(|line| overlap(rubric, line, stems)).fold(0.0, f64::max);
            if score > best.map_or(0.0, |(_, best)| best) {
                best = Some((index, score));
            }
        }
        best
    }
}

fn overlap(rubric: &Rubric, line: &[u32], stems: &[u32]) -> f64 {
    if line.len() < LINE_STEMS || !shares(line, stems) {
        return 0.0;
    }
    let total: f64 = line.iter().map(|stem| rubric.weight(*stem)).sum();
    shared(line, stems).map(|stem| rubric.weight(*stem)).sum::<f64>() / total
}

/// Whether enough stems of a line are among these.
fn shares(line: &[u32], stems: &[u32]) -> bool {
    shared(line, stems).take(SHARED_STEMS).count() == SHARED_STEMS
}

fn shared<'l>(line: &'l [u32], stems: &'l [u32]) -> impl Iterator<Item = &'l u32> {
    line.iter().filter(|stem| stems.binary_search(stem).is_ok())
}
