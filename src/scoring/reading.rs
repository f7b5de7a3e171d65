//! An answer read against a lexicon: words, passages, what was mentioned where.

use std::ops::Range;

use super::guard::Guard;
use super::lexicon::{CodedWords, ItemId, Lexicon};
use super::passage::{Passage, passages};
use super::polarity;
use super::spelling;
use super::token::Token;

/// A piece of text to score: one entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Number of the entry.
    pub entry: u64,
    /// The words.
    pub text: &'a str,
    /// The event with which they were said: only what was shown before can have been copied.
    pub said: u64,
    /// Whether it goes on from the piece before: a message whose lines were told apart (question,
    /// assumption, statement) is read as it was typed.
    pub goes_on: bool,
}

impl<'a> Piece<'a> {
    /// A text outside any session, said after everything was shown.
    pub fn alone(text: &'a str) -> Self {
        Self { entry: 1, text, said: u64::MAX, goes_on: false }
    }
}

/// A place in an entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Number of the entry.
    pub entry: u64,
    /// First byte in the entry as stored.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    fn new(entry: u64, range: &Range<usize>) -> Self {
        Self { entry, start: range.start, end: range.end }
    }

    /// The words it covers, if `text` is the entry it stands in.
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// A passage of the reading.
#[derive(Clone, Debug)]
pub struct ReadPassage {
    /// Where it stands.
    pub span: Span,
    /// Its words, as indices into the reading's.
    pub tokens: Range<usize>,
    /// The message it stands in.
    pub message: usize,
    /// Whether it is a question.
    pub question: bool,
    /// Whether it heads a block.
    pub heading: bool,
    /// The passage that heads its block.
    pub block: Option<usize>,
    /// Its words that are the label of its line.
    pub label: Range<usize>,
    /// The passage that begins its line with a label, if another does.
    pub labelled: Option<usize>,
    /// Index of the word by which it criticises, if it does.
    pub criticism: Option<usize>,
}

/// One place where an item is mentioned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The passage it stands in.
    pub passage: usize,
    /// Indices of its words.
    pub tokens: Vec<usize>,
    /// The word that rejects it, unless it is part of the mention.
    pub rejected_by: Option<usize>,
}

/// Mentions by item. Few of a lexicon's thousands of items are mentioned in an answer.
#[derive(Debug)]
struct Mentions {
    /// For each item, where its mentions lie in `lists`; `NONE` without any.
    slots: Vec<u32>,
    lists: Vec<Vec<Mention>>,
}

impl Mentions {
    const NONE: u32 = u32::MAX;

    fn new(items: usize) -> Self {
        Self { slots: vec![Self::NONE; items], lists: Vec::new() }
    }

    fn of(&self, item: ItemId) -> &[Mention] {
        let slot = self.slots.get(item).copied().unwrap_or(Self::NONE);
        self.lists.get(slot as usize).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, item: ItemId, mention: Mention) {
        if self.slots[item] == Self::NONE {
            self.slots[item] = self.lists.len() as u32;
            self.lists.push(Vec::new());
        }
        let list = &mut self.lists[self.slots[item] as usize];
        if !list.contains(&mention) {
            list.push(mention);
        }
    }
}

/// Passages a cue may be met in together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PassageSet {
    /// Their indices, in order.
    pub passages: Vec<usize>,
    /// How they belong together.
    pub kind: SetKind,
    /// Of the first passage, the only words that count: the label of the line.
    pub label: Option<Range<usize>>,
}

/// How the passages of a set belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SetKind {
    /// Neighbours, or one passage alone.
    Run,
    /// Two neighbours of which the second goes on with the first ("This …", "They …", an answer).
    Carried,
    /// A heading and children of it, or a line's label and a sentence of that line.
    Block,
}

impl PassageSet {
    /// Whether a cue whose window is this wide may be met in the set.
    pub(super) fn within(&self, window: usize, carry: bool) -> bool {
        match self.kind {
            SetKind::Block => true,
            SetKind::Carried => carry || window >= 2,
            SetKind::Run => self.passages.len() <= window,
        }
    }
}

/// Words with which a sentence takes up the one before it.
const CARRYING: &[&str] = &[
    "because",
    "both",
    "hence",
    "its",
    "otherwise",
    "so",
    "such",
    "that",
    "their",
    "them",
    "therefore",
    "these",
    "they",
    "this",
    "those",
    "which",
];

/// Whether a passage takes up the one before it.
fn carries(passage: &ReadPassage, tokens: &[Token]) -> bool {
    let mut words = tokens[passage.tokens.clone()].iter().map(|token| token.word.as_str());
    let joining = |word: &&str| matches!(*word, "and" | "but" | "if" | "when" | "for");
    let first = words.by_ref().find(|word| !joining(word));
    first.is_some_and(|word| CARRYING.binary_search(&word).is_ok())
}

/// Most neighbours a point's window may hold.
const WIDEST: usize = 3;
/// Children of a block tried together with their heading.
const BLOCK_CHILDREN: usize = 4;

/// Whether the second of two neighbours goes on with the first: it takes it up, or answers the
/// question the person asked themselves ("Baseline? The average of …").
fn goes_on(first: &ReadPassage, second: &ReadPassage, tokens: &[Token]) -> bool {
    carries(second, tokens) || first.question && !second.question
}

/// The sets of passages a cue may be met in: each alone, neighbours up to the widest window, a
/// heading with up to four children in a row, and the label of a line with each further sentence.
fn windows(passages: &[ReadPassage], tokens: &[Token]) -> Vec<PassageSet> {
    let mut found: Vec<PassageSet> = Vec::new();
    for size in 1..=WIDEST {
        for start in 0..(passages.len() + 1).saturating_sub(size) {
            let run: Vec<usize> = (start..start + size).collect();
            if passages[start].message == passages[start + size - 1].message {
                let carried = size == 2 && goes_on(&passages[start], &passages[start + 1], tokens);
                let kind = if carried { SetKind::Carried } else { SetKind::Run };
                found.push(PassageSet { passages: run, kind, label: None });
            }
        }
    }
    for head in (0..passages.len()).filter(|index| passages[*index].heading) {
        let children: Vec<usize> = (head + 1..passages.len())
            .take_while(|index| passages[*index].block == Some(head))
            .collect();
        for size in 1..=BLOCK_CHILDREN.min(children.len()) {
            for run in children.windows(size) {
                let mut set = vec![head];
                set.extend(run);
                found.push(PassageSet { passages: set, kind: SetKind::Block, label: None });
            }
        }
    }
    for (index, passage) in passages.iter().enumerate() {
        let Some(first) = passage.labelled else { continue };
        let label = passages[first].label.clone();
        if !label.is_empty() {
            let passages = vec![first, index];
            found.push(PassageSet { passages, kind: SetKind::Block, label: Some(label) });
        }
    }
    found
}

/// A passage as it was found.
struct Found {
    passage: Passage,
    /// For each word, whether it was copied.
    copied: Vec<bool>,
    entry: u64,
    message: usize,
}

/// An answer read against a lexicon.
#[derive(Debug)]
pub struct Reading {
    /// All words.
    pub tokens: Vec<Token>,
    /// All passages.
    pub passages: Vec<ReadPassage>,
    mentions: Mentions,
    /// Sets of passages a cue may be met in.
    pub(super) windows: Vec<PassageSet>,
    /// Runs copied from what was shown.
    pub copied: Vec<Span>,
    /// For each word, whether it stands in a laundry list.
    pub laundry: Vec<bool>,
    /// For each word, the word that rejects it.
    pub rejected_by: Vec<Option<usize>>,
}

impl Reading {
    /// Reads pieces in the order they were said.
    pub fn new(lexicon: &Lexicon, guard: &Guard, pieces: &[Piece<'_>]) -> Self {
        let mut reading = Self::words_only(lexicon, guard, pieces);
        let words = lexicon.code(&reading.tokens);
        for passage in 0..reading.passages.len() {
            reading.mention_all(lexicon, &words, passage);
        }
        reading.laundry = super::laundry::words(&reading, lexicon);
        reading.windows = windows(&reading.passages, &reading.tokens);
        reading
    }

    /// Reads pieces without looking for what they mention: words, passages and rejections, at a
    /// fraction of the cost. No cue is met on it.
    pub fn words_only(lexicon: &Lexicon, guard: &Guard, pieces: &[Piece<'_>]) -> Self {
        let mut reading = Self {
            tokens: Vec::new(),
            passages: Vec::new(),
            mentions: Mentions::new(lexicon.len()),
            windows: Vec::new(),
            copied: Vec::new(),
            laundry: Vec::new(),
            rejected_by: Vec::new(),
        };
        for (number, message) in pieces.chunk_by(|_, next| next.goes_on).enumerate() {
            reading.message(lexicon, guard, number, message);
        }
        reading.laundry = vec![false; reading.tokens.len()];
        reading
    }

    /// Where an item is mentioned.
    pub fn mentions(&self, item: usize) -> &[Mention] {
        self.mentions.of(item)
    }

    /// Reads the pieces of one message.
    fn message(&mut self, lexicon: &Lexicon, guard: &Guard, number: usize, pieces: &[Piece<'_>]) {
        let first = self.passages.len();
        let text = pieces.iter().map(|piece| piece.text).collect::<Vec<_>>().join("\n");
        let starts: Vec<usize> = pieces
            .iter()
            .scan(0, |next, piece| Some(std::mem::replace(next, *next + piece.text.len() + 1)))
            .collect();
        let mut found = passages(&text, &starts[1..]).into_iter().peekable();
        for (index, piece) in pieces.iter().enumerate() {
            let end = starts.get(index + 1).copied().unwrap_or(usize::MAX);
            let own = std::iter::from_fn(|| found.next_if(|passage| passage.range.start < end));
            let mut own: Vec<Passage> = own.collect();
            for passage in &mut own {
                passage.move_back(starts[index]);
            }
            let copied = self.copied(guard, *piece, &own);
            for (passage, copied) in own.into_iter().zip(copied) {
                let passage = Found { passage, copied, entry: piece.entry, message: number };
                self.passage(lexicon, first, passage);
            }
        }
    }

    /// For each word of each passage of a piece, whether it was copied.
    fn copied(&mut self, guard: &Guard, piece: Piece<'_>, passages: &[Passage]) -> Vec<Vec<bool>> {
        let all: Vec<&Token> = passages.iter().flat_map(|passage| &passage.tokens).collect();
        let copied = guard.copied(&all, piece.said);
        self.report_copies(piece.entry, &all, &copied);
        let mut rest = copied.into_iter();
        passages.iter().map(|passage| rest.by_ref().take(passage.tokens.len()).collect()).collect()
    }

    /// Adds a passage of the message that begins at passage `first`.
    fn passage(&mut self, lexicon: &Lexicon, first: usize, found: Found) {
        let Found { passage, copied, entry, message } = found;
        let start = self.tokens.len();
        let label = copied[..passage.label].iter().filter(|copied| !**copied).count();
        let words = passage.tokens.into_iter().zip(copied);
        let mut tokens: Vec<Token> =
            words.filter(|(_, copied)| !copied).map(|(token, _)| token).collect();
        spelling::correct(&mut tokens, lexicon.stems());
        let taken_back = polarity::takes_back_previous(&tokens);
        let shift = |at: Option<usize>| at.map(|at| at + start);
        self.rejected_by.extend(polarity::rejections(&tokens).into_iter().map(shift));
        if taken_back && self.passages.len() > first {
            self.reject_last(start);
        }
        let criticism = shift(polarity::criticism(&tokens));
        self.tokens.extend(tokens);
        self.passages.push(ReadPassage {
            span: Span::new(entry, &passage.range),
            tokens: start..self.tokens.len(),
            message,
            question: passage.question,
            heading: passage.heading,
            block: passage.block.map(|head| head + first),
            label: start..start + label,
            labelled: passage.labelled.map(|begins| begins + first),
            criticism,
        });
    }

    fn reject_last(&mut self, by: usize) {
        if let Some(last) = self.passages.last() {
            for slot in &mut self.rejected_by[last.tokens.clone()] {
                slot.get_or_insert(by);
            }
        }
    }

    fn report_copies(&mut self, entry: u64, tokens: &[&Token], copied: &[bool]) {
        let mut at = 0;
        while at < tokens.len() {
            let end = (at..tokens.len()).find(|index| !copied[*index]).unwrap_or(tokens.len());
            if end > at {
                let range = tokens[at].range.start..tokens[end - 1].range.end;
                self.copied.push(Span::new(entry, &range));
            }
            at = end.max(at) + 1;
        }
    }

    fn mention_all(&mut self, lexicon: &Lexicon, words: &CodedWords, passage: usize) {
        let range = self.passages[passage].tokens.clone();
        let passage_tokens = &self.tokens[range.clone()];
        let mut found: Vec<(ItemId, Vec<usize>)> = Vec::new();
        for at in range.clone() {
            lexicon.phrases_at(words, at, range.end, |item, taken| found.push((item, taken)));
            if self.tokens[at].number.is_some() {
                for (number, item) in lexicon.numbers() {
                    let taken = number.at(passage_tokens, at - range.start);
                    let shifted =
                        |taken: Vec<usize>| taken.iter().map(|at| at + range.start).collect();
                    found.extend(taken.map(|taken| (*item, shifted(taken))));
                }
            }
        }
        for (item, tokens) in found {
            let rejected_by = tokens
                .iter()
                .find_map(|at| self.rejected_by[*at])
                .filter(|negator| !tokens.contains(negator));
            self.mentions.add(item, Mention { passage, tokens, rejected_by });
        }
    }

    /// The words of a span list, for quoting.
    pub fn passages_of(&self, tokens: &[usize]) -> Vec<usize> {
        let mut found: Vec<usize> = (0..self.passages.len())
            .filter(|index| {
                let range = &self.passages[*index].tokens;
                tokens.iter().any(|at| range.contains(at))
            })
            .collect();
        found.dedup();
        found
    }
}
