//! `score`: an answer from a file, a pipe, or one JSON object a line.

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io::{BufRead, Read};
use std::mem::ManuallyDrop;
use std::path::Path;

use super::context::{Chosen, Context, recurrence};
use super::exit::{DONE, Exit, FAILED};
use crate::assessment::{
    Assessment, BehaviourCount, Judged, PointResult, Quote, StepResult, TrapResult, Verdict,
    assess, assess_step, session_of,
};
use crate::cli::{ScoreArgs, TextFormat};
use crate::content::framework::USUAL_FRAMEWORK;
use crate::content::{CaseStudy, Level, did_you_mean};
use crate::interview::{CLOSING, Command, Script, Session, Typed};
use crate::report::{self, Line, Report, Role};
use crate::scoring::Rubric;

/// Most bytes read of an answer.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Scores text; returns the exit code.
///
/// # Errors
/// If the file, the case or the step cannot be used.
pub(super) fn score(context: &mut Context<'_>, args: &ScoreArgs) -> Result<u8> {
    if args.jsonl {
        return jsonl(context, args.level.into());
    }
    let case = args.case.as_deref().unwrap_or_default();
    // Samples are written for the usual framework, and checked under it.
    let usual = args.sample.as_ref().map(|_| USUAL_FRAMEWORK);
    let chosen = context.choose(case, args.framework.as_deref().or(usual))?;
    if let Some(step) = &args.step {
        Context::check_step(chosen.framework()?, step)?;
    }
    let answers = match &args.sample {
        Some(sample) => {
            let mut answers = sample_answers(chosen.case()?, sample)?;
            answers.retain(|(step, _)| args.step.as_ref().is_none_or(|wanted| wanted == step));
            answers
        }
        None => answers(&chosen, &read(&args.file)?, args.step.as_deref())?,
    };
    let sample = args.sample.is_some();
    let (session, assessment) = judge(&chosen, args.level.into(), &answers, sample)?;
    match args.format {
        TextFormat::Json => print_json(context, args, &assessment)?,
        TextFormat::Text => print_text(context, args, &session, &assessment)?,
    }
    Ok(DONE)
}

/// What `score --format json` prints.
#[derive(Serialize)]
struct Document<'a> {
    format: u32,
    case: &'a str,
    framework: &'a str,
    level: Level,
    step: Option<&'a str>,
    /// Of the step, or of the whole.
    coverage: Option<f64>,
    /// Of the step; steps have their own.
    breadth: Option<f64>,
    verdict: Option<&'a Verdict>,
    steps: Vec<&'a StepResult>,
    points: Vec<&'a PointResult>,
    traps: Vec<&'a TrapResult>,
    copied: &'a [Quote],
    laundry: &'a [Quote],
    behaviours: &'a [BehaviourCount],
}

fn print_json(context: &mut Context<'_>, args: &ScoreArgs, assessment: &Assessment) -> Result<()> {
    let step = args.step.as_deref();
    let wanted = |id: &str| step.is_none_or(|step| step == id);
    let steps: Vec<&StepResult> =
        assessment.steps.iter().filter(|result| wanted(&result.id)).collect();
    let points: Vec<&PointResult> =
        assessment.points.iter().filter(|point| wanted(&point.step)).collect();
    let document = Document {
        format: 1,
        case: args.case.as_deref().unwrap_or_default(),
        framework: &assessment.framework,
        level: assessment.level,
        step,
        coverage: if step.is_some() {
            steps.first().and_then(|step| step.coverage)
        } else {
            Some(assessment.overall)
        },
        breadth: steps.first().filter(|_| step.is_some()).and_then(|step| step.breadth),
        verdict: assessment.verdict.as_ref().filter(|_| step.is_none()),
        steps,
        points,
        traps: assessment.traps.iter().collect(),
        copied: &assessment.copied,
        laundry: &assessment.laundry,
        behaviours: if step.is_some() { &[] } else { &assessment.behaviours },
    };
    writeln!(context.out, "{}", super::harmless(&serde_json::to_string_pretty(&document)?))?;
    Ok(())
}

fn print_text(
    context: &mut Context<'_>,
    args: &ScoreArgs,
    session: &Session,
    assessment: &Assessment,
) -> Result<()> {
    let screen = super::screen(context.style);
    let lines = if let Some(step) = &args.step {
        report::lone_step_feedback(assessment, step, screen)
    } else {
        let mut lines = report::debrief(&Report::new(session, assessment, None), screen);
        lines.push(Line { role: Role::Plain, text: String::new() });
        lines.extend(report::points_list(assessment, screen));
        lines.extend(report::behaviour_list(assessment, screen));
        lines
    };
    super::print(context, &lines)
}

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// If it cannot be read, is too large, or is not UTF-8.
pub(super) fn read(file: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    let piped = file == Path::new("-");
    let name = if piped { "standard input".to_owned() } else { file.display().to_string() };
    if piped {
        std::io::stdin()
            .lock()
            .take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
    } else {
        let opened = std::fs::File::open(file).with_context(|| format!("cannot open {name}"))?;
        opened
            .take(MAX_BYTES + 1)
            .read_to_end(&mut bytes)
            .with_context(|| format!("cannot read {name}"))?;
    }
    if bytes.len() as u64 > MAX_BYTES {
        bail!("{name} is larger than {} MB; an answer is a few pages", MAX_BYTES / 1024 / 1024);
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        anyhow::anyhow!(
            "{name} is not UTF-8 at byte {}; save it as UTF-8 text",
            error.utf8_error().valid_up_to()
        )
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

/// The answers of one of a case's samples, by step.
///
/// # Errors
/// If the case has no such sample.
pub(super) fn sample_answers(case: &CaseStudy, id: &str) -> Result<Vec<(String, String)>> {
    let Some(sample) = case.samples.iter().find(|sample| sample.id == id) else {
        let known = case.samples.iter().map(|sample| sample.id.as_str());
        let all = known.clone().collect::<Vec<_>>().join(", ");
        let otherwise =
            if all.is_empty() { "it has none".to_owned() } else { format!("it has {all}") };
        let fix = did_you_mean(id, known, &otherwise);
        bail!(Exit::usage(format!("`{}` has no sample `{id}`; {fix}", case.id)))
    };
    Ok(sample.answers.iter().map(|(step, text)| (step.clone(), text.clone())).collect())
}

/// The answers by step: one text for a named step, or plain mode's blocks.
pub(super) fn answers(
    chosen: &Chosen,
    text: &str,
    step: Option<&str>,
) -> Result<Vec<(String, String)>> {
    if let Some(step) = step {
        return Ok(vec![(step.to_owned(), text.to_owned())]);
    }
    let mut script = Script::default();
    let mut step = CLOSING.to_owned();
    let mut answers: Vec<(String, String)> = Vec::new();
    let steps: Vec<String> = chosen.framework()?.steps.iter().map(|step| step.id.clone()).collect();
    for (index, line) in text.lines().enumerate() {
        for typed in script.line(line) {
            match typed {
                Typed::Entry(text) => answers.push((step.clone(), text)),
                Typed::Command(Command::Step(id)) => {
                    Context::check_step(chosen.framework()?, &id)?;
                    step = id;
                }
                Typed::Command(Command::Next | Command::Skip) => step = following(&steps, &step),
                Typed::Command(_) => {}
                Typed::Invalid(error) => bail!(Exit::usage(format!("line {}: {error}", index + 1))),
            }
        }
    }
    answers.extend(script.take().map(|text| (step, text)));
    Ok(answers)
}

fn following(steps: &[String], step: &str) -> String {
    let at = steps.iter().position(|known| known == step);
    at.and_then(|at| steps.get(at + 1))
        .or(steps.first().filter(|_| at.is_none()))
        .cloned()
        .unwrap_or_else(|| CLOSING.to_owned())
}

fn judge(
    chosen: &Chosen,
    level: Level,
    answers: &[(String, String)],
    sample: bool,
) -> Result<(Session, Assessment)> {
    let (framework, case) = (chosen.framework()?, chosen.case()?);
    let answers: Vec<(&str, &str)> =
        answers.iter().map(|(step, text)| (step.as_str(), text.as_str())).collect();
    let session = session_of(framework, case, level, &answers);
    // Like the content it comes from, it is not worth freeing before the program ends.
    let rubric = ManuallyDrop::new(Rubric::compile(&chosen.loaded.content, case));
    let recurrence = recurrence(&chosen.loaded.content);
    let judged = Judged { framework, case, rubric: &rubric, recurrence: &recurrence, sample };
    let assessment = assess(&session, &judged);
    Ok((session, assessment))
}

/// One line in.
#[derive(Deserialize)]
struct Asked {
    id: serde_json::Value,
    case: String,
    step: String,
    answer: String,
}

/// One line out.
#[derive(Serialize)]
struct Answered<'a> {
    id: serde_json::Value,
    case: &'a str,
    step: &'a str,
    coverage: Option<f64>,
    breadth: Option<f64>,
    points: &'a [PointResult],
}

#[derive(Serialize)]
struct Failed {
    id: serde_json::Value,
    error: String,
}

fn jsonl(context: &mut Context<'_>, level: Level) -> Result<u8> {
    let mut loaded: ManuallyDrop<HashMap<String, (Chosen, Rubric)>> = ManuallyDrop::default();
    let mut code = DONE;
    for line in std::io::stdin().lock().lines() {
        let line = line.context("cannot read standard input")?;
        if line.trim().is_empty() {
            continue;
        }
        let out = match scored_line(context, &mut loaded, level, &line) {
            Ok(out) => out,
            Err((id, error)) => {
                code = FAILED;
                serde_json::to_string(&Failed { id, error })?
            }
        };
        writeln!(context.out, "{}", super::harmless(&out))?;
    }
    Ok(code)
}

fn scored_line(
    context: &mut Context<'_>,
    loaded: &mut HashMap<String, (Chosen, Rubric)>,
    level: Level,
    line: &str,
) -> Result<String, (serde_json::Value, String)> {
    let nobody = serde_json::Value::Null;
    let asked: Asked = serde_json::from_str(line)
        .map_err(|error| (nobody, format!("not a line {{id, case, step, answer}}: {error}")))?;
    let id = asked.id.clone();
    let fail = |error: anyhow::Error| (id.clone(), format!("{error:#}"));
    if !loaded.contains_key(&asked.case) {
        let chosen = context.choose(&asked.case, None).map_err(fail)?;
        let rubric = Rubric::compile(&chosen.loaded.content, chosen.case().map_err(fail)?);
        loaded.insert(asked.case.clone(), (chosen, rubric));
    }
    let Some((chosen, rubric)) = loaded.get(&asked.case) else {
        return Err((id, "no such case".to_owned()));
    };
    let (framework, case) = (chosen.framework().map_err(fail)?, chosen.case().map_err(fail)?);
    let session = session_of(framework, case, level, &[(&asked.step, &asked.answer)]);
    let recurrence = HashMap::new();
    let judged = Judged { framework, case, rubric, recurrence: &recurrence, sample: false };
    let step = Context::step(framework, &asked.step).map_err(fail)?;
    let scored = assess_step(&session, &judged, step);
    let answered = Answered {
        id: asked.id,
        case: &asked.case,
        step: &asked.step,
        coverage: scored.coverage,
        breadth: scored.breadth,
        points: &scored.points,
    };
    serde_json::to_string(&answered).map_err(|error| (id, error.to_string()))
}
