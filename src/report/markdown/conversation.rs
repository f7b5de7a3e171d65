//! The conversation, both voices, in the order it was held.

use super::super::escape::{fenced, inline, quoted};
use super::super::spoilers::{WITHHELD, gives_away};
use super::super::words::{short, stamp, step_title};
use super::{Report, heading};
use crate::interview::{
    Body, Closed, Entry, EntryKind, Event, Left, Move, MoveKind, Session, SpokenMove, plural,
};

pub(super) fn conversation(report: &Report<'_>) -> Vec<String> {
    let mut blocks = vec![heading(2, "The conversation")];
    let told: Vec<String> =
        report.session.events.iter().flat_map(|event| tell(report, event)).collect();
    if told.is_empty() {
        blocks.push("Nothing was said.".to_owned());
    }
    blocks.extend(told);
    blocks
}

fn tell(report: &Report<'_>, event: &Event) -> Vec<String> {
    let session = report.session;
    let at = stamp(event.stamp.clock_ms);
    let note = |words: String| vec![format!("*{at} {words}*")];
    match &event.body {
        Body::StepOpened { step, attempt } => vec![opened(session, step, *attempt, &at)],
        Body::Said(_) => said(session, event, &at),
        Body::Move(spoken) => interviewer(report, spoken, event.n, &at),
        Body::StepClosed { step, how } => {
            note(format!("{} {}", inline(&step_title(session, step)), closed(*how)))
        }
        Body::Paused => note("pause".to_owned()),
        Body::Resumed => note("resumed".to_owned()),
        Body::Predicted { coverage } => note(format!("you predicted {coverage} %")),
        Body::Claimed { point, entry } => {
            let place = entry.map_or_else(String::new, |entry| format!(" in entry {entry}"));
            note(format!("you claimed {}{place}", named(report, point)))
        }
        Body::Disputed { point, .. } => note(format!("you disputed {}", named(report, point))),
        Body::Withdrawn { n } => withdrawn(report, *n).map_or_else(Vec::new, note),
        Body::Finished => note("the session ended".to_owned()),
        Body::Left { how } => note(left(*how).to_owned()),
        Body::Declined { .. } | Body::Assessed(_) | Body::Unknown(_) => Vec::new(),
    }
}

fn opened(session: &Session, step: &str, attempt: u32, at: &str) -> String {
    let again = if attempt > 1 { format!(", attempt {attempt}") } else { String::new() };
    let plan = session.header.steps.iter().find(|plan| plan.id == step);
    let minutes = plan.and_then(|plan| plan.minutes).map_or_else(String::new, |minutes| {
        format!(", {} planned", plural(minutes.into(), "minute"))
    });
    heading(3, &format!("{}{again} (from {at}{minutes})", inline(&step_title(session, step))))
}

/// An entry where it was first sent, as it stands now; a line where it was revised.
fn said(session: &Session, event: &Event, at: &str) -> Vec<String> {
    let is_in = |entry: &&Entry| entry.revisions.iter().any(|revision| revision.n == event.n);
    let Some(entry) = session.entries.iter().find(is_in) else { return Vec::new() };
    if entry.revisions.first().is_some_and(|first| first.n != event.n) {
        return vec![format!("*{at} you revised entry {}*", entry.number)];
    }
    let marks = marks(session, entry);
    let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join("; ")) };
    let mut blocks = vec![format!("**You**, {at}, entry {}{marks}:", entry.number)];
    blocks.push(words(entry.kind, entry.text()));
    blocks.extend(earlier(entry));
    blocks
}

/// Drawings keep their columns; everything else reads better wrapped.
fn words(kind: EntryKind, text: &str) -> String {
    if kind == EntryKind::Diagram { fenced(text) } else { quoted(text) }
}

fn marks(session: &Session, entry: &Entry) -> Vec<String> {
    let mut marks: Vec<String> = kind(entry.kind).into_iter().map(str::to_owned).collect();
    let to = entry.to.and_then(|to| session.moves.iter().find(|spoken| spoken.n == to));
    marks.extend(to.map(|spoken| format!("to {}", role(spoken.said.kind))));
    if entry.withdrawn {
        marks.push("withdrawn, not scored".to_owned());
    }
    if entry.revisions.len() > 1 {
        marks.push("revised, final text".to_owned());
    }
    marks
}

fn earlier(entry: &Entry) -> Vec<String> {
    let Some((_, before)) = entry.revisions.split_last().filter(|(_, before)| !before.is_empty())
    else {
        return Vec::new();
    };
    let mut blocks = vec!["<details><summary>Earlier text</summary>".to_owned()];
    for revision in before {
        blocks.push(format!("{}:", stamp(revision.clock_ms)));
        blocks.push(words(entry.kind, &revision.text));
    }
    blocks.push("</details>".to_owned());
    blocks
}

fn interviewer(report: &Report<'_>, said: &Move, n: u64, at: &str) -> Vec<String> {
    let passed = |spoken: &SpokenMove| spoken.n == n && spoken.declined;
    let passed = match said.kind {
        _ if !report.session.moves.iter().any(passed) => "",
        MoveKind::Fact => ", not what you asked",
        _ => ", let pass",
    };
    let withheld = !report.spoilers && gives_away(said);
    let text = if withheld { WITHHELD } else { &said.text };
    vec![format!("**Interviewer**, {at} ({}{passed}):", name(said.kind)), quoted(text)]
}

fn withdrawn(report: &Report<'_>, n: u64) -> Option<String> {
    let event = report.session.events.iter().find(|event| event.n == n)?;
    match &event.body {
        Body::Said(said) => {
            Some(format!("you withdrew entry {}", said.replaces.unwrap_or(said.entry)))
        }
        Body::Claimed { point, .. } => {
            Some(format!("you took back the claim of {}", named(report, point)))
        }
        Body::Disputed { point, .. } => {
            Some(format!("you took back the dispute of {}", named(report, point)))
        }
        _ => None,
    }
}

/// A point's name, where it gives nothing away.
fn named(report: &Report<'_>, id: &str) -> String {
    let kept = report.assessment.points.iter().any(|point| point.id == id);
    if report.spoilers || kept {
        format!("“{}”", inline(&short(id)))
    } else {
        "a point".to_owned()
    }
}

fn kind(kind: EntryKind) -> Option<&'static str> {
    match kind {
        EntryKind::Answer => None,
        EntryKind::Reply => Some("reply"),
        EntryKind::Question => Some("question"),
        EntryKind::Assumption => Some("assumption"),
        EntryKind::Scratch => Some("scratch notes, never scored"),
        EntryKind::Diagram => Some("diagram"),
    }
}

fn name(kind: MoveKind) -> &'static str {
    match kind {
        MoveKind::Opening => "opening",
        MoveKind::Fact => "fact",
        MoveKind::Assume => "left to you",
        MoveKind::Clarify => "asked back",
        MoveKind::Nudge => "nudge",
        MoveKind::Probe => "probe",
        MoveKind::Hint => "hint",
        MoveKind::Curveball => "curveball",
        MoveKind::Feedback => "feedback",
        MoveKind::Reveal => "shown",
        MoveKind::Close => "close",
    }
}

fn role(kind: MoveKind) -> &'static str {
    match kind {
        MoveKind::Probe => "the probe",
        MoveKind::Curveball => "the curveball",
        MoveKind::Nudge => "the nudge",
        _ => "the interviewer",
    }
}

fn closed(how: Closed) -> &'static str {
    match how {
        Closed::Finished => "finished",
        Closed::Skipped => "skipped",
        Closed::Moved => "left for another step",
        Closed::Time => "ended with the time",
    }
}

fn left(how: Left) -> &'static str {
    match how {
        Left::Quit => "you left",
        Left::Interrupt => "interrupted",
        Left::Terminate => "the program was ended",
        Left::Hangup => "the terminal went away",
    }
}
