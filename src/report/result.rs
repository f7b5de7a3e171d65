//! A result as pages: the debrief, then step by step what was said, what counted, what was missing,
//! and the case's own way beside it.

use std::ops::Range;

use super::debrief::{debrief, mood};
use super::drawing::Drawing;
use super::lines::{Role, Screen};
use super::page::{Block, Page, paragraphs};
use super::words::{breadth, face, helped, percent, step_title};
use super::{Report, feedback};
use crate::assessment::{Assessment, PointResult, StepResult};
use crate::content::Framework;
use crate::interview::{Entry, EntryKind, MoveKind, Session};
use crate::scoring::State;

/// The pages of a result for a screen of this room.
pub fn result_pages(report: &Report<'_>, framework: &Framework, screen: Screen) -> Vec<Page> {
    let lines = debrief(report, screen).into_iter().map(Block::Line).collect();
    let mut pages = vec![Page { title: "Result".to_owned(), blocks: lines }];
    for step in &report.assessment.steps {
        pages.push(step_page(report, framework, step, screen));
    }
    pages.extend(change(report, screen));
    pages.extend(designs(report));
    pages
}

fn step_page(
    report: &Report<'_>,
    framework: &Framework,
    step: &StepResult,
    screen: Screen,
) -> Page {
    let mut left = vec![Block::text(mood(step), "", heading(step, screen)), Block::Blank];
    left.push(Block::text(Role::Heading, "", "What you said"));
    left.extend(said(report, &step.id));
    left.push(Block::Blank);
    left.push(Block::text(Role::Heading, "", "What counts"));
    let own = report.assessment.points.iter().filter(|point| point.step == step.id);
    let mut own: Vec<&PointResult> = own.filter(|point| is_shown(point)).collect();
    // Stable: within a state the case's own order stays.
    own.sort_by_key(|point| (!point.expected, std::cmp::Reverse(point.status)));
    left.extend(own.iter().map(|point| item(report.session, point, screen)));
    let right = walkthrough(report, framework, &step.id);
    let blocks = if right.is_empty() { left } else { vec![Block::Beside { left, right }] };
    Page { title: step.title.clone(), blocks }
}

/// Points beyond the level are worth a line only when they were earned.
fn is_shown(point: &PointResult) -> bool {
    point.expected || point.credit > 0.0
}

/// `62 %, 6 of 11 points · 07:10 of 08:00`
fn heading(step: &StepResult, screen: Screen) -> String {
    let share = match step.coverage {
        Some(coverage) => format!("{} %, {}", percent(coverage), breadth(step)),
        None => "no points at this level".to_owned(),
    };
    let planned = step.minutes.map(|minutes| face(u64::from(minutes) * 60));
    let planned = planned.map_or_else(String::new, |planned| format!(" of {planned}"));
    format!("{share}{}{}{planned}", screen.dot(), face(step.spent_s))
}

/// The entries of a step as they stand, what they replied to before them, what counted marked.
fn said(report: &Report<'_>, step: &str) -> Vec<Block> {
    let session = report.session;
    let mut blocks = Vec::new();
    for entry in session.scored_entries().filter(|entry| entry.step == step) {
        blocks.extend(asked(session, entry));
        blocks.push(Block::Marked {
            text: entry.text().to_owned(),
            marks: marks(report.assessment, entry.number),
        });
    }
    if blocks.is_empty() {
        blocks.push(Block::text(Role::Dim, "", "Nothing."));
    }
    blocks.extend(passed(session, step));
    blocks
}

/// Follow-ups that were let pass.
fn passed<'a>(session: &'a Session, step: &'a str) -> impl Iterator<Item = Block> + 'a {
    let asked = session.moves.iter().filter(move |spoken| spoken.said.step == step);
    asked
        .filter(|spoken| spoken.said.kind == MoveKind::Probe && !spoken.answered)
        .map(|spoken| Block::text(Role::Dim, "Let pass: ", spoken.said.text.clone()))
}

/// The interviewer's line an entry replied to.
fn asked(session: &Session, entry: &Entry) -> Option<Block> {
    let to = entry.to.filter(|_| entry.kind == EntryKind::Reply)?;
    let spoken = session.moves.iter().find(|spoken| spoken.n == to)?;
    Some(Block::text(Role::Dim, "Interviewer: ", spoken.said.text.clone()))
}

/// The bytes of an entry that earned something.
fn marks(assessment: &Assessment, entry: u64) -> Vec<Range<usize>> {
    let earned = assessment.points.iter().filter(|point| point.credit > 0.0);
    let quotes = earned.flat_map(|point| &point.evidence);
    quotes.filter(|quote| quote.entry == entry).map(|quote| quote.start..quote.end).collect()
}

fn item(session: &Session, point: &PointResult, screen: Screen) -> Block {
    let (role, mark) = (feedback::role(point), feedback::mark(point.status, screen));
    let mut blocks = vec![Block::text(role, mark, statement(session, point))];
    // What was said of a missed point is only what came nearest.
    let nearest = point.status == State::Missed;
    blocks.extend(point.evidence.iter().map(|evidence| {
        let words = screen.quote(evidence.text.trim());
        let (role, words) =
            if nearest { (Role::Plain, format!("nearest: {words}")) } else { (Role::Quote, words) };
        Block::text(role, "  ", words)
    }));
    if point.status != State::Covered {
        blocks.extend(lacks(point));
    }
    Block::Item { id: point.id.clone(), blocks }
}

/// The statement with what has to be known beside it.
fn statement(session: &Session, point: &PointResult) -> String {
    let mut notes = Vec::new();
    if point.must {
        notes.push("must-have".to_owned());
    }
    if !point.expected {
        notes.push(format!("{}, beyond the level", point.level));
    }
    notes.extend(helped(point.prompting).filter(|_| point.credit > 0.0).map(str::to_owned));
    notes
        .extend(point.said_in.as_ref().map(|id| format!("said under {}", step_title(session, id))));
    if point.claimed {
        notes.push("you claim it".to_owned());
    }
    if point.disputed.is_some() {
        notes.push("you dispute it".to_owned());
    }
    let statement = point.statement.trim();
    if notes.is_empty() {
        statement.to_owned()
    } else {
        format!("{statement} ({})", notes.join("; "))
    }
}

/// What was missing, or why it did not count, and one way to say it.
fn lacks(point: &PointResult) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !point.met.is_empty() && !point.unmet.is_empty() {
        let text = format!("missing: {}", point.unmet.join("; "));
        blocks.push(Block::text(Role::Plain, "  ", text));
    } else if point.status == State::Contradicted || point.ruled_out {
        blocks.push(Block::text(Role::Plain, "  ", point.because.clone()));
    }
    let say = point.say.as_ref().map(|say| format!("say: {}", say.trim()));
    blocks.extend(say.map(|say| Block::text(Role::Dim, "  ", say)));
    blocks
}

fn walkthrough(report: &Report<'_>, framework: &Framework, step: &str) -> Vec<Block> {
    let Some(case) = report.case else { return Vec::new() };
    let Some(step) = framework.step(step) else { return Vec::new() };
    let mut blocks = Vec::new();
    for text in step.topics.iter().filter_map(|topic| case.walkthrough.get(topic)) {
        if blocks.is_empty() {
            blocks.push(Block::text(Role::Heading, "", "One way to do it"));
        }
        blocks.push(Block::Blank);
        blocks.extend(paragraphs(text));
    }
    blocks
}

/// The design as the person drew it, beside the case's own; nothing where nothing was drawn.
fn designs(report: &Report<'_>) -> Option<Page> {
    let own = Drawing::by_person(report.session);
    if own.is_empty() {
        return None;
    }
    let titled = |title: &str, drawing: Drawing| {
        let drawing = Block::Drawing { drawing, words: Vec::new() };
        vec![Block::text(Role::Heading, "", title), Block::Blank, drawing]
    };
    let left = titled("Your design", own);
    let blocks = match report.case {
        Some(case) if !case.diagram.nodes.is_empty() => {
            let right = titled("One way to do it", Drawing::of(&case.diagram));
            vec![Block::Beside { left, right }]
        }
        _ => left,
    };
    Some(Page { title: "Design".to_owned(), blocks })
}

/// The change thrown in, by its own points.
fn change(report: &Report<'_>, screen: Screen) -> Option<Page> {
    let ball = report.assessment.curveball.as_ref()?;
    let moves = report.session.moves.iter();
    let thrown = moves.rev().find(|spoken| spoken.said.curveball.is_some());
    let mut blocks: Vec<Block> = thrown
        .map(|thrown| Block::text(Role::Dim, "Interviewer: ", thrown.said.text.clone()))
        .into_iter()
        .collect();
    blocks.push(Block::Blank);
    blocks.extend(ball.points.iter().map(|point| item(report.session, point, screen)));
    Some(Page { title: "The change".to_owned(), blocks })
}
