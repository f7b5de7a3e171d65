//! `review` and `demo`.

use insta::assert_snapshot;

use crate::support::Home;

#[test]
fn a_case_is_not_read_before_it_was_tried() {
    let home = Home::new();
    home.mlsd("review tea-kettle").run().fails(
        2,
        "error: you have not tried `tea-kettle` yet: `mlsd mock tea-kettle` first, or add --peek \
         (it is recorded, and your first sight is gone)",
    );
    assert!(!home.data().exists());
}

#[test]
fn peeking_is_recorded_and_shown_in_the_next_session() {
    let home = Home::new();
    assert_snapshot!(home.mlsd("review tea-kettle --peek").run());
    let mock =
        home.mlsd("mock tea-kettle").env("MLSD_NOW", "2026-01-05T03:04:05Z").stdin("/quit\n");
    assert_eq!(mock.code, Some(130), "{mock}");
    let journal = std::fs::read_to_string(home.journal()).unwrap();
    let header: serde_json::Value = serde_json::from_str(journal.lines().next().unwrap()).unwrap();
    assert_eq!(header["earlier"], serde_json::json!({"seen": "2026-01-02T03:04:05Z"}));
}

#[test]
fn the_first_session_is_first_sight() {
    let home = Home::new();
    assert_eq!(home.mlsd("mock tea-kettle").stdin("/quit\n").code, Some(130));
    let journal = std::fs::read_to_string(home.journal()).unwrap();
    let header: serde_json::Value = serde_json::from_str(journal.lines().next().unwrap()).unwrap();
    assert_eq!(header["earlier"], "first_sight");
}

#[test]
fn after_a_finished_session_a_step_can_be_read() {
    let home = Home::new();
    assert_eq!(home.mlsd("mock tea-kettle").stdin("/finish\n").code, Some(0));
    assert_snapshot!(home.mlsd("review tea-kettle --step data").run());
}

#[test]
fn a_session_that_was_left_is_no_attempt() {
    let home = Home::new();
    assert_eq!(home.mlsd("mock tea-kettle").stdin("/quit\n").code, Some(130));
    assert_eq!(home.mlsd("review tea-kettle").run().code, Some(2));
}
