//! Which facts of a case a line is about.

use std::collections::BTreeSet;

use super::guard::Guard;
use super::matching::{Match, Rules, match_cue};
use super::reading::{Piece, Reading};
use super::rubric::{Rubric, stems};
use crate::content::CaseStudy;
use crate::content::case_study::Fact;
use crate::content::cue::Item;

/// Facts that a question may be after, by index, with how much of the question each of them speaks
/// of: the share, 0..1, of the question's words (weighed by how few facts know them) that stand in
/// the fact's answer, in what it changes, in questions written for it, or in the words matched.
fn facts_asked(rubric: &Rubric, case: &CaseStudy, question: &str) -> Vec<(usize, f64)> {
    let reading = read(rubric, question);
    let known: Vec<BTreeSet<String>> = case.facts.iter().map(words_of).collect();
    let asked = subject(question);
    let weight = |stem: &String| {
        let facts = known.iter().filter(|words| words.contains(stem)).count();
        ((known.len() + 1) as f64 / (facts + 1) as f64).ln() + 0.5
    };
    let all: f64 = asked.iter().map(weight).sum();
    let about = |index: usize| {
        let found = asks(rubric, &reading, index)?;
        let matched: BTreeSet<&str> =
            found.tokens.iter().map(|at| reading.tokens[*at].stem.as_ref()).collect();
        let spoken_of =
            |stem: &&String| known[index].contains(*stem) || matched.contains(stem.as_str());
        let share: f64 = asked.iter().filter(spoken_of).map(weight).sum();
        Some((index, if all > 0.0 { share / all } else { 0.0 }))
    };
    (0..rubric.facts.len()).filter_map(about).collect()
}

/// Stems of everything a fact says and of the questions written for it.
fn words_of(fact: &Fact) -> BTreeSet<String> {
    let texts = [fact.answer.as_str(), fact.changes.as_str(), fact.id.as_str()];
    let lines = fact.shows.iter().map(|line| line.text.as_str());
    texts.into_iter().chain(lines).chain(phrases(fact)).flat_map(stems).collect()
}

/// The phrases by which a fact is asked for.
fn phrases(fact: &Fact) -> impl Iterator<Item = &str> {
    let alts = fact.ask.iter().flat_map(|cue| &cue.groups).flat_map(|group| &group.alts);
    alts.flat_map(|alt| &alt.0).filter_map(|item| match item {
        Item::Phrase(words) => Some(words.trim_end_matches('*')),
        _ => None,
    })
}

/// Stems of words that name no subject: what a question is about is said by the others.
const NO_SUBJECT: &[&str] = &[
    "about",
    "accord",
    "actual",
    "ahead",
    "aim",
    "allow",
    "answer",
    "anyth",
    "ask",
    "assum",
    "background",
    "basic",
    "briefli",
    "candid",
    "case",
    "chat",
    "check",
    "clarif",
    "clarifi",
    "confirm",
    "constraint",
    "context",
    "correct",
    "could",
    "curiou",
    "curious",
    "datum",
    "deal",
    "describ",
    "descript",
    "design",
    "detail",
    "doe",
    "doubt",
    "dump",
    "elabor",
    "els",
    "even",
    "everyth",
    "exact",
    "exist",
    "explain",
    "fact",
    "fast",
    "first",
    "further",
    "give",
    "gone",
    "good",
    "guess",
    "guid",
    "happi",
    "hard",
    "hear",
    "help",
    "hidden",
    "hint",
    "honest",
    "idea",
    "imagin",
    "import",
    "info",
    "inform",
    "instruct",
    "interest",
    "interview",
    "involv",
    "kind",
    "know",
    "knowledg",
    "let",
    "like",
    "limit",
    "list",
    "littl",
    "long",
    "look",
    "lot",
    "main",
    "mani",
    "materi",
    "matter",
    "mean",
    "mind",
    "mostli",
    "much",
    "near",
    "need",
    "note",
    "often",
    "ok",
    "okay",
    "ought",
    "overview",
    "particular",
    "pictur",
    "plan",
    "pleas",
    "point",
    "pretti",
    "print",
    "problem",
    "question",
    "quick",
    "quit",
    "rather",
    "real",
    "realli",
    "relev",
    "requir",
    "restrict",
    "reveal",
    "right",
    "rough",
    "roughli",
    "rubric",
    "say",
    "scenario",
    "secret",
    "see",
    "sens",
    "share",
    "should",
    "show",
    "situat",
    "someth",
    "sort",
    "sound",
    "spec",
    "specif",
    "start",
    "stuff",
    "summari",
    "suppos",
    "sure",
    "system",
    "talk",
    "task",
    "tell",
    "term",
    "thing",
    "think",
    "thought",
    "topic",
    "type",
    "understand",
    "usual",
    "want",
    "way",
    "whole",
    "wonder",
    "word",
    "work",
    "worth",
    "would",
    "yes",
    "yet",
];
/// Share of a question a fact must speak of to be its answer: on 320 questions written for the
/// purpose and 192 more, less tells what was not asked for, and more leaves questions open.
const ABOUT: f64 = 0.3;

/// What a question is about: its stems without those that name no subject.
pub fn subject(question: &str) -> BTreeSet<String> {
    let named = |stem: &String| NO_SUBJECT.binary_search(&stem.as_str()).is_err();
    stems(question).into_iter().filter(named).collect()
}

/// The fact that answers a question, if one does: the one that speaks of most of it.
pub fn fact_asked(rubric: &Rubric, case: &CaseStudy, question: &str) -> Option<usize> {
    let found = facts_asked(rubric, case, question).into_iter();
    let best = found.max_by(|(i, a), (j, b)| a.total_cmp(b).then(j.cmp(i)));
    best.filter(|(_, share)| *share >= ABOUT).map(|(index, _)| index)
}

/// Indices of the facts a line asks for, or takes as given, in the case's order.
pub fn facts_about(rubric: &Rubric, line: &str) -> Vec<usize> {
    let reading = read(rubric, line);
    (0..rubric.facts.len()).filter(|index| asks(rubric, &reading, *index).is_some()).collect()
}

fn read(rubric: &Rubric, line: &str) -> Reading {
    Reading::new(&rubric.lexicon, &Guard::default(), &[Piece::alone(line)])
}

/// The words of a line by which it asks for a fact.
fn asks(rubric: &Rubric, reading: &Reading, fact: usize) -> Option<Match> {
    rubric.facts[fact].iter().find_map(|cue| match_cue(reading, cue, Rules::ASKED).full)
}
