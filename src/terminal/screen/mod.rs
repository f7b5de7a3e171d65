//! The full screen: one more console on the same trait, with a real editor and a live clock.

mod action;
mod autosave;
mod draw;
mod editor;
mod happening;
mod leaf;
mod log;
mod look;
mod reader;
mod sheet;
mod side;
mod surface;
#[cfg(test)]
mod tests;

pub use reader::{Offered, Reader, Wish};

use super::clock::Stopwatch;
use super::console::{Console, Input, View};
use super::editor::Editor;
use super::signals::Signal;
use super::style::Style;
use super::times::Times;
use crate::interview::{Command, Left, Session};
use anyhow::{Context, Result};
use autosave::Autosave;
use draw::{Places, Scene, draw};
use editor::Writing;
use happening::{Happening, Happenings};
use look::Look;
use ratatui::crossterm::event::{Event, KeyEventKind, MouseButton, MouseEventKind};
use ratatui::layout::{Position, Rect};
use sheet::{Doing, Sheet};
use std::collections::VecDeque;
use std::process::{Child, ExitStatus};
use std::time::Duration;
use surface::Surface;

/// How often the clock on the screen moves.
const TICK: Duration = Duration::from_secs(1);

/// How often an editor is asked whether it is done.
const EDITOR_POLL: Duration = Duration::from_millis(50);

/// The full screen.
pub struct FullScreen {
    happenings: Happenings,
    surface: Surface,
    sheet: Sheet,
    look: Look,
    editor: Editor,
    bell: bool,
    /// The step and the share of its time last rung for.
    rung: (usize, u64),
    queue: VecDeque<Input>,
    places: Places,
    /// The program is to be stopped once everything is saved.
    stopping: bool,
    autosave: Autosave,
    /// Since the screen was opened.
    open: Stopwatch,
}

impl FullScreen {
    /// Takes the terminal for a session of this id.
    ///
    /// # Errors
    /// If the terminal cannot be set.
    pub fn open(style: Style, editor: Editor, bell: bool, session: &str) -> Result<Self> {
        let after_panic = format!(
            "mlsd failed, which is our mistake. What you sent is saved.\nGo on with: mlsd resume {session}"
        );
        Ok(Self {
            happenings: Happenings::open()?,
            surface: Surface::take(after_panic).context("could not set the terminal")?,
            sheet: Sheet::new(),
            look: Look::new(style),
            editor,
            bell,
            rung: (usize::MAX, 0),
            queue: VecDeque::new(),
            places: Places::default(),
            stopping: false,
            autosave: Autosave::default(),
            open: Stopwatch::start(),
        })
    }

    fn draw(&mut self, view: &View<'_>) -> Result<()> {
        let Self { surface, sheet, look, places, .. } = self;
        let scene = Scene { session: view.session, now_ms: view.now_ms, look: *look };
        surface.draw(|frame| *places = draw(frame, sheet, scene)).context("could not draw")
    }

    /// How long nothing need be done.
    fn wait(&self, view: &View<'_>, deadline_ms: Option<u64>) -> Duration {
        let deadline =
            deadline_ms.map_or(TICK, |end| Duration::from_millis(end.saturating_sub(view.now_ms)));
        let due = self.autosave.wait(self.open.elapsed()).filter(|_| !view.session.paused);
        let due = due.unwrap_or(TICK);
        TICK.min(deadline).min(due)
    }

    /// What there is to save now.
    fn due(&mut self, session: &Session) -> Option<Input> {
        if session.paused || session.finished {
            return None;
        }
        let now = self.open.elapsed();
        if self.autosave.is_quiet(now) && self.sheet.notes_are_unsaved() {
            return self.sheet.changed_notes();
        }
        let due = self.autosave.is_due(now, self.sheet.answer.is_blank());
        due.then(|| self.save())
    }

    fn save(&mut self) -> Input {
        self.autosave.save(self.open.elapsed());
        self.sheet.draft()
    }

    fn take(&mut self, happening: Happening, view: &View<'_>) -> Result<()> {
        match happening {
            Happening::Signal(Signal::Stop) => self.suspend(view),
            Happening::Signal(signal) => self.leave(match signal {
                Signal::Interrupt => Left::Interrupt,
                Signal::Terminate => Left::Terminate,
                _ => Left::Hangup,
            }),
            Happening::Event(Event::Key(key)) if key.kind != KeyEventKind::Release => {
                self.autosave.key(self.open.elapsed());
                for doing in self.sheet.key(key, view.session) {
                    self.do_it(doing, view)?;
                }
            }
            Happening::Event(Event::Paste(text)) if !view.session.paused => {
                self.sheet.paste(&text);
            }
            Happening::Event(Event::Mouse(mouse)) => {
                self.point(mouse.kind, Position::new(mouse.column, mouse.row));
            }
            Happening::Event(_) => {}
        }
        self.autosave.see(self.open.elapsed(), self.sheet.unsaved);
        Ok(())
    }

    fn do_it(&mut self, doing: Doing, view: &View<'_>) -> Result<()> {
        match doing {
            Doing::Give(input) => self.queue.push_back(input),
            Doing::Edit => self.edit(view)?,
            Doing::Suspend => self.suspend(view),
        }
        Ok(())
    }

    fn point(&mut self, kind: MouseEventKind, at: Position) {
        const LINES: i16 = 3;
        let on = |place: Rect| place.contains(at);
        let editing = on(self.places.editor) && self.sheet.over.is_none();
        let in_notes = self.sheet.in_notes;
        let sheet = &mut self.sheet;
        let writing = if in_notes { &mut sheet.notes } else { &mut sheet.answer };
        match kind {
            MouseEventKind::ScrollUp if editing => writing.scroll(-LINES),
            MouseEventKind::ScrollDown if editing => writing.scroll(LINES),
            MouseEventKind::ScrollUp => sheet.scrolled += LINES as usize,
            MouseEventKind::ScrollDown => {
                sheet.scrolled = sheet.scrolled.saturating_sub(LINES as usize);
            }
            MouseEventKind::Down(MouseButton::Left) if editing => {
                let place = self.places.editor;
                writing.click(at.y - place.y, at.x - place.x);
            }
            _ => {}
        }
    }

    fn leave(&mut self, how: Left) {
        let notes = self.sheet.changed_notes();
        let draft = self.save();
        self.queue.extend(notes.into_iter().chain([draft, Input::Hangup(how)]));
    }

    /// Everything is saved and the clock stopped before the program is.
    fn suspend(&mut self, view: &View<'_>) {
        let draft = self.save();
        self.queue.push_back(draft);
        if !view.session.paused {
            self.queue.push_back(Input::Command(Command::Pause));
        }
        self.stopping = true;
    }

    fn edit(&mut self, view: &View<'_>) -> Result<()> {
        let Self { surface, editor, sheet, happenings, .. } = self;
        let text = if sheet.in_notes { sheet.notes.text() } else { sheet.answer.text() };
        let mut later = Vec::new();
        let edited = surface
            .lend(|| editor.edit(&text, |child| wait(child, happenings, &mut later)))
            .context("could not give the terminal to the editor")?;
        match edited {
            Ok(text) if sheet.in_notes => sheet.notes = Writing::new(&text),
            Ok(text) => {
                sheet.answer = Writing::new(&text);
                sheet.unsaved = true;
            }
            Err(error) => sheet.log.remark(view.session, &format!("{error:#}")),
        }
        for signal in later {
            self.take(Happening::Signal(signal), view)?;
        }
        Ok(())
    }

    /// One ring at four fifths of a step's time and one at its end, for who asked for it.
    fn ring(&mut self, view: &View<'_>) {
        let Some(step) = view.session.open.filter(|_| self.bell) else { return };
        let used = Times::of(view.session, view.now_ms).used_percent().unwrap_or(0);
        let reached = [100, 80].into_iter().find(|share| used >= *share).unwrap_or(0);
        let before = if self.rung.0 == step { self.rung.1 } else { 0 };
        if reached > before {
            Surface::ring();
        }
        self.rung = (step, reached.max(before));
    }

    /// What came in, all of it: a paste that comes as keys must not be drawn key by key.
    fn listen(&mut self, view: &View<'_>, wait: Duration) -> Result<bool> {
        const MOST: usize = 4_096;
        // Not nothing: with no time at all what has come in already is not looked at.
        const MORE: Duration = Duration::from_millis(1);
        let mut heard = false;
        let mut wait = wait.max(MORE);
        for _ in 0..MOST {
            match self.happenings.next(wait) {
                Ok(Some(happening)) => {
                    heard = true;
                    self.take(happening, view)?;
                }
                Ok(None) => break,
                // A terminal that cannot be read is one that went away.
                Err(_) => {
                    self.leave(Left::Hangup);
                    return Ok(true);
                }
            }
            if !self.queue.is_empty() {
                break;
            }
            wait = MORE;
        }
        Ok(heard)
    }

    fn note(&mut self, view: &View<'_>) {
        self.sheet.take_notes_of(view.session);
        for note in view.notes {
            self.sheet.log.remark(view.session, &in_keys(note));
            self.sheet.scrolled = 0;
        }
    }
}

impl Console for FullScreen {
    fn next(&mut self, view: &View<'_>, deadline_ms: Option<u64>) -> Result<Input> {
        self.note(view);
        loop {
            if let Some(input) = self.queue.pop_front() {
                return Ok(input);
            }
            if std::mem::take(&mut self.stopping) {
                let stopped = self.surface.lend(Happenings::stop).and_then(|stopped| stopped);
                stopped.context("could not stop the program")?;
            }
            self.ring(view);
            if self.draw(view).is_err() {
                self.leave(Left::Hangup);
                continue;
            }
            let wait = self.wait(view, deadline_ms);
            let heard = self.listen(view, wait)?;
            if self.queue.is_empty() {
                if let Some(input) = self.due(view.session) {
                    return Ok(input);
                }
                if !heard {
                    return Ok(Input::Tick);
                }
            }
        }
    }

    fn set_draft(&mut self, text: &str) {
        self.sheet.answer = Writing::new(text);
    }

    fn not_saved(&mut self) {
        self.sheet.unsaved = true;
        self.autosave.see(self.open.elapsed(), true);
    }

    fn show(&mut self, view: &View<'_>) -> Result<()> {
        self.note(view);
        self.draw(view)
    }
}

/// Remarks speak of plain mode's commands; here the same things are done by keys.
fn in_keys(note: &str) -> String {
    const KEYS: &[(&str, &str)] = &[
        ("/predict 70 notes how much you think you covered.", "you are asked for one guess."),
        ("`/next`", "Ctrl-N"),
        ("/next", "Ctrl-N"),
        ("/retry", "Esc t"),
        ("/back", "Esc b"),
        ("/hint", "Esc h"),
        ("/finish", "Esc f"),
        ("/quit", "Ctrl-C"),
        ("/said", "Esc i"),
        ("/no", "Esc o"),
        ("/edit", "Esc e"),
        ("`.` sends it", "Ctrl-S sends it"),
        ("The next line starts it again", "The next key starts it again"),
    ];
    KEYS.iter().fold(note.to_owned(), |note, (plain, key)| note.replace(plain, key))
}

/// Waits for an editor. Ctrl-C there is meant for it; anything else has time.
fn wait(
    child: &mut Child,
    happenings: &mut Happenings,
    later: &mut Vec<Signal>,
) -> std::io::Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        match happenings.signal(EDITOR_POLL) {
            Some(Signal::Stop) => Happenings::stop()?,
            Some(Signal::Interrupt) | None => {}
            Some(signal) => later.push(signal),
        }
    }
}
