//! The YAML engine's errors in this project's words.

use serde_yaml::Error;
use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::ErrorKind;

use super::problem::did_you_mean;
use super::yaml::{MAX_DEPTH, MAX_NODES};

/// Whether a line up to a `:` holds a `name: ` already, or is too long to be a name.
pub(super) fn holds_value(before: &str) -> bool {
    before.contains(": ") || before.len() > 1000
}

pub(super) fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabInPlainScalar
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabNotAllowed
    )
}

/// The engine's error in this project's words: one line of what, one of what to do.
pub(super) fn explain(error: &Error) -> (String, String) {
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
pub(super) fn explain_syntax(kind: &ErrorKind, before: &str) -> (String, &'static str) {
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
