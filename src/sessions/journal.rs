//! Reading a journal back, whatever happened to it.

use super::line_file::{RawLine, raw_lines};
use crate::interview::{Event, Header, JOURNAL_FORMAT, Session};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fmt;
use std::path::Path;

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Counts from 1; the header is line 1.
    pub line: usize,
    /// Why.
    pub why: String,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

/// What a journal file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Journal {
    /// What the session was set up as.
    pub header: Header,
    /// Every event that could be read, in order.
    pub events: Vec<Event>,
    /// Every line that could not.
    pub damage: Vec<Damage>,
}

impl Journal {
    /// Reads a journal file.
    ///
    /// # Errors
    /// If the file cannot be read, its header is unreadable, or a newer version wrote it. The file
    /// is never changed.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes =
            std::fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
        Self::parse(&bytes).with_context(|| {
            format!("{}:1: no readable session; the file was left as it is", path.display())
        })
    }

    /// Reads a journal's bytes.
    ///
    /// # Errors
    /// If the header is unreadable or a newer version wrote it.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        // Editors on Windows put a byte-order mark in front.
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut lines = raw_lines(bytes);
        let Some(first) = lines.next() else { bail!("the file is empty") };
        let mut journal = Self { header: header(&first)?, events: vec![], damage: vec![] };
        for line in lines {
            match event(&line) {
                Ok(event) => journal.events.push(event),
                Err(why) => journal.damage.push(Damage { line: line.number, why }),
            }
        }
        Ok(journal)
    }

    /// Remarks for the person about what could not be read, one line each.
    pub fn notes(&self) -> Vec<String> {
        self.damage.iter().map(|damage| format!("journal {damage}; the rest was read")).collect()
    }

    /// What the events add up to.
    pub fn into_session(self) -> Session {
        Session::fold(self.header, self.events)
    }
}

fn header(line: &RawLine<'_>) -> Result<Header> {
    let value: Value = serde_json::from_slice(line.bytes).context("the header is not JSON")?;
    match value.get("journal").and_then(Value::as_u64) {
        Some(format) if format == u64::from(JOURNAL_FORMAT) => {}
        Some(format) if format > u64::from(JOURNAL_FORMAT) => bail!(
            "written in journal format {format} by a newer mlsd; this one reads format \
             {JOURNAL_FORMAT}, please update mlsd"
        ),
        _ => bail!("the header has no `journal: {JOURNAL_FORMAT}`, so this is no session of mlsd"),
    }
    serde_json::from_value(value).context("the header cannot be read")
}

/// A last line without newline that can be read is an event like any other: the text of a JSON
/// object is never the beginning of a longer one.
fn event(line: &RawLine<'_>) -> Result<Event, String> {
    let text = std::str::from_utf8(line.bytes).map_err(|_| "not UTF-8".to_owned());
    let event = text.and_then(|text| Event::from_line(text).map_err(|error| error.to_string()));
    if line.ended { event } else { event.map_err(|_| "cut short while it was written".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{header, said, text_of};
    use super::*;
    use proptest::prelude::*;

    fn bytes(events: &[Event]) -> Vec<u8> {
        let mut text = serde_json::to_string(&header("feed")).unwrap() + "\n";
        for event in events {
            text += &(event.to_line().unwrap() + "\n");
        }
        text.into_bytes()
    }

    fn header_length(bytes: &[u8]) -> usize {
        bytes.iter().position(|byte| *byte == b'\n').unwrap()
    }

    #[test]
    fn a_journal_cut_at_any_byte_yields_a_prefix_of_its_events() {
        let events = [said(1, "one — two 😀"), said(2, "a\nb"), said(3, "{\"n\":1}")];
        let whole = bytes(&events);
        for cut in header_length(&whole)..=whole.len() {
            let journal = Journal::parse(&whole[..cut]).unwrap();
            assert_eq!(journal.events, events[..journal.events.len()], "cut at {cut}");
            assert!(journal.damage.len() <= 1, "cut at {cut}");
            assert!(journal.events.len() < 3 || journal.damage.is_empty());
        }
    }

    #[test]
    fn a_journal_cut_in_its_header_is_an_error() {
        let whole = bytes(&[said(1, "one")]);
        for cut in 0..header_length(&whole) {
            assert!(Journal::parse(&whole[..cut]).is_err(), "cut at {cut}");
        }
    }

    #[test]
    fn a_damaged_line_is_reported_and_the_rest_read() {
        let mut whole = bytes(&[said(1, "one")]);
        whole.extend_from_slice(b"{\"n\":2,\n\xff\xfe\n\n");
        whole.extend_from_slice(said(3, "three").to_line().unwrap().as_bytes());
        let journal = Journal::parse(&whole).unwrap();
        assert_eq!(journal.events, [said(1, "one"), said(3, "three")]);
        let lines: Vec<usize> = journal.damage.iter().map(|damage| damage.line).collect();
        assert_eq!(lines, [3, 4]);
        assert_eq!(journal.damage[1].to_string(), "line 4: not UTF-8");
    }

    #[test]
    fn a_newer_journal_is_refused_with_what_to_do() {
        let error = Journal::parse(b"{\"journal\":2,\"who\":\"knows\"}\n").unwrap_err();
        assert!(error.to_string().contains("format 2"), "{error}");
        assert!(error.to_string().contains("update mlsd"), "{error}");
    }

    #[test]
    fn a_file_that_is_no_journal_names_its_line_and_stays() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.jsonl");
        std::fs::write(&path, "hello\n").unwrap();
        let error = format!("{:#}", Journal::read(&path).unwrap_err());
        assert!(error.contains("x.jsonl:1: "), "{error}");
        assert!(error.contains("left as it is"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "hello\n");
    }

    #[test]
    fn windows_line_ends_and_a_byte_order_mark_do_not_matter() {
        let unix = String::from_utf8(bytes(&[said(1, "one"), said(2, "two")])).unwrap();
        let windows = format!("\u{feff}{}", unix.replace('\n', "\r\n"));
        let journal = Journal::parse(windows.as_bytes()).unwrap();
        assert_eq!((journal.events.len(), journal.damage.len()), (2, 0));
    }

    proptest! {
        #[test]
        fn any_text_survives(texts in prop::collection::vec(any::<String>(), 0..6)) {
            let events: Vec<Event> =
                texts.iter().zip(1..).map(|(text, n)| said(n, text)).collect();
            let journal = Journal::parse(&bytes(&events)).unwrap();
            prop_assert!(journal.damage.is_empty());
            let back: Vec<&str> = journal.events.iter().map(text_of).collect();
            prop_assert_eq!(back, texts);
        }

        #[test]
        fn a_changed_byte_costs_its_own_line_only(at in any::<prop::sample::Index>(), to: u8) {
            let events = [said(1, "one 😀"), said(2, "two — half"), said(3, "three")];
            let mut whole = bytes(&events);
            let line: Vec<usize> = (0..whole.len()).filter(|i| line_of(&whole, *i) == 2).collect();
            whole[line[at.index(line.len())]] = to;
            let journal = Journal::parse(&whole).unwrap();
            prop_assert_eq!(&journal.events[0], &events[0]);
            prop_assert_eq!(journal.events.last(), Some(&events[2]));
        }
    }

    /// Index of the line a byte lies in; newlines belong to no line.
    fn line_of(bytes: &[u8], at: usize) -> usize {
        if bytes[at] == b'\n' {
            return usize::MAX;
        }
        bytes[..at].split(|byte| *byte == b'\n').count() - 1
    }
}
