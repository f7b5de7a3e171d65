//! Every shipped case, played from the first question to the debrief with a fixed clock and seed:
//! a mock with questions, follow-ups and a change, and one step of practice.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::support::Home;

/// Ids of the shipped cases.
fn cases() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("case-studies");
    let mut ids: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    ids.sort();
    ids
}

/// Notes of a competent candidate on a case, step by step.
fn notes(case: &str) -> Vec<(String, String)> {
    let file = format!("tests/graded/answers/{case}/solid-clocked.txt");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let blocks = text.split("/step ").filter(|block| !block.trim().is_empty());
    blocks
        .map(|block| block.split_once('\n').unwrap())
        .map(|(step, words)| (step.trim().to_owned(), words.trim().to_owned()))
        .collect()
}

/// What is typed: the notes, a question, a blank, replies to whatever is asked, and the summary.
fn mock(case: &str) -> String {
    let mut typed =
        String::from("Who uses it, and how many are they?\nWhat does a mistake cost?\n.\n");
    for (step, words) in notes(case) {
        let _ = writeln!(typed, "/step {step}\n{words}\n.\n/clock +4m\n/next");
        if step == "data" {
            typed.push_str("I don't know.\n.\nI would look at a week of logs by hand.\n.\n/next\n");
        } else if step == "model" || step == "serving" {
            typed.push_str("I would measure it against the simple rule first.\n.\n/next\n");
        }
    }
    typed.push_str(
        "/step closing\nA simple design first, measured on later weeks, with a way back.\n.\n",
    );
    typed.push_str("/predict 60\n/finish\n");
    typed
}

#[test]
fn every_shipped_case_is_played_from_opening_to_transcript() {
    for case in cases() {
        let home = Home::new();
        let played = home.mlsd(&format!("mock {case} --minutes 45 --seed 7")).stdin(mock(&case));
        assert_eq!(played.code, Some(0), "{case}: {played}");
        let transcript = home.mlsd("export last").run();
        insta::assert_snapshot!(format!("mock_{case}"), home.normalised(&transcript.stdout));
    }
}

#[test]
fn every_shipped_case_is_practised_with_hints_and_a_second_try() {
    for case in cases() {
        let home = Home::new();
        let (_, words) = notes(&case).into_iter().find(|(step, _)| step == "evaluation").unwrap();
        let typed =
            format!("/hint\nWe would measure it.\n.\n/next\n/retry\n{words}\n.\n/next\n/finish\n");
        let practised =
            home.mlsd(&format!("practice {case} --step evaluation --seed 7")).stdin(typed);
        assert_eq!(practised.code, Some(0), "{case}: {practised}");
        insta::assert_snapshot!(format!("practice_{case}"), practised);
    }
}
