//! The state of the sheet, and what a key does to it.

use super::action::{Action, Offer, direct, offers};
use super::editor::Writing;
use super::log::Log;
use crate::interview::{CLOSING, Command, Entry, EntryKind, Left, Mode, Session, StepState};
use crate::terminal::console::Input;
use ratatui::crossterm::event::{KeyCode, KeyEvent};

/// What is shown over the sheet.
#[derive(Debug)]
pub(in crate::terminal) enum Over {
    /// The menu.
    Menu,
    /// Every key.
    Help,
    /// The steps to go to.
    Steps,
    /// A question being written.
    Ask(Box<Writing>),
    /// Steps, prompt, facts and answers, scrolled down by so many lines.
    Panel(usize),
    /// "Leave?"
    Leave,
    /// "Finish?", with steps that were not reached.
    Finish,
    /// "How much did you cover?", and what follows the answer.
    Predict(Vec<Input>),
}

/// What the console is to do.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::terminal) enum Doing {
    /// Hand this to the interview.
    Give(Input),
    /// Open the person's own editor on the text.
    Edit,
    /// Suspend the program.
    Suspend,
}

/// The sheet.
#[derive(Debug)]
pub(in crate::terminal) struct Sheet {
    /// The answer being written.
    pub(in crate::terminal) answer: Writing,
    /// The notes.
    pub(in crate::terminal) notes: Writing,
    /// Whether the notes are written, not the answer.
    pub(in crate::terminal) in_notes: bool,
    /// What is shown over it.
    pub(in crate::terminal) over: Option<Over>,
    /// The conversation.
    pub(in crate::terminal) log: Log,
    /// Lines the conversation is scrolled up from its end.
    pub(in crate::terminal) scrolled: usize,
    /// The entry being revised.
    pub(in crate::terminal) revising: Option<u64>,
    /// The answer changed since it was last saved.
    pub(in crate::terminal) unsaved: bool,
    /// The notes as they stand in the journal.
    kept_notes: String,
}

impl Sheet {
    /// An empty sheet.
    pub(in crate::terminal) fn new() -> Self {
        Self {
            answer: Writing::new(""),
            notes: Writing::new(""),
            in_notes: false,
            over: None,
            log: Log::default(),
            scrolled: 0,
            revising: None,
            unsaved: false,
            kept_notes: String::new(),
        }
    }

    /// Takes over the notes of a session that is gone on with.
    pub(in crate::terminal) fn take_notes_of(&mut self, session: &Session) {
        if let Some(entry) = notes_entry(session)
            && self.kept_notes.is_empty()
            && self.notes.is_blank()
        {
            entry.text().clone_into(&mut self.kept_notes);
            self.notes = Writing::new(entry.text());
        }
    }

    /// The answer as a draft worth keeping: blanks at its ends are.
    pub(in crate::terminal) fn draft(&mut self) -> Input {
        self.unsaved = false;
        Input::Draft(self.answer.text())
    }

    /// The notes, if they differ from those in the journal.
    pub(in crate::terminal) fn changed_notes(&mut self) -> Option<Input> {
        let text = self.notes.text();
        if text.trim() == self.kept_notes.trim() {
            return None;
        }
        self.kept_notes.clone_from(&text);
        Some(Input::Notes(text.trim_matches('\n').to_owned()))
    }

    /// Whether the notes differ from those in the journal.
    pub(in crate::terminal) fn notes_are_unsaved(&self) -> bool {
        self.in_notes && self.notes.text().trim() != self.kept_notes.trim()
    }

    /// Takes a paste where the cursor is.
    pub(in crate::terminal) fn paste(&mut self, text: &str) {
        match &mut self.over {
            Some(Over::Ask(question)) => question.paste(&text.replace(['\n', '\r'], " ")),
            Some(_) => {}
            None if self.in_notes => self.notes.paste(text),
            None => {
                self.answer.paste(text);
                self.unsaved = true;
            }
        }
    }

    /// Takes a key.
    pub(in crate::terminal) fn key(&mut self, key: KeyEvent, session: &Session) -> Vec<Doing> {
        if session.paused {
            return self.key_while_paused(key);
        }
        if let Some(over) = self.over.take() {
            return self.key_over(over, key, session);
        }
        if let Some(action) = direct(key) {
            // Ctrl-C copies where something is selected, as it does everywhere else.
            let copies = key.code == KeyCode::Char('c') && self.writing().is_selecting();
            if copies {
                self.writing().copy();
                return Vec::new();
            }
            return self.act(action, session);
        }
        match key.code {
            KeyCode::PageUp => self.scrolled = self.scrolled.saturating_add(8),
            KeyCode::PageDown => self.scrolled = self.scrolled.saturating_sub(8),
            _ => {
                let changed = self.writing().key(key);
                self.unsaved |= changed && !self.in_notes;
            }
        }
        Vec::new()
    }

    fn writing(&mut self) -> &mut Writing {
        if self.in_notes { &mut self.notes } else { &mut self.answer }
    }

    /// Any key goes on; only leaving is something else.
    fn key_while_paused(&mut self, key: KeyEvent) -> Vec<Doing> {
        match direct(key) {
            Some(Action::Leave) => give([self.draft(), Input::Hangup(Left::Quit)]),
            _ => give([self.draft()]),
        }
    }

    fn key_over(&mut self, over: Over, key: KeyEvent, session: &Session) -> Vec<Doing> {
        let letter = if let KeyCode::Char(c) = key.code { Some(c) } else { None };
        let leaving = direct(key) == Some(Action::Leave);
        match over {
            Over::Leave => match letter {
                Some('y' | 'Y' | 'q') => return self.leave(),
                _ if leaving => return self.leave(),
                _ => {}
            },
            _ if leaving => self.over = Some(Over::Leave),
            Over::Menu => return self.choose(letter, session),
            Over::Steps => return go_to(letter, session),
            Over::Ask(question) => return self.ask(question, key),
            Over::Panel(down) => self.scroll_panel(down, key),
            Over::Finish if matches!(letter, Some('y' | 'Y' | 'f')) => {
                return self.predict(vec![Input::Command(Command::Finish)], session);
            }
            Over::Predict(then) => return self.predicted(letter, key, then),
            Over::Help | Over::Finish => {}
        }
        Vec::new()
    }

    fn choose(&mut self, letter: Option<char>, session: &Session) -> Vec<Doing> {
        let offers = offers(session);
        let chosen = offers.iter().find(|offer: &&Offer| Some(offer.letter) == letter);
        chosen.map_or_else(Vec::new, |offer| self.act(offer.action, session))
    }

    fn ask(&mut self, mut question: Box<Writing>, key: KeyEvent) -> Vec<Doing> {
        match key.code {
            KeyCode::Esc => {}
            KeyCode::Enter if question.is_blank() => {}
            KeyCode::Enter => {
                let words = question.text().trim().to_owned();
                return give([Input::Command(Command::Ask(words))]);
            }
            _ if direct(key) == Some(Action::Send) && !question.is_blank() => {
                let words = question.text().trim().to_owned();
                return give([Input::Command(Command::Ask(words))]);
            }
            _ => {
                question.key(key);
                self.over = Some(Over::Ask(question));
            }
        }
        Vec::new()
    }

    fn scroll_panel(&mut self, down: usize, key: KeyEvent) {
        let to = match key.code {
            KeyCode::Down => down + 1,
            KeyCode::PageDown | KeyCode::Char(' ') => down + 8,
            KeyCode::Up => down.saturating_sub(1),
            KeyCode::PageUp => down.saturating_sub(8),
            KeyCode::Home => 0,
            _ => return,
        };
        self.over = Some(Over::Panel(to));
    }

    fn predicted(&mut self, letter: Option<char>, key: KeyEvent, then: Vec<Input>) -> Vec<Doing> {
        let share = match letter {
            Some(c @ '0'..='9') => c.to_digit(10).and_then(|n| u8::try_from(n * 10).ok()),
            Some('x' | 'X') => Some(100),
            _ => None,
        };
        match (share, key.code) {
            (Some(share), _) => {
                give(std::iter::once(Input::Command(Command::Predict(share))).chain(then))
            }
            (None, KeyCode::Enter) => give(then),
            // Back to the interview: nothing has ended yet.
            (None, KeyCode::Esc) => Vec::new(),
            (None, _) => {
                self.over = Some(Over::Predict(then));
                Vec::new()
            }
        }
    }

    /// Does what was asked for.
    pub(in crate::terminal) fn act(&mut self, action: Action, session: &Session) -> Vec<Doing> {
        match action {
            Action::Send => self.send(session).into_iter().map(Doing::Give).collect(),
            Action::Next => self.next(session),
            Action::Skip => give([Input::Command(Command::Skip)]),
            Action::Back => give([Input::Command(Command::Back)]),
            Action::Hint => give([Input::Command(Command::Hint)]),
            Action::Said => give([Input::Command(Command::Said)]),
            Action::No => give([Input::Command(Command::No)]),
            Action::Retry => give([Input::Command(Command::Retry)]),
            Action::Pause => give([self.draft(), Input::Command(Command::Pause)]),
            Action::Revise => self.revise(session, false),
            Action::TakeBack => self.revise(session, true),
            Action::Edit => vec![Doing::Edit],
            Action::Suspend => vec![Doing::Suspend],
            Action::Notes => self.turn_to_notes(),
            Action::GoTo => self.show(Over::Steps),
            Action::Ask => self.show(Over::Ask(Box::new(Writing::new("")))),
            Action::Panel => self.show(Over::Panel(0)),
            Action::Finish => self.show(Over::Finish),
            Action::Leave => self.show(Over::Leave),
            Action::Help => self.show(Over::Help),
            Action::Menu => self.show(Over::Menu),
        }
    }

    fn show(&mut self, over: Over) -> Vec<Doing> {
        self.over = Some(over);
        Vec::new()
    }

    fn leave(&mut self) -> Vec<Doing> {
        let notes = self.changed_notes();
        give(notes.into_iter().chain([self.draft(), Input::Hangup(Left::Quit)]))
    }

    fn turn_to_notes(&mut self) -> Vec<Doing> {
        self.in_notes = !self.in_notes;
        give(self.changed_notes())
    }

    /// What is in the editor, taken out of it; nothing if only blanks are.
    fn send(&mut self, session: &Session) -> Option<Input> {
        if self.in_notes {
            self.in_notes = false;
            return self.changed_notes();
        }
        if self.answer.is_blank() {
            self.log.remark(session, "Nothing is written yet.");
            return None;
        }
        let text = self.answer.text().trim_matches('\n').to_owned();
        let input = match command(&text) {
            Some(Ok(command)) => Input::Command(command),
            Some(Err(error)) => {
                self.log.remark(session, &error);
                return None;
            }
            None if text.starts_with("//") => Input::Entry(text[1..].to_owned()),
            None => Input::Entry(text),
        };
        self.answer = Writing::new("");
        self.unsaved = false;
        self.revising = None;
        self.scrolled = 0;
        Some(input)
    }

    /// Sends what is written and finishes the step; before the end, the guess is asked for.
    fn next(&mut self, session: &Session) -> Vec<Doing> {
        self.in_notes = false;
        let mut inputs: Vec<Input> = self.changed_notes().into_iter().collect();
        if !self.answer.is_blank() {
            let Some(sent) = self.send(session) else { return Vec::new() };
            let is_command = matches!(sent, Input::Command(_));
            inputs.push(sent);
            if is_command {
                return give(inputs);
            }
        }
        let ends = ends_with(session);
        if ends && session.predicted.is_none() && session.header.mode == Mode::Mock {
            // What was written is sent now; only the end waits.
            self.over = Some(Over::Predict(vec![Input::Command(Command::Next)]));
            return give(inputs);
        }
        inputs.push(Input::Command(Command::Next));
        give(inputs)
    }

    fn predict(&mut self, then: Vec<Input>, session: &Session) -> Vec<Doing> {
        let mut inputs: Vec<Input> = self.changed_notes().into_iter().collect();
        if !self.answer.is_blank() && session.open.is_some() {
            inputs.extend(self.send(session));
        }
        if session.predicted.is_none() && session.header.mode == Mode::Mock {
            self.over = Some(Over::Predict(then));
        } else {
            inputs.extend(then);
        }
        give(inputs)
    }

    /// Puts the last entry back into the editor, to be changed or taken back.
    fn revise(&mut self, session: &Session, take_back: bool) -> Vec<Doing> {
        let last = session.entries.iter().rev().find(|entry| entry.is_scored());
        let Some(entry) = last else { return Vec::new() };
        if !self.answer.is_blank() {
            self.log.remark(session, "Send or delete what you are writing first.");
            return Vec::new();
        }
        self.in_notes = false;
        if take_back {
            self.answer = Writing::new(entry.text());
            self.unsaved = true;
            return give([
                Input::Draft(self.answer.text()),
                Input::Command(Command::Undo(Some(entry.number))),
            ]);
        }
        self.revising = Some(entry.number);
        give([Input::Command(Command::Revise(Some(entry.number)))])
    }
}

fn give(inputs: impl IntoIterator<Item = Input>) -> Vec<Doing> {
    inputs.into_iter().map(Doing::Give).collect()
}

fn go_to(letter: Option<char>, session: &Session) -> Vec<Doing> {
    let number = letter.and_then(|c| c.to_digit(10)).and_then(|n| usize::try_from(n).ok());
    let plan = number.and_then(|n| session.header.steps.get(n.checked_sub(1)?));
    plan.map_or_else(Vec::new, |plan| give([Input::Command(Command::Step(plan.id.clone()))]))
}

/// A command alone on its line, as in plain mode; `//` begins words with a slash.
fn command(text: &str) -> Option<Result<Command, String>> {
    let line = text.trim();
    let rest = line.strip_prefix('/').filter(|rest| !rest.starts_with('/'))?;
    if line.contains('\n') {
        return None;
    }
    Some(Command::parse(rest).map_err(|error| error.to_string()))
}

/// The entry that holds the notes.
pub(in crate::terminal) fn notes_entry(session: &Session) -> Option<&Entry> {
    session.entries.iter().rev().find(|entry| entry.kind == EntryKind::Scratch && !entry.withdrawn)
}

/// Whether finishing the open step ends the session.
fn ends_with(session: &Session) -> bool {
    let Some(open) = session.open_step_id() else { return false };
    let last = session.header.steps.last().is_some_and(|plan| plan.id == open);
    open == CLOSING || (last && session.header.timing.closing == 0)
}

/// Titles of the steps never opened.
pub(in crate::terminal) fn unreached(session: &Session) -> Vec<&str> {
    let opened = |id: &str| session.step(id).is_some_and(StepState::was_opened);
    let plans = session.header.steps.iter().filter(|plan| !opened(&plan.id));
    plans.map(|plan| plan.title.as_str()).collect()
}
