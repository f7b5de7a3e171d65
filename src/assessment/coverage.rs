//! Coverage of steps.

use super::result::PointResult;
use crate::content::framework::{Framework, Step, nearest_length};

/// How uncertain points count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// As credited.
    AsCredited,
    /// Partial and possible count 0.
    Against,
    /// Partial and possible count 1.
    For,
}

/// A point's credit under a doubt, 0..1.
pub(super) fn credit(point: &PointResult, doubt: Doubt) -> f64 {
    match doubt {
        Doubt::AsCredited => point.credit,
        _ if !point.is_uncertain() => point.credit,
        Doubt::Against => 0.0,
        Doubt::For => 1.0,
    }
}

/// Credited weight over the weight that is enough at this length, at most 1; `None` when nothing is
/// expected of the step.
///
/// Enough is the weight of the heaviest expected points, must-haves first, as many as the framework
/// says: nobody types thirty points in 45 minutes, and depth must not be punished.
pub(super) fn of_step(
    step: &Step,
    points: &[&PointResult],
    minutes: Option<u32>,
    doubt: Doubt,
) -> Option<f64> {
    let mut expected: Vec<&&PointResult> = points.iter().filter(|point| point.expected).collect();
    if expected.is_empty() {
        return None;
    }
    expected.sort_by_key(|point| std::cmp::Reverse((point.must, point.weight)));
    let enough =
        step.enough.get(&nearest_length(minutes.unwrap_or(60))).copied().unwrap_or(u32::MAX);
    let needed: u32 = expected.iter().take(enough as usize).map(|point| point.weight).sum();
    let credited: f64 =
        expected.iter().map(|point| f64::from(point.weight) * credit(point, doubt)).sum();
    Some((credited / f64::from(needed.max(1))).min(1.0))
}

/// Coverage of a step from its points as credited, 0..1, as [`Assessment`](super::Assessment)s state
/// it; `None` when nothing is expected of the step or the framework lacks it. For comparing credit
/// given by others, on the same formula.
pub fn step_coverage(
    framework: &Framework,
    points: &[PointResult],
    step: &str,
    minutes: Option<u32>,
) -> Option<f64> {
    let own: Vec<&PointResult> = points.iter().filter(|point| point.step == step).collect();
    of_step(framework.step(step)?, &own, minutes, Doubt::AsCredited)
}

/// Credited weight over the weight of all expected points; `None` when nothing is expected.
pub(super) fn breadth(points: &[&PointResult]) -> Option<f64> {
    let expected: Vec<&&PointResult> = points.iter().filter(|point| point.expected).collect();
    let weight: u32 = expected.iter().map(|point| point.weight).sum();
    let credited: f64 = expected.iter().map(|point| f64::from(point.weight) * point.credit).sum();
    (weight > 0).then(|| credited / f64::from(weight))
}

/// Σ step weight × coverage, weights renormalised over the steps that expect something.
pub(super) fn overall(
    framework: &Framework,
    points: &[PointResult],
    minutes: Option<u32>,
    doubt: Doubt,
) -> f64 {
    let mut sum = 0.0;
    let mut weights = 0.0;
    for step in &framework.steps {
        let own: Vec<&PointResult> = points.iter().filter(|point| point.step == step.id).collect();
        if let Some(coverage) = of_step(step, &own, minutes, doubt) {
            sum += coverage * f64::from(step.weight);
            weights += f64::from(step.weight);
        }
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}
