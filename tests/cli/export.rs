//! What comes after a session: `export`, `explain`, `claim`, `dispute`, `sessions`.

use std::fs;

use insta::{assert_snapshot, with_settings};

use super::mock::MOCK;
use crate::support::Home;

/// Hashes follow the shipped content, which these tests leave free to change.
const HASHES: [(&str, &str); 1] = [("[`\"][0-9a-f]{16}[`\"]", "[HASH]")];

/// A home in which the whole mock was played.
fn played() -> Home {
    let home = Home::new();
    let mock = home.mlsd("mock tea-kettle").stdin(MOCK);
    assert_eq!(mock.code, Some(0), "{mock}");
    home
}

/// A home in which two steps were answered, one of them wrongly.
fn wrong() -> Home {
    let home = Home::new();
    let mock = home.mlsd("mock tea-kettle").stdin(
        "What is the goal?\n.\n/step data\nGround truth is whether the owner pressed the button.\n.\n/finish\n",
    );
    assert_eq!(mock.code, Some(0), "{mock}");
    home
}

#[test]
fn a_transcript_in_markdown() {
    with_settings!({filters => HASHES}, {
        assert_snapshot!(played().mlsd("export last").run().done());
    });
}

#[test]
fn a_transcript_in_json() {
    let json = played().mlsd("export --format json").run().done();
    assert!(json.starts_with("{\n  \"format\": 1,\n"), "{json}");
    with_settings!({filters => HASHES}, {
        assert_snapshot!(json);
    });
}

#[test]
fn a_file_is_overwritten_only_with_force() {
    let home = played();
    let file = home.write("transcript.md", "mine");
    let refused = home.mlsd("export -o transcript.md").run();
    refused.fails(1, "error: transcript.md exists; add --force to overwrite it");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    let written = home.mlsd("export -o transcript.md --force").run();
    assert_eq!((written.code, written.stderr.as_str()), (Some(0), "Written to transcript.md\n"));
    assert_eq!(
        home.normalised(&fs::read_to_string(file).unwrap()),
        home.mlsd("export").run().done()
    );
    home.mlsd("export -o no/where.md")
        .run()
        .fails(1, "error: cannot write no/where.md: No such file or directory (os error 2)");
}

#[test]
fn an_export_without_spoilers_gives_nothing_away() {
    let home = wrong();
    for format in ["markdown", "json"] {
        let all = home.mlsd("export --format").arg(format).run().done();
        let kept = home.mlsd("export --no-spoilers --format").arg(format).run().done();
        for secret in [
            "nightly-run",
            "Scores the fleet in one nightly run",
            "hardness-fallback",
            "The baseline is a reminder after every two hundred boils",
            "Two million kettles",
            "Seconds per litre and degree, smoothed",
        ] {
            assert!(!kept.contains(secret), "{format}, {secret}:\n{kept}");
        }
        assert!(all.contains("nightly-run") || all.contains("Scores the fleet"), "{all}");
        assert!(kept.contains("Ground truth is whether the owner"), "{kept}");
    }
}

#[test]
fn scoring_again_with_the_same_content_moves_nothing() {
    let home = played();
    let export = home.mlsd("export --rescore").run();
    assert_eq!((export.code, export.stderr.as_str()), (Some(0), "Nothing moved.\n"), "{export}");
}

#[test]
fn scoring_again_with_other_content_lists_what_moved() {
    let home = wrong();
    let case = crate::support::practice_content().join("case-studies/tea-kettle.yaml");
    let text = fs::read_to_string(case).unwrap();
    home.write(
        "edited/case-studies/tea-kettle.yaml",
        text.replace("    voids: [tea-kettle/label-from-heating]\n", ""),
    );
    let export = home.bare("export --rescore --content edited").run();
    assert_eq!(export.code, Some(0), "{export}");
    assert_snapshot!(export.stderr, @"tea-kettle/label-from-heating: contradicted -> missed");
    let shown = home.bare("export --content edited").run();
    assert!(shown.stdout.contains("oided by the trap"), "what was shown stays:\n{shown}");
    let explained =
        home.bare("explain --all --content edited last tea-kettle/label-from-heating").run();
    assert_snapshot!(explained, @r#"
    exit code: 0
    ----- stdout -----
    You were shown: contradicted (voided by the trap `button-is-truth`)
    tea-kettle/label-from-heating · senior · weight 3
    Takes the label from the measured heating time rather than from the descaled
      button.

    State: missed
      entry 2: "Ground truth is whether the owner pressed the button."

    Cues: any one is enough, all its groups must be met in one passage
      1. not met
         + the label:
             "ground truth" in entry 2: "Ground truth is whether the owner pressed
               the button."
         - measured heating: nothing of: seconds per | heating time | heating times
           | time to boil | heating curve | boiling time

    ----- stderr -----
    The case has changed since; below is how it scores today.
    "#);
}

#[test]
fn a_transcript_can_be_had_without_its_case() {
    let home = wrong();
    let export = home.bare("export").run();
    assert_eq!(export.code, Some(0), "{export}");
    assert_eq!(
        export.stderr,
        "no case `tea-kettle`; `mlsd list` shows them; the transcript is printed without walkthrough\n"
    );
    assert!(export.stdout.contains("Ground truth is whether"), "{export}");
    let again = home.bare("export --rescore").run();
    again.fails(2, "error: no case `tea-kettle`; `mlsd list` shows them; the session cannot be scored without it");
}

#[test]
fn explain_begins_with_what_the_person_was_shown() {
    let explain = wrong().mlsd("explain last tea-kettle/label-from-heating").run();
    assert_snapshot!(explain);
}

#[test]
fn claims_and_disputes_are_recorded_and_shown_and_change_no_figure() {
    let home = wrong();
    let before = home.mlsd("export").run().done();
    let id = "20260102-0304-tea-kettle-";
    let claim = home.mlsd("claim").arg(id).arg("tea-kettle/two-paths").run();
    assert_snapshot!(claim, @"
    exit code: 0
    ----- stderr -----
    Claimed: `tea-kettle/two-paths` in 20260102-0304-tea-kettle-qzag. The figures stay as they are; the transcript shows it beside the point.
    ");
    let dispute = home
        .mlsd("dispute last tea-kettle/label-from-heating --note")
        .arg("the button is \u{1b}[31mpressed\u{1b}[0m by all")
        .run();
    assert_eq!(dispute.code, Some(0), "{dispute}");
    let after = home.mlsd("export").run().done();
    let new: Vec<&str> = after.lines().filter(|line| !before.contains(line)).collect();
    assert_snapshot!(new.join("\n"), @r"
    *00:00 you claimed “two paths”*
    *00:00 you disputed “label from heating”*
      - You claim that you said it.
      - You dispute this: “the button is ␛\[31mpressed␛\[0m by all”.
    ");
    let unknown = home.mlsd("claim last tea-kettle/two-path").run();
    unknown.fails(2, "error: the session has no point `tea-kettle/two-path`; did you mean `tea-kettle/two-paths`?");
}

#[test]
fn sessions_are_listed_newest_first() {
    let home = wrong();
    let later = home
        .mlsd("practice tea-kettle --level mid")
        .env("MLSD_NOW", "2026-01-03T08:00:00Z")
        .stdin("/clock +7m\nhalf a line");
    assert_eq!(later.code, Some(130), "{later}");
    assert_snapshot!(home.bare("sessions").run().done(), @"
    ┌───────────────────────────────┬──────────┬────────┬─────────┬──────────┐
    │ session                       ┆ mode     ┆ level  ┆ minutes ┆ state    │
    ╞═══════════════════════════════╪══════════╪════════╪═════════╪══════════╡
    │ 20260103-0800-tea-kettle-pvfx ┆ practice ┆ mid    ┆ 7       ┆ left     │
    │ 20260102-0304-tea-kettle-qzag ┆ mock     ┆ senior ┆ 0       ┆ finished │
    └───────────────────────────────┴──────────┴────────┴─────────┴──────────┘
    ");
    assert_snapshot!(home.bare("sessions --format json").run().done(), @r#"
    {
      "format": 1,
      "kind": "sessions",
      "rows": [
        {
          "session": "20260103-0800-tea-kettle-pvfx",
          "mode": "practice",
          "level": "mid",
          "minutes": "7",
          "state": "left",
          "case": "tea-kettle"
        },
        {
          "session": "20260102-0304-tea-kettle-qzag",
          "mode": "mock",
          "level": "senior",
          "minutes": "0",
          "state": "finished",
          "case": "tea-kettle"
        }
      ]
    }
    "#);
    let ambiguous = home.mlsd("export 2026010").run();
    assert_snapshot!(ambiguous, @"
    exit code: 2
    ----- stderr -----
    error: `2026010` is the beginning of 2 sessions (20260102-0304-tea-kettle-qzag, 20260103-0800-tea-kettle-pvfx); type more of it
    ");
}

#[test]
fn a_mock_under_way_is_exported_without_what_would_spoil_the_rest_of_it() {
    let home = Home::new();
    let left = home.mlsd("mock tea-kettle").stdin("The goal is fewer warranty cases.\n.\n/quit\n");
    assert_eq!(left.code, Some(130), "{left}");
    let export = home.mlsd("export last").run();
    assert!(export.stderr.contains("This mock is not over"), "{export}");
    assert!(export.stdout.contains("fewer warranty cases"), "{export}");
    assert!(!export.stdout.contains("One way to say it"), "{export}");
}
