//! Floor 1: what is practised.
mod level;
pub use level::Level;
