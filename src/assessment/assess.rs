//! Puts an assessment together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::STEP_WORDS;
use super::advice::{Adviser, best};
use super::behaviour::{BehaviourCount, behaviours};
use super::coverage::{Doubt, breadth, of_step, overall};
use super::credit::Creditor;
use super::ledger::{ledger, spent_by_evidence};
use super::result::{
    Assessment, CurveballResult, FactResult, PointResult, Quote, Retry, StepResult, StepStatus,
    TrapResult, Unprompted, round4,
};
use super::text::{Attempts, Until, guard, guard_for_samples, pieces, quote, step_of};
use super::verdict::Bench;
use crate::content::case_study::Quality;
use crate::content::framework::Step;
use crate::content::{CaseStudy, Framework, Level, Point};
use crate::interview::{Body, Entry, EntryKind, MoveKind, SHEET, Session};
use crate::scoring::{
    CompiledPoint, Guard, Piece, PointScore, Reading, Rubric, SCORING_VERSION, Scored, Span, State,
    Via, facts_about, score_point, score_reading, score_some,
};

/// What a session is judged by.
pub struct Judged<'a> {
    /// The framework.
    pub framework: &'a Framework,
    /// The case.
    pub case: &'a CaseStudy,
    /// The case's rubric.
    pub rubric: &'a Rubric,
    /// In how many cases each shared point is used.
    pub recurrence: &'a HashMap<String, usize>,
    /// Whether the session is one of the case's own samples.
    pub sample: bool,
}

/// Judges a session.
pub fn assess(session: &Session, by: &Judged<'_>) -> Assessment {
    let guard = guard_of(session, by);
    let reading = read_with(session, by, &guard);
    let mut scored = score_reading(by.rubric, &reading);
    Assessor { session, by, guard: &guard }.finish(&reading, &mut scored)
}

/// Judges a session with a later attempt at a step in place of the first.
pub fn assess_attempt(session: &Session, by: &Judged<'_>, step: &str, attempt: u32) -> Assessment {
    let base = assess(session, by);
    if attempt <= 1 {
        return base;
    }
    let guard = guard_of(session, by);
    let pieces = pieces(session, Attempts { other: Some((step, attempt)) }, Until::END);
    let reading = Reading::new(&by.rubric.lexicon, &guard, &pieces);
    let mut scored = score_reading(by.rubric, &reading);
    let assessed = Assessor { session, by, guard: &guard }.finish(&reading, &mut scored);
    Assessment { retries: base.retries, ..assessed }
}

/// One step of a session.
#[derive(Debug)]
pub struct StepScore {
    /// As in [`StepResult::coverage`].
    pub coverage: Option<f64>,
    /// As in [`StepResult::breadth`].
    pub breadth: Option<f64>,
    /// The step's points.
    pub points: Vec<PointResult>,
}

/// Judges one step of a session, for what [`assess`] would say of it at a fraction of the cost.
pub fn assess_step(session: &Session, by: &Judged<'_>, step: &Step) -> StepScore {
    let guard = guard_of(session, by);
    let reading = read_with(session, by, &guard);
    let own_topic = |point: &Point| step.topics.contains(&point.topic);
    let mut scored = score_some(by.rubric, &reading, own_topic);
    let mut points =
        Assessor { session, by, guard: &guard }.points(&mut scored, session.header.level);
    points.retain(|point| point.step == step.id);
    let own = own(&points, &step.id);
    let coverage = of_step(step, &own, session.header.timing.minutes, Doubt::AsCredited);
    let breadth = breadth(&own);
    StepScore { coverage: coverage.map(round4), breadth: breadth.map(round4), points }
}

/// A session's words read against a rubric, as [`assess`] reads them.
pub fn read(session: &Session, by: &Judged<'_>) -> Reading {
    read_with(session, by, &guard_of(session, by))
}

fn read_with(session: &Session, by: &Judged<'_>, guard: &Guard) -> Reading {
    Reading::new(&by.rubric.lexicon, guard, &pieces(session, Attempts::default(), Until::END))
}

fn guard_of(session: &Session, by: &Judged<'_>) -> Guard {
    if by.sample { guard_for_samples(by.case) } else { guard(session, by.rubric) }
}

/// A sample's words, read without any guard: behaviours need no mentions.
fn read_sample<'a>(rubric: &Rubric, answers: impl Iterator<Item = &'a str>) -> Reading {
    let pieces: Vec<Piece<'_>> = answers.map(Piece::alone).collect();
    Reading::words_only(&rubric.lexicon, &Guard::default(), &pieces)
}

struct Assessor<'a> {
    session: &'a Session,
    by: &'a Judged<'a>,
    guard: &'a Guard,
}

impl Assessor<'_> {
    fn finish(&self, reading: &Reading, scored: &mut Scored) -> Assessment {
        let level = self.session.header.level;
        let minutes = self.session.header.timing.minutes;
        let points = self.points(scored, level);
        let steps = self.steps(&points, minutes);
        let traps = self.traps(scored);
        let overall = overall(self.by.framework, &points, minutes, Doubt::AsCredited);
        let bench =
            Bench { framework: self.by.framework, level, minutes, steps: &steps, traps: &traps };
        let whole = self.by.framework.steps.iter().all(|step| self.is_planned(&step.id));
        let enough = whole && scored.content_words >= super::VERDICT_WORDS;
        let verdict = enough.then(|| bench.verdict(&points));
        let reads_as = enough.then(|| bench.reads_as(&points));
        let mut assessment = Assessment {
            scoring: SCORING_VERSION,
            framework: self.by.framework.id.clone(),
            level,
            overall: round4(overall),
            as_far: round4(as_far(&steps)),
            content_words: scored.content_words,
            ledger: ledger(self.session, &points),
            behaviours: self.behaviours(reading, enough),
            unprompted: self.unprompted(&points),
            // Of a person who has it the wrong way round, the best-sounding line is as likely wrong.
            best: best(&points).filter(|_| !bench.is_wrong_way_round(&points)),
            facts: self.facts(),
            copied: self.quotes(&scored.copied),
            laundry: self.quotes(&scored.laundry),
            retries: self.retries(&points),
            curveball: self.curveball(level),
            advice: Vec::new(),
            verdict,
            reads_as,
            steps,
            points,
            traps,
        };
        let adviser = Adviser {
            session: self.session,
            framework: self.by.framework,
            case: self.by.case,
            recurrence: self.by.recurrence,
        };
        assessment.advice = adviser.advise(&assessment);
        assessment
    }

    /// Behaviours of a whole session with enough text for a verdict; less says too little about them.
    fn behaviours(&self, reading: &Reading, enough: bool) -> Vec<BehaviourCount> {
        if !enough {
            return Vec::new();
        }
        let strong = self.by.case.samples.iter().filter(|sample| sample.quality == Quality::Strong);
        let strong: Vec<Reading> = strong
            .map(|sample| read_sample(self.by.rubric, sample.answers.values().map(String::as_str)))
            .collect();
        behaviours(self.session, self.by.rubric, reading, &strong)
    }

    /// What was said after the change, by the change's own points.
    fn curveball(&self, level: Level) -> Option<CurveballResult> {
        let thrown = |id: &Option<String>| {
            self.by.case.curveballs.iter().position(|ball| Some(&ball.id) == id.as_ref())
        };
        let mut moves = self.session.moves.iter();
        let (n, step, index) =
            moves.find_map(|m| Some((m.n, m.said.step.as_str(), thrown(&m.said.curveball)?)))?;
        let mut said = pieces(self.session, Attempts::default(), Until::END);
        said.retain(|piece| piece.said > n);
        let reading = Reading::new(&self.by.rubric.lexicon, self.guard, &said);
        let points =
            self.by.rubric.curveballs.get(index)?.iter().map(|point| {
                self.point(&score_point(self.by.rubric, &reading, point), point, level)
            });
        Some(CurveballResult {
            id: self.by.case.curveballs[index].id.clone(),
            after: step.to_owned(),
            expected: self.by.case.curveballs[index].points.len(),
            points: points.collect(),
        })
    }

    /// The points of the steps the session set out to do, those earned by asking among them.
    fn points(&self, scored: &mut Scored, level: Level) -> Vec<PointResult> {
        self.asked(&mut scored.points);
        scored
            .points
            .iter()
            .zip(&self.by.rubric.points)
            .map(|(score, point)| self.point(score, point, level))
            .filter(|point| self.is_planned(&point.step))
            .collect()
    }

    /// Whether the session set out to do a step: a practice may be of one step alone, and the others
    /// are then neither expected nor missed.
    fn is_planned(&self, step: &str) -> bool {
        let header = &self.session.header;
        header.is_open() || header.steps.iter().any(|plan| plan.id == step)
    }

    /// A question that was answered from a fact earns the fact's point.
    fn asked(&self, points: &mut [PointScore]) {
        for (entry, fact) in asked_facts(self.session) {
            let fact = self.by.case.facts.iter().find(|known| known.id == fact);
            let Some(id) = fact.and_then(|fact| fact.earns.as_ref()) else { continue };
            let weaker = |point: &&mut PointScore| {
                point.id == *id && matches!(point.state, State::Missed | State::Partial)
            };
            if let Some(point) = points.iter_mut().find(weaker) {
                point.state = State::Covered;
                point.evidence =
                    vec![Span { entry: entry.number, start: 0, end: entry.text().len() }];
                point.unmet.clear();
                point.possible = None;
                point.via = None;
                point.met = vec!["asked for".to_owned()];
            }
        }
    }

    fn point(&self, score: &PointScore, compiled: &CompiledPoint, level: Level) -> PointResult {
        let point = &compiled.point;
        let creditor = Creditor {
            session: self.session,
            framework: self.by.framework,
            rubric: self.by.rubric,
            guard: self.guard,
        };
        let (credit, prompting) = creditor.credit(compiled, score.state);
        let step =
            self.by.framework.step_of(point.topic).map_or(String::new(), |step| step.id.clone());
        let evidence = self.quotes(&score.evidence);
        let said_in = evidence
            .first()
            .filter(|_| matches!(score.state, State::Covered | State::Partial))
            .and_then(|quote| step_of(self.session, quote.entry))
            .filter(|said_in| *said_in != step && *said_in != SHEET)
            .map(str::to_owned);
        let disputed = self.session.disputes.iter().rev().find(|(id, _)| *id == point.id);
        PointResult {
            id: point.id.clone(),
            topic: point.topic,
            step,
            statement: point.statement.trim().to_owned(),
            why: point.why.trim().to_owned(),
            say: point.say.clone(),
            level: point.level,
            weight: point.weight,
            must: point.must,
            expected: point.level <= level,
            status: score.state,
            credit: round4(credit),
            prompting,
            because: self.because(score),
            evidence,
            met: score.met.clone(),
            unmet: score.unmet.clone(),
            possible: score.possible.as_ref().map(|span| quote(self.session, span)),
            ruled_out: score.ruled_out,
            said_in,
            claimed: self.session.claims.iter().any(|(id, _)| *id == point.id),
            disputed: disputed.map(|(_, note)| note.clone()),
        }
    }

    /// One line: why the state is what it is.
    fn because(&self, score: &PointScore) -> String {
        let met = score.met.join("; ");
        let unmet = score.unmet.join("; ");
        match (score.state, &score.via) {
            (State::Contradicted, Some(Via::Trap(index))) => {
                let id = self.by.case.traps.get(*index).map_or("", |trap| trap.id.as_str());
                format!("voided by the trap `{id}`")
            }
            (State::Contradicted, _) => "you said the opposite".to_owned(),
            (State::Covered, Some(Via::Implied(id))) => format!("implied by `{id}`"),
            (State::Covered, Some(Via::Decided)) => {
                "you rejected it with a reason and named the alternative".to_owned()
            }
            (State::Covered, _) => format!("shown: {met}"),
            (State::Partial, _) if unmet.is_empty() => {
                "close to how it is usually said; please check the line".to_owned()
            }
            (State::Partial, _) => format!("you named: {met}; missing: {unmet}"),
            (State::Missed, Some(Via::OffTopic)) => {
                "the answer hardly speaks of this problem, so this does not count".to_owned()
            }
            (State::Missed, _) if score.ruled_out => "you ruled this out".to_owned(),
            (State::Missed, _) if score.possible.is_some() => {
                "no pattern fits, but this line comes near; please check it".to_owned()
            }
            (State::Missed, _) if !met.is_empty() && !unmet.is_empty() => {
                format!("you named: {met}; missing: {unmet}")
            }
            (State::Missed, _) => "nothing found that says it".to_owned(),
        }
    }

    fn steps(&self, points: &[PointResult], minutes: Option<u32>) -> Vec<StepResult> {
        let framework = self.by.framework;
        let coverages: Vec<Option<f64>> = framework
            .steps
            .iter()
            .map(|step| of_step(step, &own(points, &step.id), minutes, Doubt::AsCredited))
            .collect();
        let planned = self.planned(minutes);
        let open = self.session.header.is_open();
        let shown = if open { spent_by_evidence(self.session, points) } else { BTreeMap::new() };
        let weights: u32 = framework
            .steps
            .iter()
            .zip(&coverages)
            .filter(|(_, coverage)| coverage.is_some())
            .map(|(step, _)| step.weight)
            .sum();
        framework
            .steps
            .iter()
            .zip(coverages)
            .filter(|(step, _)| self.is_planned(&step.id))
            .map(|(step, coverage)| {
                let own = own(points, &step.id);
                let expected: Vec<&&PointResult> =
                    own.iter().filter(|point| point.expected).collect();
                let of_state =
                    |state| expected.iter().filter(|point| point.status == state).count();
                let weight = if coverage.is_some() {
                    f64::from(step.weight) * 100.0 / f64::from(weights.max(1))
                } else {
                    0.0
                };
                StepResult {
                    id: step.id.clone(),
                    title: step.title.clone(),
                    status: self.status(&step.id, &own),
                    weight: round4(weight),
                    coverage: coverage.map(round4),
                    breadth: breadth(&own).map(round4),
                    earned: expected.iter().filter(|point| point.credit > 0.0).count(),
                    unprompted: expected.iter().filter(|point| point.is_unprompted()).count(),
                    expected: expected.len(),
                    covered: of_state(State::Covered),
                    partial: of_state(State::Partial),
                    beyond: own
                        .iter()
                        .filter(|point| !point.expected && point.credit > 0.0)
                        .count(),
                    minutes: planned.get(&step.id).copied(),
                    spent_s: self.spent_ms(&step.id, &shown) / 1000,
                }
            })
            .collect()
    }

    /// Minutes planned for each step. An open sheet has those the framework would give it, for
    /// comparison.
    fn planned(&self, minutes: Option<u32>) -> BTreeMap<String, u32> {
        let header = &self.session.header;
        if header.is_open() {
            let Some(minutes) = minutes else { return BTreeMap::new() };
            let steps = self.by.framework.steps.iter().map(|step| step.id.clone());
            return steps.zip(self.by.framework.plan(minutes).steps).collect();
        }
        let plans = header.steps.iter();
        plans.filter_map(|plan| Some((plan.id.clone(), plan.minutes?))).collect()
    }

    /// Time spent under a step, in milliseconds; on an open sheet, what evidence says of it.
    fn spent_ms(&self, step: &str, shown: &BTreeMap<String, u64>) -> u64 {
        let opened = self.session.step(step).map(crate::interview::StepState::spent_ms);
        opened.or_else(|| shown.get(step).copied()).unwrap_or(0)
    }

    fn status(&self, step: &str, own: &[&PointResult]) -> StepStatus {
        if self.session.header.is_open() {
            let shown =
                own.iter().any(|point| !point.evidence.is_empty() || point.possible.is_some());
            return if shown { StepStatus::Answered } else { StepStatus::NotReached };
        }
        let texts: Vec<&str> = self
            .session
            .scored_entries()
            .filter(|entry| entry.step == step && entry.attempt == 1)
            .map(Entry::text)
            .collect();
        let words = content_words(&texts.join("\n"));
        let covered =
            own.iter().any(|point| point.status == State::Covered && point.said_in.is_none());
        let opened = self.session.step(step).is_some_and(crate::interview::StepState::was_opened);
        match (opened || words > 0, words) {
            (false, _) => StepStatus::NotReached,
            (true, 0) => StepStatus::Skipped,
            (true, words) if words < STEP_WORDS && !covered => StepStatus::Thin,
            _ => StepStatus::Answered,
        }
    }

    fn traps(&self, scored: &Scored) -> Vec<TrapResult> {
        scored
            .traps
            .iter()
            .filter_map(|hit| {
                let trap = self.by.case.traps.get(hit.index)?;
                Some(TrapResult {
                    id: trap.id.clone(),
                    topic: trap.topic,
                    severity: trap.severity,
                    voids: trap.voids.clone(),
                    correction: trap.correction.trim().to_owned(),
                    evidence: self.quotes(&hit.evidence),
                })
            })
            .collect()
    }

    fn facts(&self) -> Vec<FactResult> {
        let asking = self.by.framework.step_of(crate::content::Topic::Requirements);
        if !asking.is_some_and(|step| self.is_planned(&step.id)) {
            return Vec::new();
        }
        let asked: BTreeSet<String> =
            asked_facts(self.session).into_iter().map(|(_, fact)| fact).collect();
        let assumed = assumed_facts(self.session, self.by.rubric);
        self.by
            .case
            .facts
            .iter()
            .enumerate()
            .map(|(index, fact)| FactResult {
                assumed: assumed
                    .get(&index)
                    .filter(|_| !asked.contains(&fact.id))
                    .map(|span| quote(self.session, span)),
                id: fact.id.clone(),
                answer: fact.answer.trim().to_owned(),
                changes: fact.changes.trim().to_owned(),
                asked: asked.contains(&fact.id),
            })
            .collect()
    }

    fn unprompted(&self, points: &[PointResult]) -> Unprompted {
        let expected: Vec<&PointResult> = points.iter().filter(|point| point.expected).collect();
        let earned: Vec<&&PointResult> =
            expected.iter().filter(|point| point.credit > 0.0).collect();
        let level = self.session.header.level.as_str();
        Unprompted {
            earned: earned.len(),
            unprompted: earned.iter().filter(|point| point.is_unprompted()).count(),
            expected: expected.len(),
            bar: self.by.framework.unprompted_bar.get(level).copied().unwrap_or(0.0),
        }
    }

    /// Later attempts at steps, each in place of the first.
    fn retries(&self, first: &[PointResult]) -> Vec<Retry> {
        let mut retries = Vec::new();
        for step in &self.session.steps {
            for attempt in step.attempts.iter().filter(|attempt| attempt.number > 1) {
                let answered = self
                    .session
                    .scored_entries()
                    .any(|entry| entry.step == step.id && entry.attempt == attempt.number);
                if answered {
                    retries.extend(self.retry(&step.id, attempt.number, first));
                }
            }
        }
        retries
    }

    fn retry(&self, id: &str, attempt: u32, first: &[PointResult]) -> Option<Retry> {
        let step = self.by.framework.step(id)?;
        let attempts = Attempts { other: Some((id, attempt)) };
        let pieces = pieces(self.session, attempts, Until::END);
        let reading = Reading::new(&self.by.rubric.lexicon, self.guard, &pieces);
        let mut scored = score_reading(self.by.rubric, &reading);
        let now = self.points(&mut scored, self.session.header.level);
        let coverage =
            of_step(step, &own(&now, id), self.session.header.timing.minutes, Doubt::AsCredited)?;
        let moved = |better: fn(&State, &State) -> bool| -> Vec<String> {
            let pairs = now.iter().zip(first).filter(|(now, _)| now.step == id && now.expected);
            pairs
                .filter(|(now, first)| better(&now.status, &first.status))
                .map(|(now, _)| now.id.clone())
                .collect()
        };
        Some(Retry {
            step: id.to_owned(),
            attempt,
            coverage: round4(coverage),
            gained: moved(|now, first| now > first),
            lost: moved(|now, first| now < first),
        })
    }

    fn quotes(&self, spans: &[Span]) -> Vec<Quote> {
        spans.iter().map(|span| quote(self.session, span)).collect()
    }
}

fn own<'b>(points: &'b [PointResult], step: &str) -> Vec<&'b PointResult> {
    points.iter().filter(|point| point.step == step).collect()
}

fn content_words(text: &str) -> usize {
    crate::scoring::tokenize(text)
        .iter()
        .filter(|token| crate::scoring::is_content(&token.word))
        .count()
}

/// Coverage of the steps that were reached.
fn as_far(steps: &[StepResult]) -> f64 {
    let reached: Vec<(f64, f64)> = steps
        .iter()
        .filter(|step| step.status != StepStatus::NotReached)
        .filter_map(|step| step.coverage.map(|coverage| (coverage, step.weight)))
        .collect();
    let weights: f64 = reached.iter().map(|(_, weight)| weight).sum();
    if weights > 0.0 {
        reached.iter().map(|(coverage, weight)| coverage * weight).sum::<f64>() / weights
    } else {
        0.0
    }
}

/// Facts that an assumption is about, by their index, with the first line that is.
fn assumed_facts(session: &Session, rubric: &Rubric) -> BTreeMap<usize, Span> {
    let mut assumed = BTreeMap::new();
    let entries = session.scored_entries().filter(|entry| entry.kind == EntryKind::Assumption);
    for entry in entries {
        let mut start = 0;
        for line in entry.text().split_inclusive('\n') {
            let said = line.trim_end();
            let span = Span { entry: entry.number, start, end: start + said.len() };
            for fact in facts_about(rubric, said) {
                assumed.entry(fact).or_insert_with(|| span.clone());
            }
            start += line.len();
        }
    }
    assumed
}

/// Facts that were asked for, with the entry that asked.
fn asked_facts(session: &Session) -> Vec<(&Entry, String)> {
    let mut asked = Vec::new();
    let mut last: Option<u64> = None;
    let taken_back = |n| session.moves.iter().any(|spoken| spoken.n == n && spoken.declined);
    for event in &session.events {
        match &event.body {
            Body::Said(said) if said.kind == EntryKind::Question => last = Some(said.entry),
            Body::Move(spoken) if spoken.kind == MoveKind::Fact && !taken_back(event.n) => {
                let entry = last
                    .and_then(|number| session.entries.iter().find(|entry| entry.number == number));
                if let (Some(entry), Some(fact)) =
                    (entry.filter(|entry| !entry.withdrawn), &spoken.fact)
                {
                    asked.push((entry, fact.clone()));
                }
            }
            _ => {}
        }
    }
    asked
}
