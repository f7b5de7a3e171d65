//! `mock` and `practice`: sets a session up and plays it.

use anyhow::{Result, bail};

use super::context::{Chosen, Context, recurrence};
use super::exit::{DONE, Exit, INTERRUPTED};
use super::play::Play;
use super::{cases, finish, results};
use crate::cli::{LevelArg, PracticeArgs, StartArgs};
use crate::content::{Framework, Level, Status};
use crate::interview::{
    CaseRef, FrameworkRef, Header, JOURNAL_FORMAT, Mode, SHEET, StepPlan, Timing, plural,
};
use crate::scoring::Rubric;
use crate::terminal::{
    Choice, Console, Editor, FullScreen, Inbox, Outcome, Plain, Screens, SessionClock, can_choose,
    choose,
};

/// Minutes of the usual interview.
const USUAL_MINUTES: u32 = 45;

/// How long a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// To be asked for, or the usual one.
    Open,
    /// So many minutes.
    Minutes(u32),
    /// No clock.
    Untimed,
}

impl Length {
    fn minutes(self) -> Option<u32> {
        match self {
            Self::Minutes(minutes) => Some(minutes),
            Self::Open | Self::Untimed => None,
        }
    }
}

/// What was decided before the start.
pub(super) struct Setup {
    /// Case id, if named.
    pub case: Option<String>,
    /// Framework id, if named.
    pub framework: Option<String>,
    /// Level, if named.
    pub level: Option<Level>,
    /// How long.
    pub length: Length,
    /// Mock or practice.
    pub mode: Mode,
    /// Only this step.
    pub only: Option<String>,
    /// Seed, if named.
    pub seed: Option<u64>,
    /// Go on after the total.
    pub overtime: bool,
    /// One sheet instead of steps.
    pub open: bool,
}

impl Setup {
    /// Everything still to be asked for.
    pub(super) fn new(mode: Mode) -> Self {
        let length = if mode == Mode::Practice { Length::Untimed } else { Length::Open };
        Self {
            case: None,
            framework: None,
            level: None,
            length,
            mode,
            only: None,
            seed: None,
            overtime: false,
            open: false,
        }
    }

    /// From `mock`'s arguments.
    pub(super) fn mock(args: StartArgs) -> Self {
        let named = args.minutes.map_or(Length::Open, Length::Minutes);
        let length = if args.untimed { Length::Untimed } else { named };
        Self {
            case: args.case,
            framework: args.framework,
            level: args.level.map(LevelArg::into),
            length,
            mode: Mode::Mock,
            only: None,
            seed: args.seed,
            overtime: args.overtime,
            open: args.open,
        }
    }

    /// From `practice`'s arguments.
    pub(super) fn practice(args: PracticeArgs) -> Self {
        Self {
            case: args.case,
            framework: args.framework,
            level: args.level.map(LevelArg::into),
            length: args.minutes.map_or(Length::Untimed, Length::Minutes),
            mode: Mode::Practice,
            only: args.step,
            seed: args.seed,
            overtime: false,
            open: false,
        }
    }
}

/// Sets a session up and plays it; returns the exit code.
///
/// # Errors
/// If content, journal or console fail.
pub(super) fn start(context: &mut Context<'_>, mut setup: Setup) -> Result<u8> {
    let Some(case) = ask_case(context, &setup)? else { return cancelled(context) };
    let chosen = context.choose(&case, setup.framework.as_deref())?;
    if let Some(step) = &setup.only {
        Context::check_step(chosen.framework()?, step)?;
    }
    if !ask_conditions(context, &mut setup)? {
        return cancelled(context);
    }
    let header = header(context, &chosen, &setup)?;
    let salt = header.seed ^ header.started.as_nanosecond() as u64;
    let store = context.store()?;
    let (journal, session) = store.create(header, salt)?;
    let code = play(context, &chosen, journal, session, None, setup.only)?;
    Ok(code)
}

/// Plays a session, new or resumed, and prints what it meant or how to go on.
///
/// # Errors
/// If journal or console fail.
pub(super) fn play(
    context: &mut Context<'_>,
    chosen: &Chosen,
    journal: crate::sessions::OpenSession,
    session: crate::interview::Session,
    draft: Option<crate::sessions::Draft>,
    only: Option<String>,
) -> Result<u8> {
    let (framework, case) = (chosen.framework()?, chosen.case()?);
    let rubric = Rubric::compile(&chosen.loaded.content, case);
    let recurrence = recurrence(&chosen.loaded.content);
    let base_ms = draft.as_ref().map_or(0, |draft| draft.clock_ms).max(session.clock_ms());
    let watched = context.env.stdin_is_terminal && context.env.stdout_is_terminal;
    let unsent = draft.as_ref().map_or(0, |draft| draft.text.split_whitespace().count() as u64);
    let mut play = Play {
        framework,
        case,
        rubric: &rubric,
        recurrence: &recurrence,
        content_hash: finish::content_hash(&chosen.loaded.content, case, framework),
        only,
        journal,
        session,
        clock: SessionClock::start(context.clock, base_ms),
        notes: Vec::new(),
        revising: None,
        watched,
        unsaved: None,
        unsent,
        // The full screen asks by itself before it ends anything.
        warned: context.full_screen(),
    };
    let ended = {
        let mut console = console(context, &play.session.header.session, watched)?;
        if let Some(draft) = draft {
            console.set_draft(&draft.text);
        }
        play.run(&mut *console)
    };
    let session_id = play.session.header.session.clone();
    if let Some(text) = play.unsaved.take() {
        let text = crate::terminal::sanitise(&text).into_owned();
        writeln!(context.err, "This could not be saved; copy it from here:\n\n{text}\n")?;
    }
    let ended = ended.inspect_err(|_| {
        let _ =
            writeln!(context.err, "What you sent is saved. Go on with: mlsd resume {session_id}");
    })?;
    match &ended {
        super::play::Ended::Finished(assessment) => {
            if context.full_screen() {
                let (journal, session) = (&mut play.journal, &mut play.session);
                let assessment = assessment.as_ref().clone();
                results::Results { chosen, journal, session, assessment }.browse(context)?;
            }
            finish::show(context, &play.session, assessment)?;
        }
        super::play::Ended::Left => {
            let unsent = match play.unsent {
                0 => String::new(),
                words => format!(", {} not sent yet kept", plural(words, "word")),
            };
            writeln!(context.err, "Saved{unsent}. Go on with: mlsd resume {session_id}")?;
        }
    }
    Ok(ended.code())
}

/// Where the person types: the full screen, or plain lines.
fn console<'c>(
    context: &'c mut Context<'_>,
    session: &str,
    watched: bool,
) -> Result<Box<dyn Console + 'c>> {
    let editor = Editor::new(context.env.visual.clone(), context.env.editor.clone());
    if context.full_screen() {
        return Ok(Box::new(FullScreen::open(context.style, editor, context.bell, session)?));
    }
    let screens = Screens { out: &mut *context.out, err: &mut *context.err, watched };
    Ok(Box::new(Plain::new(Inbox::open()?, screens, context.style, editor)))
}

fn header(context: &Context<'_>, chosen: &Chosen, setup: &Setup) -> Result<Header> {
    let (framework, case) = (chosen.framework()?, chosen.case()?);
    let minutes = setup.length.minutes();
    let started = context.clock.now();
    let seed = setup.seed.unwrap_or_else(|| started.as_millisecond().unsigned_abs());
    let plan = minutes.map(|minutes| framework.plan(minutes));
    let timing = Timing {
        minutes,
        interviewer: plan.as_ref().map_or(0, |plan| plan.interviewer),
        closing: plan.as_ref().map_or(0, |plan| plan.closing),
        overtime: setup.overtime,
    };
    Ok(Header {
        journal: JOURNAL_FORMAT,
        session: String::new(),
        app: concat!("mlsd ", env!("CARGO_PKG_VERSION")).to_owned(),
        case: CaseRef {
            id: case.id.clone(),
            title: case.title.clone(),
            prompt: case.prompt.clone(),
            hash: case.hash.clone(),
            draft: case.status == Status::Draft,
        },
        framework: FrameworkRef { id: framework.id.clone(), hash: framework.hash.clone() },
        steps: if setup.open {
            vec![sheet(plan.as_ref().map(|plan| plan.steps.iter().sum()))]
        } else {
            let minutes = plan.as_ref().map(|plan| plan.steps.as_slice());
            steps(framework, minutes, setup.only.as_deref())
        },
        level: setup.level.unwrap_or(Level::Senior),
        mode: setup.mode,
        seed,
        timing,
        started,
        earlier: context.store()?.earlier(&case.id)?,
        pace: context.store()?.list()?.pace(),
    })
}

/// The one step of an open mock.
fn sheet(minutes: Option<u32>) -> StepPlan {
    StepPlan { id: SHEET.to_owned(), title: "Your design".to_owned(), minutes }
}

fn steps(framework: &Framework, minutes: Option<&[u32]>, only: Option<&str>) -> Vec<StepPlan> {
    framework
        .steps
        .iter()
        .enumerate()
        .filter(|(_, step)| only.is_none_or(|only| only == step.id))
        .map(|(index, step)| StepPlan {
            id: step.id.clone(),
            title: step.title.clone(),
            minutes: minutes.and_then(|minutes| minutes.get(index).copied()),
        })
        .collect()
}

/// The case named, the only one, or the one chosen from a menu; `None` when cancelled.
fn ask_case(context: &mut Context<'_>, setup: &Setup) -> Result<Option<String>> {
    if let Some(case) = &setup.case {
        return Ok(Some(case.clone()));
    }
    let library = context.library()?;
    let ids = library.case_ids();
    if let [only] = ids.as_slice() {
        return Ok(Some((*only).to_owned()));
    }
    if !can_choose() {
        bail!(Exit::usage(format!("name a case: {}", ids.join(", "))));
    }
    cases::pick(context, &library.all().content)
}

/// Level and minutes of a mock, asked for when nothing was said and somebody is there.
fn ask_conditions(context: &Context<'_>, setup: &mut Setup) -> Result<bool> {
    let watched = can_choose() && context.env.stdout_is_terminal && !context.env.plain;
    if setup.mode == Mode::Mock && watched {
        if setup.level.is_none() {
            let Some(level) = ask_level(context)? else { return Ok(false) };
            setup.level = Some(level);
        }
        if setup.length == Length::Open {
            let Some(length) = ask_length(context)? else { return Ok(false) };
            setup.length = length;
        }
    }
    if setup.length == Length::Open {
        setup.length = Length::Minutes(USUAL_MINUTES);
    }
    Ok(true)
}

fn ask_level(context: &Context<'_>) -> Result<Option<Level>> {
    let about = [
        "L4, E4: correctness, breadth",
        "L5, E5: reasons and trade-offs",
        "L6, E6: the assumption that changes the answer",
    ];
    let choices: Vec<Choice> = Level::ALL
        .iter()
        .zip(about)
        .map(|(level, about)| Choice { name: level.to_string(), about: about.to_owned() })
        .collect();
    Ok(match choose(context.style, "At which level?", &choices, 1)? {
        Outcome::Chosen(index) => Level::ALL.get(index).copied(),
        Outcome::Cancelled | Outcome::Interrupted => None,
    })
}

fn ask_length(context: &Context<'_>) -> Result<Option<Length>> {
    let lengths = [
        (Length::Minutes(35), "35 minutes", "short"),
        (Length::Minutes(USUAL_MINUTES), "45 minutes", "the usual"),
        (Length::Minutes(60), "60 minutes", "long"),
        (Length::Untimed, "untimed", "no clock"),
    ];
    let choice =
        |name: &str, about: &str| Choice { name: name.to_owned(), about: about.to_owned() };
    let choices: Vec<Choice> = lengths.iter().map(|(_, name, about)| choice(name, about)).collect();
    Ok(match choose(context.style, "How long?", &choices, 1)? {
        Outcome::Chosen(index) => lengths.get(index).map(|(length, _, _)| *length),
        Outcome::Cancelled | Outcome::Interrupted => None,
    })
}

fn cancelled(context: &mut Context<'_>) -> Result<u8> {
    writeln!(context.err, "Nothing was started.")?;
    Ok(if context.env.stdin_is_terminal { INTERRUPTED } else { DONE })
}
