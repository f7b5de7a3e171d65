//! Lines for a screen, without any knowledge of terminals: a role and a text that fits.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What a line is, so that it can look like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A title.
    Heading,
    /// Ordinary words.
    Plain,
    /// Less important than the rest.
    Dim,
    /// Covered.
    Good,
    /// Partly there.
    Partial,
    /// Missed or wrong.
    Bad,
    /// Words of the person.
    Quote,
}

/// One line, free of control characters and no wider than the screen it was made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub role: Role,
    /// Its text, without a newline.
    pub text: String,
}

/// The room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Cells in a line.
    pub width: usize,
    /// Lines on a screen; only the debrief keeps to them.
    pub rows: usize,
    /// Whether bars and marks are drawn with ASCII only.
    pub ascii: bool,
}

impl Screen {
    /// The screen everything must fit: 80 cells, 24 lines.
    pub const USUAL: Self = Self { width: 80, rows: 24, ascii: false };

    /// The text cut to a width, with an ellipsis where words were left out.
    pub(super) fn cut(self, text: &str, width: usize) -> String {
        if text.width() <= width {
            return text.to_owned();
        }
        let dots = if self.ascii { "..." } else { "…" };
        let room = width.saturating_sub(dots.width());
        let head = head(text, room);
        // Between words where that costs little.
        let word = head.rfind(' ').filter(|at| at * 5 > head.len() * 4);
        let head = word.map_or(head, |at| &head[..at]);
        format!("{}{dots}", head.trim_end_matches([' ', ',', ';', ':']))
    }

    /// One line of a role, cut to the screen.
    pub(super) fn line(self, role: Role, text: &str) -> Line {
        Line { role, text: self.cut(text, self.width) }
    }

    /// Wrapped lines of a role: `first` before the first, as many spaces before the others.
    pub(super) fn wrapped(self, role: Role, first: &str, text: &str) -> Vec<Line> {
        self.wrapped_within(role, first, text, usize::MAX)
    }

    /// The same in at most so many lines, the last of them cut.
    pub(super) fn wrapped_within(
        self,
        role: Role,
        first: &str,
        text: &str,
        most: usize,
    ) -> Vec<Line> {
        let indent = first.width();
        let room = self.width.saturating_sub(indent).max(1);
        let mut parts = wrap(text, room);
        if parts.len() > most {
            let rest = parts.split_off(most.saturating_sub(1)).join(" ");
            parts.push(self.cut(&rest, room));
        }
        let mut lines = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            let before = if index == 0 { first.to_owned() } else { " ".repeat(indent) };
            lines.push(self.line(role, &format!("{before}{part}")));
        }
        lines
    }

    /// A bar of so many cells for a share from 0 to 1.
    pub(super) fn bar(self, share: f64, cells: usize) -> String {
        let (full, empty) = if self.ascii { ("#", ".") } else { ("█", "░") };
        let filled = ((share.clamp(0.0, 1.0) * cells as f64).round() as usize).min(cells);
        full.repeat(filled) + &empty.repeat(cells - filled)
    }

    /// Words between quotation marks.
    pub(super) fn quote(self, text: &str) -> String {
        if self.ascii { format!("\"{text}\"") } else { format!("“{text}”") }
    }

    /// `·` between parts of a line, or a comma.
    pub(super) fn dot(self) -> &'static str {
        if self.ascii { ", " } else { " · " }
    }
}

/// The text padded to a width.
pub(super) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Words in lines no wider than `width`; a word wider than a line is broken between graphemes.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        while line.width() > width {
            let at = head(&line, width).len();
            // A grapheme wider than the line stays whole.
            let at = if at == 0 { line.graphemes(true).next().map_or(1, str::len) } else { at };
            if at >= line.len() {
                break;
            }
            let rest = line.split_off(at);
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    lines.push(line);
    lines
}

/// The longest beginning that fits, never cut inside a grapheme.
fn head(text: &str, width: usize) -> &str {
    let mut cells = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        cells += grapheme.width();
        if cells > width {
            return &text[..at];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_text_is_cut_with_an_ellipsis() {
        let screen = Screen { width: 12, ..Screen::USUAL };
        assert_eq!(screen.cut("two towers, then", 12), "two towers…");
        assert_eq!(Screen { ascii: true, ..screen }.cut("two towers, then", 12), "two tower...");
        assert_eq!(screen.cut("short", 12), "short");
    }

    #[test]
    fn lines_hang_under_the_first() {
        let screen = Screen { width: 12, ..Screen::USUAL };
        let lines = screen.wrapped(Role::Plain, "1. ", "name the baseline");
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["1. name the", "   baseline"]);
        let lines = screen.wrapped_within(Role::Plain, "1. ", "name the baseline first", 2);
        assert_eq!(lines[1].text, "   baseline…");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_screen(text in ".{0,60}", width in 4_usize..40) {
            let text = super::super::escape::one_line(&text);
            let screen = Screen { width, ..Screen::USUAL };
            for line in screen.wrapped(Role::Plain, "- ", &text) {
                prop_assert!(line.text.width() <= width, "{:?}", line.text);
            }
        }
    }
}
