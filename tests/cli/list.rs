//! `list` and `sessions`.

use insta::assert_snapshot;

use crate::support::Home;

#[test]
fn shipped_cases_in_two_lines_each() {
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
    assert_snapshot!(kettle, @r#"{"id":"tea-kettle","title":"Descaling reminders for smart kettles (draft)","family":"maintenance","difficulty":"easy","points":"12","mid":5,"senior":5,"staff":2,"sessions":0,"last":null,"last_mock":null,"coverage":null}"#);
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
fn a_shared_point_is_listed_with_all_that_recognises_it() {
    let home = Home::new();
    let list = home.bare("list points calibration").run().done();
    for part in
        ["calibration · ", "  cues\n    - ", "  not\n    - ", "  shows\n    - ", "  misses\n    - "]
    {
        assert!(list.contains(part), "{part}: {list}");
    }
    assert!(!list.contains("ab-design"), "{list}");
    let json = home.bare("list points calibration --format json").run().done();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["rows"].as_array().unwrap().len(), 1);
    assert!(json["rows"][0]["cues"][0].is_object(), "{json}");
}

#[test]
fn the_vocabulary_is_listed_with_every_phrase() {
    let home = Home::new();
    let all = home.bare("list concepts").run().done();
    assert!(all.starts_with("<ab-test>\n  A/B test | "), "{all}");
    let one = home.bare("list concepts click-through-rate").run().done();
    assert!(one.starts_with("<click-through-rate>\n") && one.contains("CTR"), "{one}");
    assert!(all.contains(&one));
}

#[test]
fn what_is_not_there_is_not_listed_in_silence() {
    let home = Home::new();
    for (args, said) in [
        ("list concepts ab-tset", "there is no concept `ab-tset`; did you mean `ab-test`?"),
        ("list points zzzzzz", "there is no shared point `zzzzzz`; `mlsd list points` has all"),
        (
            "list cases fraud",
            "only points and concepts are listed by id; `mlsd review CASE` shows a case",
        ),
        ("list concepts --level mid", "--level is for cases and points; the others have none"),
    ] {
        let output = home.bare(args).run();
        assert_eq!((output.code, output.stderr), (Some(2), format!("error: {said}\n")), "{args}");
    }
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
/// One finished mock and one session left on the tests' own case.
fn with_sessions() -> Home {
    let home = Home::new();
    let answer = "fewer warranty cases\n.\n/next\n/finish\n";
    assert_eq!(home.mlsd("mock tea-kettle").stdin(answer).code, Some(0));
    let left = home.mlsd("practice tea-kettle").env("MLSD_NOW", "2026-02-03T04:05:06Z").stdin("");
    assert_eq!(left.code, Some(130));
    home
}

fn ids(json: &str) -> Vec<String> {
    let list: serde_json::Value = serde_json::from_str(json).unwrap();
    let rows = list["rows"].as_array().unwrap();
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn filters_leave_the_cases_that_fit_all_of_them() {
    let home = Home::new();
    let listed =
        |filters: &str| ids(&home.mlsd(&format!("list --format json {filters}")).run().done());
    assert_eq!(listed("--family recommendation"), ["people-you-may-know", "video-recommendation"]);
    assert_eq!(listed("--difficulty easy"), ["tea-kettle"]);
    assert_eq!(listed("--difficulty hard --family fraud"), ["payment-fraud-detection"]);
    assert_eq!(listed("--difficulty easy --family fraud"), Vec::<String>::new());
    assert_eq!(listed("--difficulty easy --level staff --unseen"), ["tea-kettle"]);
    assert_eq!(listed("--seen"), Vec::<String>::new());
    assert_eq!(listed("--unseen").len(), 9);
}

#[test]
fn level_keeps_the_cases_and_points_that_ask_for_something_there() {
    let home = Home::new();
    let case = include_str!("../fixtures/practice-content/case-studies/tea-kettle.yaml");
    home.write(
        "data/content/case-studies/tea-kettle.yaml",
        case.replace("level: staff", "level: mid"),
    );
    let listed =
        |level: &str| ids(&home.bare("list --format json --level").arg(level).run().done());
    assert!(listed("mid").contains(&"tea-kettle".to_owned()));
    assert!(!listed("staff").contains(&"tea-kettle".to_owned()));
    let points = home.bare("list points --level staff --format json").run().done();
    let points: serde_json::Value = serde_json::from_str(&points).unwrap();
    let points = points["rows"].as_array().unwrap();
    assert!(!points.is_empty() && points.iter().all(|point| point["level"] == "staff"));
}

#[test]
fn seen_is_a_session_finished_or_not_and_the_last_mock_is_shown() {
    let home = with_sessions();
    assert_eq!(ids(&home.mlsd("list --seen --format json").run().done()), ["tea-kettle"]);
    assert!(!home.mlsd("list --unseen").run().done().contains("tea-kettle"));
    assert_snapshot!(home.mlsd("list --seen").run().done(), @"
    tea-kettle  Descaling reminders for smart kettles (draft)
        maintenance, easy; 12 points: 5 mid, 5 senior, 2 staff
        2 sessions, last on 2026-02-03; last mock 14 %
    ");
    let json = home.mlsd("list --seen --format json").run().done();
    assert_snapshot!(json, @r#"
    {
      "format": 1,
      "kind": "cases",
      "rows": [
        {
          "id": "tea-kettle",
          "title": "Descaling reminders for smart kettles (draft)",
          "family": "maintenance",
          "difficulty": "easy",
          "points": "12",
          "mid": 5,
          "senior": 5,
          "staff": 2,
          "sessions": 2,
          "last": "2026-02-03T04:05:06Z",
          "last_mock": "2026-01-02T03:04:05Z",
          "coverage": 0.14
        }
      ]
    }
    "#);
}

#[test]
fn a_case_that_was_renamed_since_is_still_seen() {
    let home = with_sessions();
    let case = include_str!("../fixtures/practice-content/case-studies/tea-kettle.yaml");
    let case =
        case.replace("tea-kettle", "kettle").replace("facts:\n", "aliases: [tea-kettle]\nfacts:\n");
    home.write("data/content/case-studies/kettle.yaml", case);
    assert_eq!(ids(&home.bare("list --seen --format json").run().done()), ["kettle"]);
}

#[test]
fn nothing_that_fits_is_said_and_is_no_error() {
    let home = Home::new();
    let output = home.bare("list --seen").run();
    assert_snapshot!(output, @"
    exit code: 0
    ----- stderr -----
    No case fits; `mlsd list` shows all.
    ");
}

#[test]
fn a_filter_that_makes_no_sense_is_told_so() {
    let home = Home::new();
    home.bare("list --family recomendation").run().fails(
        2,
        "error: no case is of the family `recomendation`; did you mean `recommendation`?",
    );
    home.bare("list --family toys").run().fails(
        2,
        "error: no case is of the family `toys`; families: ads, forecasting, fraud, generative, moderation, \
         recommendation, search",
    );
    home.bare("list points --seen")
        .run()
        .fails(2, "error: --seen is for cases; leave it out, or `mlsd list cases`");
    home.bare("list frameworks --level mid")
        .run()
        .fails(2, "error: --level is for cases and points; the others have none");
    assert_eq!(home.bare("list --seen --unseen").run().code, Some(2));
}

#[test]
fn the_list_keeps_to_a_narrow_screen() {
    let list = Home::new().bare("list").env("COLUMNS", "40").run().done();
    assert!(list.lines().all(|line| line.chars().count() <= 40), "{list}");
}
