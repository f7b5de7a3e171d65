//! Tables that never grow wider than the screen.

use super::sanitise;
use super::style::Style;
use comfy_table::presets::{ASCII_FULL_CONDENSED, UTF8_FULL_CONDENSED};
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement};

/// A table of plain text.
pub struct Table {
    inner: comfy_table::Table,
}

impl Table {
    /// An empty table with these headings.
    pub fn new(style: Style, headings: &[&str]) -> Self {
        let mut inner = comfy_table::Table::new();
        inner
            .load_style(if style.ascii { ASCII_FULL_CONDENSED } else { UTF8_FULL_CONDENSED })
            .set_content_arrangement(ContentArrangement::Dynamic)
            // Left to itself it asks the terminal, and grows without end on a pipe.
            .set_width(u16::try_from(style.width).unwrap_or(u16::MAX))
            .force_no_tty()
            .set_header(cells(headings));
        Self { inner }
    }

    /// Sets a column of figures flush right.
    #[must_use]
    pub fn right(mut self, column: usize) -> Self {
        if let Some(column) = self.inner.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        self
    }

    /// Keeps a column whole: what people copy, such as an id, is never broken.
    #[must_use]
    pub fn whole(mut self, column: usize) -> Self {
        if let Some(column) = self.inner.column_mut(column) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
        self
    }

    /// Adds a row; cells are made safe for the terminal.
    pub fn row<T: AsRef<str>>(&mut self, row: &[T]) {
        self.inner.add_row(cells(row));
    }

    /// The lines of the table.
    pub fn lines(&self) -> Vec<String> {
        self.inner.lines().map(|line| line.trim_end().to_owned()).collect()
    }
}

fn cells<T: AsRef<str>>(row: &[T]) -> Vec<Cell> {
    row.iter().map(|text| Cell::new(sanitise(text.as_ref()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_width::UnicodeWidthStr;

    fn table(style: Style) -> Table {
        let mut table = Table::new(style, &["Step", "Coverage"]).right(1);
        table.row(&["Data", "71"]);
        table.row(&["Requirements \u{1b}[31m and a long title with many words", "100"]);
        table
    }

    #[test]
    fn a_table_keeps_to_its_width_and_obeys_nothing() {
        for width in [20, 40, 100] {
            let lines = table(Style { width, ..Style::PLAIN }).lines();
            assert!(lines.iter().all(|line| line.width() <= width), "{lines:#?}");
            assert!(!lines.concat().contains('\u{1b}'));
        }
    }

    #[test]
    fn plain_tables_are_ascii() {
        let lines = table(Style { ascii: true, width: 60, ..Style::PLAIN }).lines();
        assert!(lines[0].starts_with("+--"), "{lines:#?}");
        assert_eq!(lines[1], "| Step                                          | Coverage |");
    }
}
