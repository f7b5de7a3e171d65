//! Practice: feedback, hints, another try.

use insta::assert_snapshot;

use crate::support::Home;

#[test]
fn one_step_with_feedback_hints_a_retry_and_what_it_changed() {
    let home = Home::new();
    let practice = home.mlsd("practice tea-kettle --step data").stdin(
        "Ground truth is whether the owner pressed the button.\n.\n\
         /next\n\
         /retry\n\
         /hint\n/hint\n/hint\n/hint\n/hint\n/hint\n\
         Labels come from seconds per litre, smoothed over a week.\n.\n\
         Water hardness by postcode, mean of neighbours if missing.\n.\n\
         /next\n\
         /next\n",
    );
    assert_snapshot!(practice);
}

#[test]
fn all_steps_one_after_the_other() {
    let home = Home::new();
    let practice = home.mlsd("practice tea-kettle").stdin(
        "What is the goal?\n.\n/next\nthat came too late\n.\n/next\n/back\nFewer warranty cases.\n/next\n/finish\n",
    );
    assert_snapshot!(practice);
}
