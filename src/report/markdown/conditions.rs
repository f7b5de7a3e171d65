//! Under which conditions the session was held.

use super::super::escape::{inline, one_line};
use super::{Report, heading, list};
use crate::interview::{Earlier, Header, Mode, MoveKind, Session, plural};

pub(super) fn conditions(report: &Report<'_>) -> Vec<String> {
    let session = report.session;
    let header = &session.header;
    let items = [
        format!("Case: {} ({})", inline(&header.case.labelled()), inline(&header.case.id)),
        format!("Level: {}", header.level),
        format!("Length: {}", length(header)),
        format!("Mode: {}", mode(header)),
        format!("Framework: {}", inline(&report.assessment.framework)),
        format!("Started: {}", header.started.strftime("%Y-%m-%d %H:%M UTC")),
        format!("Seen before: {}", seen(header)),
        format!("Prompts given: {}", prompts(session)),
        format!("Pauses: {}", report.assessment.ledger.pauses),
        format!("Program: {}; scoring version {}", inline(&header.app), report.assessment.scoring),
        format!("Content: {}", hashes(report)),
    ];
    vec![heading(2, "Conditions"), list(items)]
}

fn length(header: &Header) -> String {
    let timing = &header.timing;
    let Some(minutes) = timing.minutes else { return "untimed".to_owned() };
    let overtime = if timing.overtime { ", overtime allowed" } else { "" };
    format!(
        "{}, of which {} for the interviewer and {} for closing{overtime}",
        plural(u64::from(minutes), "minute"),
        timing.interviewer,
        timing.closing
    )
}

fn mode(header: &Header) -> &'static str {
    match header.mode {
        Mode::Mock if header.is_open() => {
            "open mock, one sheet in an order of your own, no feedback before the end"
        }
        Mode::Mock => "mock, no feedback before the end",
        Mode::Practice => "practice, with feedback, hints and retries",
    }
}

fn seen(header: &Header) -> String {
    match header.earlier {
        Earlier::FirstSight => "no, first sight".to_owned(),
        Earlier::Seen(when) => format!("yes, last on {}", when.strftime("%Y-%m-%d")),
    }
}

fn prompts(session: &Session) -> String {
    let kinds = [
        (MoveKind::Nudge, "nudge"),
        (MoveKind::Probe, "probe"),
        (MoveKind::Hint, "hint"),
        (MoveKind::Reveal, "reveal"),
        (MoveKind::Curveball, "curveball"),
    ];
    let given: Vec<String> = kinds
        .into_iter()
        .filter_map(|(kind, noun)| {
            let count = session.moves.iter().filter(|spoken| spoken.said.kind == kind).count();
            (count > 0).then(|| plural(count as u64, noun))
        })
        .collect();
    if given.is_empty() { "none".to_owned() } else { given.join(", ") }
}

fn hashes(report: &Report<'_>) -> String {
    let header = &report.session.header;
    let code = |hash: &str| format!("`{}`", one_line(hash).replace('`', "'"));
    let mut parts = vec![
        format!("case {}", code(&header.case.hash)),
        format!("framework {}", code(&header.framework.hash)),
    ];
    if let Some(assessed) = &report.session.assessed {
        parts.push(format!("together {}", code(&assessed.content)));
    }
    let changed = report.case.is_some_and(|case| case.hash != header.case.hash);
    if changed {
        parts.push("the case has changed since".to_owned());
    }
    parts.join(", ")
}
