//! Stems looked up before they are computed: most words of cues and of answers are words of the
//! shipped content, whose stems the build wrote down.

use super::stem::compute;

/// Words of the shipped content and their stems, sorted by word.
static KNOWN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/stems.rs"));

/// The stem of a word.
pub(super) fn stem(word: &str) -> String {
    match KNOWN.binary_search_by_key(&word, |(known, _)| known) {
        Ok(index) => KNOWN[index].1.to_owned(),
        Err(_) => compute(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_up_is_what_would_be_computed() {
        assert!(KNOWN.is_sorted_by(|a, b| a.0 < b.0));
        for (word, known) in KNOWN {
            assert_eq!(compute(word), *known, "{word}");
        }
        assert_eq!(stem("calibration"), stem("calibrated"));
    }
}
