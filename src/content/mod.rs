//! Floor 1: what is practised.
//!
//! Frameworks, shared points, the vocabulary and case studies are YAML. This floor reads them from
//! bytes, checks everything that can be checked without scoring, and reports every problem with its
//! place. It is pure: files are read by `library`.
//!
//! The design asks for 24–35 points in use of a complete case; up to 40 are accepted here, because
//! depth in one topic (ads: calibration) should not force a shared must-have out.

pub mod case_study;
mod convert;
mod convert_framework;
pub mod cue;
pub mod estimate;
pub mod framework;
mod level;
mod load;
mod place;
pub mod point;
mod prepared;
mod problem;
mod quota;
mod raw;
mod topic;
mod vocabulary;
mod yaml;
mod yaml_errors;

pub use case_study::{CaseStudy, Status};
pub use convert::CONTENT_FORMAT;
pub use framework::Framework;
pub use level::Level;
pub use load::{Content, Source, SourceKind, hash, kind_of, load};
pub use point::Point;
pub use prepared::prepare;
pub use problem::{Problem, Severity, Spot, did_you_mean, nearest};
pub use topic::Topic;
pub use vocabulary::{Concept, Vocabulary};
