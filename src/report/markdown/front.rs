//! Page one: the figures, the best thing said, three things for next time, the verdict last.

use super::super::escape::{inline, quoted};
use super::super::outcome::{self, PRACTICE_READ};
use super::super::words::{breadth, face, percent, status, step_title};
use super::{Align, Report, cited, heading, list, table};
use crate::assessment::{Advice, Assessment, StepResult};
use crate::content::Level;
use crate::interview::{Mode, Session, plural};

pub(super) fn front(report: &Report<'_>) -> Vec<String> {
    let (session, assessment) = (report.session, report.assessment);
    let mut blocks = vec![heading(1, &inline(&session.header.case.labelled())), subtitle(session)];
    blocks.push(quoted(&session.header.case.prompt));
    blocks.push(overall(assessment));
    blocks.push(steps(assessment));
    blocks.extend(outcome::as_far(session, assessment).map(|line| inline(&line)));
    blocks.push(figures(report));
    blocks.extend(retries(session, assessment));
    blocks.extend(best(session, assessment));
    blocks.extend(next_time(report));
    blocks.extend(verdict(assessment));
    blocks
}

fn subtitle(session: &Session) -> String {
    let header = &session.header;
    let mode = match header.mode {
        Mode::Mock => "Mock interview",
        Mode::Practice => "Practice",
    };
    let day = header.started.strftime("%Y-%m-%d");
    format!("{mode} at {} level, {day}, session `{}`", header.level, code(&header.session))
}

/// Ids come from files too; a backtick in one must not end its code span.
fn code(id: &str) -> String {
    super::super::escape::one_line(id).replace('`', "'")
}

fn overall(assessment: &Assessment) -> String {
    format!("**Overall coverage: {} %**", percent(assessment.overall))
}

fn steps(assessment: &Assessment) -> String {
    let columns = [
        ("Step", Align::Left),
        ("Coverage", Align::Right),
        ("Breadth", Align::Left),
        ("Without help", Align::Right),
        ("Spent", Align::Right),
        ("Budget", Align::Right),
        ("", Align::Left),
    ];
    let rows: Vec<Vec<String>> = assessment.steps.iter().map(step_row).collect();
    table(&columns, &rows)
}

fn step_row(step: &StepResult) -> Vec<String> {
    let coverage = step.coverage.map_or_else(|| "–".to_owned(), |c| format!("{} %", percent(c)));
    let budget = step.minutes.map_or_else(|| "–".to_owned(), |m| face(u64::from(m) * 60));
    let breadth = if step.expected == 0 { "–".to_owned() } else { breadth(step) };
    vec![
        inline(&step.title),
        coverage,
        breadth,
        if step.expected == 0 { "–".to_owned() } else { step.unprompted.to_string() },
        face(step.spent_s),
        budget,
        status(step).to_owned(),
    ]
}

fn figures(report: &Report<'_>) -> String {
    let (session, assessment) = (report.session, report.assessment);
    let unprompted = &assessment.unprompted;
    let mut items = vec![format!(
        "{} of {} expected points earned, {} of them without help; at {} level this project looks \
         for {} % without help.",
        unprompted.earned,
        unprompted.expected,
        unprompted.unprompted,
        assessment.level,
        percent(unprompted.bar)
    )];
    // Without spoilers the missed points are not there to be counted.
    items.extend(levels(assessment).filter(|_| report.spoilers));
    let numbers = plural(assessment.ledger.numbers as u64, "number");
    let words = plural(assessment.content_words as u64, "content word");
    items.push(format!("{words}, {numbers}."));
    if let Some(predicted) = session.predicted {
        let came = percent(assessment.overall);
        items.push(format!("You predicted {predicted} %; it came to {came} %."));
    }
    list(items)
}

/// "By level: mid 10 of 12 points, 9 without help; …", whatever the level aimed at.
fn levels(assessment: &Assessment) -> Option<String> {
    let of = |level: Level| {
        let points = || assessment.points.iter().filter(move |point| point.level == level);
        let earned = points().filter(|point| point.credit > 0.0).count();
        let free = points().filter(|point| point.is_unprompted()).count();
        let all = points().count();
        (all > 0).then(|| format!("{level} {earned} of {all}, {free} without help"))
    };
    let counts: Vec<String> =
        [Level::Mid, Level::Senior, Level::Staff].into_iter().filter_map(of).collect();
    (!counts.is_empty()).then(|| format!("Points by level: {}.", counts.join("; ")))
}

fn retries(session: &Session, assessment: &Assessment) -> Option<String> {
    if assessment.retries.is_empty() {
        return None;
    }
    let line = |retry: &crate::assessment::Retry| {
        let first = assessment.steps.iter().find(|step| step.id == retry.step);
        let first = percent(first.and_then(|step| step.coverage).unwrap_or(0.0));
        let now = percent(retry.coverage);
        format!(
            "{}, attempt {}: {now} %, {:+} against the first ({} gained, {} lost). The figures \
             above are the first attempt's.",
            inline(&step_title(session, &retry.step)),
            retry.attempt,
            now - first,
            retry.gained.len(),
            retry.lost.len()
        )
    };
    Some(list(assessment.retries.iter().map(line)))
}

fn best(session: &Session, assessment: &Assessment) -> Vec<String> {
    let Some(best) = &assessment.best else { return Vec::new() };
    let entry = session.entries.iter().find(|entry| entry.number == best.entry);
    let place = entry.map_or_else(String::new, |entry| {
        format!(" under {}", inline(&step_title(session, &entry.step)))
    });
    vec![
        heading(2, "The best thing you said"),
        quoted(&best.text),
        format!("Entry {}{place}.", best.entry),
    ]
}

fn next_time(report: &Report<'_>) -> Vec<String> {
    let advice = &report.assessment.advice;
    if advice.is_empty() {
        return Vec::new();
    }
    let heading = match advice.len() {
        1 => heading(2, "One thing for next time"),
        2 => heading(2, "Two things for next time"),
        _ => heading(2, "Three things for next time"),
    };
    let items: Vec<String> = advice
        .iter()
        .enumerate()
        .map(|(index, advice)| one_advice(report.session, index + 1, advice))
        .collect();
    vec![heading, items.join("\n\n")]
}

fn one_advice(session: &Session, number: usize, advice: &Advice) -> String {
    let mut lines = vec![format!("{number}. **{}**", inline(&advice.what))];
    lines.push(format!("   - Why: {}", inline(&advice.why)));
    lines.extend(advice.yours.as_ref().map(|q| format!("   - You said: {}", cited(session, q))));
    lines.extend(
        advice.say.as_ref().map(|say| format!("   - One way to say it: “{}”", inline(say))),
    );
    lines.push(format!("   - Drill it: `{}`", code(&advice.drill)));
    lines.join("\n")
}

fn verdict(assessment: &Assessment) -> Vec<String> {
    let mut blocks = vec![heading(2, "Verdict"), PRACTICE_READ.to_owned()];
    blocks.extend(outcome::reads_as(assessment).map(|line| inline(&line)));
    if let Some(verdict) = &assessment.verdict {
        let deciding = verdict.deciding.iter().filter_map(|id| {
            let point = assessment.points.iter().find(|point| point.id == *id)?;
            Some(format!("{} (`{}`)", inline(&point.statement), code(&point.id)))
        });
        let deciding: Vec<String> = deciding.collect();
        if !deciding.is_empty() {
            blocks.push("What decides the range; a second look is worth it:".to_owned());
            blocks.push(list(deciding));
        }
        let others = outcome::other_caps(verdict);
        if !others.is_empty() {
            blocks.push("Other caps that fired:".to_owned());
            let line = |cap: &&crate::assessment::CapFired| {
                format!("at most {}: {}", inline(&cap.at_most), inline(&cap.because))
            };
            blocks.push(list(others.iter().map(line)));
        }
    }
    blocks.push(format!("**{}**", inline(&outcome::verdict(assessment))));
    blocks
}
