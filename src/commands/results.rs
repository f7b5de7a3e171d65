//! A result on the full screen: read, claimed, disputed and exported in place.

use anyhow::{Context as _, Result};
use std::path::PathBuf;

use super::context::{Chosen, Context};
use super::exit::DONE;
use super::export::stored;
use super::finish;
use crate::assessment::Assessment;
use crate::interview::{Body, Event, Session, Stamp};
use crate::report::{self, Report, Screen, result_pages};
use crate::sessions::OpenSession;
use crate::terminal::{Offered, Reader, Wish};

const OFFERED: [Offered; 3] = [
    Offered { key: 'c', does: "claim it", of_item: true },
    Offered { key: 'd', does: "dispute it", of_item: true },
    Offered { key: 'e', does: "export", of_item: false },
];

/// A finished session that is being read.
pub(super) struct Results<'a> {
    /// Its framework and case.
    pub chosen: &'a Chosen,
    /// Its journal, for claims and disputes.
    pub journal: &'a mut OpenSession,
    /// The session.
    pub session: &'a mut Session,
    /// What it means.
    pub assessment: Assessment,
}

/// Shows the result of a session that is over; returns the exit code.
///
/// # Errors
/// If the session cannot be opened, its case is gone, or it was never assessed.
pub(super) fn again(context: &mut Context<'_>, key: &str) -> Result<u8> {
    let store = context.store()?;
    let mut reopened = store.open(&store.find(key)?)?;
    let header = &reopened.session.header;
    let chosen = context.choose(&header.case.id, Some(&header.framework.id))?;
    let assessment = stored(&reopened.session)
        .with_context(|| format!("session {} was never assessed", header.session))?;
    if context.full_screen() {
        let (journal, session) = (&mut reopened.open, &mut reopened.session);
        let assessment = assessment.clone();
        Results { chosen: &chosen, journal, session, assessment }.browse(context)?;
    }
    finish::show(context, &reopened.session, &assessment)?;
    Ok(DONE)
}

impl Results<'_> {
    /// Shows it until the person leaves.
    ///
    /// # Errors
    /// If the terminal or the journal fails.
    pub(super) fn browse(&mut self, context: &Context<'_>) -> Result<()> {
        let mut reader = Reader::open(context.style)?;
        loop {
            let (framework, case) = (self.chosen.framework()?, self.chosen.case()?);
            let wish = {
                let report = Report::new(self.session, &self.assessment, Some(case));
                reader.read(&|screen: Screen| result_pages(&report, framework, screen), &OFFERED)?
            };
            let done = match wish {
                Wish::Leave => return Ok(()),
                Wish::Key('c', Some(point)) => self.claim(context, &point),
                Wish::Key('d', Some(point)) => self.dispute(context, &point),
                Wish::Key('e', _) => self.export(),
                Wish::Key(..) => continue,
            };
            match done {
                Ok(said) => reader.remark(&said),
                Err(error) => reader.remark(&format!("Not done: {error:#}")),
            }
        }
    }

    /// Claims a point, or takes the claim back.
    fn claim(&mut self, context: &Context<'_>, point: &str) -> Result<String> {
        let before =
            self.last(|body| matches!(body, Body::Claimed { point: id, .. } if id == point));
        let claimed = self.session.claims.iter().any(|(id, _)| id == point);
        let taken_back = before.filter(|_| claimed);
        let body = taken_back.map_or_else(
            || Body::Claimed { point: point.to_owned(), entry: None },
            |n| Body::Withdrawn { n },
        );
        self.append(context, body)?;
        Ok(said("Claimed", claimed))
    }

    /// Disputes a point, or takes that back.
    fn dispute(&mut self, context: &Context<'_>, point: &str) -> Result<String> {
        let before =
            self.last(|body| matches!(body, Body::Disputed { point: id, .. } if id == point));
        let disputed = self.session.disputes.iter().any(|(id, _)| id == point);
        let taken_back = before.filter(|_| disputed);
        let body = taken_back.map_or_else(
            || Body::Disputed { point: point.to_owned(), note: String::new() },
            |n| Body::Withdrawn { n },
        );
        self.append(context, body)?;
        Ok(said("Disputed", disputed))
    }

    /// `n` of the last such event.
    fn last(&self, is_it: impl Fn(&Body) -> bool) -> Option<u64> {
        self.session.events.iter().rev().find(|event| is_it(&event.body)).map(|event| event.n)
    }

    fn append(&mut self, context: &Context<'_>, body: Body) -> Result<()> {
        let stamp = Stamp { at: context.clock.now(), clock_ms: self.session.clock_ms() };
        let event = Event { n: self.session.next_n(), stamp, body };
        self.journal.append(&event)?;
        self.session.apply(event);
        self.assessment.take_word_of(&self.session.claims, &self.session.disputes);
        Ok(())
    }

    /// Writes the transcript beside where the program was started; a file that is there stays.
    fn export(&self) -> Result<String> {
        let case = self.chosen.case()?;
        let text = report::markdown(&Report::new(self.session, &self.assessment, Some(case)));
        let path = PathBuf::from(format!("{}.md", self.session.header.session));
        let mut file = std::fs::File::create_new(&path)
            .with_context(|| format!("{} cannot be made", path.display()))?;
        std::io::Write::write_all(&mut file, text.as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))?;
        Ok(format!("Written to {}", path.display()))
    }
}

fn said(done: &str, before: bool) -> String {
    if before {
        "Taken back.".to_owned()
    } else {
        format!("{done}. The figures stay as they are; the transcript shows it beside the point.")
    }
}
