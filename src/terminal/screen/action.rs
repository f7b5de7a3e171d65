//! What a person can do on the sheet, and the keys that do it.

use crate::interview::{Mode, Session};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Something the person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::terminal) enum Action {
    /// Send what is in the editor.
    Send,
    /// Send it and finish the step.
    Next,
    /// Leave the step without an answer.
    Skip,
    /// Go back one step.
    Back,
    /// Choose a step to go to.
    GoTo,
    /// Ask the interviewer.
    Ask,
    /// Help with the step (practice).
    Hint,
    /// Another attempt at the step (practice).
    Retry,
    /// Change the last entry.
    Revise,
    /// Take the last entry back into the editor.
    TakeBack,
    /// "I said that already".
    Said,
    /// Let a follow-up pass, or say that a fact was not what was asked.
    No,
    /// Stop the clock and hide everything.
    Pause,
    /// Open the person's own editor.
    Edit,
    /// Turn to the notes and back.
    Notes,
    /// Show the panel over the whole screen.
    Panel,
    /// End the interview.
    Finish,
    /// Leave it for later.
    Leave,
    /// Suspend the program.
    Suspend,
    /// Show every key.
    Help,
    /// Show the menu.
    Menu,
}

/// An entry of the menu.
#[derive(Clone, Copy, Debug)]
pub(in crate::terminal) struct Offer {
    /// The letter that chooses it.
    pub(in crate::terminal) letter: char,
    /// What it does, in a few words.
    pub(in crate::terminal) words: &'static str,
    /// What it does.
    pub(in crate::terminal) action: Action,
}

const fn offer(letter: char, words: &'static str, action: Action) -> Offer {
    Offer { letter, words, action }
}

/// Everything that makes sense now, in the order it is shown.
pub(in crate::terminal) fn offers(session: &Session) -> Vec<Offer> {
    let practice = session.header.mode == Mode::Practice;
    let open = session.open.is_some();
    let mut offers = Vec::new();
    let mut add = |when: bool, one: Offer| {
        if when {
            offers.push(one);
        }
    };
    let pending = session.pending();
    let about_a_point = pending.is_some_and(|pending| pending.said.point.is_some());
    add(about_a_point, offer('i', "I said that already", Action::Said));
    add(pending.is_some(), offer('o', "let the follow-up pass", Action::No));
    let told = session.open_step_id().and_then(|step| session.last_fact(step));
    add(told.is_some(), offer('o', "that is not what I asked", Action::No));
    add(open, offer('a', "ask the interviewer", Action::Ask));
    add(practice && open, offer('h', "a hint", Action::Hint));
    add(practice, offer('t', "try this step again", Action::Retry));
    add(true, offer('n', "finish the step and go on", Action::Next));
    add(open, offer('k', "skip the step", Action::Skip));
    let several = session.header.steps.len() > 1;
    add(several, offer('b', "back one step", Action::Back));
    add(several, offer('g', "go to a step", Action::GoTo));
    let said = session.scored_entries().next().is_some();
    add(said, offer('r', "revise the last entry", Action::Revise));
    add(said, offer('u', "take the last entry back", Action::TakeBack));
    add(true, offer('e', "write in your own editor", Action::Edit));
    add(true, offer('l', "steps, prompt, facts, answers", Action::Panel));
    add(true, offer('p', "pause and hide everything", Action::Pause));
    add(cfg!(unix), offer('z', "suspend the program", Action::Suspend));
    add(true, offer('f', "finish the session, see the result", Action::Finish));
    add(true, offer('q', "leave, to be resumed", Action::Leave));
    add(true, offer('?', "every key", Action::Help));
    offers
}

/// The keys that act at once.
pub(in crate::terminal) fn direct(key: KeyEvent) -> Option<Action> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Esc => Some(Action::Menu),
        KeyCode::F(1) => Some(Action::Help),
        KeyCode::Enter if key.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::CONTROL) => {
            Some(Action::Send)
        }
        KeyCode::Char(c) if control => match c.to_ascii_lowercase() {
            's' => Some(Action::Send),
            'n' => Some(Action::Next),
            'o' => Some(Action::Notes),
            'l' => Some(Action::Panel),
            'c' | 'q' => Some(Action::Leave),
            _ => None,
        },
        _ => None,
    }
}

/// The keys for the bottom line, those of most use first.
pub(in crate::terminal) fn keys(
    session: &Session,
    writing_notes: bool,
    wide: bool,
) -> Vec<&'static str> {
    if writing_notes {
        return vec!["Ctrl-O back to the answer", "Ctrl-Z undo", "Esc menu", "F1 keys"];
    }
    let mut keys = Vec::new();
    if session.open.is_some() {
        keys.push(if session.pending().is_some() { "Ctrl-S reply" } else { "Ctrl-S send" });
        let last = session.open_step_id() == Some(crate::interview::CLOSING);
        keys.push(if last { "Ctrl-N end the session" } else { "Ctrl-N finish step" });
    } else {
        keys.push("Ctrl-N go on");
    }
    keys.push("Esc menu");
    if !wide {
        keys.push("Ctrl-L facts, times");
    }
    keys.push("Ctrl-O notes");
    keys.extend(["PgUp scroll", "Ctrl-C leave"]);
    keys
}

/// Every key, for the help screen.
pub(in crate::terminal) const EVERY_KEY: &[(&str, &str)] = &[
    ("Ctrl-S", "send what you typed; the step stays open (also Alt-Enter)"),
    ("Ctrl-N", "send it and finish the step"),
    ("Enter", "a new line"),
    ("Esc", "the menu: ask, back, skip, revise, pause, finish …"),
    ("Ctrl-O", "your notes, kept with the session and never scored"),
    ("Ctrl-L", "steps and times, prompt, facts, your answers"),
    ("PgUp PgDn", "scroll the conversation (also the mouse wheel)"),
    ("Ctrl-Z Ctrl-Y", "undo, redo"),
    ("Shift + arrows", "select; Ctrl-X cuts, Alt-W copies, Ctrl-V pastes"),
    ("Ctrl-arrows", "by words (also Alt-B, Alt-F); Ctrl-W deletes one"),
    ("Ctrl-A Ctrl-E", "start and end of the line"),
    ("Shift + mouse", "select on the screen as your terminal does"),
    ("Ctrl-C", "leave; everything is kept and can be resumed"),
    ("/command", "alone on a line and sent, as in plain mode: /ask, /step data …"),
];
