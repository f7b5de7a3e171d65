//! A page laid out for one width.

use super::look::{Look, cells};
use crate::report::{Block, Role as Said, emphasis};
use crate::terminal::sanitise;
use crate::terminal::style::Role;
use crate::terminal::wrap::{Indent, wrap};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// From this width on two columns stand beside each other.
const TWO_COLUMNS: usize = 116;

/// Lines of prose longer than this are hard to read.
const PROSE: usize = 100;

/// A page in lines.
#[derive(Debug, Default)]
pub(in crate::terminal) struct Leaf {
    /// Its lines.
    pub(in crate::terminal) lines: Vec<Line<'static>>,
    /// What can be chosen on it.
    pub(in crate::terminal) items: Vec<Item>,
}

/// Something that can be chosen.
#[derive(Debug)]
pub(in crate::terminal) struct Item {
    /// Its id.
    pub(in crate::terminal) id: String,
    /// The line it begins on.
    pub(in crate::terminal) line: usize,
}

/// Lays blocks out in lines no wider than `width`.
pub(in crate::terminal) fn lay_out(blocks: &[Block], look: Look, width: usize) -> Leaf {
    let mut leaf = Leaf::default();
    for block in blocks {
        leaf.add(block, look, width);
    }
    leaf
}

impl Leaf {
    fn add(&mut self, block: &Block, look: Look, width: usize) {
        let prose = width.min(PROSE);
        match block {
            Block::Blank => self.lines.push(Line::default()),
            Block::Line(line) => {
                self.lines.push(painted(look, line.role, &sanitise(&line.text)));
            }
            Block::Text { role, before, text } => {
                self.lines.extend(words(look, *role, before, text, prose));
            }
            Block::Prose { before, text } => {
                self.lines.extend(prose_lines(look, before, text, prose));
            }
            Block::Marked { text, marks } => {
                self.lines.extend(look.marked(Role::Evidence, text, marks, prose, Indent::all(2)));
            }
            Block::Drawing { drawing, words } => {
                self.lines.extend(drawing.lines(width, look.ascii).into_iter().map(Line::from));
                self.lines.push(Line::default());
                for block in words {
                    self.add(block, look, width);
                }
            }
            Block::Item { id, blocks } => {
                self.items.push(Item { id: id.clone(), line: self.lines.len() });
                for block in blocks {
                    self.add(block, look, width);
                }
            }
            Block::Beside { left, right } if width >= TWO_COLUMNS => {
                self.beside(left, right, look, width);
            }
            Block::Beside { left, right } => {
                for block in left.iter().chain([&Block::Blank]).chain(right) {
                    self.add(block, look, width);
                }
            }
        }
    }

    fn beside(&mut self, left: &[Block], right: &[Block], look: Look, width: usize) {
        const GAP: usize = 3;
        let column = (width - GAP) / 2;
        let left = lay_out(left, look, column);
        let right = lay_out(right, look, column);
        let top = self.lines.len();
        let moved = |item: Item| Item { line: item.line + top, ..item };
        self.items.extend(left.items.into_iter().chain(right.items).map(moved));
        let bar = if look.ascii { " | " } else { " │ " };
        let rows = left.lines.len().max(right.lines.len());
        let mut left = left.lines.into_iter();
        let mut right = right.lines.into_iter();
        for _ in 0..rows {
            let mut line = left.next().unwrap_or_default();
            let gap = column.saturating_sub(line.width());
            line.push_span(Span::raw(" ".repeat(gap)));
            line.push_span(Span::styled(bar, look.of(Role::Dim)));
            line.spans.extend(right.next().unwrap_or_default().spans);
            self.lines.push(line);
        }
    }
}

fn words(look: Look, role: Said, before: &str, text: &str, width: usize) -> Vec<Line<'static>> {
    let (before, text) = (sanitise(before), sanitise(text));
    let hanging = if before.len() * 3 > width { 2 } else { cells(&before) };
    let lines = if before.trim().is_empty() {
        wrap(&text, width, Indent::all(hanging))
    } else {
        wrap(&format!("{before}{text}"), width, Indent::hanging(hanging))
    };
    lines.iter().map(|line| painted(look, role, line)).collect()
}

/// Markdown with its emphasis in bold.
fn prose_lines(look: Look, before: &str, text: &str, width: usize) -> Vec<Line<'static>> {
    let (text, strong) = emphasis(text);
    let moved: Vec<_> =
        strong.iter().map(|mark| mark.start + before.len()..mark.end + before.len()).collect();
    let whole = format!("{before}{text}");
    look.marked(Role::Heading, &whole, &moved, width, Indent::hanging(cells(before)))
}

/// A line in its role; what indents it is in none.
fn painted(look: Look, role: Said, line: &str) -> Line<'static> {
    let words = line.trim_start();
    let indent = line[..line.len() - words.len()].to_owned();
    Line::from(vec![Span::raw(indent), Span::styled(words.to_owned(), style(look, role))])
}

fn style(look: Look, role: Said) -> Style {
    match role {
        Said::Heading => look.of(Role::Heading),
        Said::Plain => Style::new(),
        Said::Dim => look.of(Role::Dim),
        Said::Good => look.of(Role::Good),
        Said::Partial => look.of(Role::Partial),
        Said::Bad => look.of(Role::Bad),
        Said::Quote => look.of(Role::Evidence),
    }
}
