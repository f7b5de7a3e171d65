//! What every command works with.

use anyhow::{Result, bail};
use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;

use super::environment::Environment;
use super::exit::Exit;
use crate::cli::{Cli, Colour};
use crate::content::framework::{Step, USUAL_FRAMEWORK};
use crate::content::{
    CaseStudy, Content, Framework, Problem, Severity, Source, SourceKind, did_you_mean,
};
use crate::library::{Library, Loaded};
use crate::sessions::{DataDir, Store};
use crate::terminal::{Clock, ColourChoice, Style, Surroundings, terminal_width};

/// What every command works with.
pub(super) struct Context<'a> {
    /// The environment.
    pub env: Environment,
    /// The clock.
    pub clock: Clock,
    /// How to print.
    pub style: Style,
    /// Results.
    pub out: &'a mut dyn Write,
    /// Prose, warnings, errors.
    pub err: &'a mut dyn Write,
    /// Whether somebody wants to hear the time.
    pub bell: bool,
    content: Option<PathBuf>,
}

/// A framework and a case, ready to be used.
pub(super) struct Chosen {
    /// Content as loaded.
    pub loaded: Loaded,
    /// Case id as loaded.
    pub case: String,
    /// Framework id.
    pub framework: String,
}

impl Chosen {
    /// The case.
    ///
    /// # Errors
    /// Never after [`Context::choose`].
    pub(super) fn case(&self) -> Result<&CaseStudy> {
        self.loaded
            .content
            .case(&self.case)
            .ok_or_else(|| anyhow::anyhow!("no case `{}`", self.case))
    }

    /// The framework.
    ///
    /// # Errors
    /// Never after [`Context::choose`].
    pub(super) fn framework(&self) -> Result<&Framework> {
        let found = self.loaded.content.frameworks.get(&self.framework);
        found.ok_or_else(|| anyhow::anyhow!("no framework `{}`", self.framework))
    }
}

/// How to print, given what is known before anything is printed.
pub(super) fn style(cli: &Cli, env: &Environment) -> Style {
    Style::resolve(&Surroundings {
        colour: match cli.color {
            Colour::Auto => ColourChoice::Auto,
            Colour::Always => ColourChoice::Always,
            Colour::Never => ColourChoice::Never,
        },
        plain: cli.plain || env.plain,
        no_color: env.no_color.as_deref(),
        clicolor_force: env.clicolor_force.as_deref(),
        term: env.term.as_deref(),
        columns: env.columns.as_deref(),
        is_terminal: env.stdout_is_terminal,
        measured: env.stdout_is_terminal.then(terminal_width).flatten(),
    })
}

impl<'a> Context<'a> {
    /// A context for one command.
    ///
    /// # Errors
    /// If the environment asks for something impossible.
    pub(super) fn new(
        cli: &Cli,
        mut env: Environment,
        style: Style,
        out: &'a mut dyn Write,
        err: &'a mut dyn Write,
    ) -> Result<Self> {
        let content = cli.content.clone().or_else(|| env.content.clone());
        env.plain |= cli.plain;
        Ok(Self { clock: env.clock()?, style, out, err, bell: false, content, env })
    }

    /// Whether a full screen can be shown and was not declined.
    pub(super) fn full_screen(&self) -> bool {
        let env = &self.env;
        let draws = env.term.as_deref().is_some_and(|term| !term.is_empty() && term != "dumb");
        env.stdin_is_terminal && env.stdout_is_terminal && draws && !env.plain
    }

    /// The user's sessions.
    ///
    /// # Errors
    /// If there is no place for data.
    pub(super) fn store(&self) -> Result<Store> {
        Ok(Store::new(DataDir::resolve(self.env.data_dir.clone())?))
    }

    /// The shipped content and the user's.
    ///
    /// # Errors
    /// If a folder named by the user cannot be read.
    pub(super) fn library(&self) -> Result<Library> {
        if let Some(folder) = &self.content {
            return Library::open(std::slice::from_ref(folder), true);
        }
        Library::open(&self.own_content(), false)
    }

    /// The user's own content folders: the one named, or that of the data folder.
    pub(super) fn own_content(&self) -> Vec<PathBuf> {
        self.content.clone().or_else(|| self.usual_content()).into_iter().collect()
    }

    /// The content folder that is read without being named on the command line.
    pub(super) fn usual_content(&self) -> Option<PathBuf> {
        let data = || DataDir::resolve(self.env.data_dir.clone()).map(|dir| dir.content()).ok();
        self.env.content.clone().or_else(data)
    }

    /// Loads a case and a framework by id.
    ///
    /// # Errors
    /// If there is none of that id, or its content is broken.
    pub(super) fn choose(&mut self, case: &str, framework: Option<&str>) -> Result<Chosen> {
        let library = self.library()?;
        let loaded = library.for_case(case);
        refuse_broken(&loaded, case)?;
        let Some(study) = loaded.content.case(case) else {
            let ids = library.case_ids();
            bail!(Exit::usage(format!(
                "no case `{case}`; {}",
                did_you_mean(case, ids.iter().copied(), "`mlsd list` shows them")
            )));
        };
        let found = study.id.clone();
        let own = study.framework.as_deref().unwrap_or(USUAL_FRAMEWORK);
        let framework = framework.unwrap_or(own).to_owned();
        if !loaded.content.frameworks.contains_key(&framework) {
            let ids = loaded.content.frameworks.keys().map(String::as_str);
            let fix = did_you_mean(&framework, ids, "`mlsd list frameworks` shows them");
            bail!(Exit::usage(format!("no framework `{framework}`; {fix}")));
        }
        Ok(Chosen { loaded, case: found, framework })
    }

    /// Checks that a framework has a step.
    ///
    /// # Errors
    /// If it has not.
    pub(super) fn check_step(framework: &Framework, step: &str) -> Result<()> {
        Self::step(framework, step).map(|_| ())
    }

    /// A step of a framework.
    ///
    /// # Errors
    /// Names the nearest step when there is none.
    pub(super) fn step<'f>(framework: &'f Framework, id: &str) -> Result<&'f Step> {
        if let Some(step) = framework.step(id) {
            return Ok(step);
        }
        let ids: Vec<&str> = framework.steps.iter().map(|step| step.id.as_str()).collect();
        let list = format!("steps: {}", ids.join(", "));
        bail!(Exit::usage(format!(
            "no step `{id}`; {}",
            did_you_mean(id, ids.iter().copied(), &list)
        )));
    }
}

/// In how many cases each shared point is used.
pub(super) fn recurrence(content: &Content) -> HashMap<String, usize> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for case in content.cases.values() {
        for point in case.points.iter().filter(|point| !case.owns(point)) {
            *counts.entry(point.id.clone()).or_default() += 1;
        }
    }
    counts
}

/// Content with errors is not used; the first is shown. Another case's broken file does not stand in
/// the way of this one, nor of being told that there is no such case.
fn refuse_broken(loaded: &Loaded, case: &str) -> Result<()> {
    let own = loaded.content.case(case).map(|case| case.spot.file.as_str());
    let is_own = |source: &Source| own.map_or(source.stem() == case, |own| own == source.shown);
    let others = |file: &str| {
        let mut sources = loaded.sources.iter().filter(|source| source.shown == file);
        sources.any(|source| source.kind() == Some(SourceKind::Case) && !is_own(source))
    };
    let broken: Vec<&Problem> = loaded
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error && !others(&problem.spot.file))
        .collect();
    let Some(first) = broken.first() else { return Ok(()) };
    let more = match broken.len() {
        1 => String::new(),
        count => format!("\n\n{count} problems in all; `mlsd check` shows them"),
    };
    bail!(Exit::content(format!("{}{more}", loaded.render(first))));
}
