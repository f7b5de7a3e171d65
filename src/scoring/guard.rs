//! The copy guard: words repeated from what was shown are no evidence.

use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::token::{Token, words};

/// A run of this many words in the same order is a copy. In 112 mocks by writers who had seen nothing,
/// runs of eight struck seven innocent phrases ("classification problem, click or no click") and runs of ten none.
pub const COPY_WORDS: usize = 10;

/// A run of [`COPY_WORDS`] words, by its hash.
type Run = u64;

/// Texts a person has been shown, and since when.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Guard {
    /// Runs of content, shown from the start, sorted; shared, as every session of a case has the same.
    #[serde(with = "shared")]
    content: Arc<Vec<Run>>,
    /// Other runs and the event at which they were first shown.
    #[serde(skip)]
    runs: HashMap<Run, u64>,
    /// Runs the person used before anybody showed them.
    #[serde(skip)]
    own: HashSet<Run>,
}

impl Guard {
    /// A guard against copying any of `texts`, shown from the start.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut content: Vec<Run> = texts.into_iter().flat_map(|text| runs(&words(text))).collect();
        content.sort_unstable();
        content.dedup();
        Self { content: Arc::new(content), ..Self::default() }
    }

    fn is_content(&self, run: Run) -> bool {
        self.content.binary_search(&run).is_ok()
    }

    /// A text was shown at event `n`. What it quotes of the person's own words stays theirs.
    pub fn show(&mut self, text: &str, n: u64) {
        for run in runs(&words(text)) {
            if !self.own.contains(&run) {
                self.runs.entry(run).or_insert(n);
            }
        }
    }

    /// The person said this, before whatever is shown next.
    pub fn said(&mut self, text: &str) {
        for run in runs(&words(text)) {
            if !self.is_content(run) && !self.runs.contains_key(&run) {
                self.own.insert(run);
            }
        }
    }

    /// For each word of a text said at event `n`, whether it is part of a copied run.
    pub(crate) fn copied(&self, tokens: &[&Token], n: u64) -> Vec<bool> {
        let mut copied = vec![false; tokens.len()];
        if self.content.is_empty() && self.runs.is_empty() {
            return copied;
        }
        let words: Vec<&str> = tokens.iter().map(|token| token.word.as_str()).collect();
        for (at, run) in runs(&words).into_iter().enumerate() {
            let shown = self.is_content(run).then_some(0);
            if shown.or(self.runs.get(&run).copied()).is_some_and(|shown| shown < n) {
                copied[at..at + COPY_WORDS].fill(true);
            }
        }
        copied
    }
}

/// What is shared is written as it stands.
mod shared {
    use super::{Arc, Deserialize, Run, Serialize};
    use serde::{Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(runs: &Arc<Vec<Run>>, to: S) -> Result<S::Ok, S::Error> {
        runs.as_ref().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Arc<Vec<Run>>, D::Error> {
        Vec::deserialize(from).map(Arc::new)
    }
}

/// Every run of a text, by the position of its first word. Each word is hashed once.
fn runs<T: AsRef<str>>(words: &[T]) -> Vec<Run> {
    let hash = |word: &T| {
        let mut hasher = DefaultHasher::new();
        word.as_ref().hash(&mut hasher);
        hasher.finish()
    };
    let words: Vec<u64> = words.iter().map(hash).collect();
    let join = |run: &[u64]| {
        // An odd multiplier between the words makes their order count.
        run.iter().fold(0u64, |run, word| (run ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    };
    words.windows(COPY_WORDS).map(join).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::token::tokenize;

    fn copied(guard: &Guard, text: &str, n: u64) -> Vec<bool> {
        let tokens = tokenize(text);
        guard.copied(&tokens.iter().collect::<Vec<_>>(), n)
    }

    #[test]
    fn ten_words_in_a_row_are_a_copy_and_nine_are_not() {
        let guard = Guard::new(["one two three four five six seven eight nine ten eleven"]);
        let count = |text: &str| copied(&guard, text, 1).iter().filter(|copied| **copied).count();
        assert_eq!(count("and one two three four five six seven eight nine ten then"), 10);
        assert_eq!(count("one two three four five six seven eight nine and ten"), 0);
    }

    #[test]
    fn what_is_shown_later_or_was_ones_own_is_no_copy() {
        let text = "one two three four five six seven eight nine ten";
        let mut guard = Guard::default();
        guard.show(text, 5);
        assert!(!copied(&guard, text, 4)[0]);
        assert!(copied(&guard, text, 6)[0]);
        let mut guard = Guard::default();
        guard.said(text);
        guard.show(&format!("You said: {text}"), 5);
        assert!(!copied(&guard, text, 6)[0]);
    }
}
