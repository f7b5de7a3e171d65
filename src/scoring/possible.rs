//! Overlap with the rubric's own words, when no cue fires.
//!
//! Stems weighted by how rare they are among the rubric's points (rubric-internal IDF). It never
//! covers a point: it marks a passage worth asking about.

use std::collections::BTreeSet;

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

/// The passage nearest to a point's statement and the lines that show it, with its overlap 0..1.
pub(super) fn nearest(
    rubric: &Rubric,
    point: &CompiledPoint,
    reading: &Reading,
) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    for (index, passage) in reading.passages.iter().enumerate() {
        let stems: BTreeSet<&String> = passage
            .tokens
            .clone()
            .filter(|at| !reading.laundry[*at] && reading.rejected_by[*at].is_none())
            .map(|at| &reading.tokens[at])
            .filter(|token| is_content(&token.word) && !rubric.prompt.contains(&token.stem))
            .map(|token| &token.stem)
            .collect();
        let score =
            point.lines.iter().map(|line| overlap(rubric, line, &stems)).fold(0.0, f64::max);
        if score > best.map_or(0.0, |(_, best)| best) {
            best = Some((index, score));
        }
    }
    best
}

fn overlap(rubric: &Rubric, line: &BTreeSet<String>, stems: &BTreeSet<&String>) -> f64 {
    let weight = |stem: &String| rubric.idf.get(stem).copied().unwrap_or(1.0);
    let shared: Vec<&String> = line.iter().filter(|stem| stems.contains(stem)).collect();
    if line.len() < LINE_STEMS || shared.len() < SHARED_STEMS {
        return 0.0;
    }
    let total: f64 = line.iter().map(weight).sum();
    shared.into_iter().map(weight).sum::<f64>() / total
}
