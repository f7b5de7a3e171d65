//! Floor 2: text and rubric in, state per point out.
//!
//! Deterministic, explainable, offline. The shape follows what was measured: the AND of groups,
//! rich alternatives, a narrow window, polarity-aware negation and the prompt guard are what pays,
//! in that order. This floor knows nothing of events, prompting or verdicts.

mod asked;
mod explain;
mod guard;
mod laundry;
mod lexicon;
mod lint;
mod matching;
mod number;
mod passage;
mod pattern;
mod polarity;
mod possible;
mod prepared;
mod reading;
mod refusing;
mod rubric;
mod score;
mod spelling;
mod stem;
mod stems;
#[cfg(test)]
mod tests;
mod token;

pub use asked::{fact_asked, facts_about, subject};
pub use explain::{CueTrace, Explanation, GroupTrace, MentionTrace, Polarity, explain};
pub use guard::{COPY_WORDS, Guard};
pub use lexicon::Lexicon;
pub use lint::lint;
pub use matching::{Match, Outcome, Rules, match_cue, spans};
pub use reading::{Mention, Piece, ReadPassage, Reading, Span};
pub use rubric::{CompiledCue, CompiledGroup, CompiledPoint, Part, Rubric, is_content, stems};
pub use score::{
    PointScore, Scored, State, TrapHit, Via, score, score_point, score_reading, score_some,
};
pub use token::{Token, tokenize};

/// Version of these rules; recorded with every assessment, raised when a rule changes.
pub const SCORING_VERSION: u32 = 6;
