//! Floor 4: what a session means.
//!
//! Session and scoring in, an [`Assessment`] out: credit after prompting, coverage of each step,
//! caps, the verdict, the ledger, and three things for next time. Everything needed to print it is
//! inside it, because the journal keeps it as what the person was shown.
//!
//! Two readings of the design, where it left a choice:
//! - *thin*, *skipped* and *not reached* steps are named, and their own text counts 0; what was
//!   said about their topics elsewhere still counts, as it does for every step.
//! - A claim does not change a figure. It is shown beside the point, and the verdict is a range
//!   when uncertain points decide it.

mod advice;
mod assess;
mod behaviour;
mod coverage;
mod credit;
mod ledger;
mod result;
mod samples;
mod text;
mod verdict;

pub use assess::{Judged, StepScore, assess, assess_attempt, assess_step, read};
pub use behaviour::{Behaviour, BehaviourCount};
pub use coverage::step_coverage;
pub use credit::Prompting;
pub use ledger::Ledger;
pub use result::{
    Advice, Assessment, CapFired, CurveballResult, FactResult, LevelRead, PointResult, Quote,
    Retry, StepResult, StepStatus, TrapResult, Unprompted, Verdict,
};
pub use samples::{check_samples, sample_session, session_of};

/// Fewest content words for a verdict.
pub const VERDICT_WORDS: usize = 150;
/// Fewest content words of a step that is not thin.
pub const STEP_WORDS: usize = 15;
