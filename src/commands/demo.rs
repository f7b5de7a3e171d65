//! `demo`: a weak and a strong answer to one step, scored.

use anyhow::{Result, bail};

use super::context::Context;
use super::exit::DONE;
use crate::assessment::{Judged, assess, session_of};
use crate::content::case_study::Quality;
use crate::content::{Level, Status};
use crate::interview::Session;
use crate::scoring::{Rubric, State};
use crate::terminal::{Indent, Role, sanitise_marked};

/// The step that is shown: short answers, and what matters is easy to see.
const STEP: &str = "evaluation";

/// Shows how scoring works; returns the exit code.
///
/// # Errors
/// If no case has samples to show.
pub(super) fn demo(context: &mut Context<'_>) -> Result<u8> {
    let library = context.library()?;
    let loaded = library.all();
    let Some(case) = loaded
        .content
        .cases
        .values()
        .find(|case| case.status == Status::Complete && !case.samples.is_empty())
    else {
        bail!("no complete case to show; `mlsd list` shows what is there");
    };
    let Some(framework) = loaded.content.frameworks.get("seven-step") else {
        bail!("the framework `seven-step` is missing")
    };
    let rubric = Rubric::compile(&loaded.content, case);
    writeln!(context.out, "{}", context.style.paint(Role::Heading, &case.title))?;
    writeln!(context.out, "\"{}\"", case.prompt)?;
    let recurrence = std::collections::HashMap::new();
    let judged = Judged { framework, case, rubric: &rubric, recurrence: &recurrence, sample: true };
    for (quality, title) in [(Quality::Weak, "A weak answer"), (Quality::Strong, "A strong answer")]
    {
        // Prose is easier to follow for a newcomer than notes typed against the clock.
        let samples = case.samples.iter().filter(|sample| sample.quality == quality);
        let chosen = samples.min_by_key(|sample| sample.clocked);
        let Some(text) = chosen.and_then(|sample| sample.answers.get(STEP)) else { continue };
        let session = session_of(framework, case, Level::Senior, &[(STEP, text)]);
        let assessment = assess(&session, &judged);
        show(context, title, &session, &assessment)?;
    }
    writeln!(context.out)?;
    writeln!(
        context.out,
        "Marked is what earned a point. Covered means addressed, not correct; nothing left this machine."
    )?;
    writeln!(context.err, "Your turn: mlsd practice {} --step {STEP}", case.id)?;
    Ok(DONE)
}

fn show(
    context: &mut Context<'_>,
    title: &str,
    session: &Session,
    assessment: &crate::assessment::Assessment,
) -> Result<()> {
    let style = context.style;
    let Some(step) = assessment.steps.iter().find(|step| step.id == STEP) else { return Ok(()) };
    let percent = (step.coverage.unwrap_or(0.0) * 100.0).round();
    writeln!(context.out)?;
    let role = if percent >= 60.0 { Role::Good } else { Role::Bad };
    let heading = format!(
        "{title} to \"{}\": coverage {percent} %, {} of {} points",
        step.title, step.covered, step.expected
    );
    writeln!(context.out, "{}", style.paint(role, &heading))?;
    let points: Vec<_> =
        assessment.points.iter().filter(|point| point.step == STEP && point.expected).collect();
    let mut marks: Vec<std::ops::Range<usize>> = points
        .iter()
        .filter(|point| matches!(point.status, State::Covered | State::Partial))
        .flat_map(|point| point.evidence.iter().map(|quote| quote.start..quote.end))
        .collect();
    marks.sort_by_key(|mark| mark.start);
    marks.dedup();
    let text = session.entries.first().map_or("", crate::interview::Entry::text);
    let (text, marks) = sanitise_marked(text.trim_end(), &marks);
    for line in style.evidence(&text, &marks, Indent::all(2)) {
        writeln!(context.out, "{line}")?;
    }
    for point in points {
        let (mark, role) = match point.status {
            State::Covered => ("+", Role::Good),
            State::Partial => ("~", Role::Partial),
            State::Contradicted => ("!", Role::Bad),
            State::Missed => ("-", Role::Dim),
        };
        let line = format!("{mark} {}", point.statement);
        for line in crate::terminal::wrap(&line, style.width, Indent::hanging(2)) {
            writeln!(context.out, "{}", style.paint(role, &line))?;
        }
    }
    Ok(())
}
