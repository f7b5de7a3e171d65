//! `review`: a case study to read.

use anyhow::{Result, bail};

use super::context::{Chosen, Context, recurrence};
use super::exit::{DONE, Exit};
use crate::assessment::{Judged, assess, sample_session};
use crate::cli::ReviewArgs;
use crate::content::{CaseStudy, Framework};
use crate::interview::Earlier;
use crate::report::{Page, Study, StudySample};
use crate::scoring::Rubric;
use crate::terminal::{
    Choice, Indent, Outcome, Reader, Role, can_choose, choose, plain_lines, sanitise, wrap,
};

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
    let samples = if args.step.is_none() { samples(&chosen, framework, case) } else { Vec::new() };
    let study = Study { framework, case, samples: &samples, only: args.step.as_deref() };
    let pages = study.pages();
    if context.full_screen() {
        let mut reader = Reader::open(context.style)?;
        reader.read(&|_| pages.clone(), &[])?;
    } else {
        print(context, &pages)?;
    }
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

/// Every sample of the case with what it scores.
fn samples<'a>(
    chosen: &Chosen,
    framework: &'a Framework,
    case: &'a CaseStudy,
) -> Vec<StudySample<'a>> {
    let content = &chosen.loaded.content;
    let rubric = Rubric::compile(content, case);
    let recurrence = recurrence(content);
    let judged = Judged { framework, case, rubric: &rubric, recurrence: &recurrence, sample: true };
    let scored = case.samples.iter().map(|sample| StudySample {
        sample,
        assessment: assess(&sample_session(framework, case, sample), &judged),
    });
    scored.collect()
}

/// The pages one after the other.
fn print(context: &mut Context<'_>, pages: &[Page]) -> Result<()> {
    let style = context.style;
    for (index, page) in pages.iter().enumerate() {
        let title = sanitise(&page.title);
        let title = if index == 0 {
            title.into_owned()
        } else {
            let rule = style.rule();
            writeln!(context.out)?;
            format!("{rule} {title} {rule}")
        };
        for line in wrap(&title, style.width, Indent::NONE) {
            writeln!(context.out, "{}", style.paint(Role::Heading, &line))?;
        }
        for line in plain_lines(&page.blocks, style) {
            writeln!(context.out, "{line}")?;
        }
    }
    Ok(())
}
