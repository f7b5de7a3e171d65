//! Three things for next time.

use std::collections::HashMap;

use super::result::{Advice, Assessment, PointResult, Quote, StepStatus};
use crate::content::case_study::TrapSeverity;
use crate::content::framework::CapRule;
use crate::content::{CaseStudy, Framework};
use crate::interview::Session;
use crate::scoring::State;

/// What advice is made from.
pub(super) struct Adviser<'a> {
    pub(super) session: &'a Session,
    pub(super) framework: &'a Framework,
    pub(super) case: &'a CaseStudy,
    /// In how many cases each shared point is used.
    pub(super) recurrence: &'a HashMap<String, usize>,
}

impl Adviser<'_> {
    /// At most three, in order: the cap or serious trap that cost most; the largest loss by
    /// behaviour; the heaviest missed points, those that recur in most cases first.
    pub(super) fn advise(&self, assessment: &Assessment) -> Vec<Advice> {
        let mut advice: Vec<Advice> = Vec::new();
        advice.extend(self.trap(assessment).or_else(|| self.cap(assessment)));
        advice.extend(self.behaviour(assessment));
        let missed = self.missed(assessment);
        let free = 3 - advice.len();
        let named: Vec<String> = advice.iter().filter_map(|advice| advice.say.clone()).collect();
        let fresh = missed
            .into_iter()
            .filter(|point| point.say.as_ref().is_none_or(|say| !named.contains(say)));
        advice.extend(fresh.take(free).map(|point| self.for_point(point)));
        advice
    }

    fn trap(&self, assessment: &Assessment) -> Option<Advice> {
        let trap = assessment.traps.iter().find(|trap| trap.severity == TrapSeverity::Serious)?;
        let step = self.framework.step_of(trap.topic).map_or("", |step| step.id.as_str());
        Some(Advice {
            what: trap.correction.trim().to_owned(),
            why: "A well-known wrong turn; an interviewer remembers it longer than ten right ones."
                .to_owned(),
            yours: trap.evidence.first().cloned(),
            say: trap
                .voids
                .iter()
                .find_map(|id| self.case.point(id))
                .and_then(|point| point.say.clone()),
            drill: self.drill(step),
        })
    }

    fn cap(&self, assessment: &Assessment) -> Option<Advice> {
        let fired = assessment.verdict.as_ref()?.caps.first()?;
        let cap = self.framework.caps.iter().find(|cap| cap.id == fired.id)?;
        let decides = |point: &&PointResult| match &cap.when {
            CapRule::NoneOf(points) => points.contains(&point.id),
            CapRule::Contradicted(_) => point.status == State::Contradicted,
            CapRule::EmptyStep(_) | CapRule::Traps(_) => false,
        };
        let deciding = assessment.points.iter().filter(decides);
        let point = deciding.max_by_key(|point| (point.must, point.weight));
        let empty = assessment.steps.iter().find(|step| step.status != StepStatus::Answered);
        let step = point
            .map(|point| point.step.as_str())
            .or(empty.map(|step| step.id.as_str()))
            .unwrap_or_default();
        Some(Advice {
            what: fired.because.clone(),
            why: format!("This alone caps the verdict at {}.", fired.at_most),
            yours: point
                .filter(|point| point.status == State::Contradicted)
                .and_then(|point| point.evidence.first().cloned()),
            say: point.and_then(|point| point.say.clone()),
            drill: self.drill(step),
        })
    }

    /// The largest loss by behaviour: time, then numbers, then questions, then a late baseline.
    fn behaviour(&self, assessment: &Assessment) -> Option<Advice> {
        self.time(assessment)
            .or_else(|| self.numbers(assessment))
            .or_else(|| self.baseline(assessment))
    }

    fn time(&self, assessment: &Assessment) -> Option<Advice> {
        let unreached = assessment.unreached();
        let first = assessment.steps.iter().find(|step| step.status == StepStatus::NotReached)?;
        if !self.session.ran_out(assessment.ledger.total_s * 1000) {
            return None;
        }
        let over = assessment
            .steps
            .iter()
            .filter_map(|step| {
                Some((step, (step.spent_s / 60).checked_sub(u64::from(step.minutes?))?))
            })
            .max_by_key(|(_, over)| *over)
            .filter(|(_, over)| *over > 0);
        let spent = over.map_or(String::new(), |(step, over)| {
            let minutes = crate::interview::plural(over, "minute");
            format!(" {} ran {minutes} over its budget.", step.title)
        });
        Some(Advice {
            what: format!(
                "Leave a step when its minutes are gone, even in mid-list: you never reached {}.",
                unreached.join(" and ")
            ),
            why: format!(
                "The clock cost {} of your coverage.{spent}",
                percent(assessment.as_far - assessment.overall)
            ),
            yours: None,
            say: None,
            drill: self.drill(&first.id),
        })
    }

    fn numbers(&self, assessment: &Assessment) -> Option<Advice> {
        const FEW: usize = 6;
        if assessment.ledger.numbers >= FEW || assessment.content_words < super::STEP_WORDS {
            return None;
        }
        let estimate = self.case.estimates.first().map(|estimate| {
            format!(
                "For example: {} is {} = about {} {}.",
                estimate.name, estimate.formula, estimate.value, estimate.unit
            )
        });
        Some(Advice {
            what: format!("Put numbers on it: {} in the whole session.", crate::interview::plural(assessment.ledger.numbers as u64, "number")),
            why: "A figure for scale, latency, base rate and experiment length turns a list into a design.".to_owned(),
            yours: None,
            say: estimate,
            drill: self.drill("requirements"),
        })
    }

    fn baseline(&self, assessment: &Assessment) -> Option<Advice> {
        let baseline = assessment.points.iter().find(|point| point.id == "baseline")?;
        let ledger = &assessment.ledger;
        let late =
            ledger.baseline_s.is_some_and(|at| at * 2 > ledger.total_s && ledger.total_s > 0);
        late.then(|| Advice {
            what: "Name the baseline before the model you want: it came in the second half."
                .to_owned(),
            why: baseline.why.clone(),
            yours: baseline.evidence.first().cloned(),
            say: baseline.say.clone(),
            drill: self.drill(&baseline.step),
        })
    }

    /// Expected points without credit, most useful first.
    fn missed<'b>(&self, assessment: &'b Assessment) -> Vec<&'b PointResult> {
        let mut missed: Vec<&PointResult> = assessment
            .points
            .iter()
            .filter(|point| {
                point.expected && !matches!(point.status, State::Covered | State::Partial)
            })
            .collect();
        missed.sort_by_key(|point| {
            let cases = self.recurrence.get(&point.id).copied().unwrap_or(0);
            std::cmp::Reverse((point.must, point.weight, cases))
        });
        missed
    }

    fn for_point(&self, point: &PointResult) -> Advice {
        let recurs = self.recurrence.contains_key(&point.id);
        let why = if recurs {
            format!("{} It comes back in other cases.", point.why.trim())
        } else {
            point.why.trim().to_owned()
        };
        Advice {
            what: imperative(&point.statement),
            why,
            yours: point.evidence.first().cloned().or_else(|| self.last_in(&point.step)),
            say: point.say.clone(),
            drill: self.drill(&point.step),
        }
    }

    /// The person's last sentence in a step: where the point belonged.
    fn last_in(&self, step: &str) -> Option<Quote> {
        let entry = self.session.scored_entries().filter(|entry| entry.step == step).last()?;
        let text = entry.text();
        let line = text.lines().rev().find(|line| !line.trim().is_empty())?.trim();
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        Some(Quote { entry: entry.number, start, end: start + line.len(), text: line.to_owned() })
    }

    fn drill(&self, step: &str) -> String {
        if step.is_empty() {
            return format!("mlsd practice {}", self.case.id);
        }
        format!("mlsd practice {} --step {step}", self.case.id)
    }
}

/// A statement about what a person does, as something to do: "Names the goal, or asks which one it
/// is" becomes "Name the goal, or ask which one it is".
fn imperative(statement: &str) -> String {
    let mut words: Vec<String> = statement.split_whitespace().map(str::to_owned).collect();
    for at in 0..words.len() {
        let verb = at == 0 || words[at - 1] == "or" || words[at - 1] == "and";
        if verb && (at == 0 || VERBS.contains(&words[at].as_str())) {
            words[at] = base_form(&words[at]);
        }
    }
    words.join(" ")
}

/// Verbs that may stand beside the first one of a statement.
const VERBS: &[&str] = &[
    "asks", "checks", "compares", "corrects", "explains", "gives", "handles", "names", "rejects",
    "says", "shows", "splits", "states", "tells", "ties", "uses",
];

/// "names" without its ending; words that do not end in a single s stay.
fn base_form(verb: &str) -> String {
    let strip = |ending: &str| verb.strip_suffix(ending);
    if strip("ss").is_some() {
        return verb.to_owned();
    }
    let sibilant = ["sses", "shes", "ches", "xes"].iter().any(|ending| verb.ends_with(ending));
    match (sibilant, strip("ies").filter(|stem| stem.len() > 2)) {
        (true, _) => strip("es").unwrap_or(verb).to_owned(),
        (false, Some(stem)) => format!("{stem}y"),
        (false, None) => strip("s").unwrap_or(verb).to_owned(),
    }
}

/// The best thing said: the covered point that is hardest to come by, said without help, in words
/// that say nothing wrong about another.
pub(super) fn best(points: &[PointResult]) -> Option<Quote> {
    let wrong: Vec<&Quote> = points
        .iter()
        .filter(|point| point.status == State::Contradicted)
        .flat_map(|point| &point.evidence)
        .collect();
    points
        .iter()
        .filter(|point| point.status == State::Covered && point.credit >= 1.0)
        .filter(|point| point.evidence.first().is_some_and(|quote| !wrong.contains(&quote)))
        .max_by_key(|point| {
            let words = point.evidence[0].text.split_whitespace().count();
            (
                point.level,
                point.weight,
                (6..=40).contains(&words),
                point.id.contains('/'),
                words.min(30),
            )
        })
        .map(|point| point.evidence[0].clone())
}

/// "19 %" of a share.
fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0).round().max(0.0))
}

#[cfg(test)]
mod tests {
    use super::imperative;

    #[test]
    fn statements_become_things_to_do() {
        for (statement, advice) in [
            (
                "Names the business goal, or asks which one it is.",
                "Name the business goal, or ask which one it is.",
            ),
            (
                "Asks for or gives the size of the problem.",
                "Ask for or give the size of the problem.",
            ),
            ("Ties an alert to what is done.", "Tie an alert to what is done."),
            ("Identifies rare classes.", "Identify rare classes."),
            ("Says why bias and class sizes matter.", "Say why bias and class sizes matter."),
        ] {
            assert_eq!(imperative(statement), advice);
        }
    }
}
