//! Stems looked up before they are computed: most words of cues and of answers are words of the
//! shipped content, whose stems the build wrote down.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::stem::compute;

/// Words of the shipped content and their stems, sorted by word.
static KNOWN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/stems.rs"));

/// The stem of a word.
pub(super) fn stem(word: &str) -> Cow<'static, str> {
    let known = beginning_like(word);
    match known.binary_search_by_key(&word, |(known, _)| known) {
        Ok(index) => Cow::Borrowed(known[index].1),
        Err(_) => Cow::Owned(compute(word)),
    }
}

/// Words of the shipped content with the same first letter, and their stems; sorted by word.
pub(super) fn beginning_like(word: &str) -> &'static [(&'static str, &'static str)] {
    static STARTS: LazyLock<[usize; 27]> = LazyLock::new(|| {
        std::array::from_fn(|letter| {
            KNOWN.partition_point(|(word, _)| word.as_bytes()[0] < b'a' + letter as u8)
        })
    });
    match word.bytes().next() {
        Some(first @ b'a'..=b'z') => {
            let letter = usize::from(first - b'a');
            &KNOWN[STARTS[letter]..STARTS[letter + 1]]
        }
        _ => &[],
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
