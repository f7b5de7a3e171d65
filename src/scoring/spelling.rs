//! Typos: an unknown word may stand for a word of the rubric.

use indexmap::IndexSet;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

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
pub(super) fn correct(tokens: &mut [Token], stems: &IndexSet<String>) {
    let mut seen: HashMap<String, Option<String>> = HashMap::new();
    for token in tokens {
        if !may_be_typo(token, stems) {
            continue;
        }
        let fixed = seen.entry(token.stem.clone()).or_insert_with(|| nearest(&token.stem, stems));
        if let Some(stem) = fixed {
            token.stem.clone_from(stem);
        }
    }
}

fn may_be_typo(token: &Token, stems: &IndexSet<String>) -> bool {
    token.word.len() >= SHORTEST
        && token.word.bytes().all(|b| b.is_ascii_lowercase())
        && !stems.contains(&token.stem)
        && !is_common(&token.stem)
}

/// The nearest stem with the same first letter: one slip in a word of five to seven letters, two in
/// a longer one; nothing when two are equally near.
fn nearest(stem: &str, stems: &IndexSet<String>) -> Option<String> {
    let limit = if stem.len() >= 8 { 2 } else { 1 };
    let first = &stem[..1];
    let mut best: Option<(usize, &String)> = None;
    let mut tied = false;
    for known in stems.iter().filter(|known| known.starts_with(first)) {
        if known.len() < 4 || known.len().abs_diff(stem.len()) > limit {
            continue;
        }
        let distance = strsim::osa_distance(stem, known);
        match best {
            Some((nearest, _)) if distance == nearest => tied = true,
            Some((nearest, _)) if distance > nearest => {}
            _ if distance <= limit => (best, tied) = (Some((distance, known)), false),
            _ => {}
        }
    }
    best.filter(|_| !tied).map(|(_, known)| known.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::stems::stem;
    use crate::scoring::token::tokenize;

    fn corrected(word: &str, rubric: &[&str]) -> String {
        let stems = rubric.iter().map(|word| stem(word)).collect();
        let mut tokens = tokenize(word);
        correct(&mut tokens, &stems);
        tokens.remove(0).stem
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
