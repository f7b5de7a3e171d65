//! Commands, cases, steps and frameworks that do not exist: exit code 2 and the nearest name.

use insta::assert_snapshot;

use crate::support::{CASE, Home};

#[test]
fn an_unknown_command_names_the_nearest() {
    assert_snapshot!(Home::new().bare("mokc").run(), @"
    exit code: 2
    ----- stderr -----
    error: unrecognized subcommand 'mokc'

      tip: a similar subcommand exists: 'mock'

    Usage: mlsd [OPTIONS] [COMMAND]

    For more information, try '--help'.
    ");
}

#[test]
fn an_unknown_option_names_the_nearest() {
    assert_snapshot!(Home::new().bare("mock --levl senior").run(), @"
    exit code: 2
    ----- stderr -----
    error: unexpected argument '--levl' found

      tip: a similar argument exists: '--level'

    Usage: mlsd mock --level <LEVEL> [CASE]

    For more information, try '--help'.
    ");
}

#[test]
fn an_unknown_case_names_the_nearest() {
    let home = Home::new();
    home.mlsd("mock tea-ketle")
        .run()
        .fails(2, "error: no case `tea-ketle`; did you mean `tea-kettle`?");
    home.mlsd("score --case zzz").run().fails(2, "error: no case `zzz`; `mlsd list` shows them");
    assert_eq!(home.session_files("jsonl").len(), 0);
}

#[test]
fn an_unknown_step_names_the_nearest_or_all() {
    let home = Home::new();
    home.mlsd("practice tea-kettle --step servng")
        .run()
        .fails(2, "error: no step `servng`; did you mean `serving`?");
    home.mlsd("score --case tea-kettle --step zzz").run().fails(
        2,
        "error: no step `zzz`; steps: requirements, framing, data, model, evaluation, serving, monitoring",
    );
    assert_eq!(home.session_files("jsonl").len(), 0);
}

#[test]
fn an_unknown_framework_names_the_nearest() {
    let home = Home::new();
    home.mlsd("mock --framework seven-steps")
        .arg(CASE)
        .run()
        .fails(2, "error: no framework `seven-steps`; did you mean `seven-step`?");
}

#[test]
fn a_case_has_to_be_named_when_there_are_several_and_nobody_to_ask() {
    let home = Home::new();
    let output = home.mlsd("mock").run();
    assert_eq!(output.code, Some(2), "{output}");
    assert!(output.stderr.starts_with("error: name a case: "), "{output}");
    assert!(output.stderr.contains(CASE), "{output}");
}

#[test]
fn a_length_outside_the_range_is_refused() {
    assert_snapshot!(Home::new().bare("mock --minutes 5").run(), @"
    exit code: 2
    ----- stderr -----
    error: invalid value '5' for '--minutes <N>': 5 is not in 10..=180

    For more information, try '--help'.
    ");
}

#[test]
fn a_clock_that_cannot_be_read_is_said() {
    let home = Home::new();
    home.bare("list").env("MLSD_NOW", "yesterday").run().fails(
        1,
        "error: MLSD_NOW is not a time such as 2026-01-02T03:04:05Z: yesterday: failed to parse four \
         digit integer as year: invalid digit, expected 0-9 but got y",
    );
}

#[test]
fn a_content_folder_that_is_not_there_is_said() {
    let home = Home::new();
    home.bare("list --content nowhere").run().fails(1, "error: there is no content folder nowhere");
}

#[test]
fn a_session_that_is_not_there_is_said_by_every_command_that_takes_one() {
    let home = Home::new();
    let session = "20260101-0000-nothing";
    for command in ["resume -", "export -", "explain - data", "claim - data", "dispute - data"] {
        home.mlsd(&command.replace('-', session)).run().fails(
            2,
            "error: there is no session `20260101-0000-nothing`; `mlsd sessions` lists them",
        );
    }
    home.mlsd("export last")
        .run()
        .fails(2, "error: there is no session yet; `mlsd mock` starts one");
    home.mlsd("resume")
        .run()
        .fails(2, "error: no session waits to be resumed; `mlsd mock` starts one");
}
