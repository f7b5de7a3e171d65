//! `list cases`: what can be practised, and what the person has seen of it.

use anyhow::{Result, bail};
use jiff::Timestamp;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use unicode_width::UnicodeWidthStr;

use super::context::Context;
use super::exit::Exit;
use super::list::print_json;
use crate::cli::{ListArgs, TextFormat};
use crate::content::case_study::Difficulty;
use crate::content::{CaseStudy, Content, Level, did_you_mean};
use crate::interview::{Mode, plural};
use crate::sessions::Summary;
use crate::terminal::{Choice, Indent, Outcome, Role, choose, sanitise, wrap};

/// What the person has seen of a case.
#[derive(Clone, Copy, Default)]
struct Seen {
    sessions: u64,
    /// When the last session was started.
    last: Option<Timestamp>,
    /// When the last finished mock was started, and its coverage.
    mock: Option<(Timestamp, f64)>,
}

/// Lists the cases that fit.
///
/// # Errors
/// If there is no such family, the sessions cannot be read, or the output fails.
pub(super) fn list(context: &mut Context<'_>, known: &Content, args: &ListArgs) -> Result<()> {
    if let Some(family) = &args.family {
        known_family(known, family)?;
    }
    let seen = seen(context, known)?;
    let seen_of = |case: &CaseStudy| seen.get(case.id.as_str()).copied().unwrap_or_default();
    let cases: Vec<(&CaseStudy, Seen)> = known
        .cases
        .values()
        .map(|case| (case, seen_of(case)))
        .filter(|(case, seen)| fits(case, *seen, args))
        .collect();
    match args.format {
        TextFormat::Json => {
            let rows: Vec<Row<'_>> = cases.iter().map(|(case, seen)| row(case, *seen)).collect();
            print_json(context, "cases", &rows)
        }
        TextFormat::Text => text(context, &cases),
    }
}

/// Asks which case, those not seen yet first; `None` when cancelled.
///
/// # Errors
/// If the sessions cannot be read or the terminal fails.
pub(super) fn pick(context: &Context<'_>, known: &Content) -> Result<Option<String>> {
    let seen = seen(context, known)?;
    let seen_of = |case: &CaseStudy| seen.get(case.id.as_str()).copied().unwrap_or_default();
    let mut cases: Vec<(&CaseStudy, Seen)> =
        known.cases.values().map(|case| (case, seen_of(case))).collect();
    // Stable: the order of content otherwise.
    cases.sort_by_key(|(_, seen)| seen.sessions > 0);
    let choices: Vec<Choice> = cases
        .iter()
        .map(|(case, seen)| Choice { name: case.labelled(), about: in_brief(case, *seen) })
        .collect();
    Ok(match choose(context.style, "Which case?", &choices, 0)? {
        Outcome::Chosen(index) => cases.get(index).map(|(case, _)| case.id.clone()),
        Outcome::Cancelled | Outcome::Interrupted => None,
    })
}

/// "not seen yet; ads, medium"
fn in_brief(case: &CaseStudy, seen: Seen) -> String {
    let history = match (seen.last, seen.mock) {
        (None, _) => "not seen yet".to_owned(),
        (_, Some((_, share))) => format!("last mock {} %", (share * 100.0).round()),
        (Some(last), None) => format!("seen {}", last.strftime("%Y-%m-%d")),
    };
    format!("{history}; {}, {}", case.family, case.difficulty.as_str())
}

fn known_family(content: &Content, typed: &str) -> Result<()> {
    let families: BTreeSet<&str> =
        content.cases.values().map(|case| case.family.as_str()).collect();
    if families.contains(typed) {
        return Ok(());
    }
    let all: Vec<&str> = families.iter().copied().collect();
    let otherwise = format!("families: {}", all.join(", "));
    let fix = did_you_mean(typed, all, &otherwise);
    bail!(Exit::usage(format!("no case is of the family `{typed}`; {fix}")))
}

/// What was seen of each case, by its present id. Nobody has seen anything where no session is kept.
fn seen(context: &Context<'_>, known: &Content) -> Result<BTreeMap<String, Seen>> {
    let mut found: BTreeMap<String, Seen> = BTreeMap::new();
    let Ok(store) = context.store() else { return Ok(found) };
    for session in store.list()?.sessions {
        if let Some(case) = known.case(&session.case) {
            found.entry(case.id.clone()).or_default().add(&session);
        }
    }
    Ok(found)
}

impl Seen {
    fn add(&mut self, session: &Summary) {
        self.sessions += 1;
        self.last = self.last.max(Some(session.started));
        let later = self.mock.is_none_or(|(at, _)| at < session.started);
        if let (Mode::Mock, true, Some(coverage), true) =
            (session.mode, session.finished, session.coverage, later)
        {
            self.mock = Some((session.started, coverage));
        }
    }
}

fn fits(case: &CaseStudy, seen: Seen, args: &ListArgs) -> bool {
    let own_at =
        |level: Level| case.points.iter().any(|point| case.owns(point) && point.level == level);
    args.family.as_ref().is_none_or(|family| *family == case.family)
        && args.difficulty.is_none_or(|wanted| Difficulty::from(wanted) == case.difficulty)
        && args.level.is_none_or(|level| own_at(level.into()))
        && (!args.seen || seen.sessions > 0)
        && (!args.unseen || seen.sessions == 0)
}

/// A case for scripts.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    title: String,
    family: &'a str,
    difficulty: &'a str,
    /// Points in use, as text as ever.
    points: String,
    mid: usize,
    senior: usize,
    staff: usize,
    sessions: u64,
    last: Option<Timestamp>,
    last_mock: Option<Timestamp>,
    coverage: Option<f64>,
}

fn at_level(case: &CaseStudy, level: Level) -> usize {
    case.points.iter().filter(|point| point.level == level).count()
}

fn row(case: &CaseStudy, seen: Seen) -> Row<'_> {
    let [mid, senior, staff] = Level::ALL.map(|level| at_level(case, level));
    Row {
        id: &case.id,
        title: case.labelled(),
        family: &case.family,
        difficulty: case.difficulty.as_str(),
        points: case.points.len().to_string(),
        mid,
        senior,
        staff,
        sessions: seen.sessions,
        last: seen.last,
        last_mock: seen.mock.map(|(at, _)| at),
        coverage: seen.mock.map(|(_, share)| (share * 1e4).round() / 1e4),
    }
}

/// What a case is, what there is to it, and what the person did with it: a line each.
fn text(context: &mut Context<'_>, cases: &[(&CaseStudy, Seen)]) -> Result<()> {
    if cases.is_empty() {
        writeln!(context.err, "No case fits; `mlsd list` shows all.")?;
        return Ok(());
    }
    let style = context.style;
    let widest = cases.iter().map(|(case, _)| case.id.width()).max().unwrap_or_default();
    for (case, seen) in cases {
        let gap = " ".repeat(widest + 2 - case.id.width());
        let title = format!("{}{gap}{}", case.id, case.labelled());
        let hanging = Indent { first: 0, rest: widest + 2 };
        for line in wrap(&sanitise(&title), style.width, hanging) {
            writeln!(context.out, "{}", style.paint(Role::Heading, &line))?;
        }
        for about in [contents(case)].into_iter().chain(history(*seen)) {
            for line in wrap(&sanitise(&about), style.width, Indent::all(4)) {
                writeln!(context.out, "{}", style.paint(Role::Dim, &line))?;
            }
        }
    }
    Ok(())
}

/// "ads, medium; 37 points: 13 mid, 18 senior, 6 staff"
fn contents(case: &CaseStudy) -> String {
    let levels = Level::ALL.map(|level| format!("{} {level}", at_level(case, level)));
    let points = plural(case.points.len() as u64, "point");
    let (family, difficulty) = (&case.family, case.difficulty.as_str());
    format!("{family}, {difficulty}; {points}: {}", levels.join(", "))
}

/// "2 sessions, last on 2026-02-03; last mock 62 %"
fn history(seen: Seen) -> Option<String> {
    let sessions = plural(seen.sessions, "session");
    let last = seen.last?.strftime("%Y-%m-%d");
    Some(match seen.mock {
        Some((_, share)) => {
            format!("{sessions}, last on {last}; last mock {} %", (share * 100.0).round())
        }
        None => format!("{sessions}, last on {last}"),
    })
}
