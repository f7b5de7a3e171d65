//! Where in a file something stands that the YAML engine does not place.

use std::collections::BTreeMap;

use super::problem::Spot;

/// Where the ids that entries refer to stand: entry and id to place.
#[derive(Debug, Default)]
pub(super) struct Places(BTreeMap<(Spot, String), Spot>);

impl Places {
    /// The entry at `entry` refers to `id`, first at `place`.
    pub(super) fn note(&mut self, entry: &Spot, id: &str, place: Spot) {
        self.0.entry((entry.clone(), id.to_owned())).or_insert(place);
    }

    /// Whether it is known where the entry refers to `id`.
    pub(super) fn knows(&self, entry: &Spot, id: &str) -> bool {
        self.0.contains_key(&(entry.clone(), id.to_owned()))
    }

    /// Where the entry refers to `id`; the entry itself if nothing is known.
    pub(super) fn of(&self, entry: &Spot, id: &str) -> Spot {
        self.0.get(&(entry.clone(), id.to_owned())).unwrap_or(entry).clone()
    }

    /// Adds another file's places.
    pub(super) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// Where character `at` of a text value stands, whose YAML starts at `start` in these lines: plain, quoted, or in
/// a block. The start itself when the YAML spells the value otherwise (escapes).
pub(super) fn within(lines: &[&str], start: &Spot, value: &str, at: usize) -> Spot {
    let lines = lines.iter().enumerate().skip(start.line.saturating_sub(1) as usize);
    let mut source = lines
        .flat_map(|(line, text)| text.chars().chain(['\n']).enumerate().map(move |c| (line, c)))
        .skip(start.column.saturating_sub(1) as usize)
        .peekable();
    match source.peek() {
        Some((_, (_, opening @ ('|' | '>')))) if !value.starts_with(*opening) => {
            source.find(|(_, (_, c))| *c == '\n');
        }
        Some((_, (_, '\'' | '"'))) => drop(source.next()),
        _ => {}
    }
    // Folding and indentation change the space between words, never the words.
    let word = |c: &char| !c.is_whitespace();
    for wanted in value.chars().take(at).filter(word) {
        match source.find(|(_, (_, c))| word(c)) {
            Some((_, (_, found))) if found == wanted => {}
            _ => return start.clone(),
        }
    }
    let found = if value.chars().skip(at).any(|c| word(&c)) {
        source.find(|(_, (_, c))| word(c))
    } else {
        source.next()
    };
    found.map_or_else(
        || start.clone(),
        |(line, (column, _))| Spot {
            file: start.file.clone(),
            line: line as u32 + 1,
            column: column as u32 + 1,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::problem::source_lines;
    use super::*;

    fn place(source: &str, line: u32, column: u32, value: &str, at: usize) -> (u32, u32) {
        let start = Spot { file: String::new(), line, column };
        let lines: Vec<&str> = source_lines(source).collect();
        let spot = within(&lines, &start, value, at);
        (spot.line, spot.column)
    }

    #[test]
    fn words_are_found_however_they_are_written() {
        let value = "one | two";
        for (source, column, found) in [
            ("a: one | two", 4, (1, 10)),
            ("a: 'one | two'", 4, (1, 11)),
            ("a: one |\n  two", 4, (2, 3)),
            ("a: >-\r\n  one |\r\n  two", 4, (3, 3)),
            ("東: \"one | two\"", 4, (1, 11)),
        ] {
            assert_eq!(place(source, 1, column, value, 6), found, "{source:?}");
        }
    }

    #[test]
    fn what_is_written_with_escapes_stays_at_its_start() {
        assert_eq!(place("a: \"\\x6fne | two\"", 1, 4, "one | two", 6), (1, 4));
    }

    #[test]
    fn the_end_of_a_value_is_after_its_last_word() {
        assert_eq!(place("a: 'one | '\nb: c", 1, 4, "one | ", 6), (1, 10));
    }
}
