//! The unfinished text of a session, kept beside its journal.

use super::atomic;
use anyhow::{Context, Result};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Text that was typed but not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The step it was typed in.
    pub step: String,
    /// The session's clock when it was saved, in milliseconds.
    pub clock_ms: u64,
    /// The words.
    pub text: String,
    /// When it was saved.
    pub at: Timestamp,
}

/// What became of a draft file.
pub(super) enum Kept {
    /// There is none.
    None,
    /// It was read.
    Draft(Draft),
    /// It could not be read and now lies here.
    Damaged(PathBuf),
}

impl Draft {
    pub(super) fn save(&self, path: &Path) -> Result<()> {
        let json = serde_json::to_vec(self).context("could not write the draft as JSON")?;
        atomic::write(path, &json)
    }

    /// Reads a draft. One that cannot be read is moved aside, so that the next save does not
    /// overwrite what may still be somebody's words.
    pub(super) fn read(path: &Path) -> Result<Kept> {
        let bytes = match std::fs::read(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Kept::None),
            bytes => bytes.with_context(|| format!("could not read {}", path.display()))?,
        };
        match serde_json::from_slice(&bytes) {
            Ok(draft) => Ok(Kept::Draft(draft)),
            Err(_) => set_aside(path).map(Kept::Damaged),
        }
    }
}

fn set_aside(path: &Path) -> Result<PathBuf> {
    let aside = free_name(path);
    std::fs::rename(path, &aside)
        .with_context(|| format!("could not move the damaged draft {} aside", path.display()))?;
    Ok(aside)
}

/// `x.draft.damaged`, or `x.draft.damaged-2` if that is taken, and so on.
fn free_name(path: &Path) -> PathBuf {
    let name = |suffix: &str| path.with_extension(format!("draft.damaged{suffix}"));
    let more = (2..).map(|count: u32| name(&format!("-{count}")));
    std::iter::once(name("")).chain(more).find(|path| !path.exists()).unwrap_or_else(|| name(""))
}

#[cfg(test)]
mod tests {
    use super::super::testing::at;
    use super::*;

    #[test]
    fn a_damaged_draft_is_moved_aside_and_never_over_an_older_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("s.draft");
        for (text, name) in [("half a {", "s.draft.damaged"), ("more", "s.draft.damaged-2")] {
            std::fs::write(&path, text).unwrap();
            let Kept::Damaged(aside) = Draft::read(&path).unwrap() else { panic!("readable?") };
            assert_eq!(aside, dir.path().join(name));
            assert_eq!(std::fs::read_to_string(aside).unwrap(), text);
            assert!(!path.exists());
        }
    }

    #[test]
    fn a_draft_survives_a_round_trip() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("s.draft");
        let text = "half a\n\"thought\" 😀 \u{1b}".to_owned();
        let draft =
            Draft { step: "data".into(), clock_ms: 7, text, at: at("2026-01-02T03:04:05Z") };
        draft.save(&path).unwrap();
        let Kept::Draft(read) = Draft::read(&path).unwrap() else { panic!("unreadable") };
        assert_eq!(read, draft);
    }
}
