//! From what a person types to a session.

use super::files::SessionFiles;
use super::id::SessionId;
use super::list::{Listing, id_of, journals};
use anyhow::{Result, bail};
use std::fmt;
use std::path::Path;

/// Most candidates a message names.
const NAMED: usize = 5;

/// No session, or no single one, is meant by what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSession(String);

impl fmt::Display for NoSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoSession {}

/// Resolves `last`, an id, a unique beginning of one, or a path to a journal.
pub(super) fn find(folder: &Path, key: &str) -> Result<SessionFiles> {
    if key == "last" {
        return last(folder);
    }
    if is_path(key) {
        return by_path(Path::new(key));
    }
    let ids: Vec<SessionId> = journals(folder)?.iter().filter_map(|path| id_of(path)).collect();
    let id = by_id(&ids, key)?;
    Ok(SessionFiles::in_folder(folder, id))
}

fn last(folder: &Path) -> Result<SessionFiles> {
    match Listing::of(folder)?.sessions.first() {
        Some(summary) => Ok(SessionFiles::of_journal(&summary.path)),
        None => bail!(NoSession("there is no session yet; `mlsd mock` starts one".to_owned())),
    }
}

/// No id holds a dot or a slash, so these can only be paths.
fn is_path(key: &str) -> bool {
    key.contains(['/', '\\', '.'])
}

fn by_path(path: &Path) -> Result<SessionFiles> {
    if !path.is_file() {
        bail!(NoSession(format!(
            "there is no journal at {}; `mlsd sessions` lists the sessions",
            path.display()
        )));
    }
    Ok(SessionFiles::of_journal(path))
}

fn by_id<'a>(ids: &'a [SessionId], key: &str) -> Result<&'a SessionId> {
    if let Some(id) = ids.iter().find(|id| id.as_str() == key) {
        return Ok(id);
    }
    let beginning: Vec<&SessionId> =
        ids.iter().filter(|id| !key.is_empty() && id.as_str().starts_with(key)).collect();
    match beginning.as_slice() {
        [id] => Ok(id),
        [] => bail!(NoSession(format!("there is no session `{key}`; {}", suggestion(ids, key)))),
        several => bail!(NoSession(format!(
            "`{key}` is the beginning of {} sessions ({}); type more of it",
            several.len(),
            names(several)
        ))),
    }
}

fn suggestion(ids: &[SessionId], key: &str) -> String {
    let near = near(ids, key);
    if near.is_empty() {
        "`mlsd sessions` lists them".to_owned()
    } else {
        format!("did you mean {}?", names(&near))
    }
}

/// Sessions whose id holds the key somewhere (a case's name, say), or is a slip or two away.
fn near<'a>(ids: &'a [SessionId], key: &str) -> Vec<&'a SessionId> {
    let holds = |id: &&SessionId| key.len() >= 3 && id.as_str().contains(key);
    let holding: Vec<&SessionId> = ids.iter().rev().filter(holds).collect();
    if !holding.is_empty() {
        return holding;
    }
    let slips = |id: &&SessionId| strsim::osa_distance(id.as_str(), key);
    let nearest = ids.iter().min_by_key(slips).filter(|id| slips(id) <= 3);
    nearest.into_iter().collect()
}

fn names(ids: &[&SessionId]) -> String {
    let mut names: Vec<&str> = ids.iter().take(NAMED).map(|id| id.as_str()).collect();
    if ids.len() > NAMED {
        names.push("…");
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids() -> Vec<SessionId> {
        ["20261120-0900-feed-aaaa", "20261121-0800-feed-bbbb", "20261121-0813-ads-cccc"]
            .iter()
            .filter_map(|text| SessionId::parse(text))
            .collect()
    }

    fn found(key: &str) -> Result<String, String> {
        by_id(&ids(), key).map(ToString::to_string).map_err(|error| error.to_string())
    }

    #[test]
    fn an_id_or_a_unique_beginning_is_enough() {
        assert_eq!(found("20261120"), Ok("20261120-0900-feed-aaaa".into()));
        assert_eq!(found("20261121-0813-ads-cccc"), Ok("20261121-0813-ads-cccc".into()));
    }

    #[test]
    fn an_ambiguous_beginning_names_the_candidates() {
        assert_eq!(
            found("20261121"),
            Err("`20261121` is the beginning of 2 sessions (20261121-0800-feed-bbbb, \
                 20261121-0813-ads-cccc); type more of it"
                .into())
        );
    }

    #[test]
    fn an_unknown_id_suggests_what_is_near() {
        let error = |key| found(key).unwrap_err();
        assert!(error("ads").ends_with("did you mean 20261121-0813-ads-cccc?"), "{}", error("ads"));
        assert!(error("20261121-0813-asd-cccc").contains("did you mean 20261121-0813-ads-cccc?"));
        assert!(error("nonsense").ends_with("`mlsd sessions` lists them"));
        assert!(found("").is_err());
    }
}
