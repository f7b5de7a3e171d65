//! Plain mode's line format: blocks of words ended by a line `.`, and commands.
//!
//! The same format is typed, piped and read by `score FILE`, so it is read in one place. A line
//! `.` ends a block; `..` at a line's start is a literal `.`, `//` a literal `/`.

use super::command::{Command, CommandError};

/// What a line completed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A block of words, without its final newline.
    Entry(String),
    /// A command.
    Command(Command),
    /// A line that looked like a command and is none.
    Invalid(CommandError),
}

/// Reads plain mode line by line.
#[derive(Clone, Debug, Default)]
pub struct Script {
    draft: Vec<String>,
}

impl Script {
    /// A script that goes on from a draft kept earlier.
    pub fn with_draft(draft: &str) -> Self {
        Self {
            draft: if draft.is_empty() {
                Vec::new()
            } else {
                draft.lines().map(str::to_owned).collect()
            },
        }
    }

    /// Takes one line (without its newline) and says what it completed, in order: a command ends
    /// the block before it, so one line can complete two things.
    pub fn line(&mut self, line: &str) -> Vec<Typed> {
        let line = line.trim_end_matches(['\r', '\n']);
        if line == "." {
            return self.take().map(Typed::Entry).into_iter().collect();
        }
        match line.strip_prefix('/') {
            Some(rest) if !rest.starts_with('/') => self.command(rest),
            _ => {
                self.draft.push(unescape_line(line));
                Vec::new()
            }
        }
    }

    fn command(&mut self, rest: &str) -> Vec<Typed> {
        let command = match Command::parse(rest) {
            Ok(command) => command,
            Err(error) => return vec![Typed::Invalid(error)],
        };
        // Leaving, looking things up or editing does not send what is being typed.
        let keeps_draft = matches!(
            command,
            Command::Quit
                | Command::Help
                | Command::Status
                | Command::Edit
                | Command::Clock(_)
                | Command::Pause
        );
        let mut typed = Vec::new();
        if !keeps_draft {
            typed.extend(self.take().map(Typed::Entry));
        }
        typed.push(Typed::Command(command));
        typed
    }

    /// The words of the block that is not ended yet.
    pub fn draft(&self) -> String {
        self.draft.join("\n")
    }

    /// Whether nothing has been typed since the last block.
    pub fn is_empty(&self) -> bool {
        self.draft.iter().all(|line| line.trim().is_empty())
    }

    /// Replaces the draft, after it came back from an editor.
    pub fn set_draft(&mut self, draft: &str) {
        *self = Self::with_draft(draft);
    }

    /// Ends the block: its words, or nothing if it holds none.
    pub fn take(&mut self) -> Option<String> {
        let empty = self.is_empty();
        let text = self.draft();
        self.draft.clear();
        (!empty).then(|| text.trim_matches('\n').to_owned())
    }
}

fn unescape_line(line: &str) -> String {
    if line.starts_with("..") || line.starts_with("//") {
        line[1..].to_owned()
    } else {
        line.to_owned()
    }
}

/// Writes a line of words so that [`Script::line`] reads it back.
pub fn escape_line(line: &str) -> String {
    match line.chars().next() {
        Some('.') if line == "." || line.starts_with("..") => format!(".{line}"),
        Some('/') => format!("/{line}"),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Typed> {
        let mut script = Script::default();
        let mut typed: Vec<Typed> = text.lines().flat_map(|line| script.line(line)).collect();
        typed.extend(script.take().map(Typed::Entry));
        typed
    }

    #[test]
    fn a_dot_ends_a_block_and_a_command_does_too() {
        assert_eq!(
            read("one\ntwo\n.\nthree\n/next\n"),
            [
                Typed::Entry("one\ntwo".into()),
                Typed::Entry("three".into()),
                Typed::Command(Command::Next)
            ]
        );
    }

    #[test]
    fn doubled_dots_and_slashes_are_words() {
        assert_eq!(read("..\n//etc\n.5 is fine"), [Typed::Entry(".\n/etc\n.5 is fine".into())]);
    }

    #[test]
    fn quitting_keeps_the_draft() {
        let mut script = Script::default();
        script.line("half a thought");
        assert_eq!(script.line("/quit"), [Typed::Command(Command::Quit)]);
        assert_eq!(script.draft(), "half a thought");
    }

    #[test]
    fn a_block_of_blank_lines_is_nothing() {
        assert_eq!(read("\n  \n.\n"), []);
    }

    #[test]
    fn escaping_is_undone_by_reading() {
        for line in [".", "..", "...x", "/next", "//", "plain", ".5", ""] {
            let mut script = Script::default();
            script.line(&escape_line(line));
            assert_eq!(script.draft(), line);
        }
    }
}
