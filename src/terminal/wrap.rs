//! Breaking text into lines of a given width.
//!
//! Widths are counted in terminal cells and text is never cut inside a grapheme, so emoji, CJK and
//! combining marks stay whole. Text from outside goes through [`sanitise`](super::sanitise()) first.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Spaces in front of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indent {
    /// Before the first line.
    pub first: usize,
    /// Before every other line.
    pub rest: usize,
}

impl Indent {
    /// No spaces anywhere.
    pub const NONE: Self = Self { first: 0, rest: 0 };

    /// The same before every line.
    pub fn all(spaces: usize) -> Self {
        Self { first: spaces, rest: spaces }
    }

    /// Before every line but the first.
    pub fn hanging(spaces: usize) -> Self {
        Self { first: 0, rest: spaces }
    }
}

/// A stretch of a line, marked or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The words.
    pub text: String,
    /// Whether they lie in a marked range.
    pub marked: bool,
}

/// The text in lines no wider than `width`, except where a single grapheme is wider. Explicit
/// newlines stay, spaces at a break go, a line's own leading spaces indent what follows of it.
/// Indents that would take more than half of the width are left out.
pub fn wrap(text: &str, width: usize, indent: Indent) -> Vec<String> {
    let full = |line: &Line| " ".repeat(line.indent) + &spaced(&text[line.text.clone()]);
    lay_out(text, width, indent).iter().map(full).collect()
}

/// The same, with the bytes in `marks` told apart, so that evidence can be underlined.
pub fn wrap_marked(
    text: &str,
    marks: &[Range<usize>],
    width: usize,
    indent: Indent,
) -> Vec<Vec<Segment>> {
    let marks = tidy(text, marks);
    lay_out(text, width, indent).iter().map(|line| segments(text, line, &marks)).collect()
}

/// Sorted, merged, and never inside a character.
pub(super) fn tidy(text: &str, marks: &[Range<usize>]) -> Vec<Range<usize>> {
    let clamp = |mark: &Range<usize>| {
        text.floor_char_boundary(mark.start)..text.ceil_char_boundary(mark.end)
    };
    let mut marks: Vec<_> = marks.iter().map(clamp).filter(|mark| !mark.is_empty()).collect();
    marks.sort_by_key(|mark| mark.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match merged.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => merged.push(mark),
        }
    }
    merged
}

fn segments(text: &str, line: &Line, marks: &[Range<usize>]) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut push = |text: String, marked| {
        if !text.is_empty() {
            segments.push(Segment { text, marked });
        }
    };
    push(" ".repeat(line.indent), false);
    let mut at = line.text.start;
    for mark in marks {
        let start = mark.start.clamp(at, line.text.end);
        let end = mark.end.clamp(start, line.text.end);
        push(spaced(&text[at..start]), false);
        push(spaced(&text[start..end]), true);
        at = end;
    }
    push(spaced(&text[at..line.text.end]), false);
    segments
}

/// Every kind of space takes one cell once printed.
fn spaced(text: &str) -> String {
    text.chars().map(|c| if breaks(c) { ' ' } else { c }).collect()
}

/// Whether a line may be broken here; the no-break spaces are there to prevent just that.
fn breaks(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

struct Line {
    indent: usize,
    text: Range<usize>,
}

fn lay_out(text: &str, width: usize, indent: Indent) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = 0;
    for paragraph in text.split_inclusive('\n') {
        let first = if at == 0 { indent.first } else { indent.rest };
        let end = at + paragraph.trim_end_matches(breaks).len();
        let start = end.min(at + paragraph.len() - paragraph.trim_start_matches(breaks).len());
        let lead = text[at..start].chars().count();
        let mut builder = Builder {
            width,
            text: start..start,
            cells: 0,
            indent: fitting(first + lead, width),
            rest: fitting(indent.rest + lead, width),
            lines: &mut lines,
        };
        builder.words(text, start..end);
        builder.flush();
        at += paragraph.len();
    }
    lines
}

fn fitting(indent: usize, width: usize) -> usize {
    if indent > width / 2 { 0 } else { indent }
}

/// The line being filled.
struct Builder<'a> {
    width: usize,
    text: Range<usize>,
    cells: usize,
    indent: usize,
    rest: usize,
    lines: &'a mut Vec<Line>,
}

impl Builder<'_> {
    fn words(&mut self, text: &str, range: Range<usize>) {
        let mut at = range.start;
        for word in text[range].split(breaks) {
            if !word.is_empty() {
                self.word(word, at, text);
            }
            at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        }
    }

    fn word(&mut self, word: &str, at: usize, text: &str) {
        let gap = text[self.text.end..at].chars().count();
        let cells: usize = word.graphemes(true).map(UnicodeWidthStr::width).sum();
        if self.text.is_empty() {
            self.text = at..at;
        } else if self.indent + self.cells + gap + cells > self.width {
            self.flush();
            self.text = at..at;
        } else {
            self.cells += gap;
        }
        if self.indent + self.cells + cells > self.width {
            self.letters(word, at);
        } else {
            self.cells += cells;
            self.text.end = at + word.len();
        }
    }

    /// A word wider than a line is broken between graphemes.
    fn letters(&mut self, word: &str, at: usize) {
        for (offset, grapheme) in word.grapheme_indices(true) {
            let (start, cells) = (at + offset, grapheme.width());
            if self.indent + self.cells + cells > self.width {
                if !self.text.is_empty() {
                    self.flush();
                }
                self.text = start..start;
                if self.indent + cells > self.width {
                    self.indent = 0;
                }
            }
            self.cells += cells;
            self.text.end = start + grapheme.len();
        }
    }

    fn flush(&mut self) {
        let text = self.text.clone();
        let indent = if text.is_empty() { 0 } else { self.indent };
        self.text = text.end..text.end;
        self.lines.push(Line { indent, text });
        self.cells = 0;
        self.indent = self.rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_move_to_the_next_line_and_newlines_stay() {
        assert_eq!(
            wrap("one two three\n\nfour", 7, Indent::NONE),
            ["one two", "three", "", "four"]
        );
        assert_eq!(wrap("", 7, Indent::NONE), Vec::<String>::new());
    }

    #[test]
    fn indents_hang_and_a_bullet_keeps_its_own() {
        assert_eq!(wrap("one two three", 9, Indent::hanging(2)), ["one two", "  three"]);
        assert_eq!(wrap("a\n  - one two", 10, Indent::NONE), ["a", "  - one", "  two"]);
        assert_eq!(wrap("one two", 5, Indent::all(4)), ["one", "two"]);
    }

    #[test]
    fn a_long_word_is_broken_between_graphemes() {
        assert_eq!(wrap("abcdef", 4, Indent::NONE), ["abcd", "ef"]);
        assert_eq!(wrap("日本語", 5, Indent::NONE), ["日本", "語"]);
        assert_eq!(wrap("a👩‍👩‍👧b", 2, Indent::NONE), ["a", "👩‍👩‍👧", "b"]);
        assert_eq!(wrap("日本", 1, Indent::NONE), ["日", "本"]);
    }

    #[test]
    fn marks_are_split_at_line_ends() {
        let plain = |text: &str| Segment { text: text.into(), marked: false };
        let marked = |text: &str| Segment { text: text.into(), marked: true };
        let lines = wrap_marked("we run two weeks of it", &[7..16, 9..12], 10, Indent::hanging(1));
        assert_eq!(
            lines,
            [
                vec![plain("we run "), marked("two")],
                vec![plain(" "), marked("weeks"), plain(" of")],
                vec![plain(" "), plain("it")],
            ]
        );
    }

    #[test]
    fn a_mark_inside_a_character_takes_all_of_it() {
        let lines = wrap_marked("é!", &[1..1, 1..2, 90..99], 10, Indent::NONE);
        assert_eq!(lines[0][0], Segment { text: "é".into(), marked: true });
    }

    fn words(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    fn odd_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("word ".to_owned()),
            Just("👩‍👩‍👧‍👦".to_owned()),
            Just("🇫🇷".to_owned()),
            Just("日本語 ".to_owned()),
            Just("שלום عليكم لا ".to_owned()),
            Just("e\u{301}\u{300} ".to_owned()),
            Just("क्षि".to_owned()),
            Just("\n".to_owned()),
            Just("   ".to_owned()),
            Just("\u{a0}\u{200d}\u{fe0f}".to_owned()),
            "[a-z]{1,40}",
            any::<String>(),
        ];
        prop::collection::vec(piece, 0..12)
            .prop_map(|pieces| super::super::sanitise(&pieces.concat()).into_owned())
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(
            text in odd_text(), width in 1_usize..300, first in 0_usize..20, rest in 0_usize..20,
        ) {
            let lines = wrap(&text, width, Indent { first, rest });
            for line in &lines {
                let single = line.trim().graphemes(true).count() == 1 && !line.starts_with(' ');
                prop_assert!(line.width() <= width || single, "{line:?} is wider than {width}");
                prop_assert!(!line.contains('\n'));
            }
            prop_assert_eq!(words(&lines.concat()), words(&text));
        }

        #[test]
        fn marking_changes_no_word(
            text in odd_text(), width in 1_usize..60, a in 0_usize..60, b in 0_usize..60,
        ) {
            let plain = wrap(&text, width, Indent::hanging(2));
            let joined: Vec<String> = wrap_marked(&text, &[a..b, b..a], width, Indent::hanging(2))
                .iter()
                .map(|line| line.iter().map(|segment| segment.text.as_str()).collect())
                .collect();
            prop_assert_eq!(joined, plain);
        }
    }
}
