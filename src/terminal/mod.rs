//! Floor 7: what a person sees and types.

mod clock;
mod console;
mod conversation;
mod editor;
mod inbox;
mod line_mode;
mod lines;
mod menus;
mod out;
mod pages;
mod plain;
#[cfg(test)]
mod plain_tests;
mod reader;
mod sanitise;
mod screen;
mod signals;
mod style;
mod table;
#[cfg(test)]
mod testing;
mod times;
mod wrap;

pub use clock::{Clock, SessionClock};
pub use console::{Console, Input, View};
pub use editor::Editor;
pub use inbox::{Inbox, Incoming};
pub use menus::{Choice, Outcome, can_choose, choose};
pub use out::{Out, stderr, stdout};
pub use pages::plain_lines;
pub use plain::{Plain, Screens};
pub use sanitise::{sanitise, sanitise_marked};
pub use screen::{FullScreen, Offered, Reader, Wish};
pub use signals::Signal;
pub use style::{ColourChoice, Role, Style, Surroundings, terminal_width};
pub use table::Table;
pub use wrap::{Indent, Segment, wrap, wrap_marked};
