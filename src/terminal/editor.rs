//! The person's own editor, for a long answer.

use anyhow::{Context, Result, bail};
use std::io::{self, Write};
use std::process::{Child, Command, ExitStatus};

/// The command that opens an editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editor {
    command: Option<String>,
}

impl Editor {
    /// `$VISUAL`, or else `$EDITOR`, as the caller found them.
    pub fn new(visual: Option<String>, editor: Option<String>) -> Self {
        let set = |value: &String| !value.trim().is_empty();
        Self { command: visual.filter(set).or_else(|| editor.filter(set)) }
    }

    /// Opens the editor on a text and returns what became of it. `wait` waits for the program.
    ///
    /// # Errors
    /// If no editor is set, it cannot be run, or it fails. A text that was changed before it
    /// failed stays in a file that the message names.
    pub fn edit(
        &self,
        text: &str,
        wait: impl FnOnce(&mut Child) -> io::Result<ExitStatus>,
    ) -> Result<String> {
        let Some(command) = &self.command else {
            bail!("no editor is set; set EDITOR, for example `export EDITOR=nano`")
        };
        let words = split(command).with_context(|| format!("the editor `{command}`"))?;
        let [program, arguments @ ..] = words.as_slice() else { bail!("the editor is empty") };
        let mut file = tempfile::Builder::new().prefix("mlsd-").suffix(".md").tempfile()?;
        writeln!(file, "{text}").context("could not write the text for the editor")?;
        let path = file.into_temp_path();
        let mut child = Command::new(program)
            .args(arguments)
            .arg(&path)
            .spawn()
            .with_context(|| format!("could not run the editor `{command}`"))?;
        let status = wait(&mut child).context("lost the editor")?;
        let bytes = std::fs::read(&path).context("could not read what the editor left")?;
        let edited = String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned();
        if status.success() {
            return Ok(edited);
        }
        let kept = if edited == text.trim_end_matches('\n') {
            "the text is as it was".to_owned()
        } else {
            format!("what it left is in {}", path.keep()?.display())
        };
        bail!("the editor `{command}` ended with {status}; {kept}")
    }
}

/// Splits a command into words the way a shell does, with quotes and backslashes but nothing else.
fn split(command: &str) -> Result<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut letters = command.chars();
    while let Some(c) = letters.next() {
        match c {
            '\'' | '"' => quoted(c, &mut letters, word.get_or_insert_default())?,
            // Paths on Windows are full of backslashes.
            '\\' if !cfg!(windows) => {
                let escaped = letters.next().context("it ends with a backslash")?;
                word.get_or_insert_default().push(escaped);
            }
            _ if c.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

fn quoted(quote: char, letters: &mut std::str::Chars<'_>, word: &mut String) -> Result<()> {
    loop {
        match letters.next() {
            None => bail!("a quote {quote} is not closed"),
            Some(c) if c == quote => return Ok(()),
            Some('\\') if quote == '"' && letters.as_str().starts_with(['"', '\\']) => {
                word.extend(letters.next());
            }
            Some(c) => word.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_split_like_a_shell_does() {
        let words = |command| split(command).unwrap();
        assert_eq!(words("code --wait"), ["code", "--wait"]);
        assert_eq!(
            words("'/opt/my editor/bin' \"a \\\"b\\\"\" c\\ d"),
            ["/opt/my editor/bin", "a \"b\"", "c d"]
        );
        assert_eq!(words("  vi   ''  "), ["vi", ""]);
        assert!(split("vi 'x").unwrap_err().to_string().contains("not closed"));
    }

    #[test]
    fn the_first_that_is_set_is_taken() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(Editor::new(some(" "), some("nano")).command.as_deref(), Some("nano"));
        assert_eq!(Editor::new(some("vim"), some("nano")).command.as_deref(), Some("vim"));
    }

    #[test]
    fn without_an_editor_it_says_how_to_set_one() {
        let error = Editor::default().edit("x", Child::wait).unwrap_err();
        assert!(error.to_string().contains("set EDITOR"), "{error}");
    }

    #[cfg(unix)]
    fn edited_by(script: &str, text: &str) -> Result<String> {
        let command = format!("sh -c '{script}' sh");
        Editor::new(None, Some(command)).edit(text, Child::wait)
    }

    #[test]
    #[cfg(unix)]
    fn what_the_editor_leaves_comes_back() {
        assert_eq!(edited_by("echo more >> $1", "one").unwrap(), "one\nmore");
    }

    #[test]
    #[cfg(unix)]
    fn an_editor_that_fails_loses_nothing() {
        let error = edited_by("exit 3", "one").unwrap_err().to_string();
        assert!(error.contains("the text is as it was"), "{error}");
        let error = edited_by("echo more >> $1; exit 3", "one").unwrap_err().to_string();
        let path = error.split("what it left is in ").nth(1).unwrap();
        assert_eq!(std::fs::read_to_string(path).unwrap(), "one\nmore\n");
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let editor = Editor::new(Some("no-such-editor-here -x".into()), None);
        let error = editor.edit("", Child::wait).unwrap_err().to_string();
        assert!(error.contains("no-such-editor-here -x"), "{error}");
    }
}
