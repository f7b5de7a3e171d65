//! The only user of the YAML engine.
//!
//! Content files are untrusted. Size is limited before parsing; nodes, depth, aliases and documents
//! by the engine's budget while parsing; and parsing runs on a thread with a stack of its own,
//! because the engine recurses (about 20 KB a level in debug builds).

use serde::de::DeserializeOwned;
use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::localizer::ExternalMessageSource;
use serde_yaml::options::{DuplicateKeyPolicy, MergeKeyPolicy};
use serde_yaml::{Error, Options, Spanned};

use super::convert::CONTENT_FORMAT;
use super::problem::{Problem, Spot, did_you_mean, source_lines};

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

/// Whether a line up to a `:` holds a `name: ` already, or is too long to be a name.
fn holds_value(before: &str) -> bool {
    before.contains(": ") || before.len() > 1000
}

fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabInPlainScalar
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabNotAllowed
    )
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

/// The engine's error in this project's words: one line of what, one of what to do.
fn explain(error: &Error) -> (String, String) {
    let (what, fix): (String, &str) = match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            let fields = format!("fields here: {}", expected.join(", "));
            return (
                format!("unknown field `{field}`"),
                did_you_mean(field, expected.iter().copied(), &fields),
            );
        }
        Error::SerdeUnknownVariant { variant, expected, .. } => {
            let near = did_you_mean(variant, expected.iter().copied(), "use one of those");
            return (format!("`{variant}` is not one of: {}", expected.join(", ")), near);
        }
        Error::SerdeMissingField { field, .. } => {
            return (
                format!("field `{field}` is missing"),
                format!("add `{field}:` to this entry"),
            );
        }
        Error::DuplicateMappingKey { key, .. } => {
            (format!("key `{}` stands twice", key.as_deref().unwrap_or("?")), "keep one of them")
        }
        Error::MultipleDocuments { .. }
        | Error::Budget { breach: BudgetBreach::Documents { .. }, .. } => (
            "a second document starts here".to_owned(),
            "one file holds one document: remove the `---` and what follows",
        ),
        Error::Budget { breach, .. } => {
            (format!("over budget: {}", over_budget(breach)), "content files are small and flat")
        }
        Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => (
            "over budget: aliases expand to too much".to_owned(),
            "write the text out instead of using `&` and `*`",
        ),
        Error::RecursiveReferencesRequireWeakTypes { .. } => {
            ("the alias stands inside what it names".to_owned(), "write the text out")
        }
        Error::UnknownAnchor { .. } => (
            "`*` refers to a name nothing here has".to_owned(),
            "quote a text that starts with `*`",
        ),
        Error::AliasError { error, .. } => return explain(error),
        Error::MergeKeyNotAllowed { .. } | Error::MergeValueNotMapOrSeqOfMaps { .. } => {
            ("merge keys (`<<`) are not part of the format".to_owned(), "write the fields out")
        }
        Error::NullIntoString { .. } => {
            ("a text is expected here, not nothing".to_owned(), "write the text, or quote it")
        }
        Error::InvalidBooleanStrict { .. } => {
            ("`true` or `false` is expected here".to_owned(), "write it so, without quotes")
        }
        Error::InvalidScalar { ty, .. } => scalar(ty),
        Error::Unexpected { expected, .. } => container(expected),
        Error::TaggedEnumMismatch { .. }
        | Error::UnsupportedTag { .. }
        | Error::TaggedScalarCannotDeserializeIntoString { .. }
        | Error::SerdeVariantId { .. } => {
            ("tags (`!…`) are not part of the format".to_owned(), "remove the tag")
        }
        other => (first_line(&other.to_string()), "compare it with a case study that loads"),
    };
    (what, fix.to_owned())
}

/// A plain value of the wrong kind.
fn scalar(ty: &str) -> (String, &'static str) {
    let (what, fix) = match ty {
        "u8" | "u16" | "u32" | "u64" | "usize" => {
            ("a whole number is expected here", "write digits, without a sign or a fraction")
        }
        "f32" | "f64" | "floating point" | "float" => {
            ("a number is expected here", "write digits, such as `0.05` or `5e6`")
        }
        _ => ("one plain word is expected here", "write it without tags, brackets or quotes"),
    };
    (what.to_owned(), fix)
}

/// A list, fields or a text where something else belongs.
fn container(expected: &str) -> (String, &'static str) {
    let (what, fix) = match expected {
        "mapping start" => ("fields are expected here", "write `name: value`, one a line"),
        "sequence start" => {
            ("a list is expected here", "write `[one, two]`, or lines that start with `- `")
        }
        _ => ("a text is expected here", "write it without brackets, or quote all of it"),
    };
    (what.to_owned(), fix)
}

/// The parser's complaint in this project's words. `before` is what stands before it on its line.
fn explain_syntax(kind: &ErrorKind, before: &str) -> (String, &'static str) {
    let (what, fix) = match kind {
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            let code = u32::from(*character);
            return (
                format!("a control character (U+{code:04X}) stands here"),
                "remove it; a binary file has no place here",
            );
        }
        ErrorKind::UnexpectedCharacter { character } => {
            return (format!("`{character}` cannot start a text"), "put the text in single quotes");
        }
        kind if is_tab(kind) => {
            ("a tab stands in the indentation", "indent with spaces, two a level")
        }
        ErrorKind::MappingValueNotAllowed if holds_value(before) => {
            ("`: ` inside a text", "put the text in single quotes")
        }
        ErrorKind::MappingValueNotAllowed => (
            "the line is indented further than the ones above it",
            "line it up with its neighbours",
        ),
        ErrorKind::InvalidColonPlacement
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator => (
            "a bracket before this place is not closed",
            "close it, or quote the text that holds it",
        ),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => {
            ("a bracket is not closed", "close it, or quote the text that holds it")
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            ("a bracket closes that was not opened", "remove it, or quote the text that holds it")
        }
        ErrorKind::MismatchedFlowCollectionEnd { .. } => (
            "this bracket is closed by one of the other kind",
            "close `[` with `]` and `{` with `}`",
        ),
        ErrorKind::MissingAnchorOrAliasName => {
            ("`&` and `*` start the name of an anchor", "put the text in single quotes")
        }
        ErrorKind::UnsupportedYamlMajorVersion
        | ErrorKind::DuplicateVersionDirective
        | ErrorKind::DirectiveDisallowed
        | ErrorKind::MissingDirectiveName
        | ErrorKind::InvalidDirectiveName
        | ErrorKind::InvalidDirectiveTerminator => (
            "a line that starts with `%` is a directive, and the format has none",
            "remove the line",
        ),
        ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar => (
            "the quote opened before this place is not closed",
            "close it; write `\'\'` for a quote in quotes",
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "text goes on after the closing quote",
            "quote all of it; write `\'\'` for a quote in quotes",
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => {
            ("`\\` starts an escape that does not exist", "use single quotes: they know no escapes")
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::MappingKeyNotAllowed => (
            "the indentation fits neither this entry nor the one around it",
            "line it up with its neighbours",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            ("a `name: value` is expected here", "write a colon and a space after the name")
        }
        ErrorKind::RecursionLimitExceeded => {
            return (
                format!("over budget: nested deeper than {MAX_DEPTH} levels"),
                "content files are small and flat",
            );
        }
        ErrorKind::UnknownAnchor => {
            ("`*` refers to a name nothing here has", "quote a text that starts with `*`")
        }
        other => {
            return (
                format!("this is not YAML: {other}"),
                "put the text in single quotes, or look at the line above",
            );
        }
    };
    (what.to_owned(), fix)
}

fn over_budget(breach: &BudgetBreach) -> String {
    match breach {
        BudgetBreach::Depth { .. } => format!("nested deeper than {MAX_DEPTH} levels"),
        BudgetBreach::Nodes { .. } | BudgetBreach::Events { .. } => {
            format!("more than {MAX_NODES} values")
        }
        BudgetBreach::Aliases { .. } | BudgetBreach::Anchors { .. } => {
            "too many anchors or aliases".to_owned()
        }
        _ => "the file is too elaborate".to_owned(),
    }
}

/// The engine's message without its place (printed before it) and without a second line.
fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.split(" at line ").next().unwrap_or(line);
    line.trim_start_matches("error: ").to_owned()
}
