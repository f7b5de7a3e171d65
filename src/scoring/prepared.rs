//! Rubrics of shipped cases, compiled when the program was built: compiling one takes longer than
//! everything else a command does.

use super::rubric::{KeptRubric, Rubric};
use crate::content::{CaseStudy, Content};

/// Hash of a case, hash of the points and the vocabulary it was compiled against, its rubric.
static PREPARED: &[(&str, &str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/rubrics.rs"));

impl Rubric {
    /// The rubric of a case, compiled against the shared vocabulary, or read if it was compiled when
    /// the program was built.
    pub fn compile(content: &Content, case: &CaseStudy) -> Self {
        Self::prepared(content, case)
            .unwrap_or_else(|| Self::of(&content.vocabulary, case, &case.points))
    }

    /// The rubric compiled from the very same content when the program was built.
    fn prepared(content: &Content, case: &CaseStudy) -> Option<Self> {
        let (_, _, bytes) = PREPARED
            .iter()
            .find(|(own, common, _)| *own == case.hash && *common == content.common_hash)?;
        let kept: KeptRubric = postcard::from_bytes(bytes).ok()?;
        Some(kept.of(case))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;

    #[test]
    fn what_is_prepared_is_what_would_be_compiled() {
        let loaded = Library::open(&[], false).unwrap().all();
        for case in loaded.content.cases.values() {
            let prepared = Rubric::prepared(&loaded.content, case).unwrap();
            let compiled = Rubric::of(&loaded.content.vocabulary, case, &case.points);
            let bytes = |rubric: Rubric| postcard::to_allocvec(&rubric.kept()).unwrap();
            assert!(bytes(prepared) == bytes(compiled), "{}", case.id);
        }
    }

    #[test]
    fn changed_content_is_compiled_anew() {
        let mut loaded = Library::open(&[], false).unwrap().all();
        loaded.content.common_hash.push('x');
        let case = loaded.content.cases.values().next().unwrap();
        assert!(Rubric::prepared(&loaded.content, case).is_none());
    }
}
