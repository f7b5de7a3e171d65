//! Content files, good and bad, through the loader.
//!
//! `fixtures/content/invalid/` holds one file per rule, named after it; what is said about each is
//! in `snapshots/`. Names starting with `framework-`, `points-` and `vocabulary-` say what such a
//! file is; all others are case studies. Each is loaded beside the files of `base/`.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use mlsd_coach::content::{Content, Problem, Source, load};

/// The folder of the fixtures.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/content").join(name)
}

/// The files of a fixture folder, by name.
fn files(name: &str) -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let stem = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    paths.into_iter().map(|path| (stem(&path), fs::read(path).unwrap())).collect()
}

/// A fixture as a source; its name says what it holds.
pub(crate) fn source(stem: &str, bytes: impl Into<Vec<u8>>) -> Source {
    let name = match stem.split('-').next() {
        Some("framework") => format!("frameworks/{stem}.yaml"),
        Some("points") => "common/points.yaml".to_owned(),
        Some("vocabulary") => "common/vocabulary.yaml".to_owned(),
        _ => format!("case-studies/{stem}.yaml"),
    };
    Source { name, shown: format!("{stem}.yaml"), bytes: Cow::Owned(bytes.into()), prepared: None }
}

/// The least a case study stands on: a framework, two points, two concepts.
pub(crate) fn base() -> Vec<Source> {
    ["frameworks/two-step.yaml", "common/points.yaml", "common/vocabulary.yaml"]
        .into_iter()
        .map(|name| Source {
            prepared: None,
            name: name.to_owned(),
            shown: format!("base/{name}"),
            bytes: Cow::Owned(fs::read(folder("base").join(name)).unwrap()),
        })
        .collect()
}

/// Loads one file beside the base.
pub(crate) fn load_beside_base(stem: &str, bytes: impl Into<Vec<u8>>) -> (Content, Vec<Problem>) {
    let mut sources = base();
    sources.push(source(stem, bytes));
    load(&sources)
}

/// What is said about a file: every problem as it is printed.
fn said(stem: &str, bytes: &[u8]) -> Vec<String> {
    let (_, problems) = load_beside_base(stem, bytes);
    let text = String::from_utf8_lossy(bytes);
    let whole_file = ["empty", "only-comment", "utf16", "utf16-big-endian"].contains(&stem);
    problems
        .iter()
        .map(|problem| {
            let said = well_said(problem, &text);
            assert_eq!(problem.spot.file, format!("{stem}.yaml"), "{said}");
            assert_eq!(problem.spot.line == 0, whole_file, "{said}");
            said
        })
        .collect()
}

/// A problem as it is printed, and what holds for every one: a line of what and where, at most one
/// line quoted, and a line of what to do; nothing in it steers a terminal.
fn well_said(problem: &Problem, source: &str) -> String {
    let said = problem.render(Some(source));
    let lines: Vec<&str> = said.lines().collect();
    let starts = |word: &str| lines[0].starts_with(&format!("{}: {word}: ", problem.spot));
    assert!(starts("error") || starts("warning"), "{said}");
    assert!(lines.last().is_some_and(|line| line.starts_with("  = help: ")), "{said}");
    assert!([2, 4].contains(&lines.len()), "{said}");
    assert!(lines.iter().all(|line| line.chars().count() < 300), "{said}");
    let steers =
        |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!lines.iter().any(|line| line.contains(steers)), "{said:?}");
    said
}

#[test]
fn every_invalid_file_is_told_what_is_wrong_with_it() {
    let mut catalogue = String::new();
    for (stem, bytes) in files("invalid") {
        let said = said(&stem, &bytes);
        assert!(!said.is_empty(), "{stem}: nothing wrong with it");
        catalogue.push_str(&said.join("\n\n"));
        catalogue.push_str("\n\n");
    }
    insta::assert_snapshot!("invalid_content", catalogue);
}

#[test]
fn every_valid_file_loads() {
    for (stem, bytes) in files("valid") {
        assert_eq!(said(&stem, &bytes), Vec::<String>::new(), "{stem}");
        let (content, _) = load_beside_base(&stem, bytes);
        assert!(!content.case(&stem).unwrap().points.is_empty(), "{stem}");
    }
}

#[test]
fn a_name_that_is_no_word_is_still_text() {
    let (content, problems) =
        load_beside_base("norway", fs::read(folder("valid/norway.yaml")).unwrap());
    assert_eq!(problems, []);
    let case = content.case("norway").unwrap();
    assert_eq!(case.title, "no");
    assert_eq!(case.family, "012");
    assert_eq!(case.facts[0].answer, "1.10");
}

#[test]
fn line_ends_and_byte_order_marks_change_nothing() {
    let read = |stem: &str| {
        let text = fs::read_to_string(folder("valid/plain.yaml")).unwrap().replace("plain", stem);
        let lines = text.replace('\n', "\r\n");
        let bytes = fs::read(folder("valid").join(format!("{stem}.yaml"))).unwrap();
        assert!(bytes.ends_with(b"\r\n") && bytes.ends_with(lines.as_bytes()), "{stem}");
        let (content, _) = load_beside_base(stem, bytes);
        let case = content.case(stem).unwrap();
        (case.prompt.clone(), case.points[1].spot.line, case.points[1].spot.column)
    };
    let (content, _) = load_beside_base("plain", fs::read(folder("valid/plain.yaml")).unwrap());
    let plain = content.case("plain").unwrap();
    let plain = (plain.prompt.clone(), plain.points[1].spot.line, plain.points[1].spot.column);
    assert_eq!(read("crlf"), plain);
    assert_eq!(read("byte-order-mark-crlf"), plain);
}

/// Files too large or too deep to keep beside the others: what is said of each, in short.
#[test]
fn hostile_files_are_refused_in_one_line() {
    let many = 1 << 18;
    let case = fs::read_to_string(folder("valid/plain.yaml")).unwrap();
    let with = |old: &str, new: String| case.replace(old, &new);
    let nested: Vec<String> = (0..1_000).map(|depth| " ".repeat(depth) + "a:").collect();
    let deep_flow: String = (0..5_000).map(|_| "{a: ").collect();
    let files = [
        ("brackets", "[".repeat(200_000), "nested deeper than 24 levels"),
        ("braces", "{".repeat(200_000), "nested deeper than 24 levels"),
        ("indented brackets", format!("aliases:\n  {}", "[".repeat(100_000)), "nested deeper"),
        ("5,000 maps", deep_flow, "nested deeper"),
        ("1,000 indented maps", nested.join("\n"), "unknown field `a`"),
        ("dashes", "- ".repeat(50_000), "fields are expected"),
        (
            "dashes in a field",
            format!("aliases: \n  {}", "- ".repeat(50_000)),
            "a text is expected",
        ),
        ("question marks", "? ".repeat(30_000), "nested deeper"),
        ("3 MB", "#".repeat(3 << 20), "the budget is 2097152"),
        ("one long comment", "#".repeat(many), "the file is empty"),
        ("line ends", "\n".repeat(many), "the file is empty"),
        ("one long text", "a".repeat(many), "fields are expected"),
        ("one long key", format!("{}: 1", "a".repeat(many)), "fields are expected"),
        ("quoted long key", format!("? {}\n: 1", "a".repeat(many)), "unknown field `aaa"),
        ("quotes", "'".repeat(many), "fields are expected"),
        ("open quote", format!("a: \"{}", "\n".repeat(many)), "not closed"),
        ("many values", format!("aliases: [{}]", "a,".repeat(130_000)), "more than 120000 values"),
        ("stars", "*".repeat(many), "refers to a name"),
        ("anchors", "&a ".repeat(50_000), "fields are expected"),
        ("exclamation marks", "!".repeat(many), "this is not YAML"),
        ("long id", with("accuracy\n    topic", format!("{}\n    topic", "x".repeat(many))), ""),
        (
            "long reference",
            with("earns: plain/funnel", format!("earns: {}", "x".repeat(many))),
            "`earns` names",
        ),
        ("long concept", with("<daily-users>", format!("<{}>", "x".repeat(many))), "means nothing"),
        ("long range", with("50..1000", "1".repeat(many) + "..2"), "in digits"),
        ("many bars", with("<daily-users>", "a | ".repeat(many / 4) + "|"), "stands where"),
        (
            "many alternatives",
            with("<daily-users>", "a | ".repeat(many / 4)),
            "an alternative is empty",
        ),
        (
            "many unknown concepts",
            with("<daily-users>", "<a> .. ".repeat(40_000) + "b"),
            "no concept `a`",
        ),
    ];
    for (name, text, expected) in files {
        let (_, problems) = load_beside_base("plain", text.as_bytes());
        let said: Vec<String> = problems.iter().map(|problem| well_said(problem, &text)).collect();
        assert_eq!(said.len(), 1, "{name}: {said:#?}");
        let said = said[0].lines().next().unwrap();
        assert!(said.contains(expected), "{name}: {said}");
    }
}

/// Every message stays on its line when a file is cut off anywhere.
#[test]
fn a_file_cut_off_anywhere_is_told_so() {
    let whole = fs::read(folder("valid/plain.yaml")).unwrap();
    for end in (0..whole.len()).step_by(7) {
        let (_, problems) = load_beside_base("plain", &whole[..end]);
        let text = String::from_utf8_lossy(&whole[..end]);
        for problem in &problems {
            well_said(problem, &text);
        }
    }
}
