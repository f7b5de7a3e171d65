//! What the program says of a mock, and what simpler methods would say.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use mlsd_coach::assessment::{Assessment, Judged, PointResult, assess, session_of, step_coverage};
use mlsd_coach::content::{CaseStudy, Content, Framework, Level};
use mlsd_coach::scoring::{CompiledPoint, Guard, Part, Piece, Reading, Rubric, State, stems};

use crate::data::{Label, Mock};

/// Minutes of the mocks.
const MINUTES: u32 = 45;

/// A case with its rubric.
pub(crate) struct Bench<'a> {
    /// The case.
    pub(crate) case: &'a CaseStudy,
    framework: &'a Framework,
    rubric: Rubric,
}

/// What a step is worth by our states and by the graders'.
pub(crate) struct StepPair {
    /// Step id.
    pub(crate) step: String,
    /// Coverage by our states, 0..1.
    pub(crate) ours: f64,
    /// Coverage by the majority's labels, 0..1.
    pub(crate) graders: f64,
}

impl<'a> Bench<'a> {
    /// Compiles a case.
    pub(crate) fn new(content: &'a Content, framework: &'a Framework, case: &'a CaseStudy) -> Self {
        Self { case, framework, rubric: Rubric::compile(content, case) }
    }

    /// The step a point belongs to.
    pub(crate) fn step_of(&self, point: &str) -> &str {
        let found = self.case.points.iter().find(|known| known.id == point);
        found
            .and_then(|point| self.framework.step_of(point.topic))
            .map_or("", |step| step.id.as_str())
    }

    /// Judges answers at a level, as `mlsd score` does.
    pub(crate) fn assess(&self, answers: &[(String, String)], level: Level) -> Assessment {
        let answers: Vec<(&str, &str)> =
            answers.iter().map(|(step, text)| (step.as_str(), text.as_str())).collect();
        let session = session_of(self.framework, self.case, level, &answers);
        let judged = Judged {
            framework: self.framework,
            case: self.case,
            rubric: &self.rubric,
            recurrence: &HashMap::new(),
            sample: false,
        };
        assess(&session, &judged)
    }

    /// The state a single line gives to a point.
    pub(crate) fn line(&self, point: &str, text: &str) -> Option<State> {
        let step = self.step_of(point).to_owned();
        let assessment = self.assess(&[(step, text.to_owned())], Level::Staff);
        assessment.points.into_iter().find(|found| found.id == point).map(|found| found.status)
    }

    /// Coverage of every step that expects something, by our states and by the majority's labels.
    pub(crate) fn steps(&self, mock: &Mock, assessment: &Assessment) -> Vec<StepPair> {
        let graded: Vec<PointResult> = assessment
            .points
            .iter()
            .map(|point| PointResult {
                credit: self.credit(mock.majority(&point.id)),
                ..point.clone()
            })
            .collect();
        let steps = assessment.steps.iter();
        steps
            .filter_map(|step| {
                let of = |points| step_coverage(self.framework, points, &step.id, Some(MINUTES));
                let (ours, graders) = (of(&assessment.points)?, of(&graded)?);
                Some(StepPair { step: step.id.clone(), ours, graders })
            })
            .collect()
    }

    fn credit(&self, label: Option<Label>) -> f64 {
        let table = &self.framework.credit;
        match label {
            Some(Label::Covered) => table.covered,
            Some(Label::Partial) => table.partial,
            Some(Label::Contradicted) => table.contradicted,
            Some(Label::Missed) | None => table.missed,
        }
    }

    /// What simpler methods make of a mock: a figure per point, higher when more likely covered.
    pub(crate) fn baselines(&self, mock: &Mock) -> BTreeMap<String, [f64; 3]> {
        let text: Vec<&str> = mock.answers.iter().map(|(_, text)| text.as_str()).collect();
        let text = text.join("\n\n");
        let reading = Reading::new(&self.rubric.lexicon, &Guard::default(), &[Piece::alone(&text)]);
        let passages = Passages::new(&reading);
        let points = self.rubric.points.iter();
        points
            .map(|point| {
                let query = stems(&point.point.statement);
                let figures = [
                    f64::from(u8::from(any_keyword(&reading, point))),
                    passages.overlap(&query, &self.rubric),
                    passages.bm25(&query),
                ];
                (point.point.id.clone(), figures)
            })
            .collect()
    }
}

/// Whether any phrase of any cue stands anywhere.
fn any_keyword(reading: &Reading, point: &CompiledPoint) -> bool {
    let groups = point.cues.iter().flat_map(|cue| &cue.groups).chain(&point.list);
    groups.flat_map(|group| &group.alts).flatten().any(|part| match part {
        Part::Is(item) => !reading.mentions(*item).is_empty(),
        Part::IsNot(_) => false,
    })
}

/// Stems of each passage.
struct Passages {
    stems: Vec<Vec<String>>,
}

impl Passages {
    fn new(reading: &Reading) -> Self {
        let stems = reading.passages.iter().map(|passage| {
            reading.tokens[passage.tokens.clone()]
                .iter()
                .map(|token| token.stem.to_string())
                .collect()
        });
        Self { stems: stems.collect() }
    }

    /// Share of the statement's weight found in the best two neighbouring passages; stems weighted
    /// by how rare they are among the rubric's points.
    fn overlap(&self, query: &BTreeSet<String>, rubric: &Rubric) -> f64 {
        let weight = |stem: &String| rubric.idf(stem);
        let all: f64 = query.iter().map(weight).sum();
        let share = |window: &[Vec<String>]| {
            let found = query.iter().filter(|stem| window.iter().any(|words| words.contains(stem)));
            found.map(weight).sum::<f64>() / all.max(f64::MIN_POSITIVE)
        };
        self.stems.windows(2.min(self.stems.len().max(1))).map(share).fold(0.0, f64::max)
    }

    /// BM25 (Robertson and Walker 1994; k1 = 1.2, b = 0.75) of the best passage, divided by the
    /// number of the statement's stems.
    fn bm25(&self, query: &BTreeSet<String>) -> f64 {
        let n = self.stems.len() as f64;
        let length: f64 =
            self.stems.iter().map(|words| words.len() as f64).sum::<f64>() / n.max(1.0);
        let rarity = |stem: &String| {
            let df = self.stems.iter().filter(|words| words.contains(stem)).count() as f64;
            ((n - df + 0.5) / (df + 0.5) + 1.0).ln()
        };
        let score = |words: &Vec<String>| {
            let long = 1.2 * (0.25 + 0.75 * words.len() as f64 / length.max(1.0));
            let term = |stem: &String| {
                let tf = words.iter().filter(|word| *word == stem).count() as f64;
                rarity(stem) * tf * 2.2 / (tf + long)
            };
            query.iter().map(term).sum::<f64>()
        };
        self.stems.iter().map(score).fold(0.0, f64::max) / query.len().max(1) as f64
    }
}
