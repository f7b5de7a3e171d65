//! Every session of a data folder.

use super::data_dir::DataDir;
use super::draft::Draft;
use super::files::SessionFiles;
use super::id::SessionId;
use super::journal::Journal;
use super::line_file::LineFile;
use super::list::Listing;
use super::lock::Lock;
use super::open::OpenSession;
use super::{find, reviews};
use crate::interview::{Earlier, Header, Session};
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use std::io::ErrorKind;
use std::path::Path;

/// How often another id is tried when one is taken: thirty-two to the fourth are free each minute.
const TRIES: u64 = 100;

/// The sessions of a data folder.
#[derive(Clone, Debug)]
pub struct Store {
    dir: DataDir,
}

/// A session opened to go on with.
#[derive(Debug)]
pub struct Reopened {
    /// Where further events go.
    pub open: OpenSession,
    /// What its events add up to.
    pub session: Session,
    /// Text that was typed but not sent.
    pub draft: Option<Draft>,
    /// What the person should know about damaged files.
    pub notes: Vec<String>,
}

impl Store {
    /// The sessions in this folder; nothing is written before the first session is created.
    pub fn new(dir: DataDir) -> Self {
        Self { dir }
    }

    /// The data folder.
    pub fn dir(&self) -> &DataDir {
        &self.dir
    }

    /// Starts a journal. The header's `session` is replaced by a new id made from its start, its
    /// case and the salt.
    ///
    /// # Errors
    /// If the folder or the journal cannot be written.
    pub fn create(&self, mut header: Header, salt: u64) -> Result<(OpenSession, Session)> {
        let folder = self.dir.sessions();
        make_folder(&folder)?;
        for salt in (0..TRIES).map(|more| salt.wrapping_add(more)) {
            let id = SessionId::generate(header.started, &header.case.id, salt);
            header.session = id.to_string();
            let files = SessionFiles::in_folder(&folder, &id);
            if let Some(journal) = start(&files, &header)? {
                let lock = Lock::take(&files.lock, &files.name())?;
                return Ok((OpenSession::new(files, journal, lock), Session::new(header)));
            }
        }
        bail!("could not find a free session id in {}", folder.display())
    }

    /// Opens a session to go on with it.
    ///
    /// # Errors
    /// If another program has it open, or it cannot be read or written.
    pub fn open(&self, files: &SessionFiles) -> Result<Reopened> {
        // The lock first: what is read below must not change before the first append.
        let lock = Lock::take(&files.lock, &files.name())?;
        let journal = Journal::read(&files.journal)?;
        let lines = LineFile::open(&files.journal)
            .with_context(|| format!("could not open {}", files.journal.display()))?;
        let open = OpenSession::new(files.clone(), lines, lock);
        let mut notes = journal.notes();
        let (draft, note) = open.draft()?;
        notes.extend(note);
        Ok(Reopened { open, session: journal.into_session(), draft, notes })
    }

    /// Reads a session, open elsewhere or not, and what could not be read of it.
    ///
    /// # Errors
    /// If the journal's header cannot be read.
    pub fn read(&self, files: &SessionFiles) -> Result<(Session, Vec<String>)> {
        let journal = Journal::read(&files.journal)?;
        let notes = journal.notes();
        Ok((journal.into_session(), notes))
    }

    /// The session a person means by `last`, an id, a unique beginning of one, or a path.
    ///
    /// # Errors
    /// If there is none or more than one; the message names candidates.
    pub fn find(&self, key: &str) -> Result<SessionFiles> {
        find::find(&self.dir.sessions(), key)
    }

    /// Every session, newest first, and the journals that cannot be read.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn list(&self) -> Result<Listing> {
        Listing::of(&self.dir.sessions())
    }

    /// Notes that a case's walkthrough was read.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add_review(&self, case: &str, at: Timestamp) -> Result<()> {
        make_folder(self.dir.root())?;
        reviews::append(&self.dir.reviews(), case, at)
    }

    /// Whether the person met a case before, in a session or by reading its walkthrough.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn earlier(&self, case: &str) -> Result<Earlier> {
        let sessions = self.list()?.sessions;
        let started = sessions.iter().filter(|summary| summary.case == case).map(|s| s.started);
        let reviewed = reviews::latest(&self.dir.reviews(), case)?;
        Ok(started.chain(reviewed).max().map_or(Earlier::FirstSight, Earlier::Seen))
    }
}

/// The journal with its header written, or nothing if the id is taken.
fn start(files: &SessionFiles, header: &Header) -> Result<Option<LineFile>> {
    let line = serde_json::to_string(header).context("could not write the header as JSON")?;
    match LineFile::create(&files.journal, &line) {
        Ok(journal) => Ok(Some(journal)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(None),
        Err(error) => {
            Err(error).with_context(|| format!("could not create {}", files.journal.display()))
        }
    }
}

fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("could not create the folder {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, event, header, header_at, said};
    use super::*;
    use crate::interview::{Body, Left};

    fn store() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::new(DataDir::new(dir.path().join("mlsd")));
        (dir, store)
    }

    fn draft(text: &str) -> Draft {
        Draft {
            step: "data".into(),
            clock_ms: 3,
            text: text.into(),
            at: at("2026-11-21T08:15:00Z"),
        }
    }

    #[test]
    fn what_is_appended_is_there_after_reopening() {
        let (_dir, store) = store();
        let (mut open, mut session) = store.create(header("feed"), 1).unwrap();
        open.append(&said(1, "one")).unwrap();
        open.save_draft(&draft("half")).unwrap();
        session.apply(said(1, "one"));
        let files = store.find(&session.header.session).unwrap();
        drop(open);
        let again = store.open(&files).unwrap();
        assert_eq!(again.session, session);
        assert_eq!(again.draft, Some(draft("half")));
        assert!(again.notes.is_empty());
        again.open.clear_draft().unwrap();
        assert_eq!(again.open.draft().unwrap(), (None, None));
    }

    #[test]
    fn a_taken_id_gives_way_to_the_next() {
        let (_dir, store) = store();
        let (_one, first) = store.create(header("feed"), 1).unwrap();
        let (_two, second) = store.create(header("feed"), 1).unwrap();
        assert_ne!(first.header.session, second.header.session);
    }

    #[test]
    fn an_open_session_can_be_read_but_not_opened() {
        let (_dir, store) = store();
        let (open, _) = store.create(header("feed"), 1).unwrap();
        let error = store.open(open.files()).unwrap_err().to_string();
        assert!(error.contains("open in another mlsd"), "{error}");
        store.read(open.files()).unwrap();
    }

    #[test]
    fn a_torn_line_is_noted_kept_and_written_after() {
        let (_dir, store) = store();
        let (open, _) = store.create(header("feed"), 1).unwrap();
        let files = open.files().clone();
        drop(open);
        let before = std::fs::read_to_string(&files.journal).unwrap() + "{\"n\":1,\"at";
        std::fs::write(&files.journal, &before).unwrap();
        let mut again = store.open(&files).unwrap();
        assert_eq!(
            again.notes,
            ["journal line 2: cut short while it was written; the rest was read"]
        );
        again.open.append(&said(1, "one")).unwrap();
        let after = std::fs::read_to_string(&files.journal).unwrap();
        assert!(after.starts_with(&format!("{before}\n{{")), "{after}");
        assert_eq!(store.read(&files).unwrap().0.events, [said(1, "one")]);
    }

    #[test]
    fn blank_drafts_are_not_kept() {
        let (_dir, store) = store();
        let (open, _) = store.create(header("feed"), 1).unwrap();
        open.save_draft(&draft("words")).unwrap();
        open.save_draft(&draft(" \n")).unwrap();
        assert_eq!(open.draft().unwrap(), (None, None));
    }

    #[test]
    fn the_list_is_newest_first_and_hides_nothing() {
        let (_dir, store) = store();
        assert_eq!(store.list().unwrap(), Listing::default());
        let (mut old, _) = store.create(header_at("feed", "2026-01-01T10:00:00Z"), 1).unwrap();
        old.append(&event(1, Body::Left { how: Left::Interrupt })).unwrap();
        let (mut new, _) = store.create(header_at("ads", "2026-02-01T10:00:00Z"), 1).unwrap();
        new.append(&event(1, Body::Finished)).unwrap();
        std::fs::write(store.dir().sessions().join("copy (1).jsonl"), "x").unwrap();
        std::fs::write(store.dir().sessions().join("broken.jsonl"), "x").unwrap();
        let listing = store.list().unwrap();
        let cases: Vec<&str> = listing.sessions.iter().map(|s| s.case.as_str()).collect();
        assert_eq!(cases, ["ads", "feed"]);
        assert!(listing.sessions[0].finished);
        assert_eq!(listing.sessions[1].left, Some(Left::Interrupt));
        assert_eq!(listing.sessions[1].clock_ms, 1000);
        assert_eq!(listing.unreadable.len(), 2);
        assert!(listing.unreadable[0].why.contains("left as it is"), "{listing:?}");
    }

    #[test]
    fn last_is_the_one_started_last() {
        let (dir, store) = store();
        assert!(store.find("last").unwrap_err().to_string().contains("mlsd mock"));
        let (new, _) = store.create(header_at("zoo", "2026-02-01T10:00:00Z"), 1).unwrap();
        let (_old, _) = store.create(header_at("ads", "2026-01-01T10:00:00Z"), 1).unwrap();
        assert_eq!(&store.find("last").unwrap(), new.files());
        let path = new.files().journal.to_str().unwrap();
        assert_eq!(&store.find(path).unwrap(), new.files());
        assert!(store.find("../../etc/passwd.jsonl").is_err());
        drop(dir);
    }

    #[test]
    fn a_case_is_at_first_sight_until_it_was_tried_or_read() {
        let (_dir, store) = store();
        assert_eq!(store.earlier("feed").unwrap(), Earlier::FirstSight);
        let _open = store.create(header_at("feed", "2026-01-01T10:00:00Z"), 1).unwrap();
        assert_eq!(store.earlier("feed").unwrap(), Earlier::Seen(at("2026-01-01T10:00:00Z")));
        store.add_review("feed", at("2026-03-01T10:00:00Z")).unwrap();
        store.add_review("feed", at("2026-02-01T10:00:00Z")).unwrap();
        assert_eq!(store.earlier("feed").unwrap(), Earlier::Seen(at("2026-03-01T10:00:00Z")));
        assert_eq!(store.earlier("ads").unwrap(), Earlier::FirstSight);
    }
}
