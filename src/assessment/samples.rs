//! A case's samples must land in the bands they were written for.

use std::collections::HashMap;

use super::VERDICT_WORDS;
use super::assess::{Judged, assess};
use super::coverage::Doubt;
use super::result::Assessment;
use crate::content::case_study::{Quality, Sample};
use crate::content::framework::USUAL_FRAMEWORK;
use crate::content::{CaseStudy, Content, Framework, Level, Problem, Status};
use crate::interview::{
    Body, CaseRef, Closed, Earlier, EntryKind, Event, FrameworkRef, Header, JOURNAL_FORMAT, Mode,
    Said, Session, Stamp, StepPlan, Timing,
};
use crate::scoring::Rubric;

/// Scores every sample and reports those outside their band or out of order.
pub fn check_samples(content: &Content) -> Vec<Problem> {
    let Some(framework) = content.frameworks.get(USUAL_FRAMEWORK) else { return Vec::new() };
    let mut problems = Vec::new();
    for case in content.cases.values() {
        let rubric = Rubric::compile(content, case);
        let recurrence = HashMap::new();
        let judged =
            Judged { framework, case, rubric: &rubric, recurrence: &recurrence, sample: true };
        let mut scores: Vec<(Quality, f64, &Sample)> = Vec::new();
        for sample in &case.samples {
            let assessment = assess(&sample_session(framework, case, sample), &judged);
            scores.push((sample.quality, assessment.overall, sample));
            check_band(framework, case, sample, &assessment, &mut problems);
            check_steps(framework, sample, &mut problems);
        }
        check_order(&scores, &mut problems);
    }
    problems
}

fn check_band(
    framework: &Framework,
    case: &CaseStudy,
    sample: &Sample,
    assessment: &Assessment,
    problems: &mut Vec<Problem>,
) {
    let Some(wanted) = framework.rank(&sample.expected) else {
        let what = format!("sample `{}` expects an unknown band `{}`", sample.id, sample.expected);
        problems.push(Problem::error(&sample.spot, what, "use a band's id"));
        return;
    };
    let (found, reads) = band_of(framework, assessment);
    if found != wanted {
        let what =
            format!("sample `{}` reads {reads}, not {}", sample.id, framework.bands[wanted].title);
        let fix = format!(
            "`mlsd score --case {} --sample {}` shows why; correct the cues or the band",
            case.id, sample.id
        );
        problems.push(Problem::error(&sample.spot, what, fix));
    }
}

/// Rank of the band a sample reaches, and how it comes to it. Without enough text for a verdict it is
/// the lowest.
fn band_of(framework: &Framework, assessment: &Assessment) -> (usize, String) {
    if assessment.verdict.is_none() {
        let lowest = framework.bands.len() - 1;
        let title = &framework.bands[lowest].title;
        let words = assessment.content_words;
        let short = format!("{title} ({words} content words; a verdict needs {VERDICT_WORDS})");
        return (lowest, short);
    }
    let bench = super::verdict::Bench {
        framework,
        level: assessment.level,
        minutes: Some(45),
        steps: &assessment.steps,
        traps: &assessment.traps,
    };
    let (found, caps) = bench.band(&assessment.points, assessment.level, Doubt::AsCredited);
    let caps: Vec<&str> = caps.iter().map(|cap| cap.id.as_str()).collect();
    let caps = if caps.is_empty() { String::new() } else { format!(" (cap: {})", caps.join(", ")) };
    let percent = (assessment.overall * 100.0).round();
    (found, format!("{percent} %: {}{caps}", framework.bands[found].title))
}

fn check_steps(framework: &Framework, sample: &Sample, problems: &mut Vec<Problem>) {
    for step in sample.answers.keys().filter(|step| framework.step(step).is_none()) {
        let what = format!("sample `{}` answers an unknown step `{step}`", sample.id);
        let known = framework.steps.iter().map(|step| step.id.as_str());
        let fix = crate::content::did_you_mean(step, known, "answers are keyed by the seven steps");
        problems.push(Problem::error(&sample.spot, what, fix));
    }
    let words: usize = sample.answers.values().map(|text| text.split_whitespace().count()).sum();
    let limit = match sample.quality {
        Quality::Strong => 650,
        Quality::Mid | Quality::Weak => 450,
    };
    if sample.clocked && words > limit {
        let what = format!(
            "sample `{}` has {words} words; against the clock {limit} is the most",
            sample.id
        );
        problems.push(Problem::error(&sample.spot, what, "shorten it"));
    }
}

fn check_order(scores: &[(Quality, f64, &Sample)], problems: &mut Vec<Problem>) {
    for (quality, score, sample) in scores {
        for (better, higher, other) in scores {
            if better > quality && higher <= score {
                let what = format!("sample `{}` scores no lower than `{}`", sample.id, other.id);
                problems.push(Problem::error(
                    &sample.spot,
                    what,
                    "a better answer must score higher",
                ));
            }
        }
    }
}

/// A sample as a finished session at senior, 45 minutes.
pub fn sample_session(framework: &Framework, case: &CaseStudy, sample: &Sample) -> Session {
    let answers: Vec<(&str, &str)> =
        sample.answers.iter().map(|(step, text)| (step.as_str(), text.as_str())).collect();
    session_of(framework, case, Level::Senior, &answers)
}

/// Answers by step as a finished session without a clock.
pub fn session_of(
    framework: &Framework,
    case: &CaseStudy,
    level: Level,
    answers: &[(&str, &str)],
) -> Session {
    let started = jiff::Timestamp::UNIX_EPOCH;
    let plan = framework.plan(45);
    let header = Header {
        journal: JOURNAL_FORMAT,
        session: "unsaved".to_owned(),
        app: String::new(),
        case: CaseRef {
            id: case.id.clone(),
            title: case.title.clone(),
            prompt: case.prompt.clone(),
            hash: case.hash.clone(),
            draft: case.status == Status::Draft,
        },
        framework: FrameworkRef { id: framework.id.clone(), hash: framework.hash.clone() },
        steps: framework
            .steps
            .iter()
            .zip(&plan.steps)
            .map(|(step, minutes)| StepPlan {
                id: step.id.clone(),
                title: step.title.clone(),
                minutes: Some(*minutes),
            })
            .collect(),
        level,
        mode: Mode::Mock,
        seed: 0,
        timing: Timing {
            minutes: Some(45),
            interviewer: plan.interviewer,
            closing: plan.closing,
            overtime: false,
        },
        started,
        earlier: Earlier::FirstSight,
        pace: None,
    };
    let mut session = Session::new(header);
    for (index, (step, text)) in answers.iter().enumerate() {
        let said = Said {
            entry: index as u64 + 1,
            step: (*step).to_owned(),
            attempt: 1,
            kind: EntryKind::Answer,
            to: None,
            replaces: None,
            text: (*text).to_owned(),
        };
        let opened = Body::StepOpened { step: (*step).to_owned(), attempt: 1 };
        let closed = Body::StepClosed { step: (*step).to_owned(), how: Closed::Finished };
        for body in [opened, Body::Said(said), closed] {
            let n = session.next_n();
            session.apply(Event { n, stamp: Stamp { at: started, clock_ms: 0 }, body });
        }
    }
    session
}
