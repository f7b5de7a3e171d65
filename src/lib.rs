//! `mlsd`: a coach for machine-learning system design interviews.
//!
//! No stability is promised for this library: it exists so that the program can be tested.

pub mod content;
pub mod interview;
pub mod sessions;
pub mod terminal;
