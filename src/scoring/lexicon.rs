//! Every phrase, concept and number a rubric asks for, on numbered stems.

use foldhash::fast::FixedState;
use indexmap::IndexSet;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::pattern::{NumberPattern, Phrase, Word, fold};
use super::token::Token;
use crate::content::Vocabulary;
use crate::content::cue::{Item, NumberSpec};

/// Index of an item in a [`Lexicon`].
pub(super) type ItemId = usize;

/// Texts by their numbers, looked up for every word of an answer.
pub(super) type Numbered = IndexSet<String, FixedState>;

/// Words that may stand between two neighbours of a phrase.
const PHRASE_GAP: usize = 2;

/// Every phrase, concept and number a rubric asks for, each once.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Stems of all phrases by their codes: words a typo may stand for.
    stems: Numbered,
    /// Beginnings of words by their codes.
    prefixes: Numbered,
    /// The words of all phrases, one phrase after the other.
    codes: Vec<Code>,
    phrases: Vec<(Range<u32>, ItemId)>,
    /// Phrases by their first word.
    by_stem: Vec<Vec<Begun>>,
    by_prefix: Vec<Vec<Begun>>,
    numbers: Vec<(NumberPattern, ItemId)>,
    names: Numbered,
    concepts: BTreeSet<ItemId>,
    /// Codes of words as written: thousands of phrases share a few thousand words.
    written: HashMap<String, Vec<Code>>,
}

/// One word of a phrase: a stem or the beginning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Code {
    Stem(u32),
    Prefix(u32),
}

impl Code {
    /// The kind is the last bit.
    fn packed(self) -> u32 {
        match self {
            Self::Stem(code) => code << 1,
            Self::Prefix(code) => code << 1 | 1,
        }
    }

    fn unpacked(packed: u32) -> Self {
        let code = packed >> 1;
        if packed & 1 == 0 { Self::Stem(code) } else { Self::Prefix(code) }
    }
}

/// A phrase by its second word. Most phrases fail on it, so those that begin alike stand in the order
/// of their second words, and only those are looked at whose second word is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Begun {
    second: Option<u32>,
    phrase: u32,
}

/// A lexicon as it is kept: what can be derived is left out.
#[derive(Serialize, Deserialize)]
struct Packed {
    stems: Numbered,
    prefixes: Numbered,
    /// Item and number of words of each phrase.
    phrases: Vec<(ItemId, u32)>,
    /// The words of all phrases, one phrase after the other.
    codes: Vec<u32>,
    numbers: Vec<(NumberPattern, ItemId)>,
    names: Numbered,
    concepts: BTreeSet<ItemId>,
}

impl Serialize for Lexicon {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let phrases = self.phrases.iter().map(|(range, item)| (*item, range.end - range.start));
        let packed = Packed {
            stems: self.stems.clone(),
            prefixes: self.prefixes.clone(),
            phrases: phrases.collect(),
            codes: self.codes.iter().map(|code| code.packed()).collect(),
            numbers: self.numbers.clone(),
            names: self.names.clone(),
            concepts: self.concepts.clone(),
        };
        packed.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Lexicon {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let packed = Packed::deserialize(from)?;
        let mut lexicon = Self {
            by_stem: vec![Vec::new(); packed.stems.len()],
            by_prefix: vec![Vec::new(); packed.prefixes.len()],
            stems: packed.stems,
            prefixes: packed.prefixes,
            numbers: packed.numbers,
            names: packed.names,
            concepts: packed.concepts,
            codes: packed.codes.into_iter().map(Code::unpacked).collect(),
            ..Self::default()
        };
        let mut start = 0;
        for (item, words) in packed.phrases {
            lexicon.phrase(start..start + words, item, Vec::push);
            start += words;
        }
        // All at once is cheaper than each in its place.
        for alike in lexicon.by_stem.iter_mut().chain(&mut lexicon.by_prefix) {
            alike.sort_unstable();
        }
        Ok(lexicon)
    }
}

/// An answer's words as the lexicon knows them.
#[derive(Debug)]
pub(super) struct CodedWords {
    words: Vec<CodedWord>,
    /// Stems and beginnings among them, by code: most phrases lack a word altogether.
    stems: Vec<bool>,
    prefixes: Vec<bool>,
}

impl CodedWords {
    fn has(&self, code: Code) -> bool {
        match code {
            Code::Stem(code) => self.stems[code as usize],
            Code::Prefix(code) => self.prefixes[code as usize],
        }
    }
}

/// A word of an answer as the lexicon knows it.
#[derive(Debug)]
struct CodedWord {
    stem: Option<u32>,
    /// For the first part of a hyphenated word: the joined word and its number of parts.
    joined: Option<(u32, usize)>,
    /// Beginnings the word has.
    prefixes: Vec<u32>,
    /// Whether a clause or what a colon announces may begin with it.
    clause: bool,
}

impl Lexicon {
    /// How many items there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether an item is an entry of the vocabulary.
    pub fn is_concept(&self, item: ItemId) -> bool {
        self.concepts.contains(&item)
    }

    /// Entries of the vocabulary.
    pub(super) fn concepts(&self) -> impl Iterator<Item = ItemId> {
        self.concepts.iter().copied()
    }

    /// An item as the cue wrote it.
    pub fn name(&self, item: ItemId) -> &str {
        self.names.get_index(item).map_or("", String::as_str)
    }

    /// The numbers asked for.
    pub(super) fn numbers(&self) -> &[(NumberPattern, ItemId)] {
        &self.numbers
    }

    /// Every stem of every phrase.
    pub(super) fn stems(&self) -> &Numbered {
        &self.stems
    }

    /// The words of an answer as this lexicon knows them.
    pub(super) fn code(&self, tokens: &[Token]) -> CodedWords {
        let mut coded = CodedWords {
            words: tokens.iter().map(|token| self.coded(token)).collect(),
            stems: vec![false; self.stems.len()],
            prefixes: vec![false; self.prefixes.len()],
        };
        for word in &coded.words {
            for stem in word.stem.into_iter().chain(word.joined.map(|(stem, _)| stem)) {
                coded.stems[stem as usize] = true;
            }
            for prefix in &word.prefixes {
                coded.prefixes[*prefix as usize] = true;
            }
        }
        coded
    }

    fn coded(&self, token: &Token) -> CodedWord {
        let word = fold(&token.word);
        let begins = word.char_indices().map(|(at, c)| at + c.len_utf8());
        let joined = token.joined.as_ref();
        CodedWord {
            stem: code(&self.stems, &token.stem),
            joined: joined.and_then(|(stem, parts)| Some((code(&self.stems, stem)?, *parts))),
            prefixes: begins.filter_map(|end| code(&self.prefixes, &word[..end])).collect(),
            clause: token.before.clause || token.before.colon,
        }
    }

    /// Every phrase that begins with the word at `at` and ends before `end`: its item and the indices
    /// of the words taken.
    pub(super) fn phrases_at(
        &self,
        coded: &CodedWords,
        at: usize,
        end: usize,
        mut found: impl FnMut(ItemId, Vec<usize>),
    ) {
        let words = &coded.words[..end];
        let word = &words[at];
        let by_stem = |stem: u32| &self.by_stem[stem as usize];
        let alone = word.stem.map(|stem| (by_stem(stem), 1));
        let joined = word.joined.map(|(stem, parts)| (by_stem(stem), parts));
        let begun = word.prefixes.iter().map(|prefix| (&self.by_prefix[*prefix as usize], 1));
        let mut near = Vec::new();
        for (begun, taken) in alone.into_iter().chain(joined).chain(begun) {
            near.clear();
            phrases_near(begun, words, at + taken, &mut near);
            for phrase in &near {
                let (range, item) = &self.phrases[*phrase as usize];
                let phrase = &self.codes[range.start as usize..range.end as usize];
                // Most fail on a later word: nothing is allocated before the last is found.
                if phrase.iter().skip(2).all(|code| coded.has(*code))
                    && walk(phrase, words, at, |_| ())
                {
                    let mut taken = Vec::with_capacity(phrase.len());
                    walk(phrase, words, at, |range| taken.extend(range));
                    found(*item, taken);
                }
            }
        }
    }

    /// The id of an item of a cue, added when new.
    pub(super) fn item(&mut self, item: &Item, vocabulary: &Vocabulary) -> ItemId {
        let (name, texts): (String, Vec<&str>) = match item {
            Item::Phrase(text) => (text.clone(), vec![text]),
            Item::Concept(id) => (format!("<{id}>"), vocabulary.phrases(id)),
            Item::Number(spec) => return self.number(spec),
            Item::Not(inner) => return self.item(inner, vocabulary),
        };
        let (id, new) = self.names.insert_full(name);
        if new {
            if matches!(item, Item::Concept(_)) {
                self.concepts.insert(id);
            }
            for text in texts {
                self.text(text, id);
            }
        }
        id
    }

    fn text(&mut self, text: &str, id: ItemId) {
        let start = self.codes.len() as u32;
        if text.contains('-') {
            // Hyphenated words are read in parts and joined.
            for phrase in Phrase::compile(text) {
                let start = self.codes.len() as u32;
                for word in &phrase.words {
                    let code = self.word(word);
                    self.codes.push(code);
                }
                self.phrase(start..self.codes.len() as u32, id, in_place);
            }
            return;
        }
        for word in text.split_whitespace() {
            if let Some(codes) = self.written.get(word) {
                self.codes.extend(codes);
                continue;
            }
            let words: Vec<Word> =
                Phrase::compile(word).into_iter().flat_map(|phrase| phrase.words).collect();
            let codes: Vec<Code> = words.iter().map(|word| self.word(word)).collect();
            self.codes.extend(&codes);
            self.written.insert(word.to_owned(), codes);
        }
        if self.codes.len() as u32 > start {
            self.phrase(start..self.codes.len() as u32, id, in_place);
        }
    }

    fn number(&mut self, spec: &NumberSpec) -> ItemId {
        let unit = spec.unit.as_deref().unwrap_or_default();
        let bound = |bound: Option<f64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
        let name = format!("<number {unit} {}..{}>", bound(spec.lo), bound(spec.hi));
        let (id, new) = self.names.insert_full(name);
        if new {
            self.numbers.push((NumberPattern::compile(spec), id));
        }
        id
    }

    /// These codes are a phrase.
    fn phrase(&mut self, codes: Range<u32>, id: ItemId, add: impl FnOnce(&mut Vec<Begun>, Begun)) {
        let words = &self.codes[codes.start as usize..codes.end as usize];
        let second = words.get(1).map(|code| code.packed());
        let begun = Begun { second, phrase: self.phrases.len() as u32 };
        let alike = match words[0] {
            Code::Stem(stem) => &mut self.by_stem[stem as usize],
            Code::Prefix(prefix) => &mut self.by_prefix[prefix as usize],
        };
        add(alike, begun);
        self.phrases.push((codes, id));
    }

    fn word(&mut self, word: &Word) -> Code {
        match word {
            Word::Stem(stem) => {
                if let Some(code) = code(&self.stems, stem) {
                    return Code::Stem(code);
                }
                self.stems.insert(stem.clone());
                self.by_stem.push(Vec::new());
                Code::Stem(self.by_stem.len() as u32 - 1)
            }
            Word::Prefix(prefix) => {
                if let Some(code) = code(&self.prefixes, prefix) {
                    return Code::Prefix(code);
                }
                self.prefixes.insert(prefix.clone());
                self.by_prefix.push(Vec::new());
                Code::Prefix(self.by_prefix.len() as u32 - 1)
            }
        }
    }
}

/// The code of a text, if it has one.
fn code(codes: &Numbered, text: &str) -> Option<u32> {
    codes.get_index_of(text).map(|code| code as u32)
}

/// Adds a phrase to those that begin alike, in its place.
fn in_place(alike: &mut Vec<Begun>, begun: Begun) {
    alike.insert(alike.partition_point(|known| *known < begun), begun);
}

/// Of phrases that begin alike, those of one word and those whose second word stands at `next` or a
/// little further, in the order they were added.
fn phrases_near(begun: &[Begun], words: &[CodedWord], next: usize, found: &mut Vec<u32>) {
    let single = begun.partition_point(|begun| begun.second.is_none());
    let (alone, more) = begun.split_at(single);
    found.extend(alone.iter().map(|begun| begun.phrase));
    if more.is_empty() {
        return;
    }
    for word in words.iter().skip(next).take(PHRASE_GAP + 1) {
        let stems = word.stem.into_iter().chain(word.joined.map(|(stem, _)| stem)).map(Code::Stem);
        let prefixes = word.prefixes.iter().map(|prefix| Code::Prefix(*prefix));
        for code in stems.chain(prefixes).map(|code| Some(code.packed())) {
            let first = more.partition_point(|begun| begun.second < code);
            let same = more[first..].iter().take_while(|begun| begun.second == code);
            found.extend(same.map(|begun| begun.phrase));
        }
    }
    found.sort_unstable();
    found.dedup();
}

/// Goes through a phrase's words from `at`, calling `take` with what each takes; whether all are
/// there.
fn walk(
    phrase: &[Code],
    words: &[CodedWord],
    at: usize,
    mut take: impl FnMut(Range<usize>),
) -> bool {
    let mut next = at;
    for (index, code) in phrase.iter().enumerate() {
        let reach = if index == 0 { 0 } else { PHRASE_GAP };
        let Some(found) = (next..=next + reach).find_map(|at| taken_by(*code, words, at)) else {
            return false;
        };
        // Words may be skipped inside a clause, not across its end.
        if found.start > next && words[next..=found.start].iter().any(|word| word.clause) {
            return false;
        }
        next = found.end;
        take(found);
    }
    true
}

/// The words a phrase's word takes at `at`: one, or the parts of a hyphenated one.
fn taken_by(code: Code, words: &[CodedWord], at: usize) -> Option<Range<usize>> {
    let word = words.get(at)?;
    match code {
        Code::Stem(stem) if word.stem == Some(stem) => Some(at..at + 1),
        Code::Stem(stem) => {
            let (joined, parts) = word.joined?;
            (joined == stem).then_some(at..at + parts)
        }
        Code::Prefix(prefix) => word.prefixes.contains(&prefix).then_some(at..at + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::token::tokenize;

    fn found(phrase: &str, text: &str) -> bool {
        let mut lexicon = Lexicon::default();
        lexicon.item(&Item::Phrase(phrase.to_owned()), &Vocabulary::default());
        let tokens = tokenize(text);
        let words = lexicon.code(&tokens);
        let mut found = false;
        for at in 0..tokens.len() {
            lexicon.phrases_at(&words, at, tokens.len(), |_, _| found = true);
        }
        found
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
            ("fine-tun*", "fine-tuned"),
            ("fine-tun*", "finetuning"),
            ("fine-tun*", "fine tune it"),
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
}
