//! "I don't know": what counts is the way out, so that is what the interviewer asks for.

use crate::interview::{Move, MoveKind, Session};

/// Most words of an entry that says no more than that the person does not know.
const MOST_WORDS: usize = 12;
/// Ways to say so.
const BLANKS: &[&str] = &[
    "i don't know",
    "i dont know",
    "i do not know",
    "idk",
    "no idea",
    "not sure",
    "no clue",
    "i'm stuck",
    "im stuck",
    "i am stuck",
    "i'm lost",
    "i am lost",
    "i have nothing",
    "i can't think of",
    "i cannot think of",
    "dunno",
    "pass on this",
];
/// What the interviewer asks, none of them twice before all were asked.
const WAYS_OUT: &[&str] = &[
    "That is fine. How would you find out?",
    "What would you look at first to get closer to an answer?",
    "Make a guess, then: what would show you that it was wrong?",
    "Who or what could tell you, and what would you ask?",
];

/// What the interviewer says to an entry that is no more than a blank; once in a step.
pub(super) fn way_out(session: &Session, step: &str, text: &str) -> Option<Move> {
    let before = |m: &&crate::interview::SpokenMove| {
        m.said.kind == MoveKind::Nudge && WAYS_OUT.contains(&m.said.text.as_str())
    };
    let asked: Vec<&str> =
        session.moves.iter().filter(before).map(|m| m.said.step.as_str()).collect();
    if !is_blank(text) || asked.contains(&step) {
        return None;
    }
    Some(Move::new(MoveKind::Nudge, step, WAYS_OUT[asked.len() % WAYS_OUT.len()]))
}

/// Whether a text says that the person does not know, and nothing else: "I don't know, I would look
/// at a week of logs" has found its own way out.
fn is_blank(text: &str) -> bool {
    let lower = text.trim().to_lowercase().replace('\u{2019}', "'");
    let words = lower.split_whitespace().count();
    let says_more = ["would", "could", "maybe", "perhaps", "but", "i'd", "guess", "assume"];
    let more =
        lower.split(|c: char| !c.is_alphanumeric() && c != '\'').any(|w| says_more.contains(&w));
    words <= MOST_WORDS && !more && BLANKS.iter().any(|blank| lower.contains(blank))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_blank_is_a_blank() {
        for text in ["I don\u{2019}t know.", "hm, no idea", "not sure about that one, sorry", "idk"]
        {
            assert!(is_blank(text), "{text}");
        }
        for text in [
            "I don't know, but I would plot the errors by hour.",
            "Not sure; maybe isotonic.",
            "We do not know the label for two months, so the last rows are left out until then.",
            "Logistic regression.",
        ] {
            assert!(!is_blank(text), "{text}");
        }
    }
}
