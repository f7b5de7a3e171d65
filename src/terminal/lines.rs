//! From bytes to lines.

use std::borrow::Cow;
use std::collections::VecDeque;

/// A line without its newline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TypedLine {
    /// The words.
    pub(super) text: String,
    /// Whether bytes that are no UTF-8 were replaced.
    pub(super) replaced: bool,
}

impl TypedLine {
    fn new(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes.strip_suffix(b"\r").unwrap_or(bytes));
        Self { replaced: matches!(text, Cow::Owned(_)), text: text.into_owned() }
    }
}

/// Collects bytes until they are lines.
#[derive(Debug, Default)]
pub(super) struct Lines {
    ready: VecDeque<TypedLine>,
    unfinished: Vec<u8>,
}

impl Lines {
    /// Takes bytes in.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.unfinished.extend_from_slice(piece);
            if let Some(line) = self.unfinished.strip_suffix(b"\n") {
                self.ready.push_back(TypedLine::new(line));
                self.unfinished.clear();
            }
        }
    }

    /// The next whole line.
    pub(super) fn pop(&mut self) -> Option<TypedLine> {
        self.ready.pop_front()
    }

    /// What was typed after the last newline.
    pub(super) fn take_unfinished(&mut self) -> Option<TypedLine> {
        let bytes = std::mem::take(&mut self.unfinished);
        (!bytes.is_empty()).then(|| TypedLine::new(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(line: Option<TypedLine>) -> Option<String> {
        line.map(|line| line.text)
    }

    #[test]
    fn lines_come_out_whole_however_the_bytes_came_in() {
        let mut lines = Lines::default();
        lines.push(b"one\r\ntw");
        assert_eq!(text(lines.pop()).as_deref(), Some("one"));
        assert_eq!(lines.pop(), None);
        lines.push(b"o\nthr");
        assert_eq!(text(lines.pop()).as_deref(), Some("two"));
        assert_eq!(text(lines.take_unfinished()).as_deref(), Some("thr"));
        assert_eq!(lines.take_unfinished(), None);
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced_and_it_is_said() {
        let mut lines = Lines::default();
        lines.push(b"caf\xe9\ncaf\xc3\xa9\n");
        let line = |text: &str, replaced| Some(TypedLine { text: text.into(), replaced });
        assert_eq!(lines.pop(), line("caf\u{fffd}", true));
        assert_eq!(lines.pop(), line("café", false));
    }

    proptest! {
        #[test]
        fn chunks_do_not_matter(text in "[a-zé😀\n]{0,40}", cut in any::<prop::sample::Index>()) {
            let (mut whole, mut cut_up) = (Lines::default(), Lines::default());
            whole.push(text.as_bytes());
            let at = cut.index(text.len() + 1);
            cut_up.push(&text.as_bytes()[..at]);
            cut_up.push(&text.as_bytes()[at..]);
            prop_assert_eq!(whole.ready, cut_up.ready);
            prop_assert_eq!(whole.unfinished, cut_up.unfinished);
        }
    }
}
