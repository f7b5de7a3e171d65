//! The copy guard: words repeated from what was shown are no evidence.

use std::collections::{HashMap, HashSet};

use super::token::{Token, tokenize};

/// A run of this many words in the same order is a copy.
pub const COPY_WORDS: usize = 8;

/// Texts a person has been shown, and since when.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    /// Runs of words and the event at which they were first shown; 0 for content.
    runs: HashMap<Vec<String>, u64>,
    /// Runs the person used before anybody showed them.
    own: HashSet<Vec<String>>,
}

impl Guard {
    /// A guard against copying any of `texts`, shown from the start.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut guard = Self::default();
        for text in texts {
            guard.show(text, 0);
        }
        guard
    }

    /// A text was shown at event `n`. What it quotes of the person's own words stays theirs.
    pub fn show(&mut self, text: &str, n: u64) {
        for run in tokenize(text).windows(COPY_WORDS).map(words) {
            if !self.own.contains(&run) {
                self.runs.entry(run).or_insert(n);
            }
        }
    }

    /// The person said this, before whatever is shown next.
    pub fn said(&mut self, text: &str) {
        for run in tokenize(text).windows(COPY_WORDS).map(words) {
            if !self.runs.contains_key(&run) {
                self.own.insert(run);
            }
        }
    }

    /// For each word of a text said at event `n`, whether it is part of a copied run.
    pub(crate) fn copied(&self, tokens: &[Token], n: u64) -> Vec<bool> {
        let mut copied = vec![false; tokens.len()];
        if self.runs.is_empty() {
            return copied;
        }
        for (at, window) in tokens.windows(COPY_WORDS).enumerate() {
            if self.runs.get(&words(window)).is_some_and(|shown| *shown < n) {
                copied[at..at + COPY_WORDS].fill(true);
            }
        }
        copied
    }
}

fn words(window: &[Token]) -> Vec<String> {
    window.iter().map(|token| token.word.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_words_in_a_row_are_a_copy_and_seven_are_not() {
        let guard = Guard::new(["one two three four five six seven eight nine"]);
        let count =
            |text: &str| guard.copied(&tokenize(text), 1).iter().filter(|copied| **copied).count();
        assert_eq!(count("and one two three four five six seven eight then"), 8);
        assert_eq!(count("one two three four five six seven and eight"), 0);
    }

    #[test]
    fn what_is_shown_later_or_was_ones_own_is_no_copy() {
        let text = "one two three four five six seven eight";
        let mut guard = Guard::default();
        guard.show(text, 5);
        assert!(!guard.copied(&tokenize(text), 4)[0]);
        assert!(guard.copied(&tokenize(text), 6)[0]);
        let mut guard = Guard::default();
        guard.said(text);
        guard.show(&format!("You said: {text}"), 5);
        assert!(!guard.copied(&tokenize(text), 6)[0]);
    }
}
