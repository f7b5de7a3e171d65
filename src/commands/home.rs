//! Bare `mlsd`: what to do now.

use anyhow::Result;
use clap::CommandFactory;

use super::context::Context;
use super::exit::{DONE, INTERRUPTED};
use super::{cases, demo, results, resume, review, start};
use crate::cli::{Cli, ReviewArgs};
use crate::interview::Mode;
use crate::terminal::{Choice, Outcome, can_choose, choose};

/// What a menu entry does.
enum Doing {
    Resume(String),
    Mock,
    OneStep,
    Result(String),
    Review,
    Demo,
    Help,
    Quit,
}

/// Asks what to do on a terminal; prints the help elsewhere. Returns the exit code.
///
/// # Errors
/// If what was chosen fails.
pub(super) fn home(context: &mut Context<'_>) -> Result<u8> {
    if !can_choose() || !context.env.stdout_is_terminal {
        write!(context.out, "{}", Cli::command().render_help())?;
        return Ok(DONE);
    }
    let listing = context.store()?.list()?;
    let waiting = listing.sessions.iter().find(|session| !session.finished);
    let mut doing: Vec<(Doing, Choice)> = Vec::new();
    if let Some(session) = waiting {
        let about = format!("{}, {} min so far", session.title, session.clock_ms / 60_000);
        doing.push((
            Doing::Resume(session.id.as_str().to_owned()),
            choice("Go on where you left", &about),
        ));
    }
    let first = listing.sessions.is_empty();
    if first {
        doing.push((Doing::Demo, choice("See how it scores", "ten seconds")));
    }
    if first {
        doing.push((Doing::OneStep, choice("Practise one step", "untimed, with feedback")));
    }
    doing.push((Doing::Mock, choice("Full mock interview", "45 minutes under the clock")));
    if !first {
        doing.push((Doing::OneStep, choice("Practise one step", "untimed, with feedback")));
    }
    if let Some(session) = listing.sessions.iter().find(|session| session.finished) {
        let about = format!("{}, {}", session.title, session.started.strftime("%Y-%m-%d"));
        let id = session.id.as_str().to_owned();
        doing.push((Doing::Result(id), choice("Read the last result", &about)));
    }
    doing.push((Doing::Review, choice("Read a case study", "walkthrough, points, design")));
    if !first {
        doing.push((Doing::Demo, choice("See how it scores", "ten seconds")));
    }
    doing.push((Doing::Help, choice("Every command", "mlsd --help")));
    doing.push((Doing::Quit, choice("Quit", "")));
    let choices: Vec<Choice> = doing.iter().map(|(_, choice)| choice.clone()).collect();
    let title = if first { "Welcome. What now?" } else { "What now?" };
    match choose(context.style, title, &choices, 0)? {
        Outcome::Chosen(index) => match doing.into_iter().nth(index).map(|(doing, _)| doing) {
            Some(doing) => run(context, doing),
            None => Ok(DONE),
        },
        Outcome::Cancelled => Ok(DONE),
        Outcome::Interrupted => Ok(INTERRUPTED),
    }
}

fn choice(name: &str, about: &str) -> Choice {
    Choice { name: name.to_owned(), about: about.to_owned() }
}

fn run(context: &mut Context<'_>, doing: Doing) -> Result<u8> {
    match doing {
        Doing::Resume(id) => resume::resume(context, Some(&id)),
        Doing::Mock => start::start(context, start::Setup::new(Mode::Mock)),
        Doing::OneStep => {
            let Some(step) = ask_step(context)? else { return Ok(DONE) };
            let mut setup = start::Setup::new(Mode::Practice);
            setup.only = Some(step);
            start::start(context, setup)
        }
        Doing::Result(id) => results::again(context, &id),
        Doing::Review => {
            let known = context.library()?.all().content;
            let Some(case) = cases::pick(context, &known)? else { return Ok(DONE) };
            let args = ReviewArgs { case, step: None, framework: None, peek: false };
            review::review(context, &args)
        }
        Doing::Demo => demo::demo(context),
        Doing::Quit => Ok(DONE),
        Doing::Help => {
            write!(context.out, "{}", Cli::command().render_help())?;
            Ok(DONE)
        }
    }
}

fn ask_step(context: &Context<'_>) -> Result<Option<String>> {
    let loaded = context.library()?.frameworks();
    let Some(framework) = loaded.content.frameworks.get("seven-step") else { return Ok(None) };
    let choices: Vec<Choice> =
        framework.steps.iter().map(|step| choice(&step.title, &step.goal)).collect();
    Ok(match choose(context.style, "Which step?", &choices, 0)? {
        Outcome::Chosen(index) => framework.steps.get(index).map(|step| step.id.clone()),
        Outcome::Cancelled | Outcome::Interrupted => None,
    })
}
