//! `review`: a case study to read.

use anyhow::{Result, bail};

use super::context::{Context, topics};
use super::exit::{DONE, Exit};
use crate::cli::ReviewArgs;
use crate::content::case_study::{CaseStudy, Path};
use crate::content::{Framework, Level, Topic};
use crate::interview::Earlier;
use crate::terminal::{Choice, Outcome};
use crate::terminal::{Indent, Role, can_choose, choose, sanitise, wrap};

/// Prints a case study; returns the exit code.
///
/// # Errors
/// If there is no such case or step, or it was not tried yet and `--peek` is missing.
pub(super) fn review(context: &mut Context<'_>, args: &ReviewArgs) -> Result<u8> {
    let chosen = context.choose(&args.case, args.framework.as_deref())?;
    let (framework, case) = (chosen.framework()?, chosen.case()?);
    if let Some(step) = &args.step {
        Context::check_step(framework, step)?;
    }
    if !may_read(context, case, args.peek)? {
        return Ok(DONE);
    }
    context.store()?.add_review(&case.id, context.clock.now())?;
    let topics = topics(framework, args.step.as_deref());
    let mut page = Page { context };
    page.title(case)?;
    for step in
        framework.steps.iter().filter(|step| args.step.as_ref().is_none_or(|only| *only == step.id))
    {
        page.step(framework, case, &step.id)?;
    }
    if args.step.is_none() {
        page.estimates(case)?;
        page.diagram(case)?;
    }
    page.traps(case, &topics)?;
    page.sources(case)?;
    Ok(DONE)
}

/// Reading before trying spoils the rehearsal: asked once, and recorded.
fn may_read(context: &mut Context<'_>, case: &CaseStudy, peek: bool) -> Result<bool> {
    let store = context.store()?;
    let finished =
        store.list()?.sessions.iter().any(|session| session.case == case.id && session.finished);
    if peek
        || finished
        || matches!(store.earlier(&case.id)?, Earlier::Seen(_)) && !has_sessions(&store, &case.id)?
    {
        return Ok(true);
    }
    if !can_choose() {
        bail!(Exit::usage(format!(
            "you have not tried `{0}` yet: `mlsd mock {0}` first, or add --peek (it is recorded, and your first sight is gone)",
            case.id
        )));
    }
    let choices = [
        Choice {
            name: "Not now".to_owned(),
            about: format!("try it first: mlsd mock {}", case.id),
        },
        Choice {
            name: "Read it".to_owned(),
            about: "recorded; the first sight is gone".to_owned(),
        },
    ];
    Ok(matches!(
        choose(context.style, "You have not tried this case yet.", &choices, 0)?,
        Outcome::Chosen(1)
    ))
}

fn has_sessions(store: &crate::sessions::Store, case: &str) -> Result<bool> {
    Ok(store.list()?.sessions.iter().any(|session| session.case == case))
}

struct Page<'a, 'b> {
    context: &'a mut Context<'b>,
}

impl Page<'_, '_> {
    fn line(&mut self, indent: Indent, role: Option<Role>, text: &str) -> Result<()> {
        let style = self.context.style;
        for line in wrap(&sanitise(text), style.width, indent) {
            let line = role.map_or(line.clone(), |role| style.paint(role, &line));
            writeln!(self.context.out, "{line}")?;
        }
        Ok(())
    }

    fn heading(&mut self, text: &str) -> Result<()> {
        writeln!(self.context.out)?;
        let rule = self.context.style.rule();
        self.line(Indent::NONE, Some(Role::Heading), &format!("{rule} {text} {rule}"))
    }

    fn title(&mut self, case: &CaseStudy) -> Result<()> {
        self.line(Indent::NONE, Some(Role::Heading), &case.labelled())?;
        self.line(
            Indent::NONE,
            Some(Role::Dim),
            &format!("{}, {}", case.family, case.difficulty.as_str()),
        )?;
        self.line(Indent::NONE, None, &format!("\"{}\"", case.prompt))?;
        self.line(Indent::NONE, None, case.summary.trim())
    }

    fn step(&mut self, framework: &Framework, case: &CaseStudy, id: &str) -> Result<()> {
        let Some(step) = framework.step(id) else { return Ok(()) };
        self.heading(&step.title)?;
        for topic in &step.topics {
            if let Some(text) = case.walkthrough.get(topic) {
                writeln!(self.context.out)?;
                self.walkthrough(text)?;
            }
        }
        if step.topics.contains(&Topic::Requirements) {
            self.facts(case)?;
        }
        writeln!(self.context.out)?;
        self.line(Indent::NONE, Some(Role::Heading), "What an interviewer listens for")?;
        for level in Level::ALL {
            let points = case
                .points
                .iter()
                .filter(|point| step.topics.contains(&point.topic) && point.level == level);
            for point in points {
                let must = if point.must { ", must" } else { "" };
                let text = format!("- [{level}{must}] {} ({})", point.statement.trim(), point.id);
                self.line(Indent::hanging(2), None, &text)?;
                if let Some(say) = &point.say {
                    self.line(Indent::all(4), Some(Role::Dim), &format!("\"{}\"", say.trim()))?;
                }
            }
        }
        Ok(())
    }

    /// Markdown paragraphs and bullets; a line goes on until the next blank line or bullet.
    fn walkthrough(&mut self, text: &str) -> Result<()> {
        for (index, paragraph) in text.trim().split("\n\n").enumerate() {
            if index > 0 {
                writeln!(self.context.out)?;
            }
            for block in blocks(paragraph) {
                let indent =
                    if block.starts_with("- ") { Indent::hanging(2) } else { Indent::NONE };
                self.line(indent, None, &block)?;
            }
        }
        Ok(())
    }

    fn facts(&mut self, case: &CaseStudy) -> Result<()> {
        writeln!(self.context.out)?;
        self.line(Indent::NONE, Some(Role::Heading), "What the interviewer would have told you")?;
        for fact in &case.facts {
            self.line(Indent::hanging(2), None, &format!("- {}", fact.answer.trim()))?;
            self.line(Indent::all(4), Some(Role::Dim), fact.changes.trim())?;
        }
        Ok(())
    }

    fn estimates(&mut self, case: &CaseStudy) -> Result<()> {
        if case.estimates.is_empty() {
            return Ok(());
        }
        self.heading("Figures")?;
        for estimate in &case.estimates {
            let text = format!(
                "- {}: {} = {} {}",
                estimate.name, estimate.formula, estimate.value, estimate.unit
            );
            self.line(Indent::hanging(2), None, &text)?;
        }
        Ok(())
    }

    fn diagram(&mut self, case: &CaseStudy) -> Result<()> {
        if case.diagram.nodes.is_empty() {
            return Ok(());
        }
        self.heading("Design")?;
        let label = |id: &str| {
            case.diagram
                .nodes
                .iter()
                .find(|node| node.id == id)
                .map_or(id.to_owned(), |node| node.label.clone())
        };
        for (path, title) in
            [(Path::Online, "Online"), (Path::Both, "Both"), (Path::Offline, "Offline")]
        {
            let nodes: Vec<&str> = case
                .diagram
                .nodes
                .iter()
                .filter(|node| node.path == path)
                .map(|node| node.id.as_str())
                .collect();
            if nodes.is_empty() {
                continue;
            }
            self.line(Indent::NONE, Some(Role::Heading), title)?;
            for edge in case.diagram.edges.iter().filter(|edge| nodes.contains(&edge.from.as_str()))
            {
                let what = edge.label.as_ref().map_or(String::new(), |label| format!(" ({label})"));
                self.line(
                    Indent::hanging(4),
                    None,
                    &format!("  {} -> {}{what}", label(&edge.from), label(&edge.to)),
                )?;
            }
        }
        Ok(())
    }

    fn traps(&mut self, case: &CaseStudy, topics: &[Topic]) -> Result<()> {
        let traps: Vec<_> = case.traps.iter().filter(|trap| topics.contains(&trap.topic)).collect();
        if traps.is_empty() {
            return Ok(());
        }
        self.heading("Wrong turns")?;
        for trap in traps {
            let wrong =
                trap.shows.first().map_or(trap.id.as_str(), |example| example.text.as_str());
            self.line(Indent::hanging(2), Some(Role::Bad), &format!("- \"{wrong}\""))?;
            self.line(Indent::all(4), None, trap.correction.trim())?;
        }
        Ok(())
    }

    fn sources(&mut self, case: &CaseStudy) -> Result<()> {
        if case.sources.is_empty() {
            return Ok(());
        }
        self.heading("Sources")?;
        for source in &case.sources {
            let text = format!(
                "- {} ({}, {}). {} {}",
                source.title, source.publisher, source.year, source.url, source.supports
            );
            self.line(Indent::hanging(2), None, &text)?;
        }
        Ok(())
    }
}

/// A paragraph's bullets, each with its continuation lines, or the paragraph as one line.
fn blocks(paragraph: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    for line in paragraph.lines() {
        match blocks.last_mut() {
            Some(last) if !line.trim_start().starts_with("- ") => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => blocks.push(line.trim().to_owned()),
        }
    }
    blocks
}
