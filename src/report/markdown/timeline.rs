//! The session on one line a step, drawn with characters.

use super::super::escape::fenced;
use super::super::words::step_title;
use crate::interview::{Body, MoveKind, Session};

/// Cells the session's length is drawn on.
const CELLS: usize = 60;
/// Longest title in front of a line, in characters.
const TITLE: usize = 22;

/// When each step was open (`=`), with follow-ups (`?`), hints (`h`) and pauses (`|`) where they came.
/// `None` when no time passed.
pub(super) fn timeline(session: &Session) -> Option<String> {
    let length_ms = session.clock_ms().max(session.header.timing.total_ms().unwrap_or(0));
    if session.clock_ms() == 0 {
        return None;
    }
    let cell = |ms: u64| {
        let at = u128::from(ms) * CELLS as u128 / u128::from(length_ms.max(1));
        (at as usize).min(CELLS - 1)
    };
    let mut rows: Vec<Vec<char>> = vec![vec![' '; CELLS]; session.steps.len()];
    let mut open: Option<(usize, usize)> = None;
    for event in &session.events {
        let now = cell(event.stamp.clock_ms);
        if let Some((row, since)) = open {
            fill(&mut rows[row], since, now);
            open = Some((row, now));
        }
        match &event.body {
            Body::StepOpened { step, .. } => {
                open =
                    session.steps.iter().position(|state| state.id == *step).map(|row| (row, now));
            }
            Body::StepClosed { .. } => open = None,
            body => {
                if let (Some(mark), Some((row, _))) = (mark(body), open) {
                    rows[row][now] = mark;
                }
            }
        }
    }
    let mut lines: Vec<String> = session
        .steps
        .iter()
        .zip(&rows)
        .map(|(state, row)| {
            let title: String = step_title(session, &state.id).chars().take(TITLE).collect();
            let row: String = row.iter().collect();
            format!("{title:TITLE$} {}", row.trim_end())
        })
        .collect();
    lines.push(format!("{:TITLE$} {}", "minutes", scale(length_ms)));
    Some(fenced(&lines.join("\n")))
}

/// Draws an open step; what is marked stays. A damaged journal's clock may run backwards.
fn fill(row: &mut [char], from: usize, to: usize) {
    for cell in row[from.min(to)..=from.max(to)].iter_mut().filter(|cell| **cell == ' ') {
        *cell = '=';
    }
}

fn mark(body: &Body) -> Option<char> {
    match body {
        Body::Move(said) => match said.kind {
            MoveKind::Probe | MoveKind::Curveball => Some('?'),
            MoveKind::Hint | MoveKind::Nudge | MoveKind::Reveal => Some('h'),
            _ => None,
        },
        Body::Paused => Some('|'),
        _ => None,
    }
}

/// Minutes below the line, a third of the length apart.
fn scale(length_ms: u64) -> String {
    let minutes = |part: u64| (length_ms / 3).saturating_mul(part).div_ceil(60_000).to_string();
    let third = |part| format!("{:<width$}", minutes(part), width = CELLS / 3);
    third(0) + &third(1) + &third(2) + &minutes(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_stand_a_third_apart() {
        assert_eq!(
            scale(45 * 60_000).split_whitespace().collect::<Vec<_>>(),
            ["0", "15", "30", "45"]
        );
    }

    #[test]
    fn a_mark_is_not_drawn_over() {
        let mut row = vec![' ', ' ', '?', ' ', ' '];
        fill(&mut row, 3, 1);
        assert_eq!(row.iter().collect::<String>(), " =?= ");
    }
}
