//! Slips of the finger, the same ones every time.

use crate::figures::Random;

/// Shortest word that is touched.
const SHORTEST: usize = 4;

/// The text with a slip in about `percent` of its longer words: two letters swapped, one dropped,
/// one doubled, or one replaced by a neighbour in the alphabet.
pub(crate) fn slip(text: &str, percent: usize, seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut out = String::with_capacity(text.len());
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        for (index, word) in line.split(' ').enumerate() {
            if index > 0 {
                out.push(' ');
            }
            let letters = word.len() >= SHORTEST && word.bytes().all(|b| b.is_ascii_alphabetic());
            if letters && random.below(100) < percent {
                out.push_str(&slipped(word, &mut random));
            } else {
                out.push_str(word);
            }
        }
    }
    out
}

fn slipped(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<u8> = word.bytes().collect();
    let at = 1 + random.below(letters.len() - 2);
    match random.below(4) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = if letters[at] == b'z' { b'a' } else { letters[at] + 1 },
    }
    String::from_utf8_lossy(&letters).into_owned()
}
