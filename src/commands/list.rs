//! `list` and `sessions`.

use anyhow::Result;
use serde::Serialize;

use super::context::Context;
use super::exit::DONE;
use crate::cli::{Listed, TextFormat};
use crate::content::Content;
use crate::interview::Mode;
use crate::terminal::{Table, sanitise};

/// Lists content; returns the exit code.
///
/// # Errors
/// If the output fails.
pub(super) fn list(context: &mut Context<'_>, what: Listed, format: TextFormat) -> Result<u8> {
    let library = context.library()?;
    let loaded = match what {
        Listed::Cases => library.all(),
        Listed::Frameworks | Listed::Points => library.frameworks(),
    };
    let rows = match what {
        Listed::Cases => cases(&loaded.content),
        Listed::Frameworks => frameworks(&loaded.content),
        Listed::Points => points(&loaded.content),
    };
    print(context, &rows, format)?;
    if !loaded.problems.is_empty() {
        writeln!(context.err, "Some content has problems; `mlsd check` shows them.")?;
    }
    Ok(DONE)
}

/// What is listed: headings and rows, the same for people and scripts.
struct Rows {
    name: &'static str,
    headings: Vec<&'static str>,
    lines: Vec<Vec<String>>,
}

impl Rows {
    fn without_last(mut self) -> Self {
        self.headings.pop();
        for line in &mut self.lines {
            line.pop();
        }
        self
    }
}

fn cases(content: &Content) -> Rows {
    let row = |case: &crate::content::CaseStudy| {
        vec![
            case.id.clone(),
            case.labelled(),
            case.family.clone(),
            case.difficulty.as_str().to_owned(),
            case.points.len().to_string(),
        ]
    };
    Rows {
        name: "cases",
        headings: vec!["id", "title", "family", "difficulty", "points"],
        lines: content.cases.values().map(row).collect(),
    }
}

fn frameworks(content: &Content) -> Rows {
    Rows {
        name: "frameworks",
        headings: vec!["id", "title", "steps"],
        lines: content
            .frameworks
            .values()
            .map(|framework| {
                let steps: Vec<&str> =
                    framework.steps.iter().map(|step| step.id.as_str()).collect();
                vec![framework.id.clone(), framework.title.clone(), steps.join(", ")]
            })
            .collect(),
    }
}

fn points(content: &Content) -> Rows {
    Rows {
        name: "points",
        headings: vec!["id", "topic", "level", "weight", "point"],
        lines: content
            .points
            .values()
            .map(|point| {
                let must = if point.must { "!" } else { "" };
                vec![
                    point.id.clone(),
                    point.topic.to_string(),
                    point.level.to_string(),
                    format!("{}{must}", point.weight),
                    point.statement.trim().to_owned(),
                ]
            })
            .collect(),
    }
}

fn print(context: &mut Context<'_>, rows: &Rows, format: TextFormat) -> Result<()> {
    match format {
        TextFormat::Json => {
            #[derive(Serialize)]
            struct Listing<'a> {
                format: u32,
                kind: &'a str,
                rows: Vec<serde_json::Map<String, serde_json::Value>>,
            }
            let object = |row: &Vec<String>| {
                rows.headings
                    .iter()
                    .zip(row)
                    .map(|(key, value)| ((*key).to_owned(), value.clone().into()))
                    .collect()
            };
            let listing = Listing {
                format: 1,
                kind: rows.name,
                rows: rows.lines.iter().map(object).collect(),
            };
            writeln!(context.out, "{}", super::harmless(&serde_json::to_string_pretty(&listing)?))?;
        }
        TextFormat::Text => {
            let mut table = Table::new(context.style, &rows.headings).whole(0);
            for row in &rows.lines {
                table.row(row);
            }
            for line in table.lines() {
                writeln!(context.out, "{line}")?;
            }
        }
    }
    Ok(())
}

/// Lists sessions; returns the exit code.
///
/// # Errors
/// If the data folder cannot be read.
pub(super) fn sessions(context: &mut Context<'_>, format: TextFormat) -> Result<u8> {
    let listing = context.store()?.list()?;
    if listing.sessions.is_empty() && format == TextFormat::Text {
        if listing.unreadable.is_empty() {
            writeln!(context.err, "No sessions yet; `mlsd mock` starts one.")?;
        }
    } else {
        let row = |summary: &crate::sessions::Summary| {
            let mode = if summary.mode == Mode::Mock { "mock" } else { "practice" };
            let state = if summary.finished { "finished" } else { "left" };
            vec![
                summary.id.as_str().to_owned(),
                mode.to_owned(),
                summary.level.to_string(),
                (summary.clock_ms / 60_000).to_string(),
                state.to_owned(),
                summary.case.clone(),
            ]
        };
        let rows = Rows {
            name: "sessions",
            headings: vec!["session", "mode", "level", "minutes", "state", "case"],
            lines: listing.sessions.iter().map(row).collect(),
        };
        // The id already says the case; beside it the id would not fit a line to copy.
        let rows = if format == TextFormat::Text { rows.without_last() } else { rows };
        print(context, &rows, format)?;
    }
    for unreadable in &listing.unreadable {
        writeln!(context.err, "{}", sanitise(&unreadable.why))?;
    }
    Ok(DONE)
}
