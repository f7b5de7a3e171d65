//! Floor 5: the interviewer.
//!
//! A session and what was just heard go in, events come out: [`Interviewer::advance`] decides what
//! happens next and never touches a clock, a file or a terminal. The same session, seed and words
//! always give the same interview.

mod advance;
mod aside;
mod asking;
mod curveball;
mod hints;
mod probing;
mod recovery;

pub use advance::{Advance, Heard, Interviewer};
pub use asking::{LineKind, line_kind};
