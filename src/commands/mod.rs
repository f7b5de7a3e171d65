//! Floor 8: one file per subcommand: gather, call, print.

mod cases;
mod check;
mod claim;
mod context;
mod demo;
mod draft_case;
mod environment;
mod exit;
mod explain;
mod export;
mod finish;
mod home;
mod list;
mod new;
mod play;
mod results;
mod resume;
mod review;
mod score;
mod script;
mod shared;
mod shell;
mod start;

use clap::Parser;
use std::borrow::Cow;
use std::io::Write;
use std::process::ExitCode;

use crate::cli::{Cli, Command, New};
use crate::terminal::{Style, stderr, stdout};
use context::Context;
use environment::Environment;

/// Parses the command line, runs the command, prints errors in one place.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A closed pipe is the only way this fails, and then nobody reads it.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { exit::USAGE } else { exit::DONE });
        }
    };
    let env = Environment::read();
    let style = context::style(&cli, &env);
    let mut out = stdout(style.colour);
    let mut err = stderr(style.colour);
    let result = Context::new(&cli, env, style, &mut out, &mut err)
        .and_then(|mut context| run(&mut context, cli));
    let _ = out.flush();
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let _ = writeln!(err, "error: {}", crate::terminal::sanitise(&format!("{error:#}")));
            exit::code_of(&error)
        }
    }
}

fn run(context: &mut Context<'_>, cli: Cli) -> anyhow::Result<u8> {
    let Some(command) = cli.command else { return home::home(context) };
    match command {
        Command::Demo => demo::demo(context),
        Command::Mock(args) => {
            context.bell = args.bell;
            start::start(context, start::Setup::mock(args))
        }
        Command::Practice(args) => {
            context.bell = args.bell;
            start::start(context, start::Setup::practice(args))
        }
        Command::Resume { session, bell } => {
            context.bell = bell;
            resume::resume(context, session.as_deref())
        }
        Command::Review(args) => review::review(context, &args),
        Command::Script(args) => script::script(context, &args),
        Command::Score(args) => score::score(context, &args),
        Command::Explain(args) => explain::run(context, &args),
        Command::Claim { session, point } => claim::claim(context, &session, &point),
        Command::Dispute { session, point, note } => {
            claim::dispute(context, &session, &point, &note)
        }
        Command::Export(args) => export::export(context, &args),
        Command::Sessions { format } => list::sessions(context, format),
        Command::List(args) => list::list(context, &args),
        Command::Check { paths, watch: false } => check::check(context, &paths),
        Command::Check { paths, watch: true } => check::watch(context, &paths),
        Command::New { what: New::Case(args) } => new::case(context, &args),
        Command::Completions { shell } => shell::completions(context, shell),
        Command::Man => shell::man(context),
    }
}

/// JSON escapes no controls beyond ASCII's own, but some terminals obey those too.
fn harmless(json: &str) -> Cow<'_, str> {
    use std::fmt::Write;
    // DEL, and the first byte of the controls from U+0080 on.
    if !json.bytes().any(|byte| matches!(byte, 0x7f | 0xc2) || byte < b' ' && byte != b'\n') {
        return Cow::Borrowed(json);
    }
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_control() && c != '\n' {
            let _ = write!(text, "\\u{:04x}", u32::from(c));
        } else {
            text.push(c);
        }
    }
    Cow::Owned(text)
}

/// The room a report has.
fn screen(style: Style) -> crate::report::Screen {
    crate::report::Screen { width: style.width, ascii: style.ascii, ..crate::report::Screen::USUAL }
}

/// Prints a report's lines.
fn print(context: &mut Context<'_>, lines: &[crate::report::Line]) -> anyhow::Result<()> {
    let blocks: Vec<_> = lines.iter().cloned().map(crate::report::Block::Line).collect();
    for line in crate::terminal::plain_lines(&blocks, context.style) {
        writeln!(context.out, "{line}")?;
    }
    Ok(())
}
