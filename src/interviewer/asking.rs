//! Questions to the interviewer, and the facts that answer them.

use crate::content::CaseStudy;
use crate::content::point::Example;
use crate::interview::{EntryKind, Move, MoveKind, Session};
use crate::scoring::{Rubric, fact_asked, stems, subject, tokenize};

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
/// How a line begins that asks without a question mark.
const WONDERING: &[&str] = &[
    "curious",
    "i am curious",
    "i'm curious",
    "it would help",
    "wondering",
    "i wonder",
    "i'm wondering",
    "interested in",
    "tell me",
    "not sure what",
    "not sure whether",
    "not sure yet",
    "need to know",
    "i need to know",
    "i'd like to know",
    "would like to know",
    "want to know",
    "please share",
    "please tell",
];
/// Words anywhere in a line that asks without a question mark.
const WISHING: &[&str] = &[
    "want to hear",
    "like to hear",
    "love to hear",
    "love to know",
    "would like a number",
    "would like the number",
    ", and how many",
    ", and how much",
];
/// How a line ends that takes something as given and wants it confirmed.
const CONFIRMING: &[&str] = &[
    "right?",
    "correct?",
    "yes?",
    "ok?",
    "okay?",
    "i take it?",
    "i suppose?",
    "i assume?",
    "true?",
    "fair?",
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

/// Content words of a question that names hardly anything.
const HARDLY_ANYTHING: usize = 1;

/// Whether a question names no subject ("tell me everything", "how many?").
fn is_vague(question: &str) -> bool {
    subject(question).is_empty()
}

/// What a line is: a question answered by its own line is an assumption.
pub fn line_kind(line: &str) -> LineKind {
    let lower = line.trim().trim_start_matches(['-', '*', '•', ' ']).to_lowercase();
    if wants_it_confirmed(&lower) {
        return LineKind::Question;
    }
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
    if WONDERING.iter().any(|words| lower.starts_with(words))
        || WISHING.iter().any(|words| lower.contains(words))
    {
        return LineKind::Question;
    }
    LineKind::Statement
}

/// "So no video, right?", "Suppose somebody uploads a selfie, what then?": questions, although they
/// take something as given. With a figure of one's own it is an assumption all the same.
fn wants_it_confirmed(line: &str) -> bool {
    let figures = line.contains(|c: char| c.is_ascii_digit());
    let hypothetical = line.starts_with("suppose ") && line.ends_with('?');
    !figures && (hypothetical || CONFIRMING.iter().any(|words| line.ends_with(words)))
}

/// How one's own answer begins that is meant for the case that there is none.
const FALLBACK: &[&str] = &["if not", "otherwise", "or else"];

/// "latency? 150 ms": a question whose own line answers it with a figure.
fn answers_itself(line: &str) -> bool {
    // "Which one?" gives no figure, and "if not I'd write 300" answers only for want of an answer.
    let figure = |rest: &str| {
        tokenize(rest).iter().any(|token| token.number.is_some() && token.word != "one")
    };
    let fallback = |rest: &str| FALLBACK.iter().any(|words| rest.trim_start().starts_with(words));
    line.rsplit_once('?').is_some_and(|(_, rest)| figure(rest) && !fallback(rest))
}

/// Runs of lines of one kind, in order: `(kind, text)`.
pub(super) fn runs(text: &str, names_a_fact: impl Fn(&str) -> bool) -> Vec<(LineKind, String)> {
    let mut runs: Vec<(LineKind, String)> = Vec::new();
    for line in text.lines() {
        if line.trim().is_empty() {
            if let Some((_, text)) = runs.last_mut() {
                text.push('\n');
            }
            continue;
        }
        for (index, part) in answered_apart(line).into_iter().enumerate() {
            let kind = match line_kind(part) {
                LineKind::Statement if names_a_fact(part) => LineKind::Question,
                kind => kind,
            };
            match runs.last_mut() {
                Some((last, text)) if *last == kind => {
                    text.push(if index == 0 { '\n' } else { ' ' });
                    text.push_str(part);
                }
                _ => runs.push((kind, part.to_owned())),
            }
        }
    }
    for (_, text) in &mut runs {
        text.truncate(text.trim_end().len());
    }
    runs
}

/// A line of several questions, cut so that an answer of the person's own stays with the question it
/// answers: "Where is it shown? I'd guess everywhere. One time or a range?" holds an assumption and a
/// question.
fn answered_apart(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in line.match_indices('?') {
        let rest = &line[at + 1..];
        let next = rest.find('?').unwrap_or(rest.len());
        // The person's own words run to the last full stop before the next question.
        let own = rest[..next].rfind(['.', '!', ';']).map_or(0, |stop| stop + 1);
        let own = if next == rest.len() { rest.len() } else { own };
        if leaves_open(&line[start..at], &rest[..own]) {
            parts.push(line[start..=at].trim());
            start = at + 1;
        }
        let end = at + 1 + own;
        if end > start && !line[start..end].trim().is_empty() {
            parts.push(line[start..end].trim());
        }
        start = end;
    }
    let last = line[start..].trim();
    if !last.is_empty() {
        parts.push(last);
    }
    parts
}

/// How a question asks for an amount.
const AMOUNT: &[&str] = &["how many", "how much", "how big", "how large"];
/// Words after such a question from which on they are more than a guess ("probably ten").
const MORE_THAN_A_GUESS: usize = 7;

/// Whether a person's own words after a question leave it open: "How many videos are there? I assume
/// we optimise watch time and not clicks" asks one thing and assumes another, as it has no amount; "Who
/// uses it? I assume we optimise watch time" does, as the one has no word of the other.
fn leaves_open(question: &str, own: &str) -> bool {
    if own.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let lower = question.to_lowercase();
    let no_amount = AMOUNT.iter().any(|words| lower.contains(words))
        && own.split_whitespace().count() >= MORE_THAN_A_GUESS;
    let of_us = own.split_whitespace().any(|word| word.eq_ignore_ascii_case("we"));
    no_amount || (of_us && subject(question).is_disjoint(&subject(own)))
}

/// Whether a line that asks without saying so names something the case has a fact about.
pub(super) fn names_a_fact(rubric: &Rubric, case: &CaseStudy, line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let figures = lower.split_whitespace().any(|word| {
        let percentile = word.strip_prefix('p').is_some_and(|rest| rest.parse::<u32>().is_ok());
        !percentile && word.contains(|c: char| c.is_ascii_digit())
    });
    let noted = figures || lower.contains(['.', ':', '=', '>']);
    !noted
        && (is_bare(&lower) || asks_within(&lower))
        && questions(line).iter().any(|part| fact_asked(rubric, case, part).is_some())
}

/// Words a name of a thing has at most ("latency target", "p99 budget for the scoring call").
const BARE: usize = 6;
/// Words by which a line says something rather than names it.
const SAYING: &[&str] = &[
    "i", "i'd", "i'll", "i'm", "i've", "my", "we", "we'd", "we'll", "our", "let", "let's", "is",
    "are", "will", "should", "must", "need", "needs", "use", "uses", "want", "have", "has", "not",
];

/// Whether a line is nothing but names of things: one, several ("DAU, catalogue size, uploads per
/// day"), or a choice between two ("text only or images too").
fn is_bare(line: &str) -> bool {
    let says = line.split(|c: char| c.is_whitespace() || c == ',').any(|w| SAYING.contains(&w));
    let leaves_out = line.split_whitespace().next().is_some_and(|first| first.ends_with("ing"));
    let mut things = line.split([',', '+', '/', ';']).flat_map(|part| part.split(" or "));
    !says && !leaves_out && things.all(|thing| thing.split_whitespace().count() <= BARE)
}

/// How a line goes on that has named something and then asks about it ("human reviewers - how
/// many", "a newcomer without friends, do I need to handle that").
const ASKING_THEN: &[&str] = &[
    ", how ",
    "- how ",
    " how many ",
    " how much",
    " within how",
    ", what ",
    ", do ",
    ", does ",
    ", is it",
    ", is that",
    ", is there",
    ", are there",
    ", are we",
    " and are we",
    ", any ",
    " or must ",
    " or is that",
    " or should ",
];

/// Whether a line asks in its second half, and is no saying of the person's own before that.
fn asks_within(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let own = SAYING.contains(&first);
    !own && ASKING_THEN.iter().any(|words| format!("{line} ").contains(words))
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
        let mut moves: Vec<Move> = Vec::new();
        let mut unknown = None;
        let mut vague = false;
        for question in text.lines().flat_map(questions).filter(|line| !line.trim().is_empty()) {
            match fact_asked(self.rubric, self.case, question) {
                Some(index) if told.contains(&index) => {}
                Some(index) => {
                    told.push(index);
                    moves.push(self.tell(index));
                }
                None if is_vague(question) => vague = true,
                // In its place, so that replies stand in the order of the questions; once in all.
                None if unknown.is_none() => {
                    unknown = Some((moves.len(), question));
                    moves.push(self.assume());
                }
                None => {}
            }
        }
        if vague && moves.is_empty() {
            moves.push(self.ask_back());
        }
        // "Who uses it, and how many are they?": what was told will do for the half that names
        // hardly anything.
        if let Some((place, question)) = unknown
            && moves.len() > 1
            && subject(question).len() <= HARDLY_ANYTHING
        {
            moves.remove(place);
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

/// Words with which a further question goes on in the same sentence (", and how …").
const FURTHER: &[&str] =
    &["how", "what", "which", "who", "when", "where", "do", "does", "is", "are", "can", "should"];
/// Words a thing asked for by name has at most ("scale, latency, label source?").
const NAMED: usize = 3;
/// The same where three things or more are named ("TPS at peak, fraud rate today in bps, …").
const NAMED_OF_MANY: usize = 5;

/// The questions of a line: several may stand in one.
fn questions(line: &str) -> Vec<&str> {
    let parts = line.split_inclusive(['?', ';']).filter(|part| part.trim().len() > 1);
    parts.flat_map(|part| named(part).unwrap_or_else(|| further(part))).collect()
}

/// The things a question is a bare list of, if it is one.
fn named(part: &str) -> Option<Vec<&str>> {
    let things: Vec<&str> =
        part.split([',', '/', '+']).flat_map(|part| part.split(" and ")).collect();
    let first = part.split_whitespace().next().unwrap_or_default().to_lowercase();
    let asks = INTERROGATIVES.contains(&first.as_str());
    // "How many searches and jobs are there?" is one question.
    if things.len() == 2 && first == "how" && !part.contains([',', '/', '+']) {
        return None;
    }
    let most =
        if things.len() > 2 && !asks && !part.contains(" - ") { NAMED_OF_MANY } else { NAMED };
    let short = |thing: &&str| (1..=most).contains(&thing.split_whitespace().count());
    (things.len() > 1 && things.iter().all(short)).then_some(things)
}

/// A sentence cut where a further question begins in it.
fn further(part: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    for joint in [", and ", " and ", ", "] {
        for (at, _) in part.match_indices(joint) {
            let next = part[at + joint.len()..].split_whitespace().next().unwrap_or_default();
            if FURTHER.contains(&next.to_lowercase().as_str()) {
                cuts.push(at);
            }
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts.push(part.len());
    cuts.windows(2).map(|cut| &part[cut[0]..cut[1]]).collect()
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
            ("curious what labels exist", LineKind::Question),
            ("The goal is revenue.", LineKind::Statement),
            ("No video for now, I take it?", LineKind::Question),
            ("I take it we search our own pictures, correct?", LineKind::Question),
            ("I assume 5M users a day, right?", LineKind::Assumption),
            ("Suppose someone uploads a selfie, what should come back?", LineKind::Question),
            ("cost of a false alarm, would like a number for that", LineKind::Question),
            ("Any", LineKind::Statement),
        ] {
            assert_eq!(line_kind(line), kind, "{line}");
        }
    }

    #[test]
    fn names_of_things_are_told_from_sayings() {
        for line in [
            "p99 budget for the scoring call",
            "dau, catalogue size, uploads per day",
            "text only or images + video too",
            "posts per day + languages + which countries, please",
        ] {
            assert!(is_bare(line), "{line}");
        }
        for line in [
            "we cache the page",
            "labels are clicks",
            "leaving out search, ads and the sidebar",
            "a gradient boosted model on hashed features and counts over thirty days of clicks",
        ] {
            assert!(!is_bare(line), "{line}");
        }
        assert!(asks_within("human reviewers - how many, and what can they get through"));
        assert!(asks_within("brand new member with no friends, do i need to handle that"));
        assert!(!asks_within("i decide how many candidates the ranker sees"));
    }

    #[test]
    fn an_answer_for_want_of_one_does_not_close_a_question() {
        let fallback = "do we have real questions with good answers? if not I'd have 300 written";
        assert_eq!(line_kind(fallback), LineKind::Question);
        assert_eq!(line_kind("revenue or retention? which one wins"), LineKind::Question);
        assert_eq!(line_kind("how many answers? I'd take 300"), LineKind::Assumption);
    }

    #[test]
    fn a_question_without_a_subject_is_vague() {
        for text in ["tell me everything", "how many?", "Any constraints?", "what should I ask?"] {
            assert!(is_vague(text), "{text}");
        }
        for text in ["how many users?", "what is the budget?", "which labels do we have?"] {
            assert!(!is_vague(text), "{text}");
        }
    }

    #[test]
    fn an_answer_of_ones_own_stays_with_its_question() {
        let line = "Where is it shown? I'd guess everywhere. One time or a range? Own couriers?";
        let parts = answered_apart(line);
        assert_eq!(
            parts,
            ["Where is it shown? I'd guess everywhere.", "One time or a range?", "Own couriers?"]
        );
        let kinds: Vec<LineKind> = parts.iter().map(|part| line_kind(part)).collect();
        assert_eq!(kinds, [LineKind::Assumption, LineKind::Question, LineKind::Question]);
        assert_eq!(answered_apart("scale? assume 5M a day"), ["scale? assume 5M a day"]);
    }

    #[test]
    fn an_amount_asked_for_stays_open_after_an_assumption_about_something_else() {
        let line = "How many videos are there? I assume we optimise watch time and not clicks.";
        let kinds: Vec<LineKind> = answered_apart(line).into_iter().map(line_kind).collect();
        assert_eq!(kinds, [LineKind::Question, LineKind::Assumption]);
        let line = "Who uses it? i assume we optimise watch time";
        let kinds: Vec<LineKind> = answered_apart(line).into_iter().map(line_kind).collect();
        assert_eq!(kinds, [LineKind::Question, LineKind::Assumption]);
        for line in [
            "Where do we store them? I'd say we store them in the cloud",
            "How many slots? Probably ten, I'll use that",
            "How many users? I assume 5M of them every day",
        ] {
            assert_eq!(answered_apart(line), [line]);
        }
    }

    #[test]
    fn several_questions_in_one_line_are_told_apart() {
        assert_eq!(questions("scale, latency and labels?"), ["scale", " latency", "labels?"]);
        assert_eq!(
            questions("What data exists, how far back does it go?"),
            ["What data exists", ", how far back does it go?"]
        );
        assert_eq!(questions("Do they pay per click, or per view?").len(), 1);
        assert_eq!(questions("How many searches and jobs are there?").len(), 1);
        assert_eq!(questions("TPS at peak + basket value + fraud rate today in bps?").len(), 3);
    }

    #[test]
    fn runs_keep_order_and_words() {
        let found = runs("Goal is revenue\nhow many users?\nlatency?\n\nassume 100 ms", |_| false);
        let kinds: Vec<LineKind> = found.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, [LineKind::Statement, LineKind::Question, LineKind::Assumption]);
        assert_eq!(found[1].1, "how many users?\nlatency?");
    }
}
