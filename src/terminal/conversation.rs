//! What plain mode prints: the interviewer's words, where the session stands, what time is left.

use super::console::View;
use super::sanitise;
use super::style::{Role, Style};
use super::times::{Times, left, planned};
use super::wrap::{Indent, wrap};
use crate::interview::{Body, CLOSING, Event, Mode, Move, MoveKind, SHEET, Session, plural};
use std::fmt::Write;

/// What came before the screen is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// A line: the cursor is at the start of the next one.
    Line,
    /// An entry that was sent.
    Sent,
    /// A deadline: somebody may be in the middle of a line.
    Tick,
}

/// Keeps track of what was printed.
#[derive(Debug)]
pub(super) struct Conversation {
    style: Style,
    /// Whether a person watches: times and keys are for them, a script needs neither.
    watched: bool,
    /// How many events were looked at; `None` before the first time.
    seen: Option<usize>,
    /// Whether anything was printed yet.
    printed: bool,
    warned: Warned,
}

/// The last warning about a step's time.
#[derive(Debug, Default, PartialEq, Eq)]
struct Warned {
    step: usize,
    attempt: u32,
    percent: u64,
}

impl Conversation {
    pub(super) fn new(style: Style, watched: bool) -> Self {
        Self { style, watched, seen: None, printed: false, warned: Warned::default() }
    }

    /// What is new since the last time, ready to print.
    pub(super) fn news(&mut self, view: &View<'_>, after: After) -> String {
        let mut text = String::new();
        let opened = self.events(view, &mut text);
        for note in view.notes {
            self.paragraph(&mut text, "", note, Role::Dim);
        }
        if self.watched && after != After::Tick {
            let times = Times::of(view.session, view.now_ms);
            if after == After::Sent && !opened {
                let open = view.session.open_step_id() == Some(SHEET);
                if text.is_empty() {
                    self.kept_line(view.session, &times, &mut text);
                }
                self.time_line(open, &times, &mut text);
            }
            self.warning(view.session, &times, &mut text);
        }
        if self.watched && after == After::Tick && !text.is_empty() {
            text.insert(0, '\n');
        }
        self.printed |= !text.is_empty();
        text
    }

    /// Prints new events; says whether one of them opened a step.
    fn events(&mut self, view: &View<'_>, text: &mut String) -> bool {
        let events = &view.session.events;
        let resumed = self.seen.is_none();
        let from = self.seen.unwrap_or_else(|| open_since(view.session));
        self.seen = Some(events.len());
        let mut opened = false;
        let both_facts = |a: &Event, b: &Event| fact(a).is_some() && fact(b).is_some();
        for group in events.get(from..).unwrap_or_default().chunk_by(both_facts) {
            opened |= self.group(group, view, resumed, text);
        }
        opened
    }

    fn group(&self, group: &[Event], view: &View<'_>, resumed: bool, text: &mut String) -> bool {
        match group {
            [event] => match &event.body {
                Body::StepOpened { step, attempt } => {
                    self.step_opened(view, step, *attempt, text);
                    return true;
                }
                Body::Move(said) => {
                    self.paragraph(text, speaker(said), &said.text, Role::Heading);
                    if self.watched && said.waits() {
                        // A change of the problem is about no point that could have been made before.
                        let said = said.point.as_ref().map(|_| "/said if you said it");
                        let keys = ["reply, . alone sends"].into_iter().chain(said);
                        let keys: Vec<&str> = keys.chain(["/no lets it pass", "/next"]).collect();
                        self.lines(text, &keys.join(self.style.dot()), Role::Dim);
                    }
                }
                // Only somebody who comes back needs to be told their own words.
                Body::Said(said) if resumed => {
                    self.paragraph(text, "You: ", &said.text, Role::Heading);
                }
                _ => {}
            },
            facts => {
                let numbered = facts.iter().filter_map(fact).zip(1..);
                let lines: Vec<String> =
                    numbered.map(|(said, number)| format!("{number}. {}", said.text)).collect();
                self.paragraph(text, INTERVIEWER, &lines.join("\n"), Role::Heading);
            }
        }
        false
    }

    /// `── 3/7 Data · 8 min · 17:40 left in all ──`, and the keys.
    fn step_opened(&self, view: &View<'_>, step: &str, attempt: u32, text: &mut String) {
        let header = &view.session.header;
        let mut parts = vec![title(view.session, step)];
        if attempt > 1 {
            parts.push(format!("attempt {attempt}"));
        }
        parts.extend(planned(header, step));
        let total = Times::of(view.session, view.now_ms).total_left;
        parts.extend(total.map(|ms| format!("{} in all", left(ms))));
        let rule = self.style.rule();
        let line = format!("{rule} {} {rule}", sanitise(&parts.join(self.style.dot())));
        if self.printed || !text.is_empty() {
            text.push('\n');
        }
        self.lines(text, &line, Role::Heading);
        if self.watched {
            self.lines(text, &self.keys(view.session, step), Role::Dim);
        }
    }

    /// The commands of most use now.
    fn keys(&self, session: &Session, step: &str) -> String {
        let finish = match step {
            CLOSING => "/finish ends the session",
            SHEET => "/next when you are through",
            _ => "/next finishes the step",
        };
        let mut keys = vec![". alone sends", finish];
        if session.header.mode == Mode::Practice {
            keys.push("/hint");
        }
        keys.push("/help");
        keys.join(self.style.dot())
    }

    /// `Entry 3 kept, 41 words`: without a clock and a reply nothing else would say that it arrived.
    fn kept_line(&self, session: &Session, times: &Times, text: &mut String) {
        let has_clock = times.planned.is_some() || times.total_left.is_some();
        let Some(entry) = session.entries.last().filter(|_| !has_clock) else { return };
        let words = plural(entry.text().split_whitespace().count() as u64, "word");
        self.lines(text, &format!("Entry {} kept, {words}", entry.number), Role::Dim);
    }

    /// `3:40 left in this step · 21:10 in all`
    fn time_line(&self, open: bool, times: &Times, text: &mut String) {
        let what = if open { "for your design" } else { "in this step" };
        let step = times.step_left_ms().map(|ms| format!("{} {what}", left(ms)));
        let total = times.total_left.map(|ms| {
            let face = left(ms);
            // "left" need not be said twice.
            let face = if step.is_some() { face.trim_end_matches(" left") } else { &face };
            format!("{face} in all")
        });
        let parts: Vec<String> = step.into_iter().chain(total).collect();
        self.lines(text, &parts.join(self.style.dot()), Role::Dim);
    }

    /// Once when four fifths of a step's time are used, once when all of it is.
    fn warning(&mut self, session: &Session, times: &Times, text: &mut String) {
        let Some(step) = session.open else { return };
        let attempt = session.attempt(&session.steps[step].id);
        if (self.warned.step, self.warned.attempt) != (step, attempt) {
            self.warned = Warned { step, attempt, percent: 0 };
        }
        let used = times.used_percent().unwrap_or(0);
        let Some(reached) = [100, 80].into_iter().find(|percent| used >= *percent) else { return };
        if reached > self.warned.percent {
            self.warned.percent = reached;
            let open = session.open_step_id() == Some(SHEET);
            let line = match (open, reached) {
                (true, 80) => "Four fifths of the time for your design are used.",
                (true, _) => {
                    "The time for your design is used up; going on takes from my questions."
                }
                (false, 80) => "Four fifths of this step's time are used.",
                (false, _) => "This step's time is used up; going on takes from the steps to come.",
            };
            self.lines(text, line, Role::Partial);
        }
    }

    fn lines(&self, text: &mut String, line: &str, role: Role) {
        for line in wrap(line, self.style.width, Indent::NONE) {
            let _ = writeln!(text, "{}", self.style.paint(role, &line));
        }
    }

    /// Words with who says them in front; without a label all of it is in the role.
    fn paragraph(&self, text: &mut String, label: &str, words: &str, role: Role) {
        let words = sanitise(words);
        let words = words.trim_matches('\n');
        if label.is_empty() {
            return self.lines(text, words, role);
        }
        // A label that takes half of a narrow screen is a poor indent.
        let hanging = if label.len() * 3 > self.style.width { 2 } else { label.len() };
        let indent = Indent::hanging(hanging);
        for line in wrap(&format!("{label}{words}"), self.style.width, indent) {
            let line = match line.strip_prefix(label) {
                Some(rest) => self.style.paint(role, label) + rest,
                None => line,
            };
            let _ = writeln!(text, "{line}");
        }
    }
}

const INTERVIEWER: &str = "Interviewer: ";

/// Practice has somebody beside the interviewer who knows the answers.
pub(super) fn speaker(said: &Move) -> &'static str {
    match said.kind {
        MoveKind::Hint | MoveKind::Feedback | MoveKind::Reveal => "Coach: ",
        _ => INTERVIEWER,
    }
}

pub(super) fn fact(event: &Event) -> Option<&Move> {
    match &event.body {
        Body::Move(said)
            if matches!(said.kind, MoveKind::Fact | MoveKind::Assume | MoveKind::Clarify) =>
        {
            Some(said)
        }
        _ => None,
    }
}

/// Where the open step began: what stands before is history to somebody who comes back.
fn open_since(session: &Session) -> usize {
    let Some(open) = session.open_step_id() else { return session.events.len() };
    let opens =
        |event: &Event| matches!(&event.body, Body::StepOpened { step, .. } if step == open);
    session.events.iter().rposition(opens).unwrap_or(0)
}

/// `3/7 Data`; the closing summary is no step of the framework and is not counted.
pub(super) fn title(session: &Session, step: &str) -> String {
    let plans = &session.header.steps;
    match plans.iter().position(|plan| plan.id == step) {
        Some(_) if session.header.is_open() => plans[0].title.clone(),
        Some(index) => format!("{}/{} {}", index + 1, plans.len(), plans[index].title),
        None if step == CLOSING => "Closing summary".to_owned(),
        None => step.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Play, at_ms};
    use super::*;

    const STYLE: Style = Style { width: 60, ..Style::PLAIN };

    fn news(conversation: &mut Conversation, play: &Play, now_ms: u64, after: After) -> String {
        let view = View { session: &play.session, now_ms, notes: &[] };
        conversation.news(&view, after)
    }

    fn begun() -> Play {
        let mut play = Play::new();
        play.open("requirements", 0);
        play.speak(MoveKind::Opening, "Design a feed.");
        play
    }

    #[test]
    fn a_step_opens_with_its_place_its_minutes_and_the_keys() {
        let mut conversation = Conversation::new(STYLE, true);
        let mut play = begun();
        assert_eq!(
            news(&mut conversation, &play, 0, After::Line),
            "── 1/2 Requirements · 6 min · 45:00 left in all ──\n\
             . alone sends · /next finishes the step · /help\n\
             Interviewer: Design a feed.\n"
        );
        play.open("data", at_ms(6, 0));
        assert_eq!(
            news(&mut conversation, &play, at_ms(6, 0), After::Sent),
            "\n── 2/2 Data · 8 min · 39:00 left in all ──\n\
             . alone sends · /next finishes the step · /help\n"
        );
    }

    #[test]
    fn nothing_is_said_twice_and_a_script_gets_no_keys_or_times() {
        let mut conversation = Conversation::new(STYLE, false);
        let mut play = begun();
        let first = news(&mut conversation, &play, 0, After::Line);
        assert_eq!(
            first,
            "── 1/2 Requirements · 6 min · 45:00 left in all ──\nInterviewer: Design a feed.\n"
        );
        play.say("How many users?");
        assert_eq!(news(&mut conversation, &play, 0, After::Sent), "");
    }

    #[test]
    fn several_facts_are_one_numbered_reply_with_a_hanging_indent() {
        let mut conversation = Conversation::new(STYLE, false);
        let mut play = begun();
        news(&mut conversation, &play, 0, After::Line);
        play.speak(MoveKind::Fact, "Ten million people a day, most of them on phones.");
        play.speak(MoveKind::Assume, "Take a reasonable assumption.");
        assert_eq!(
            news(&mut conversation, &play, 0, After::Sent),
            "Interviewer: 1. Ten million people a day, most of them on\n             \
             phones.\n             2. Take a reasonable assumption.\n"
        );
    }

    #[test]
    fn a_watching_person_sees_the_time_after_what_they_send() {
        let mut conversation = Conversation::new(STYLE, true);
        let mut play = begun();
        news(&mut conversation, &play, 0, After::Line);
        play.say("one");
        let time = |conversation: &mut _, now| news(conversation, &play, now, After::Sent);
        assert_eq!(
            time(&mut conversation, at_ms(2, 20)),
            "3:40 left in this step · 42:40 in all\n"
        );
        assert_eq!(
            time(&mut conversation, at_ms(46, 0)).lines().next(),
            Some("40:00 over in this step · 1:00 over in all")
        );
    }

    #[test]
    fn each_warning_comes_once_and_never_into_a_line_being_typed() {
        let mut conversation = Conversation::new(STYLE, true);
        let play = begun();
        news(&mut conversation, &play, 0, After::Line);
        let late = at_ms(4, 50);
        assert_eq!(news(&mut conversation, &play, late, After::Tick), "");
        let warning = news(&mut conversation, &play, late, After::Line);
        assert_eq!(warning, "Four fifths of this step's time are used.\n");
        assert_eq!(news(&mut conversation, &play, late, After::Line), "");
        let over = news(&mut conversation, &play, at_ms(6, 1), After::Line);
        assert!(over.starts_with("This step's time is used up"), "{over}");
    }

    #[test]
    fn somebody_who_comes_back_sees_the_open_step_only() {
        let mut play = begun();
        play.say("How many users?");
        play.open("data", at_ms(6, 0));
        play.speak(MoveKind::Opening, "What data do you need?");
        play.say("Clicks.");
        let text = news(&mut Conversation::new(STYLE, false), &play, at_ms(7, 0), After::Line);
        assert_eq!(
            text,
            "── 2/2 Data · 8 min · 38:00 left in all ──\n\
             Interviewer: What data do you need?\nYou: Clicks.\n"
        );
    }

    #[test]
    fn words_from_files_are_shown_not_obeyed() {
        let mut play = Play::new();
        play.open("requirements", 0);
        play.speak(MoveKind::Opening, "\u{1b}[2Jgone");
        let text = news(&mut Conversation::new(STYLE, false), &play, 0, After::Line);
        assert!(text.ends_with("Interviewer: ␛[2Jgone\n"), "{text}");
    }
}
