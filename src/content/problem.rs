//! What is wrong with content, where, and what to do.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A place in a content file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spot {
    /// Name of the file as given to the loader. Not kept in prepared content, which has no problems
    /// to report.
    #[serde(skip)]
    pub file: String,
    /// Line, from 1; 0 when the whole file is meant.
    pub line: u32,
    /// Column in characters, from 1; 0 when the whole line is meant.
    pub column: u32,
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            return f.write_str(&self.file);
        }
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The content cannot be used as it stands.
    Error,
    /// The content works, but will score or read badly.
    Warning,
}

/// Something wrong with content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub spot: Spot,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, one line.
    pub what: String,
    /// What to do about it, one line; may be empty.
    pub fix: String,
}

impl Problem {
    /// A problem that makes the content unusable.
    pub fn error(spot: &Spot, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { spot: spot.clone(), severity: Severity::Error, what: what.into(), fix: fix.into() }
    }

    /// A problem that makes the content worse.
    pub fn warning(spot: &Spot, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(spot, what, fix) }
    }

    /// The problem with the source line it stands on, as plain text. `source` is the file's text,
    /// if it is at hand.
    pub fn render(&self, source: Option<&str>) -> String {
        let word = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let place = self.spot.to_string();
        let mut text = format!("{}: {word}: {}", harmless(&place), harmless(&self.what));
        if let Some(snippet) = source.and_then(|source| self.snippet(source)) {
            text.push('\n');
            text.push_str(&snippet);
        }
        if !self.fix.is_empty() {
            text.push_str("\n  = help: ");
            text.push_str(&harmless(&self.fix));
        }
        text
    }

    /// The line itself with a mark under the column, or the part of a long line around it.
    fn snippet(&self, source: &str) -> Option<String> {
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        let line = source_lines(source).nth(self.spot.line.checked_sub(1)? as usize)?;
        let column = (self.spot.column.max(1) - 1) as usize;
        let (line, column) = around(line, column);
        let line: String = line.chars().map(|c| if c == '\t' { c } else { tame(c) }).collect();
        let start = line.char_indices().nth(column).map_or(line.len(), |(byte, _)| byte);
        let marked = line[start..].chars().take(MARKED).take_while(|c| !c.is_whitespace());
        let end = start + marked.map(char::len_utf8).sum::<usize>();
        let snippet = Snippet::source(line.as_str())
            .line_start(self.spot.line as usize)
            .annotation(AnnotationKind::Primary.span(start..end));
        let report = &[Level::ERROR.no_name().primary_title("").element(snippet)];
        let drawn = Renderer::plain().render(report);
        // The first line repeats title and place; the caller has printed both already.
        Some(
            drawn
                .lines()
                .skip(1)
                .filter(|line| !line.trim_start().starts_with("-->"))
                .collect::<Vec<_>>()
                .join("\n"),
        )
    }
}

/// Characters of a line that are quoted.
const QUOTED: usize = 100;
/// Characters quoted before the place meant, when the line is longer.
const QUOTED_BEFORE: usize = 40;
/// Characters marked at most.
const MARKED: usize = 40;
/// Characters of a message that are printed.
const MESSAGE: usize = 240;

/// The part of a line around a column (from 0), and the column within that part.
fn around(line: &str, column: usize) -> (String, usize) {
    if line.chars().nth(QUOTED).is_none() {
        return (line.to_owned(), column);
    }
    let skipped = if column + MARKED < QUOTED { 0 } else { column.saturating_sub(QUOTED_BEFORE) };
    let mut part: String = line.chars().skip(skipped).take(QUOTED).collect();
    if line.chars().nth(skipped + QUOTED).is_some() {
        part.push('…');
    }
    if skipped == 0 {
        return (part, column);
    }
    (format!("…{part}"), column - skipped + 1)
}

/// The lines of a text as YAML counts them: ended by a line feed, a carriage return, or both.
pub(super) fn source_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.find(['\n', '\r']) else {
            rest = None;
            return Some(text);
        };
        let after = &text[end..];
        rest = after.strip_prefix("\r\n").or_else(|| after.get(1..));
        Some(&text[..end])
    })
}

/// A text as it may be printed on one line: nothing in it steers a terminal, and no more than
/// [`MESSAGE`] characters of it.
fn harmless(text: &str) -> String {
    let mut tamed: String = text.chars().take(MESSAGE).map(tame).collect();
    if text.chars().nth(MESSAGE).is_some() {
        tamed.push('…');
    }
    tamed
}

/// The character itself, or a replacement for one that would steer a terminal: controls, marks of
/// writing direction, line and paragraph separators.
fn tame(c: char) -> char {
    let steers = c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    if steers { '\u{fffd}' } else { c }
}

/// Longest name worth comparing with others, in characters.
const LONGEST_NAME: usize = 80;

/// Characters of a part of a name that are enough to mean it.
const PART: usize = 3;

/// The nearest of `known` to `typed`, when it is near enough to be what was meant.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = typed.chars().count();
    if length > LONGEST_NAME {
        return None;
    }
    let limit = (length / 3).clamp(1, 4);
    let known: Vec<&str> = known.into_iter().collect();
    // A part of one name alone is as good as the name: `fraud` for `payment-fraud-detection`.
    let mut holding = known.iter().filter(|name| length >= PART && name.contains(typed));
    if let (Some(only), None) = (holding.next(), holding.next()) {
        return Some(only);
    }
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(typed, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// "did you mean `x`?", or the fallback.
pub fn did_you_mean<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    nearest(typed, known)
        .map_or_else(|| otherwise.to_owned(), |name| format!("did you mean `{name}`?"))
}
