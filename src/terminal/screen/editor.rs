//! The text being written.

use super::look::Look;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::{Modifier, Style};
use ratatui_textarea::{CursorMove, TextArea, WrapMode};

/// A text under the cursor, with its undo history.
#[derive(Debug)]
pub(in crate::terminal) struct Writing {
    area: TextArea<'static>,
}

impl Writing {
    /// Starts from a text, the cursor at its end.
    pub(in crate::terminal) fn new(text: &str) -> Self {
        let lines: Vec<String> = text.split('\n').map(printable).collect();
        let mut area = TextArea::new(lines);
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_line_style(Style::new());
        area.set_selection_style(Style::new().add_modifier(Modifier::REVERSED));
        area.set_max_histories(2_000);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// What stands there.
    pub(in crate::terminal) fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether nothing but blanks stands there.
    pub(in crate::terminal) fn is_blank(&self) -> bool {
        self.area.lines().iter().all(|line| line.trim().is_empty())
    }

    /// Words that stand there.
    pub(in crate::terminal) fn words(&self) -> usize {
        self.area.lines().iter().map(|line| line.split_whitespace().count()).sum()
    }

    /// Whether something is selected.
    pub(in crate::terminal) fn is_selecting(&self) -> bool {
        self.area.is_selecting()
    }

    /// Copies what is selected.
    pub(in crate::terminal) fn copy(&mut self) {
        self.area.copy();
        self.area.cancel_selection();
    }

    /// Takes a paste of any size; it is one step of undo.
    pub(in crate::terminal) fn paste(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let lines: Vec<String> = text.split('\n').map(printable).collect();
        self.area.insert_str(lines.join("\n"));
    }

    /// Takes a key; says whether the text changed.
    pub(in crate::terminal) fn key(&mut self, key: KeyEvent) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            KeyCode::Char('z') if control => self.area.undo(),
            KeyCode::Char('y') if control => self.area.redo(),
            KeyCode::Char('v') if control => self.area.paste(),
            KeyCode::Char('x') if control => self.area.cut(),
            KeyCode::Char('w') if alt => {
                self.copy();
                false
            }
            // A newline as such: a paste into a terminal that does not mark pastes.
            KeyCode::Char('j') if control => {
                self.area.insert_newline();
                true
            }
            // A character that has no picture would be in the text unseen.
            KeyCode::Char(c) if !control && !alt && printable(&c.to_string()).is_empty() => false,
            _ => self.area.input(key),
        }
    }

    /// Moves the cursor to a place on the screen, relative to the widget's corner.
    pub(in crate::terminal) fn click(&mut self, row: u16, column: u16) {
        let (top, _) = self.area.scroll_offset();
        let place = self.area.screen_to_data(usize::from(top + row), usize::from(column));
        let short = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        self.area.cancel_selection();
        self.area.move_cursor(CursorMove::Jump(short(place.0), short(place.1)));
    }

    /// Scrolls by so many lines, down if positive.
    pub(in crate::terminal) fn scroll(&mut self, lines: i16) {
        self.area.scroll((lines, 0));
    }

    /// What is drawn; `placeholder` stands there while there is no text.
    pub(in crate::terminal) fn widget(
        &mut self,
        look: Look,
        placeholder: &str,
    ) -> &TextArea<'static> {
        self.area.set_placeholder_style(look.of(super::super::style::Role::Dim));
        if self.area.placeholder_text() != placeholder {
            self.area.set_placeholder_text(placeholder);
        }
        &self.area
    }
}

/// A line without what cannot be seen: controls, and marks that reorder what is read.
fn printable(line: &str) -> String {
    let unseen = |c: char| {
        (c.is_control() && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    line.chars().filter(|c| !unseen(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(writing: &mut Writing, code: KeyCode, modifiers: KeyModifiers) -> bool {
        writing.key(KeyEvent::new(code, modifiers))
    }

    fn type_text(writing: &mut Writing, text: &str) {
        for c in text.chars() {
            press(writing, KeyCode::Char(c), KeyModifiers::NONE);
        }
    }

    #[test]
    fn a_draft_is_gone_on_with_at_its_end() {
        let mut writing = Writing::new("one\ntwo");
        type_text(&mut writing, "!");
        assert_eq!(writing.text(), "one\ntwo!");
        assert_eq!(writing.words(), 2);
    }

    #[test]
    fn what_was_done_can_be_undone_and_done_again() {
        let mut writing = Writing::new("");
        writing.paste("a tenth of accounts\r\nfor two weeks");
        assert_eq!(writing.text(), "a tenth of accounts\nfor two weeks");
        press(&mut writing, KeyCode::Char('z'), KeyModifiers::CONTROL);
        assert!(writing.is_blank());
        press(&mut writing, KeyCode::Char('y'), KeyModifiers::CONTROL);
        assert_eq!(writing.words(), 7);
    }

    #[test]
    fn a_newline_as_such_is_a_new_line() {
        let mut writing = Writing::new("two weeks");
        press(&mut writing, KeyCode::Char('j'), KeyModifiers::CONTROL);
        assert_eq!(writing.text(), "two weeks\n");
    }

    #[test]
    fn what_cannot_be_seen_is_not_taken() {
        let mut writing = Writing::new("");
        writing.paste("a\u{1b}[31mred\u{202e}\tb");
        assert_eq!(writing.text(), "a[31mred\tb");
    }

    #[test]
    fn a_selection_is_cut_and_pasted() {
        let mut writing = Writing::new("two weeks");
        for _ in 0..5 {
            press(&mut writing, KeyCode::Left, KeyModifiers::SHIFT);
        }
        assert!(writing.is_selecting());
        assert!(press(&mut writing, KeyCode::Char('x'), KeyModifiers::CONTROL));
        assert_eq!(writing.text(), "two ");
        press(&mut writing, KeyCode::Char('v'), KeyModifiers::CONTROL);
        assert_eq!(writing.text(), "two weeks");
    }
}
