//! Pages to read: blocks that know what they say and not how wide they are.

use super::drawing::Drawing;
use super::lines::{Line, Role};
use std::ops::Range;

/// A page with its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its title, in a few words.
    pub title: String,
    /// What stands on it, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A piece of a page. Its text comes from content, journals and people as it is: whoever shows it
/// makes it safe and breaks it into lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// An empty line.
    Blank,
    /// A line made for the screen it is shown on.
    Line(Line),
    /// Words hanging under what stands before them, such as `- `.
    Text {
        /// What they are.
        role: Role,
        /// What stands before the first line; the others are indented as far.
        before: String,
        /// The words.
        text: String,
    },
    /// A paragraph or bullet of Markdown; emphasis and code are all it may hold.
    Prose {
        /// What stands before the first line; the others are indented as far.
        before: String,
        /// The words with their marks.
        text: String,
    },
    /// The person's words with what counted marked.
    Marked {
        /// The words.
        text: String,
        /// Bytes that counted.
        marks: Vec<Range<usize>>,
    },
    /// Boxes and arrows, and the same in words for whom a drawing is of no use.
    Drawing {
        /// The drawing.
        drawing: Drawing,
        /// The words.
        words: Vec<Block>,
    },
    /// Something that can be chosen, by its id.
    Item {
        /// The id.
        id: String,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// Two columns where there is room for them, one after the other elsewhere.
    Beside {
        /// The left one.
        left: Vec<Block>,
        /// The right one.
        right: Vec<Block>,
    },
}

impl Block {
    /// Plain words.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::text(Role::Plain, "", text)
    }

    /// Words in a role, behind something.
    pub(super) fn text(role: Role, before: &str, text: impl Into<String>) -> Self {
        Self::Text { role, before: before.to_owned(), text: text.into() }
    }
}

/// Markdown paragraphs and bullets; a line goes on until the next blank line or bullet.
pub(super) fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (index, paragraph) in text.trim().split("\n\n").enumerate() {
        if index > 0 {
            blocks.push(Block::Blank);
        }
        for line in joined(paragraph) {
            let (before, text) =
                line.strip_prefix("- ").map_or(("", line.as_str()), |rest| ("- ", rest));
            blocks.push(Block::Prose { before: before.to_owned(), text: text.to_owned() });
        }
    }
    blocks
}

/// The words of a piece of Markdown without its marks, and the bytes that were emphasised. A mark
/// that is never closed, or stands between blanks, is a character like any other.
pub fn emphasis(text: &str) -> (String, Vec<Range<usize>>) {
    let (mut words, mut strong) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(at) = rest.find(['*', '`']) {
        let (before, from) = rest.split_at(at);
        words.push_str(before);
        let mark = if from.starts_with("**") { "**" } else { &from[..1] };
        let inner = &from[mark.len()..];
        let opens = inner.starts_with(|c: char| !c.is_whitespace());
        if let Some(end) = inner.find(mark).filter(|end| opens && *end > 0) {
            let start = words.len();
            words.push_str(&inner[..end]);
            strong.push(start..words.len());
            rest = &inner[end + mark.len()..];
        } else {
            words.push_str(mark);
            rest = inner;
        }
    }
    words.push_str(rest);
    (words, strong)
}

/// A paragraph's bullets, each with its continuation lines, or the paragraph as one line.
fn joined(paragraph: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in paragraph.lines() {
        match lines.last_mut() {
            Some(last) if !line.trim_start().starts_with("- ") => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => lines.push(line.trim().to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_goes_and_what_it_marked_is_known() {
        let (words, strong) = emphasis("**Split** by *time*: 2 * 3, `top_k`, a ** b");
        assert_eq!(words, "Split by time: 2 * 3, top_k, a ** b");
        let strong: Vec<&str> = strong.into_iter().map(|range| &words[range]).collect();
        assert_eq!(strong, ["Split", "time", "top_k"]);
    }

    #[test]
    fn a_bullet_goes_on_over_its_lines_and_a_blank_line_ends_a_paragraph() {
        let prose =
            |before: &str, text: &str| Block::Prose { before: before.into(), text: text.into() };
        let blocks = paragraphs("One\nline.\n\n- first\n  goes on\n- second\n");
        assert_eq!(
            blocks,
            [
                prose("", "One line."),
                Block::Blank,
                prose("- ", "first goes on"),
                prose("- ", "second"),
            ]
        );
    }
}
