//! Pages as plain lines, for a pipe and for plain mode: no columns, no drawings.

use super::sanitise;
use super::sanitise::sanitise_marked;
use super::style::{Role, Style};
use super::wrap::{Indent, wrap};
use crate::report::{Block, Role as Said};
use unicode_width::UnicodeWidthStr;

/// The blocks in lines no wider than the style's width, ready to print.
pub fn plain_lines(blocks: &[Block], style: Style) -> Vec<String> {
    blocks.iter().flat_map(|block| lines(block, style)).collect()
}

fn lines(block: &Block, style: Style) -> Vec<String> {
    match block {
        Block::Blank => vec![String::new()],
        Block::Line(line) => vec![painted(line.role, &sanitise(&line.text), style)],
        Block::Text { role, before, text } => {
            let lines = hanging(before, text, style.width);
            lines.iter().map(|line| painted(*role, line, style)).collect()
        }
        // Markdown can be read as it is.
        Block::Prose { before, text } => hanging(before, text, style.width),
        Block::Marked { text, marks } => {
            let (text, marks) = sanitise_marked(text, marks);
            style.evidence(&text, &marks, Indent::all(2))
        }
        Block::Drawing { words: blocks, .. } | Block::Item { blocks, .. } => {
            plain_lines(blocks, style)
        }
        Block::Beside { left, right } => {
            let gap = vec![String::new()];
            [plain_lines(left, style), gap, plain_lines(right, style)].concat()
        }
    }
}

/// Untrusted text in lines, hanging under what stands before it.
fn hanging(before: &str, text: &str, width: usize) -> Vec<String> {
    let (before, text) = (sanitise(before), sanitise(text));
    let cells = before.width();
    if before.trim().is_empty() {
        return wrap(&text, width, Indent::all(cells));
    }
    wrap(&format!("{before}{text}"), width, Indent::hanging(cells))
}

fn painted(role: Said, text: &str, style: Style) -> String {
    match role {
        Said::Heading => style.paint(Role::Heading, text),
        Said::Dim => style.paint(Role::Dim, text),
        Said::Good => style.paint(Role::Good, text),
        Said::Partial => style.paint(Role::Partial, text),
        Said::Bad => style.paint(Role::Bad, text),
        // It stands in quotation marks, so it needs no other mark where there is no colour.
        Said::Quote if style.colour => {
            let words = text.trim_start();
            let indent = &text[..text.len() - words.len()];
            format!("{indent}{}", style.paint(Role::Evidence, words))
        }
        Said::Plain | Said::Quote => text.to_owned(),
    }
}
