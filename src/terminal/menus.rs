//! Menus, for a person at a terminal only.

use super::sanitise;
use super::style::Style;
use anyhow::{Result, bail};
use inquire::list_option::ListOption;
use inquire::ui::RenderConfig;
use inquire::{InquireError, Select};
use std::io::{self, IsTerminal};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Rows shown at once.
const PAGE: usize = 12;

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it is.
    pub name: String,
    /// More about it, in a few words; may be empty.
    pub about: String,
}

/// What a person did with a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Chose the option with this index.
    Chosen(usize),
    /// Went back, with Esc.
    Cancelled,
    /// Wants to leave the program, with Ctrl-C.
    Interrupted,
}

/// Whether a menu can be shown: the person must be able to see it and to answer.
pub fn can_choose() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Shows a menu; typing filters it.
///
/// # Errors
/// If there is no person to ask, nothing to choose from, or the terminal fails.
pub fn choose(style: Style, title: &str, choices: &[Choice], start: usize) -> Result<Outcome> {
    if !can_choose() {
        bail!("there is no terminal to choose on; name your choice on the command line")
    }
    let rows = rows(choices, style.width);
    let name = |row: ListOption<&String>| {
        choices.get(row.index).map_or_else(String::new, |c| sanitise(&c.name).into_owned())
    };
    let title = sanitise(title);
    let answer = Select::new(&title, rows)
        .with_starting_cursor(start.min(choices.len().saturating_sub(1)))
        .with_vim_mode(false)
        .with_page_size(PAGE)
        .with_help_message(keys(style))
        .with_formatter(&name)
        .with_render_config(look(style))
        .raw_prompt();
    outcome(answer.map(|row| row.index))
}

fn outcome(answer: Result<usize, InquireError>) -> Result<Outcome> {
    match answer {
        Ok(index) => Ok(Outcome::Chosen(index)),
        Err(InquireError::OperationCanceled) => Ok(Outcome::Cancelled),
        Err(InquireError::OperationInterrupted) => {
            // The cursor stays on the menu's line; what follows starts on its own.
            anstream::eprintln!();
            Ok(Outcome::Interrupted)
        }
        Err(error) => Err(error.into()),
    }
}

fn keys(style: Style) -> &'static str {
    if style.ascii {
        "up/down move, type to filter, enter choose, esc back, ctrl-c quit"
    } else {
        "↑↓ move · type to filter · enter choose · esc back · ctrl-c quit"
    }
}

fn look(style: Style) -> RenderConfig<'static> {
    if style.colour { RenderConfig::default_colored() } else { RenderConfig::empty() }
}

/// One line each, names in a column, cut where the screen ends: a menu that wraps cannot be read.
fn rows(choices: &[Choice], width: usize) -> Vec<String> {
    let column = choices.iter().map(|choice| sanitise(&choice.name).width()).max().unwrap_or(0);
    let row = |choice: &Choice| {
        let name = sanitise(&choice.name).replace('\n', " ");
        let gap = " ".repeat(column.saturating_sub(name.width()) + 2);
        let about = sanitise(&choice.about).replace('\n', " ");
        // The cursor takes two cells, and the last column makes some terminals wrap.
        cut(format!("{name}{gap}{about}").trim_end(), width.saturating_sub(3))
    };
    choices.iter().map(row).collect()
}

fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cells = 0;
    let fits = |grapheme: &&str| {
        cells += grapheme.width();
        cells < width
    };
    text.graphemes(true).take_while(fits).chain(["…"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(name: &str, about: &str) -> Choice {
        Choice { name: name.into(), about: about.into() }
    }

    #[test]
    fn names_stand_in_a_column_and_rows_fit_the_screen() {
        let choices =
            [choice("ads", "clicks"), choice("日本", "a long story\nwith more"), choice("x", "")];
        assert_eq!(rows(&choices, 20), ["ads   clicks", "日本  a long sto…", "x"]);
    }

    #[test]
    fn every_way_out_of_a_menu_is_told_apart() {
        assert_eq!(outcome(Ok(2)).unwrap(), Outcome::Chosen(2));
        let cancelled = outcome(Err(InquireError::OperationCanceled));
        assert_eq!(cancelled.unwrap(), Outcome::Cancelled);
        assert!(outcome(Err(InquireError::NotTTY)).is_err());
    }
}
