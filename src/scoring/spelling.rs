//! Typos: an unknown word may stand for a word of the rubric.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::lexicon::Numbered;
use super::stems::beginning_like;
use super::token::Token;

/// Stems of common English words, one a line, sorted (from SCOWL, see words.LICENSE).
const WORDS: &str = include_str!("words.txt");
/// Words of the field the list lacks: right as they stand, whether or not a rubric asks for them.
const FIELD: &[&str] = &[
    "autoscal",
    "chargeback",
    "cohort",
    "decil",
    "dedup",
    "dedupl",
    "embed",
    "experiment",
    "objective",
    "position",
    "rating",
    "finetun",
    "hyperparamet",
    "latenc",
    "logit",
    "percentil",
    "pixel",
    "quantil",
    "quartil",
    "scaler",
    "shard",
    "softmax",
    "telemetri",
    "tensor",
    "tupl",
];
/// Shortest word a typo is looked for in.
const SHORTEST: usize = 5;

/// Whether a stem is that of a common English word.
pub(super) fn is_common(stem: &str) -> bool {
    static KNOWN: OnceLock<HashSet<&'static str>> = OnceLock::new();
    KNOWN.get_or_init(|| WORDS.lines().chain(FIELD.iter().copied()).collect()).contains(stem)
}

/// Replaces the stems of misspelled words by the rubric's. Words that are English or stand in the
/// rubric are never touched, so "batch" stays apart from "match".
pub(super) fn correct(tokens: &mut [Token], stems: &Numbered) {
    let mut seen: HashMap<String, Option<String>> = HashMap::new();
    for token in tokens {
        if !may_be_typo(token, stems) {
            continue;
        }
        let fixed = seen.entry(token.word.clone()).or_insert_with(|| meant(token, stems));
        if let Some(stem) = fixed {
            token.stem = Cow::Owned(stem.clone());
        }
    }
}

fn may_be_typo(token: &Token, stems: &Numbered) -> bool {
    token.word.len() >= SHORTEST
        && token.word.bytes().all(|b| b.is_ascii_lowercase())
        && !stems.contains(token.stem.as_ref())
        && !is_common(&token.stem)
}

/// The stem of the word that was meant: of the nearest word of the shipped content or, where none is
/// near, the nearest stem of the rubric.
fn meant(token: &Token, stems: &Numbered) -> Option<String> {
    let word = &token.word;
    let words = beginning_like(word).iter().copied();
    let mut near = nearest(word, words);
    if near.is_empty() {
        let first = &word[..1];
        let own = stems.iter().map(String::as_str).filter(|stem| stem.starts_with(first));
        near = nearest(&token.stem, own.map(|stem| (stem, stem)));
    }
    match near.as_slice() {
        [stem] => stems.contains(*stem).then(|| (*stem).to_owned()),
        _ => None,
    }
}

/// Of words and their stems, the stems of the nearest: one slip in a word of up to seven letters, two
/// in a longer one.
fn nearest<'a>(typed: &str, words: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<&'a str> {
    let limit = if typed.len() >= 8 { 2 } else { 1 };
    let letters = letters(typed);
    let mut least = limit;
    let mut found: Vec<&str> = Vec::new();
    for (word, stem) in words {
        let near = word.len() >= 4
            && word.len().abs_diff(typed.len()) <= limit
            && (self::letters(word) ^ letters).count_ones() <= 2 * limit as u32;
        let distance = if near { strsim::osa_distance(typed, word) } else { usize::MAX };
        if distance < least {
            least = distance;
            found.clear();
        }
        if distance == least && !found.contains(&stem) {
            found.push(stem);
        }
    }
    found
}

/// A bit for each letter of a word: one slip changes two at most.
fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |letters, letter| letters | 1 << (letter & 31))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::stems::stem;
    use crate::scoring::token::tokenize;

    fn corrected(word: &str, rubric: &[&str]) -> String {
        let stems = rubric.iter().map(|word| stem(word).into_owned()).collect();
        let mut tokens = tokenize(word);
        correct(&mut tokens, &stems);
        tokens.remove(0).stem.into_owned()
    }

    #[test]
    fn typos_meet_the_rubric() {
        let rubric = ["calibration", "latency", "baseline", "retrieval"];
        for (typo, word) in [
            ("calibartion", "calibration"),
            ("latancy", "latency"),
            ("basleine", "baseline"),
            ("retreival", "retrieval"),
        ] {
            assert_eq!(corrected(typo, &rubric), stem(word), "{typo}");
        }
    }

    #[test]
    fn a_slip_in_an_ending_is_seen_in_the_whole_word() {
        // Cutting the ending off a misspelled word leaves too much of it.
        let rubric = ["prediction", "monitoring"];
        for (typo, word) in [("predcitions", "prediction"), ("monitorign", "monitoring")] {
            assert_eq!(corrected(typo, &rubric), stem(word), "{typo}");
        }
    }

    #[test]
    fn between_two_words_equally_near_nothing_is_guessed() {
        // One letter from both "prediction" and "predictor".
        assert_eq!(corrected("predicton", &["prediction", "predictor"]), "predicton");
    }

    #[test]
    fn english_words_are_never_corrected() {
        for (word, near) in [
            ("batch", "match"),
            ("later", "latex"),
            ("match", "batch"),
            ("trail", "train"),
            ("canary", "canard"),
        ] {
            assert_eq!(corrected(word, &[near]), stem(word), "{word}");
        }
    }
}
