//! What stands beside the conversation: steps with their time, the prompt, facts, own answers.

use super::super::conversation::title;
use super::super::style::Role;
use super::super::times::clock_face;
use super::super::wrap::Indent;
use super::look::{Look, cells, cut};
use crate::interview::{EntryKind, MoveKind, Session, StepState};
use ratatui::text::{Line, Span};

/// The panel's lines, none wider than `width`.
pub(in crate::terminal) fn side(
    session: &Session,
    now_ms: u64,
    look: Look,
    width: usize,
) -> Vec<Line<'static>> {
    let mut lines = steps(session, now_ms, look, width);
    section(&mut lines, "Prompt", look, width);
    lines.extend(look.lines(&session.header.case.prompt, width, Indent::NONE, None));
    let facts = facts(session, look, width);
    if !facts.is_empty() {
        section(&mut lines, "Learned so far", look, width);
        lines.extend(facts);
    }
    let answers = answers(session, look, width);
    if !answers.is_empty() {
        section(&mut lines, "Your answers", look, width);
        lines.extend(answers);
    }
    lines
}

fn section(lines: &mut Vec<Line<'static>>, title: &str, look: Look, width: usize) {
    lines.push(Line::default());
    lines.push(look.rule(title, width));
}

/// `> Data preparation  4:10 / 8:00`
fn steps(session: &Session, now_ms: u64, look: Look, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for (index, plan) in session.header.steps.iter().enumerate() {
        let state = session.step(&plan.id);
        let open = session.open == Some(index);
        let running = if open { now_ms.saturating_sub(session.clock_ms()) } else { 0 };
        let spent = state.map_or(0, StepState::spent_ms) + running;
        let mark = match state {
            _ if open => ">",
            Some(state) if state.was_opened() => "x",
            _ => " ",
        };
        let spent = if spent == 0 && !open { String::new() } else { clock_face(spent / 1000) };
        let planned = plan.minutes.map_or_else(String::new, |minutes| format!("/{minutes}:00"));
        let times = format!("{spent:>5}{planned:>6}");
        let room = width.saturating_sub(cells(&times) + 3);
        let name = cut(&super::super::sanitise(&plan.title), room);
        let gap = " ".repeat(room.saturating_sub(cells(&name)) + 1);
        let role = if open { Role::Heading } else { Role::Dim };
        lines.push(Line::from(Span::styled(format!("{mark} {name}{gap}{times}"), look.of(role))));
    }
    lines
}

fn facts(session: &Session, look: Look, width: usize) -> Vec<Line<'static>> {
    let told = session.moves.iter().filter(|told| told.said.kind == MoveKind::Fact);
    told.filter(|told| !told.declined)
        .flat_map(|told| {
            look.lines(&format!("- {}", told.said.text), width, Indent::hanging(2), None)
        })
        .collect()
}

/// What was said in each step, newest step first: what was just said stands in the conversation.
fn answers(session: &Session, look: Look, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for plan in session.header.steps.iter().rev() {
        let entries = session.entries.iter().filter(|entry| entry.step == plan.id);
        let mut entries =
            entries.filter(|entry| !entry.withdrawn && entry.kind != EntryKind::Scratch).peekable();
        if entries.peek().is_some() {
            lines.extend(look.lines(
                &title(session, &plan.id),
                width,
                Indent::NONE,
                Some(Role::Heading),
            ));
        }
        for entry in entries {
            lines.extend(look.lines(entry.text(), width, Indent::all(2), Some(Role::Dim)));
        }
    }
    lines
}
