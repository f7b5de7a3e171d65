//! The files of one session.

use super::id::SessionId;
use std::path::{Path, PathBuf};

/// Where a session's journal, draft and lock are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionFiles {
    /// The journal, one event a line.
    pub journal: PathBuf,
    /// The unfinished text.
    pub draft: PathBuf,
    /// Held while a program has the session open.
    pub lock: PathBuf,
}

impl SessionFiles {
    /// The files of a session in the sessions folder.
    pub fn in_folder(folder: &Path, id: &SessionId) -> Self {
        Self::of_journal(&folder.join(format!("{id}.jsonl")))
    }

    /// The files that belong to a journal anywhere: draft and lock lie beside it.
    pub fn of_journal(journal: &Path) -> Self {
        Self {
            journal: journal.to_owned(),
            draft: journal.with_extension("draft"),
            lock: journal.with_extension("lock"),
        }
    }

    /// How messages name the session: the journal's stem.
    pub fn name(&self) -> String {
        let stem = self.journal.file_stem().unwrap_or(self.journal.as_os_str());
        stem.to_string_lossy().into_owned()
    }
}
