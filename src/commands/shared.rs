//! `list points` and `list concepts`: what every case may draw on, and how it is recognised.

use anyhow::{Result, bail};
use indexmap::IndexMap;
use serde::Serialize;

use super::context::Context;
use super::exit::Exit;
use super::list::print_json;
use crate::cli::{ListArgs, TextFormat};
use crate::content::cue::{Cue, Group};
use crate::content::point::Example;
use crate::content::{Concept, Content, Level, Point, did_you_mean};
use crate::terminal::{Indent, Role, sanitise, wrap};

/// Lists the shared points, or tells all about those named.
///
/// # Errors
/// If one that is named is not there, or the output fails.
pub(super) fn points(context: &mut Context<'_>, shared: &Content, args: &ListArgs) -> Result<()> {
    known("shared point", &args.ids, shared.points.keys())?;
    let level = args.level.map(Level::from);
    let points: Vec<&Point> = shared
        .points
        .values()
        .filter(|point| level.is_none_or(|level| level == point.level))
        .filter(|point| args.ids.is_empty() || args.ids.contains(&point.id))
        .collect();
    if args.format == TextFormat::Json {
        return print_json(context, "points", &points.iter().map(|p| row(p)).collect::<Vec<_>>());
    }
    let mut page = Page { context };
    for point in points {
        page.point(point)?;
        if !args.ids.is_empty() {
            page.ways(point)?;
        }
    }
    Ok(())
}

/// Lists the vocabulary, or the concepts named.
///
/// # Errors
/// If one that is named is not there, or the output fails.
pub(super) fn concepts(context: &mut Context<'_>, shared: &Content, args: &ListArgs) -> Result<()> {
    let all = &shared.vocabulary.concepts;
    known("concept", &args.ids, all.keys())?;
    let wanted = |concept: &&Concept| args.ids.is_empty() || args.ids.contains(&concept.id);
    let concepts: Vec<&Concept> = all.values().filter(wanted).collect();
    if args.format == TextFormat::Json {
        let row = |concept: &&Concept| ConceptRow {
            id: concept.id.clone(),
            name: concept.name.clone(),
            says: concept.says.clone(),
            includes: concept.includes.clone(),
        };
        return print_json(context, "concepts", &concepts.iter().map(row).collect::<Vec<_>>());
    }
    let mut page = Page { context };
    for concept in concepts {
        let included = concept.includes.iter().map(|id| format!("<{id}>"));
        let phrases = std::iter::once(&concept.name).chain(&concept.says).cloned();
        let phrases: Vec<String> = phrases.chain(included).collect();
        page.line(0, Some(Role::Heading), &format!("<{}>", concept.id))?;
        page.line(2, None, &phrases.join(" | "))?;
    }
    Ok(())
}

/// Refuses an id that is not there.
fn known<'a>(
    what: &str,
    ids: &[String],
    all: impl Iterator<Item = &'a String> + Clone,
) -> Result<()> {
    let Some(id) = ids.iter().find(|id| !all.clone().any(|known| known == *id)) else {
        return Ok(());
    };
    let fix = did_you_mean(id, all.map(String::as_str), &format!("`mlsd list {what}s` has all"));
    let fix = fix.replace("list shared points", "list points");
    bail!(Exit::usage(format!("there is no {what} `{id}`; {fix}")))
}

/// A concept for scripts.
#[derive(Serialize)]
struct ConceptRow {
    id: String,
    name: String,
    says: Vec<String>,
    includes: Vec<String>,
}

/// A shared point for scripts. `weight` ends in `!` for a must-have.
#[derive(Serialize)]
struct PointRow<'a> {
    id: &'a str,
    topic: String,
    level: String,
    weight: String,
    point: &'a str,
    why: &'a str,
    say: Option<&'a str>,
    probe: Option<&'a str>,
    implies: &'a [String],
    cues: Vec<IndexMap<&'a str, String>>,
    not: Vec<IndexMap<&'a str, String>>,
    shows: Vec<&'a str>,
    misses: Vec<&'a str>,
}

fn row(point: &Point) -> PointRow<'_> {
    let must = if point.must { "!" } else { "" };
    PointRow {
        id: &point.id,
        topic: point.topic.to_string(),
        level: point.level.to_string(),
        weight: format!("{}{must}", point.weight),
        point: point.statement.trim(),
        why: point.why.trim(),
        say: point.say.as_deref().map(str::trim),
        probe: point.probe.as_deref().map(str::trim),
        implies: &point.implies,
        cues: point.cues.iter().map(written).collect(),
        not: point.not.iter().map(written).collect(),
        shows: texts(&point.shows),
        misses: texts(&point.misses),
    }
}

fn texts(examples: &[Example]) -> Vec<&str> {
    examples.iter().map(|example| example.text.as_str()).collect()
}

/// A cue as content writes it.
fn written(cue: &Cue) -> IndexMap<&str, String> {
    cue.groups.iter().map(|group| (group.name.as_str(), group.written())).collect()
}

struct Page<'a, 'b> {
    context: &'a mut Context<'b>,
}

impl Page<'_, '_> {
    fn line(&mut self, indent: usize, role: Option<Role>, text: &str) -> Result<()> {
        let style = self.context.style;
        for line in wrap(&sanitise(text), style.width, Indent::all(indent)) {
            let line = role.map_or(line.clone(), |role| style.paint(role, &line));
            writeln!(self.context.out, "{line}")?;
        }
        Ok(())
    }

    fn point(&mut self, point: &Point) -> Result<()> {
        let must = if point.must { ", must-have" } else { "" };
        let head = format!(
            "{} · {}, {}, weight {}{must}",
            point.id, point.topic, point.level, point.weight
        );
        self.line(0, Some(Role::Heading), &head)?;
        self.line(2, None, point.statement.trim())
    }

    /// How a point is recognised.
    fn ways(&mut self, point: &Point) -> Result<()> {
        self.line(2, Some(Role::Dim), &format!("why: {}", point.why.trim()))?;
        for (what, text) in [("say", &point.say), ("probe", &point.probe)] {
            let Some(text) = text else { continue };
            self.line(2, Some(Role::Dim), &format!("{what}: {}", text.trim()))?;
        }
        if !point.implies.is_empty() {
            self.line(2, Some(Role::Dim), &format!("implies: {}", point.implies.join(", ")))?;
        }
        for (title, cues) in [("cues", &point.cues), ("not", &point.not)] {
            if cues.is_empty() {
                continue;
            }
            self.line(2, Some(Role::Heading), title)?;
            for group in cues.iter().flat_map(dashed) {
                self.line(4, None, &group)?;
            }
        }
        for (title, lines) in [("shows", &point.shows), ("misses", &point.misses)] {
            self.line(2, Some(Role::Heading), title)?;
            for text in texts(lines) {
                self.line(4, None, &format!("- {}", text.trim()))?;
            }
        }
        writeln!(self.context.out)?;
        Ok(())
    }
}

/// A cue's groups, the first with a dash, as in YAML.
fn dashed(cue: &Cue) -> Vec<String> {
    let line = |(index, group): (usize, &Group)| {
        let dash = if index == 0 { "- " } else { "  " };
        format!("{dash}{}: {}", group.name, group.written())
    };
    cue.groups.iter().enumerate().map(line).collect()
}
