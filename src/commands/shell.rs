//! `completions` and `man`.

use anyhow::Result;
use clap::CommandFactory;

use super::context::Context;
use super::exit::DONE;
use crate::cli::Cli;

/// Prints completions; returns the exit code.
///
/// # Errors
/// If the output fails.
pub(super) fn completions(context: &mut Context<'_>, shell: clap_complete::Shell) -> Result<u8> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "mlsd", &mut text);
    context.out.write_all(&text)?;
    Ok(DONE)
}

/// Prints the manual page; returns the exit code.
///
/// # Errors
/// If the output fails.
pub(super) fn man(context: &mut Context<'_>) -> Result<u8> {
    let mut text = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut text)?;
    context.out.write_all(&text)?;
    Ok(DONE)
}
