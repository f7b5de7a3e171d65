//! The shared vocabulary: concepts and every way people say them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::problem::Spot;

/// A name and every way people say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept {
    /// Id as used in cues, `<id>`.
    pub id: String,
    /// The field's name for it; counts as a phrase.
    pub name: String,
    /// Other phrases.
    pub says: Vec<String>,
    /// Concepts whose phrases count as this one's too; one level deep.
    pub includes: Vec<String>,
    /// Where it stands.
    pub spot: Spot,
}

/// Every concept, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Concepts by id.
    pub concepts: BTreeMap<String, Concept>,
}

impl Vocabulary {
    /// The concept's phrases: its name, its own, and those of what it includes.
    pub fn phrases<'a>(&'a self, id: &str) -> Vec<&'a str> {
        let Some(concept) = self.concepts.get(id) else { return Vec::new() };
        let own = |concept: &'a Concept| {
            std::iter::once(concept.name.as_str()).chain(concept.says.iter().map(String::as_str))
        };
        let included = concept.includes.iter().filter_map(|id| self.concepts.get(id)).flat_map(own);
        own(concept).chain(included).collect()
    }
}
