//! Plain mode: lines in, lines out, the same on a pipe and on a terminal.

use super::console::{Console, Input, View};
use super::conversation::{After, Conversation};
use super::editor::Editor;
use super::inbox::{Inbox, Incoming};
use super::lines::{Lines, TypedLine};
use super::sanitise;
use super::signals::Signal;
use super::style::Style;
use crate::interview::{Command, Left, Script, Typed, escape_line};
use anyhow::{Context, Result};
use std::collections::VecDeque;
use std::io::Write;
use std::process::{Child, ExitStatus};
use std::time::Duration;

/// How often an editor is asked whether it is done.
const EDITOR_POLL: Duration = Duration::from_millis(50);

/// Terminals keep no more of a line than this and drop the rest without a word.
const LONGEST_LINE: usize = if cfg!(target_os = "macos") { 1023 } else { 4095 };

/// Where plain mode writes.
pub struct Screens<'a> {
    /// The conversation.
    pub out: &'a mut dyn Write,
    /// What went wrong.
    pub err: &'a mut dyn Write,
    /// Whether a person types and reads, rather than a script.
    pub watched: bool,
}

/// The console that reads and writes lines.
pub struct Plain<'a> {
    inbox: Inbox,
    screens: Screens<'a>,
    editor: Editor,
    conversation: Conversation,
    lines: Lines,
    script: Script,
    /// What is to be returned next.
    queue: VecDeque<Input>,
    /// The draft changed since it was last returned.
    changed: bool,
    /// A draft that was put here and not shown yet.
    unshown: bool,
    /// Ctrl-Z was pressed.
    stopping: bool,
    after: After,
}

impl<'a> Plain<'a> {
    /// A console on these screens.
    pub fn new(inbox: Inbox, screens: Screens<'a>, style: Style, editor: Editor) -> Self {
        let conversation = Conversation::new(style, screens.watched);
        Self {
            inbox,
            screens,
            editor,
            conversation,
            lines: Lines::default(),
            script: Script::default(),
            queue: VecDeque::new(),
            changed: false,
            unshown: false,
            stopping: false,
            after: After::Line,
        }
    }

    fn show(&mut self, view: &View<'_>) -> Result<()> {
        let news = self.conversation.news(view, self.after);
        self.print(&news)?;
        if std::mem::take(&mut self.unshown) {
            self.show_draft()?;
        }
        Ok(())
    }

    fn show_draft(&mut self) -> Result<()> {
        let mut text = "Not sent yet; a line with . alone sends it:\n".to_owned();
        for line in sanitise(&self.script.draft()).lines() {
            text.extend(["| ", line, "\n"]);
        }
        self.print(&text)
    }

    fn print(&mut self, text: &str) -> Result<()> {
        let out = &mut self.screens.out;
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("could not write")
    }

    /// Reports something on the side. A screen that cannot be written to must not end a session.
    fn warn(&mut self, text: &str) {
        let _ = writeln!(self.screens.err, "{}", sanitise(text));
    }

    /// Takes lines until one of them completes something.
    fn take_lines(&mut self) {
        while self.queue.is_empty()
            && let Some(line) = self.lines.pop()
        {
            self.take_line(&line);
        }
    }

    fn take_line(&mut self, line: &TypedLine) {
        if line.replaced {
            self.warn("some bytes of that line are no UTF-8; each is now \u{fffd}");
        }
        if self.screens.watched && line.text.len() >= LONGEST_LINE {
            self.warn(&format!(
                "the terminal cut that line at {LONGEST_LINE} bytes; press Enter more often, or use \
                 /edit for long text"
            ));
        }
        let draft = self.script.draft();
        let typed = self.script.line(&line.text);
        self.changed |= self.script.draft() != draft;
        if typed.is_empty() {
            return;
        }
        if matches!(typed.first(), Some(Typed::Entry(_))) {
            self.changed = false;
        }
        self.queue_draft();
        for typed in typed {
            self.take_typed(typed);
        }
    }

    fn take_typed(&mut self, typed: Typed) {
        match typed {
            Typed::Entry(text) => self.queue.push_back(Input::Entry(text)),
            Typed::Command(Command::Edit) => self.edit(),
            Typed::Command(command) => self.queue.push_back(Input::Command(command)),
            Typed::Invalid(error) => self.warn(&error.to_string()),
        }
    }

    /// Has the draft saved before anything else happens, if it changed.
    fn queue_draft(&mut self) {
        if std::mem::take(&mut self.changed) {
            self.queue.push_back(Input::Draft(self.script.draft()));
        }
    }

    fn edit(&mut self) {
        if !self.screens.watched {
            return self.warn("/edit needs a terminal");
        }
        let Self { inbox, editor, script, .. } = self;
        let edited = inbox.lend(|inbox| editor.edit(&script.draft(), |child| wait(child, inbox)));
        match edited {
            Ok(text) => {
                self.set_draft(&text);
                self.changed = true;
                self.queue_draft();
            }
            Err(error) => self.warn(&format!("{error:#}")),
        }
    }

    fn take(&mut self, incoming: Incoming, view: &View<'_>) -> Result<()> {
        match incoming {
            Incoming::Bytes(bytes) => self.lines.push(&bytes),
            Incoming::End => self.end(view),
            Incoming::Failed(error) if !self.screens.watched => {
                return Err(error).context("could not read standard input");
            }
            Incoming::Signal(Signal::Interrupt) => self.leave(Left::Interrupt),
            Incoming::Signal(Signal::Terminate) => self.leave(Left::Terminate),
            // A terminal that fails is one that went away.
            Incoming::Signal(Signal::Hangup) | Incoming::Failed(_) => self.leave(Left::Hangup),
            Incoming::Signal(Signal::Stop) => self.stopped(view),
        }
        Ok(())
    }

    fn end(&mut self, view: &View<'_>) {
        if let Some(line) = self.lines.take_unfinished() {
            self.take_line(&line);
        }
        self.queue_draft();
        let over = if view.session.finished { Command::Finish } else { Command::Quit };
        self.queue.push_back(Input::Command(over));
    }

    fn leave(&mut self, how: Left) {
        self.gather();
        self.queue.push_back(Input::Hangup(how));
    }

    fn stopped(&mut self, view: &View<'_>) {
        self.gather();
        if !view.session.paused {
            self.queue.push_back(Input::Command(Command::Pause));
        }
        self.stopping = true;
    }

    /// Takes everything that was typed, also the line that is not finished, and has it saved.
    fn gather(&mut self) {
        let bytes = self.inbox.unfinished();
        self.lines.push(&bytes);
        while let Some(line) = self.lines.pop() {
            self.take_line(&line);
        }
        if let Some(line) = self.lines.take_unfinished() {
            self.keep_unfinished(&line.text);
        }
        self.queue_draft();
        if self.screens.watched {
            // What follows must not stand behind `^C`; a terminal that is gone does not mind.
            let _ = self.print("\n");
        }
    }

    /// Half a line is words, whatever it begins with; only a whole command is none.
    fn keep_unfinished(&mut self, text: &str) {
        let command = text.strip_prefix('/').filter(|rest| !rest.starts_with('/'));
        if text == "."
            || text.trim().is_empty()
            || command.is_some_and(|c| Command::parse(c).is_ok())
        {
            return;
        }
        let words = if command.is_some() { escape_line(text) } else { text.to_owned() };
        self.script.line(&words);
        self.changed = true;
    }

    /// Lets Ctrl-Z do what it does, now that the pause is in the journal.
    fn stop(&mut self) -> Result<()> {
        self.stopping = false;
        self.inbox.stop()?;
        self.print("The clock is paused until your next line.\n")?;
        if !self.script.is_empty() {
            self.show_draft()?;
        }
        Ok(())
    }

    fn hand_over(&mut self, input: Input) -> Input {
        self.after = match &input {
            // With more to come, a line about the time would only be in the way.
            Input::Entry(_) if self.queue.is_empty() => After::Sent,
            Input::Tick => After::Tick,
            _ => After::Line,
        };
        input
    }
}

impl Console for Plain<'_> {
    fn next(&mut self, view: &View<'_>, deadline_ms: Option<u64>) -> Result<Input> {
        self.show(view)?;
        let wait = deadline_ms.map(|end| Duration::from_millis(end.saturating_sub(view.now_ms)));
        loop {
            if self.queue.is_empty() {
                self.take_lines();
            }
            // On a pipe many lines come at once; the draft is handed out when they are used up.
            if self.queue.is_empty() {
                self.queue_draft();
            }
            if let Some(input) = self.queue.pop_front() {
                return Ok(self.hand_over(input));
            }
            if self.stopping {
                self.stop()?;
            }
            match self.inbox.next(wait) {
                Some(incoming) => self.take(incoming, view)?,
                None => return Ok(self.hand_over(Input::Tick)),
            }
        }
    }

    fn set_draft(&mut self, text: &str) {
        self.script.set_draft(text);
        self.unshown = !self.script.is_empty();
    }

    fn show(&mut self, view: &View<'_>) -> Result<()> {
        Plain::show(self, view)
    }
}

/// Waits for an editor. Ctrl-C there is meant for it; Ctrl-Z stops both; anything else has time.
fn wait(child: &mut Child, inbox: &mut Inbox) -> std::io::Result<ExitStatus> {
    let mut later = Vec::new();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        match inbox.signal(EDITOR_POLL) {
            Some(Signal::Stop) => {
                let _ = inbox.stop();
            }
            Some(Signal::Interrupt) | None => {}
            Some(signal) => later.push(Incoming::Signal(signal)),
        }
    };
    for incoming in later {
        inbox.put_back(incoming);
    }
    Ok(status)
}
