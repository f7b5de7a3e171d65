//! Content checked by running it: every line written to test a pattern is scored.

use std::collections::BTreeSet;

use super::guard::Guard;
use super::matching::{Rules, match_cue};
use super::reading::{Piece, Reading};
use super::rubric::{CompiledCue, CompiledPoint, Part, Rubric, is_function_word};
use super::score::{State, score_point, score_some};
use crate::content::case_study::Quality;
use crate::content::cue::{Cue, Item};
use crate::content::point::{Example, Style};
use crate::content::{CaseStudy, Content, Point, Problem, Spot};

/// Fewest distinct phrasings over a point's cues.
const PHRASINGS: usize = 4;

/// Words too common to carry a group alone.
const COMMON: &[&str] = &[
    "add", "bad", "best", "better", "big", "build", "change", "come", "data", "find", "first",
    "give", "good", "help", "high", "keep", "know", "large", "less", "look", "low", "make", "many",
    "model", "much", "need", "new", "number", "put", "run", "say", "see", "set", "show", "small",
    "system", "take", "thing", "time", "try", "use", "user", "value", "want", "way", "work",
];

/// Scores every line that content brings to test itself, and looks for patterns that are too loose
/// or never exercised.
pub fn lint(content: &Content) -> Vec<Problem> {
    let mut problems = Vec::new();
    shared(content, &mut problems);
    for case in content.cases.values() {
        let rubric = Rubric::of(&content.vocabulary, case, &case.points);
        let own = rubric.points.iter().filter(|point| case.owns(&point.point));
        for point in own {
            lint_point(&rubric, point, &mut problems);
        }
        for ball in &case.curveballs {
            let rubric = Rubric::of(&content.vocabulary, case, &ball.points);
            for point in &rubric.points {
                lint_point(&rubric, point, &mut problems);
            }
        }
        added_cues(&rubric, case, &mut problems);
        facts(&rubric, case, &mut problems);
        traps(&rubric, case, &mut problems);
        wrongly_opposed(&rubric, case, &mut problems);
        foreign(content, case, &rubric, &mut problems);
    }
    problems.sort_by(|a, b| (&a.spot, &a.what).cmp(&(&b.spot, &b.what)));
    problems
}

/// Shared points are tested without a case: no prompt, no traps.
fn shared(content: &Content, problems: &mut Vec<Problem>) {
    let points: Vec<Point> = content.points.values().cloned().collect();
    let rubric = Rubric::bare(&content.vocabulary, &points);
    for point in &rubric.points {
        lint_point(&rubric, point, problems);
    }
}

fn lint_point(rubric: &Rubric, point: &CompiledPoint, problems: &mut Vec<Problem>) {
    for example in &point.point.shows {
        let scored = score_point(rubric, &read(rubric, &example.text), point);
        if scored.state != State::Covered {
            let lacking = if scored.unmet.is_empty() {
                String::new()
            } else {
                format!(" (unmet: {})", scored.unmet.join("; "))
            };
            let what = format!(
                "`{}`: this line of `shows` is {}{lacking}",
                point.point.id,
                word(scored.state)
            );
            problems.push(Problem::error(&example.spot, what, "extend a cue or the vocabulary"));
        }
    }
    for example in &point.point.misses {
        if score_point(rubric, &read(rubric, &example.text), point).state == State::Covered {
            let what = format!("`{}`: this line of `misses` is covered", point.point.id);
            problems.push(Problem::error(
                &example.spot,
                what,
                "tighten the cue that fires, or add a `not` cue",
            ));
        }
    }
    let naming = point.point.style != Style::Explain;
    for (cue, compiled) in point.point.cues.iter().zip(&point.cues) {
        lint_cue(&point.point.id, cue, naming, problems);
        exercised(rubric, point, cue, compiled, problems);
    }
    if point.point.list.is_none() && phrasings(rubric, &point.cues) < PHRASINGS {
        let what = format!("`{}` has fewer than {PHRASINGS} phrasings", point.point.id);
        problems.push(Problem::warning(
            &point.point.spot,
            what,
            "add the plain words people say it in",
        ));
    }
}

fn word(state: State) -> &'static str {
    match state {
        State::Covered => "covered",
        State::Partial => "only partly covered",
        State::Contradicted => "contradicted",
        State::Missed => "missed",
    }
}

fn lint_cue(id: &str, cue: &Cue, naming: bool, problems: &mut Vec<Problem>) {
    if cue.groups.len() == 1 && !naming {
        let what = format!("`{id}`: a cue with one group shows naming, not doing");
        problems.push(Problem::error(
            &cue.spot,
            what,
            "add a second group, or set `style: mention`",
        ));
    }
    for group in &cue.groups {
        let loose = |item: &Item| match item {
            Item::Phrase(text) => {
                text.split_whitespace().all(|word| is_function_word(word) || COMMON.contains(&word))
                    && text.split_whitespace().count() == 1
            }
            Item::Concept(_) | Item::Number(_) | Item::Not(_) => false,
        };
        if group.alts.iter().all(|alt| alt.0.iter().all(loose)) {
            let what = format!("`{id}`: group `{}` is met by common words alone", group.name);
            problems.push(Problem::warning(&cue.spot, what, "use longer phrases or a concept"));
        }
    }
}

fn exercised(
    rubric: &Rubric,
    point: &CompiledPoint,
    cue: &Cue,
    compiled: &CompiledCue,
    problems: &mut Vec<Problem>,
) {
    let fires = |example: &Example| fires(rubric, compiled, &example.text, point.point.window);
    if !point.point.shows.iter().any(fires) {
        let groups: Vec<&str> = cue.groups.iter().map(|group| group.name.as_str()).collect();
        let what = format!(
            "`{}`: no line of `shows` exercises the cue `{}`",
            point.point.id,
            groups.join(" + ")
        );
        problems.push(Problem::warning(
            &cue.spot,
            what,
            "add a line it is meant for, or remove it",
        ));
    }
}

fn fires(rubric: &Rubric, cue: &CompiledCue, text: &str, window: usize) -> bool {
    let rules = Rules { window, carry: true, ..Rules::ASKED };
    match_cue(&read(rubric, text), cue, rules).full.is_some()
}

fn phrasings(rubric: &Rubric, cues: &[CompiledCue]) -> usize {
    let mut seen = BTreeSet::new();
    for alt in cues.iter().flat_map(|cue| &cue.groups).flat_map(|group| &group.alts) {
        for part in alt {
            if let Part::Is(item) = part {
                // A concept brings at least as many phrasings as a point needs.
                if rubric.lexicon.is_concept(*item) {
                    return PHRASINGS;
                }
                seen.insert(*item);
            }
        }
    }
    seen.len()
}

/// Cues a case adds to shared points have no lines of their own: they must not fire on the prompt.
fn added_cues(rubric: &Rubric, case: &CaseStudy, problems: &mut Vec<Problem>) {
    for point in &rubric.points {
        for (cue, compiled) in point.point.cues.iter().zip(&point.cues) {
            if cue.spot.file != case.spot.file {
                continue;
            }
            if fires(rubric, compiled, &case.prompt, 1) {
                let what = format!("`{}`: the prompt alone meets this cue", point.point.id);
                problems.push(Problem::warning(
                    &cue.spot,
                    what,
                    "ask for something the prompt does not say",
                ));
            }
            if !case.owns(&point.point) {
                lint_cue(&point.point.id, cue, point.point.style != Style::Explain, problems);
            }
        }
    }
}

fn facts(rubric: &Rubric, case: &CaseStudy, problems: &mut Vec<Problem>) {
    for (fact, cues) in case.facts.iter().zip(&rubric.facts) {
        let asks = |text: &str| cues.iter().any(|cue| fires(rubric, cue, text, 1));
        lines(&fact.shows, &fact.misses, &asks, &format!("fact `{}`", fact.id), problems);
        quota(&fact.spot, "fact", &fact.id, fact.shows.len(), fact.misses.len(), problems);
    }
}

fn traps(rubric: &Rubric, case: &CaseStudy, problems: &mut Vec<Problem>) {
    for (trap, compiled) in case.traps.iter().zip(&rubric.traps) {
        let springs = |text: &str| {
            let reading = read(rubric, text);
            compiled.says.iter().any(|cue| match_cue(&reading, cue, Rules::TRAP).full.is_some())
        };
        lines(&trap.shows, &trap.misses, &springs, &format!("trap `{}`", trap.id), problems);
        quota(&trap.spot, "trap", &trap.id, trap.shows.len(), trap.misses.len(), problems);
    }
}

fn quota(
    spot: &Spot,
    what: &str,
    id: &str,
    shows: usize,
    misses: usize,
    problems: &mut Vec<Problem>,
) {
    if shows < 2 || misses < 1 {
        let what = format!("{what} `{id}` has {shows} lines of `shows` and {misses} of `misses`");
        problems.push(Problem::warning(
            spot,
            what,
            "write at least two and one, in different voices",
        ));
    }
}

fn lines(
    shows: &[Example],
    misses: &[Example],
    fires: &dyn Fn(&str) -> bool,
    what: &str,
    problems: &mut Vec<Problem>,
) {
    for example in shows.iter().filter(|example| !fires(&example.text)) {
        let what = format!("{what}: this line of `shows` is not recognised");
        problems.push(Problem::error(&example.spot, what, "extend a cue or the vocabulary"));
    }
    for example in misses.iter().filter(|example| fires(&example.text)) {
        let what = format!("{what}: this line of `misses` is recognised");
        problems.push(Problem::error(&example.spot, what, "tighten the cue that fires"));
    }
}

/// What is looked for as wrong is looked for in every sentence of an answer, so it must not be found
/// in good ones: the walkthrough and the strong samples.
fn wrongly_opposed(rubric: &Rubric, case: &CaseStudy, problems: &mut Vec<Problem>) {
    let strong = case.samples.iter().filter(|sample| sample.quality == Quality::Strong);
    let samples = strong.flat_map(|sample| {
        let name = format!("sample `{}`", sample.id);
        sample.answers.values().map(move |text| (name.clone(), text))
    });
    let walkthrough = case.walkthrough.values().map(|text| ("the walkthrough".to_owned(), text));
    for (whose, text) in walkthrough.chain(samples) {
        let reading = read(rubric, text);
        let mut found = |spot: &Spot, what: &str, cue: &CompiledCue, rules: Rules<'_>| {
            let Some(matched) = match_cue(&reading, cue, rules).full else { return };
            let mut tokens = matched.tokens;
            tokens.sort_unstable();
            let words: Vec<&str> =
                tokens.iter().map(|at| reading.tokens[*at].word.as_str()).collect();
            let what = format!("{what} is found in {whose}: \"{}\"", words.join(" "));
            let fix = "it is looked for in the whole answer: add a group that names its subject";
            problems.push(Problem::warning(spot, what, fix));
        };
        for point in &rubric.points {
            let rules = Rules::contradicted(&point.point);
            for (cue, compiled) in point.point.not.iter().zip(&point.not) {
                let what = format!("`{}`: this `not` cue", point.point.id);
                found(&cue.spot, &what, compiled, rules);
            }
        }
        for (trap, compiled) in case.traps.iter().zip(&rubric.traps) {
            let what = format!("trap `{}`", trap.id);
            for cue in &compiled.says {
                found(&trap.spot, &what, cue, Rules::TRAP);
            }
        }
    }
}

/// A case's own points must not be met by another case's strong answers.
fn foreign(content: &Content, case: &CaseStudy, rubric: &Rubric, problems: &mut Vec<Problem>) {
    /// Share of own points another case's answer may cover.
    const FOREIGN_SHARE: f64 = 0.2;
    let own: Vec<&str> = rubric
        .points
        .iter()
        .filter(|point| case.owns(&point.point))
        .map(|point| point.point.id.as_str())
        .collect();
    for other in content.cases.values().filter(|other| other.id != case.id) {
        for sample in &other.samples {
            let text: Vec<&str> = sample.answers.values().map(String::as_str).collect();
            let reading = read(rubric, &text.join("\n\n"));
            let scored = score_some(rubric, &reading, |point| case.owns(point)).points;
            let covered: Vec<&str> = scored
                .iter()
                .filter(|point| point.state == State::Covered)
                .map(|point| point.id.as_str())
                .filter(|id| own.contains(id))
                .collect();
            if covered.len() as f64 > FOREIGN_SHARE * own.len() as f64 {
                let what = format!(
                    "sample `{}` of `{}` covers {}",
                    sample.id,
                    other.id,
                    covered.join(", ")
                );
                problems.push(Problem::warning(
                    &case.spot,
                    what,
                    "own points should need this case's own words; `about` names those of every answer",
                ));
            }
        }
    }
}

fn read(rubric: &Rubric, text: &str) -> Reading {
    Reading::new(&rubric.lexicon, &Guard::default(), &[Piece::alone(text)])
}
