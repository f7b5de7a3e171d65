//! Exit codes.

use std::fmt;
use std::process::ExitCode;

use crate::sessions::NoSession;

/// An error that knows the program's exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Exit {
    /// The code: 1 failed, 2 usage, 3 content problems.
    pub code: u8,
    /// What to print.
    pub message: String,
}

/// Everything was done.
pub(super) const DONE: u8 = 0;
/// Something failed.
pub(super) const FAILED: u8 = 1;
/// The command line makes no sense.
pub(super) const USAGE: u8 = 2;
/// Content is wrong.
pub(super) const CONTENT: u8 = 3;
/// Interrupted; the session is saved.
pub(super) const INTERRUPTED: u8 = 130;

impl Exit {
    /// The command line makes no sense.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self { code: USAGE, message: message.into() }
    }

    /// Content is wrong.
    pub(super) fn content(message: impl Into<String>) -> Self {
        Self { code: CONTENT, message: message.into() }
    }
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Exit {}

/// The exit code of an error.
pub(super) fn code_of(error: &anyhow::Error) -> ExitCode {
    // A session nobody has is a word on the command line that makes no sense.
    let other = if error.is::<NoSession>() { USAGE } else { FAILED };
    ExitCode::from(error.downcast_ref::<Exit>().map_or(other, |exit| exit.code))
}
