//! Where the program keeps its files.

use anyhow::{Context, Result};
use etcetera::BaseStrategy;
use std::path::{Path, PathBuf};

/// The data folder: sessions, reviews and the person's own content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataDir {
    root: PathBuf,
}

impl DataDir {
    /// A data folder at this path; it is created when something is first written.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The person's choice, if there is one, or else where data belongs on this system.
    ///
    /// # Errors
    /// If nothing was chosen and the home folder cannot be found.
    pub fn resolve(chosen: Option<PathBuf>) -> Result<Self> {
        chosen.map_or_else(Self::default_root, Ok).map(Self::new)
    }

    /// Where data belongs on this system: `mlsd` in the XDG data folder, also on macOS, since this
    /// is a command-line program.
    ///
    /// # Errors
    /// If the home folder cannot be found.
    pub fn default_root() -> Result<PathBuf> {
        let base = etcetera::choose_base_strategy()
            .context("could not find your home folder; set MLSD_DATA_DIR to a folder for mlsd")?;
        Ok(base.data_dir().join("mlsd"))
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Journals, drafts and locks.
    pub fn sessions(&self) -> PathBuf {
        self.root.join("sessions")
    }

    /// The person's own case studies and frameworks.
    pub fn content(&self) -> PathBuf {
        self.root.join("content")
    }

    /// When walkthroughs were read.
    pub fn reviews(&self) -> PathBuf {
        self.root.join("reviews.jsonl")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_folder_is_taken_as_it_is() {
        let dir = DataDir::resolve(Some("/data".into())).unwrap();
        assert_eq!(dir.root(), Path::new("/data"));
        assert_eq!(dir.sessions(), Path::new("/data/sessions"));
    }
}
