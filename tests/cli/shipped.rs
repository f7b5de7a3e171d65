//! The shipped content as somebody meets it who has just installed the program. The exact texts are
//! few, so that work on content changes few snapshots.

use insta::assert_snapshot;

use crate::support::Home;

const MOCK: &str = "\
What is the goal, and how many requests a day are there?
How fast must the answer be?
.
/clock +5m
/next
Predict the probability of a click for each eligible ad; the auction multiplies it by the bid, so it has \
to be a true probability.
.
/clock +2m
/next
A click on the ad within an hour of the impression is a yes, everything else a no.
.
/clock +1m
/next
Log every impression with its features at serving time; clicks arrive within minutes, so wait an hour \
before an impression counts as negative. Downsample negatives and correct the probability afterwards.
.
/clock +8m
/next
By day: train on four weeks, test on the day after. A shuffle would put clicks of one session on both sides.
.
/clock +1m
/next
Baseline: logistic regression on hashed crosses. Then a small deep model, trained with log loss and \
calibrated on the latest day.
.
/clock +7m
/next
/said
/next
The click model stays. I add a head for the purchase given a click and multiply both with the bid per \
purchase. A click of yesterday without a purchase is not yet a negative.
.
/clock +1m
/next
Normalised entropy on the day after training. Then an A/B test by user for two weeks on revenue, with \
hides as a guardrail.
.
/clock +5m
/next
A light model cuts 1000 ads to 100, the heavy one scores those within 55 ms. If it times out, fall back \
to the last known click rate of the ad.
.
/clock +5m
/next
In shadow for two days, then one percent, ten, all.
.
/next
Watch predicted over actual clicks every hour and alert at ten percent; retrain hourly, and roll back when \
the new model is worse on the last hour.
.
/clock +3m
/next
/next
";

#[test]
fn a_full_mock_on_a_shipped_case() {
    assert_snapshot!(Home::new().bare("mock ad-click-prediction --level senior").stdin(MOCK));
}

#[test]
fn the_seed_picks_the_change_and_there_is_one() {
    let changes = ["0", "1"].map(|seed| {
        let mock = format!("mock ad-click-prediction --seed {seed}");
        let screen = Home::new().bare(&mock).stdin(MOCK).stdout;
        let thrown: Vec<&str> = screen.split("Let me change one thing.").skip(1).collect();
        assert_eq!(thrown.len(), 1, "{screen}");
        thrown[0].lines().next().unwrap_or_default().to_owned()
    });
    assert_ne!(changes[0], changes[1]);
}

#[test]
fn the_demo_shows_a_weak_and_a_strong_answer_scored() {
    let demo = Home::new().bare("demo").run();
    assert_eq!(demo.code, Some(0), "{demo}");
    let heading = |line: &&str| line.starts_with("A weak") || line.starts_with("A strong");
    let coverage = |line: &str| -> u32 {
        line.split("coverage ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap()
    };
    let found: Vec<u32> = demo.stdout.lines().filter(heading).map(coverage).collect();
    assert!(matches!(found.as_slice(), [weak, strong] if weak + 30 < *strong), "{demo}");
    assert!(demo.stdout.contains("Marked is what earned a point."), "{demo}");
    assert!(demo.stderr.starts_with("Your turn: mlsd practice "), "{demo}");
}
