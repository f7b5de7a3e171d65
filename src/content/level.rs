//! Levels of seniority.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The lowest level at which a point is expected unprompted, or the level a person aims at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Mid-level engineer (L4, E4).
    Mid,
    /// Senior engineer (L5, E5).
    Senior,
    /// Staff engineer (L6, E6) and up.
    Staff,
}

impl Level {
    /// Every level, lowest first.
    pub const ALL: [Self; 3] = [Self::Mid, Self::Senior, Self::Staff];

    /// The level's name as written in content and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mid => "mid",
            Self::Senior => "senior",
            Self::Staff => "staff",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
