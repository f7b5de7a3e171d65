//! The change of a mock: one, between two steps, in the case's words.

use super::probing::has_time;
use crate::content::{CaseStudy, Framework};
use crate::interview::{Move, MoveKind, SHEET, Session};

/// Said before the change.
const LEAD: &str = "Let me change one thing.";

/// The change to throw in once `step` is done: the one the seed picks, where it bites, if none was
/// thrown yet, the step has an answer and the time allows it.
pub(super) fn next(
    framework: &Framework,
    case: &CaseStudy,
    session: &Session,
    step: &str,
    now_ms: u64,
) -> Option<Move> {
    let count = case.curveballs.len() as u64;
    let ball = case.curveballs.get(session.header.seed.checked_rem(count)? as usize)?;
    let here = step == SHEET || framework.step(step)?.topics.contains(&ball.after);
    let answered = session.scored_entries().any(|entry| entry.step == step);
    let thrown = session.moves.iter().any(|m| m.said.kind == MoveKind::Curveball);
    let due = here && answered && !thrown && has_time(session, now_ms);
    due.then(|| Move {
        curveball: Some(ball.id.clone()),
        ..Move::new(MoveKind::Curveball, step, &format!("{LEAD} {}", ball.change.trim()))
    })
}
