//! The graded set is what its data card says: whole, within its limits, and labelled on the
//! statements the content still has.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use mlsd_coach::assessment::{Assessment, Judged, assess, session_of};
use mlsd_coach::content::{Content, Level};
use mlsd_coach::library::Library;
use mlsd_coach::scoring::Rubric;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/graded")
}

/// The folders that hold `answers` and `labels`: the two halves, and the later tests.
fn sets() -> [PathBuf; 4] {
    [root(), root().join("second"), root().join("third"), root().join("fourth")]
}

/// The answers to a case in every set.
fn answers(case: &str) -> Vec<PathBuf> {
    sets().iter().flat_map(|set| files(&set.join("answers").join(case))).collect()
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

fn cases() -> Vec<String> {
    rows(&root().join("halves.tsv")).into_iter().map(|row| row[0].clone()).collect()
}

/// Point ids and statements as graders saw them.
fn statements(case: &str) -> BTreeMap<String, String> {
    let rows = rows(&root().join("statements").join(format!("{case}.tsv")));
    rows.into_iter().map(|row| (row[1].clone(), row[2].clone())).collect()
}

#[test]
fn graders_saw_the_statements_as_the_content_has_them() {
    let content = Library::open(&[], false).unwrap().all().content;
    for id in cases() {
        let case = content.case(&id).unwrap_or_else(|| panic!("no case {id}"));
        let seen = statements(&id);
        let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let now: BTreeMap<String, String> =
            case.points.iter().map(|point| (point.id.clone(), folded(&point.statement))).collect();
        // Points that joined later have no labels; those that were graded read as they did.
        let kept: BTreeMap<String, String> =
            now.into_iter().filter(|(point, _)| seen.contains_key(point)).collect();
        assert_eq!(seen, kept, "{id}");
    }
}

#[test]
fn every_mock_answers_the_seven_steps_within_its_words() {
    let steps = ["requirements", "framing", "data", "model", "evaluation", "serving", "monitoring"];
    for case in cases() {
        for path in answers(&case) {
            let text = fs::read_to_string(&path).unwrap();
            let opened: Vec<&str> =
                text.lines().filter_map(|line| line.strip_prefix("/step ")).collect();
            assert_eq!(opened, steps, "{path:?}");
            let words = text.split_whitespace().count() - 2 * steps.len();
            let most = match stem(&path).as_str() {
                "strong-clocked" => 650,
                "solid-clocked" => 450,
                // Unhurried: a rambler runs on.
                _ => 1_400,
            };
            assert!(words <= most, "{path:?}: {words} words");
        }
    }
}

#[test]
fn every_label_is_of_a_known_answer_and_point_and_none_is_lacking() {
    for case in cases() {
        let points: BTreeSet<String> = statements(&case).into_keys().collect();
        let writers = |set: &Path| -> BTreeSet<String> {
            files(&set.join("answers").join(&case)).iter().map(|path| stem(path)).collect()
        };
        for (set, path) in sets().iter().flat_map(|set| {
            files(&set.join("labels").join(&case)).into_iter().map(move |path| (set, path))
        }) {
            let writers = writers(set);
            let mut labelled: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            for row in rows(&path) {
                assert_eq!(row.len(), 3, "{path:?}: {row:?}");
                assert!(writers.contains(&row[0]) && points.contains(&row[1]), "{path:?}: {row:?}");
                let known = ["covered", "partial", "missed", "contradicted"];
                assert!(known.contains(&row[2].as_str()), "{path:?}: {row:?}");
                assert!(labelled.entry(row[0].clone()).or_default().insert(row[1].clone()));
            }
            // A grader's file holds whole mocks only.
            for (writer, labelled) in labelled {
                assert_eq!(labelled, points, "{path:?}: {writer}");
            }
        }
    }
}

#[test]
fn contrast_lines_are_of_known_kinds_and_points() {
    for path in files(&root().join("contrast")) {
        let points = statements(&stem(&path));
        for row in rows(&path) {
            assert_eq!(row.len(), 3, "{path:?}: {row:?}");
            assert!(["denied", "wrong-direction"].contains(&row[0].as_str()), "{path:?}: {row:?}");
            assert!(points.contains_key(&row[1]), "{path:?}: {row:?}");
        }
    }
}

/// What the program makes of a whole mock.
fn assessed(content: &Content, case: &str, path: &Path) -> Assessment {
    let (case, framework) = (content.case(case).unwrap(), &content.frameworks["seven-step"]);
    let text = fs::read_to_string(path).unwrap();
    let answers: Vec<(&str, &str)> = text
        .split("/step ")
        .filter_map(|block| block.split_once('\n'))
        .map(|(step, answer)| (step.trim(), answer))
        .collect();
    let session = session_of(framework, case, Level::Senior, &answers);
    let rubric = Rubric::compile(content, case);
    let recurrence = &std::collections::HashMap::new();
    assess(&session, &Judged { framework, case, rubric: &rubric, recurrence, sample: false })
}

/// Nobody who has a tenth of it the wrong way round reaches Hire, however well it sounds, and no
/// careful answer is capped for it. One wrong mock, whose errors no pattern knows, is not caught.
#[test]
fn fluent_and_wrong_is_capped_and_nobody_careful_is() {
    let content = Library::open(&[], false).unwrap().all().content;
    let mut not_caught = Vec::new();
    for case in cases() {
        for path in answers(&case) {
            let verdict = assessed(&content, &case, &path).verdict;
            let capped = verdict
                .as_ref()
                .is_some_and(|verdict| verdict.caps.iter().any(|cap| cap.id == "wrong-way-round"));
            match stem(&path).as_str() {
                "confidently-wrong" => {
                    let high = verdict.map_or_else(String::new, |verdict| verdict.high);
                    if !["no", "lean-no"].contains(&high.as_str()) {
                        not_caught.push(format!("{case} {high}"));
                    }
                }
                // By habit it has half of it backwards.
                "half-right" => {}
                _ => assert!(!capped, "{path:?}"),
            }
        }
    }
    assert_eq!(not_caught, ["visual-search strong-hire"]);
}
