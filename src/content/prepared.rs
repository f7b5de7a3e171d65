//! Content read once, when the program is built, and kept in a form that is quick to read again.

use serde::{Deserialize, Serialize};

use super::convert::{CaseFile, Converter};
use super::framework::Framework;
use super::load::{Source, SourceKind, hash};
use super::point::Point;
use super::vocabulary::Concept;
use super::{raw, yaml};

/// A content file as read.
#[derive(Serialize, Deserialize)]
pub(super) struct Prepared {
    /// Hash of the file's bytes.
    pub(super) hash: String,
    /// What it holds.
    pub(super) model: Model,
}

/// What a content file holds.
#[derive(Serialize, Deserialize)]
pub(super) enum Model {
    /// A framework.
    Framework(Framework),
    /// Shared points.
    Points(Vec<Point>),
    /// Entries of the vocabulary.
    Vocabulary(Vec<Concept>),
    /// A case study with its references.
    Case(CaseFile),
}

impl Prepared {
    /// Reads what [`prepare`] wrote; `None` for anything else.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

/// A file's contents, ready for [`Source::prepared`]; `None` when the file has a problem of any kind,
/// so that it is read as written and the problem is reported.
pub fn prepare(source: &Source) -> Option<Vec<u8>> {
    let hash = hash(&source.bytes);
    let text = yaml::text(&source.shown, &source.bytes).ok()?;
    let mut converter = Converter::new(&source.shown, text);
    let shown = &source.shown;
    let model = match source.kind()? {
        SourceKind::Framework => {
            Model::Framework(converter.framework(yaml::parse(shown, text).ok()?, hash.clone()))
        }
        SourceKind::Points => {
            let raw: raw::PointsFile = yaml::parse(shown, text).ok()?;
            Model::Points(converter.points(raw))
        }
        SourceKind::Vocabulary => {
            let raw: raw::VocabularyFile = yaml::parse(shown, text).ok()?;
            Model::Vocabulary(converter.concepts(raw))
        }
        SourceKind::Case => {
            Model::Case(converter.case(yaml::parse(shown, text).ok()?, hash.clone()))
        }
    };
    if !converter.problems.is_empty() {
        return None;
    }
    postcard::to_allocvec(&Prepared { hash, model }).ok()
}
