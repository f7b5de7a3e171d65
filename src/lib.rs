//! `mlsd`: a coach for machine-learning system design interviews.
//!
//! No stability is promised for this library: it exists so that the program can be tested.

pub mod assessment;
pub mod content;
pub mod interview;
pub mod library;
pub mod scoring;
pub mod sessions;
pub mod terminal;
