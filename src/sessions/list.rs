//! The sessions there are.

use super::files::SessionFiles;
use super::id::SessionId;
use super::journal::Journal;
use crate::content::Level;
use crate::interview::{Left, Mode};
use anyhow::{Context, Result};
use jiff::Timestamp;
use std::cmp::Reverse;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What a list says of one session.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Session id.
    pub id: SessionId,
    /// The journal.
    pub path: PathBuf,
    /// Case id.
    pub case: String,
    /// The case's title.
    pub title: String,
    /// Mock or practice.
    pub mode: Mode,
    /// Level aimed at.
    pub level: Level,
    /// When it was started.
    pub started: Timestamp,
    /// Whether it is over.
    pub finished: bool,
    /// How it was left, if it is not over and was left by a signal or by quitting.
    pub left: Option<Left>,
    /// Active time so far, in milliseconds.
    pub clock_ms: u64,
    /// Words of the entries that count.
    pub words: u64,
    /// Overall coverage, 0 to 1, as it was shown at the end.
    pub coverage: Option<f64>,
    /// How many lines of the journal cannot be read.
    pub damaged: usize,
}

/// A journal that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub why: String,
}

/// Every session in the data folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// Those that can be read, newest first.
    pub sessions: Vec<Summary>,
    /// Those that cannot.
    pub unreadable: Vec<Unreadable>,
}

/// Sessions the pace is measured over, and how much of one is needed to measure anything.
const PACED: usize = 5;
const LEAST_MS: u64 = 5 * 60_000;
const LEAST_WORDS: u64 = 100;

impl Listing {
    /// Words a minute over the last five mocks that are over and long enough, thinking included;
    /// `None` without any.
    pub fn pace(&self) -> Option<u32> {
        let measured = |one: &&Summary| {
            let long = one.clock_ms >= LEAST_MS && one.words >= LEAST_WORDS;
            one.finished && one.mode == Mode::Mock && long
        };
        let (words, ms) = self
            .sessions
            .iter()
            .filter(measured)
            .take(PACED)
            .fold((0_u64, 0_u64), |(words, ms), one| (words + one.words, ms + one.clock_ms));
        u32::try_from((words * 60_000).checked_div(ms)?).ok()
    }

    pub(super) fn of(folder: &Path) -> Result<Self> {
        let mut listing = Self::default();
        for path in journals(folder)? {
            match summary(&path) {
                Ok(summary) => listing.sessions.push(summary),
                Err(error) => {
                    listing.unreadable.push(Unreadable { path, why: format!("{error:#}") });
                }
            }
        }
        listing.sessions.sort_by_key(|summary| Reverse((summary.started, summary.id.clone())));
        Ok(listing)
    }
}

/// Every `.jsonl` file of the folder, by name; a folder that does not exist holds none.
pub(super) fn journals(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.with_context(|| format!("could not read {}", folder.display()))?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("could not read {}", folder.display()))?.path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The id a journal's name holds.
pub(super) fn id_of(path: &Path) -> Option<SessionId> {
    path.file_stem().and_then(|stem| stem.to_str()).and_then(SessionId::parse)
}

fn summary(path: &Path) -> Result<Summary> {
    let id = id_of(path).with_context(|| {
        format!("{}: the file's name is no session id; give its path instead", path.display())
    })?;
    let journal = Journal::read(path)?;
    let damaged = journal.damage.len();
    let session = journal.into_session();
    let shown = session.assessed.as_ref().and_then(|assessed| assessed.report.get("overall"));
    Ok(Summary {
        id,
        path: SessionFiles::of_journal(path).journal,
        coverage: shown
            .and_then(serde_json::Value::as_f64)
            .filter(|share| (0.0..=1.0).contains(share)),
        clock_ms: session.clock_ms(),
        words: session
            .scored_entries()
            .map(|entry| entry.text().split_whitespace().count() as u64)
            .sum(),
        finished: session.finished,
        left: session.left.filter(|_| !session.finished),
        mode: session.header.mode,
        level: session.header.level,
        started: session.header.started,
        case: session.header.case.id,
        title: session.header.case.title,
        damaged,
    })
}
