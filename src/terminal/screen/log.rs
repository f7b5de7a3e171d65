//! The conversation as lines: everything said so far, and the program's remarks between.

use super::super::conversation::{fact, speaker, title};
use super::super::style::Role;
use super::super::times::planned;
use super::super::wrap::Indent;
use super::look::Look;
use crate::interview::{Body, EntryKind, Event, MoveKind, Said, Session};
use ratatui::text::Line;

/// The conversation of one session, laid out once per change.
#[derive(Debug, Default)]
pub(in crate::terminal) struct Log {
    /// Remarks, each with the number of events it came after.
    remarks: Vec<(usize, String)>,
    /// What `lines` was laid out for: events, remarks, width.
    laid_out: (usize, usize, usize),
    lines: Vec<Line<'static>>,
    /// The line each event begins on.
    begins: Vec<usize>,
    /// Events that were looked at for feedback; `None` before the first time.
    seen: Option<usize>,
}

impl Log {
    /// Adds a remark after what has happened so far.
    pub(in crate::terminal) fn remark(&mut self, session: &Session, text: &str) {
        self.remarks.push((session.events.len(), text.to_owned()));
    }

    /// Everything in lines no wider than `width`.
    pub(in crate::terminal) fn lines(
        &mut self,
        session: &Session,
        look: Look,
        width: usize,
    ) -> &[Line<'static>] {
        let wanted = (session.events.len(), self.remarks.len(), width);
        if self.laid_out != wanted {
            (self.lines, self.begins) = lay_out(session, &self.remarks, look, width);
            self.laid_out = wanted;
        }
        &self.lines
    }

    /// The line on which feedback begins that came since this was last asked: it is read from its
    /// beginning, however long it is. What came before the screen was opened is history.
    pub(in crate::terminal) fn new_feedback(&mut self, session: &Session) -> Option<usize> {
        let from = self.seen.replace(session.events.len())?;
        let new = session.events.iter().enumerate().skip(from);
        let mut feedback = new.filter(|(_, event)| is_feedback(event)).map(|(index, _)| index);
        feedback.next().and_then(|index| self.begins.get(index)).copied()
    }
}

fn lay_out(
    session: &Session,
    remarks: &[(usize, String)],
    look: Look,
    width: usize,
) -> (Vec<Line<'static>>, Vec<usize>) {
    let (mut lines, mut begins) = (Vec::new(), Vec::with_capacity(session.events.len()));
    let mut remarks = remarks.iter().peekable();
    for (index, event) in session.events.iter().enumerate() {
        while let Some((_, text)) = remarks.next_if(|(after, _)| *after <= index) {
            lines.extend(look.lines(text, width, Indent::NONE, Some(Role::Dim)));
        }
        begins.push(lines.len());
        let number = number(&session.events, index);
        tell(session, event, number, look, width, &mut lines);
    }
    for (_, text) in remarks {
        lines.extend(look.lines(text, width, Indent::NONE, Some(Role::Dim)));
    }
    (lines, begins)
}

fn is_feedback(event: &Event) -> bool {
    matches!(&event.body, Body::Move(said) if said.kind == MoveKind::Feedback)
}

fn tell(
    session: &Session,
    event: &Event,
    number: Option<usize>,
    look: Look,
    width: usize,
    lines: &mut Vec<Line<'static>>,
) {
    match &event.body {
        Body::StepOpened { step, attempt } => {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.push(look.rule(&opened(session, step, *attempt, look), width));
        }
        Body::Move(said) => {
            let number = number.map_or_else(String::new, |number| format!("{number}. "));
            let text = format!("{number}{}", said.text);
            lines.extend(look.labelled(speaker(said), Role::Heading, &text, width));
        }
        Body::Said(said) if said.kind != EntryKind::Scratch => {
            lines.extend(look.labelled(&label(said), Role::Dim, &said.text, width));
        }
        Body::Withdrawn { n } => {
            if let Some(number) = withdrawn(session, *n) {
                let text = format!("Entry {number} taken back.");
                lines.extend(look.lines(&text, width, Indent::NONE, Some(Role::Dim)));
            }
        }
        _ => {}
    }
}

/// The place of a reply among those given at once, if there are several.
fn number(events: &[Event], index: usize) -> Option<usize> {
    fact(events.get(index)?)?;
    let before = events[..index].iter().rev().take_while(|event| fact(event).is_some()).count();
    let more = events.get(index + 1).is_some_and(|event| fact(event).is_some());
    (before > 0 || more).then_some(before + 1)
}

fn opened(session: &Session, step: &str, attempt: u32, look: Look) -> String {
    let mut parts = vec![title(session, step)];
    if attempt > 1 {
        parts.push(format!("attempt {attempt}"));
    }
    parts.extend(planned(&session.header, step));
    parts.join(look.dot())
}

fn label(said: &Said) -> String {
    match said.replaces {
        Some(number) => format!("You (entry {number} now): "),
        None => "You: ".to_owned(),
    }
}

fn withdrawn(session: &Session, n: u64) -> Option<u64> {
    session.events.iter().find(|event| event.n == n).and_then(|event| match &event.body {
        Body::Said(said) => Some(said.replaces.unwrap_or(said.entry)),
        _ => None,
    })
}
