//! The only user of the YAML engine.
//!
//! Content files are untrusted. Size is limited before parsing; nodes, depth, aliases and documents
//! by the engine's budget while parsing; and parsing runs on a thread with a stack of its own,
//! because the engine recurses (about 20 KB a level in debug builds).

use serde::de::DeserializeOwned;
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};
use serde_yaml::{Error, Options, Spanned};

use super::problem::{Problem, Spot, did_you_mean};

/// Largest file read, in bytes. The largest shipped file is a tenth of it.
pub(super) const MAX_BYTES: usize = 2 * 1024 * 1024;
/// Deepest nesting of maps and lists; the formats need eight.
const MAX_DEPTH: usize = 24;
/// Most scalars, maps and lists in one file.
const MAX_NODES: usize = 120_000;
/// Stack of the parsing thread, enough for [`MAX_DEPTH`] in a debug build several times over.
const STACK_BYTES: usize = 8 * 1024 * 1024;

/// A value that knows where it stands.
pub(super) type At<T> = Spanned<T>;

/// Where a value stands in `file`.
pub(super) fn spot<T>(file: &str, value: &At<T>) -> Spot {
    let at = value.referenced;
    Spot { file: file.to_owned(), line: at.line() as u32, column: at.column() as u32 }
}

/// Reads one file.
///
/// # Errors
/// The first structural problem: not UTF-8, not YAML, over a budget, or not of the type's shape.
pub(super) fn parse<T>(name: &str, bytes: &[u8]) -> Result<T, Problem>
where
    T: DeserializeOwned + Send + 'static,
{
    let text = text(name, bytes)?;
    let parsed = std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || serde_yaml::from_str_with_options::<T>(text, options()))
            .map(std::thread::ScopedJoinHandle::join)
    });
    let whole = Spot { file: name.to_owned(), ..Spot::default() };
    match parsed {
        Ok(Ok(result)) => result.map_err(|error| problem(name, &error)),
        Ok(Err(_)) => Err(Problem::error(
            &whole,
            "the YAML engine gave up on this file",
            "please report the file",
        )),
        Err(error) => {
            Err(Problem::error(&whole, format!("no thread to parse it on: {error}"), "try again"))
        }
    }
}

/// The file as text, without a byte order mark.
pub(super) fn text<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, Problem> {
    let whole = Spot { file: name.to_owned(), ..Spot::default() };
    if bytes.len() > MAX_BYTES {
        let what = format!("the file has {} bytes; the budget is {MAX_BYTES}", bytes.len());
        return Err(Problem::error(&whole, what, "split it or shorten it"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let line = good.matches('\n').count() as u32 + 1;
            let column = good.chars().rev().take_while(|c| *c != '\n').count() as u32 + 1;
            let spot = Spot { file: name.to_owned(), line, column };
            Err(Problem::error(&spot, "the file is not UTF-8", "save it as UTF-8 text"))
        }
    }
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

fn problem(name: &str, error: &Error) -> Problem {
    let error = error.without_snippet();
    let at = error.location();
    let spot = Spot {
        file: name.to_owned(),
        line: at.map_or(0, |at| at.line() as u32),
        column: at.map_or(0, |at| at.column() as u32),
    };
    let (what, fix) = explain(error);
    Problem::error(&spot, what, fix)
}

/// The engine's error in this project's words: one line of what, one of what to do.
fn explain(error: &Error) -> (String, String) {
    match error {
        Error::SerdeUnknownField { field, expected, .. } => (
            format!("unknown field `{field}`"),
            did_you_mean(
                field,
                expected.iter().copied(),
                &format!("fields here: {}", expected.join(", ")),
            ),
        ),
        Error::SerdeUnknownVariant { variant, expected, .. } => (
            format!("`{variant}` is not one of: {}", expected.join(", ")),
            did_you_mean(variant, expected.iter().copied(), "use one of those"),
        ),
        Error::SerdeMissingField { field, .. } => {
            (format!("field `{field}` is missing"), format!("add `{field}:` to this entry"))
        }
        Error::DuplicateMappingKey { key, .. } => (
            format!("key `{}` stands twice", key.as_deref().unwrap_or("?")),
            "keep one of them".to_owned(),
        ),
        Error::MultipleDocuments { .. } => (
            "a second document starts here".to_owned(),
            "one file holds one document: remove the `---` and what follows".to_owned(),
        ),
        Error::Budget { breach, .. } => (
            format!("over budget: {}", over_budget(breach)),
            "content files are small and flat".to_owned(),
        ),
        Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => (
            "over budget: aliases expand to too much".to_owned(),
            "write the text out instead of using `&` and `*`".to_owned(),
        ),
        Error::MergeKeyNotAllowed { .. } => (
            "merge keys (`<<`) are not part of the format".to_owned(),
            "write the fields out".to_owned(),
        ),
        Error::NullIntoString { .. } => (
            "a text is expected here, not nothing".to_owned(),
            "write the text, or quote it".to_owned(),
        ),
        other => (first_line(&other.to_string()), String::new()),
    }
}

fn over_budget(breach: &serde_yaml::budget::BudgetBreach) -> String {
    use serde_yaml::budget::BudgetBreach as Breach;
    match breach {
        Breach::Depth { .. } => format!("nested deeper than {MAX_DEPTH} levels"),
        Breach::Nodes { .. } => format!("more than {MAX_NODES} nodes"),
        Breach::Aliases { .. } | Breach::Anchors { .. } => "too many anchors or aliases".to_owned(),
        other => format!("{other:?}"),
    }
}

/// The engine's message without its place (printed before it) and without a second line.
fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.split(" at line ").next().unwrap_or(line);
    line.trim_start_matches("error: ").to_owned()
}
