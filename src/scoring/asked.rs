//! Which facts of a case a line is about.

use super::guard::Guard;
use super::matching::{Rules, match_cue};
use super::reading::{Piece, Reading};
use super::rubric::Rubric;

/// Indices of the facts a line asks for, or takes as given, in the case's order.
pub fn facts_about(rubric: &Rubric, line: &str) -> Vec<usize> {
    let reading = Reading::new(&rubric.lexicon, &Guard::default(), &[Piece::alone(line)]);
    let about = |index: &usize| {
        rubric.facts[*index].iter().any(|cue| match_cue(&reading, cue, Rules::ASKED).full.is_some())
    };
    (0..rubric.facts.len()).filter(about).collect()
}
