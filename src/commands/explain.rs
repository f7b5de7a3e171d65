//! `explain`: how a point was scored.

use anyhow::{Result, bail};
use std::collections::HashMap;
use std::path::Path;

use super::context::{Chosen, Context};
use super::exit::{DONE, Exit};
use super::score::{answers, read, sample_answers};
use crate::assessment::{Assessment, Judged, read as read_session, session_of};
use crate::cli::ExplainArgs;
use crate::content::framework::USUAL_FRAMEWORK;
use crate::content::point::point_meant;
use crate::content::{CaseStudy, Level, did_you_mean};
use crate::interview::{Session, plural};
use crate::scoring::{
    CueTrace, Explanation, GroupTrace, MentionTrace, Polarity, Reading, Rubric, Span, State,
    explain,
};
use crate::terminal::{Indent, Role, sanitise, wrap};

/// Explains a point; returns the exit code.
///
/// # Errors
/// If session, case, point or file cannot be used.
pub(super) fn run(context: &mut Context<'_>, args: &ExplainArgs) -> Result<u8> {
    match (&args.case, &args.point, args.args.as_slice()) {
        (Some(case), Some(point), files)
            if files.len() + usize::from(args.sample.is_some()) < 2 =>
        {
            let given = match (&args.sample, files.first()) {
                (Some(sample), _) => Given::Sample(sample),
                (None, file) => Given::File(Path::new(file.map_or("-", String::as_str))),
            };
            of_text(context, case, point, given, args.all)
        }
        (None, None, [session, point]) => of_session(context, session, point, args.all),
        _ => bail!(Exit::usage(
            "usage: mlsd explain SESSION POINT, or mlsd explain --case ID --point ID [FILE|-]"
        )),
    }
}

/// Where the text comes from.
#[derive(Clone, Copy)]
enum Given<'a> {
    File(&'a Path),
    Sample(&'a str),
}

fn of_text(
    context: &mut Context<'_>,
    case: &str,
    point: &str,
    given: Given<'_>,
    all: bool,
) -> Result<u8> {
    let usual = matches!(given, Given::Sample(_)).then_some(USUAL_FRAMEWORK);
    let chosen = context.choose(case, usual)?;
    let point = meant(chosen.case()?, point)?;
    let answers = match given {
        Given::File(file) => answers(&chosen, &read(file)?, None)?,
        Given::Sample(id) => sample_answers(chosen.case()?, id)?,
    };
    let answers: Vec<(&str, &str)> =
        answers.iter().map(|(step, text)| (step.as_str(), text.as_str())).collect();
    let session = session_of(chosen.framework()?, chosen.case()?, Level::Senior, &answers);
    let how = How { all, sample: matches!(given, Given::Sample(_)) };
    print(context, &chosen, &session, point, how)
}

/// How much is printed, and by which guard against copies.
#[derive(Clone, Copy)]
struct How {
    all: bool,
    sample: bool,
}

fn of_session(context: &mut Context<'_>, key: &str, point: &str, all: bool) -> Result<u8> {
    let store = context.store()?;
    let (session, notes) = store.read(&store.find(key)?)?;
    for note in notes {
        writeln!(context.err, "{note}")?;
    }
    let chosen = context.choose(&session.header.case.id, Some(&session.header.framework.id))?;
    let point = meant(chosen.case()?, point)?;
    if let Some(shown) = shown(&session, point) {
        writeln!(context.out, "You were shown: {shown}")?;
    }
    if chosen.case()?.hash != session.header.case.hash {
        writeln!(context.err, "The case has changed since; below is how it scores today.")?;
    }
    print(context, &chosen, &session, point, How { all, sample: false })
}

/// What the person was shown about a point at the end of the session.
fn shown(session: &Session, point: &str) -> Option<String> {
    let assessed = session.assessed.as_ref()?;
    let report: Assessment = serde_json::from_value(assessed.report.clone()).ok()?;
    let point = report.points.into_iter().find(|known| known.id == point)?;
    Some(format!("{} ({})", word(point.status), sanitise(&point.because)))
}

/// The id of the point that was meant.
fn meant<'c>(case: &'c CaseStudy, point: &str) -> Result<&'c str> {
    let thrown = case.curveballs.iter().flat_map(|ball| &ball.points);
    let ids = case.points.iter().chain(thrown).map(|point| point.id.as_str());
    if let Some(id) = point_meant(point, ids.clone()) {
        return Ok(id);
    }
    let fix = did_you_mean(point, ids, &format!("`mlsd review {}` lists them", case.id));
    bail!(Exit::usage(format!("`{}` has no point `{point}`; {fix}", case.id)))
}

fn print(
    context: &mut Context<'_>,
    chosen: &Chosen,
    session: &Session,
    id: &str,
    how: How,
) -> Result<u8> {
    let (framework, case) = (chosen.framework()?, chosen.case()?);
    let rubric = Rubric::compile(&chosen.loaded.content, case);
    let recurrence = HashMap::new();
    let judged =
        Judged { framework, case, rubric: &rubric, recurrence: &recurrence, sample: how.sample };
    let reading = read_session(session, &judged);
    let mut points = rubric.points.iter().chain(rubric.curveballs.iter().flatten());
    let Some(point) = points.find(|point| point.point.id == id) else { return Ok(DONE) };
    let explanation = explain(&rubric, &reading, point);
    let mut page = Page { context, session };
    let statement = point.point.statement.trim().to_owned();
    page.line(
        0,
        Some(Role::Heading),
        &format!("{id} · {} · weight {}", point.point.level, point.point.weight),
    )?;
    page.line(0, None, &statement)?;
    page.state(&explanation)?;
    if how.all {
        page.cues(
            "Cues: any one is enough, all its groups must be met in one passage",
            &explanation.cues,
        )?;
        if !explanation.not.is_empty() {
            page.cues("Contradicted by", &explanation.not)?;
        }
    } else {
        page.nearest(&explanation)?;
        page.one_way(&explanation, point.point.say.as_deref())?;
    }
    page.copies(&reading)?;
    if !how.all {
        page.more(&explanation)?;
    }
    Ok(DONE)
}

/// Whether a group only says what must not stand there.
fn forbids_only(group: &GroupTrace) -> bool {
    group.alternatives.iter().all(|alternative| alternative.starts_with("<not "))
}

/// Whether something of a group was found, or nothing had to be.
fn is_found(group: &GroupTrace) -> bool {
    !group.mentions.is_empty() || forbids_only(group)
}

/// The cue that came nearest: most of its groups met, the first of equals.
fn nearest(cues: &[CueTrace]) -> Option<&CueTrace> {
    let found = |cue: &CueTrace| cue.groups.iter().filter(|group| is_found(group)).count();
    cues.iter().rev().max_by_key(|cue| (cue.met, found(cue)))
}

/// Most mentions shown of a group where no passage decided.
const FEW: usize = 3;

/// A group with the mentions that tell something: those in the passages that decided or came
/// nearest, or else a few.
fn telling(group: &GroupTrace, evidence: &[Span]) -> GroupTrace {
    let there = |mention: &&MentionTrace| evidence.contains(&mention.passage);
    let mut mentions: Vec<MentionTrace> = group.mentions.iter().filter(there).cloned().collect();
    if mentions.is_empty() {
        mentions = group.mentions.iter().take(FEW).cloned().collect();
    }
    GroupTrace { mentions, ..group.clone() }
}

fn word(state: State) -> &'static str {
    match state {
        State::Covered => "covered",
        State::Partial => "partial",
        State::Contradicted => "contradicted",
        State::Missed => "missed",
    }
}

struct Page<'a, 'b> {
    context: &'a mut Context<'b>,
    session: &'a Session,
}

impl Page<'_, '_> {
    fn line(&mut self, indent: usize, role: Option<Role>, text: &str) -> Result<()> {
        let style = self.context.style;
        for line in wrap(&sanitise(text), style.width, Indent { first: indent, rest: indent + 2 }) {
            let line = role.map_or(line.clone(), |role| style.paint(role, &line));
            writeln!(self.context.out, "{line}")?;
        }
        Ok(())
    }

    fn state(&mut self, explanation: &Explanation) -> Result<()> {
        let score = &explanation.score;
        let role = match score.state {
            State::Covered => Role::Good,
            State::Partial => Role::Partial,
            State::Contradicted | State::Missed => Role::Bad,
        };
        writeln!(self.context.out)?;
        self.line(0, Some(role), &format!("State: {}", word(score.state)))?;
        for span in &score.evidence {
            self.line(2, None, &self.quote(span))?;
        }
        if let Some(span) = &score.possible {
            self.line(2, None, &format!("possibly: {}", self.quote(span)))?;
        }
        if score.ruled_out {
            self.line(2, None, "you ruled this out")?;
        }
        Ok(())
    }

    /// What decided: the contradiction that was met, or the cue that was met or came nearest.
    fn nearest(&mut self, explanation: &Explanation) -> Result<()> {
        let opposed = explanation.score.state == State::Contradicted;
        let against = explanation.not.iter().find(|cue| cue.met).filter(|_| opposed);
        let (title, cue) = match (against, nearest(&explanation.cues)) {
            (Some(cue), _) => ("Contradicted by", cue),
            (None, Some(cue)) if cue.met => ("What was found", cue),
            (None, Some(cue)) if cue.groups.iter().any(|group| !group.mentions.is_empty()) => {
                ("What came nearest; all of it would have to stand in one passage", cue)
            }
            _ => return Ok(()),
        };
        writeln!(self.context.out)?;
        self.line(0, Some(Role::Heading), title)?;
        for group in &cue.groups {
            let told = telling(group, &explanation.score.evidence);
            let all = if cue.met { told.mentions.len() } else { group.mentions.len() };
            self.group(&told, all)?;
        }
        if !cue.met && cue.groups.iter().all(is_found) {
            let text = "Each was found, but not all in one passage and on words of its own.";
            self.line(5, None, text)?;
        }
        Ok(())
    }

    fn one_way(&mut self, explanation: &Explanation, say: Option<&str>) -> Result<()> {
        let Some(say) = say.filter(|_| explanation.score.state != State::Covered) else {
            return Ok(());
        };
        writeln!(self.context.out)?;
        self.line(0, Some(Role::Heading), "One way to say it")?;
        self.line(2, None, &format!("\"{}\"", say.trim()))
    }

    /// How much more there is to look at.
    fn more(&mut self, explanation: &Explanation) -> Result<()> {
        let others = (explanation.cues.len() + explanation.not.len()).saturating_sub(1);
        if others > 0 {
            let patterns = plural(others as u64, "more pattern");
            writeln!(self.context.err, "{patterns} looked for: add --all")?;
        }
        Ok(())
    }

    fn quote(&self, span: &Span) -> String {
        let entry = self.session.entries.iter().find(|entry| entry.number == span.entry);
        let text = entry.map_or("", |entry| span.of(entry.text()));
        format!(
            "entry {}: \"{}\"",
            span.entry,
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        )
    }

    fn cues(&mut self, title: &str, cues: &[CueTrace]) -> Result<()> {
        writeln!(self.context.out)?;
        self.line(0, Some(Role::Heading), title)?;
        for (index, cue) in cues.iter().enumerate() {
            let met = if cue.met { "met" } else { "not met" };
            self.line(2, None, &format!("{}. {met}", index + 1))?;
            for group in &cue.groups {
                self.group(group, group.mentions.len())?;
            }
        }
        Ok(())
    }

    /// A group with some of its mentions, of which there are `all`.
    fn group(&mut self, group: &GroupTrace, all: usize) -> Result<()> {
        if forbids_only(group) && group.mentions.is_empty() {
            let text = format!("+ {}: nothing speaks against it", group.name);
            return self.line(5, Some(Role::Dim), &text);
        }
        if group.mentions.is_empty() {
            return self.line(
                5,
                Some(Role::Dim),
                &format!("- {}: nothing of: {}", group.name, group.alternatives.join(" | ")),
            );
        }
        self.line(5, None, &format!("+ {}:", group.name))?;
        for mention in &group.mentions {
            let how = match &mention.polarity {
                Polarity::Affirmed => String::new(),
                Polarity::Rejected(by) => format!(" (rejected by \"{by}\")"),
                Polarity::Asked => " (only asked)".to_owned(),
                Polarity::Listed => " (bare in a list)".to_owned(),
            };
            self.line(
                9,
                None,
                &format!("\"{}\"{how} in {}", mention.words, self.quote(&mention.passage)),
            )?;
        }
        let more = all - group.mentions.len();
        if more > 0 {
            let text = format!("and {} elsewhere", plural(more as u64, "mention"));
            self.line(9, Some(Role::Dim), &text)?;
        }
        Ok(())
    }

    fn copies(&mut self, reading: &Reading) -> Result<()> {
        for span in &reading.copied {
            let quote = self.quote(span);
            self.line(
                0,
                Some(Role::Dim),
                &format!("Not scored, copied from what was shown: {quote}"),
            )?;
        }
        Ok(())
    }
}
