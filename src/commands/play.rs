//! The driver: one loop from view to input to events to journal.

use anyhow::Result;
use std::collections::HashMap;

use super::exit::{DONE, INTERRUPTED};
use crate::assessment::Assessment;
use crate::content::{CaseStudy, Framework};
use crate::interview::{
    Assessed, Body, Command, EntryKind, Event, Left, Mode, Move, MoveKind, Session, plural,
};
use crate::interviewer::{Advance, Heard, Interviewer};
use crate::report;
use crate::scoring::{Rubric, SCORING_VERSION};
use crate::sessions::{Draft, OpenSession};
use crate::terminal::{Console, Input, SessionClock, View};

/// What a draft's figures are worth.
const A_DRAFT: &str = "This case is an unfinished draft: its figures say little.";

/// Everything one session needs.
pub(super) struct Play<'a> {
    /// The framework walked through.
    pub framework: &'a Framework,
    /// The case.
    pub case: &'a CaseStudy,
    /// Its rubric.
    pub rubric: &'a Rubric,
    /// In how many cases each shared point is used.
    pub recurrence: &'a HashMap<String, usize>,
    /// Hash of everything scoring depends on.
    pub content_hash: String,
    /// The one step practised.
    pub only: Option<String>,
    /// The journal.
    pub journal: OpenSession,
    /// The session so far.
    pub session: Session,
    /// The clock.
    pub clock: SessionClock,
    /// Words of the draft kept last.
    pub unsent: u64,
    /// Remarks for the next view.
    pub notes: Vec<String>,
    /// The entry being revised.
    pub revising: Option<u64>,
    /// Whether somebody watches: an early end is then asked about once, and what cannot be saved can
    /// be tried again.
    pub watched: bool,
    /// What was written and could not be saved, not even as a draft.
    pub unsaved: Option<String>,
    /// Whether the person was told what an early end leaves out.
    pub warned: bool,
}

/// How a session ended for now.
pub(super) enum Ended {
    /// It is over; this is what it meant.
    Finished(Box<Assessment>),
    /// It was left and can be resumed.
    Left,
}

impl Ended {
    /// The program's exit code.
    pub(super) fn code(&self) -> u8 {
        match self {
            Self::Finished(_) => DONE,
            Self::Left => INTERRUPTED,
        }
    }
}

impl Play<'_> {
    /// Runs the session until it is over or left.
    ///
    /// # Errors
    /// If the journal cannot be written or the console fails. What was typed stands in the draft.
    pub(super) fn run(&mut self, console: &mut dyn Console) -> Result<Ended> {
        if self.session.events.is_empty() {
            if self.session.header.case.draft {
                self.notes.push(A_DRAFT.to_owned());
            }
            let opening = self.interviewer().start(&self.session);
            self.take(opening)?;
        }
        loop {
            let notes = std::mem::take(&mut self.notes);
            let view =
                View { session: &self.session, now_ms: self.clock.active_ms(), notes: &notes };
            let deadline = self.interviewer().deadline_ms(&self.session);
            let input = console.next(&view, deadline)?;
            if let Some(ended) = self.try_to_hear(input, console)? {
                // The last words are shown before the console goes.
                let view =
                    View { session: &self.session, now_ms: self.clock.active_ms(), notes: &[] };
                if matches!(ended, Ended::Finished(_)) {
                    console.show(&view)?;
                }
                return Ok(ended);
            }
        }
    }

    /// A full disk must not end an interview: where somebody watches they are told, what they wrote
    /// goes back to where they wrote it, and it can be sent again.
    fn try_to_hear(&mut self, input: Input, console: &mut dyn Console) -> Result<Option<Ended>> {
        let leaving = matches!(input, Input::Hangup(_) | Input::Command(Command::Quit));
        let written = match &input {
            Input::Entry(text) => Some((text.clone(), self.revising)),
            _ => None,
        };
        let before = self.session.events.len();
        match self.hear(input, console) {
            Err(error) if self.watched && !leaving => {
                self.notes.push(format!("Not saved: {error:#}. Make room, then try again."));
                if let Some((text, revising)) = written
                    && self.session.events.len() == before
                {
                    console.set_draft(&text);
                    self.revising = revising;
                }
                Ok(None)
            }
            heard => heard,
        }
    }

    fn hear(&mut self, input: Input, console: &mut dyn Console) -> Result<Option<Ended>> {
        if self.session.paused
            && !matches!(
                input,
                Input::Tick | Input::Hangup(_) | Input::Command(Command::Quit | Command::Pause)
            )
        {
            self.clock.resume();
            self.append(Body::Resumed)?;
            self.notes.push("The clock runs again.".to_owned());
        }
        match input {
            Input::Entry(text) => {
                let heard = match self.revising.take() {
                    Some(entry) => Heard::Revision { entry, text },
                    None => Heard::Entry(text),
                };
                let ended = self.happen(heard)?;
                self.journal.clear_draft()?;
                self.unsent = 0;
                Ok(ended)
            }
            Input::Draft(text) => {
                self.keep_draft(text, console)?;
                Ok(None)
            }
            Input::Notes(text) => self.keep_notes(text),
            Input::Tick => self.happen(Heard::Tick),
            Input::Hangup(how) => self.leave(how).map(Some),
            Input::Command(command) => self.obey(command, console),
        }
    }

    /// The notes are one entry, revised as they grow.
    fn keep_notes(&mut self, text: String) -> Result<Option<Ended>> {
        let entries = self.session.entries.iter().rev();
        let mut notes =
            entries.filter(|entry| entry.kind == EntryKind::Scratch && !entry.withdrawn);
        let heard = match notes.next() {
            Some(entry) => Heard::Revision { entry: entry.number, text },
            None => Heard::Command(Command::Note(text)),
        };
        let now_ms = self.clock.active_ms();
        let advance = self.interviewer().advance(&self.session, heard, now_ms);
        // Nobody needs to be told that their notes are kept.
        self.take(Advance { notes: Vec::new(), ..advance })
    }

    fn obey(&mut self, command: Command, console: &mut dyn Console) -> Result<Option<Ended>> {
        match command {
            Command::Quit => return self.leave(Left::Quit).map(Some),
            Command::Pause => self.pause()?,
            Command::Help => self.notes.push(help(self.session.header.mode)),
            Command::Status => self.notes.push(self.status()),
            Command::Revise(number) => self.revise(number, console),
            Command::Edit => self.notes.push("No editor here.".to_owned()),
            Command::Finish if self.ends_early() => {
                self.warned = true;
                self.notes.push(self.early_end());
            }
            Command::Clock(ms) => {
                if self.clock.advance(ms) {
                    return self.happen(Heard::Tick);
                }
                self.notes.push("`/clock` works only with a fixed clock (MLSD_NOW).".to_owned());
            }
            other => return self.happen(Heard::Command(other)),
        }
        Ok(None)
    }

    /// Whether `/finish` would end a mock with steps never opened, and nobody was told so.
    fn ends_early(&self) -> bool {
        let mock = self.session.header.mode == Mode::Mock;
        mock && self.watched && !self.warned && !self.unopened().is_empty()
    }

    /// Titles of the steps never opened.
    fn unopened(&self) -> Vec<&str> {
        let opened =
            |id: &str| self.session.step(id).is_some_and(crate::interview::StepState::was_opened);
        let plans = self.session.header.steps.iter().filter(|plan| !opened(&plan.id));
        plans.map(|plan| plan.title.as_str()).collect()
    }

    fn early_end(&self) -> String {
        format!(
            "Not reached yet: {}. /finish again ends the interview for good; /quit leaves it for later, \
             /next finishes this step.",
            self.unopened().join(", ")
        )
    }

    fn happen(&mut self, heard: Heard) -> Result<Option<Ended>> {
        let now_ms = self.clock.active_ms();
        let advance = self.interviewer().advance(&self.session, heard, now_ms);
        self.take(advance)
    }

    fn take(&mut self, advance: Advance) -> Result<Option<Ended>> {
        for body in advance.events {
            self.append(body)?;
        }
        self.notes.extend(advance.notes);
        if let Some(step) = advance.feedback {
            self.give_feedback(&step)?;
        }
        if advance.over {
            return self.finish().map(Some);
        }
        Ok(None)
    }

    fn give_feedback(&mut self, step: &str) -> Result<()> {
        let assessment = self.interviewer().assess_last_attempt(&self.session, step);
        // Room for the label in front of it.
        let screen = report::Screen { width: 72, ascii: true, ..report::Screen::USUAL };
        let lines = report::step_feedback(&assessment, step, screen);
        let text: Vec<String> = lines.into_iter().map(|line| line.text).collect();
        let text = text.join("\n");
        self.append(Body::Move(Move::new(MoveKind::Feedback, step, &text)))?;
        let next = if self.only.is_some() { "/next ends" } else { "/next opens the next step" };
        self.notes
            .push(format!("{next} · /retry tries this one again · /back goes back · /finish ends"));
        Ok(())
    }

    fn finish(&mut self) -> Result<Ended> {
        let assessment = self.interviewer().assess(&self.session);
        let assessed = Assessed {
            scoring: SCORING_VERSION,
            content: self.content_hash.clone(),
            report: serde_json::to_value(&assessment)?,
        };
        self.append(Body::Assessed(assessed))?;
        self.append(Body::Finished)?;
        self.journal.clear_draft()?;
        Ok(Ended::Finished(Box::new(assessment)))
    }

    fn leave(&mut self, how: Left) -> Result<Ended> {
        self.append(Body::Left { how })?;
        Ok(Ended::Left)
    }

    fn pause(&mut self) -> Result<()> {
        if !self.session.paused {
            self.append(Body::Paused)?;
            self.clock.pause();
            self.notes
                .push("Paused: the clock stands still. The next line starts it again.".to_owned());
        }
        Ok(())
    }

    fn revise(&mut self, number: Option<u64>, console: &mut dyn Console) {
        let entry = match number {
            Some(number) => self.session.entries.iter().find(|entry| entry.number == number),
            None => self.session.entries.iter().rev().find(|entry| !entry.withdrawn),
        };
        match entry {
            Some(entry) => {
                console.set_draft(entry.text());
                self.revising = Some(entry.number);
                self.notes.push(format!(
                    "Entry {} is in the draft: add lines, or /edit opens it in your editor; `.` sends it.",
                    entry.number
                ));
            }
            None => self.notes.push("There is no such entry.".to_owned()),
        }
    }

    /// Saves the draft. Should that fail while somebody writes, they are told once, and it is tried
    /// again with the next change.
    fn keep_draft(&mut self, text: String, console: &mut dyn Console) -> Result<()> {
        match self.save_draft(text.clone()) {
            Ok(()) => {
                self.unsaved = None;
                self.unsent = text.split_whitespace().count() as u64;
            }
            Err(error) if self.watched => {
                if self.unsaved.is_none() {
                    self.notes.push(format!("The draft is not saved: {error:#}."));
                }
                self.unsaved = Some(text);
                console.not_saved();
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }

    fn save_draft(&self, text: String) -> Result<()> {
        let stamp = self.clock.stamp();
        let step = self.session.open_step_id().unwrap_or_default().to_owned();
        self.journal.save_draft(&Draft { step, clock_ms: stamp.clock_ms, text, at: stamp.at })
    }

    fn append(&mut self, body: Body) -> Result<()> {
        let event = Event { n: self.session.next_n(), stamp: self.clock.stamp(), body };
        self.journal.append(&event)?;
        self.session.apply(event);
        Ok(())
    }

    fn interviewer(&self) -> Interviewer<'_> {
        Interviewer {
            framework: self.framework,
            case: self.case,
            rubric: self.rubric,
            recurrence: self.recurrence,
            only: self.only.as_deref(),
        }
    }

    fn status(&self) -> String {
        let mut lines = Vec::new();
        for (index, plan) in self.session.header.steps.iter().enumerate() {
            let state = self.session.step(&plan.id);
            let open = self.session.open == Some(index);
            let mark = match state {
                _ if open => ">",
                Some(state) if state.was_opened() => "x",
                _ => " ",
            };
            let running = self.clock.active_ms().saturating_sub(self.session.clock_ms());
            let running = if open && !self.session.paused { running } else { 0 };
            let spent = state.map_or(0, crate::interview::StepState::spent_ms) + running;
            let spent = spent / 60_000;
            let entries =
                self.session.scored_entries().filter(|entry| entry.step == plan.id).count() as u64;
            lines.push(format!(
                "[{mark}] {} ({}): {} min, {}",
                plan.title,
                plan.id,
                spent,
                plural(entries, "entry")
            ));
        }
        lines.push(format!("Session {}", self.session.header.session));
        lines.join("\n")
    }
}

/// The commands of plain mode.
fn help(mode: Mode) -> String {
    let mut lines = vec![
        ".               alone on a line: send what you typed (.. begins a line with a dot)",
        "/next           finish this step and go on",
        "/skip  /back    leave this step without an answer; go back one",
        "/step ID        go to a step",
        "/ask QUESTION   ask the interviewer (in requirements a question needs no /ask)",
        "/revise [N]     change an entry; /undo [N] takes one back",
        "/edit           write in $EDITOR; /note TEXT keeps a private note",
        "/no  /said      not that (a follow-up or a fact); \"I said that already\"",
        "/predict 70     the share you think you covered; the transcript compares",
        "/pause          stop the clock; /status shows where you are",
        "/finish         end the session and see the debrief; /quit leaves it for later",
    ];
    if mode == Mode::Practice {
        lines.push("/hint  /retry   help with this step; try it again");
    }
    lines.join("\n")
}
