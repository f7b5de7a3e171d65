//! Floor 3: an interview as a list of events.
//!
//! Events are appended to a journal; [`Session`] is what they add up to. This floor knows nothing
//! of scoring or content: the interviewer's lines are stored as spoken, so a journal can be read
//! back years later with other content, or none.
//!
//! Everything here is pure. Time comes in as [`Stamp`]s made by the caller.

mod command;
mod event;
mod flow;
mod header;
mod script;
mod session;

pub use command::{Command, CommandError};
pub use event::{
    Assessed, Body, Closed, EntryKind, Event, EventError, Left, Move, MoveKind, Said, Stamp,
};
pub use flow::{flow, is_diagram};
pub use header::{CaseRef, Earlier, FrameworkRef, Header, JOURNAL_FORMAT, Mode, StepPlan, Timing};
pub use script::{Script, Typed, escape_line};
pub use session::{Attempt, Entry, Revision, Session, SpokenMove, StepState};

/// Id of the closing summary, a step every mock ends with. It belongs to no framework and carries
/// no weight; what is said there counts as *said elsewhere*.
pub const CLOSING: &str = "closing";

/// Id of the one step of an open mock: a single sheet on which the person sets the order. It belongs
/// to no framework; points keep the steps they have.
pub const SHEET: &str = "sheet";

/// "1 minute", "2 minutes", "3 entries": a count with its noun.
pub fn plural(count: u64, noun: &str) -> String {
    match noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u'])) {
        _ if count == 1 => format!("1 {noun}"),
        Some(stem) => format!("{count} {stem}ies"),
        None => format!("{count} {noun}s"),
    }
}
