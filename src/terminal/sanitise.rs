//! Text from files and people made safe for a terminal.
//!
//! A case study, a journal or a pasted answer may hold escape sequences that would move the
//! cursor, or marks that reorder what is read. They are shown, not obeyed.

use std::borrow::Cow;
use std::ops::Range;

/// Spaces that stand for a tab.
const TAB: &str = "    ";

/// Stands for a character that has no picture of its own.
const UNSEEN: &str = "\u{fffd}";

/// The text with every character that a terminal would obey replaced by a visible one. Newlines
/// stay, tabs become spaces.
pub fn sanitise(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| c == '\n' || stand_in(c).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(sanitise_marked(text, &[]).0)
}

/// The same, with byte ranges of the text moved to where their words are in the result.
pub fn sanitise_marked(text: &str, ranges: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    let mut safe = String::with_capacity(text.len());
    // Where each byte of the text went; characters that vanish or grow take their bytes along.
    let mut places = Vec::with_capacity(text.len() + 1);
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        places.resize(at + c.len_utf8(), safe.len());
        let windows_end = c == '\r' && rest.peek().is_some_and(|(_, next)| *next == '\n');
        match stand_in(c) {
            _ if windows_end => {}
            Some(picture) => safe.push_str(&picture),
            None => safe.push(c),
        }
    }
    places.resize(text.len() + 1, safe.len());
    let place = |at: usize| places.get(at).copied().unwrap_or(safe.len());
    let moved = ranges.iter().map(|range| place(range.start)..place(range.end)).collect();
    (safe, moved)
}

/// What is shown instead of a character, if it cannot be shown itself.
fn stand_in(c: char) -> Option<Cow<'static, str>> {
    match c {
        '\n' => None,
        '\t' => Some(TAB.into()),
        '\u{2028}' | '\u{2029}' => Some("\n".into()),
        // C0 have pictures in Unicode, such as `␛` for escape.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).map(|c| c.to_string().into()),
        '\u{7f}' => Some("\u{2421}".into()),
        '\u{ad}' => Some("-".into()),
        _ if c.is_control() || reorders(c) || is_invisible(c) => Some(UNSEEN.into()),
        _ => None,
    }
}

/// Overrides, embeddings and isolates: they make text read otherwise than it is stored. The plain
/// marks U+200E and U+200F stay, right-to-left languages need them.
fn reorders(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Takes no space and means nothing here. The joiners U+200C and U+200D stay: emoji and several
/// scripts need them.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(sanitise("two-tower — 😀\nnext"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(sanitise("a\u{1b}[31mb\u{7}\u{9b}c\u{7f}"), "a␛[31mb␇\u{fffd}c␡");
        assert_eq!(sanitise("a\u{202e}b\u{200b}c\u{feff}"), "a\u{fffd}b\u{fffd}c\u{fffd}");
        assert_eq!(sanitise("a\tb\r\nc\rd"), "a    b\nc␍d");
    }

    #[test]
    fn joiners_that_languages_need_stay() {
        let text = "👩‍👩‍👧 می\u{200c}خواهم \u{200f}שלום";
        assert_eq!(sanitise(text), text);
    }

    #[test]
    fn ranges_follow_their_words() {
        let text = "a\tb \u{1b}over\r\ntwo weeks";
        let range = |words: &str| text.find(words).map(|at| at..at + words.len()).unwrap();
        let (safe, moved) = sanitise_marked(text, &[range("over"), range("two weeks"), 0..999]);
        assert_eq!(&safe[moved[0].clone()], "over");
        assert_eq!(&safe[moved[1].clone()], "two weeks");
        assert_eq!(moved[2], 0..safe.len());
    }

    proptest! {
        #[test]
        fn no_control_character_is_left_and_nothing_printable_is_lost(text in any::<String>()) {
            let safe = sanitise(&text);
            prop_assert!(safe.chars().all(|c| c == '\n' || !c.is_control()));
            let printable = |c: &char| stand_in(*c).is_none() && !c.is_whitespace();
            let mut left = safe.chars();
            for c in text.chars().filter(printable) {
                prop_assert!(left.any(|kept| kept == c), "lost {c:?}");
            }
            prop_assert_eq!(sanitise(&safe), &*safe);
        }
    }
}
