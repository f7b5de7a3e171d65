//! `check`.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use insta::assert_snapshot;

use crate::support::{Home, Output, practice_content, program};

/// The case of these tests with something replaced, as a user's file.
fn edited(home: &Home, from: &str, to: &str) {
    let path = practice_content().join("case-studies/tea-kettle.yaml");
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from}");
    home.write("mine/case-studies/tea-kettle.yaml", text.replacen(from, to, 1));
}

/// What `check` prints of the files whose name holds this; shipped content is tested elsewhere.
fn problems(output: &Output, name: &str) -> String {
    let all = output.stdout.split("\n\n");
    let own: Vec<&str> =
        all.filter(|problem| problem.lines().next().is_some_and(|l| l.contains(name))).collect();
    own.join("\n\n")
}

#[test]
fn content_without_problems_is_exit_code_0() {
    let home = Home::new();
    let output = home.mlsd("check").run();
    assert_eq!(problems(&output, "tea-kettle"), "");
    assert_eq!(output.code, Some(0), "{output}");
    assert!(output.stderr.ends_with(": 0 errors, 0 warnings\n"), "{output}");
}

#[test]
fn every_problem_has_its_place_and_what_to_do() {
    let home = Home::new();
    edited(&home, "earns: tea-kettle/goal", "earns: tea-kettle/gaol");
    let output = home.bare("check --content mine").run();
    assert_eq!(output.code, Some(3), "{output}");
    assert_snapshot!(problems(&output, "tea-kettle"), @"
    mine/case-studies/tea-kettle.yaml:19:12: error: `earns` names `tea-kettle/gaol`, which this case does not use
    19 |     earns: tea-kettle/gaol
       |            ^^^^^^^^^^^^^^^
      = help: did you mean `tea-kettle/goal`?
    ");
}

#[test]
fn a_file_that_cannot_be_parsed_says_where() {
    let home = Home::new();
    edited(&home, "family: maintenance", "famly: maintenance");
    let output = home.bare("check mine").run();
    assert_eq!(output.code, Some(3), "{output}");
    assert_snapshot!(problems(&output, "tea-kettle"), @"
    mine/case-studies/tea-kettle.yaml:5:1: error: unknown field `famly`
    5 | famly: maintenance
      | ^^^^^^
      = help: did you mean `family`?
    ");
}

#[test]
fn a_pattern_of_what_is_wrong_must_not_be_found_in_the_walkthrough() {
    let home = Home::new();
    edited(&home, "One nightly run", "Counting is pointless for two cups. One nightly run");
    let output = home.bare("check mine").run();
    assert_eq!(output.code, Some(0), "{output}");
    assert_snapshot!(problems(&output, "tea-kettle"), @r#"
    mine/case-studies/tea-kettle.yaml:150:9: warning: `tea-kettle/boil-counter`: this `not` cue is found in the walkthrough: "counting pointless"
    150 |       - a count of boils: counter | counting
        |         ^
      = help: it is looked for in the whole answer: add a group that names its subject
    "#);
}

#[test]
fn a_sample_outside_its_band_is_told_how_to_see_why() {
    let home = Home::new();
    edited(&home, "expected: 'no'", "expected: hire");
    let output = home.bare("check mine").run();
    assert_eq!(output.code, Some(3), "{output}");
    assert_snapshot!(problems(&output, "tea-kettle"), @"
    mine/case-studies/tea-kettle.yaml:294:9: error: sample `hasty` reads No (5 content words; a verdict needs 150), not Hire
    294 |   - id: hasty
        |         ^^^^^
      = help: `mlsd score --case tea-kettle --sample hasty` shows why; correct the cues or the band
    ");
    let shown =
        home.bare("score --case tea-kettle --sample hasty --step data --content mine").run();
    assert_eq!(shown.code, Some(0), "{shown}");
    assert!(shown.stdout.contains("label from the measured heating time"), "{shown}");
    let unknown = home.bare("score --case tea-kettle --sample hasti --content mine").run();
    assert_eq!(unknown.code, Some(2), "{unknown}");
    assert!(unknown.stderr.contains("did you mean `hasty`?"), "{unknown}");
}

#[test]
fn a_file_in_the_wrong_place_is_said() {
    let home = Home::new();
    home.write("stray.yaml", "format: 1\n");
    let output = home.bare("check stray.yaml").run();
    assert_eq!(output.code, Some(3), "{output}");
    assert_snapshot!(problems(&output, "stray"), @"
    stray.yaml: error: the file's place does not say what it holds
      = help: it belongs in frameworks/, case-studies/ or common/ (points.yaml, vocabulary.yaml)
    ");
}

#[test]
fn a_path_that_is_not_there_is_said() {
    Home::new()
        .bare("check nowhere.yaml")
        .run()
        .fails(1, "error: cannot read nowhere.yaml: No such file or directory (os error 2)");
}

#[test]
fn a_broken_case_is_refused_where_it_is_used_and_does_not_stand_in_the_way_of_others() {
    let home = Home::new();
    edited(&home, "difficulty: easy", "difficulty: trivial");
    let output = home.bare("score --content mine --case tea-kettle --step data").run();
    assert_eq!(output.code, Some(3), "{output}");
    assert_snapshot!(output.stderr, @"
    error: mine/case-studies/tea-kettle.yaml:6:13: error: `trivial` is not one of: easy, medium, hard
    6 | difficulty: trivial
      |             ^^^^^^^
      = help: use one of those
    ");
    let other =
        fs::read_to_string(practice_content().join("case-studies/tea-kettle.yaml")).unwrap();
    home.write("mine/case-studies/coffee.yaml", other.replace("tea-kettle", "coffee"));
    let output = home.bare("score --content mine --case coffee --step data").run();
    assert_eq!(output.code, Some(0), "{output}");
    let output = home.bare("score --content mine --case cofee").run();
    output.fails(2, "error: no case `cofee`; did you mean `coffee`?");
}

#[test]
fn a_watched_folder_is_checked_again_when_a_file_changes() {
    let home = Home::new();
    edited(&home, "earns: tea-kettle/goal", "earns: tea-kettle/gaol");
    let mut child = std::process::Command::new(program())
        .args(["check", "--watch", "--content", "mine"])
        .current_dir(home.path())
        .env_clear()
        .envs(home.env())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut verdict = || {
        let line = lines.find(|line| line.as_ref().unwrap().contains("shared points")).unwrap();
        line.unwrap()
    };
    assert!(verdict().contains(": 1 error, "));
    let path = practice_content().join("case-studies/tea-kettle.yaml");
    home.write("mine/case-studies/tea-kettle.yaml", fs::read_to_string(path).unwrap());
    assert!(verdict().contains(": 0 errors, "));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn there_must_be_something_to_watch() {
    let home = Home::new();
    let output = home.bare("check --watch nowhere.yaml").run();
    assert_eq!(output.code, Some(2), "{output}");
    assert_eq!(
        output.stderr,
        "error: nothing to watch: nowhere.yaml is not there; name a file or folder\n"
    );
}
