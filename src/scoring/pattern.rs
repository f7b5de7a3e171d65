//! Phrases, concepts and numbers compiled for matching on words.

use std::borrow::Cow;

use crate::content::cue::NumberSpec;

use super::number::{self, Dimension};
use super::stem::stem;
use super::token::{Token, tokenize};

/// Words that may stand between two neighbours of a phrase.
const PHRASE_GAP: usize = 2;

/// A phrase as stems in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its words. Never empty.
    pub words: Vec<Word>,
}

/// One word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A word by its stem.
    Stem(String),
    /// Any word that starts so.
    Prefix(String),
}

impl Word {
    /// Whether a token is this word.
    pub fn is(&self, token: &Token) -> bool {
        match self {
            Self::Stem(stem) => token.stem == *stem,
            Self::Prefix(prefix) => fold(&token.word).starts_with(prefix.as_str()),
        }
    }
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
    pub fn compile(text: &str) -> Vec<Self> {
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
                return vec![Word::Prefix(fold(&prefix.to_lowercase()).into_owned())];
            }
            if joined && word.contains('-') && word.len() > 1 && !word.starts_with('-') {
                return vec![Word::Stem(stem(&word.replace('-', "")))];
            }
            tokenize(word).into_iter().map(|token| Word::Stem(token.stem)).collect()
        });
        Self { words: words.collect() }
    }

    /// Matches the phrase with its first word at `at`: the indices of the words taken.
    pub fn at(&self, tokens: &[Token], at: usize) -> Option<Vec<usize>> {
        // Most phrases fail on their second word: nothing is allocated before the last is found.
        if !self.walk(tokens, at, |_| ()) {
            return None;
        }
        let mut taken = Vec::with_capacity(self.words.len());
        self.walk(tokens, at, |found| taken.extend(found));
        Some(taken)
    }

    /// Goes through the words from `at`, calling `take` with what each takes; whether all are there.
    fn walk(
        &self,
        tokens: &[Token],
        at: usize,
        mut take: impl FnMut(std::ops::Range<usize>),
    ) -> bool {
        let mut next = at;
        for (index, word) in self.words.iter().enumerate() {
            let reach = if index == 0 { 0 } else { PHRASE_GAP };
            let Some(found) = (next..=next + reach).find_map(|at| taken_by(word, tokens, at))
            else {
                return false;
            };
            // Words may be skipped inside a clause, not across its end.
            if found.start > next
                && tokens[next..=found.start].iter().any(|token| token.before.clause)
            {
                return false;
            }
            next = found.end;
            take(found);
        }
        true
    }
}

/// The words a phrase's word takes at `at`: one, or the parts of a hyphenated one.
fn taken_by(word: &Word, tokens: &[Token], at: usize) -> Option<std::ops::Range<usize>> {
    let token = tokens.get(at)?;
    if word.is(token) {
        return Some(at..at + 1);
    }
    match (&token.joined, word) {
        (Some((joined, parts)), Word::Stem(stem)) if joined == stem => Some(at..at + parts),
        _ => None,
    }
}

/// A number a cue asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberPattern {
    unit: UnitPattern,
    lo: f64,
    hi: f64,
}

#[derive(Clone, Debug, PartialEq)]
enum UnitPattern {
    Any,
    Measure(Dimension),
    Noun(String),
}

impl NumberPattern {
    /// Compiles what a cue says about a number.
    pub fn compile(spec: &NumberSpec) -> Self {
        let known = spec.unit.as_deref().and_then(|name| number::unit(&name.to_lowercase()));
        let unit = match (&spec.unit, known) {
            (None, _) => UnitPattern::Any,
            (Some(_), Some((dimension, _))) => UnitPattern::Measure(dimension),
            (Some(noun), None) => UnitPattern::Noun(stem(noun)),
        };
        let factor = known.map_or(1.0, |(_, factor)| factor);
        let scale = |bound: Option<f64>, open: f64| bound.map_or(open, |bound| bound * factor);
        Self { unit, lo: scale(spec.lo, f64::NEG_INFINITY), hi: scale(spec.hi, f64::INFINITY) }
    }

    /// Matches the number at `at`: the indices of the words taken.
    pub fn at(&self, tokens: &[Token], at: usize) -> Option<Vec<usize>> {
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

    fn found(phrase: &str, text: &str) -> bool {
        let tokens = tokenize(text);
        Phrase::compile(phrase)
            .iter()
            .any(|phrase| (0..tokens.len()).any(|at| phrase.at(&tokens, at).is_some()))
    }

    #[test]
    fn two_other_words_may_stand_between() {
        assert!(found("split by time", "split the data by time"));
        assert!(!found("split by time", "split all of the data by time"));
        assert!(!found("split by time", "time by split"));
        assert!(found("train test", "train/test") && !found("latency sla", "latency, uptime, SLA"));
    }

    #[test]
    fn hyphens_do_not_matter() {
        for (phrase, text) in [
            ("re-rank", "rerank it"),
            ("rerank", "re-ranking"),
            ("two-tower", "two tower model"),
            ("two tower", "two-tower model"),
            ("click-through rate", "clickthrough rate"),
        ] {
            assert!(found(phrase, text), "{phrase} in {text}");
        }
    }

    #[test]
    fn prefixes_take_any_ending() {
        assert!(found("random* split", "randomly splitting"));
        assert!(!found("random* split", "random"));
        assert!(found("optimis* for", "optimizing for") && found("behavior*", "behaviours"));
    }

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
