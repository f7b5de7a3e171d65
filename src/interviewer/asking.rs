//! Questions to the interviewer, and the facts that answer them.

use crate::content::CaseStudy;
use crate::content::point::Example;
use crate::interview::{EntryKind, Move, MoveKind, Session};
use crate::scoring::{Rubric, facts_about, stems, tokenize};

/// What a line in *requirements* is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Asks the interviewer something.
    Question,
    /// Takes something as given.
    Assumption,
    /// Says something.
    Statement,
}

impl From<LineKind> for EntryKind {
    fn from(kind: LineKind) -> Self {
        match kind {
            LineKind::Question => Self::Question,
            LineKind::Assumption => Self::Assumption,
            LineKind::Statement => Self::Answer,
        }
    }
}

/// First words of a question without its mark.
const INTERROGATIVES: &[&str] = &[
    "what", "what's", "whats", "how", "who", "who's", "which", "when", "where", "why", "is", "are",
    "do", "does", "did", "can", "could", "should", "shall", "will", "would", "any", "have", "has",
];
/// Words that take something as given.
const ASSUMING: &[&str] = &[
    "assume",
    "assuming",
    "assumption",
    "suppose",
    "let's say",
    "lets say",
    "i'll take",
    "i will take",
    "say we have",
    "i take it",
    "i'd guess",
    "my guess",
];
/// What the interviewer says when the case has no fact for a question; never twice in a row, and
/// not twice at all before each was said.
const NO_FACT: &[&str] = &[
    "I have nothing particular in mind there. Take a reasonable assumption and say it.",
    "Your call: pick something sensible and tell me what you picked.",
    "Assume what you think is typical, and note it down.",
    "That is open. Decide it the way you would at work, and say why.",
    "No constraint from my side. State what you take as given and go on.",
    "I would leave that to you; an assumption will do.",
];

/// What the interviewer says when a question is about nothing in particular; it costs nothing.
const ASKED_BACK: &[&str] = &[
    "That is wider than I can answer. Ask for the one thing that would change your design.",
    "Which decision hangs on it? Ask me for that.",
    "Name the thing you want to know, and I will tell you what I have.",
];
/// Stems of words that name no subject: a question of nothing else is asked back.
const NO_SUBJECT: &[&str] = &[
    "aim",
    "answer",
    "anyth",
    "ask",
    "background",
    "basic",
    "candid",
    "case",
    "clarif",
    "clarifi",
    "constraint",
    "context",
    "datum",
    "describ",
    "descript",
    "design",
    "detail",
    "dump",
    "elabor",
    "els",
    "everyth",
    "exact",
    "explain",
    "fact",
    "fast",
    "give",
    "good",
    "guid",
    "help",
    "hidden",
    "hint",
    "idea",
    "import",
    "info",
    "inform",
    "instruct",
    "interview",
    "know",
    "knowledg",
    "let",
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
    "much",
    "need",
    "note",
    "often",
    "overview",
    "particular",
    "pictur",
    "pleas",
    "point",
    "print",
    "problem",
    "question",
    "relev",
    "requir",
    "restrict",
    "reveal",
    "rubric",
    "scenario",
    "secret",
    "see",
    "share",
    "show",
    "situat",
    "someth",
    "spec",
    "specif",
    "start",
    "stuff",
    "summari",
    "system",
    "task",
    "tell",
    "thing",
    "topic",
    "type",
    "understand",
    "want",
    "whole",
    "word",
    "worth",
    "yet",
];

/// Whether a question names no subject ("tell me everything", "how many?").
fn is_vague(question: &str) -> bool {
    stems(question).iter().all(|stem| NO_SUBJECT.binary_search(&stem.as_str()).is_ok())
}

/// What a line is: a question answered by its own line is an assumption.
pub fn line_kind(line: &str) -> LineKind {
    let lower = line.trim().trim_start_matches(['-', '*', '•', ' ']).to_lowercase();
    if ASSUMING.iter().any(|word| lower.contains(word)) {
        return LineKind::Assumption;
    }
    if answers_itself(&lower) {
        return LineKind::Assumption;
    }
    let first = lower.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
    if lower.contains('?')
        || INTERROGATIVES.contains(&first) && lower.split_whitespace().count() > 1
    {
        return LineKind::Question;
    }
    LineKind::Statement
}

/// "latency? 150 ms": a question whose own line answers it with a figure.
fn answers_itself(line: &str) -> bool {
    line.rsplit_once('?')
        .is_some_and(|(_, rest)| tokenize(rest).iter().any(|token| token.number.is_some()))
}

/// Runs of lines of one kind, in order: `(kind, text)`.
pub(super) fn runs(text: &str) -> Vec<(LineKind, String)> {
    let mut runs: Vec<(LineKind, String)> = Vec::new();
    for line in text.lines() {
        if line.trim().is_empty() {
            if let Some((_, text)) = runs.last_mut() {
                text.push('\n');
            }
            continue;
        }
        let kind = line_kind(line);
        match runs.last_mut() {
            Some((last, text)) if *last == kind => {
                text.push('\n');
                text.push_str(line);
            }
            _ => runs.push((kind, line.to_owned())),
        }
    }
    for (_, text) in &mut runs {
        text.truncate(text.trim_end().len());
    }
    runs
}

/// Answers questions from a case's facts.
pub(super) struct Oracle<'a> {
    pub(super) case: &'a CaseStudy,
    pub(super) rubric: &'a Rubric,
    pub(super) session: &'a Session,
    pub(super) step: &'a str,
}

impl Oracle<'_> {
    /// One move per fact asked for, in the order asked; one in all for what has no fact.
    pub(super) fn answer(&self, text: &str) -> Vec<Move> {
        let mut told: Vec<usize> = Vec::new();
        let mut unknown = false;
        let mut vague = false;
        for question in text.lines().flat_map(questions).filter(|line| !line.trim().is_empty()) {
            let found = facts_about(self.rubric, question);
            vague |= found.is_empty() && is_vague(question);
            unknown |= found.is_empty() && !is_vague(question);
            told.extend(
                found.into_iter().filter(|index| !told.contains(index)).collect::<Vec<_>>(),
            );
        }
        let mut moves: Vec<Move> = told.into_iter().map(|index| self.tell(index)).collect();
        if unknown {
            moves.push(self.assume());
        } else if vague && moves.is_empty() {
            moves.push(self.ask_back());
        }
        moves
    }

    /// What the last question may have meant, if not what was told: of the facts not yet told, the
    /// one that is asked for in the most similar words.
    pub(super) fn instead(&self) -> Move {
        let mut asked = self.session.entries.iter().rev();
        let question = asked.find(|entry| entry.kind == EntryKind::Question);
        let words = question.map(|question| stems(question.text())).unwrap_or_default();
        let shared = |line: &Example| stems(&line.text).intersection(&words).count();
        let told = |id: &String| {
            self.session.moves.iter().any(|spoken| spoken.said.fact.as_ref() == Some(id))
        };
        let open = self.case.facts.iter().enumerate().filter(|(_, fact)| !told(&fact.id));
        let near = open
            .map(|(index, fact)| (fact.shows.iter().map(shared).max().unwrap_or(0), index))
            .filter(|(shared, _)| *shared > 0)
            .max_by_key(|(shared, index)| (*shared, std::cmp::Reverse(*index)));
        near.map_or_else(|| self.assume(), |(_, index)| self.tell(index))
    }

    fn tell(&self, index: usize) -> Move {
        let fact = &self.case.facts[index];
        Move { fact: Some(fact.id.clone()), ..Move::new(MoveKind::Fact, self.step, &fact.answer) }
    }

    fn assume(&self) -> Move {
        self.stock(MoveKind::Assume, NO_FACT)
    }

    fn ask_back(&self) -> Move {
        self.stock(MoveKind::Clarify, ASKED_BACK)
    }

    /// The next of the interviewer's ready lines of a kind.
    fn stock(&self, kind: MoveKind, lines: &[&str]) -> Move {
        let before = self.session.moves.iter().filter(|spoken| spoken.said.kind == kind).count();
        Move::new(kind, self.step, lines[before % lines.len()])
    }
}

/// The questions of a line: several may stand in one.
fn questions(line: &str) -> Vec<&str> {
    let parts: Vec<&str> = line.split_inclusive('?').filter(|part| part.trim().len() > 1).collect();
    if parts.is_empty() { vec![line] } else { parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        for (line, kind) in [
            ("How many users?", LineKind::Question),
            ("scale?", LineKind::Question),
            ("- what latency can we afford", LineKind::Question),
            ("scale? assume 5M a day", LineKind::Assumption),
            ("latency? 150ms p99, 40 for me", LineKind::Assumption),
            ("I'll take 10M requests a day", LineKind::Assumption),
            ("The goal is revenue.", LineKind::Statement),
            ("Any", LineKind::Statement),
        ] {
            assert_eq!(line_kind(line), kind, "{line}");
        }
    }

    #[test]
    fn a_question_without_a_subject_is_vague() {
        assert!(NO_SUBJECT.is_sorted());
        for text in ["tell me everything", "how many?", "Any constraints?", "what should I ask?"] {
            assert!(is_vague(text), "{text}");
        }
        for text in ["how many users?", "what is the budget?", "which labels do we have?"] {
            assert!(!is_vague(text), "{text}");
        }
    }

    #[test]
    fn runs_keep_order_and_words() {
        let found = runs("Goal is revenue\nhow many users?\nlatency?\n\nassume 100 ms");
        let kinds: Vec<LineKind> = found.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, [LineKind::Statement, LineKind::Question, LineKind::Assumption]);
        assert_eq!(found[1].1, "how many users?\nlatency?");
    }
}
