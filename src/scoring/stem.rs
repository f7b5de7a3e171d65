//! One form for the many spellings of a word.

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// Forms Snowball keeps apart although they are one word.
const IRREGULAR: &[(&str, &str)] = &[
    ("analyses", "analysis"),
    ("ate", "eat"),
    ("bought", "buy"),
    ("broke", "break"),
    ("broken", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("came", "come"),
    ("catalogue", "catalog"),
    ("catalogues", "catalog"),
    ("caught", "catch"),
    ("centre", "center"),
    ("chose", "choose"),
    ("chosen", "choose"),
    ("criteria", "criterion"),
    ("daily", "day"),
    ("fallen", "fall"),
    ("fed", "feed"),
    ("fell", "fall"),
    ("found", "find"),
    ("froze", "freeze"),
    ("frozen", "freeze"),
    ("gave", "give"),
    ("given", "give"),
    ("gone", "go"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("held", "hold"),
    ("hid", "hide"),
    ("hidden", "hide"),
    ("hourly", "hour"),
    ("indexes", "index"),
    ("indices", "index"),
    ("kept", "keep"),
    ("knew", "know"),
    ("known", "know"),
    ("learnt", "learn"),
    ("lost", "lose"),
    ("made", "make"),
    ("matrices", "matrix"),
    ("meant", "mean"),
    ("monthly", "month"),
    ("people", "person"),
    ("persons", "person"),
    ("queries", "query"),
    ("ran", "run"),
    ("said", "say"),
    ("saw", "see"),
    ("seen", "see"),
    ("sent", "send"),
    ("shown", "show"),
    ("sold", "sell"),
    ("spent", "spend"),
    ("taken", "take"),
    ("taught", "teach"),
    ("thrown", "throw"),
    ("told", "tell"),
    ("took", "take"),
    ("weekly", "week"),
    ("went", "go"),
    ("written", "write"),
    ("wrote", "write"),
];

/// Words Snowball folds onto another word: each keeps its own stem.
const APART: &[(&str, &str)] = &[
    ("business", "business"),
    ("businesses", "business"),
    ("experiment", "experiment"),
    ("experimental", "experiment"),
    ("experimentation", "experiment"),
    ("experiments", "experiment"),
    ("objective", "objective"),
    ("objectives", "objective"),
    ("position", "position"),
    ("positional", "position"),
    ("positions", "position"),
    ("rating", "rating"),
    ("ratings", "rating"),
];

/// The stem of a word: NFKC, lower case, UK and US spelling folded, Snowball English.
///
/// The folding need not be right for every word, only the same for cues and answers.
pub(super) fn compute(word: &str) -> String {
    let word: String = if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.nfkc().flat_map(char::to_lowercase).collect()
    };
    if !word.is_ascii() || word.len() < 3 {
        return word;
    }
    if let Ok(index) = APART.binary_search_by_key(&word.as_str(), |(form, _)| form) {
        return APART[index].1.to_owned();
    }
    let word = IRREGULAR
        .binary_search_by_key(&word.as_str(), |(form, _)| form)
        .map_or(word, |index| IRREGULAR[index].1.to_owned());
    let word = fold_spelling(&word);
    let mut stem = Stemmer::create(Algorithm::English).stem(&word).into_owned();
    // Snowball leaves the doubled l of "modelling"; "modeling" has none.
    if stem.len() > 4 && stem.ends_with("ll") {
        stem.pop();
    }
    stem
}

fn fold_spelling(word: &str) -> String {
    let mut word = word.to_owned();
    for (uk, us) in [
        ("isation", "ization"),
        ("ising", "izing"),
        ("yse", "yze"),
        ("ysing", "yzing"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("iser", "izer"),
    ] {
        if let Some(at) = word.find(uk).filter(|at| *at >= 3) {
            word.replace_range(at..at + uk.len(), us);
        }
    }
    if word.len() > 5 && word.ends_with("ise") {
        word.replace_range(word.len() - 3.., "ize");
    }
    if word.len() > 5
        && let Some(at) = word.find("our").filter(|at| *at >= 3)
    {
        word.replace_range(at..at + 3, "or");
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        // `binary_search` needs it.
        assert!(IRREGULAR.is_sorted() && APART.is_sorted());
    }

    #[test]
    fn spellings_and_inflections_meet() {
        for (a, b) in [
            ("calibration", "calibrated"),
            ("quantisation", "quantization"),
            ("optimise", "optimizing"),
            ("behaviour", "behaviors"),
            ("modelling", "modeling"),
            ("labelled", "labeled"),
            ("randomised", "randomize"),
            ("indices", "index"),
            ("Chosen", "choose"),
            ("people", "person"),
        ] {
            assert_eq!(compute(a), compute(b), "{a} {b}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in [
            ("batch", "match"),
            ("hour", "our"),
            ("serve", "server"),
            ("position", "positive"),
            ("objective", "object"),
            ("business", "busy"),
            ("rank", "ranch"),
        ] {
            assert_ne!(compute(a), compute(b), "{a} {b}");
        }
    }
}
