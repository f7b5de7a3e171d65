//! Text from people, YAML and journals made safe for Markdown.
//!
//! Nothing typed may become a heading, a table, a link or HTML. Characters are escaped only where
//! they would mean something, so that the source stays readable too.

/// The text with every character that could act on a reader's terminal or reorder what is read
/// replaced by a visible one. Newlines stay. The terminal has the same rule for its screens, a floor
/// above this one.
pub(super) fn visible(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.peek() == Some(&'\n') => {}
            '\n' | '\u{2028}' | '\u{2029}' => safe.push('\n'),
            '\t' => safe.push_str("    "),
            '\0'..='\u{1f}' => safe.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => safe.push('\u{2421}'),
            _ if c.is_control() || is_hidden(c) => safe.push('\u{fffd}'),
            _ => safe.push(c),
        }
    }
    safe
}

/// Overrides, isolates and characters without width. The joiners that emoji and several scripts
/// need stay.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{180e}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// Visible text on one line, spaces collapsed.
pub(super) fn one_line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line of Markdown that says the text and does nothing else.
pub(super) fn inline(text: &str) -> String {
    guard_start(&escape(&one_line(text), Emphasis::Shown))
}

/// The text as a quoted block, line breaks kept.
pub(super) fn quoted(text: &str) -> String {
    let text = visible(text);
    let text = text.trim_matches('\n');
    if text.trim().is_empty() {
        return "> (nothing)".to_owned();
    }
    let lines: Vec<String> = text.lines().map(quoted_line).collect();
    // Two spaces at the end keep the person's line breaks when the page is rendered.
    lines.join("  \n")
}

fn quoted_line(line: &str) -> String {
    let words = line.trim();
    if words.is_empty() {
        return ">".to_owned();
    }
    // No-break spaces keep the indent and, unlike plain ones, never start a code block.
    let indent = line.len() - line.trim_start_matches(' ').len();
    let spaces = "\u{a0}".repeat(indent.min(16));
    format!("> {spaces}{}", guard_start(&escape(words, Emphasis::Shown)))
}

/// The text word for word between fences longer than any inside.
pub(super) fn fenced(text: &str) -> String {
    let text = visible(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}text\n{}\n{fence}", text.trim_matches('\n'))
}

/// Prose of an author: emphasis, paragraphs and lists work, all else is shown.
pub(super) fn prose(text: &str) -> String {
    let text = visible(text);
    let lines: Vec<String> = text.trim_matches('\n').lines().map(prose_line).collect();
    lines.join("\n")
}

fn prose_line(line: &str) -> String {
    let words = line.trim();
    let indent = " ".repeat((line.len() - line.trim_start_matches(' ').len()).min(3));
    let safe = escape(words, Emphasis::Kept);
    let is_item = words.starts_with("- ") || words.starts_with("* ");
    // A line of nothing but stars would be a rule across the page.
    let is_rule = words.starts_with('*') && words.chars().all(|c| c == '*' || c == ' ');
    match (is_item && !is_rule, is_rule) {
        (true, _) => format!("{indent}{safe}"),
        (_, true) => format!("{indent}\\{safe}"),
        _ => format!("{indent}{}", guard_numbered(&guard_mark(&safe), is_numbered(words))),
    }
}

/// What stars mean.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Emphasis {
    /// They are shown.
    Shown,
    /// They emphasise.
    Kept,
}

fn escape(line: &str, emphasis: Emphasis) -> String {
    let mut safe = String::with_capacity(line.len() + 8);
    let mut before = ' ';
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        // An underscore inside a word means nothing: user_id stays as it is.
        let inside = before.is_alphanumeric() && rest.peek().is_some_and(|c| c.is_alphanumeric());
        match c {
            '<' => safe.push_str("&lt;"),
            '&' => safe.push_str("&amp;"),
            '*' if emphasis == Emphasis::Kept => safe.push('*'),
            '_' if inside => safe.push('_'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => safe.extend(['\\', c]),
            _ => safe.push(c),
        }
        before = c;
    }
    safe
}

/// Keeps a line from starting a block of any kind.
fn guard_start(line: &str) -> String {
    guard_numbered(&guard_mark(line), false)
}

fn guard_mark(line: &str) -> String {
    let starts_block = line.starts_with(['#', '-', '+', '=', '>']);
    if starts_block { format!("\\{line}") } else { line.to_owned() }
}

/// Escapes the stop after a leading number, unless a numbered list is welcome.
fn guard_numbered(line: &str, welcome: bool) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    // A figure such as 1.5 is no list item.
    let is_item =
        rest.starts_with(['.', ')']) && matches!(rest.as_bytes().get(1), None | Some(b' '));
    if !welcome && digits > 0 && is_item {
        return format!("{number}\\{rest}");
    }
    line.to_owned()
}

fn is_numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < line.len() && rest.starts_with(". ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_means_something_is_escaped_and_the_rest_is_left() {
        assert_eq!(
            inline("# not a <b>heading</b> & so on"),
            r"\# not a &lt;b>heading&lt;/b> &amp; so on"
        );
        assert_eq!(inline("user_id, a|b, *x*, [y](z)"), r"user_id, a\|b, \*x\*, \[y\](z)");
        assert_eq!(inline("1. first"), r"1\. first");
        assert_eq!(inline("1.5 % of clicks"), "1.5 % of clicks");
        assert_eq!(inline("recall@100 .92, p99 < 80 ms"), "recall@100 .92, p99 &lt; 80 ms");
        assert_eq!(inline("a\n\n  b\u{1b}[31m"), "a b␛\\[31m");
    }

    #[test]
    fn quoted_blocks_keep_lines_and_indent() {
        assert_eq!(
            quoted("data:\n  - logs\n\n```\n"),
            "> data:  \n> \u{a0}\u{a0}\\- logs  \n>  \n> \\`\\`\\`"
        );
        assert_eq!(quoted("\n \n"), "> (nothing)");
    }

    #[test]
    fn a_fence_is_longer_than_any_inside() {
        assert_eq!(fenced("a -> b\n````\nc"), "`````text\na -> b\n````\nc\n`````");
    }

    #[test]
    fn an_authors_emphasis_and_lists_work_but_nothing_else() {
        assert_eq!(
            prose("**Load.** 1 < 2\n\n- *one*: `x`\n1. two\n# three\n***\n"),
            "**Load.** 1 &lt; 2\n\n- *one*: \\`x\\`\n1. two\n\\# three\n\\***"
        );
    }

    proptest! {
        #[test]
        fn inline_text_is_one_line_that_starts_no_block(text in any::<String>()) {
            let safe = inline(&text);
            prop_assert!(!safe.contains(['\n', '<', '\r']) && !safe.chars().any(char::is_control));
            prop_assert!(!safe.starts_with(['#', '-', '+', '=', '>', '`', '~', '*', ' ', '|']));
        }

        #[test]
        fn every_line_of_a_quoted_block_is_quoted(text in "[ -~\\n\\r\u{2028}`#>é]{0,80}") {
            for line in quoted(&text).lines() {
                prop_assert!(line.starts_with('>'), "{line:?}");
                prop_assert!(!line.contains('<') && !line.starts_with("> #") && !line.starts_with("> `"));
            }
        }

        #[test]
        fn no_line_inside_closes_the_fence(text in "[`\\na ]{0,60}") {
            let block = fenced(&text);
            let lines: Vec<&str> = block.lines().collect();
            let fence = lines[lines.len() - 1];
            for line in &lines[1..lines.len() - 1] {
                prop_assert!(!line.contains(fence), "{block}");
            }
        }
    }
}
