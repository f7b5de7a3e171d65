//! The environment, read once.

use std::io::IsTerminal;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::terminal::Clock;

/// What the program was started in.
#[derive(Clone, Debug, Default)]
pub(super) struct Environment {
    /// `MLSD_DATA_DIR`.
    pub data_dir: Option<PathBuf>,
    /// `MLSD_CONTENT`.
    pub content: Option<PathBuf>,
    /// `MLSD_PLAIN` or `ACCESSIBLE` is set to something.
    pub plain: bool,
    /// `NO_COLOR`.
    pub no_color: Option<String>,
    /// `CLICOLOR_FORCE`.
    pub clicolor_force: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
    /// `COLUMNS`.
    pub columns: Option<String>,
    /// `VISUAL`.
    pub visual: Option<String>,
    /// `EDITOR`.
    pub editor: Option<String>,
    /// `MLSD_NOW`: time stands still there.
    pub now: Option<String>,
    /// Standard input is a terminal.
    pub stdin_is_terminal: bool,
    /// Standard output is a terminal.
    pub stdout_is_terminal: bool,
}

impl Environment {
    /// Reads the environment of this process.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub(super) fn read() -> Self {
        let text = |name: &str| std::env::var(name).ok();
        let set = |name: &str| text(name).filter(|value| !value.is_empty());
        Self {
            data_dir: std::env::var_os("MLSD_DATA_DIR")
                .filter(|value| !value.is_empty())
                .map(PathBuf::from),
            content: std::env::var_os("MLSD_CONTENT")
                .filter(|value| !value.is_empty())
                .map(PathBuf::from),
            plain: set("MLSD_PLAIN").or_else(|| set("ACCESSIBLE")).is_some(),
            no_color: text("NO_COLOR"),
            clicolor_force: text("CLICOLOR_FORCE"),
            term: text("TERM"),
            columns: text("COLUMNS"),
            visual: text("VISUAL"),
            editor: text("EDITOR"),
            now: set("MLSD_NOW"),
            stdin_is_terminal: std::io::stdin().is_terminal(),
            stdout_is_terminal: std::io::stdout().is_terminal(),
        }
    }

    /// The clock to use.
    ///
    /// # Errors
    /// If `MLSD_NOW` is no time.
    pub(super) fn clock(&self) -> Result<Clock> {
        let Some(now) = &self.now else { return Ok(Clock::System) };
        let at = now.parse().with_context(|| {
            format!("MLSD_NOW is not a time such as 2026-01-02T03:04:05Z: {now}")
        })?;
        Ok(Clock::Fixed(at))
    }
}
