//! How well the interviewer answers questions: facts told against facts a reader would have given.

use anyhow::{Result, bail};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::Write;
use std::path::Path;

use mlsd_coach::assessment::session_of;
use mlsd_coach::content::{CaseStudy, Content, Framework, Level};
use mlsd_coach::interview::{Body, EntryKind, Event, MoveKind, Session, Stamp};
use mlsd_coach::interviewer::{Heard, Interviewer};
use mlsd_coach::scoring::Rubric;

/// What a line made the interviewer do.
struct Reply {
    /// Facts told, by id.
    told: BTreeSet<String>,
    /// Whether the line was taken as an assumption.
    assumed: bool,
}

/// Facts told and facts wanted, summed over lines.
#[derive(Clone, Copy, Default)]
struct Sum {
    lines: usize,
    told: usize,
    wanted: usize,
    both: usize,
}

/// Prints precision and recall over all questions and by kind, and what vague asks leak.
pub(crate) fn print(
    out: &mut impl Write,
    content: &Content,
    framework: &Framework,
    root: &Path,
    wrong_too: bool,
) -> Result<()> {
    let mut kinds: BTreeMap<String, Sum> = BTreeMap::new();
    let mut all = Sum::default();
    let mut leaks = 0;
    let mut vague_asks = 0;
    let vague = fs::read_to_string(root.join("vague.txt")).unwrap_or_default();
    for case in content.cases.values() {
        let Ok(text) = fs::read_to_string(root.join(format!("{}.tsv", case.id))) else { continue };
        let rubric = Rubric::compile(content, case);
        let ask = |line: &str| reply(framework, case, &rubric, line);
        for row in text.lines() {
            let [kind, label, line] = row.split('\t').collect::<Vec<_>>()[..] else {
                bail!("{}: a row is kind, facts, line", case.id);
            };
            let reply = ask(line);
            let mut wanted = wanted(label, &reply);
            // A statement asks for nothing, though what it takes as given may be told.
            if kind == "statement" {
                wanted.retain(|fact| reply.told.contains(fact));
            }
            let both = reply.told.intersection(&wanted).count();
            for sum in [&mut all, kinds.entry(kind.to_owned()).or_default()] {
                sum.lines += 1;
                sum.told += reply.told.len();
                sum.wanted += wanted.len();
                sum.both += both;
            }
            if wrong_too && (both < reply.told.len() || both < wanted.len()) {
                writeln!(
                    out,
                    "{} | {kind} | wanted {label} | told {:?} | {line}",
                    case.id, reply.told
                )?;
            }
        }
        for line in vague.lines() {
            vague_asks += 1;
            let told = ask(line).told;
            leaks += usize::from(!told.is_empty());
            if wrong_too && !told.is_empty() {
                writeln!(out, "{} | LEAK {told:?} | {line}", case.id)?;
            }
        }
    }
    let set = root.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    writeln!(out, "\n-- asking ({set}): facts told against facts a reader would have given")?;
    writeln!(
        out,
        "{:<16} {:>6} {:>6} {:>7} {:>7} {:>7}",
        "kind", "lines", "told", "wanted", "P", "R"
    )?;
    for (kind, sum) in kinds.iter().map(|(kind, sum)| (kind.as_str(), sum)).chain([("all", &all)]) {
        let share = |of: usize| sum.both as f64 / of.max(1) as f64;
        writeln!(
            out,
            "{kind:<16} {:>6} {:>6} {:>7} {:>7.3} {:>7.3}",
            sum.lines,
            sum.told,
            sum.wanted,
            share(sum.told),
            share(sum.wanted)
        )?;
    }
    if vague_asks > 0 {
        writeln!(
            out,
            "vague asks that got a fact: {leaks} of {vague_asks} (100 lines in each case)"
        )?;
    }
    Ok(())
}

/// Facts a reader would have given. A question that its own line answers is an assumption: nothing is
/// wanted if it was taken as one, and its fact may be told if it was not.
fn wanted(label: &str, reply: &Reply) -> BTreeSet<String> {
    let facts = match label.strip_prefix("assumed:") {
        Some(_) if reply.assumed => "none",
        Some(facts) => facts,
        None => label,
    };
    facts.split(',').filter(|fact| *fact != "none").map(str::to_owned).collect()
}

fn reply(framework: &Framework, case: &CaseStudy, rubric: &Rubric, line: &str) -> Reply {
    let step = framework.steps.first().map_or("", |step| step.id.as_str());
    let mut session = Session::new(session_of(framework, case, Level::Senior, &[]).header);
    let stamp = Stamp { at: jiff::Timestamp::UNIX_EPOCH, clock_ms: 0 };
    let opened = Body::StepOpened { step: step.to_owned(), attempt: 1 };
    session.apply(Event { n: 1, stamp, body: opened });
    let interviewer =
        Interviewer { framework, case, rubric, recurrence: &HashMap::new(), only: None };
    let events = interviewer.advance(&session, Heard::Entry(line.to_owned()), 0).events;
    let told = events.iter().filter_map(|event| match event {
        Body::Move(said) if said.kind == MoveKind::Fact => said.fact.clone(),
        _ => None,
    });
    let assumed = events
        .iter()
        .any(|event| matches!(event, Body::Said(said) if said.kind == EntryKind::Assumption));
    Reply { told: told.collect(), assumed }
}
