//! What holds for any content, any answer and any cue, however strange.

use proptest::prelude::*;
use std::fs;
use std::sync::OnceLock;

use crate::content::{base, folder, load_beside_base, source};
use mlsd_coach::content::cue::{Alt, Item, NumberSpec, is_id, parse_group};
use mlsd_coach::content::load;
use mlsd_coach::scoring::{Guard, Piece, Reading, Rubric, Scored, Span, State, Via, score};

/// A small rubric with every sort of cue, compiled once.
fn rubric() -> &'static Rubric {
    static RUBRIC: OnceLock<Rubric> = OnceLock::new();
    RUBRIC.get_or_init(|| {
        let mut sources = base();
        let bytes = fs::read(folder("valid/every-cue.yaml")).unwrap();
        sources.push(source("every-cue", bytes));
        let (content, problems) = load(&sources);
        assert_eq!(problems, []);
        Rubric::compile(&content, content.case("every-cue").unwrap())
    })
}

fn guard() -> Guard {
    Guard::new([
        "We retrieve a few hundred items with a cheap model and then rank them with a heavy one.",
    ])
}

/// Words that reach deep into scoring, and characters that trip over byte offsets.
fn fragment() -> impl Strategy<Value = String> {
    let words = [
        "retrieve",
        "rank",
        "hundreds",
        "calibrated",
        "by bucket",
        "baseline",
        "not",
        "don't use",
        "instead of",
        "no",
        "because",
        "DAU",
        "recall@10 .92",
        "p99 < 120 ms",
        "1,000 items",
        "5M",
        "1e999",
        "$5",
        "99.9%",
        "scratch that",
        "actually no",
        "a/b",
        "c++",
        "two-tower",
        "e.g.",
        "calibartion",
        "\n",
        "\n- ",
        "\n  - ",
        "Model:\n",
        "# Data\n",
        "2) ",
        ". ",
        "? ",
        "! ",
        "; ",
        ", ",
        " -> ",
        " → ",
        ": ",
        "…",
        "’",
        "n’t",
        "\r\n",
        "\t",
        "\u{a0}",
        "\u{200d}",
        "\u{200b}",
        "\u{202e}",
        "\u{301}",
        "e\u{301}",
        "👩‍💻",
        "🇩🇪",
        "東京",
        "عربى",
        "ﬁ",
        "İ",
        "ß",
        "ſ",
        "Ⅷ",
        "½",
        "²",
        "١٢",
        "\u{0}",
        "\u{1b}[31m",
        "\u{feff}",
        "\u{85}",
        "\u{2028}",
        "。",
        "？",
        "'",
        "\"",
        "<",
        ">",
        "|",
        "..",
        "*",
        "@",
        "%",
        "+",
        "-",
        "‑",
        "/",
        "(",
        ")",
    ];
    prop_oneof![
        6 => prop::sample::select(words.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-zé]{1,9}",
        1 => "[0-9.,]{1,8}[a-zA-Z%]{0,3}",
    ]
}

fn answer() -> impl Strategy<Value = String> {
    (prop::collection::vec((fragment(), any::<bool>()), 0..60)).prop_map(|parts| {
        parts.into_iter().map(|(part, spaced)| if spaced { part + " " } else { part }).collect()
    })
}

/// Every place a scored answer points at.
fn places(scored: &Scored) -> impl Iterator<Item = &Span> {
    let points =
        scored.points.iter().flat_map(|point| point.evidence.iter().chain(&point.possible));
    let traps = scored.traps.iter().flat_map(|trap| &trap.evidence);
    points.chain(traps).chain(&scored.copied).chain(&scored.laundry)
}

fn stands_in(span: &Span, texts: &[&str]) -> bool {
    span.entry
        .checked_sub(1)
        .and_then(|entry| texts.get(entry as usize))
        .is_some_and(|text| span.start <= span.end && text.get(span.start..span.end).is_some())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_case_or_a_problem(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (content, problems) = load_beside_base("any", bytes);
        prop_assert!(!problems.is_empty() || content.case("any").is_some());
    }

    #[test]
    fn any_text_is_a_case_or_a_problem(text in "([a-z]{1,3}|[-:?&*!|>'\"%@`{}\\[\\], \n\t#<~.0-9]|\\PC){0,80}") {
        let (content, problems) = load_beside_base("any", text.clone());
        prop_assert!(!problems.is_empty() || content.case("any").is_some());
        for problem in &problems {
            let said = problem.render(Some(&text));
            prop_assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "{said:?}");
        }
    }

    #[test]
    fn a_valid_file_changed_anywhere_is_a_case_or_a_problem(
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<u8>(), any::<prop::sample::Index>()), 1..6)
    ) {
        let mut bytes = fs::read(folder("valid/every-cue.yaml")).unwrap();
        for (at, how, byte, other) in changes {
            let (at, other) = (at.index(bytes.len()), other.index(bytes.len()));
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 => drop(bytes.drain(at.min(other)..at.max(other).min(at.min(other) + 40))),
                _ => bytes.swap(at, other),
            }
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (content, problems) = load_beside_base("every-cue", bytes);
        prop_assert!(!problems.is_empty() || content.case("every-cue").is_some());
        for problem in &problems {
            let said = problem.render(Some(&text));
            prop_assert!(said.lines().count() <= 4 && !problem.fix.is_empty(), "{said}");
        }
    }

    #[test]
    fn any_answer_is_scored_and_quoted_at_characters(first in answer(), second in answer()) {
        let pieces = [
            Piece { entry: 1, text: &first, said: u64::MAX, goes_on: false },
            Piece { entry: 2, text: &second, said: u64::MAX, goes_on: false },
        ];
        let scored = score(rubric(), &guard(), &pieces);
        for span in places(&scored) {
            prop_assert!(stands_in(span, &[&first, &second]), "{span:?}");
        }
        prop_assert_eq!(scored.points.len(), rubric().points.len());
        prop_assert_eq!(&scored, &score(rubric(), &guard(), &pieces));
    }

    /// An entry takes nothing from what was said before it, unless it says the opposite or steps into a
    /// trap: no other rule may make adding text cost anything.
    #[test]
    fn a_further_entry_loses_a_point_only_by_contradicting_it(first in answer(), second in answer()) {
        let pieces = [
            Piece { entry: 1, text: &first, said: u64::MAX, goes_on: false },
            Piece { entry: 2, text: &second, said: u64::MAX, goes_on: false },
        ];
        let before = score(rubric(), &guard(), &pieces[..1]);
        let after = score(rubric(), &guard(), &pieces);
        for (before, after) in before.points.iter().zip(&after.points) {
            let stated = after.state == State::Contradicted
                && matches!(after.via, Some(Via::NotCue | Via::Trap(_)));
            prop_assert!(after.state >= before.state || stated, "{before:?} {after:?}");
        }
    }

    #[test]
    fn any_answer_is_read_within_its_bounds(text in prop_oneof![answer(), any::<String>()]) {
        let reading = Reading::new(&rubric().lexicon, &guard(), &[Piece::alone(&text)]);
        for passage in &reading.passages {
            prop_assert!(stands_in(&passage.span, &[&text]));
            for token in &reading.tokens[passage.tokens.clone()] {
                prop_assert!(text.get(token.range.clone()).is_some());
                prop_assert!(passage.span.start <= token.range.start && token.range.end <= passage.span.end);
            }
        }
    }

    #[test]
    fn any_group_is_read_or_refused_within_its_text(
        text in prop_oneof![any::<String>(), "(<|>|not |number |\\.\\.| \\.\\. | \\| |[a-z-]{0,4}|[0-9.]{0,3}| |\\*){0,12}"]
    ) {
        match parse_group(&text) {
            Ok(alts) => prop_assert!(!alts.is_empty() && alts.iter().all(|alt| !alt.0.is_empty())),
            Err(error) => {
                prop_assert!(error.at <= text.chars().count(), "{error:?}");
                prop_assert!(!error.what.is_empty() && !error.fix.is_empty());
            }
        }
    }

    #[test]
    fn a_group_as_printed_is_read_back(alts in prop::collection::vec(alt(), 1..5)) {
        let printed: Vec<String> = alts.iter().map(print_alt).collect();
        prop_assert_eq!(parse_group(&printed.join(" | ")), Ok(alts));
    }
}

fn phrase() -> impl Strategy<Value = String> {
    "[a-z0-9é東@%/+-]{1,8}\\*?( [a-z0-9'’]{1,6}){0,3}"
}

fn id() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,4}){0,2}"
        .prop_filter("reserved", |id| is_id(id) && id != "not" && id != "number")
}

fn number() -> impl Strategy<Value = NumberSpec> {
    let bound = || prop::option::of(0_u32..1_000_000).prop_map(|bound| bound.map(f64::from));
    (prop::option::of("[a-z%$]{1,5}"), bound(), bound()).prop_map(|(unit, a, b)| match (a, b) {
        (Some(a), Some(b)) => NumberSpec { unit, lo: Some(a.min(b)), hi: Some(a.max(b)) },
        (lo, hi) => NumberSpec { unit, lo, hi },
    })
}

fn alt() -> impl Strategy<Value = Alt> {
    let item = prop_oneof![
        4 => phrase().prop_map(Item::Phrase),
        2 => id().prop_map(Item::Concept),
        1 => number().prop_map(Item::Number),
        1 => id().prop_map(|id| Item::Not(Box::new(Item::Concept(id)))),
        1 => "[a-z]{1,6} [a-z]{1,6}".prop_map(|text| Item::Not(Box::new(Item::Phrase(text)))),
    ];
    prop::collection::vec(item, 1..4).prop_map(Alt)
}

fn print_alt(alt: &Alt) -> String {
    alt.0.iter().map(print_item).collect::<Vec<_>>().join(" .. ")
}

fn print_item(item: &Item) -> String {
    let bound = |bound: Option<f64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    match item {
        Item::Phrase(text) => text.clone(),
        Item::Concept(id) => format!("<{id}>"),
        Item::Number(spec) => {
            let unit = spec.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
            match (spec.lo, spec.hi) {
                (None, None) => format!("<number{unit}>"),
                (lo, hi) => format!("<number{unit} {}..{}>", bound(lo), bound(hi)),
            }
        }
        Item::Not(inner) => match inner.as_ref() {
            Item::Concept(id) => format!("<not <{id}>>"),
            other => format!("<not {}>", print_item(other)),
        },
    }
}
