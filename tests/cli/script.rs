//! The sheet a friend runs the interview from.

use insta::assert_snapshot;

use crate::support::Home;

#[test]
fn a_sheet_has_the_words_the_facts_the_boxes_and_the_clock() {
    assert_snapshot!(Home::new().mlsd("script tea-kettle --minutes 60").run());
}

#[test]
fn what_is_above_the_level_stands_apart() {
    let above = |level: &str| {
        let sheet = Home::new().mlsd(&format!("script tea-kettle --level {level}")).run();
        sheet.stdout.matches("Above the level:").count()
    };
    assert!(above("mid") > above("senior") && above("senior") > above("staff"));
    assert_eq!(above("staff"), 0);
}

#[test]
fn an_unknown_case_is_named_with_the_nearest() {
    let wrong = Home::new().mlsd("script tea-ketle").run();
    assert_eq!(wrong.code, Some(2), "{wrong}");
    assert!(wrong.stderr.contains("tea-kettle") && wrong.stdout.is_empty(), "{wrong}");
}
