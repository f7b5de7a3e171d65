//! A small session to play through in the tests of this floor.

use crate::content::Level;
use crate::interview::{
    Body, CaseRef, Earlier, EntryKind, Event, FrameworkRef, Header, JOURNAL_FORMAT, Mode, Move,
    MoveKind, Said, Session, Stamp, StepPlan, Timing,
};

pub(super) const fn at_ms(minutes: u64, seconds: u64) -> u64 {
    (minutes * 60 + seconds) * 1000
}

pub(super) fn header() -> Header {
    let step = |id: &str, title: &str, minutes| StepPlan {
        id: id.to_owned(),
        title: title.to_owned(),
        minutes: Some(minutes),
    };
    Header {
        journal: JOURNAL_FORMAT,
        session: "20261121-0813-feed-aaaa".to_owned(),
        app: "mlsd test".to_owned(),
        case: CaseRef {
            id: "feed".to_owned(),
            title: "Feed".to_owned(),
            prompt: "Design a feed.".to_owned(),
            hash: "00".to_owned(),
            draft: false,
        },
        framework: FrameworkRef { id: "seven-step".to_owned(), hash: "00".to_owned() },
        steps: vec![step("requirements", "Requirements", 6), step("data", "Data", 8)],
        level: Level::Senior,
        mode: Mode::Mock,
        seed: 1,
        timing: Timing { minutes: Some(45), interviewer: 6, closing: 2, overtime: false },
        started: "2026-11-21T08:13:00Z".parse().unwrap(),
        earlier: Earlier::FirstSight,
        pace: None,
    }
}

/// A session and the hand that plays it.
pub(super) struct Play {
    pub(super) session: Session,
}

impl Play {
    pub(super) fn new() -> Self {
        Self { session: Session::new(header()) }
    }

    pub(super) fn event(&mut self, clock_ms: u64, body: Body) {
        let stamp = Stamp { at: self.session.header.started, clock_ms };
        let n = self.session.next_n();
        self.session.apply(Event { n, stamp, body });
    }

    pub(super) fn open(&mut self, step: &str, clock_ms: u64) {
        self.event(clock_ms, Body::StepOpened { step: step.to_owned(), attempt: 1 });
    }

    pub(super) fn speak(&mut self, kind: MoveKind, text: &str) {
        let step = self.session.open_step_id().unwrap_or_default().to_owned();
        let said = Move::new(kind, &step, text);
        self.event(self.session.clock_ms(), Body::Move(said));
    }

    pub(super) fn say(&mut self, text: &str) {
        let said = Said {
            entry: self.session.next_entry(),
            step: self.session.open_step_id().unwrap_or_default().to_owned(),
            attempt: 1,
            kind: EntryKind::Answer,
            to: None,
            replaces: None,
            text: text.to_owned(),
        };
        self.event(self.session.clock_ms(), Body::Said(said));
    }
}
