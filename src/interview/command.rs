//! What a line that starts with `/` asks for.

use std::fmt;

/// A command typed between the person's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Finish the step and open the next one.
    Next,
    /// Leave the step without an answer.
    Skip,
    /// Go back to the step before.
    Back,
    /// Open a step by id, declining whatever is pending.
    Step(String),
    /// Ask the interviewer something.
    Ask(String),
    /// Ask for help (practice).
    Hint,
    /// "I said that already": claims the pending probe's point.
    Said,
    /// Decline what is pending, or take back the last fact.
    No,
    /// Try the step again (practice).
    Retry,
    /// Revise an entry by number, or the last one.
    Revise(Option<u64>),
    /// Take back the last entry, or one by number.
    Undo(Option<u64>),
    /// Open the editor on the draft.
    Edit,
    /// A private note.
    Note(String),
    /// How much of the rubric the person thinks they covered, in percent.
    Predict(u8),
    /// Stop the clock; any next line starts it again.
    Pause,
    /// Show where the session stands.
    Status,
    /// Show the commands.
    Help,
    /// End the session and assess it.
    Finish,
    /// Leave; the session can be resumed.
    Quit,
    /// Move a fixed clock on by milliseconds (only with a fixed clock).
    Clock(u64),
}

/// A line starting with `/` that is no command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommandError {
    /// No command has this name; the nearest one, if any is near.
    Unknown {
        /// The name as typed.
        name: String,
        /// The nearest command.
        nearest: Option<&'static str>,
    },
    /// The command needs something after it.
    Missing {
        /// The command.
        name: &'static str,
        /// What it needs.
        what: &'static str,
    },
    /// What follows the command cannot be read.
    Malformed {
        /// The command.
        name: &'static str,
        /// What it expects.
        expects: &'static str,
    },
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, nearest: Some(nearest) } => {
                write!(f, "no command `/{name}`; did you mean `/{nearest}`?")
            }
            Self::Unknown { name, nearest: None } => {
                write!(
                    f,
                    "no command `/{name}`; `/help` lists them, `//` starts a line with a slash"
                )
            }
            Self::Missing { name, what } => write!(f, "`/{name}` needs {what}"),
            Self::Malformed { name, expects } => write!(f, "`/{name}` expects {expects}"),
        }
    }
}

impl std::error::Error for CommandError {}

/// Every command's name, for suggestions.
const NAMES: &[&str] = &[
    "next", "skip", "back", "step", "ask", "hint", "said", "no", "retry", "revise", "undo", "edit",
    "note", "predict", "pause", "status", "help", "finish", "quit", "clock",
];

impl Command {
    /// Reads what stands after the slash, such as `ask how many users?`.
    ///
    /// # Errors
    /// If there is no such command, or its argument is missing or malformed.
    pub fn parse(text: &str) -> Result<Self, CommandError> {
        let text = text.trim();
        let (name, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let rest = rest.trim();
        match name {
            "next" => Ok(Self::Next),
            "skip" => Ok(Self::Skip),
            "back" => Ok(Self::Back),
            "step" => required("step", "a step id", rest).map(Self::Step),
            "ask" => required("ask", "a question", rest).map(Self::Ask),
            "hint" => Ok(Self::Hint),
            "said" => Ok(Self::Said),
            "no" => Ok(Self::No),
            "retry" => Ok(Self::Retry),
            "revise" => entry_number("revise", rest).map(Self::Revise),
            "undo" => entry_number("undo", rest).map(Self::Undo),
            "edit" => Ok(Self::Edit),
            "note" => required("note", "a few words", rest).map(Self::Note),
            "predict" => percent(rest).map(Self::Predict),
            "pause" => Ok(Self::Pause),
            "status" => Ok(Self::Status),
            "help" | "?" => Ok(Self::Help),
            "finish" => Ok(Self::Finish),
            "quit" => Ok(Self::Quit),
            "clock" => span(rest).map(Self::Clock),
            _ => Err(CommandError::Unknown { name: name.to_owned(), nearest: nearest(name) }),
        }
    }
}

fn required(name: &'static str, what: &'static str, rest: &str) -> Result<String, CommandError> {
    if rest.is_empty() { Err(CommandError::Missing { name, what }) } else { Ok(rest.to_owned()) }
}

fn entry_number(name: &'static str, rest: &str) -> Result<Option<u64>, CommandError> {
    if rest.is_empty() {
        return Ok(None);
    }
    rest.trim_start_matches(['#', 'e'])
        .parse()
        .map(Some)
        .map_err(|_| CommandError::Malformed { name, expects: "an entry's number, such as 3" })
}

/// Reads a share such as `70` or `70 %`.
fn percent(rest: &str) -> Result<u8, CommandError> {
    let number = rest.trim_end_matches('%').trim_end().parse().ok().filter(|share| *share <= 100);
    number.ok_or(CommandError::Malformed {
        name: "predict",
        expects: "how much you think you covered, 0 to 100",
    })
}

/// Reads `+3m20s`, `+45s`, `+2m` as milliseconds.
fn span(rest: &str) -> Result<u64, CommandError> {
    let malformed = CommandError::Malformed { name: "clock", expects: "a span such as +3m20s" };
    let Some(rest) = rest.strip_prefix('+') else { return Err(malformed) };
    let span: jiff::SignedDuration = rest.parse().map_err(|_| malformed.clone())?;
    u64::try_from(span.as_millis()).map_err(|_| malformed)
}

fn nearest(name: &str) -> Option<&'static str> {
    NAMES
        .iter()
        .map(|known| (strsim::osa_distance(name, known), *known))
        .filter(|(distance, _)| *distance <= 2)
        .min()
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_with_their_arguments() {
        assert_eq!(Command::parse("next"), Ok(Command::Next));
        assert_eq!(Command::parse("step data "), Ok(Command::Step("data".into())));
        assert_eq!(Command::parse("ask how many?"), Ok(Command::Ask("how many?".into())));
        assert_eq!(Command::parse("undo e3"), Ok(Command::Undo(Some(3))));
        assert_eq!(Command::parse("predict 70 %"), Ok(Command::Predict(70)));
        assert!(Command::parse("predict 101").is_err() && Command::parse("predict").is_err());
        assert_eq!(Command::parse("clock +3m20s"), Ok(Command::Clock(200_000)));
    }

    #[test]
    fn a_near_miss_names_the_command() {
        let error = Command::parse("nxet").unwrap_err();
        assert_eq!(error.to_string(), "no command `/nxet`; did you mean `/next`?");
    }

    #[test]
    fn a_missing_argument_says_what_is_needed() {
        assert_eq!(Command::parse("ask").unwrap_err().to_string(), "`/ask` needs a question");
        assert!(Command::parse("clock 5").is_err());
    }
}
