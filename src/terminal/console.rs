//! The one trait between an interview and whoever types.

use crate::interview::{Command, Left, Session};

/// What a console shows before it waits.
pub struct View<'a> {
    /// The session as it stands; the console keeps track of what it has already shown.
    pub session: &'a Session,
    /// Now, on the session's clock, in milliseconds.
    pub now_ms: u64,
    /// Remarks by the program (not by the interviewer), shown once.
    pub notes: &'a [String],
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A finished piece of text.
    Entry(String),
    /// The unfinished text as it stands: worth saving, nothing else happens.
    Draft(String),
    /// The private notes as they stand: kept with the session, never scored.
    Notes(String),
    /// A command.
    Command(Command),
    /// The deadline passed.
    Tick,
    /// The person or the system ends the program; what was typed so far stands in the last draft.
    Hangup(Left),
}

/// Somewhere a person types.
pub trait Console {
    /// Shows what is new in `view` and waits for input, at the latest until `deadline` on the
    /// session's clock.
    ///
    /// # Errors
    /// If the input or the output fails.
    fn next(&mut self, view: &View<'_>, deadline_ms: Option<u64>) -> anyhow::Result<Input>;

    /// Puts text where it can be gone on with: a draft kept from before, or an entry to revise.
    fn set_draft(&mut self, text: &str);

    /// The draft handed out last could not be saved.
    fn not_saved(&mut self) {}

    /// Shows what is new and returns at once: the last words of a session.
    ///
    /// # Errors
    /// If the output fails.
    fn show(&mut self, view: &View<'_>) -> anyhow::Result<()>;
}
