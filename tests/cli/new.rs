//! `new case`.

use std::fs;

use insta::assert_snapshot;

use crate::support::Home;

const FAMILIES: [&str; 8] = [
    "ads",
    "forecasting",
    "moderation",
    "fraud",
    "recommendation",
    "generative",
    "search",
    "a-new-one",
];

#[test]
fn a_draft_goes_into_the_persons_own_folder_and_the_next_steps_are_said() {
    let home = Home::new();
    let output = home.bare("new case smart-kettle --family forecasting").run();
    assert_snapshot!(output, @"
    exit code: 0
    ----- stdout -----
    [HOME]/data/content/case-studies/smart-kettle.yaml

    ----- stderr -----
    It runs as it is. All but the shared points is a worked example, a bakery:
    replace it from the top down; the comments say how.
      mlsd check --watch
      mlsd practice smart-kettle --step requirements
      mlsd mock smart-kettle
    ");
    let draft = fs::read_to_string(home.data().join("content/case-studies/smart-kettle.yaml"));
    let draft = draft.unwrap();
    assert!(draft.contains("title: 'Smart kettle'\n"), "{draft}");
    assert!(draft.contains("status: draft"), "{draft}");
    assert!(!draft.contains('@'), "{draft}");
}

#[test]
fn the_draft_of_every_family_checks_without_a_word() {
    let home = Home::new();
    for family in FAMILIES {
        let new = format!("new case draft-of-{family} --family {family}");
        assert_eq!(home.bare(&new).run().code, Some(0), "{family}");
    }
    let output = home.bare("check").run();
    assert_eq!((output.code, output.stdout.as_str()), (Some(0), ""), "{output}");
    assert!(output.stderr.ends_with("16 cases: 0 errors, 0 warnings\n"), "{output}");
}

#[test]
fn a_draft_runs_at_once_and_says_that_it_is_one_wherever_it_is_shown() {
    let home = Home::new();
    home.bare("new case smart-kettle --family forecasting").run().code.unwrap();
    let list = home.bare("list").run().done();
    assert!(list.contains("(draft)"), "{list}");
    let mock = home.bare("mock smart-kettle").stdin(
        "What is the goal, and how many shops are there?\n.\n/next\n\
         Predict demand, not sales: where the bread was sold out at noon, people wanted more.\n.\n/finish\n",
    );
    assert_eq!(mock.code, Some(0), "{mock}");
    assert!(mock.stdout.contains("Interviewer: 1. Less bread thrown away"), "{mock}");
    assert!(mock.stdout.contains("This case is an unfinished draft"), "{mock}");
    let told = |text: &str| text.contains("Smart kettle (draft)");
    assert!(told(&mock.stdout), "{mock}");
    assert!(told(&home.bare("export last").run().done()));
    assert!(told(&home.bare("review smart-kettle").run().stdout));
    assert!(told(&home.bare("script smart-kettle").run().done()));
    let json = home.bare("export last --format json").run().done();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["header"]["case"]["draft"], true);
}

#[test]
fn a_file_is_never_overwritten_without_being_told_to() {
    let home = Home::new();
    let path = home.write("mine/case-studies/smart-kettle.yaml", "my work");
    let new = "new case smart-kettle --family ads --content mine";
    home.bare(new).run().fails(
        2,
        "error: mine/case-studies/smart-kettle.yaml exists; add --force to overwrite it, or choose another id",
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "my work");
    let forced = home.bare(new).arg("--force").run();
    assert_eq!(forced.stdout, "mine/case-studies/smart-kettle.yaml\n", "{forced}");
    assert!(fs::read_to_string(&path).unwrap().starts_with("# smart-kettle: a draft"));
}

#[test]
fn a_folder_named_is_made_and_named_again_in_the_next_steps() {
    let home = Home::new();
    let folder = "new case smart-kettle --family ads --content";
    let output = home.bare(folder).arg("my cases").run();
    assert_eq!(output.stdout, "my cases/case-studies/smart-kettle.yaml\n", "{output}");
    assert!(output.stderr.contains("  mlsd mock smart-kettle --content 'my cases'\n"), "{output}");
    let file = home.bare("new case kettle --family ads -o b/case-studies/kettle.yaml").run();
    assert_eq!(file.stdout, "b/case-studies/kettle.yaml\n", "{file}");
    assert!(file.stderr.contains("  mlsd mock kettle --content b\n"), "{file}");
    let printed = home.bare("new case cup --family ads -o -").run().done();
    assert!(printed.starts_with("# cup: a draft case study.\n"), "{printed}");
    assert!(!home.data().exists());
    assert_eq!(home.bare("mock kettle --content b").stdin("/finish\n").code, Some(0));
}

#[test]
fn an_id_that_cannot_be_used_is_told_why_and_what_to_do() {
    let home = Home::new();
    let rule = "lower-case letters, digits and single hyphens, at most 80 in all";
    let path = "a name is needed, not a path (-o or --content say where the file goes)";
    for (typed, why) in [
        ("Smart_Kettle", format!("`Smart_Kettle` is no case id: {rule}; `smart-kettle` would do")),
        ("../up", format!("`../up` is no case id: {path}; `up` would do")),
        ("a/b.yaml", format!("`a/b.yaml` is no case id: {path}; `b` would do")),
        ("", format!("`` is no case id: {rule}")),
        (
            "visual-search",
            "there is a case `visual-search` already (case-studies/visual-search.yaml); choose another id"
                .to_owned(),
        ),
    ] {
        home.bare("new case --family ads").arg(typed).run().fails(2, &format!("error: {why}"));
    }
    home.bare("new case x --family")
        .arg("Ads!")
        .run()
        .fails(2, &format!("error: `Ads!` is no family: {rule}; `ads` would do"));
    home.bare("new case x --family ads --title")
        .arg("two\nlines")
        .run()
        .fails(2, "error: a title is one line of text; give another --title");
    assert!(!home.data().exists(), "nothing was written");
}

#[test]
fn a_file_that_nothing_would_read_is_refused() {
    let home = Home::new();
    for file in ["kettle.yaml", "case-studies/other.yaml"] {
        home.bare("new case kettle --family ads -o").arg(file).run().fails(
            2,
            &format!(
                "error: nothing would read {file}: a case stands in case-studies/kettle.yaml of a \
                 content folder; use -o FOLDER/case-studies/kettle.yaml"
            ),
        );
    }
}

#[test]
fn a_family_that_looks_mistyped_is_asked_about() {
    let home = Home::new();
    let output = home.bare("new case kettle --family recomendation").run();
    assert_eq!(output.code, Some(0), "{output}");
    let note = "`recomendation` is a new family (did you mean `recommendation`?): the shared points are \
                those of most cases.\n";
    assert!(output.stderr.starts_with(note), "{output}");
}

#[test]
fn a_title_is_text_whatever_it_holds() {
    let home = Home::new();
    let title = "It's: # {a} \"feed\"";
    home.bare("new case kettle --family ads --title").arg(title).run().code.unwrap();
    let json = home.bare("list --format json").run().done();
    let list: serde_json::Value = serde_json::from_str(&json).unwrap();
    let rows = list["rows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["title"] == format!("{title} (draft)")), "{json}");
}
