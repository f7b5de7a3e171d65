//! What is wrong with content, where, and what to do.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::fmt;

/// A place in a content file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Name of the file as given to the loader.
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
        let fix =
            if self.fix.is_empty() { String::new() } else { format!("\n  = help: {}", self.fix) };
        match source.and_then(|source| self.snippet(source)) {
            Some(snippet) => format!("{}: {word}: {}\n{snippet}{fix}", self.spot, self.what),
            None => format!("{}: {word}: {}{fix}", self.spot, self.what),
        }
    }

    /// The line itself with a mark under the column. Control characters are replaced, so that a
    /// hostile file cannot steer the terminal.
    fn snippet(&self, source: &str) -> Option<String> {
        let line = source.lines().nth(self.spot.line.checked_sub(1)? as usize)?;
        let line: String =
            line.chars().take(400).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
        let column = (self.spot.column.max(1) - 1) as usize;
        let start = line.char_indices().nth(column).map_or(line.len(), |(byte, _)| byte);
        let end = line[start..].find(char::is_whitespace).map_or(line.len(), |len| start + len);
        let snippet = Snippet::source(line.as_str())
            .line_start(self.spot.line as usize)
            .annotation(AnnotationKind::Primary.span(start..end.max(start)));
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

/// The nearest of `known` to `typed`, when it is near enough to be what was meant.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (typed.chars().count() / 3).clamp(1, 4);
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
