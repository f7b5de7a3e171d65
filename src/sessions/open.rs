//! A session this program may write to.

use super::atomic;
use super::draft::{Draft, Kept};
use super::files::SessionFiles;
use super::line_file::LineFile;
use super::lock::Lock;
use crate::interview::Event;
use anyhow::{Context, Result};

/// A session opened for writing; no other program can open it until this is dropped.
#[derive(Debug)]
pub struct OpenSession {
    files: SessionFiles,
    journal: LineFile,
    _lock: Lock,
}

impl OpenSession {
    pub(super) fn new(files: SessionFiles, journal: LineFile, lock: Lock) -> Self {
        Self { files, journal, _lock: lock }
    }

    /// The session's files.
    pub fn files(&self) -> &SessionFiles {
        &self.files
    }

    /// Appends an event to the journal; when this returns it is on the disk.
    ///
    /// # Errors
    /// If the journal cannot be written. The event can be appended again.
    pub fn append(&mut self, event: &Event) -> Result<()> {
        let line = event.to_line().context("could not write an event as JSON")?;
        self.journal
            .append(&line)
            .with_context(|| format!("could not write to {}", self.files.journal.display()))
    }

    /// Keeps unfinished text; nothing but blanks is not worth keeping.
    ///
    /// # Errors
    /// If the draft cannot be written; the draft saved before it is then still there.
    pub fn save_draft(&self, draft: &Draft) -> Result<()> {
        if draft.text.trim().is_empty() {
            self.clear_draft()
        } else {
            draft.save(&self.files.draft)
        }
    }

    /// Drops the draft, once its words are in the journal.
    ///
    /// # Errors
    /// If the file cannot be removed.
    pub fn clear_draft(&self) -> Result<()> {
        atomic::remove(&self.files.draft)
    }

    /// The draft kept for this session, and a remark if there is one that cannot be read.
    ///
    /// # Errors
    /// If there is a draft that can neither be read nor moved aside.
    pub fn draft(&self) -> Result<(Option<Draft>, Option<String>)> {
        Ok(match Draft::read(&self.files.draft)? {
            Kept::None => (None, None),
            Kept::Draft(draft) => (Some(draft), None),
            Kept::Damaged(aside) => {
                let note = "the unfinished text of this session could not be read; it is kept in";
                (None, Some(format!("{note} {}", aside.display())))
            }
        })
    }
}
