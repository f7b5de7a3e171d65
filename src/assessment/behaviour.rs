//! Behaviour: countable things an interviewer notices whatever the topic. Counts with quotes, never
//! a score; beside each, how many the case's strong samples hold.

use serde::{Deserialize, Serialize};

use super::result::Quote;
use super::text::quote;
use crate::interview::Session;
use crate::scoring::{ReadPassage, Reading, Rubric, Token};

/// Quotes kept of each behaviour.
const QUOTES: usize = 3;

/// What is counted, one per passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Behaviour {
    /// A number with a unit or a magnitude.
    Numbers,
    /// A choice with its reason.
    Decisions,
    /// Something ruled out, and what it would cost or why.
    Rejections,
    /// An assumption said aloud.
    Assumptions,
    /// A thing only this case has.
    OwnObjects,
}

impl Behaviour {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 5] =
        [Self::Numbers, Self::Decisions, Self::Rejections, Self::Assumptions, Self::OwnObjects];

    /// What it is called on screens.
    pub fn title(self) -> &'static str {
        match self {
            Self::Numbers => "Numbers with a unit",
            Self::Decisions => "Decisions with a reason",
            Self::Rejections => "Alternatives rejected with a cost or reason",
            Self::Assumptions => "Assumptions said aloud",
            Self::OwnObjects => "Sentences that name this case's own things",
        }
    }
}

/// How often something was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BehaviourCount {
    /// What.
    pub behaviour: Behaviour,
    /// In how many passages.
    pub count: usize,
    /// The first of them.
    pub quotes: Vec<Quote>,
    /// Fewest and most in the case's strong samples; `None` without any.
    pub strong: Option<(usize, usize)>,
}

/// Counts every behaviour in a session; `strong` are readings of the case's strong samples.
pub(super) fn behaviours(
    session: &Session,
    rubric: &Rubric,
    reading: &Reading,
    strong: &[Reading],
) -> Vec<BehaviourCount> {
    Behaviour::ALL
        .into_iter()
        .map(|behaviour| {
            let found = shown(rubric, reading, behaviour);
            let samples = strong.iter().map(|reading| shown(rubric, reading, behaviour).count());
            let (least, most) = (samples.clone().min(), samples.max());
            let passages: Vec<&ReadPassage> = found.collect();
            BehaviourCount {
                behaviour,
                count: passages.len(),
                quotes: passages
                    .iter()
                    .take(QUOTES)
                    .map(|passage| quote(session, &passage.span))
                    .collect(),
                strong: least.zip(most),
            }
        })
        .collect()
}

fn shown<'a>(
    rubric: &'a Rubric,
    reading: &'a Reading,
    behaviour: Behaviour,
) -> impl Iterator<Item = &'a ReadPassage> + Clone {
    let is_shown = move |passage: &&ReadPassage| {
        let words = &reading.tokens[passage.tokens.clone()];
        match behaviour {
            Behaviour::Numbers => words.iter().any(measures),
            Behaviour::Decisions => has(words, DECISIONS) && gives_reason(words),
            Behaviour::Rejections => {
                passage.tokens.clone().any(|at| reading.rejected_by[at].is_some())
                    && (gives_reason(words) || has(words, COSTS) || words.iter().any(measures))
            }
            Behaviour::Assumptions => has(words, ASSUMPTIONS),
            Behaviour::OwnObjects => words.iter().any(|word| rubric.is_own_object(&word.stem)),
        }
    };
    reading.passages.iter().filter(is_shown)
}

/// A number that measures: with a unit, or so large that it counts something.
fn measures(word: &Token) -> bool {
    word.number.is_some_and(|number| number.unit.is_some() || number.value >= 1_000.0)
}

/// Words that commit to a choice.
const DECISIONS: &[&[&str]] = &[
    &["we", "will"],
    &["i", "will"],
    &["i", "would"],
    &["we", "would"],
    &["i", "take"],
    &["we", "take"],
    &["we", "use"],
    &["i", "use"],
    &["go", "with"],
    &["choose"],
    &["pick"],
    &["prefer"],
    &["start", "with"],
    &["begin", "with"],
    &["let", "us"],
    &["lets"],
    // Notes choose by contrast or by order rather than in the first person.
    &["instead", "of"],
    &["rather", "than"],
    &["over"],
    &["vs"],
    &["first"],
    &["default"],
    &["stop", "there"],
];
/// Words that give a reason.
const REASONS: &[&[&str]] = &[
    &["because"],
    &["since"],
    &["so"],
    &["due", "to"],
    &["as", "it"],
    &["as", "we"],
    &["as", "the"],
    &["otherwise"],
    &["which", "means"],
    &["the", "reason"],
    &["in", "order"],
    &["why"],
    &["cause"],
    &["cos"],
    &["bc"],
];
/// Words that name what something would cost or spoil.
const COSTS: &[&[&str]] = &[
    &["too"],
    &["cost"],
    &["costs"],
    &["expensive"],
    &["slow"],
    &["slower"],
    &["overkill"],
    &["leaks"],
    &["biased"],
    &["misleading"],
    &["hides"],
    &["would", "break"],
    &["would", "reward"],
    &["hurts"],
    &["wastes"],
];
/// Words that take something for granted.
const ASSUMPTIONS: &[&[&str]] = &[
    &["assume"],
    &["assumed"],
    &["assuming"],
    &["assumption"],
    &["take", "it", "that"],
    &["taking", "for", "granted"],
    &["take", "for", "granted"],
    &["suppose"],
    &["presumably"],
    &["lets", "say"],
    &["let", "us", "say"],
];

/// Whether a passage commits to a choice.
pub(super) fn decides(words: &[Token]) -> bool {
    has(words, DECISIONS)
}

/// Whether a passage says why: by a word, or by an arrow from one thing to what follows.
fn gives_reason(words: &[Token]) -> bool {
    has(words, REASONS) || words.iter().any(|word| word.before.arrow)
}

fn has(words: &[Token], phrases: &[&[&str]]) -> bool {
    phrases.iter().any(|phrase| {
        let stands = |run: &[Token]| run.iter().zip(*phrase).all(|(word, said)| word.word == *said);
        words.windows(phrase.len()).any(stands)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::tokenize;

    #[test]
    fn a_decision_needs_its_words_and_a_reason_a_reason() {
        let words = tokenize("I would start with trees because data are few");
        assert!(decides(&words) && gives_reason(&words));
        assert!(!decides(&tokenize("trees are popular")));
        assert!(gives_reason(&tokenize("few labels -> trees")));
        assert!(!gives_reason(&tokenize("we use trees")));
    }

    #[test]
    fn a_number_measures_with_a_unit_or_a_magnitude() {
        let found = |text: &str| tokenize(text).iter().any(measures);
        assert!(found("p99 under 80 ms") && found("5M users") && found("two weeks"));
        assert!(!found("two models") && !found("recall@10"));
    }
}
