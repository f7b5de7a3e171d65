//! Tests of whole reports.

use super::escape::inline;
use super::testing::{assessment, session, session_saying};
use super::{Report, Role, Screen, debrief, json, markdown, points_list, step_feedback};
use crate::assessment::{Judged, Retry, assess, session_of};
use crate::content::{CaseStudy, Content, Framework, Level};
use crate::interview::Session;
use crate::library::Library;
use crate::scoring::{Rubric, State};
use proptest::prelude::*;
use std::collections::HashMap;
use unicode_width::UnicodeWidthStr;

fn shipped() -> Content {
    std::mem::ManuallyDrop::into_inner(Library::open(&[], false).unwrap().all().content)
}

fn a_case(content: &Content) -> &CaseStudy {
    content.cases.values().next().unwrap()
}

fn texts(lines: &[super::Line]) -> String {
    lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// Everything a report can print.
fn everything(report: &Report<'_>) -> String {
    let screen = Screen::USUAL;
    [markdown(report), json(report).unwrap(), texts(&debrief(report, screen))].join("\n")
}

#[test]
fn a_transcript_with_everything_in_it() {
    let (session, assessment) = (session(), assessment());
    insta::assert_snapshot!(markdown(&Report::new(&session, &assessment, None)));
}

#[test]
fn the_first_screen() {
    let (session, assessment) = (session(), assessment());
    let lines = debrief(&Report::new(&session, &assessment, None), Screen::USUAL);
    insta::assert_snapshot!(texts(&lines));
}

#[test]
fn the_same_session_gives_the_same_bytes() {
    let content = shipped();
    let case = a_case(&content);
    let both = |_| {
        let (session, assessment) = (session(), assessment());
        everything(&Report::new(&session, &assessment, Some(case)))
    };
    assert_eq!(both(1), both(2));
}

#[test]
fn a_report_works_without_the_case() {
    let (session, assessment) = (session(), assessment());
    let text = markdown(&Report::new(&session, &assessment, None));
    assert!(text.contains("The case is no longer installed"), "{text}");
    assert!(!text.contains("```mermaid"));
    assert!(text.contains("SECRET-STATEMENT") && text.contains("SECRET-FACT"), "{text}");
}

#[test]
fn without_spoilers_nothing_of_the_answer_is_left() {
    let content = shipped();
    let case = a_case(&content);
    let (session, assessment) = (session(), assessment());
    let full = Report::new(&session, &assessment, Some(case));
    let told = everything(&full);
    for secret in ["SECRET-STATEMENT", "SECRET-SAY", "SECRET-WHY", "SECRET-FACT", "SECRET-CHANGE"] {
        assert!(told.contains(secret), "the full report lacks {secret}");
    }
    let kept = everything(&Report { spoilers: false, ..full });
    assert!(!kept.contains("SECRET"), "{kept}");
    assert!(!kept.contains("feed/secret") && !kept.contains("“secret”"), "{kept}");
    assert!(kept.contains("Split by time."), "corrections of traps stepped into stay");
    for text in case.walkthrough.values() {
        let line = text.lines().find(|line| line.len() > 20).unwrap();
        assert!(!kept.contains(&line[..20]), "{line}");
    }
}

/// Every third point of a case, in the words its own tests use.
fn played(framework: &Framework, case: &CaseStudy) -> Session {
    let mut answers: Vec<(&str, String)> = Vec::new();
    for step in framework.steps.iter().rev().skip(1).rev() {
        let own = case.points.iter().filter(|point| step.topics.contains(&point.topic));
        let said: Vec<&str> = own
            .step_by(3)
            .filter_map(|point| point.shows.first().map(|example| example.text.as_str()))
            .collect();
        answers.push((&step.id, said.join(".\n")));
    }
    let answers: Vec<(&str, &str)> =
        answers.iter().map(|(step, text)| (*step, text.as_str())).collect();
    session_of(framework, case, Level::Senior, &answers)
}

/// Plays every shipped case.
fn each_case(look: impl Fn(&Report<'_>)) {
    let content = shipped();
    let framework = content.frameworks.get("seven-step").unwrap();
    let recurrence = HashMap::new();
    for case in content.cases.values() {
        let rubric = Rubric::compile(&content, case);
        let by =
            Judged { framework, case, rubric: &rubric, recurrence: &recurrence, sample: false };
        let session = played(framework, case);
        look(&Report::new(&session, &assess(&session, &by), Some(case)));
    }
}

#[test]
fn without_spoilers_no_missed_point_of_a_real_case_is_named() {
    each_case(|report| {
        let points = &report.assessment.points;
        let kept = everything(&Report { spoilers: false, ..*report });
        let missed: Vec<_> = points.iter().filter(|p| p.status == State::Missed).collect();
        assert!(!missed.is_empty() && missed.len() < points.len());
        for point in missed {
            for text in [Some(&point.statement), point.say.as_ref()].into_iter().flatten() {
                assert!(!kept.contains(text.as_str()), "{}", point.id);
                assert!(!kept.contains(&inline(text)), "{}", point.id);
            }
        }
        for fact in report.assessment.facts.iter().filter(|fact| !fact.asked) {
            assert!(!kept.contains(&inline(&fact.answer)), "{}", fact.id);
            assert!(!kept.contains(&inline(&fact.changes)), "{}", fact.id);
        }
    });
}

#[test]
fn the_first_screen_of_a_real_case_fits() {
    each_case(|report| {
        let lines = debrief(report, Screen::USUAL);
        assert!(lines.len() <= 24 && lines.len() > 12, "{}", texts(&lines));
        assert!(lines.iter().all(|line| line.text.width() <= 80), "{}", texts(&lines));
        assert!(texts(&lines).contains("not reached"), "{}", texts(&lines));
        assert!(texts(&lines).contains("Verdict: "), "{}", texts(&lines));
    });
}

#[test]
fn the_json_says_its_format_first_and_rounds() {
    let (session, assessment) = (session(), assessment());
    let text = json(&Report::new(&session, &assessment, None)).unwrap();
    assert!(
        text.starts_with("{\n  \"format\": 1,\n  \"spoilers\": true,\n  \"header\": {"),
        "{text}"
    );
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["assessment"]["steps"][1]["coverage"], 0.8123);
    assert_eq!(value["assessment"]["points"][0]["status"], "covered");
    assert_eq!(value["events"][0]["type"], "step_opened");
    assert_eq!(value["events"].as_array().unwrap().len(), session.events.len());
    assert_eq!(value["content"], "22dd");
    assert!(!text.contains("SECRET-REPORT"));
}

#[test]
fn feedback_tells_what_stood_what_came_near_and_what_was_missing() {
    let lines = step_feedback(&assessment(), "model", Screen { ascii: true, ..Screen::USUAL });
    insta::assert_snapshot!(texts(&lines), @r#"
    Model: 81 %, 2 of 4 points
    + Says baseline. (after a probe)
      "start with logistic regression as the baseline"
    ~ Says loss.
      "then two towers"
      missing: the loss
    x Says labels.
      "on clicks"
      voided by the trap `leak`
    - SECRET-STATEMENT
    Beyond senior level: beyond
    One way to say it (secret):
      "SECRET-SAY"
    "#);
    assert!(step_feedback(&assessment(), "nowhere", Screen::USUAL).is_empty());
}

#[test]
fn the_list_of_points_names_their_states() {
    let lines = points_list(&assessment(), Screen::USUAL);
    assert_eq!(lines[0].role, Role::Heading);
    insta::assert_snapshot!(texts(&lines), @r"
    Model: 81 %, 2 of 4 points
    ✓ Says baseline. (baseline): covered, must-have
    ~ Says loss. (loss): partial
    ✗ Says labels. (labels): contradicted
    - SECRET-STATEMENT (feed/secret): missed, must-have
    ✓ Says feed/beyond. (feed/beyond): covered, beyond the level
    ");
}

#[test]
fn scoring_again_lists_what_moved() {
    let (session, now, mut before) = (session(), assessment(), assessment());
    before.overall = 0.4;
    before.points[1].status = State::Missed;
    before.points[1].credit = 0.0;
    let report = Report { before: Some(&before), ..Report::new(&session, &now, None) };
    let page = markdown(&report);
    assert!(page.contains("Overall 40 % then, 52 % now"), "{page}");
    assert!(page.contains("- loss: missed (0 %) then, partial (40 %) now\n"), "{page}");
    assert_eq!(page.matches(" then, ").count(), 3, "{page}");
}

#[test]
fn later_attempts_stand_beside_the_first() {
    let (session, mut assessment) = (session(), assessment());
    assessment.retries.push(Retry {
        step: "model".to_owned(),
        attempt: 2,
        coverage: 0.9,
        gained: vec!["loss".to_owned()],
        lost: Vec::new(),
    });
    let page = markdown(&Report::new(&session, &assessment, None));
    assert!(page.contains("Model, attempt 2: 90 %, +9 against the first (1 gained"), "{page}");
    let lines = texts(&step_feedback(&assessment, "model", Screen::USUAL));
    assert!(lines.contains("Attempt 2: 90 %; gained loss."), "{lines}");
}

#[test]
fn too_little_text_has_no_verdict() {
    let session = session();
    let mut assessment = assessment();
    assessment.content_words = 87;
    assessment.verdict = None;
    assessment.reads_as = None;
    let report = Report::new(&session, &assessment, None);
    let last = "not enough text for a verdict (87 of 150 content words)";
    assert!(markdown(&report).contains(last));
    let lines = debrief(&report, Screen::USUAL);
    assert!(lines.last().is_some_and(|line| line.text.contains(last)));
}

#[test]
fn a_small_screen_keeps_the_verdict() {
    let (session, assessment) = (session(), assessment());
    let report = Report::new(&session, &assessment, None);
    for (rows, width) in [(24, 80), (16, 60), (10, 40), (5, 30), (1, 20)] {
        let lines = debrief(&report, Screen { rows, width, ascii: true });
        assert!(lines.len() <= rows, "{}", texts(&lines));
        assert!(lines.iter().all(|line| line.text.width() <= width), "{}", texts(&lines));
        assert!(rows < 5 || texts(&lines).contains("Verdict: between"), "{}", texts(&lines));
        assert!(texts(&lines).is_ascii(), "{}", texts(&lines));
    }
}

/// The page without fenced blocks. Fences are read as Markdown readers do: one is closed by a line
/// of at least as many backticks and nothing else.
fn unfenced(page: &str) -> Vec<&str> {
    let mut fence: Option<usize> = None;
    let mut lines = Vec::new();
    for line in page.split('\n') {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            Some(open) if ticks >= open && line[ticks..].trim().is_empty() => fence = None,
            Some(_) => {}
            None if ticks >= 3 => fence = Some(ticks),
            None => lines.push(line),
        }
    }
    assert_eq!(fence, None, "a fence was left open");
    lines
}

/// The page without quoted blocks and fenced ones: what the program itself wrote. An entry that is a
/// drawing is drawn under a heading of its own.
fn skeleton(page: &str) -> Vec<&str> {
    let own = |line: &&str| {
        !line.starts_with('>') && !line.is_empty() && *line != "## Your design, as you drew it"
    };
    unfenced(page).into_iter().filter(own).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever an entry says, everything outside its own quotation stays as it is.
    #[test]
    fn an_entry_cannot_change_the_page_around_it(
        text in prop_oneof![any::<String>(), "[`~#>|<&\\[\\]*_=\\n\\r :x0-9.-]{0,80}", "(```\\n|# a\\n|</details>\n){0,6}"]
    ) {
        let assessment = assessment();
        let (plain, other) = (session_saying("x"), session_saying(&text));
        let plain = markdown(&Report::new(&plain, &assessment, None));
        let page = markdown(&Report::new(&other, &assessment, None));
        prop_assert_eq!(skeleton(&plain), skeleton(&page));
        prop_assert!(page.chars().all(|c| c == '\n' || !c.is_control()));
        for line in unfenced(&page).into_iter().filter(|line| line.starts_with('>')) {
            let words = line.trim_start_matches(['>', ' ', '\u{a0}']);
            prop_assert!(!words.starts_with(['#', '`', '~', '|']) && !line.contains('<'), "{line}");
        }
    }

    /// Quotations inside lists and tables are one line of words.
    #[test]
    fn a_quotation_cannot_change_the_page_around_it(text in any::<String>()) {
        let session = session();
        let lines = |text: &str| {
            let mut assessment = assessment();
            assessment.points[1].evidence[0].text = text.to_owned();
            assessment.traps[0].correction = text.to_owned();
            assessment.advice[0].what = text.to_owned();
            assessment.steps[0].title = text.to_owned();
            let report = Report::new(&session, &assessment, None);
            let _ = (debrief(&report, Screen::USUAL), step_feedback(&assessment, "model", Screen::USUAL));
            markdown(&report).lines().count()
        };
        prop_assert_eq!(lines("x"), lines(&text));
    }
}
