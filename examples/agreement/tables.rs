//! The tables of one half.

use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use mlsd_coach::assessment::Assessment;
use mlsd_coach::content::Level;
use mlsd_coach::scoring::State;

use crate::data::{Graded, Half, Label, Mock};
use crate::figures::{Counts, interval, mean, ratio, spearman};
use crate::judge::{Bench, StepPair};
use crate::typos::slip;

/// Bootstrap samples.
const ROUNDS: usize = 2_000;
/// Share of longer words that get a slip.
const TYPOS: usize = 10;
/// Credit of a partly covered point in the table of undeserved credit.
const PARTIAL: f64 = 0.4;

type Benches<'a> = BTreeMap<String, Bench<'a>>;

/// A point of a mock: our state beside the graders'.
struct Pair {
    document: usize,
    case: String,
    writer: String,
    step: String,
    own: bool,
    state: State,
    possible: bool,
    covered: bool,
    labels: BTreeMap<String, Label>,
}

impl Pair {
    fn counts(&self) -> Counts {
        Counts::of(self.state == State::Covered, self.covered)
    }

    /// Whether a grader calls it covered; nothing if they did not label it.
    fn says(&self, grader: &str) -> Option<bool> {
        self.labels.get(grader).map(|label| *label == Label::Covered)
    }

    /// What the other graders say, where they say the same.
    fn others(&self, grader: &str) -> Option<bool> {
        let mut said = self.labels.keys().filter(|other| *other != grader);
        let first = self.says(said.next()?)?;
        said.all(|other| self.says(other) == Some(first)).then_some(first)
    }
}

/// Prints everything about a half.
pub(crate) fn print(
    out: &mut impl Write,
    graded: &Graded,
    benches: &Benches<'_>,
    half: Half,
) -> Result<()> {
    let mocks: Vec<&Mock> = graded.mocks.iter().filter(|mock| mock.half == half).collect();
    let judged: Vec<(&Mock, Assessment)> = mocks
        .iter()
        .filter_map(|mock| {
            Some((*mock, benches.get(&mock.case)?.assess(&mock.answers, Level::Staff)))
        })
        .collect();
    let pairs = pairs(&judged, benches);
    writeln!(out, "==== {}: {} mocks, {} labelled pairs", half.title(), mocks.len(), pairs.len())?;
    let cases: BTreeSet<&str> = mocks.iter().map(|mock| mock.case.as_str()).collect();
    writeln!(out, "cases: {}", cases.into_iter().collect::<Vec<_>>().join(", "))?;
    if pairs.is_empty() {
        writeln!(out, "no labels")?;
        return Ok(());
    }
    agreement(out, &pairs)?;
    graders(out, &pairs)?;
    states(out, &pairs)?;
    coverage(out, &judged, benches)?;
    by(out, "case", &pairs, |pair| pair.case.clone())?;
    by(out, "writer", &pairs, |pair| pair.writer.clone())?;
    by(out, "step", &pairs, |pair| pair.step.clone())?;
    by(out, "text", &pairs, |pair| {
        if pair.writer.ends_with("-clocked") { "clocked" } else { "unhurried" }.to_owned()
    })?;
    by(out, "point", &pairs, |pair| if pair.own { "case's own" } else { "shared" }.to_owned())?;
    verdicts(out, &mocks, benches)?;
    undeserved(out, graded, &judged, benches, half)?;
    typos(out, &mocks, benches, &pairs)?;
    baselines(out, graded, benches, half)
}

fn pairs(judged: &[(&Mock, Assessment)], benches: &Benches<'_>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (document, (mock, assessment)) in judged.iter().enumerate() {
        let Some(bench) = benches.get(&mock.case) else { continue };
        for point in &assessment.points {
            let Some(covered) = mock.is_covered(&point.id) else { continue };
            pairs.push(Pair {
                document,
                case: mock.case.clone(),
                writer: mock.writer.clone(),
                step: bench.step_of(&point.id).to_owned(),
                own: point.id.starts_with(&mock.case),
                state: point.status,
                possible: point.possible.is_some(),
                covered,
                labels: mock.labels.get(&point.id).cloned().unwrap_or_default(),
            });
        }
    }
    pairs
}

fn documents<'p>(pairs: impl Iterator<Item = &'p Pair>) -> Vec<Counts> {
    let mut found: BTreeMap<usize, Counts> = BTreeMap::new();
    for pair in pairs {
        let counts = found.entry(pair.document).or_default();
        *counts = *counts + pair.counts();
    }
    found.into_values().collect()
}

fn agreement(out: &mut impl Write, pairs: &[Pair]) -> Result<()> {
    let documents = documents(pairs.iter());
    let all: Counts = documents.iter().copied().sum();
    writeln!(out, "\n-- covered, against the majority of graders (95 % bootstrap over mocks)")?;
    for (name, figure) in [
        ("kappa", Counts::kappa as fn(&Counts) -> f64),
        ("precision", Counts::precision),
        ("recall", Counts::recall),
        ("F1", Counts::f1),
    ] {
        let (low, high) = interval(&documents, figure, ROUNDS);
        writeln!(out, "{name:<10} {:.3}  [{low:.3}, {high:.3}]", figure(&all))?;
    }
    let share = ratio(all.hit + all.miss, all.pairs());
    writeln!(out, "majority says covered: {:.1} % of pairs", share * 100.0)?;
    Ok(())
}

fn graders(out: &mut impl Write, pairs: &[Pair]) -> Result<()> {
    writeln!(
        out,
        "\n-- graders: each against the others where these agree (the ceiling), and pairwise"
    )?;
    let graders: BTreeSet<&String> = pairs.iter().flat_map(|pair| pair.labels.keys()).collect();
    if graders.len() < 2 {
        writeln!(out, "one grader so far: no ceiling")?;
        return Ok(());
    }
    for grader in &graders {
        // Only pairs that others have labelled too, and alike.
        let counts: Counts = pairs
            .iter()
            .filter_map(|pair| Some(Counts::of(pair.says(grader)?, pair.others(grader)?)))
            .sum();
        writeln!(
            out,
            "{grader}: kappa {:.3}, precision {:.3}, recall {:.3} on {} pairs",
            counts.kappa(),
            counts.precision(),
            counts.recall(),
            counts.pairs()
        )?;
    }
    for (index, one) in graders.iter().enumerate() {
        for other in graders.iter().skip(index + 1) {
            let both = |pair: &Pair| Some(Counts::of(pair.says(one)?, pair.says(other)?));
            let counts: Counts = pairs.iter().filter_map(both).sum();
            writeln!(
                out,
                "{one} and {other}: kappa {:.3} on {} pairs",
                counts.kappa(),
                counts.pairs()
            )?;
        }
    }
    Ok(())
}

fn states(out: &mut impl Write, pairs: &[Pair]) -> Result<()> {
    writeln!(out, "\n-- what the majority says of each of our states")?;
    writeln!(out, "{:<22} {:>6} {:>10}", "state", "pairs", "P(covered)")?;
    let of = |state: State, possible: bool| {
        let chosen: Vec<&Pair> =
            pairs.iter().filter(|pair| pair.state == state && pair.possible == possible).collect();
        let covered = chosen.iter().filter(|pair| pair.covered).count();
        (chosen.len(), ratio(covered, chosen.len()))
    };
    for (name, state, possible) in [
        ("covered", State::Covered, false),
        ("partial", State::Partial, false),
        ("contradicted", State::Contradicted, false),
        ("missed, possible", State::Missed, true),
        ("missed", State::Missed, false),
    ] {
        let (count, share) = of(state, possible);
        let share = if count > 0 { format!("{share:.3}") } else { "none".to_owned() };
        writeln!(out, "{name:<22} {count:>6} {share:>10}")?;
    }
    Ok(())
}

fn coverage(
    out: &mut impl Write,
    judged: &[(&Mock, Assessment)],
    benches: &Benches<'_>,
) -> Result<()> {
    let steps: Vec<StepPair> = judged
        .iter()
        .filter(|(mock, _)| !mock.labels.is_empty())
        .filter_map(|(mock, assessment)| Some(benches.get(&mock.case)?.steps(mock, assessment)))
        .flatten()
        .collect();
    let pairs: Vec<(f64, f64)> = steps.iter().map(|step| (step.ours, step.graders)).collect();
    let errors: Vec<f64> = pairs.iter().map(|(ours, graders)| ours - graders).collect();
    let sizes: Vec<f64> = errors.iter().map(|error| error.abs()).collect();
    writeln!(out, "\n-- step coverage, ours against that of the majority's labels")?;
    writeln!(
        out,
        "Spearman {:.3}, mean signed error {:+.3}, mean size of error {:.3} on {} steps",
        spearman(&pairs),
        mean(&errors),
        mean(&sizes),
        pairs.len()
    )?;
    let names: BTreeSet<&str> = steps.iter().map(|step| step.step.as_str()).collect();
    for name in names {
        let errors: Vec<f64> = steps
            .iter()
            .filter(|step| step.step == name)
            .map(|step| step.ours - step.graders)
            .collect();
        writeln!(out, "  {name:<14} mean signed error {:+.3}", mean(&errors))?;
    }
    Ok(())
}

fn by(
    out: &mut impl Write,
    what: &str,
    pairs: &[Pair],
    key: impl Fn(&Pair) -> String,
) -> Result<()> {
    let mut groups: BTreeMap<String, Counts> = BTreeMap::new();
    for pair in pairs {
        let counts = groups.entry(key(pair)).or_default();
        *counts = *counts + pair.counts();
    }
    writeln!(out, "\n-- by {what}")?;
    writeln!(
        out,
        "{what:<26} {:>6} {:>8} {:>6} {:>6} {:>6} {:>6}",
        "pairs", "covered", "P", "R", "F1", "kappa"
    )?;
    for (name, counts) in groups {
        writeln!(
            out,
            "{name:<26} {:>6} {:>8} {:>6.3} {:>6.3} {:>6.3} {:>6.3}",
            counts.pairs(),
            counts.hit + counts.miss,
            counts.precision(),
            counts.recall(),
            counts.f1(),
            counts.kappa()
        )?;
    }
    Ok(())
}

fn verdicts(out: &mut impl Write, mocks: &[&Mock], benches: &Benches<'_>) -> Result<()> {
    writeln!(out, "\n-- verdict of each mock at each level (overall coverage in %)")?;
    writeln!(
        out,
        "{:<20} {:<28} {:<30} {:<30} {:<30}",
        "writer", "case", "mid", "senior", "staff"
    )?;
    let mut sorted = mocks.to_vec();
    sorted.sort_by_key(|mock| (&mock.writer, &mock.case));
    for mock in sorted {
        let Some(bench) = benches.get(&mock.case) else { continue };
        let at = |level| {
            let assessment = bench.assess(&mock.answers, level);
            let percent = assessment.overall * 100.0;
            let verdict = assessment.verdict.map_or_else(
                || "not enough text".to_owned(),
                |verdict| {
                    if verdict.low == verdict.high {
                        verdict.low_title
                    } else {
                        format!("{} to {}", verdict.low_title, verdict.high_title)
                    }
                },
            );
            format!("{percent:>3.0} {verdict}")
        };
        writeln!(
            out,
            "{:<20} {:<28} {:<30} {:<30} {:<30}",
            mock.writer,
            mock.case,
            at(Level::Mid),
            at(Level::Senior),
            at(Level::Staff)
        )?;
    }
    Ok(())
}

fn undeserved(
    out: &mut impl Write,
    graded: &Graded,
    judged: &[(&Mock, Assessment)],
    benches: &Benches<'_>,
    half: Half,
) -> Result<()> {
    writeln!(
        out,
        "\n-- credit that nobody earned (covered 1, partial {PARTIAL}; share of points)"
    )?;
    let stuffed: Vec<f64> = judged
        .iter()
        .filter(|(mock, _)| mock.writer == "stuffer")
        .flat_map(|(_, assessment)| assessment.points.iter().map(|point| credit(point.status)))
        .collect();
    row(out, "stuffing, all points", &stuffed)?;
    let undeserved: Vec<f64> = judged
        .iter()
        .filter(|(mock, _)| mock.writer == "stuffer")
        .flat_map(|(mock, assessment)| {
            let missed = |id: &str| mock.majority(id) == Some(Label::Missed);
            assessment
                .points
                .iter()
                .filter(move |point| missed(&point.id))
                .map(|point| credit(point.status))
        })
        .collect();
    row(out, "stuffing, points graders call missed", &undeserved)?;
    for kind in ["denied", "wrong-direction"] {
        let lines: Vec<f64> = graded
            .contrast
            .iter()
            .filter(|line| line.kind == kind && graded.halves.get(&line.case) == Some(&half))
            .filter_map(|line| benches.get(&line.case)?.line(&line.point, &line.text))
            .map(credit)
            .collect();
        row(out, kind, &lines)?;
    }
    row(out, "copied from prompt, walkthrough, samples", &copied(benches, judged))?;
    row(out, "another case's strong notes, own points", &foreign(benches, judged))?;
    Ok(())
}

fn row(out: &mut impl Write, name: &str, credits: &[f64]) -> Result<()> {
    if credits.is_empty() {
        writeln!(out, "{name:<42} none")?;
        return Ok(());
    }
    writeln!(out, "{name:<42} {:>6.1} %  of {}", mean(credits) * 100.0, credits.len())?;
    Ok(())
}

fn credit(state: State) -> f64 {
    match state {
        State::Covered => 1.0,
        State::Partial => PARTIAL,
        State::Contradicted | State::Missed => 0.0,
    }
}

/// Everything of a case a person may be shown before, handed in as an answer.
fn copied(benches: &Benches<'_>, judged: &[(&Mock, Assessment)]) -> Vec<f64> {
    let cases: BTreeSet<&str> = judged.iter().map(|(mock, _)| mock.case.as_str()).collect();
    let mut credits = Vec::new();
    for bench in cases.into_iter().filter_map(|case| benches.get(case)) {
        let case = bench.case;
        let samples = case.samples.iter().flat_map(|sample| sample.answers.values());
        let shown = std::iter::once(&case.prompt).chain(case.walkthrough.values()).chain(samples);
        let text: Vec<&str> = shown.map(String::as_str).collect();
        let answers = [("model".to_owned(), text.join("\n\n"))];
        let points = bench.assess(&answers, Level::Staff).points;
        credits.extend(points.iter().map(|point| credit(point.status)));
    }
    credits
}

/// Strong notes on each case of the half, scored on the own points of every other.
fn foreign(benches: &Benches<'_>, judged: &[(&Mock, Assessment)]) -> Vec<f64> {
    let strong: Vec<&Mock> = judged
        .iter()
        .map(|(mock, _)| *mock)
        .filter(|mock| mock.writer == "strong-clocked" || mock.writer == "staff-prose")
        .collect();
    let cases: BTreeSet<&str> = judged.iter().map(|(mock, _)| mock.case.as_str()).collect();
    let mut credits = Vec::new();
    for case in cases {
        let Some(bench) = benches.get(case) else { continue };
        for mock in strong.iter().filter(|mock| mock.case != case) {
            let points = bench.assess(&mock.answers, Level::Staff).points;
            let own = points.iter().filter(|point| point.id.starts_with(case));
            credits.extend(own.map(|point| credit(point.status)));
        }
    }
    credits
}

fn typos(
    out: &mut impl Write,
    mocks: &[&Mock],
    benches: &Benches<'_>,
    clean: &[Pair],
) -> Result<()> {
    let slipped: Vec<Mock> = mocks
        .iter()
        .enumerate()
        .map(|(index, mock)| {
            let answers = mock
                .answers
                .iter()
                .map(|(step, text)| (step.clone(), slip(text, TYPOS, index as u64)))
                .collect();
            Mock { answers, ..(*mock).clone() }
        })
        .collect();
    let judged: Vec<(&Mock, Assessment)> = slipped
        .iter()
        .filter_map(|mock| {
            Some((mock, benches.get(&mock.case)?.assess(&mock.answers, Level::Staff)))
        })
        .collect();
    let before: Counts = clean.iter().map(Pair::counts).sum();
    let after: Counts = pairs(&judged, benches).iter().map(Pair::counts).sum();
    writeln!(
        out,
        "\n-- slips in {TYPOS} % of the words of four letters and more\nkappa {:.3} -> {:.3} ({:+.3}), precision {:.3} -> {:.3}, recall {:.3} -> {:.3}",
        before.kappa(),
        after.kappa(),
        after.kappa() - before.kappa(),
        before.precision(),
        after.precision(),
        before.recall(),
        after.recall()
    )?;
    Ok(())
}

/// Simpler methods; their thresholds are the best ones on the development half.
fn baselines(
    out: &mut impl Write,
    graded: &Graded,
    benches: &Benches<'_>,
    half: Half,
) -> Result<()> {
    writeln!(out, "\n-- simpler methods on the same pairs (threshold: best on development)")?;
    let figures = |half: Half| {
        let mut found: Vec<([f64; 3], bool)> = Vec::new();
        for mock in graded.mocks.iter().filter(|mock| mock.half == half) {
            let Some(bench) = benches.get(&mock.case) else { continue };
            for (point, figures) in bench.baselines(mock) {
                found.extend(mock.is_covered(&point).map(|covered| (figures, covered)));
            }
        }
        found
    };
    let (development, here) = (figures(Half::Development), figures(half));
    let names = ["any keyword of the cues", "rubric-IDF overlap", "BM25, best sentence"];
    for (index, name) in names.into_iter().enumerate() {
        let counts = |pairs: &[([f64; 3], bool)], threshold: f64| -> Counts {
            pairs
                .iter()
                .map(|(figures, covered)| Counts::of(figures[index] >= threshold, *covered))
                .sum()
        };
        let mut tried: Vec<f64> = development.iter().map(|(figures, _)| figures[index]).collect();
        tried.sort_by(f64::total_cmp);
        let step = (tried.len() / 200).max(1);
        let threshold = tried
            .iter()
            .step_by(step)
            .copied()
            .filter(|threshold| *threshold > 0.0)
            .max_by(|a, b| {
                counts(&development, *a).kappa().total_cmp(&counts(&development, *b).kappa())
            })
            .unwrap_or(1.0);
        let found = counts(&here, threshold);
        writeln!(
            out,
            "{name:<26} kappa {:.3}, precision {:.3}, recall {:.3}",
            found.kappa(),
            found.precision(),
            found.recall()
        )?;
    }
    Ok(())
}
