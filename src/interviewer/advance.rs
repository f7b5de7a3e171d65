//! What happens next.

use std::collections::HashMap;

use super::aside::aside;
use super::asking::{Oracle, names_a_fact, runs};
use super::curveball;
use super::hints;
use super::probing::{Prober, Probing, defers};
use super::recovery::way_out;
use crate::assessment::{Assessment, Judged, assess, assess_attempt};
use crate::content::{CaseStudy, Framework, Topic, did_you_mean};
use crate::interview::{
    Body, CLOSING, Closed, Command, EntryKind, Mode, Move, MoveKind, SHEET, Said, Session,
    is_diagram,
};
use crate::scoring::Rubric;

/// Milliseconds asked for a summary when the time is up.
const LAST_WORDS_MS: u64 = 60_000;

/// What an open mock begins with: nothing of the steps.
const OPEN: &str = "The sheet is yours, in whatever order suits you, from what is asked for to a system that \
    others can keep alive. Ask me whatever you need.";

/// What is remarked when a reply puts the answer off.
const LATER: &str = "Later, then; it counts wherever you say it.";

/// What was just heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A finished piece of text.
    Entry(String),
    /// A new text for an earlier entry.
    Revision {
        /// Number of the entry.
        entry: u64,
        /// The new text.
        text: String,
    },
    /// A command that concerns the interview.
    Command(Command),
    /// Time passed.
    Tick,
}

/// What happens next: events to append in order, and remarks by the program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Advance {
    /// Events to append, in order.
    pub events: Vec<Body>,
    /// Remarks to show once; not part of the interview.
    pub notes: Vec<String>,
    /// Whether the interview is over and is to be assessed.
    pub over: bool,
    /// Whether a step was closed in practice: feedback is due.
    pub feedback: Option<String>,
}

impl Advance {
    fn note(text: impl Into<String>) -> Self {
        Self { notes: vec![text.into()], ..Self::default() }
    }
}

/// The interviewer of one session.
pub struct Interviewer<'a> {
    /// The framework walked through.
    pub framework: &'a Framework,
    /// The case.
    pub case: &'a CaseStudy,
    /// Its rubric.
    pub rubric: &'a Rubric,
    /// In how many cases each shared point is used.
    pub recurrence: &'a HashMap<String, usize>,
    /// The one step practised, if only one is.
    pub only: Option<&'a str>,
}

impl Interviewer<'_> {
    /// Opens the interview: the prompt, then the first step.
    pub fn start(&self, session: &Session) -> Advance {
        let Some(first) = first_step(session) else { return Advance::default() };
        let mut events = vec![Body::StepOpened { step: first.to_owned(), attempt: 1 }];
        events.push(spoken(MoveKind::Opening, first, &session.header.case.prompt));
        events.extend(self.opening(first));
        Advance { events, ..Advance::default() }
    }

    /// Decides what follows from what was heard at `now_ms` on the session's clock.
    pub fn advance(&self, session: &Session, heard: Heard, now_ms: u64) -> Advance {
        if session.finished {
            return Advance::note("The session is over.");
        }
        match heard {
            Heard::Entry(text) => self.entry(session, &text),
            Heard::Revision { entry, text } => revise(session, entry, text),
            Heard::Command(command) => self.command(session, command, now_ms),
            Heard::Tick => self.tick(session, now_ms),
        }
    }

    /// When [`Heard::Tick`] is due, in milliseconds on the session's clock.
    pub fn deadline_ms(&self, session: &Session) -> Option<u64> {
        let timing = session.header.timing;
        if session.finished || session.paused || !timing.is_hard(session.header.mode) {
            return None;
        }
        let total = timing.total_ms()?;
        Some(closing_opened(session).map_or(total, |opened| total.max(opened + LAST_WORDS_MS)))
    }

    /// What the session means as it stands.
    pub fn assess(&self, session: &Session) -> Assessment {
        assess(session, &self.judged())
    }

    /// What it means with the last attempt at a step in place of the first.
    pub fn assess_last_attempt(&self, session: &Session, step: &str) -> Assessment {
        assess_attempt(session, &self.judged(), step, session.attempt(step))
    }

    fn judged(&self) -> Judged<'_> {
        Judged {
            framework: self.framework,
            case: self.case,
            rubric: self.rubric,
            recurrence: self.recurrence,
            sample: false,
        }
    }

    fn entry(&self, session: &Session, text: &str) -> Advance {
        let Some(step) = session.open_step_id() else { return late(session, text) };
        if let Some(pending) = session.pending() {
            let said = said(session, 0, step, EntryKind::Reply, Some(pending.n), text);
            let later = defers(text);
            let notes = if later { vec![LATER.to_owned()] } else { Vec::new() };
            let asked = way_out(session, step, text)
                .or_else(|| aside(session, self.case, pending, text).filter(|_| !later));
            let events = std::iter::once(said).chain(asked.map(Body::Move)).collect();
            return Advance { events, notes, ..Advance::default() };
        }
        if self.asks_here(step) {
            return self.scoping(session, step, text);
        }
        let asked = way_out(session, step, text).map(Body::Move);
        let kind = if is_diagram(text) { EntryKind::Diagram } else { EntryKind::Answer };
        let said = said(session, 0, step, kind, None, text);
        Advance { events: std::iter::once(said).chain(asked).collect(), ..Advance::default() }
    }

    /// Whether lines of this step are told apart as questions, assumptions and statements.
    fn asks_here(&self, step: &str) -> bool {
        step == SHEET
            || self
                .framework
                .step(step)
                .is_some_and(|step| step.topics.contains(&Topic::Requirements))
    }

    fn scoping(&self, session: &Session, step: &str, text: &str) -> Advance {
        let oracle = Oracle { case: self.case, rubric: self.rubric, session, step };
        let mut advance = Advance::default();
        let mut asked = String::new();
        let named = |line: &str| names_a_fact(self.rubric, self.case, line);
        for (index, (kind, text)) in runs(text, named).into_iter().enumerate() {
            let kind = EntryKind::from(kind);
            if kind == EntryKind::Question {
                asked.push_str(&text);
                asked.push('\n');
            }
            advance.events.push(said(session, index as u64, step, kind, None, &text));
        }
        if !asked.is_empty() {
            advance.events.extend(oracle.answer(&asked).into_iter().map(Body::Move));
        }
        advance
    }

    fn command(&self, session: &Session, command: Command, now_ms: u64) -> Advance {
        match command {
            Command::Next => self.next_or_probe(session, now_ms),
            Command::Skip => self.next(session, Closed::Skipped),
            Command::Back => self.back(session),
            Command::Step(id) => self.go_to(session, &id),
            Command::Ask(question) => self.ask(session, &question),
            Command::Hint => self.hint(session),
            Command::Retry => self.retry(session),
            Command::Said => claim_pending(session),
            Command::No => self.no(session),
            Command::Predict(coverage) => Advance {
                events: vec![Body::Predicted { coverage }],
                notes: vec![format!("Noted: {coverage} %. The transcript shows the gap.")],
                ..Advance::default()
            },
            Command::Undo(number) => undo(session, number),
            Command::Note(text) => {
                let step = session.open_step_id().unwrap_or(CLOSING);
                Advance {
                    events: vec![said(session, 0, step, EntryKind::Scratch, None, &text)],
                    notes: vec!["Noted; never scored.".to_owned()],
                    ..Advance::default()
                }
            }
            Command::Finish => Self::finish(session, Closed::Finished),
            // The driver's own: pausing, leaving, looking up, editing.
            Command::Pause
            | Command::Quit
            | Command::Status
            | Command::Help
            | Command::Edit
            | Command::Revise(_)
            | Command::Clock(_) => Advance::default(),
        }
    }

    /// Goes on, or asks first about what the step lacks.
    fn next_or_probe(&self, session: &Session, now_ms: u64) -> Advance {
        match self.probing(session, now_ms) {
            Probing::Ask(probe) => {
                let events = decline(session).into_iter().chain([Body::Move(probe)]).collect();
                Advance { events, ..Advance::default() }
            }
            Probing::NoTime => {
                let mut advance = self.next(session, Closed::Finished);
                in_the_interest_of_time(&mut advance.events);
                advance
            }
            Probing::Nothing => match self.change(session, now_ms) {
                Some(change) => {
                    let events = decline(session).into_iter().chain([Body::Move(change)]).collect();
                    Advance { events, ..Advance::default() }
                }
                None => self.next(session, Closed::Finished),
            },
        }
    }

    /// The change that is thrown in after the open step, if one is.
    fn change(&self, session: &Session, now_ms: u64) -> Option<Move> {
        let step = session.open_step_id().filter(|_| session.header.mode == Mode::Mock)?;
        curveball::next(self.framework, self.case, session, step, now_ms)
    }

    fn probing(&self, session: &Session, now_ms: u64) -> Probing {
        let open = session.open_step_id().filter(|_| session.header.mode == Mode::Mock);
        let probed = |step: &&str| *step == SHEET || !self.asks_here(step);
        let Some(step) = open.filter(probed) else { return Probing::Nothing };
        let assessment = self.assess(session);
        let (framework, case) = (self.framework, self.case);
        Prober { framework, case, session, assessment: &assessment, step, now_ms }.next()
    }

    fn next(&self, session: &Session, how: Closed) -> Advance {
        let practice = session.header.mode == Mode::Practice;
        let Some(open) = session.open_step_id() else {
            // Between two steps of a practice.
            return match self.after_last(session) {
                Some(step) => Advance { events: self.open(session, &step), ..Advance::default() },
                None => Self::finish(session, how),
            };
        };
        let mut events = decline(session);
        events.push(Body::StepClosed { step: open.to_owned(), how });
        if practice {
            return Advance { events, feedback: Some(open.to_owned()), ..Advance::default() };
        }
        let Some(step) = following(session, open) else {
            events.push(good_bye(open));
            return Advance { events, over: true, ..Advance::default() };
        };
        events.extend(self.open(session, &step));
        let notes = predict_note(session, &step);
        Advance { events, notes, ..Advance::default() }
    }

    /// In practice, between steps: the one after the step closed last.
    fn after_last(&self, session: &Session) -> Option<String> {
        if self.only.is_some() {
            return None;
        }
        last_closed(session).and_then(|step| following(session, step))
    }

    fn back(&self, session: &Session) -> Advance {
        let here = session.open_step_id().or_else(|| last_closed(session));
        let at = here.and_then(|here| session.header.steps.iter().position(|plan| plan.id == here));
        let before = match at {
            Some(at) => at.checked_sub(1),
            None => session.header.steps.len().checked_sub(1),
        };
        match before.and_then(|at| session.header.steps.get(at)) {
            Some(plan) => self.go_to(session, &plan.id),
            None => Advance::note("This is the first step."),
        }
    }

    fn go_to(&self, session: &Session, id: &str) -> Advance {
        let known = session.header.steps.iter().any(|plan| plan.id == id) || id == CLOSING;
        if !known {
            let steps: Vec<&str> =
                session.header.steps.iter().map(|plan| plan.id.as_str()).collect();
            let list = format!("steps: {}", steps.join(", "));
            return Advance::note(format!(
                "No step `{id}`; {}",
                did_you_mean(id, steps.iter().copied(), &list)
            ));
        }
        let mut events = decline(session);
        if session.open_step_id() == Some(id) {
            return Advance { events, ..Advance::default() };
        }
        if let Some(open) = session.open_step_id() {
            events.push(Body::StepClosed { step: open.to_owned(), how: Closed::Moved });
        }
        events.extend(self.open(session, id));
        Advance { events, ..Advance::default() }
    }

    /// Opens a step, at its last attempt when it was open before.
    fn open(&self, session: &Session, id: &str) -> Vec<Body> {
        let before = session.step(id).is_some_and(crate::interview::StepState::was_opened);
        let mut events =
            vec![Body::StepOpened { step: id.to_owned(), attempt: session.attempt(id) }];
        if before {
            events.push(spoken(
                MoveKind::Opening,
                id,
                "Fine, back to this. What would you add or change?",
            ));
        } else {
            events.extend(self.opening(id));
        }
        events
    }

    fn opening(&self, id: &str) -> Option<Body> {
        if id == CLOSING {
            return Some(spoken(MoveKind::Opening, id, &self.framework.closing_opening));
        }
        if id == SHEET {
            return Some(spoken(MoveKind::Opening, id, OPEN));
        }
        self.framework.step(id).map(|step| spoken(MoveKind::Opening, id, &step.opening))
    }

    fn ask(&self, session: &Session, question: &str) -> Advance {
        let Some(step) = session.open_step_id() else { return Advance::note("No step is open.") };
        let oracle = Oracle { case: self.case, rubric: self.rubric, session, step };
        let mut events = vec![said(session, 0, step, EntryKind::Question, None, question)];
        events.extend(oracle.answer(question).into_iter().map(Body::Move));
        Advance { events, ..Advance::default() }
    }

    /// Lets a follow-up pass; with none, takes back the fact told last, as not what was asked for,
    /// and offers the next that the question may have meant.
    fn no(&self, session: &Session) -> Advance {
        let events = decline(session);
        if !events.is_empty() {
            return Advance { events, ..Advance::default() };
        }
        let Some(step) = session.open_step_id() else { return Advance::note("No step is open.") };
        let Some(told) = session.last_fact(step) else {
            return Advance::note("Nothing waits for a reply.");
        };
        let oracle = Oracle { case: self.case, rubric: self.rubric, session, step };
        let events = vec![Body::Declined { declined: told.n }, Body::Move(oracle.instead())];
        Advance { events, ..Advance::default() }
    }

    fn hint(&self, session: &Session) -> Advance {
        if session.header.mode == Mode::Mock {
            return Advance::note("A mock has no hints; `mlsd practice` does.");
        }
        let Some(step) = session.open_step_id() else { return Advance::note("No step is open.") };
        match hints::next(session, self.framework, self.case, &self.assess(session), step) {
            Some(hint) => Advance { events: vec![Body::Move(hint)], ..Advance::default() },
            None => Advance::note("Nothing is left to hint at here."),
        }
    }

    fn retry(&self, session: &Session) -> Advance {
        if session.header.mode == Mode::Mock {
            return Advance::note(
                "A mock has one attempt; `mlsd practice` has as many as you like.",
            );
        }
        let Some(step) = session.open_step_id().or_else(|| last_closed(session)) else {
            return Advance::note("There is no step to try again yet.");
        };
        let mut events = Vec::new();
        if session.open_step_id().is_some() {
            events.push(Body::StepClosed { step: step.to_owned(), how: Closed::Moved });
        }
        events.push(Body::StepOpened { step: step.to_owned(), attempt: session.attempt(step) + 1 });
        events.extend(self.opening(step));
        let notes =
            vec!["The step begins anew, empty; what you said before stays beside it.".to_owned()];
        Advance { events, notes, ..Advance::default() }
    }

    /// Time is up: a minute for a summary, then the end.
    fn tick(&self, session: &Session, now_ms: u64) -> Advance {
        if self.deadline_ms(session).is_none_or(|deadline| now_ms < deadline) {
            return Advance::default();
        }
        let mut events = decline(session);
        if let Some(open) = session.open_step_id() {
            events.push(Body::StepClosed { step: open.to_owned(), how: Closed::Time });
        }
        if closing_opened(session).is_some() {
            events.push(good_bye(CLOSING));
            return Advance { events, over: true, ..Advance::default() };
        }
        events.push(Body::StepOpened { step: CLOSING.to_owned(), attempt: 1 });
        events.push(spoken(
            MoveKind::Opening,
            CLOSING,
            "That is time. One minute: sum up your design in two or three sentences.",
        ));
        Advance { events, notes: predict_note(session, CLOSING), ..Advance::default() }
    }

    fn finish(session: &Session, how: Closed) -> Advance {
        let mut events = decline(session);
        let open = session.open_step_id();
        if let Some(open) = open {
            events.push(Body::StepClosed { step: open.to_owned(), how });
        }
        events.push(good_bye(open.or_else(|| first_step(session)).unwrap_or(CLOSING)));
        Advance { events, over: true, ..Advance::default() }
    }
}

fn first_step(session: &Session) -> Option<&str> {
    session.header.steps.first().map(|plan| plan.id.as_str())
}

/// The step after `open`, then the closing summary of a mock.
fn following(session: &Session, open: &str) -> Option<String> {
    let steps = &session.header.steps;
    let at = steps.iter().position(|plan| plan.id == open)?;
    let next = steps.get(at + 1).map(|plan| plan.id.clone());
    let closing = session.header.mode == Mode::Mock
        && session.header.timing.closing > 0
        && closing_opened(session).is_none();
    next.or_else(|| closing.then(|| CLOSING.to_owned()))
}

/// Before the result is seen is the only time to guess it.
fn predict_note(session: &Session, step: &str) -> Vec<String> {
    let due = step == CLOSING && session.predicted.is_none();
    let note = "Before you see the result: /predict 70 notes how much you think you covered.";
    due.then(|| note.to_owned()).into_iter().collect()
}

/// Words sent while no step is open belong to the step closed last: nothing typed is lost.
fn late(session: &Session, text: &str) -> Advance {
    let step = last_closed(session).unwrap_or(CLOSING);
    Advance {
        events: vec![said(session, 0, step, EntryKind::Answer, None, text)],
        notes: vec![format!("No step is open; added to `{step}`. `/next` goes on.")],
        ..Advance::default()
    }
}

fn last_closed(session: &Session) -> Option<&str> {
    session.events.iter().rev().find_map(|event| match &event.body {
        Body::StepClosed { step, .. } => Some(step.as_str()),
        _ => None,
    })
}

fn closing_opened(session: &Session) -> Option<u64> {
    session.events.iter().find_map(|event| match &event.body {
        Body::StepOpened { step, .. } if step == CLOSING => Some(event.stamp.clock_ms),
        _ => None,
    })
}

fn revise(session: &Session, number: u64, text: String) -> Advance {
    let Some(entry) = session.entries.iter().find(|entry| entry.number == number) else {
        return Advance::note(format!("There is no entry {number}."));
    };
    let revised = Said {
        entry: number,
        step: entry.step.clone(),
        attempt: entry.attempt,
        kind: entry.kind,
        to: entry.to,
        replaces: Some(number),
        text,
    };
    Advance {
        events: vec![Body::Said(revised)],
        notes: vec![format!("Entry {number} revised.")],
        ..Advance::default()
    }
}

fn undo(session: &Session, number: Option<u64>) -> Advance {
    let entry = match number {
        Some(number) => session.entries.iter().find(|entry| entry.number == number),
        None => session.entries.iter().rev().find(|entry| !entry.withdrawn),
    };
    match entry.and_then(|entry| Some((entry, entry.revisions.last()?))) {
        Some((entry, revision)) if !entry.withdrawn => Advance {
            events: vec![Body::Withdrawn { n: revision.n }],
            notes: vec![format!(
                "Entry {} taken back: {}",
                entry.number,
                first_words(entry.text())
            )],
            ..Advance::default()
        },
        _ => Advance::note("There is no such entry to take back."),
    }
}

/// The first words of a text, for naming it.
fn first_words(text: &str) -> String {
    const WORDS: usize = 8;
    let words: Vec<&str> = text.split_whitespace().collect();
    let more = if words.len() > WORDS { " …" } else { "" };
    format!("{}{more}", words[..words.len().min(WORDS)].join(" "))
}

fn claim_pending(session: &Session) -> Advance {
    match session.pending() {
        Some(pending) => {
            let mut events: Vec<Body> = pending
                .said
                .point
                .iter()
                .map(|point| Body::Claimed { point: point.clone(), entry: None })
                .collect();
            events.push(Body::Declined { declined: pending.n });
            Advance {
                events,
                notes: vec!["Noted: you said that already.".to_owned()],
                ..Advance::default()
            }
        }
        None => Advance::note("Nothing waits for a reply."),
    }
}

fn decline(session: &Session) -> Vec<Body> {
    session.pending().map(|pending| Body::Declined { declined: pending.n }).into_iter().collect()
}

fn said(
    session: &Session,
    offset: u64,
    step: &str,
    kind: EntryKind,
    to: Option<u64>,
    text: &str,
) -> Body {
    Body::Said(Said {
        entry: session.next_entry() + offset,
        step: step.to_owned(),
        attempt: session.attempt(step),
        kind,
        to,
        replaces: None,
        text: text.to_owned(),
    })
}

fn spoken(kind: MoveKind, step: &str, text: &str) -> Body {
    Body::Move(Move::new(kind, step, text))
}

/// The next opening says why nothing more is asked.
fn in_the_interest_of_time(events: &mut [Body]) {
    let opening = events.iter_mut().rev().find_map(|event| match event {
        Body::Move(said) if said.kind == MoveKind::Opening => Some(said),
        _ => None,
    });
    if let Some(said) = opening {
        said.text.insert_str(0, "In the interest of time, let us move on. ");
    }
}

fn good_bye(step: &str) -> Body {
    spoken(MoveKind::Close, step, "Thank you, that is all from my side.")
}
