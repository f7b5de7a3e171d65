//! When walkthroughs were read: after that a case is no longer at first sight.

use super::line_file::{LineFile, raw_lines};
use anyhow::{Context, Result};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::path::Path;

#[derive(Serialize, Deserialize)]
struct Review {
    case: String,
    at: Timestamp,
}

/// Notes that a case's walkthrough was read.
pub(super) fn append(path: &Path, case: &str, at: Timestamp) -> Result<()> {
    let line = serde_json::to_string(&Review { case: case.to_owned(), at })
        .context("could not write a review as JSON")?;
    LineFile::open_or_create(path)
        .and_then(|mut lines| lines.append(&line))
        .with_context(|| format!("could not write to {}", path.display()))
}

/// When a case's walkthrough was last read. Lines that cannot be read are passed over: all they
/// could say is a date.
pub(super) fn latest(path: &Path, case: &str) -> Result<Option<Timestamp>> {
    let bytes = match std::fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        bytes => bytes.with_context(|| format!("could not read {}", path.display()))?,
    };
    let reviews = raw_lines(&bytes).filter_map(|line| serde_json::from_slice(line.bytes).ok());
    Ok(reviews.filter(|review: &Review| review.case == case).map(|review| review.at).max())
}
