//! Scoring seen from outside: a few points, an answer, what comes of it.

use std::borrow::Cow;

use super::*;
use crate::content::{Content, Source, load};

const VOCABULARY: &str = "
format: 1
concepts:
  - {id: ab-test, name: A/B test, says: [online experiment, split test]}
  - {id: randomisation-unit, name: randomisation unit, says: [by user, by account]}
  - {id: ann, name: approximate nearest neighbours, says: [ANN, HNSW]}
  - {id: exact-search, name: exact search, says: [brute force]}
  - {id: calibration, name: calibration, says: [calibrated, reliability curve]}
  - {id: gbdt, name: gradient boosting, says: [GBDT, boosted trees]}
  - {id: logistic-regression, name: logistic regression}
  - {id: two-tower, name: two-tower model, says: [two-tower]}
  - {id: embeddings, name: embeddings}
  - {id: kafka, name: Kafka}
  - {id: feature-store, name: feature store}
  - {id: drift, name: drift}
  - {id: canary, name: canary}
  - {id: recall, name: recall}
  - {id: ndcg, name: nDCG}
  - {id: dedup, name: deduplication, says: [dup]}
";

const POINTS: &str = "
  - id: c/experiment
    topic: experiment
    point: Says who is randomised and for how long the experiment runs.
    why: Naming an experiment is free.
    level: mid
    weight: 2
    cues:
      - the experiment: <ab-test>
        unit: <randomisation-unit>
        length: <number weeks 1..8> | fortnight
    not:
      - the experiment: <ab-test>
        dismissed: waste of time | <not worth> .. not needed
    implies: [c/guardrails]
    shows: [We randomise viewers for three weeks and watch complaints closely]
  - id: c/guardrails
    topic: experiment
    point: Names a guardrail.
    why: A win that costs complaints is none.
    level: mid
    weight: 1
    cues:
      - guardrail: guardrail*
        which: complaints | hides
  - id: c/both
    topic: data
    point: Compares the old users with the new users.
    why: It needs two mentions.
    level: mid
    weight: 1
    cues:
      - these: users
        those: users
  - id: c/window
    topic: data
    point: Splits by time with a gap.
    why: Labels leak.
    level: mid
    weight: 1
    window: 2
    cues:
      - the split: split by time | train before
        the gap: gap | embargo
  - id: c/funnel
    topic: serving
    point: Retrieves before it ranks.
    why: A heavy model cannot see everything.
    level: mid
    weight: 1
    cues:
      - the order: retrieve .. rank
        how many: <number items ..1000> | hundreds
  - id: c/latency
    topic: serving
    point: Gives a latency with its percentile.
    why: It decides what can run.
    level: mid
    weight: 1
    style: mention
    cues:
      - a time under half a second: <number ms 1..500>
        percentile: p95 | p99
  - id: c/offline
    topic: data
    point: Computes features offline.
    why: Not online.
    level: mid
    weight: 1
    cues:
      - features: features
        offline: offline | batch .. <not streaming>
  - id: c/search
    topic: modelling
    point: Decides for or against approximate search.
    why: Exact search is often enough.
    level: senior
    weight: 1
    stance: decide
    cues:
      - approximate search: <ann>
        what for: candidates | retrieval
  - id: c/slices
    topic: evaluation
    point: Names two slices.
    why: A mean hides them.
    level: mid
    weight: 1
    style: list
    k_of: {n: 2, from: {new users: new users | newcomers, night: night | low light, country: country | market}}
  - id: c/ranker
    topic: modelling
    point: Chooses a ranker with its loss.
    why: A name is no choice.
    level: mid
    weight: 1
    cues:
      - the model: <gbdt> | <two-tower>
        the loss: log loss | cross entropy
  - id: c/calibrated
    topic: evaluation
    point: Checks calibration by bucket.
    why: Money is multiplied.
    level: mid
    weight: 1
    cues:
      - calibration: <calibration>
        how: bucket | behaviour | optimise
  - id: c/names
    topic: modelling
    point: Explains which model reads which embeddings.
    why: A list of names explains nothing.
    level: mid
    weight: 1
    cues:
      - the model: <two-tower> | <gbdt>
        what it reads: <embeddings> | <feature-store>
  - id: c/prompted
    topic: framing
    point: Says that the next video is ranked by watch time.
    why: The prompt says half of it.
    level: mid
    weight: 1
    cues:
      - the item: next video
        the action: pick | rank
  - id: c/sessions
    topic: monitoring
    point: Replays last week's logged sessions against the candidate release nightly before anybody notices.
    why: It finds what tests miss.
    level: mid
    weight: 1
    cues:
      - the rehearsal: rehearsal
        when: nightly
";

fn content() -> Content {
    let case = format!(
        "format: 1\nid: c\ntitle: Videos\nprompt: Design the system that picks the next video for every viewer of our app.\n\
         family: feeds\ndifficulty: easy\nstatus: draft\nsummary: A test.\nfacts: []\npoints:{POINTS}\
         traps:\n  - id: shuffle\n    topic: data\n    says:\n      - shuffled: shuffle* | random split\n        the rows: rows | data\n    \
         severity: serious\n    voids: [c/window]\n    correction: Split by time.\n"
    );
    let source = |name: &str, text: &str| Source {
        prepared: None,
        name: name.to_owned(),
        shown: name.to_owned(),
        bytes: Cow::Owned(text.as_bytes().to_vec()),
    };
    let (content, problems) =
        load(&[source("common/vocabulary.yaml", VOCABULARY), source("case-studies/c.yaml", &case)]);
    assert_eq!(problems, []);
    content
}

fn scored_with(guard: &Guard, text: &str) -> Scored {
    let content = content();
    let rubric = Rubric::compile(&content, content.case("c").unwrap());
    score(&rubric, guard, &[Piece::alone(text)])
}

fn scored(text: &str) -> Scored {
    scored_with(&Guard::default(), text)
}

fn point(text: &str, slug: &str) -> PointScore {
    let id = format!("c/{slug}");
    scored(text).points.into_iter().find(|point| point.id == id).unwrap()
}

fn state(text: &str, slug: &str) -> State {
    point(text, slug).state
}

fn covered(text: &str, slug: &str) {
    let found = point(text, slug);
    assert_eq!(found.state, State::Covered, "{slug}: {text}: {found:?}");
}

fn missed(text: &str, slug: &str) {
    let found = point(text, slug);
    assert_eq!(found.state, State::Missed, "{slug}: {text}: {found:?}");
}

// ---- groups

#[test]
fn every_group_of_a_cue_has_to_be_met() {
    covered("A/B test by user for two weeks", "experiment");
    let half = point("We A/B test it by user.", "experiment");
    assert_eq!(half.state, State::Partial);
    assert_eq!(
        (half.met, half.unmet),
        (vec!["the experiment".into(), "unit".into()], vec!["length".into()])
    );
    let named = point("Then an A/B test.", "experiment");
    assert_eq!((named.state, named.unmet.len()), (State::Missed, 2));
}

#[test]
fn without_its_head_a_cue_is_not_even_partial() {
    let found = point("We randomise by user and wait two weeks.", "experiment");
    assert_eq!((found.state, found.met), (State::Missed, Vec::<String>::new()));
}

#[test]
fn one_word_serves_one_group() {
    missed("We look at users.", "both");
    covered("We compare old users with new users.", "both");
}

#[test]
fn groups_may_stand_in_any_order() {
    covered("For two weeks, by user, we run an online experiment", "experiment");
}

// ---- windows and blocks

#[test]
fn a_cue_is_met_within_its_window() {
    covered("Split by time. Leave a gap of a day.", "window");
    let far = "Then we train the model on every one of the rows that are left over from before.";
    missed(&format!("Split by time. {far} Leave a gap of a day."), "window");
    missed(&format!("We A/B test it. {far} By user, for two weeks."), "experiment");
    missed(
        "We A/B test whatever the team comes up with next. By user, for two weeks.",
        "experiment",
    );
}

#[test]
fn a_thought_broken_by_stops_is_one_where_its_words_stand_close() {
    covered("We A/B test it. By user. For two weeks.", "experiment");
    covered("- A/B test\n- by user\n- two weeks", "experiment");
    missed("We A/B test it. Also. By user. For two weeks.", "experiment");
}

#[test]
fn a_window_ends_with_its_entry() {
    let content = content();
    let rubric = Rubric::compile(&content, content.case("c").unwrap());
    let pieces = [
        Piece { entry: 1, text: "Split by time.", said: 1, goes_on: false },
        Piece { entry: 2, text: "Leave a gap.", said: 2, goes_on: false },
    ];
    let found = score(&rubric, &Guard::default(), &pieces);
    let window = found.points.iter().find(|point| point.id == "c/window").unwrap();
    assert_eq!(window.state, State::Missed);
}

#[test]
fn a_message_told_apart_by_line_is_read_as_it_was_typed() {
    let content = content();
    let rubric = Rubric::compile(&content, content.case("c").unwrap());
    let state = |goes_on: bool, id: &str, texts: [&str; 2]| {
        let pieces = [
            Piece { entry: 1, text: texts[0], said: 1, goes_on: false },
            Piece { entry: 2, text: texts[1], said: 2, goes_on },
        ];
        let found = score(&rubric, &Guard::default(), &pieces);
        let point = found.points.into_iter().find(|point| point.id == id).unwrap();
        let quoted = point.evidence.iter().map(|span| span.of(texts[span.entry as usize - 1]));
        (point.state, quoted.map(str::to_owned).collect::<Vec<_>>())
    };
    let (covered, quoted) = state(true, "c/window", ["Split by time.", "Leave a gap."]);
    assert_eq!(
        (covered, quoted),
        (State::Covered, vec!["Split by time.".to_owned(), "Leave a gap.".to_owned()])
    );
    let heading = ["A/B test:\n- by user", "- two weeks"];
    let (covered, quoted) = state(true, "c/experiment", heading);
    assert_eq!(
        (covered, quoted),
        (
            State::Covered,
            vec!["A/B test:".to_owned(), "by user".to_owned(), "two weeks".to_owned()]
        )
    );
    assert_ne!(state(false, "c/experiment", heading).0, State::Covered);
}

#[test]
fn the_label_of_a_line_counts_for_all_of_it_and_nothing_else_does() {
    covered("A/B test: watch latency; by user, for two weeks", "experiment");
    let far = "And we look at nothing else at all, however long it may take us.";
    missed(&format!("We run an A/B test. {far} By user, for two weeks."), "experiment");
    // Only the label is carried on, not what follows it.
    missed(
        "Plan: we run an A/B test; latency and all that it costs us; by user, for two weeks",
        "experiment",
    );
}

#[test]
fn a_question_answered_at_once_is_one_thought() {
    covered("And the A/B test? By user, for two weeks.", "experiment");
}

#[test]
fn a_heading_counts_for_the_bullets_below_it() {
    let text = "A/B test:\n- by user\n- two weeks";
    let found = point(text, "experiment");
    assert_eq!(found.state, State::Covered);
    let quoted: Vec<&str> = found.evidence.iter().map(|span| span.of(text)).collect();
    assert_eq!(quoted, ["A/B test:", "by user", "two weeks"]);
    missed("A/B test:\n- latency\n\nLater:\n- by user\n- two weeks", "experiment");
}

// ---- alternatives

#[test]
fn items_stand_in_the_order_written() {
    covered("retrieve first, then rank hundreds", "funnel");
    assert_ne!(state("rank hundreds, then retrieve", "funnel"), State::Covered);
}

#[test]
fn a_word_that_must_not_stand_there_undoes_the_alternative() {
    covered("Features are computed in batch every night.", "offline");
    assert_ne!(state("Features come from batch and streaming.", "offline"), State::Covered);
}

#[test]
fn numbers_need_their_unit_and_range() {
    covered("p99 under 120 ms", "latency");
    covered("p95 of 0.2 seconds", "latency");
    for text in ["p99 under 2 s", "p99 for 120 users", "p99 is 120"] {
        assert_ne!(state(text, "latency"), State::Covered, "{text}");
    }
    covered("Retrieve 500 items and rank them.", "funnel");
    assert_ne!(state("Retrieve 5,000 items and rank them.", "funnel"), State::Covered);
}

#[test]
fn the_words_of_a_list_are_counted() {
    covered("Sliced by newcomers and by market.", "slices");
    let one = point("Sliced by night only.", "slices");
    assert_eq!((one.state, one.met), (State::Partial, vec!["night".to_owned()]));
    assert_eq!(one.unmet, ["new users", "country"]);
    missed("Sliced by device.", "slices");
}

// ---- polarity

#[test]
fn what_is_ruled_out_is_missed_and_said_so() {
    let found = point("We don't use gradient boosting with log loss here.", "ranker");
    assert_eq!((found.state, found.ruled_out), (State::Missed, true));
    covered("We use gradient boosting with log loss rather than a deep net.", "ranker");
    covered("Gradient boosting with log loss, not a deep net.", "ranker");
}

#[test]
fn a_correction_takes_back_what_stood_before() {
    let text = "Gradient boosting with log loss, scratch that, something simpler.";
    assert_eq!((state(text, "ranker"), point(text, "ranker").ruled_out), (State::Missed, true));
    missed("Gradient boosting with log loss. Scratch that, something simpler.", "ranker");
    covered("Rules first, scratch that, gradient boosting with log loss.", "ranker");
}

#[test]
fn a_not_cue_contradicts_whatever_else_was_said() {
    let text = "An A/B test by user for two weeks is a waste of time.";
    let found = point(text, "experiment");
    assert_eq!((found.state, found.via), (State::Contradicted, Some(Via::NotCue)));
    assert_eq!(found.evidence[0].of(text), text);
}

#[test]
fn a_trap_voids_its_points_unless_it_is_criticised() {
    let text = "Split by time with a gap. We shuffle the rows before that.";
    let found = scored(text);
    assert_eq!(found.traps.len(), 1);
    assert_eq!(found.traps[0].evidence[0].of(text), "We shuffle the rows before that.");
    let voided = point(text, "window");
    assert_eq!((voided.state, voided.via), (State::Contradicted, Some(Via::Trap(0))));
    let warned = "Split by time with a gap. Shuffling the rows leaks.";
    covered(warned, "window");
    covered("Split by time with a gap, never shuffle the rows.", "window");
}

#[test]
fn a_decision_against_counts_with_a_reason_and_an_alternative() {
    let found = point("No ANN for retrieval because brute force takes 20 ms.", "search");
    assert_eq!((found.state, found.via), (State::Covered, Some(Via::Decided)));
    let bare = point("No ANN for retrieval.", "search");
    assert_eq!((bare.state, bare.ruled_out), (State::Missed, true));
    covered("ANN for retrieval over ten million items.", "search");
}

#[test]
fn questions_assert_nothing_after_the_requirements() {
    assert_ne!(state("Should we A/B test by user for two weeks?", "experiment"), State::Covered);
}

// ---- implied, guarded, listed

#[test]
fn a_covered_point_covers_what_it_implies() {
    let found = point("A/B test by user for two weeks", "guardrails");
    assert_eq!(
        (found.state, found.via),
        (State::Covered, Some(Via::Implied("c/experiment".into())))
    );
    missed("A/B test by user", "guardrails");
}

#[test]
fn the_words_of_the_prompt_are_no_evidence() {
    missed("The system picks the next video.", "prompted");
    covered("Rank the next video.", "prompted");
}

#[test]
fn what_was_shown_is_cut_out_and_reported() {
    let shown = "gradient boosting with log loss on six days of logged impressions";
    let guard = Guard::new([shown]);
    let text = format!("Well, {shown}. A/B test by user for two weeks.");
    let found = scored_with(&guard, &text);
    assert_eq!(found.copied.len(), 1);
    assert_eq!(found.copied[0].of(&text), shown);
    let state = |slug: &str| {
        found.points.iter().find(|point| point.id == format!("c/{slug}")).unwrap().state
    };
    assert_eq!((state("ranker"), state("experiment")), (State::Missed, State::Covered));
    covered(&text, "ranker");
}

#[test]
fn a_list_of_names_explains_nothing() {
    let listed = "gradient boosting, two-tower model, embeddings, Kafka, feature store, drift, \
                 canary, calibration, recall, nDCG";
    let found = scored(listed);
    assert!(!found.laundry.is_empty());
    let shorter = ["c/slices", "c/latency"];
    for point in found.points.iter().filter(|point| !shorter.contains(&point.id.as_str())) {
        assert_eq!(point.state, State::Missed, "{}", point.id);
    }
    covered("The two-tower model reads the embeddings of the last ten videos", "names");
}

#[test]
fn terse_notes_with_figures_are_no_list_of_names() {
    let note = "recall@100 .92, nDCG@10 (raters), dup <3%, p95 80ms; cut: night, low light";
    let found = scored(note);
    assert_eq!(found.laundry, []);
    covered(note, "latency");
}

// ---- near misses

#[test]
fn the_rubrics_own_words_make_a_missed_point_possible() {
    let text = "Every morning we replay the logged sessions of last week against the new release.";
    let found = point(text, "sessions");
    assert_eq!(found.state, State::Missed);
    assert_eq!(found.possible.unwrap().of(text), text);
    assert_eq!(point("We replay sessions.", "sessions").possible, None);
}

#[test]
fn typos_and_spellings_are_forgiven() {
    covered("Check calibartion by bucket", "calibrated");
    covered("calibrated behavior", "calibrated");
    covered("Calibration, then optimize it", "calibrated");
    covered("A/B-test by user for 2wk", "experiment");
    missed("Check celebration by bucket", "calibrated");
}

#[test]
fn hyphens_slashes_and_case_do_not_matter() {
    covered("TWO TOWER with Cross-Entropy", "ranker");
    covered("two-tower + cross entropy", "ranker");
    covered("hnsw for retrieval", "search");
}

#[test]
fn evidence_names_the_entry_and_the_sentence() {
    let text = "First the data. GBDT with log loss. Then more.";
    let found = point(text, "ranker");
    assert_eq!(found.evidence.len(), 1);
    assert_eq!((found.evidence[0].entry, found.evidence[0].of(text)), (1, "GBDT with log loss."));
    assert_eq!(found.met, ["the model", "the loss"]);
}

#[test]
fn nothing_said_is_everything_missed() {
    let found = scored("");
    assert!(found.points.iter().all(|point| point.state == State::Missed && !point.ruled_out));
    assert_eq!((found.content_words, found.traps.len()), (0, 0));
}
