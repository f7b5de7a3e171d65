//! Roles as a full screen shows them: sixteen colours at most, never by colour alone.

use super::super::style::{Role, Style};
use super::super::wrap::{Indent, Segment, wrap, wrap_marked};
use super::super::{sanitise, sanitise_marked};
use ratatui::style::{Color, Modifier, Style as Painted};
use ratatui::text::{Line, Span};
use std::ops::Range;

/// How a full screen looks.
#[derive(Clone, Copy, Debug)]
pub(in crate::terminal) struct Look {
    /// Whether there are colours; bold, dim and underlined are none.
    pub(in crate::terminal) colour: bool,
    /// Whether lines are drawn with ASCII only.
    pub(in crate::terminal) ascii: bool,
}

impl Look {
    pub(in crate::terminal) fn new(style: Style) -> Self {
        Self { colour: style.colour, ascii: style.ascii }
    }

    /// The named colours follow the person's own terminal theme, light or dark.
    pub(in crate::terminal) fn of(self, role: Role) -> Painted {
        let colour = |colour: Color| {
            if self.colour { Painted::new().fg(colour) } else { Painted::new() }
        };
        match role {
            Role::Heading => Painted::new().add_modifier(Modifier::BOLD),
            Role::Dim => Painted::new().add_modifier(Modifier::DIM),
            Role::Good => colour(Color::Green),
            Role::Partial => colour(Color::Yellow),
            Role::Bad => colour(Color::Red),
            Role::Evidence => Painted::new().add_modifier(Modifier::UNDERLINED),
        }
    }

    /// Untrusted text in lines no wider than `width`, all in one role.
    pub(in crate::terminal) fn lines(
        self,
        text: &str,
        width: usize,
        indent: Indent,
        role: Option<Role>,
    ) -> Vec<Line<'static>> {
        let style = role.map_or_else(Painted::new, |role| self.of(role));
        let lines = wrap(&sanitise(text), width, indent);
        lines.into_iter().map(|line| Line::from(Span::styled(line, style))).collect()
    }

    /// Untrusted text behind a label in a role of its own, hanging under the label.
    pub(in crate::terminal) fn labelled(
        self,
        label: &str,
        role: Role,
        text: &str,
        width: usize,
    ) -> Vec<Line<'static>> {
        let hanging = if label.len() * 3 > width { 2 } else { label.len() };
        let text = sanitise(text);
        let whole = format!("{label}{}", text.trim_matches('\n'));
        let mut lines = wrap(&whole, width, Indent::hanging(hanging)).into_iter();
        let first = lines.next().unwrap_or_default();
        let first = match first.strip_prefix(label.trim_end()) {
            Some(rest) => Line::from(vec![
                Span::styled(label.trim_end().to_owned(), self.of(role)),
                Span::raw(rest.to_owned()),
            ]),
            None => Line::from(first),
        };
        std::iter::once(first).chain(lines.map(Line::from)).collect()
    }

    /// Untrusted text with the bytes in `marks` in a role.
    pub(in crate::terminal) fn marked(
        self,
        role: Role,
        text: &str,
        marks: &[Range<usize>],
        width: usize,
        indent: Indent,
    ) -> Vec<Line<'static>> {
        let (text, marks) = sanitise_marked(text, marks);
        let style = self.of(role);
        let span = |segment: Segment| {
            Span::styled(segment.text, if segment.marked { style } else { Painted::new() })
        };
        let lines = wrap_marked(&text, &marks, width, indent);
        lines.into_iter().map(|line| line.into_iter().map(span).collect()).collect()
    }

    /// `·` between parts of a line, or a comma.
    pub(in crate::terminal) fn dot(self) -> &'static str {
        if self.ascii { ", " } else { " · " }
    }

    /// A line across the screen with words in it.
    pub(in crate::terminal) fn rule(self, words: &str, width: usize) -> Line<'static> {
        let dash = if self.ascii { "-" } else { "─" };
        let words = cut(&sanitise(words), width.saturating_sub(6));
        let before = if words.is_empty() { String::new() } else { format!("{dash}{dash} ") };
        let used = before.chars().count() + cells(&words) + 1;
        let rest = dash.repeat(width.saturating_sub(used));
        let gap = if words.is_empty() { dash } else { " " };
        Line::from(vec![
            Span::styled(before, self.of(Role::Dim)),
            Span::styled(words, self.of(Role::Heading)),
            Span::styled(format!("{gap}{rest}"), self.of(Role::Dim)),
        ])
    }
}

/// Cells a text takes.
pub(in crate::terminal) fn cells(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// The beginning of a text that fits, with an ellipsis where something was left out.
pub(in crate::terminal) fn cut(text: &str, width: usize) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    let text = text.lines().next().unwrap_or_default();
    if cells(text) <= width {
        return text.to_owned();
    }
    let mut used = 0;
    let kept = text.graphemes(true).take_while(|grapheme| {
        used += cells(grapheme);
        used < width
    });
    let kept: String = kept.collect();
    if width == 0 { String::new() } else { format!("{kept}…") }
}
