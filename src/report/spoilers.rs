//! What is left of an assessment for somebody who has yet to do the case.

use crate::assessment::{Advice, Assessment, PointResult};
use crate::interview::{Body, Move, MoveKind};
use crate::scoring::State;

/// Said in the place of a line that would give the case away.
pub(super) const WITHHELD: &str = "(left out: this export has no spoilers)";

/// The assessment without missed points, facts, model sentences and advice made from them. What the
/// person said, and corrections of what they said, stay.
pub(super) fn without(assessment: &Assessment) -> Assessment {
    let mut kept = assessment.clone();
    kept.advice.retain(|advice| !is_from_a_missed_point(advice, &assessment.points));
    for advice in &mut kept.advice {
        advice.say = None;
    }
    kept.points.retain(|point| point.status != State::Missed);
    for point in &mut kept.points {
        point.say = None;
        point.possible = None;
    }
    if let Some(ball) = &mut kept.curveball {
        ball.points.retain(|point| point.status != State::Missed);
        for point in &mut ball.points {
            point.say = None;
            point.possible = None;
        }
    }
    kept.facts.clear();
    // Ids are short for what was missed.
    let is_kept = |id: &String| kept.points.iter().any(|point| point.id == *id);
    if let Some(verdict) = &mut kept.verdict {
        verdict.deciding.retain(is_kept);
    }
    if let Some(read) = &mut kept.reads_as {
        read.missing.clear();
    }
    kept
}

fn is_from_a_missed_point(advice: &Advice, points: &[PointResult]) -> bool {
    points.iter().filter(|point| point.status == State::Missed).any(|point| {
        let says = |text: &str| {
            let text = text.trim();
            !text.is_empty() && [&advice.what, &advice.why].iter().any(|part| part.contains(text))
        };
        says(&point.statement) || says(&point.why)
    })
}

/// Whether the interviewer gave something of the case away in this line beyond what was asked.
pub(super) fn gives_away(said: &Move) -> bool {
    matches!(said.kind, MoveKind::Hint | MoveKind::Feedback | MoveKind::Reveal)
}

/// An event as exported without spoilers; `None` when it is left out.
pub(super) fn event(body: &Body) -> Option<Body> {
    match body {
        // The id of the point a probe is after is short for the answer.
        Body::Move(said) => {
            let text = if gives_away(said) { WITHHELD.to_owned() } else { said.text.clone() };
            Some(Body::Move(Move { point: None, curveball: None, text, ..said.clone() }))
        }
        // Nobody knows what a newer version put there.
        Body::Unknown(_) | Body::Claimed { .. } | Body::Disputed { .. } => None,
        other => Some(other.clone()),
    }
}
