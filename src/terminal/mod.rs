//! Floor 7: what a person sees and types.

mod clock;
mod console;
mod out;
mod sanitise;
mod style;
mod table;
mod wrap;

pub use clock::{Clock, SessionClock};
pub use console::{Console, Input, View};
pub use out::{Out, stderr, stdout};
pub use sanitise::{sanitise, sanitise_marked};
pub use style::{ColourChoice, Role, Style, Surroundings, terminal_width};
pub use table::Table;
pub use wrap::{Indent, Segment, wrap, wrap_marked};
