//! Headers and events for the tests of this floor.

use crate::content::Level;
use crate::interview::{
    Body, CaseRef, Earlier, EntryKind, Event, FrameworkRef, Header, JOURNAL_FORMAT, Mode, Said,
    Stamp, StepPlan, Timing,
};
use jiff::Timestamp;

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) fn header(case: &str) -> Header {
    Header {
        journal: JOURNAL_FORMAT,
        session: String::new(),
        app: "mlsd test".to_owned(),
        case: CaseRef {
            id: case.to_owned(),
            title: case.to_uppercase(),
            prompt: "Design it.".to_owned(),
            hash: "00".to_owned(),
            draft: false,
        },
        framework: FrameworkRef { id: "seven-step".to_owned(), hash: "00".to_owned() },
        steps: vec![StepPlan { id: "data".into(), title: "Data".into(), minutes: Some(8) }],
        level: Level::Senior,
        mode: Mode::Mock,
        seed: 1,
        timing: Timing { minutes: Some(45), interviewer: 6, closing: 2, overtime: false },
        started: at("2026-11-21T08:13:45Z"),
        earlier: Earlier::FirstSight,
        pace: None,
    }
}

pub(super) fn header_at(case: &str, started: &str) -> Header {
    Header { started: at(started), ..header(case) }
}

pub(super) fn event(n: u64, body: Body) -> Event {
    Event { n, stamp: Stamp { at: at("2026-11-21T08:14:00Z"), clock_ms: n * 1000 }, body }
}

pub(super) fn said(n: u64, text: &str) -> Event {
    let said = Said {
        entry: n,
        step: "data".to_owned(),
        attempt: 1,
        kind: EntryKind::Answer,
        to: None,
        replaces: None,
        text: text.to_owned(),
    };
    event(n, Body::Said(said))
}

pub(super) fn text_of(event: &Event) -> &str {
    match &event.body {
        Body::Said(said) => &said.text,
        _ => "",
    }
}
