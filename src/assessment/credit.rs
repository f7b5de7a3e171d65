//! Credit after prompting.

use serde::{Deserialize, Serialize};

use super::text::{Attempts, Until, pieces};
use crate::content::framework::{CreditTable, Framework, PromptingTable};
use crate::interview::{MoveKind, Session};
use crate::scoring::{CompiledPoint, Guard, Reading, Rubric, State, score_point};

/// How much help a point took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Prompting {
    /// None.
    Unprompted,
    /// "Anything else?"
    Nudge,
    /// A follow-up on the point.
    Probe,
    /// Help.
    Hint,
    /// The point was shown.
    Reveal,
}

/// Credit of a state, 0..1.
pub(super) fn of_state(table: &CreditTable, state: State) -> f64 {
    match state {
        State::Covered => table.covered,
        State::Partial => table.partial,
        State::Contradicted => table.contradicted,
        State::Missed => table.missed,
    }
}

/// Factor of a prompt, 0..1.
fn factor(table: &PromptingTable, prompting: Prompting) -> f64 {
    match prompting {
        Prompting::Unprompted => table.unprompted,
        Prompting::Nudge => table.nudge,
        Prompting::Probe => table.probe,
        Prompting::Hint => table.hint,
        Prompting::Reveal => table.reveal,
    }
}

/// Credits points of a session: `final = before + (after − before) × factor`, prompt by prompt, and
/// never less than was held before help.
pub(super) struct Creditor<'a> {
    pub(super) session: &'a Session,
    pub(super) framework: &'a Framework,
    pub(super) rubric: &'a Rubric,
    pub(super) guard: &'a Guard,
}

impl Creditor<'_> {
    /// The point's credit and the strongest help that raised it, given its final state.
    pub(super) fn credit(&self, point: &CompiledPoint, state: State) -> (f64, Prompting) {
        let after = of_state(&self.framework.credit, state);
        let prompts = self.prompts(point);
        if prompts.is_empty() || after <= 0.0 {
            return (after, Prompting::Unprompted);
        }
        let mut held = None;
        let mut credit = 0.0;
        let mut strongest = Prompting::Unprompted;
        for (index, (_, prompting)) in prompts.iter().enumerate() {
            let before = held.unwrap_or_else(|| self.before(point, prompts[0].0));
            if held.is_none() {
                credit = before;
            }
            let until = prompts.get(index + 1).map(|(n, _)| *n);
            let now = until.map_or(after, |n| self.before(point, n));
            let gain = (now - before).max(0.0);
            if gain > 0.0 {
                strongest = strongest.max(*prompting);
            }
            credit += gain * factor(&self.framework.prompting, *prompting);
            held = Some(before.max(now));
        }
        (credit, strongest)
    }

    /// Credit of what stood before event `n`.
    fn before(&self, point: &CompiledPoint, n: u64) -> f64 {
        let pieces = pieces(self.session, Attempts::default(), Until { n });
        let reading = Reading::new(&self.rubric.lexicon, self.guard, &pieces);
        of_state(&self.framework.credit, score_point(self.rubric, &reading, point).state)
    }

    /// Prompts that helped with the point, in order: those about it, and nudges in its step once
    /// the step had used its budget.
    fn prompts(&self, point: &CompiledPoint) -> Vec<(u64, Prompting)> {
        let step = self.framework.step_of(point.point.topic).map(|step| step.id.as_str());
        let mut prompts = Vec::new();
        for spoken in &self.session.moves {
            let about = spoken.said.point.as_deref() == Some(point.point.id.as_str());
            let in_step = Some(spoken.said.step.as_str()) == step;
            let prompting = match spoken.said.kind {
                MoveKind::Probe if about => Prompting::Probe,
                MoveKind::Hint if about => Prompting::Hint,
                MoveKind::Reveal | MoveKind::Feedback if about => Prompting::Reveal,
                MoveKind::Hint if in_step && spoken.said.point.is_none() => Prompting::Nudge,
                MoveKind::Nudge
                    if in_step && self.over_budget(spoken.clock_ms, &spoken.said.step) =>
                {
                    Prompting::Nudge
                }
                _ => continue,
            };
            prompts.push((spoken.n, prompting));
        }
        prompts
    }

    fn over_budget(&self, clock_ms: u64, step: &str) -> bool {
        let planned = self
            .session
            .header
            .steps
            .iter()
            .find(|plan| plan.id == step)
            .and_then(|plan| plan.minutes);
        let Some(minutes) = planned else { return true };
        let opened = self.session.events.iter().find_map(|event| match &event.body {
            crate::interview::Body::StepOpened { step: opened, .. } if opened == step => {
                Some(event.stamp.clock_ms)
            }
            _ => None,
        });
        opened.is_some_and(|opened| clock_ms.saturating_sub(opened) >= u64::from(minutes) * 60_000)
    }
}
