//! `score` and `explain` of text from files and pipes.

use insta::assert_snapshot;

use crate::support::Home;

const DATA: &str = "Labels come from seconds per litre.\nWater hardness is a feature.\n";

#[test]
fn one_step_as_text() {
    let home = Home::new();
    let score = home.mlsd("score --case tea-kettle --step data").stdin(DATA);
    assert_snapshot!(score);
}

#[test]
fn one_step_as_json() {
    let home = Home::new();
    let score = home.mlsd("score --case tea-kettle --step data --format json").stdin(DATA);
    assert_snapshot!(score.done());
}

#[test]
fn a_whole_mock_in_one_file() {
    let home = Home::new();
    home.write(
        "notes.txt",
        "/step requirements\nThe goal is fewer warranty cases.\n.\n/step data\nThe button is the label.\n/next\n\
         baseline: remind after 200 boils\n",
    );
    let score = home.mlsd("score --case tea-kettle --level mid notes.txt").run();
    assert_snapshot!(score);
}

#[test]
fn standard_input_a_dash_and_a_file_are_scored_alike() {
    let home = Home::new();
    home.write("notes.txt", DATA);
    let score = "score --case tea-kettle --step data --format json";
    let piped = home.mlsd(score).stdin(DATA).done();
    assert_eq!(home.mlsd(score).arg("-").stdin(DATA).done(), piped);
    assert_eq!(home.mlsd(score).arg("notes.txt").run().done(), piped);
    let marked = format!("\u{feff}{DATA}");
    assert_eq!(home.mlsd(score).stdin(marked).done(), piped, "a byte-order mark is no word");
}

#[test]
fn lines_of_json_are_scored_each_for_itself() {
    let home = Home::new();
    let lines = [
        r#"{"id": 1, "case": "tea-kettle", "step": "model", "answer": "baseline: remind after 200 boils"}"#,
        r#"{"id": "two", "case": "tea-ketle", "step": "model", "answer": "x"}"#,
        "",
        "no json at all",
        r#"{"id": 3, "case": "tea-kettle", "step": "modl", "answer": "x"}"#,
        r#"{"id": {"four": 4}, "case": "tea-kettle", "step": "monitoring", "answer": ""}"#,
    ];
    let score = home.mlsd("score --jsonl").stdin(lines.join("\n"));
    assert_snapshot!(score);
}

#[test]
fn good_lines_of_json_are_exit_code_0_and_so_is_nothing() {
    let home = Home::new();
    let line = r#"{"id":1,"case":"tea-kettle","step":"model","answer":"x"}"#;
    assert_eq!(home.mlsd("score --jsonl").stdin(line).code, Some(0));
    assert_eq!(home.mlsd("score --jsonl").stdin("").done(), "");
}

#[test]
fn a_file_that_is_not_there_or_no_text_is_said() {
    let home = Home::new();
    let score = "score --case tea-kettle --step data";
    home.mlsd(score)
        .arg("nowhere.txt")
        .run()
        .fails(1, "error: cannot open nowhere.txt: No such file or directory (os error 2)");
    home.write("latin.txt", b"caf\xe9");
    home.mlsd(score)
        .arg("latin.txt")
        .run()
        .fails(1, "error: latin.txt is not UTF-8 at byte 3; save it as UTF-8 text");
    home.mlsd(score)
        .stdin(b"\xff".to_vec())
        .fails(1, "error: standard input is not UTF-8 at byte 0; save it as UTF-8 text");
}

#[test]
fn an_empty_answer_is_scored_as_one() {
    let home = Home::new();
    let score = home.mlsd("score --case tea-kettle --step data").run();
    assert_snapshot!(score);
}

#[test]
fn a_long_text_is_scored_and_one_beyond_reason_is_refused() {
    let home = Home::new();
    let score = "score --case tea-kettle --step data --format json";
    let huge = "labels come from seconds per litre of a kettle. ".repeat(2_000);
    let scored = home.mlsd(score).stdin(huge).done();
    assert!(scored.contains("\"status\": \"covered\""));
    let too_much = "x".repeat(4 * 1024 * 1024 + 1);
    home.mlsd(score)
        .stdin(too_much)
        .fails(1, "error: standard input is larger than 4 MB; an answer is a few pages");
}

#[test]
fn a_command_nobody_knows_names_its_line() {
    let home = Home::new();
    let score = home.mlsd("score --case tea-kettle").stdin("/step data\nx\n/nxet\n");
    score.fails(2, "error: line 3: no command `/nxet`; did you mean `/next`?");
}

#[test]
fn explain_shows_groups_met_and_unmet() {
    let home = Home::new();
    let explain = home
        .mlsd("explain --all --case tea-kettle --point tea-kettle/hardness-fallback")
        .stdin(DATA);
    assert_snapshot!(explain);
}

#[test]
fn explain_shows_what_speaks_against_a_point() {
    let home = Home::new();
    home.write(
        "notes.txt",
        "The baseline is a counter, but that is too simple and a waste of time.",
    );
    let explain = home
        .mlsd("explain --all --case tea-kettle --point tea-kettle/boil-counter notes.txt")
        .run();
    assert_snapshot!(explain);
}

#[test]
fn explain_names_the_nearest_point() {
    let home = Home::new();
    home.mlsd("explain --case tea-kettle --point tea-kettle/gaol").run().fails(
        2,
        "error: `tea-kettle` has no point `tea-kettle/gaol`; did you mean `tea-kettle/goal`?",
    );
    home.mlsd("explain onlyone").run().fails(
        2,
        "error: usage: mlsd explain SESSION POINT, or mlsd explain --case ID --point ID [FILE|-]",
    );
}

#[test]
fn notes_on_another_problem_earn_none_of_the_cases_own_points() {
    let home = Home::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let notes = root.join("tests/graded/answers/eta-prediction/staff-prose.txt");
    let notes = std::fs::read_to_string(notes).unwrap();
    let own_covered = |case: &str| {
        let scored =
            home.mlsd(&format!("score --case {case} --format json")).stdin(notes.clone()).done();
        let scored: serde_json::Value = serde_json::from_str(&scored).unwrap();
        let points = scored["points"].as_array().unwrap().clone();
        let own = points.into_iter().filter(|point| point["id"].as_str().unwrap().contains('/'));
        let own: Vec<_> = own.collect();
        let off = own.iter().any(|point| {
            point["because"]
                .as_str()
                .unwrap()
                .starts_with("the answer hardly speaks of this problem")
        });
        (own.iter().filter(|point| point["status"] == "covered").count(), off)
    };
    assert_eq!(own_covered("video-recommendation"), (0, true));
    let (covered, off) = own_covered("eta-prediction");
    assert!(covered > 5 && !off, "{covered}");
}

#[test]
fn explain_begins_with_what_decided_and_keeps_the_rest_for_who_asks() {
    let home = Home::new();
    let explain = "explain --case tea-kettle --point tea-kettle/label-from-heating";
    assert_snapshot!("explained_met", home.mlsd(explain).stdin("Label from the heating time."));
    assert_snapshot!("explained_missed", home.mlsd(explain).stdin("We need good labels."));
}
