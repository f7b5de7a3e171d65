//! How things look: resolved once, from the command line and the environment, and passed down.

use super::wrap::{Indent, Segment, tidy, wrap, wrap_marked};
use anstyle::{AnsiColor, Effects, Style as Ansi};
use std::ops::Range;

/// Widest and narrowest lines of prose; longer ones are hard to read, shorter ones are no lines.
const PROSE: std::ops::RangeInclusive<usize> = 20..=100;

/// Width where nothing says otherwise.
const USUAL: usize = 80;

/// What the command line asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourChoice {
    /// Colour where it is wanted and shown.
    #[default]
    Auto,
    /// Colour whatever the output is.
    Always,
    /// No colour.
    Never,
}

/// What is known of the output; everything comes from the caller.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings<'a> {
    /// The command line's wish.
    pub colour: ColourChoice,
    /// Whether plain screens were asked for.
    pub plain: bool,
    /// `NO_COLOR`.
    pub no_color: Option<&'a str>,
    /// `CLICOLOR_FORCE`.
    pub clicolor_force: Option<&'a str>,
    /// `TERM`.
    pub term: Option<&'a str>,
    /// `COLUMNS`.
    pub columns: Option<&'a str>,
    /// Whether the output is a terminal.
    pub is_terminal: bool,
    /// Its width, see [`terminal_width`].
    pub measured: Option<usize>,
}

/// What a piece of text is, so that it can look like it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A title.
    Heading,
    /// Less important than the rest.
    Dim,
    /// Covered.
    Good,
    /// Partly there.
    Partial,
    /// Missed or wrong.
    Bad,
    /// Words of the person that count.
    Evidence,
}

/// How things look on this output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether escape sequences are written.
    pub colour: bool,
    /// Whether lines and marks are drawn with ASCII only.
    pub ascii: bool,
    /// Cells in a line of prose.
    pub width: usize,
}

impl Style {
    /// No colour, 80 cells: what tests and files get.
    pub const PLAIN: Self = Self { colour: false, ascii: false, width: USUAL };

    /// Decides once how things look.
    pub fn resolve(around: &Surroundings<'_>) -> Self {
        let width = around.columns.and_then(|text| text.trim().parse().ok()).filter(|n| *n > 0);
        let width = width.or(around.measured).unwrap_or(USUAL);
        Self {
            colour: wants_colour(around),
            ascii: around.plain || is_dumb(around),
            width: width.clamp(*PROSE.start(), *PROSE.end()),
        }
    }

    /// Text in a role. Without colour, evidence is put between `_`; the other roles repeat what
    /// words or marks beside them say and need no substitute.
    pub fn paint(&self, role: Role, text: &str) -> String {
        match (self.colour, role) {
            _ if text.is_empty() => String::new(),
            (true, _) => {
                let look = look(role);
                format!("{look}{text}{look:#}")
            }
            (false, Role::Evidence) => format!("_{text}_"),
            (false, _) => text.to_owned(),
        }
    }

    /// Safe text in lines of this style's width, the bytes in `marks` shown as evidence.
    pub fn evidence(&self, text: &str, marks: &[Range<usize>], indent: Indent) -> Vec<String> {
        if !self.colour {
            // The marks take cells, so they have to be there before the lines are broken.
            return wrap(&underscored(text, marks), self.width, indent);
        }
        let paint = |segment: &Segment| {
            let Segment { text, marked } = segment;
            if *marked { self.paint(Role::Evidence, text) } else { text.clone() }
        };
        let lines = wrap_marked(text, marks, self.width, indent);
        lines.iter().map(|line| line.iter().map(paint).collect()).collect()
    }

    /// `·` between parts of a line, or a comma.
    pub fn dot(&self) -> &'static str {
        if self.ascii { ", " } else { " · " }
    }

    /// A line's ornament: `──`, or `--`.
    pub fn rule(&self) -> &'static str {
        if self.ascii { "--" } else { "──" }
    }
}

/// The width of the terminal the output goes to, if it goes to one.
pub fn terminal_width() -> Option<usize> {
    terminal_size::terminal_size().map(|(terminal_size::Width(cells), _)| usize::from(cells))
}

fn underscored(text: &str, marks: &[Range<usize>]) -> String {
    let mut marked = String::with_capacity(text.len() + 2 * marks.len());
    let mut at = 0;
    for mark in tidy(text, marks) {
        marked += &text[at..mark.start];
        marked.extend(["_", &text[mark.clone()], "_"]);
        at = mark.end;
    }
    marked + &text[at..]
}

fn wants_colour(around: &Surroundings<'_>) -> bool {
    let set = |value: Option<&str>| value.is_some_and(|value| !value.is_empty());
    match around.colour {
        ColourChoice::Always => true,
        ColourChoice::Never => false,
        ColourChoice::Auto if set(around.no_color) || around.plain => false,
        ColourChoice::Auto if set(around.clicolor_force.filter(|value| *value != "0")) => true,
        ColourChoice::Auto => around.is_terminal && !is_dumb(around),
    }
}

fn is_dumb(around: &Surroundings<'_>) -> bool {
    around.term == Some("dumb")
}

/// The sixteen named colours only: they follow the person's own terminal theme.
fn look(role: Role) -> Ansi {
    let colour = |colour: AnsiColor| Ansi::new().fg_color(Some(colour.into()));
    match role {
        Role::Heading => Ansi::new().effects(Effects::BOLD),
        Role::Dim => Ansi::new().effects(Effects::DIMMED),
        Role::Good => colour(AnsiColor::Green),
        Role::Partial => colour(AnsiColor::Yellow),
        Role::Bad => colour(AnsiColor::Red),
        Role::Evidence => Ansi::new().effects(Effects::UNDERLINE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal<'a>() -> Surroundings<'a> {
        Surroundings { is_terminal: true, term: Some("xterm"), ..Surroundings::default() }
    }

    #[test]
    fn the_flag_wins_over_everything() {
        let always = Surroundings {
            colour: ColourChoice::Always,
            no_color: Some("1"),
            ..Surroundings::default()
        };
        assert!(Style::resolve(&always).colour);
        assert!(
            !Style::resolve(&Surroundings { colour: ColourChoice::Never, ..terminal() }).colour
        );
    }

    #[test]
    fn the_environment_decides_otherwise() {
        let colour = |around| Style::resolve(&around).colour;
        assert!(colour(terminal()));
        assert!(!colour(Surroundings::default()));
        assert!(!colour(Surroundings { no_color: Some("1"), ..terminal() }));
        assert!(colour(Surroundings { no_color: Some(""), ..terminal() }));
        assert!(!colour(Surroundings { term: Some("dumb"), ..terminal() }));
        assert!(colour(Surroundings { clicolor_force: Some("1"), ..Surroundings::default() }));
        assert!(!colour(Surroundings { clicolor_force: Some("0"), ..Surroundings::default() }));
    }

    #[test]
    fn prose_is_neither_too_wide_nor_too_narrow() {
        let width = |columns, measured| {
            Style::resolve(&Surroundings { columns, measured, ..Surroundings::default() }).width
        };
        assert_eq!(width(None, None), 80);
        assert_eq!(width(Some("72"), Some(200)), 72);
        assert_eq!(width(Some("wide"), Some(200)), 100);
        assert_eq!(width(None, Some(3)), 20);
    }

    #[test]
    fn evidence_can_be_told_without_colour() {
        let lines = Style::PLAIN.evidence("for three weeks, then", &[4..9, 9..15], Indent::NONE);
        assert_eq!(lines, ["for _three weeks_, then"]);
        let colour = Style { colour: true, ..Style::PLAIN };
        let lines = colour.evidence("for three weeks", &[4..9, 5..7], Indent::NONE);
        assert_eq!(lines, ["for \u{1b}[4mthree\u{1b}[0m weeks"]);
    }

    #[test]
    fn nothing_is_painted_without_colour() {
        assert_eq!(Style::PLAIN.paint(Role::Bad, "missed"), "missed");
        let colour = Style { colour: true, ..Style::PLAIN };
        assert_eq!(colour.paint(Role::Bad, "missed"), "\u{1b}[31mmissed\u{1b}[0m");
        assert_eq!(colour.paint(Role::Bad, ""), "");
    }
}
