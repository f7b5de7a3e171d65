//! Sentences, bullets and the blocks they form.

use std::ops::Range;

use super::token::{Token, tokenize};

/// A sentence or bullet.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    /// Byte range in the text, without surrounding space.
    pub range: Range<usize>,
    /// Its words; byte ranges are into the whole text.
    pub tokens: Vec<Token>,
    /// Whether it ends with a question mark.
    pub question: bool,
    /// Whether it heads a block.
    pub heading: bool,
    /// Index of the passage that heads the block it is in.
    pub block: Option<usize>,
    /// How many of its words are the label of its line ("Metrics: …"); none on most lines.
    pub label: usize,
    /// Index of the passage that begins its line with a label, if another does.
    pub labelled: Option<usize>,
}

impl Passage {
    /// Moves it back, so that ranges are into a text that begins `by` bytes later.
    pub(super) fn move_back(&mut self, by: usize) {
        let moved = |range: &Range<usize>| range.start - by..range.end - by;
        self.range = moved(&self.range);
        for token in &mut self.tokens {
            token.range = moved(&token.range);
        }
    }
}

/// Words after whose dot a sentence goes on.
const ABBREVIATIONS: &[&str] = &[
    "approx", "avg", "cf", "ca", "dr", "e.g", "eg", "esp", "est", "etc", "fig", "i.e", "ie",
    "incl", "max", "min", "mr", "ms", "no", "resp", "sec", "st", "vs", "viz", "w.r.t",
];

/// Over this many words without punctuation, a passage is dictated speech and is cut at
/// discourse marks.
const SPEECH_WORDS: usize = 40;
/// Fewest words of a cut of speech.
const CUT_WORDS: usize = 8;
/// Words at which dictated speech moves on.
const MARKS: &[&str] = &[
    "so", "then", "also", "next", "now", "okay", "ok", "but", "well", "another", "finally",
    "secondly", "because", "and", "anyway", "plus", "alright", "right",
];
/// Most words of a line's label.
const LABEL_WORDS: usize = 3;
/// Most words of a heading.
const HEADING_WORDS: usize = 8;

/// Splits a text into passages; none reaches over a line that starts at one of `breaks`.
pub(super) fn passages(text: &str, breaks: &[usize]) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut block: Option<Block> = None;
    for line in lines(text, breaks) {
        if line.text(text).trim().is_empty() {
            // A blank line may stand between a heading and what it heads.
            block = block.filter(|block| block.head + 1 == passages.len());
            continue;
        }
        let start = passages.len();
        if line.is_heading(text) {
            passages.extend(passage(text, line.body.clone(), true, None));
            block = (passages.len() > start).then_some(Block {
                head: start,
                indent: line.indent,
                bullets: false,
                nested: line.bullet,
            });
            continue;
        }
        block = block
            .filter(|block| block.holds(&line))
            .map(|block| Block { bullets: block.bullets || line.bullet, ..block });
        let head = block.as_ref().map(|block| block.head);
        for sentence in sentences(text, line.body.clone()) {
            passages.extend(passage(text, sentence, false, head));
        }
        label(&mut passages, start);
    }
    cut_speeches(text, passages)
}

/// The passages from `first` on stand on one line: if it begins with a label, all are under it.
fn label(passages: &mut [Passage], first: usize) {
    let Some(begins) = passages.get(first) else { return };
    let words = 1..=LABEL_WORDS;
    let Some(end) = words.into_iter().find(|at| {
        begins.tokens.get(*at).is_some_and(|token| token.before.colon && token.number.is_none())
    }) else {
        return;
    };
    passages[first].label = end;
    for passage in &mut passages[first + 1..] {
        passage.labelled = Some(first);
    }
}

/// A block being read.
struct Block {
    head: usize,
    indent: usize,
    bullets: bool,
    /// Its head is a bullet itself: only deeper lines belong to it.
    nested: bool,
}

impl Block {
    /// A block goes on with bullets and indented lines; once it had bullets, a plain line ends it.
    fn holds(&self, line: &Line) -> bool {
        if self.nested {
            return line.indent > self.indent;
        }
        line.bullet || line.indent > self.indent || !self.bullets
    }
}

/// A line, continuation lines of wrapped prose joined to it.
struct Line {
    /// Byte range without bullet and indentation.
    body: Range<usize>,
    /// Columns of indentation.
    indent: usize,
    /// Whether it starts with a bullet.
    bullet: bool,
    /// Whether the next line is a bullet or deeper indented.
    leads: bool,
}

impl Line {
    fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.body.clone()]
    }

    /// A line that ends with a colon, or a short one without end mark that bullets follow.
    fn is_heading(&self, text: &str) -> bool {
        let line = self.text(text).trim_end();
        let words = line.split_whitespace().count();
        let markdown = line.starts_with('#');
        let open = !line.ends_with(['.', '!', '?', ';', ',']);
        words <= HEADING_WORDS && (line.ends_with(':') || markdown || (self.leads && open))
    }
}

fn lines(text: &str, breaks: &[usize]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut at = 0;
    let width = wrap_width(text);
    for raw in text.split_inclusive('\n') {
        let line = line(raw, at);
        let joins = !breaks.contains(&at)
            && lines.last().is_some_and(|last| continues(text, last, &line, width));
        match lines.last_mut() {
            Some(last) if joins => last.body.end = line.body.end,
            Some(last) => {
                let deeper = line.indent > last.indent;
                last.leads =
                    if last.bullet { line.bullet && deeper } else { line.bullet || deeper };
                lines.push(line);
            }
            None => lines.push(line),
        }
        at += raw.len();
    }
    lines
}

fn line(raw: &str, at: usize) -> Line {
    let content = raw.trim_end();
    let lead = content.len() - content.trim_start().len();
    let rest = &content[lead..];
    let marker = bullet(rest);
    Line {
        body: at + lead + marker..at + content.len().max(lead + marker),
        indent: lead,
        bullet: marker > 0,
        leads: false,
    }
}

/// Length of a bullet (`- `, `• `, `2. `, `b) `) at the start of a line; 0 without one.
fn bullet(line: &str) -> usize {
    for mark in ["- ", "* ", "• ", "– ", "— ", "+ ", "> ", "-> ", "→ "] {
        if line.starts_with(mark) {
            return mark.len();
        }
    }
    let label = line.chars().take_while(char::is_ascii_alphanumeric).count();
    let numbered = (1..=2).contains(&label)
        && (line[..label].bytes().all(|b| b.is_ascii_digit()) || label == 1);
    if numbered && (line[label..].starts_with(". ") || line[label..].starts_with(") ")) {
        return label + 2;
    }
    0
}

/// Whether a line goes on with the sentence of the line before: prose wrapped by hand or by an
/// editor, where a line was broken because its next word did not fit.
fn continues(text: &str, last: &Line, line: &Line, width: Option<usize>) -> bool {
    let Some(width) = width else { return false };
    let before = text[last.body.clone()].lines().last().unwrap_or_default().trim_end();
    let next = text[line.body.clone()].split_whitespace().next().unwrap_or_default();
    let full = last.indent + before.chars().count() + 1 + next.chars().count() > width;
    let open = !before.ends_with(['.', '!', '?', ';', ':']);
    !line.bullet && line.indent >= last.indent && full && open && !next.is_empty()
}

/// The width a text is wrapped at, if it is wrapped: its longest line, when nearly every line that
/// another follows is so full that the next word would not fit. Notes typed line by line are not.
fn wrap_width(text: &str) -> Option<usize> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let cells = |line: &str| line.chars().count();
    let width = lines.iter().map(|line| cells(line)).max()?;
    let followed: Vec<(&str, &str)> = lines
        .windows(2)
        .filter(|pair| {
            !pair[0].is_empty() && !pair[1].is_empty() && bullet(pair[1].trim_start()) == 0
        })
        .map(|pair| (pair[0], pair[1]))
        .collect();
    let next_word = |line: &str| line.split_whitespace().next().map_or(0, cells);
    let full =
        followed.iter().filter(|(line, next)| cells(line) + 1 + next_word(next) > width).count();
    let wrapped = followed.len() >= 2 && full * 4 >= followed.len() * 3;
    (wrapped && (50..=120).contains(&width)).then_some(width)
}

fn sentences(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let line = &text[range.clone()];
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in line.char_indices() {
        let end = at + c.len_utf8();
        let rest = &line[end..];
        let closes = match c {
            ';' | '。' | '？' | '！' => true,
            '.' | '!' | '?' => {
                let after = rest.trim_start_matches([')', '"', '\'', '”', '’', '.', '!', '?']);
                after.is_empty() || after.starts_with(char::is_whitespace)
            }
            _ => false,
        };
        if closes && !(c == '.' && is_abbreviation(&line[start..at])) {
            found.push(range.start + start..range.start + end);
            start = end;
        }
    }
    found.push(range.start + start..range.end);
    found
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let lower = word.to_lowercase();
    // "no." ends a sentence more often than it abbreviates "number".
    ABBREVIATIONS.contains(&lower.as_str()) && lower != "no" && lower != "ms"
}

fn passage(
    text: &str,
    range: Range<usize>,
    heading: bool,
    block: Option<usize>,
) -> Option<Passage> {
    let slice = &text[range.clone()];
    let trimmed = slice.trim();
    if trimmed.is_empty() {
        return None;
    }
    let start = range.start + (slice.len() - slice.trim_start().len());
    let range = start..start + trimmed.len();
    let tokens = shifted(trimmed, start);
    let question = trimmed.ends_with('?');
    let (label, labelled) = (0, None);
    let found = Passage { range, tokens, question, heading, block, label, labelled };
    (!found.tokens.is_empty()).then_some(found)
}

fn shifted(text: &str, by: usize) -> Vec<Token> {
    let mut tokens = tokenize(text);
    for token in &mut tokens {
        token.range = token.range.start + by..token.range.end + by;
    }
    tokens
}

/// Cuts dictated speech, and points every passage at where what it belongs to has moved.
fn cut_speeches(text: &str, passages: Vec<Passage>) -> Vec<Passage> {
    let mut moved = Vec::with_capacity(passages.len());
    let mut cut = Vec::with_capacity(passages.len());
    for passage in passages {
        moved.push(cut.len());
        if is_speech(&passage) {
            cut.extend(cut_speech(text, &passage));
        } else {
            cut.push(passage);
        }
    }
    for passage in &mut cut {
        passage.block = passage.block.map(|head| moved[head]);
        passage.labelled = passage.labelled.map(|first| moved[first]);
    }
    cut
}

fn is_speech(passage: &Passage) -> bool {
    let punctuated =
        passage.tokens.iter().filter(|token| token.before.clause || token.before.colon).count();
    passage.tokens.len() > SPEECH_WORDS && punctuated * 15 <= passage.tokens.len()
}

fn cut_speech(text: &str, passage: &Passage) -> Vec<Passage> {
    let mut cuts = vec![0];
    for (index, token) in passage.tokens.iter().enumerate() {
        let since = index - cuts.last().copied().unwrap_or(0);
        let left = passage.tokens.len() - index;
        if since >= CUT_WORDS && left >= CUT_WORDS / 2 && MARKS.contains(&token.word.as_str()) {
            cuts.push(index);
        }
    }
    cuts.push(passage.tokens.len());
    cuts.windows(2)
        .map(|cut| {
            let tokens = passage.tokens[cut[0]..cut[1]].to_vec();
            let range = tokens[0].range.start..tokens[tokens.len() - 1].range.end;
            let question = text[range.end..].trim_start().starts_with('?');
            let label = if cut[0] == 0 { passage.label } else { 0 };
            Passage { range, tokens, question, heading: false, label, ..passage.clone() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        passages(text, &[]).into_iter().map(|passage| &text[passage.range]).collect()
    }

    #[test]
    fn sentences_and_bullets_are_passages() {
        assert_eq!(
            split("Log loss, e.g. NE. Then AUC!\n- p95 0.5 s; p99 1 s\n2) done"),
            ["Log loss, e.g. NE.", "Then AUC!", "p95 0.5 s;", "p99 1 s", "done"]
        );
    }

    #[test]
    fn a_line_goes_on_under_its_label() {
        let found = passages("A/B: by user; two weeks. Primary is revenue\nThen ship; done", &[]);
        let under: Vec<Option<usize>> = found.iter().map(|passage| passage.labelled).collect();
        assert_eq!(under, [None, Some(0), Some(0), None, None]);
        assert_eq!((found[0].label, found[3].label), (1, 0));
        let time = passages("peak 19:21; more", &[]);
        assert_eq!((time[0].label, time[1].labelled), (0, None));
    }

    #[test]
    fn a_heading_holds_the_bullets_below_it() {
        let found = passages("A/B test:\n- by user\n- two weeks\n\nAnother thing", &[]);
        let blocks: Vec<Option<usize>> = found.iter().map(|passage| passage.block).collect();
        assert_eq!(blocks, [None, Some(0), Some(0), None]);
        assert!(found[0].heading);
    }

    #[test]
    fn a_short_line_before_bullets_is_a_heading_without_colon() {
        let found = passages("Experiment\n- by user\n- two weeks\nthen ship", &[]);
        assert!(found[0].heading);
        assert_eq!(found[2].block, Some(0));
        assert_eq!(found[3].block, None);
    }

    #[test]
    fn nested_bullets_and_blank_lines_keep_their_heading() {
        let nested = passages("1. A/B test\n   - by user\n   - two weeks\n2. rollout", &[]);
        let blocks: Vec<Option<usize>> = nested.iter().map(|passage| passage.block).collect();
        assert_eq!(blocks, [None, Some(0), Some(0), None]);
        let spaced = passages("## A/B test\n\n- by user\n- two weeks", &[]);
        assert_eq!(spaced[2].block, Some(0));
    }

    #[test]
    fn wrapped_prose_is_one_sentence() {
        let text = "We would train on six days of logged impressions and then\n\
            test on the seventh one, because clicks drift from one day to\n\
            the next and a shuffle hides it.";
        assert_eq!(split(text).len(), 1);
    }

    #[test]
    fn notes_of_uneven_length_are_not_joined() {
        let text = "assume 100M users x 20 impressions = 2B a day, about 100k slots a second at peak\n\
            retrieval is given\nlatency is 40 ms\nlabels are clicks within thirty minutes of the view\nbots out";
        assert_eq!(split(text).len(), 5);
    }

    #[test]
    fn dictated_speech_is_cut_where_it_moves_on() {
        let text = "first I would look at the logs and see what we have there in terms of clicks and impressions so \
            then I would train a simple model on them and compare it with what runs today and then we could try \
            something deeper if that one works well";
        assert!(split(text).len() >= 3);
    }
}
