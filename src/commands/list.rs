//! `list` and `sessions`.

use anyhow::{Result, bail};
use serde::Serialize;

use super::cases;
use super::context::Context;
use super::exit::{DONE, Exit};
use super::shared;
use crate::cli::{ListArgs, Listed, TextFormat};
use crate::content::Content;
use crate::interview::Mode;
use crate::terminal::{Table, sanitise};

/// Lists content; returns the exit code.
///
/// # Errors
/// If a filter does not fit what is listed, or the output fails.
pub(super) fn list(context: &mut Context<'_>, args: &ListArgs) -> Result<u8> {
    refuse_idle_filters(args)?;
    let library = context.library()?;
    let loaded = match args.what {
        Listed::Cases => library.all(),
        Listed::Frameworks | Listed::Points | Listed::Concepts => library.frameworks(),
    };
    match args.what {
        Listed::Cases => cases::list(context, &loaded.content, args)?,
        Listed::Frameworks => print(context, &frameworks(&loaded.content), args.format)?,
        Listed::Points => shared::points(context, &loaded.content, args)?,
        Listed::Concepts => shared::concepts(context, &loaded.content, args)?,
    }
    if !loaded.problems.is_empty() {
        writeln!(context.err, "Some content has problems; `mlsd check` shows them.")?;
    }
    Ok(DONE)
}

/// A filter that would silently do nothing is a mistake.
fn refuse_idle_filters(args: &ListArgs) -> Result<()> {
    let for_cases = [
        ("--family", args.family.is_some()),
        ("--difficulty", args.difficulty.is_some()),
        ("--seen", args.seen),
        ("--unseen", args.unseen),
    ];
    let idle = for_cases.iter().find(|(_, given)| *given && args.what != Listed::Cases);
    if let Some((name, _)) = idle {
        bail!(Exit::usage(format!("{name} is for cases; leave it out, or `mlsd list cases`")));
    }
    if args.level.is_some() && matches!(args.what, Listed::Frameworks | Listed::Concepts) {
        bail!(Exit::usage("--level is for cases and points; the others have none"));
    }
    if !args.ids.is_empty() && matches!(args.what, Listed::Frameworks | Listed::Cases) {
        bail!(Exit::usage(
            "only points and concepts are listed by id; `mlsd review CASE` shows a case"
        ));
    }
    Ok(())
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

/// A row for scripts.
type Object = serde_json::Map<String, serde_json::Value>;

fn print(context: &mut Context<'_>, rows: &Rows, format: TextFormat) -> Result<()> {
    match format {
        TextFormat::Json => {
            let object = |row: &Vec<String>| {
                rows.headings
                    .iter()
                    .zip(row)
                    .map(|(key, value)| ((*key).to_owned(), value.clone().into()))
                    .collect()
            };
            let objects: Vec<Object> = rows.lines.iter().map(object).collect();
            print_json(context, rows.name, &objects)?;
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

/// Rows as JSON, `format` first.
///
/// # Errors
/// If the output fails.
pub(super) fn print_json<T: Serialize>(
    context: &mut Context<'_>,
    kind: &str,
    rows: &[T],
) -> Result<()> {
    #[derive(Serialize)]
    struct Listing<'a, T> {
        format: u32,
        kind: &'a str,
        rows: &'a [T],
    }
    let json = serde_json::to_string_pretty(&Listing { format: 1, kind, rows })?;
    writeln!(context.out, "{}", super::harmless(&json))?;
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
