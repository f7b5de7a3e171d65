//! `script`: a sheet from which a friend can run the interview.

use anyhow::Result;

use super::context::Context;
use super::exit::DONE;
use crate::cli::ScriptArgs;
use crate::report;

/// Prints the sheet; returns the exit code.
///
/// # Errors
/// If there is no such case or framework.
pub(super) fn script(context: &mut Context<'_>, args: &ScriptArgs) -> Result<u8> {
    let chosen = context.choose(&args.case, args.framework.as_deref())?;
    let (framework, case) = (chosen.framework()?, chosen.case()?);
    let sheet = report::sheet(framework, case, args.level.into(), args.minutes);
    write!(context.out, "{sheet}")?;
    Ok(DONE)
}
