//! Sentences that must come out right on the shipped cases: what each says of one point.

use std::collections::HashMap;
use std::sync::OnceLock;

use State::{Contradicted, Covered, Missed, Partial};
use mlsd_coach::content::Content;
use mlsd_coach::library::Library;
use mlsd_coach::scoring::{Piece, Rubric, Scored, State, score};

fn content() -> &'static Content {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    CONTENT.get_or_init(|| {
        std::mem::ManuallyDrop::into_inner(Library::open(&[], false).unwrap().all().content)
    })
}

fn scored(case: &str, text: &str) -> Scored {
    static RUBRICS: OnceLock<HashMap<String, Rubric>> = OnceLock::new();
    let rubrics = RUBRICS.get_or_init(|| {
        let cases = content().cases.iter();
        cases.map(|(id, case)| (id.clone(), Rubric::compile(content(), case))).collect()
    });
    let rubric = &rubrics[case];
    // Words of the walkthrough and the samples must not be punished, only runs of them.
    score(rubric, &rubric.shown, &[Piece::alone(text)])
}

fn check(case: &str, point: &str, text: &str, wanted: &[State]) {
    let scored = scored(case, text);
    let found = scored.points.iter().find(|found| found.id == point);
    let found = found.unwrap_or_else(|| panic!("{case} does not use {point}"));
    assert!(wanted.contains(&found.state), "{case} {point}: {text}\n{found:?}");
}

const ADS: &str = "ad-click-prediction";
const FRAUD: &str = "payment-fraud-detection";
const VISUAL: &str = "visual-search";
const ETA: &str = "eta-prediction";

#[test]
fn an_experiment_spread_over_a_heading_and_four_bullets() {
    let text = "A/B test:\n- randomise by user\n- 5% then 20%\n- two weeks\n- stop on hides";
    check(ADS, "ab-design", text, &[Covered]);
}

#[test]
fn why_a_price_needs_a_probability_is_no_copy_though_every_word_is_in_the_walkthrough() {
    let text =
        "bid × pCTR sets the price, so the probability itself must be right, not just the order";
    check(ADS, "ad-click-prediction/price-needs-probability", text, &[Covered]);
    check(ADS, "calibration", text, &[Covered]);
    assert!(scored(ADS, text).copied.is_empty());
}

#[test]
fn a_label_that_is_late_is_not_rejected() {
    let text = "we can't know a charge was bad for two months, so last week's good rows aren't negatives yet";
    check(FRAUD, "label-delay", text, &[Covered]);
    check(FRAUD, "payment-fraud-detection/unsettled-not-negative", text, &[Covered]);
}

#[test]
fn a_better_split_is_not_a_rejection() {
    let text = "arms share advertiser budgets, so no user split: halve each campaign's budget";
    check(ADS, "ad-click-prediction/budget-split", text, &[Covered]);
}

#[test]
fn terse_figures_are_no_laundry_list() {
    let text = "recall@100 .92, nDCG@10 (raters), dup <3%, p95 80ms; cut: night, low light";
    assert!(scored(VISUAL, text).laundry.is_empty());
    check(VISUAL, "offline-metric", text, &[Covered]);
}

#[test]
fn a_shuffled_time_split_is_voided_by_its_trap() {
    let text = "time-based split: shuffle the days, hold out 20 %";
    check(ADS, "time-split", text, &[Contradicted]);
}

#[test]
fn said_in_plain_words() {
    for (case, point, text) in [
        (
            ETA,
            "baseline",
            "First, the plain rule: usual cooking time plus map time; if we cannot beat it there is no project.",
        ),
        (
            ETA,
            "eta-prediction/side-by-side",
            "Cooking and finding a courier happen side by side, so pickup is at the later of the two.",
        ),
        (
            ETA,
            "eta-prediction/cancelled-are-censored",
            "If we train only on what arrived, the worst evenings vanish from memory.",
        ),
        (
            ETA,
            "eta-prediction/steady-screen",
            "I would hold the number steady unless it moves by more than three minutes.",
        ),
        (
            ADS,
            "safe-rollout",
            "one percent of traffic first, then ten, with the old model a switch away",
        ),
        (ETA, "retraining-cadence", "refit each Sunday night on the last ninety days"),
        (ETA, "loss-function", "trained with the pinball loss at the 80th percentile"),
        (
            FRAUD,
            "payment-fraud-detection/priced-actions",
            "The clear cases pass or stop, and whoever lies in between is asked to confirm by phone.",
        ),
        (
            FRAUD,
            "payment-fraud-detection/shared-devices",
            "Ten cards from one device within an hour is a ring, however clean each payment looks.",
        ),
        (VISUAL, "hard-negatives", "negatives: black boot vs other black boot, same category"),
        (VISUAL, "pretrained-start", "frozen CLIP first, then fine-tune on our pairs"),
        (
            VISUAL,
            "visual-search/reindex",
            "a new encoder means that all pictures are encoded again, old and new vectors do not mix",
        ),
    ] {
        check(case, point, text, &[Covered]);
    }
}

#[test]
fn named_only_is_not_said() {
    for (case, point, text) in [
        (ADS, "ab-design", "then we A/B test it"),
        (ADS, "calibration", "AUC, log loss, calibration, F1"),
        (
            VISUAL,
            "hard-negatives",
            "triplet loss, hard negatives, InfoNCE, augmentation, mixup, dropout, batch norm, Adam",
        ),
        (FRAUD, "payment-fraud-detection/say-why", "SHAP"),
        (ETA, "eta-prediction/region-by-time-test", "A/B test on ten percent of users"),
    ] {
        check(case, point, text, &[Missed, Partial]);
    }
}

#[test]
fn ruled_out_or_reversed_is_not_said() {
    for (case, point, text) in [
        (ADS, "baseline", "No baseline, straight to the deep model."),
        (ADS, "fallback", "I wouldn't build a fallback, the service restarts itself."),
        (
            ADS,
            "ad-click-prediction/price-needs-probability",
            "The auction only needs the order of the ads, so scores don't have to be real probabilities.",
        ),
        (
            FRAUD,
            "payment-fraud-detection/threshold-by-money",
            "The threshold is 0.5, the standard.",
        ),
        (
            FRAUD,
            "payment-fraud-detection/random-allow",
            "Letting known fraud through at random would be irresponsible.",
        ),
        (FRAUD, "offline-metric", "Accuracy is our main metric, we expect above 99 percent."),
    ] {
        check(case, point, text, &[Missed, Partial, Contradicted]);
    }
}

#[test]
fn a_correction_counts_as_corrected() {
    let text = "Split at random, no wait, by time: train on the first weeks, test on the last one.";
    check(ADS, "time-split", text, &[Covered]);
}
