//! A whole mock interview, and what can happen to one.

use insta::assert_snapshot;

use crate::support::Home;

/// Everything a mock offers, in the order of the steps, then the closing summary.
pub(super) const MOCK: &str = "\
Owners forget to descale, and then the kettle needs more and more power.
What is the goal?
How many kettles are there, and which sensors do they have?
Is there a colour we have to use?
How soon does the project start?
Assume owners open the app once a week.
.
The goal is fewer burnt out elements under warranty.
.
/note ask about the water later
/ask do we know the water hardness?
/clock +4m10s
/next
Predict whether a kettle will be a fifth slower within a month, from what it logged so far.
A nightly batch job scores the fleet and the app reads the result in the morning.
.
/clock +3m
/next
Labels come from the button.
.
/revise
Scratch that: labels come from seconds per litre, smoothed over a week.
.
Something that I take back.
.
/undo
Water hardness by postcode, mean of neighbours if it is missing.
.
/clock +9m30s
/status
/next
The baseline reminds after 200 boils, a plain counter.
Gradient boosted trees on heating times have to beat it by 10% more slow kettles found.
/clock +6m
/next
/skip
Scores are written once a day, two million rows fit on one machine.
.
/back
Split by kettle; precision and recall of reminders.
.
/nxt
/step serving
/next
If more than a third are dismissed we raise the threshold until someone looks.
.
/clock +8m
/next
A nightly score from heating times tells owners when to descale; a counter is the fallback.
.
/next
";

#[test]
fn a_whole_mock_interview() {
    let home = Home::new();
    let mock = home.mlsd("mock tea-kettle --level senior --minutes 45").stdin(MOCK);
    assert_snapshot!(mock);
    assert_eq!(home.draft(), None);
}

#[test]
fn an_open_mock_names_no_step_and_infers_where_the_time_went() {
    let home = Home::new();
    let mock = home.mlsd("mock tea-kettle --open --minutes 45 --seed 1").stdin(
        "How many kettles are there?\nAssume owners open the app once a week.\n.\n\
         /clock +3m\nThe goal is fewer warranty cases.\nPredict whether a kettle will be a fifth slower \
         within a month.\n.\n/clock +12m\nA plain counter reminds after 200 boils: the baseline.\n.\n\
         /clock +5m\n/next\nI would split by kettle and look at recall of reminders.\n.\n/next\n/said\n/next\n\
         /next\n/next\nA counter now, a model later.\n.\n/next\n",
    );
    assert_snapshot!(mock);
    let transcript = home.mlsd("export last").run();
    let clock = transcript.stdout.split("## The clock").nth(1).unwrap();
    assert_snapshot!(clock.split("First question").next().unwrap());
}

#[test]
fn time_that_runs_out_closes_the_step_asks_for_a_summary_and_ends() {
    let home = Home::new();
    let mock = home.mlsd("mock tea-kettle").stdin(
        "The goal is fewer warranty cases.\n.\n/clock +46m\nA counter, and later a model.\n.\n\
         /clock +1m\n",
    );
    assert_snapshot!(mock);
}

#[test]
fn overtime_goes_on_after_the_total_and_is_marked() {
    let home = Home::new();
    let mock = home.mlsd("mock tea-kettle --overtime --minutes 35").stdin(
        "/clock +50m\nThe goal is fewer warranty cases.\n.\n/next\nStill here.\n.\n/finish\n",
    );
    assert_eq!(mock.code, Some(0), "{mock}");
    assert!(mock.stdout.contains("Still here") || mock.stdout.contains("2/7"), "{mock}");
    let export = home.mlsd("export").run().done();
    assert!(export.to_lowercase().contains("overtime"), "{export}");
}

#[test]
fn an_untimed_mock_has_no_clock_anywhere() {
    let home = Home::new();
    let mock =
        home.mlsd("mock tea-kettle --untimed").stdin("/clock +5h\nStill here.\n.\n/finish\n");
    assert_eq!(mock.code, Some(0), "{mock}");
    assert!(mock.stdout.contains("── 1/7 Clarify requirements ──"), "{mock}");
}

#[test]
fn a_mock_has_no_hints_and_one_attempt() {
    let home = Home::new();
    let mock = home.mlsd("mock tea-kettle").stdin("/hint\n/retry\n/said\n/no\n/back\n/step zzz\n/step servng\n/undo\n/revise 7\n/undo x\n/ask\n/help\n/quit\n");
    assert_eq!(mock.code, Some(130));
    assert_snapshot!(mock);
}

#[test]
fn a_pause_stops_the_clock_until_the_next_line() {
    let home = Home::new();
    let mock =
        home.mlsd("mock tea-kettle").stdin("/pause\n/clock +20m\n/clock +1m\n/status\n/quit\n");
    assert_snapshot!(mock);
}

#[test]
fn dots_and_slashes_at_the_start_of_a_line_can_be_said() {
    let home = Home::new();
    let mock = home
        .mlsd("practice tea-kettle --step data")
        .stdin("..\n//boil is the topic\n...\n.\n/quit\n");
    assert_eq!(mock.code, Some(130), "{mock}");
    let journal = std::fs::read_to_string(home.journal()).unwrap();
    assert!(journal.contains(r#""text":".\n/boil is the topic\n..""#), "{journal}");
}

#[test]
fn a_fact_taken_as_given_is_told_apart_from_one_never_asked_for() {
    let home = Home::new();
    let script = "what is the goal?\nassume a fleet of 10k\n.\n/finish\n";
    assert_eq!(home.mlsd("mock tea-kettle").stdin(script).code, Some(0));
    let transcript = home.mlsd("export last").run().stdout;
    let part = |heading: &str| {
        transcript.split(heading).nth(1).unwrap().split("\n## ").next().unwrap().to_owned()
    };
    let assumed = part("## Facts you assumed");
    assert!(assumed.contains("Two million kettles"), "{transcript}");
    assert!(assumed.contains("You took as given: “assume a fleet of 10k”"), "{transcript}");
    assert!(!part("## Facts you never asked for").contains("Two million kettles"), "{transcript}");
    assert!(part("## Facts you asked for").contains("Fewer heating elements"), "{transcript}");
}

#[test]
fn a_fact_that_was_not_asked_for_is_taken_back_and_the_next_is_offered() {
    let home = Home::new();
    let script = "how big is the fleet, measured in water?\n.\n/no\n/no\n/finish\n";
    let mock = home.mlsd("mock tea-kettle").stdin(script);
    assert_eq!(mock.code, Some(0), "{mock}");
    let transcript = home.mlsd("export last").run().stdout;
    let told = |fact: &str| {
        transcript.find(&format!("> {fact}")).unwrap_or_else(|| panic!("{fact}: {transcript}"))
    };
    assert!(told("Two million kettles") < told("Water works"), "{transcript}");
    assert_eq!(transcript.matches("(fact, not what you asked)").count(), 2, "{transcript}");
    let asked = transcript.split("## Facts you asked for").nth(1).unwrap();
    assert!(asked.split("\n## ").next().unwrap().contains("Water works"), "{transcript}");
}

#[test]
fn a_prediction_stands_beside_what_it_came_to() {
    let home = Home::new();
    let mock = home.mlsd("mock tea-kettle").stdin("what is the goal?\n.\n/predict 60\n/finish\n");
    assert!(mock.stdout.contains("Noted: 60 %."), "{mock}");
    let transcript = home.mlsd("export last").run().stdout;
    assert!(transcript.contains("You predicted 60 %; it came to "), "{transcript}");
    let wrong = home.mlsd("mock tea-kettle").stdin("/predict lots\n/quit\n");
    assert!(
        wrong.stderr.contains("`/predict` expects how much you think you covered, 0 to 100"),
        "{wrong}"
    );
}

#[test]
fn once_a_mock_is_over_the_next_one_gives_the_words_there_is_time_for() {
    let home = Home::new();
    let words = "water kettle sensor ".repeat(40);
    let script = format!("{words}\n.\n/clock +10m\n/finish\n");
    assert_eq!(home.mlsd("mock tea-kettle").stdin(script).code, Some(0));
    let next = home.mlsd("mock tea-kettle").stdin("");
    let opening = "1/7 Clarify requirements · 5 min · about 60 words · 45:00 left in all";
    assert!(next.stdout.contains(opening), "{next}");
}
