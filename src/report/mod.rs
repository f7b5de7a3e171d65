//! Floor 6: what a person reads afterwards.
//!
//! A session, what it means and, if it is still installed, its case go in; Markdown, JSON or lines
//! for a screen come out. Everything here is pure and byte-stable: the same session gives the same
//! bytes, on any day and any machine. Where the case has been removed since, the journal and the
//! assessment are enough for all but the walkthrough and the diagram.

mod debrief;
mod drawing;
mod escape;
mod feedback;
mod json;
mod lines;
mod markdown;
mod outcome;
mod page;
mod result;
mod sheet;
mod spoilers;
mod study;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod words;

pub use debrief::debrief;
pub use drawing::Drawing;
pub use feedback::{behaviour_list, lone_step_feedback, points_list, step_feedback};
pub use json::{REPORT_FORMAT, json};
pub use lines::{Line, Role, Screen};
pub use markdown::markdown;
pub use page::{Block, Page, emphasis};
pub use result::result_pages;
pub use sheet::sheet;
pub use study::{Study, StudySample};

use crate::assessment::Assessment;
use crate::content::CaseStudy;
use crate::interview::Session;

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The session as folded from its journal.
    pub session: &'a Session,
    /// What it means: as shown at the end, or computed again.
    pub assessment: &'a Assessment,
    /// The case as installed now, if it still is.
    pub case: Option<&'a CaseStudy>,
    /// What was shown at the end, when `assessment` was computed again.
    pub before: Option<&'a Assessment>,
    /// Whether missed points, facts, walkthrough and diagram are printed. Without them a transcript
    /// can be given to somebody who has yet to do the case.
    pub spoilers: bool,
}

impl<'a> Report<'a> {
    /// A report that holds nothing back.
    pub fn new(
        session: &'a Session,
        assessment: &'a Assessment,
        case: Option<&'a CaseStudy>,
    ) -> Self {
        Self { session, assessment, case, before: None, spoilers: true }
    }
}
