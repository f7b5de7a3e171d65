//! `list` and `sessions`.

use insta::assert_snapshot;

use crate::support::Home;

#[test]
fn shipped_cases_as_a_table() {
    assert_snapshot!(Home::new().bare("list").run());
}

#[test]
fn cases_as_json_begin_with_the_format() {
    let home = Home::new();
    let json = home.mlsd("list cases --format json").run().stdout;
    assert!(json.starts_with("{\n  \"format\": 1,\n  \"kind\": \"cases\",\n"), "{json}");
    let list: serde_json::Value = serde_json::from_str(&json).unwrap();
    let rows = list["rows"].as_array().unwrap();
    let kettle = rows.iter().find(|row| row["id"] == "tea-kettle").unwrap();
    assert_snapshot!(kettle, @r#"{"id":"tea-kettle","title":"Descaling reminders for smart kettles (draft)","family":"maintenance","difficulty":"easy","points":"12"}"#);
}

#[test]
fn frameworks_and_points_are_listed_too() {
    let home = Home::new();
    let frameworks = home.bare("list frameworks").run().done();
    assert!(frameworks.contains("seven-step"), "{frameworks}");
    let points = home.bare("list points --format json").run().done();
    let points: serde_json::Value = serde_json::from_str(&points).unwrap();
    assert_eq!((&points["format"], &points["kind"]), (&1.into(), &"points".into()));
    assert!(points["rows"].as_array().unwrap().iter().any(|row| row["id"] == "baseline"));
}

#[test]
fn a_broken_case_does_not_hide_the_others() {
    let home = Home::new();
    home.write("data/content/case-studies/broken.yaml", "format: 1\nid: [\n");
    let output = home.bare("list").run();
    assert_eq!(output.code, Some(0), "{output}");
    assert!(output.stdout.contains("ad-click-prediction"), "{output}");
    assert_eq!(output.stderr, "Some content has problems; `mlsd check` shows them.\n");
}

#[test]
fn before_the_first_session_there_is_nothing_to_list() {
    let home = Home::new();
    let output = home.bare("sessions").run();
    assert_snapshot!(output, @"
    exit code: 0
    ----- stderr -----
    No sessions yet; `mlsd mock` starts one.
    ");
    let json = home.bare("sessions --format json").run().done();
    assert_snapshot!(json, @r#"
    {
      "format": 1,
      "kind": "sessions",
      "rows": []
    }
    "#);
    assert!(!home.data().exists(), "looking must not write");
}
