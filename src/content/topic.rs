//! What a piece of content is about.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a piece of content is about. A framework gives each topic to exactly one step, so one case
/// study serves every framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Topic {
    /// Scope, scale, constraints.
    Requirements,
    /// The ML task: objective, label, inputs and outputs.
    Framing,
    /// How success is measured.
    Metrics,
    /// The bird's-eye sketch.
    Architecture,
    /// Sources, labels, splits, biases.
    Data,
    /// What the model sees.
    Features,
    /// Baselines, models, losses, training.
    Modelling,
    /// Offline comparison, slices, operating point.
    Evaluation,
    /// The online experiment.
    Experiment,
    /// The prediction path, rollout, fallback.
    Serving,
    /// Drift, alerts, retraining, feedback loops.
    Monitoring,
}

impl Topic {
    /// Every topic, in the order of an interview.
    pub const ALL: [Self; 11] = [
        Self::Requirements,
        Self::Framing,
        Self::Metrics,
        Self::Architecture,
        Self::Data,
        Self::Features,
        Self::Modelling,
        Self::Evaluation,
        Self::Experiment,
        Self::Serving,
        Self::Monitoring,
    ];

    /// The topic's name as written in content.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Requirements => "requirements",
            Self::Framing => "framing",
            Self::Metrics => "metrics",
            Self::Architecture => "architecture",
            Self::Data => "data",
            Self::Features => "features",
            Self::Modelling => "modelling",
            Self::Evaluation => "evaluation",
            Self::Experiment => "experiment",
            Self::Serving => "serving",
            Self::Monitoring => "monitoring",
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
