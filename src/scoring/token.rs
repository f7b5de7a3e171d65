//! Words of an answer, each with its place.

use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

use super::number::{self, Number};
use super::stems::stem;

/// A word of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// The word, NFKC and lower case.
    pub word: String,
    /// Its stem.
    pub stem: Cow<'static, str>,
    /// Its number, if it is one.
    pub number: Option<Number>,
    /// For the first part of a hyphenated word: the stem of the joined word (`re-rank` →
    /// `rerank`) and the number of parts.
    pub joined: Option<(Cow<'static, str>, usize)>,
    /// What stands between this word and the one before.
    pub before: Gap,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent marks of one gap")]
pub struct Gap {
    /// A comma, dash, bracket or slash: a clause may end here.
    pub clause: bool,
    /// A colon.
    pub colon: bool,
    /// An arrow.
    pub arrow: bool,
    /// A comparison or an equals sign.
    pub comparison: bool,
}

/// The words of `text`, with byte ranges into it.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = unstemmed(text);
    for token in &mut tokens {
        token.stem = stem(&token.word);
    }
    join_hyphenated(text, &mut tokens);
    units(&mut tokens);
    tokens
}

/// The words of `text` alone, as [`tokenize`] reads them.
pub(super) fn words(text: &str) -> Vec<String> {
    unstemmed(text).into_iter().map(|token| token.word).collect()
}

fn unstemmed(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut gap = Gap::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = word_end(text, at);
        if end > at {
            word(text, at..end, std::mem::take(&mut gap), &mut tokens);
            at = end;
        } else if let Some(sign) = UNEQUAL.iter().find(|sign| text[at..].starts_with(**sign)) {
            // "Minutes ≠ happiness" denies.
            let range = at..at + sign.len();
            tokens.push(Token::new(range.clone(), "not".to_owned(), std::mem::take(&mut gap)));
            at = range.end;
        } else {
            note(&mut gap, &text[at..], c);
            at += c.len_utf8();
        }
    }
    tokens
}

/// Signs that say *is not*.
const UNEQUAL: &[&str] = &["≠", "!="];

/// Where the word starting at `at` ends; `at` when none starts there.
fn word_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = text[at..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let started = offset > 0;
        let inner = match c {
            '\'' | '’' => started && next.is_some_and(char::is_alphabetic),
            '.' => {
                let digit = next.is_some_and(|next| next.is_ascii_digit());
                let after_digit = text[at..at + offset].ends_with(|c: char| c.is_ascii_digit());
                digit && (after_digit || !started)
            }
            ',' => {
                let rest: Vec<char> = text[at + offset + 1..].chars().take(4).collect();
                let thousands = rest.len() >= 3
                    && rest[..3].iter().all(char::is_ascii_digit)
                    && !rest.get(3).is_some_and(char::is_ascii_digit);
                thousands && text[at..at + offset].ends_with(|c: char| c.is_ascii_digit())
            }
            // Attached to a number, or a word of its own after one ("20 %").
            '%' => !started || text[at..].starts_with(|c: char| c.is_ascii_digit() || c == '.'),
            '+' => started && text[at..at + offset].ends_with(['c', 'C', '+']),
            '/' => started && is_pair(&text[at..], offset),
            _ => c.is_alphanumeric() || is_mark(c),
        };
        if !inner {
            break;
        }
        end = at + offset + c.len_utf8();
        if c == '%' {
            break;
        }
    }
    // A trailing joiner belongs to nothing.
    end
}

/// Combining marks belong to the letter before.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// `a/b`: a slash between two single letters.
fn is_pair(word: &str, slash: usize) -> bool {
    let after = &word[slash + 1..];
    let mut rest = after.chars();
    slash == 1
        && word.starts_with(char::is_alphabetic)
        && rest.next().is_some_and(char::is_alphabetic)
        && !rest.next().is_some_and(char::is_alphanumeric)
}

fn note(gap: &mut Gap, rest: &str, c: char) {
    // "parse > embed > index" is a flow; "> 5 %" compares.
    let flows = |rest: &str| rest[1..].trim_start().starts_with(char::is_alphabetic);
    if c == '>' && flows(rest) {
        gap.arrow = true;
        return;
    }
    if rest.starts_with("->") || rest.starts_with("=>") || matches!(c, '→' | '⇒' | '➜') {
        gap.arrow = true;
        return;
    }
    match c {
        ',' | '(' | ')' | '[' | ']' | '/' | '—' | '–' | '|' => gap.clause = true,
        ':' => gap.colon = true,
        '<' | '=' | '≤' | '≥' | '~' | '≈' | '×' => gap.comparison = true,
        '>' => gap.comparison |= !gap.arrow,
        // A dash with a space after it sets off a clause; a hyphen does not.
        '-' => gap.clause |= rest[1..].starts_with(' '),
        _ => {}
    }
}

fn word(text: &str, range: Range<usize>, gap: Gap, tokens: &mut Vec<Token>) {
    let raw = &text[range.clone()];
    let lower = lowered(raw);
    if let Some(parts) = contraction(&lower) {
        for (index, part) in parts.into_iter().enumerate() {
            let before = if index == 0 { gap } else { Gap::default() };
            tokens.push(Token::new(range.clone(), part.to_owned(), before));
        }
        return;
    }
    let bare = match lower.find(['\'', '’']) {
        Some(end) if end > 0 => lower[..end].to_owned(),
        _ => lower,
    };
    let mut token = Token::new(range.clone(), bare, gap);
    if text[..range.start].ends_with('$')
        && let Some(number) = &mut token.number
    {
        number.unit = Some(number::Dimension::Money);
    }
    if let Some(at) = text[..range.start].strip_suffix('@').map(str::len)
        && tokens.last().is_some_and(|last| last.range.end == at)
    {
        // `recall@10` reads as "recall at 10".
        tokens.push(Token::new(at..at + 1, "at".to_owned(), Gap::default()));
    }
    tokens.push(token);
}

/// A word in the form words are compared in.
fn lowered(raw: &str) -> String {
    if raw.is_ascii() {
        raw.to_ascii_lowercase()
    } else {
        raw.nfkc().flat_map(char::to_lowercase).collect()
    }
}

/// Lets the first part of every hyphenated word know the joined one.
fn join_hyphenated(text: &str, tokens: &mut [Token]) {
    let mut first = 0;
    while first < tokens.len() {
        let mut last = first;
        while last + 1 < tokens.len() && hyphen_between(text, &tokens[last], &tokens[last + 1]) {
            last += 1;
        }
        if last > first {
            let joined: String =
                tokens[first..=last].iter().map(|token| token.word.as_str()).collect();
            tokens[first].joined = Some((stem(&joined), last + 1 - first));
        }
        first = last + 1;
    }
}

fn hyphen_between(text: &str, left: &Token, right: &Token) -> bool {
    matches!(text.get(left.range.end..right.range.start), Some("-" | "‑"))
}

fn contraction(word: &str) -> Option<[&'static str; 2]> {
    const SUBJECTS: &[&str] = &["what", "who", "how", "where", "that", "it", "there", "here"];
    const VERBS: &[(&str, &str)] = &[
        ("can", "can"),
        ("won", "will"),
        ("don", "do"),
        ("doesn", "does"),
        ("didn", "did"),
        ("isn", "is"),
        ("aren", "are"),
        ("wasn", "was"),
        ("weren", "were"),
        ("wouldn", "would"),
        ("shouldn", "should"),
        ("couldn", "could"),
        ("hasn", "has"),
        ("haven", "have"),
        ("hadn", "had"),
        ("needn", "need"),
        ("mustn", "must"),
    ];
    if word == "cannot" || word == "cant" {
        return Some(["can", "not"]);
    }
    if word == "dont" {
        return Some(["do", "not"]);
    }
    if let Some(subject) = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")) {
        return SUBJECTS.iter().find(|known| **known == subject).map(|subject| [*subject, "is"]);
    }
    let start = word.strip_suffix("'t").or_else(|| word.strip_suffix("’t"))?;
    VERBS.iter().find(|(form, _)| *form == start).map(|(_, verb)| [*verb, "not"])
}

impl Token {
    fn new(range: Range<usize>, word: String, before: Gap) -> Self {
        let number = if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            number::attached(&word)
        } else {
            number::spelled(&word).map(|value| Number { value, unit: None })
        };
        Self { range, stem: Cow::Borrowed(""), word, number, joined: None, before }
    }
}

/// Gives numbers the magnitude and unit that follow as words: `10 million`, `100 ms`, `two weeks`.
fn units(tokens: &mut [Token]) {
    for at in (0..tokens.len()).rev() {
        let Some(mut number) = tokens[at].number else { continue };
        let mut next = at + 1;
        let follows = |next: usize| {
            tokens.get(next).filter(|token| !token.before.clause && !token.before.colon)
        };
        if let Some(factor) = follows(next).and_then(|token| number::magnitude(&token.word))
            && number.unit.is_none()
        {
            number.value *= factor;
            next += 1;
        }
        if number.unit.is_none()
            && let Some((dimension, factor)) =
                follows(next).and_then(|token| number::unit(&token.word))
        {
            number = Number { value: number.value * factor, unit: Some(dimension) };
        }
        tokens[at].number = Some(number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::number::Dimension;

    fn words(text: &str) -> Vec<String> {
        tokenize(text).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn technical_words_survive() {
        assert_eq!(
            words("recall@10 p99.9 A/B c++ user's"),
            ["recall", "at", "10", "p99.9", "a/b", "c++", "user"]
        );
        assert_eq!(words("train/test, i.e. x"), ["train", "test", "i", "e", "x"]);
    }

    #[test]
    fn unequal_signs_become_not() {
        assert_eq!(
            words("minutes ≠ joy, sales != demand"),
            ["minutes", "not", "joy", "sales", "not", "demand"]
        );
    }

    #[test]
    fn contractions_become_not() {
        assert_eq!(words("can't won’t cannot"), ["can", "not", "will", "not", "can", "not"]);
        assert_eq!(words("what's the user's goal"), ["what", "is", "the", "user", "goal"]);
    }

    #[test]
    fn hyphenated_words_are_known_joined_too() {
        let tokens = tokenize("a re-rank step");
        assert_eq!(tokens[1].joined, Some((stem("rerank"), 2)));
    }

    #[test]
    fn numbers_take_the_units_that_follow() {
        let numbers: Vec<Number> = tokenize("10 million users, 100 ms, two weeks, $5, 1-2 %")
            .into_iter()
            .filter_map(|token| token.number)
            .collect();
        assert!((numbers[0].value - 1e7).abs() < 1.0);
        let times: Vec<Option<Dimension>> = numbers.iter().map(|number| number.unit).collect();
        assert!(times.contains(&Some(Dimension::Time)) && times.contains(&Some(Dimension::Money)));
        assert!(times.contains(&Some(Dimension::Percent)));
    }

    #[test]
    fn gaps_know_what_stood_between() {
        let tokens = tokenize("a, b -> c < d: e");
        assert!(tokens[1].before.clause && tokens[2].before.arrow);
        assert!(tokens[3].before.comparison && tokens[4].before.colon);
        assert!(!tokens[2].before.comparison);
    }

    #[test]
    fn ranges_cut_the_text_at_characters() {
        let text = "naïve “é́” 🌞x — ﬁne";
        for token in tokenize(text) {
            assert!(text.get(token.range.clone()).is_some(), "{token:?}");
        }
    }
}
