//! Leaving a session and going on with it.

use insta::assert_snapshot;

use crate::support::Home;

/// A session that was left in the middle of its second step, with words that were not sent.
const LEFT: &str = "\
The goal is fewer warranty cases.
/clock +2m
/next
Predict whether it takes longer to boil within a month.
.
/clock +1m30s
and the data we
";

#[test]
fn the_end_of_input_leaves_the_session_and_keeps_the_draft() {
    let home = Home::new();
    let left = home.mlsd("mock tea-kettle").stdin(LEFT);
    assert_eq!(left.code, Some(130));
    assert_snapshot!(left.stderr, @"Saved, 4 words not sent yet kept. Go on with: mlsd resume 20260102-0304-tea-kettle-qzag");
    assert!(home.draft().unwrap().contains("and the data we"));
    let journal = std::fs::read_to_string(home.journal()).unwrap();
    assert!(journal.trim_end().ends_with(r#""type":"left","how":"quit"}"#), "{journal}");
}

#[test]
fn resume_shows_the_open_step_and_the_draft_and_goes_on() {
    let home = Home::new();
    assert_eq!(home.mlsd("mock tea-kettle").stdin(LEFT).code, Some(130));
    let resumed = home.mlsd("resume").stdin("are boils.\n.\n/finish\n");
    assert_eq!(resumed.code, Some(0), "{resumed}");
    assert_snapshot!(resumed);
    assert_eq!(home.draft(), None);
}
