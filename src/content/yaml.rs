//! The only user of the YAML engine, with [`super::yaml_errors`], which words its errors.
//!
//! Content files are untrusted. Size is limited before parsing; nodes, depth, aliases and documents
//! by the engine's budget while parsing; and parsing runs on a thread with a stack of its own,
//! because the engine recurses (about 20 KB a level in debug builds).

use serde::de::DeserializeOwned;
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::localizer::ExternalMessageSource;
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};
use serde_yaml::{Error, Options, Spanned};

use super::convert::CONTENT_FORMAT;
use super::problem::{Problem, Spot, source_lines};
use super::yaml_errors::{explain, explain_syntax, holds_value, is_tab};

/// Largest file read, in bytes. The largest shipped file is a tenth of it.
const MAX_BYTES: usize = 2 * 1024 * 1024;
/// Deepest nesting of maps and lists; the formats need eight.
pub(super) const MAX_DEPTH: usize = 24;
/// Most scalars, maps and lists in one file.
pub(super) const MAX_NODES: usize = 120_000;
/// Stack of the parsing thread, enough for [`MAX_DEPTH`] in a debug build several times over.
const STACK_BYTES: usize = 8 * 1024 * 1024;

/// A value that knows where it stands.
pub(super) type At<T> = Spanned<T>;

/// Where a value stands in `file`.
pub(super) fn spot<T>(file: &str, value: &At<T>) -> Spot {
    let at = value.referenced;
    Spot { file: file.to_owned(), line: at.line() as u32, column: at.column() as u32 }
}

/// Reads one file's text, as [`text`] gives it.
///
/// # Errors
/// The first structural problem: not YAML, over a budget, or not of the type's shape.
pub(super) fn parse<T>(name: &str, text: &str) -> Result<T, Problem>
where
    T: DeserializeOwned + Send + 'static,
{
    let whole = Spot { file: name.to_owned(), ..Spot::default() };
    let meaningful = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    if !source_lines(text).any(meaningful) {
        return Err(Problem::error(&whole, "the file is empty", "start it with `format: 1`"));
    }
    match read::<T>(text) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(problem(name, text, &error)),
        Err(failed) => {
            Err(Problem::error(&whole, failed, "please report it, with the file if you can"))
        }
    }
}

/// Reads a text on a thread with a stack of its own.
fn read<T>(text: &str) -> Result<Result<T, Error>, String>
where
    T: DeserializeOwned + Send + 'static,
{
    let joined = std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || serde_yaml::from_str_with_options::<T>(text, options()))
            .map(std::thread::ScopedJoinHandle::join)
    });
    joined
        .map_err(|error| format!("there is no thread to read the file on: {error}"))?
        .map_err(|_| "the YAML engine gave up on this file".to_owned())
}

/// The file as text, without a byte order mark.
pub(super) fn text<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Problem> {
    let whole = Spot { file: name.to_owned(), ..Spot::default() };
    if bytes.len() > MAX_BYTES {
        let what = format!("the file has {} bytes; the budget is {MAX_BYTES}", bytes.len());
        return Err(Problem::error(&whole, what, "split it or shorten it"));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Problem::error(&whole, "the file is UTF-16, not UTF-8", "save it as UTF-8"));
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        let last = source_lines(&good).last().unwrap_or_default();
        let line = source_lines(&good).count().max(1) as u32;
        let column = last.chars().count() as u32 + 1;
        let spot = Spot { file: name.to_owned(), line, column };
        Problem::error(&spot, "the file is not UTF-8 from here", "save it as UTF-8")
    })
}

fn options() -> Options {
    serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_nodes: MAX_NODES,
            max_events: 4 * MAX_NODES,
            max_aliases: 64,
            max_anchors: 64,
            max_documents: 1,
        },
        alias_limits: serde_yaml::alias_limits! {
            max_total_replayed_events: 10_000,
            max_replay_stack_depth: 8,
        },
        duplicate_keys: DuplicateKeyPolicy::Error,
        merge_keys: MergeKeyPolicy::Error,
        strict_booleans: true,
        with_snippet: false,
    }
}

/// What every file says first.
#[derive(serde::Deserialize)]
struct Probe {
    format: Option<At<u32>>,
}

/// What is wrong, and where it is best shown.
fn problem(name: &str, text: &str, error: &Error) -> Problem {
    let mut error = error.without_snippet();
    let broken;
    if is_shape(error) {
        match read::<Probe>(text) {
            // A file of another format has another shape.
            Ok(Ok(Probe { format: Some(format) })) if format.value != CONTENT_FORMAT => {
                return wrong_format(name, &format);
            }
            // A file that is no YAML at all may first fail to have the right shape: "a field is
            // missing" where a line stands one column off.
            Ok(Err(other)) if syntax(other.without_snippet()).is_some() => {
                broken = other;
                error = broken.without_snippet();
            }
            _ => {}
        }
    }
    let at = error.location().map_or((0, 0), |at| (at.line() as usize, at.column() as usize));
    let before: String = source_lines(text)
        .nth(at.0.saturating_sub(1))
        .unwrap_or_default()
        .chars()
        .take(at.1.saturating_sub(1))
        .collect();
    let (line, column) = match error {
        Error::SerdeMissingField { .. } => entry_start(text, at),
        _ => match syntax(error) {
            Some(kind) if is_tab(kind) => next_tab(text, at),
            Some(ErrorKind::MappingValueNotAllowed) if !holds_value(&before) => {
                (at.0, before.len() - before.trim_start().len() + 1)
            }
            _ => at,
        },
    };
    let spot = Spot { file: name.to_owned(), line: line as u32, column: column as u32 };
    let (what, fix) = syntax(error).map_or_else(
        || explain(error),
        |kind| {
            let (what, fix) = explain_syntax(kind, &before);
            (what, fix.to_owned())
        },
    );
    Problem::error(&spot, what, fix)
}

/// What is wrong with a file of another format.
pub(super) fn wrong_format(name: &str, format: &At<u32>) -> Problem {
    let what = format!("format {} is not known to this version", format.value);
    let fix = format!("this program reads format {CONTENT_FORMAT}; update it or the file");
    Problem::error(&spot(name, format), what, fix)
}

/// Whether the text is YAML as far as was read, but not of the right shape.
fn is_shape(error: &Error) -> bool {
    !matches!(error, Error::Budget { .. } | Error::MultipleDocuments { .. })
        && syntax(error).is_none()
}

/// The parser's own complaint, if the text is not YAML at all.
fn syntax(error: &Error) -> Option<&ErrorKind> {
    let Error::ExternalMessage { source, .. } = error else { return None };
    match source.as_ref() {
        ExternalMessageSource::Parser(error) => Some(error.kind()),
        _ => None,
    }
}

/// Where the block of fields starts whose last field stands at `at`: a missing field is missed from
/// the whole entry.
fn entry_start(text: &str, at: (usize, usize)) -> (usize, usize) {
    let (line, column) = at;
    let lines: Vec<&str> = source_lines(text).take(line).collect();
    let mut start = at;
    for (index, text) in lines.iter().enumerate().rev() {
        let content = text.trim_start();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        let mut indent = text.len() - content.len();
        let mut rest = content;
        let dashed = rest.starts_with("- ");
        while let Some(inner) = rest.strip_prefix("- ") {
            indent += rest.len() - inner.trim_start().len();
            rest = inner.trim_start();
        }
        if indent + 1 == column {
            start = (index + 1, column);
        }
        if dashed && indent < column || indent + 1 < column {
            break;
        }
    }
    start
}

/// The first tab in the indentation of the line at `at` or one after it.
fn next_tab(text: &str, at: (usize, usize)) -> (usize, usize) {
    source_lines(text)
        .enumerate()
        .skip(at.0.saturating_sub(1))
        .find_map(|(index, line)| {
            let indent = line.len() - line.trim_start().len();
            line[..indent].find('\t').map(|tab| (index + 1, tab + 1))
        })
        .unwrap_or(at)
}
