//! Floor 7: what a person sees and types.

mod console;

pub use console::{Console, Input, View};
