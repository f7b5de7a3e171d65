//! What moved when a session was scored again with today's content.

use super::super::escape::inline;
use super::super::words::{percent, short, state};
use super::{Report, heading, list};
use crate::assessment::{Assessment, PointResult};

pub(super) fn moved(report: &Report<'_>) -> Vec<String> {
    let Some(before) = report.before else { return Vec::new() };
    let now = report.assessment;
    let mut blocks = vec![
        heading(2, "Scored again with today's content"),
        format!(
            "Overall {} % then, {} % now; scoring version {} then, {} now.",
            percent(before.overall),
            percent(now.overall),
            before.scoring,
            now.scoring
        ),
    ];
    let lines: Vec<String> =
        now.points.iter().filter_map(|point| line(report, before, point)).collect();
    let nothing = "No point moved.".to_owned();
    blocks.push(if lines.is_empty() { nothing } else { list(lines) });
    blocks
}

fn line(report: &Report<'_>, before: &Assessment, now: &PointResult) -> Option<String> {
    let then = before.points.iter().find(|point| point.id == now.id);
    let name = inline(&short(&now.id));
    match then {
        // Without spoilers the list of points is not complete, so nothing can be said to be new.
        None => report.spoilers.then(|| format!("{name}: new, {}", state(now.status))),
        Some(then) if then.status == now.status && percent(then.credit) == percent(now.credit) => {
            None
        }
        Some(then) => Some(format!(
            "{name}: {} ({} %) then, {} ({} %) now",
            state(then.status),
            percent(then.credit),
            state(now.status),
            percent(now.credit)
        )),
    }
}
