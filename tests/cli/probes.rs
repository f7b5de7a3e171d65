//! What the interviewer of a mock asks: follow-ups, and a way out of a blank.

use crate::support::{Home, Output};

const PROBE: &str = "Interviewer: What would you ship on the first day, before there is any model?";

/// A mock in which the model step is answered so, finished, and what comes after.
fn model_step(answer: &str, after: &str) -> Output {
    let script = format!("/step model\n{answer}\n.\n{after}\n/finish\n");
    Home::new().mlsd("mock tea-kettle --level senior --minutes 45").stdin(script)
}

fn asked(answer: &str, after: &str) -> usize {
    model_step(answer, after).stdout.matches(PROBE).count()
}

#[test]
fn a_finished_step_that_lacks_a_must_have_is_followed_up_once() {
    assert_eq!(asked("Gradient boosted trees.", "/next"), 1);
    assert_eq!(
        asked("Gradient boosted trees.", "/next\nI am not sure.\n.\n/next\n/step model\n/next"),
        1
    );
}

#[test]
fn what_was_said_or_put_off_is_not_asked_for() {
    assert_eq!(asked("Start with a counter of boils.", "/next"), 0);
    assert_eq!(asked("Trees. More on the count of boils later.", "/next"), 0);
}

#[test]
fn neither_a_jump_nor_a_skip_nor_a_blank_is_followed_up() {
    assert_eq!(asked("Gradient boosted trees.", "/step evaluation"), 0);
    assert_eq!(asked("Gradient boosted trees.", "/skip"), 0);
    let blank = Home::new().mlsd("mock tea-kettle").stdin("/step model\n/next\n/finish\n");
    assert!(!blank.stdout.contains(PROBE), "{blank}");
}

#[test]
fn nothing_is_asked_when_the_steps_to_come_need_the_time() {
    let late = model_step("Gradient boosted trees.", "/clock +30m\n/next");
    assert!(!late.stdout.contains(PROBE), "{late}");
    let words = late.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("In the interest of time, let us move on."), "{late}");
}

#[test]
fn an_open_sheet_is_followed_up_once_the_person_is_through() {
    let home = Home::new();
    let script = "Gradient boosted trees on heating times.\n.\n/next\nA counter of boils.\n.\n/next\n/finish\n";
    let open = home.mlsd("mock tea-kettle --open --minutes 45").stdin(script);
    assert_eq!(open.stdout.matches(PROBE).count(), 1, "{open}");
    assert!(open.stdout.contains("Closing summary"), "{open}");
}

#[test]
fn an_untimed_mock_asks_and_a_practice_does_not() {
    let script = "/step model\nGradient boosted trees.\n.\n/next\n/finish\n";
    let untimed = Home::new().mlsd("mock tea-kettle --untimed").stdin(script);
    assert!(untimed.stdout.contains(PROBE), "{untimed}");
    let home = Home::new();
    let practice = home
        .mlsd("practice tea-kettle --step model")
        .stdin("Gradient boosted trees.\n.\n/next\n/finish\n");
    assert!(!practice.stdout.contains("Interviewer: What would you ship"), "{practice}");
}

#[test]
fn a_reply_earns_half_and_what_a_person_volunteers_earns_all() {
    let coverage = |output: &Output| -> String {
        let line =
            output.stdout.lines().find(|line| line.starts_with("Develop the model")).unwrap();
        line.split_whitespace().find(|word| word.parse::<u32>().is_ok()).unwrap().to_owned()
    };
    let volunteered = model_step("Start with a counter of boils.", "/next");
    let helped = model_step("Trees.", "/next\nA plain counter as the baseline.\n.\n/next");
    let (volunteered, helped) = (coverage(&volunteered), coverage(&helped));
    assert_ne!(volunteered, helped);
    assert!(helped.parse::<u32>().unwrap() * 2 <= volunteered.parse::<u32>().unwrap() + 1);
}

#[test]
fn no_said_and_next_let_it_pass() {
    for (word, note) in [("/no", ""), ("/said", "Noted: you said that already."), ("/next", "")] {
        let passed = model_step("Gradient boosted trees.", &format!("/next\n{word}\n/next"));
        assert_eq!(passed.stdout.matches(PROBE).count(), 1, "{passed}");
        assert!(passed.stdout.contains(note), "{passed}");
        assert!(passed.stdout.contains("5/7"), "{passed}");
    }
}

#[test]
fn putting_it_off_in_reply_is_taken_as_such() {
    let later = model_step("Trees.", "/next\nI'll cover that under evaluation.\n.\n/next");
    assert!(later.stdout.contains("Later, then; it counts wherever you say it."), "{later}");
}

#[test]
fn a_blank_is_asked_for_a_way_out_once_a_step_in_other_words_each_time() {
    let script = "/step data\nI don't know.\n.\nno idea\n.\n/step model\nNot sure.\n.\n/finish\n";
    let mock = Home::new().mlsd("mock tea-kettle").stdin(script);
    assert_eq!(
        mock.stdout.matches("Interviewer: That is fine. How would you find out?").count(),
        1
    );
    assert_eq!(mock.stdout.matches("What would you look at first to get closer").count(), 1);
}
