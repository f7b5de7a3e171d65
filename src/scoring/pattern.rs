//! Phrases, concepts and numbers compiled for matching on words.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

use crate::content::cue::NumberSpec;

use super::number::{self, Dimension};
use super::stems::stem;
use super::token::{Token, tokenize};

/// A phrase as stems in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its words. Never empty.
    pub(super) words: Vec<Word>,
}

/// One word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// A word by its stem.
    Stem(String),
    /// Any word that starts so.
    Prefix(String),
}

/// UK and US spelling alike, for words that are not stemmed.
pub(super) fn fold(word: &str) -> Cow<'_, str> {
    if word.contains('z') || word.contains("our") {
        Cow::Owned(word.replace('z', "s").replace("our", "or"))
    } else {
        Cow::Borrowed(word)
    }
}

impl Phrase {
    /// Compiles a phrase as written: once with hyphenated words in parts, once with them joined.
    /// Empty when the text holds no words.
    pub(super) fn compile(text: &str) -> Vec<Self> {
        let mut phrases = vec![Self::read(text, false)];
        // Thousands of phrases are compiled at every start; few have a hyphen.
        if text.contains('-') {
            let joined = Self::read(text, true);
            if !phrases.contains(&joined) {
                phrases.push(joined);
            }
        }
        phrases.retain(|phrase| !phrase.words.is_empty());
        phrases
    }

    fn read(text: &str, joined: bool) -> Self {
        let words = text.split_whitespace().flat_map(|word| {
            if let Some(prefix) = word.strip_suffix('*') {
                return Self::prefixed(&prefix.to_lowercase(), joined);
            }
            if joined && word.contains('-') && word.len() > 1 && !word.starts_with('-') {
                return vec![Word::Stem(stem(&word.replace('-', "")).into_owned())];
            }
            tokenize(word).into_iter().map(|token| Word::Stem(token.stem.into_owned())).collect()
        });
        Self { words: words.collect() }
    }

    /// The words of `fine-tun*`: its last part is open, the others stand as they are.
    fn prefixed(prefix: &str, joined: bool) -> Vec<Word> {
        let open = |part: &str| Word::Prefix(fold(part).into_owned());
        match prefix.rsplit_once('-') {
            Some((first, last)) if !joined && !last.is_empty() => {
                let first =
                    tokenize(first).into_iter().map(|token| Word::Stem(token.stem.into_owned()));
                first.chain([open(last)]).collect()
            }
            _ => vec![open(&prefix.replace('-', ""))],
        }
    }
}

/// A number a cue asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct NumberPattern {
    unit: UnitPattern,
    lo: f64,
    hi: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum UnitPattern {
    Any,
    Measure(Dimension),
    Noun(String),
}

impl NumberPattern {
    /// Compiles what a cue says about a number.
    pub(super) fn compile(spec: &NumberSpec) -> Self {
        let known = spec.unit.as_deref().and_then(|name| number::unit(&name.to_lowercase()));
        let unit = match (&spec.unit, known) {
            (None, _) => UnitPattern::Any,
            (Some(_), Some((dimension, _))) => UnitPattern::Measure(dimension),
            (Some(noun), None) => UnitPattern::Noun(stem(noun).into_owned()),
        };
        let factor = known.map_or(1.0, |(_, factor)| factor);
        let scale = |bound: Option<f64>, open: f64| bound.map_or(open, |bound| bound * factor);
        Self { unit, lo: scale(spec.lo, f64::NEG_INFINITY), hi: scale(spec.hi, f64::INFINITY) }
    }

    /// Matches the number at `at`: the indices of the words taken.
    pub(super) fn at(&self, tokens: &[Token], at: usize) -> Option<Vec<usize>> {
        let number = tokens.get(at)?.number?;
        if number.value < self.lo * (1.0 - 1e-9) || number.value > self.hi * (1.0 + 1e-9) {
            return None;
        }
        match &self.unit {
            UnitPattern::Any => Some(vec![at]),
            UnitPattern::Measure(dimension) if number.unit == Some(*dimension) => Some(vec![at]),
            UnitPattern::Measure(_) => None,
            // "7 days of searches" is no number of searches.
            UnitPattern::Noun(_) if number.unit.is_some() => None,
            UnitPattern::Noun(noun) => {
                let near = at + 1..(at + 4).min(tokens.len());
                near.clone().find(|next| tokens[*next].stem == *noun).map(|next| vec![at, next])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_in_their_unit() {
        let spec = |unit: &str, lo, hi| {
            NumberPattern::compile(&NumberSpec { unit: Some(unit.into()), lo, hi })
        };
        let has = |pattern: &NumberPattern, text: &str| {
            let tokens = tokenize(text);
            (0..tokens.len()).any(|at| pattern.at(&tokens, at).is_some())
        };
        let under = spec("ms", Some(1.0), Some(500.0));
        assert!(has(&under, "p99 100ms") && has(&under, "0.2 seconds"));
        assert!(!has(&under, "2 seconds") && !has(&under, "100 users"));
        assert!(has(&spec("users", None, None), "5M daily users"));
        assert!(has(&spec("%", Some(0.0), Some(5.0)), "five percent first"));
    }
}
