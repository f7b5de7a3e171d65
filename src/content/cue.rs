//! The grammar of cues.
//!
//! ```text
//! cue    = all of its groups, in any order, on disjoint words
//! group  = alt  (" | "  alt)*     any alternative is enough
//! alt    = item (" .. " item)*    items in this order
//! item   = phrase | <concept> | <number [unit [lo..hi]]> | <not phrase-or-concept>
//! phrase = words in order, at most two other words between; `*` ends a prefix
//! ```
//!
//! `|` and `..` are operators only between spaces and `<` only at an item's start, so every cue
//! loads as an unquoted YAML scalar. There is no escaping.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::problem::Spot;

/// A pattern in an answer that shows a point: the AND of its groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// Its parts; the first is the head. Never empty.
    pub groups: Vec<Group>,
    /// Where the cue stands.
    pub spot: Spot,
}

/// A named part of a cue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// What is missing when the group is unmet, in words a person reads.
    pub name: String,
    /// Alternatives, any of which is enough. Never empty.
    pub alts: Vec<Alt>,
}

impl Group {
    /// The alternatives as content writes them.
    pub fn written(&self) -> String {
        let alts = self.alts.iter().map(ToString::to_string);
        alts.collect::<Vec<_>>().join(" | ")
    }
}

/// One way to meet a group: items in order. Never empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alt(pub Vec<Item>);

/// The smallest part of a cue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Item {
    /// Words as written; the tokenizer of answers reads them.
    Phrase(String),
    /// An entry of the shared vocabulary, by id.
    Concept(String),
    /// A number, perhaps with a unit and a range.
    Number(NumberSpec),
    /// Something that must not stand in the matched passage: a phrase or a concept.
    Not(Box<Item>),
}

/// What a number must look like.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NumberSpec {
    /// The unit, as written: one of the tokenizer's units or a plain noun.
    pub unit: Option<String>,
    /// Smallest value, in that unit.
    pub lo: Option<f64>,
    /// Largest value, in that unit.
    pub hi: Option<f64>,
}

impl fmt::Display for Alt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, item) in self.0.iter().enumerate() {
            let between = if index > 0 { " .. " } else { "" };
            write!(f, "{between}{item}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Phrase(text) => f.write_str(text),
            Self::Concept(id) => write!(f, "<{id}>"),
            Self::Number(spec) => write!(f, "<number{spec}>"),
            Self::Not(inner) => write!(f, "<not {inner}>"),
        }
    }
}

impl fmt::Display for NumberSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(unit) = &self.unit {
            write!(f, " {unit}")?;
        }
        if self.lo.is_none() && self.hi.is_none() {
            return Ok(());
        }
        let end = |end: Option<f64>| end.map_or_else(String::new, |end| end.to_string());
        write!(f, " {}..{}", end(self.lo), end(self.hi))
    }
}

/// Why a group cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrammarError {
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub fix: &'static str,
    /// Offset into the group's text, in characters.
    pub at: usize,
}

impl GrammarError {
    fn new(what: impl Into<String>, fix: &'static str, at: usize) -> Self {
        Self { what: what.into(), fix, at }
    }
}

/// What `<…>` may hold.
const BRACKETS: &str = "write `<concept-id>`, `<number ms 1..500>` or `<not a phrase>`";
/// What a range may be.
const RANGE: &str = "write `<number ms 1..500>`; either end may be left out";

impl fmt::Display for GrammarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// Reads a group's alternatives.
///
/// # Errors
/// If a part is empty, an operator strays, or a `<…>` is malformed.
pub fn parse_group(text: &str) -> Result<Vec<Alt>, GrammarError> {
    split(text, " | ").map(|(part, at)| parse_alt(part, at)).collect()
}

fn parse_alt(text: &str, at: usize) -> Result<Alt, GrammarError> {
    let items: Result<Vec<Item>, GrammarError> =
        split(text, " .. ").map(|(part, offset)| parse_item(part, at + offset)).collect();
    Ok(Alt(items?))
}

/// The parts of `text` between operators, with their offsets in characters. Operators inside
/// `<…>` do not occur: a `<` opens only at an item's start and closes before the next space-bound
/// operator.
fn split<'a>(text: &'a str, operator: &'a str) -> impl Iterator<Item = (&'a str, usize)> {
    let mut at = 0;
    text.split(operator).map(move |part| {
        let here = at;
        at += part.chars().count() + operator.chars().count();
        (part, here)
    })
}

fn parse_item(text: &str, at: usize) -> Result<Item, GrammarError> {
    let at = at + text.chars().take_while(|c| c.is_whitespace()).count();
    let text = text.trim();
    if text.is_empty() {
        let fix = "write words between the operators, or remove one";
        return Err(GrammarError::new("an alternative is empty", fix, at));
    }
    let Some(inner) = text.strip_prefix('<') else { return parse_phrase(text, at) };
    let Some(inner) = inner.strip_suffix('>') else {
        return Err(GrammarError::new("`<` is not closed", "close it at the end of the item", at));
    };
    let inner = inner.trim();
    if inner.contains(['<', '>']) && !inner.starts_with("not ") {
        return Err(GrammarError::new("one `<…>` holds one thing", BRACKETS, at));
    }
    match inner.split_once(' ') {
        None if inner == "number" => Ok(Item::Number(NumberSpec::default())),
        None if is_id(inner) && inner != "not" => Ok(Item::Concept(inner.to_owned())),
        Some(("number", rest)) => parse_number(rest, at),
        Some(("not", rest)) => parse_not(rest.trim(), at),
        _ => Err(GrammarError::new("this `<…>` means nothing", BRACKETS, at)),
    }
}

fn parse_phrase(text: &str, at: usize) -> Result<Item, GrammarError> {
    let mut offset = 0;
    for word in text.split(char::is_whitespace) {
        if matches!(word, "|" | ".." | "*") {
            let what = format!("`{word}` stands where a word should");
            let fix = "write words on both sides of `|` and `..`, and `*` only at a word's end";
            return Err(GrammarError::new(what, fix, at + offset));
        }
        offset += word.chars().count() + 1;
    }
    if let Some(bracket) = text.chars().position(|c| matches!(c, '<' | '>')) {
        let what = "`<` and `>` stand only at the two ends of an item";
        let fix = "set it off with ` .. ` or ` | `, or leave the bracket out";
        return Err(GrammarError::new(what, fix, at + bracket));
    }
    Ok(Item::Phrase(text.to_owned()))
}

fn parse_not(text: &str, at: usize) -> Result<Item, GrammarError> {
    let bare = text.trim_start_matches('<').trim_end_matches('>');
    if bare.is_empty() || bare.contains(['<', '>']) {
        let what = "`<not …>` holds a phrase or a concept id";
        return Err(GrammarError::new(what, BRACKETS, at));
    }
    // A hyphenated single word is a concept id; everything else is a phrase.
    let concept = text.starts_with('<') || (is_id(bare) && bare.contains('-'));
    let item = if concept { Item::Concept(bare.to_owned()) } else { Item::Phrase(bare.to_owned()) };
    Ok(Item::Not(Box::new(item)))
}

fn parse_number(text: &str, at: usize) -> Result<Item, GrammarError> {
    let fail = |what: &str| GrammarError::new(what, RANGE, at);
    let mut spec = NumberSpec::default();
    for word in text.split_whitespace() {
        if let Some((lo, hi)) = word.split_once("..") {
            let bound = |text: &str| match text.parse::<f64>() {
                _ if text.is_empty() => Ok(None),
                Ok(bound) if bound.is_finite() => Ok(Some(bound)),
                _ => Err(fail("a range is `lo..hi` in digits")),
            };
            (spec.lo, spec.hi) = (bound(lo)?, bound(hi)?);
        } else if spec.unit.is_none() {
            spec.unit = Some(word.to_owned());
        } else {
            return Err(fail("`<number …>` takes one unit and one range"));
        }
    }
    if let (Some(lo), Some(hi)) = (spec.lo, spec.hi)
        && lo > hi
    {
        return Err(fail("the range is upside down"));
    }
    Ok(Item::Number(spec))
}

/// Whether `text` is a plain id: up to 80 lower-case letters, digits and single inner hyphens.
pub fn is_id(text: &str) -> bool {
    (1..=80).contains(&text.len())
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(text: &str) -> Item {
        Item::Phrase(text.into())
    }

    #[test]
    fn alternatives_bind_looser_than_order() {
        let alts = parse_group("retrieve .. rank | <ab-test> | split by").unwrap();
        assert_eq!(
            alts,
            [
                Alt(vec![phrase("retrieve"), phrase("rank")]),
                Alt(vec![Item::Concept("ab-test".into())]),
                Alt(vec![phrase("split by")]),
            ]
        );
    }

    #[test]
    fn operators_are_words_unless_spaced() {
        assert_eq!(parse_group("a|b").unwrap(), [Alt(vec![phrase("a|b")])]);
        assert_eq!(parse_group("0..1").unwrap(), [Alt(vec![phrase("0..1")])]);
    }

    #[test]
    fn numbers_carry_unit_and_range() {
        let spec = NumberSpec { unit: Some("ms".into()), lo: Some(1.0), hi: Some(500.0) };
        assert_eq!(parse_group("<number ms 1..500>").unwrap(), [Alt(vec![Item::Number(spec)])]);
        assert_eq!(
            parse_group("<number>").unwrap(),
            [Alt(vec![Item::Number(NumberSpec::default())])]
        );
    }

    #[test]
    fn not_takes_a_concept_or_a_phrase() {
        let not = |item| vec![Alt(vec![Item::Not(Box::new(item))])];
        assert_eq!(
            parse_group("<not random-split>").unwrap(),
            not(Item::Concept("random-split".into()))
        );
        assert_eq!(parse_group("<not by user>").unwrap(), not(phrase("by user")));
        assert_eq!(
            parse_group("<not <calibration>>").unwrap(),
            not(Item::Concept("calibration".into()))
        );
    }

    #[test]
    fn malformed_groups_say_what_is_wrong() {
        for (text, what) in [
            ("", "empty"),
            ("a | ", "empty"),
            ("a |  | b", "empty"),
            ("| a", "stands where"),
            ("a .. ", "empty"),
            ("<open", "not closed"),
            ("<two words>", "means nothing"),
            ("<number ms 9..1>", "upside down"),
            ("<number ms qps>", "one unit"),
            ("a <b> c", "two ends"),
            ("<>", "means nothing"),
            ("<not >", "means nothing"),
            ("<number ms nan..inf>", "in digits"),
        ] {
            let error = parse_group(text).unwrap_err();
            assert!(error.what.contains(what), "{text:?}: {error}");
        }
    }
}
