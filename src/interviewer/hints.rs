//! Help in practice, in three tiers: the step's one line, the heaviest missed point's follow-up,
//! its statement.

use crate::assessment::{Assessment, PointResult};
use crate::content::{CaseStudy, Framework};
use crate::interview::{Move, MoveKind, Session};
use crate::scoring::State;

/// The next hint in a step, or `None` when nothing is left to hint at.
pub(super) fn next(
    session: &Session,
    framework: &Framework,
    case: &CaseStudy,
    assessment: &Assessment,
    step: &str,
) -> Option<Move> {
    let hint = |point: Option<&str>, text: &str| Move {
        point: point.map(str::to_owned),
        ..Move::new(MoveKind::Hint, step, text)
    };
    let given: Vec<Option<&str>> = session
        .moves
        .iter()
        .filter(|spoken| spoken.said.kind == MoveKind::Hint && spoken.said.step == step)
        .map(|spoken| spoken.said.point.as_deref())
        .collect();
    if given.is_empty() {
        return framework.step(step).map(|step| hint(None, &step.hint));
    }
    // A point is hinted at by its follow-up, if it has one, then by its statement.
    missed(assessment, step).into_iter().find_map(|point| {
        let times = given.iter().filter(|id| **id == Some(point.id.as_str())).count();
        let probe = case.point(&point.id).and_then(|point| point.probe.as_deref());
        match (times, probe) {
            (0, Some(probe)) => Some(hint(Some(&point.id), probe)),
            (0, None) | (1, Some(_)) => {
                Some(hint(Some(&point.id), &format!("Listen for: {}", point.statement)))
            }
            _ => None,
        }
    })
}

fn missed<'a>(assessment: &'a Assessment, step: &str) -> Vec<&'a PointResult> {
    let mut missed: Vec<&PointResult> = assessment
        .points
        .iter()
        .filter(|point| point.step == step && point.expected && point.status != State::Covered)
        .collect();
    missed.sort_by_key(|point| std::cmp::Reverse((point.must, point.weight)));
    missed
}
