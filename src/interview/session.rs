//! The fold: what a list of events adds up to.

use super::event::{Assessed, Body, Closed, EntryKind, Event, Left, Move, MoveKind, Said, Stamp};
use super::header::Header;

/// One attempt at a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Counts from 1.
    pub number: u32,
    /// Milliseconds of clock spent in it so far.
    pub spent_ms: u64,
    /// Why it was closed; `None` while it is open.
    pub closed: Option<Closed>,
}

/// A step and its attempts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepState {
    /// Step id.
    pub id: String,
    /// Attempts, oldest first; empty when never opened.
    pub attempts: Vec<Attempt>,
}

impl StepState {
    /// Milliseconds spent in all attempts.
    pub fn spent_ms(&self) -> u64 {
        self.attempts.iter().fold(0, |sum, attempt| attempt.spent_ms.saturating_add(sum))
    }

    /// Whether the step was ever opened.
    pub fn was_opened(&self) -> bool {
        !self.attempts.is_empty()
    }

    /// Why the last attempt was closed, if it was.
    pub fn closed(&self) -> Option<Closed> {
        self.attempts.last().and_then(|attempt| attempt.closed)
    }
}

/// One text an entry has had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The words.
    pub text: String,
    /// Clock when it was sent, in milliseconds.
    pub clock_ms: u64,
    /// `n` of the event.
    pub n: u64,
}

/// An entry with its revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Number in this session, from 1.
    pub number: u64,
    /// Step it belongs to.
    pub step: String,
    /// Attempt at that step.
    pub attempt: u32,
    /// What sort of entry it is.
    pub kind: EntryKind,
    /// The move it replies to, by `n`.
    pub to: Option<u64>,
    /// Its texts, oldest first; never empty.
    pub revisions: Vec<Revision>,
    /// Whether the person took it back.
    pub withdrawn: bool,
}

impl Entry {
    /// The words as they stand now.
    pub fn text(&self) -> &str {
        self.revisions.last().map_or("", |revision| revision.text.as_str())
    }

    /// Clock when the entry was first sent, in milliseconds.
    pub fn clock_ms(&self) -> u64 {
        self.revisions.first().map_or(0, |revision| revision.clock_ms)
    }

    /// Whether its words count for scoring.
    pub fn is_scored(&self) -> bool {
        !self.withdrawn && self.kind != EntryKind::Scratch
    }
}

/// Something the interviewer said, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenMove {
    /// `n` of the event.
    pub n: u64,
    /// Clock when it was said, in milliseconds.
    pub clock_ms: u64,
    /// What was said.
    pub said: Move,
    /// Whether it was let pass.
    pub declined: bool,
    /// Whether an entry replied to it.
    pub answered: bool,
}

/// What a session's events add up to.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// What the session was set up as.
    pub header: Header,
    /// Every event, in order.
    pub events: Vec<Event>,
    /// The framework's steps in order, then the closing summary if the session has one.
    pub steps: Vec<StepState>,
    /// Every entry, in the order first sent.
    pub entries: Vec<Entry>,
    /// Everything the interviewer said.
    pub moves: Vec<SpokenMove>,
    /// Index of the open step.
    pub open: Option<usize>,
    /// Whether the clock is stopped by the person.
    pub paused: bool,
    /// The person's own prediction, in percent.
    pub predicted: Option<u8>,
    /// Points claimed, with the entry named.
    pub claims: Vec<(String, Option<u64>)>,
    /// Points disputed, with the note.
    pub disputes: Vec<(String, String)>,
    /// What the person was shown at the end.
    pub assessed: Option<Assessed>,
    /// Whether the session is over.
    pub finished: bool,
    /// How the program was last left, if the session was not resumed since.
    pub left: Option<Left>,
    /// Stamp of the last event.
    pub last: Option<Stamp>,
}

impl Session {
    /// A session in which nothing has happened yet.
    pub fn new(header: Header) -> Self {
        let steps = header
            .steps
            .iter()
            .map(|plan| StepState { id: plan.id.clone(), attempts: Vec::new() })
            .collect();
        Self {
            header,
            events: Vec::new(),
            steps,
            entries: Vec::new(),
            moves: Vec::new(),
            open: None,
            paused: false,
            predicted: None,
            claims: Vec::new(),
            disputes: Vec::new(),
            assessed: None,
            finished: false,
            left: None,
            last: None,
        }
    }

    /// Folds a whole journal.
    pub fn fold(header: Header, events: impl IntoIterator<Item = Event>) -> Self {
        let mut session = Self::new(header);
        for event in events {
            session.apply(event);
        }
        session
    }

    /// Takes one event in. Events that make no sense (a reply to nothing, an unknown step) change
    /// nothing but are kept: a damaged journal still shows what is left of it.
    pub fn apply(&mut self, event: Event) {
        self.spend_until(event.stamp.clock_ms);
        match &event.body {
            Body::StepOpened { step, attempt } => self.open_step(step, *attempt),
            Body::StepClosed { step, how } => self.close_step(step, *how),
            Body::Said(said) => self.take_entry(said, event.n, event.stamp.clock_ms),
            Body::Move(said) => self.moves.push(SpokenMove {
                n: event.n,
                clock_ms: event.stamp.clock_ms,
                said: said.clone(),
                declined: false,
                answered: false,
            }),
            Body::Declined { declined } => {
                if let Some(spoken) = self.moves.iter_mut().find(|m| m.n == *declined) {
                    spoken.declined = true;
                }
            }
            Body::Paused => self.paused = true,
            Body::Resumed => {
                self.paused = false;
                self.left = None;
            }
            Body::Predicted { coverage } => self.predicted = Some(*coverage),
            Body::Claimed { point, entry } => self.claims.push((point.clone(), *entry)),
            Body::Disputed { point, note } => self.disputes.push((point.clone(), note.clone())),
            Body::Withdrawn { n } => self.withdraw(*n),
            Body::Assessed(assessed) => self.assessed = Some(assessed.clone()),
            Body::Finished => self.finished = true,
            Body::Left { how } => self.left = Some(*how),
            Body::Unknown(_) => {}
        }
        self.last = Some(event.stamp);
        self.events.push(event);
    }

    /// `n` of the next event.
    pub fn next_n(&self) -> u64 {
        self.events.last().map_or(1, |event| event.n.saturating_add(1))
    }

    /// Number of the next entry.
    pub fn next_entry(&self) -> u64 {
        self.entries.iter().map(|entry| entry.number).max().unwrap_or(0).saturating_add(1)
    }

    /// Clock at the last event, in milliseconds.
    pub fn clock_ms(&self) -> u64 {
        self.last.map_or(0, |stamp| stamp.clock_ms)
    }

    /// The open step, if one is open.
    pub fn open_step_id(&self) -> Option<&str> {
        self.open.and_then(|index| self.steps.get(index)).map(|step| step.id.as_str())
    }

    /// A step by id.
    pub fn step(&self, id: &str) -> Option<&StepState> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The move that waits for a reply: the last probe or curveball that was neither answered nor
    /// declined.
    pub fn pending(&self) -> Option<&SpokenMove> {
        let last = self.moves.iter().rev().find(|spoken| spoken.said.waits())?;
        (!last.declined && !last.answered).then_some(last)
    }

    /// The fact told last under a step, if nothing was said since.
    pub fn last_fact(&self, step: &str) -> Option<&SpokenMove> {
        let last = self.moves.iter().rev().find(|spoken| !spoken.declined)?;
        let said = self.entries.iter().flat_map(|entry| &entry.revisions).map(|one| one.n).max();
        (last.said.kind == MoveKind::Fact && last.said.step == step && said < Some(last.n))
            .then_some(last)
    }

    /// The attempt that is open or was last at a step; 1 when never opened.
    pub fn attempt(&self, step: &str) -> u32 {
        self.step(step).and_then(|state| state.attempts.last()).map_or(1, |attempt| attempt.number)
    }

    /// Whether so much clock used up the session's length, or nearly: nine tenths of it.
    pub fn ran_out(&self, clock_ms: u64) -> bool {
        self.header
            .timing
            .total_ms()
            .is_some_and(|total| clock_ms.saturating_mul(10) >= total.saturating_mul(9))
    }

    /// Entries whose words count, in the order first sent.
    pub fn scored_entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.is_scored())
    }

    fn spend_until(&mut self, clock_ms: u64) {
        let elapsed = clock_ms.saturating_sub(self.clock_ms());
        if let Some(attempt) = self
            .open
            .and_then(|index| self.steps.get_mut(index))
            .and_then(|step| step.attempts.last_mut())
        {
            // Saturating: a damaged journal may hold any number.
            attempt.spent_ms = attempt.spent_ms.saturating_add(elapsed);
        }
    }

    fn open_step(&mut self, id: &str, number: u32) {
        // The closing summary is opened without being planned.
        let index = self.steps.iter().position(|step| step.id == id).unwrap_or_else(|| {
            self.steps.push(StepState { id: id.to_owned(), attempts: Vec::new() });
            self.steps.len() - 1
        });
        let attempts = &mut self.steps[index].attempts;
        match attempts.iter_mut().find(|attempt| attempt.number == number) {
            Some(attempt) => attempt.closed = None,
            None => attempts.push(Attempt { number, spent_ms: 0, closed: None }),
        }
        self.open = Some(index);
    }

    fn close_step(&mut self, id: &str, how: Closed) {
        let Some(index) = self.steps.iter().position(|step| step.id == id) else { return };
        if let Some(attempt) = self.steps[index].attempts.last_mut() {
            attempt.closed = Some(how);
        }
        if self.open == Some(index) {
            self.open = None;
        }
    }

    fn take_entry(&mut self, said: &Said, n: u64, clock_ms: u64) {
        let revision = Revision { text: said.text.clone(), clock_ms, n };
        if let Some(spoken) =
            said.to.and_then(|to| self.moves.iter_mut().find(|spoken| spoken.n == to))
        {
            spoken.answered = true;
        }
        let revised = said
            .replaces
            .and_then(|number| self.entries.iter_mut().find(|entry| entry.number == number));
        match revised {
            Some(entry) => {
                entry.revisions.push(revision);
                entry.kind = said.kind;
            }
            None => self.entries.push(Entry {
                number: said.entry,
                step: said.step.clone(),
                attempt: said.attempt,
                kind: said.kind,
                to: said.to,
                revisions: vec![revision],
                withdrawn: false,
            }),
        }
    }

    fn withdraw(&mut self, n: u64) {
        let Some(event) = self.events.iter().find(|event| event.n == n) else { return };
        match &event.body {
            Body::Said(said) => {
                let number = said.replaces.unwrap_or(said.entry);
                if let Some(entry) = self.entries.iter_mut().find(|entry| entry.number == number) {
                    entry.withdrawn = true;
                }
            }
            Body::Claimed { point, .. } => {
                let point = point.clone();
                self.claims.retain(|(claimed, _)| *claimed != point);
            }
            Body::Disputed { point, .. } => {
                let point = point.clone();
                self.disputes.retain(|(disputed, _)| *disputed != point);
            }
            _ => {}
        }
    }
}
