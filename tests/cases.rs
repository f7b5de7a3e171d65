//! What holds for every shipped case: its quota, and that neither silence, nor copying, nor another
//! case's answer earns anything. `check` holds the rest: estimates, lines, bands of the samples.

use std::sync::LazyLock;

use mlsd_coach::assessment::{Assessment, Judged, assess, session_of};
use mlsd_coach::content::case_study::{Quality, Status};
use mlsd_coach::content::cue::parse_group;
use mlsd_coach::content::framework::USUAL_FRAMEWORK;
use mlsd_coach::content::{CaseStudy, Content, Framework, Level, Point, Topic};
use mlsd_coach::library::Library;
use mlsd_coach::scoring::{Piece, Rubric, Scored, State, score};

use crate::support::Home;

static CONTENT: LazyLock<Content> = LazyLock::new(|| {
    std::mem::ManuallyDrop::into_inner(Library::open(&[], false).unwrap().all().content)
});

fn cases() -> impl Iterator<Item = &'static CaseStudy> {
    CONTENT.cases.values()
}

fn framework() -> &'static Framework {
    &CONTENT.frameworks[USUAL_FRAMEWORK]
}

#[test]
fn cues_are_listed_as_they_are_written() {
    let points = CONTENT.points.values().chain(cases().flat_map(|case| &case.points));
    for group in
        points.flat_map(|point| point.cues.iter().chain(&point.not)).flat_map(|c| &c.groups)
    {
        let written = group.written();
        assert_eq!(parse_group(&written).unwrap(), group.alts, "{written}");
    }
}

/// The step of a topic.
fn step_of(topic: Topic) -> &'static str {
    let step = framework().steps.iter().find(|step| step.topics.contains(&topic));
    &step.unwrap().id
}

/// Answers by step, assessed as a session at staff level, where every point is expected.
fn assessed(case: &CaseStudy, answers: &[(&str, &str)]) -> Assessment {
    let rubric = Rubric::compile(&CONTENT, case);
    let recurrence = std::collections::HashMap::new();
    let framework = framework();
    let session = session_of(framework, case, Level::Staff, answers);
    assess(
        &session,
        &Judged { framework, case, rubric: &rubric, recurrence: &recurrence, sample: false },
    )
}

fn scored(rubric: &Rubric, text: &str) -> Scored {
    score(rubric, &rubric.shown, &[Piece::alone(text)])
}

fn earned(assessment: &Assessment) -> Vec<&str> {
    let points = assessment.points.iter();
    let earned = points.filter(|point| matches!(point.status, State::Covered | State::Partial));
    earned.map(|point| point.id.as_str()).collect()
}

#[test]
fn every_case_is_complete_and_of_the_size_the_design_asks_for() {
    for case in cases() {
        let own: Vec<&Point> = case.points.iter().filter(|point| case.owns(point)).collect();
        let staff = case.points.iter().filter(|point| point.level == Level::Staff).count();
        let id = &case.id;
        assert_eq!(case.status, Status::Complete, "{id}");
        assert!((10..=16).contains(&case.facts.len()), "{id}");
        assert!((24..=40).contains(&case.points.len()), "{id}: {}", case.points.len());
        assert!((8..=14).contains(&own.len()) && staff >= 6, "{id}");
        assert!((4..=6).contains(&case.traps.len()) && case.curveballs.len() == 2, "{id}");
        assert!(case.estimates.len() >= 3 && (2..=4).contains(&case.sources.len()), "{id}");
        assert!(own.iter().all(|own| own.shows.len() >= 4 && own.misses.len() >= 2), "{id}");
        let samples: Vec<_> = case.samples.iter().map(|it| (it.quality, it.clocked)).collect();
        let [weak, others @ ..] = samples.as_slice() else { panic!("{id}: no samples") };
        let wanted = [(Quality::Mid, true), (Quality::Strong, true), (Quality::Strong, false)];
        assert_eq!((weak.0, others), (Quality::Weak, wanted.as_slice()), "{id}");
    }
}

/// A shared point gets what a case adds to it, so that each is looked at as the case uses it.
#[test]
fn every_must_have_can_be_probed_said_and_contradicted() {
    for case in cases() {
        for point in case.points.iter().filter(|point| point.must) {
            let whole = point.probe.is_some() && point.say.is_some() && !point.not.is_empty();
            assert!(whole, "{}: {}", case.id, point.id);
        }
    }
}

/// The points whose own `say` does not earn them.
fn unheard(rubric: &Rubric) -> Vec<String> {
    let mut unheard = Vec::new();
    for point in rubric.points.iter().map(|point| &point.point) {
        let Some(say) = &point.say else { continue };
        let scored = scored(rubric, say);
        if !scored.points.iter().any(|it| it.id == point.id && it.state == State::Covered) {
            unheard.push(format!("{}: {say}", point.id));
        }
    }
    unheard
}

/// "One way to say it" that the program does not hear would teach the wrong lesson.
#[test]
fn what_a_case_suggests_to_say_earns_the_point_it_is_suggested_for() {
    for case in cases() {
        let found = unheard(&Rubric::compile(&CONTENT, case));
        assert!(found.is_empty(), "{}: {found:#?}", case.id);
    }
    let shared: Vec<Point> = CONTENT.points.values().cloned().collect();
    let found = unheard(&Rubric::bare(&CONTENT.vocabulary, &shared));
    assert!(found.is_empty(), "{found:#?}");
}

/// A draft teaches by example, so its example must be one.
#[test]
fn what_a_new_draft_suggests_to_say_earns_its_points() {
    let home = Home::new();
    assert_eq!(home.bare("new case kettle --family forecasting").run().code, Some(0));
    let content = Library::open(&[home.data().join("content")], true).unwrap().all().content;
    let case = content.case("kettle").unwrap();
    let found = unheard(&Rubric::compile(&content, case));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn saying_nothing_earns_nothing() {
    for case in cases() {
        let steps = framework().steps.iter();
        let blank: Vec<(&str, &str)> = steps.map(|step| (step.id.as_str(), " \n")).collect();
        for answers in [Vec::new(), blank] {
            let assessment = assessed(case, &answers);
            assert_eq!(earned(&assessment), Vec::<&str>::new(), "{}", case.id);
            assert_eq!((assessment.overall, assessment.verdict), (0.0, None), "{}", case.id);
        }
    }
}

#[test]
fn the_walkthrough_pasted_earns_nothing_and_is_called_copied() {
    for case in cases() {
        let answers: Vec<(&str, &str)> =
            case.walkthrough.iter().map(|(topic, text)| (step_of(*topic), text.as_str())).collect();
        let assessment = assessed(case, &answers);
        assert_eq!(earned(&assessment), Vec::<&str>::new(), "{}", case.id);
        let words = |text: &str| text.split_whitespace().count();
        let copied: usize = assessment.copied.iter().map(|quote| words(&quote.text)).sum();
        let pasted: usize = answers.iter().map(|(_, text)| words(text)).sum();
        assert!(copied * 100 > pasted * 95, "{}: {copied} of {pasted}", case.id);
    }
}

#[test]
fn whoever_pastes_the_walkthrough_is_told_so_on_the_screen() {
    let home = Home::new();
    let case = CONTENT.case("eta-prediction").unwrap();
    let text = &case.walkthrough[&Topic::Monitoring];
    let told = |output: String| {
        let line = output.lines().find(|line| line.starts_with("Not scored: ")).map(str::to_owned);
        line.unwrap_or(output)
    };
    let words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    assert!(words.count() > 100);
    let step = home.bare("score --case eta-prediction --step monitoring").stdin(text.as_bytes());
    let whole = format!("/step monitoring\n{text}");
    let whole = home.bare("score --case eta-prediction").stdin(whole);
    for output in [step, whole] {
        let line = told(output.stdout);
        assert!(line.contains("words copied from the prompt, the case"), "{line}");
    }
}

#[test]
fn the_best_answer_to_another_case_covers_less_than_a_fifth_of_a_cases_own_points() {
    for case in cases() {
        let rubric = Rubric::compile(&CONTENT, case);
        let own = case.points.iter().filter(|point| case.owns(point)).count();
        for other in cases().filter(|other| other.id != case.id) {
            for sample in other.samples.iter().filter(|it| it.quality == Quality::Strong) {
                let text: Vec<&str> = sample.answers.values().map(String::as_str).collect();
                let scored = scored(&rubric, &text.join("\n\n"));
                let covered = scored.points.iter().filter(|scored| {
                    let owned = case.point(&scored.id).is_some_and(|point| case.owns(point));
                    owned && scored.state == State::Covered
                });
                let covered: Vec<&str> = covered.map(|scored| scored.id.as_str()).collect();
                assert!(covered.len() * 5 < own, "{}: {} {covered:?}", case.id, other.id);
            }
        }
    }
}
