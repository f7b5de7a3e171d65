//! The sheet drawn into memory: any text at any size, and what keys do.

use super::draw::{Scene, draw};
use super::look::Look;
use super::sheet::{Doing, Over, Sheet};
use crate::interview::{Command, MoveKind};
use crate::terminal::console::Input;
use crate::terminal::testing::{Play, at_ms};
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

const LOOK: Look = Look { colour: false, ascii: false };

fn begun() -> Play {
    let mut play = Play::new();
    play.open("requirements", 0);
    play.speak(MoveKind::Opening, "Design a feed.");
    play
}

fn drawn(sheet: &mut Sheet, play: &Play, now_ms: u64, columns: u16, rows: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    let scene = Scene { session: &play.session, now_ms, look: LOOK };
    terminal.draw(|frame| _ = draw(frame, sheet, scene)).unwrap();
    terminal.backend().to_string()
}

fn control(c: char) -> KeyEvent {
    KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)
}

fn press(sheet: &mut Sheet, play: &Play, code: KeyCode) -> Vec<Doing> {
    sheet.key(KeyEvent::new(code, KeyModifiers::NONE), &play.session)
}

fn given(input: Input) -> Doing {
    Doing::Give(input)
}

#[test]
fn sending_hands_over_the_words_and_an_empty_sheet_sends_nothing() {
    let (play, mut sheet) = (begun(), Sheet::new());
    assert_eq!(sheet.key(control('s'), &play.session), []);
    sheet.paste("one\ntwo\n");
    let sent = sheet.key(control('s'), &play.session);
    assert_eq!(sent, [given(Input::Entry("one\ntwo".into()))]);
    assert!(sheet.answer.is_blank());
}

#[test]
fn finishing_a_step_sends_what_is_written_first() {
    let (play, mut sheet) = (begun(), Sheet::new());
    sheet.paste("one");
    let sent = sheet.key(control('n'), &play.session);
    let next = given(Input::Command(Command::Next));
    assert_eq!(sent, [given(Input::Entry("one".into())), next]);
}

#[test]
fn a_command_alone_on_its_line_is_obeyed_and_a_doubled_slash_is_words() {
    let (play, mut sheet) = (begun(), Sheet::new());
    sheet.paste("/ask how many?");
    let sent = sheet.key(control('s'), &play.session);
    assert_eq!(sent, [given(Input::Command(Command::Ask("how many?".into())))]);
    sheet.paste("//tmp is a folder");
    let sent = sheet.key(control('s'), &play.session);
    assert_eq!(sent, [given(Input::Entry("/tmp is a folder".into()))]);
    sheet.paste("/nxet");
    assert_eq!(sheet.key(control('s'), &play.session), []);
    assert_eq!(sheet.answer.text(), "/nxet");
    assert!(drawn(&mut sheet, &play, 0, 80, 24).contains("did you mean `/next`?"));
}

#[test]
fn a_question_is_asked_from_anywhere() {
    let (play, mut sheet) = (begun(), Sheet::new());
    sheet.paste("half an answer");
    press(&mut sheet, &play, KeyCode::Esc);
    press(&mut sheet, &play, KeyCode::Char('a'));
    for c in "scale?".chars() {
        press(&mut sheet, &play, KeyCode::Char(c));
    }
    let asked = press(&mut sheet, &play, KeyCode::Enter);
    assert_eq!(asked, [given(Input::Command(Command::Ask("scale?".into())))]);
    assert_eq!(sheet.answer.text(), "half an answer");
}

#[test]
fn notes_are_kept_when_they_changed_and_never_sent_as_an_answer() {
    let (play, mut sheet) = (begun(), Sheet::new());
    assert_eq!(sheet.key(control('o'), &play.session), []);
    sheet.paste("hard water");
    let kept = sheet.key(control('s'), &play.session);
    assert_eq!(kept, [given(Input::Notes("hard water".into()))]);
    assert_eq!(sheet.key(control('o'), &play.session), []);
    assert_eq!(sheet.key(control('o'), &play.session), []);
}

#[test]
fn leaving_is_asked_about_and_any_other_key_stays() {
    let (play, mut sheet) = (begun(), Sheet::new());
    assert_eq!(sheet.key(control('c'), &play.session), []);
    assert_eq!(press(&mut sheet, &play, KeyCode::Char('x')), []);
    assert!(sheet.over.is_none());
}

#[test]
fn the_end_is_guessed_at_first_and_esc_goes_back() {
    let (play, mut sheet) = (begun(), Sheet::new());
    press(&mut sheet, &play, KeyCode::Esc);
    press(&mut sheet, &play, KeyCode::Char('f'));
    press(&mut sheet, &play, KeyCode::Char('y'));
    assert!(matches!(sheet.over, Some(Over::Predict(_))));
    assert_eq!(press(&mut sheet, &play, KeyCode::Esc), []);
    assert!(sheet.over.is_none());
}

#[test]
fn the_clock_changes_its_words_at_four_fifths_and_at_the_end() {
    let (play, mut sheet) = (begun(), Sheet::new());
    let header = |sheet: &mut Sheet, now_ms| drawn(sheet, &play, now_ms, 80, 24);
    assert!(header(&mut sheet, at_ms(2, 0)).contains("step 4:00 left ·"));
    assert!(header(&mut sheet, at_ms(4, 50)).contains("step 1:10 left, wrap up"));
    assert!(header(&mut sheet, at_ms(6, 20)).contains("step 0:20 over, move on"));
    assert!(header(&mut sheet, at_ms(35, 0)).contains("· 10:00 in all"));
    assert!(header(&mut sheet, at_ms(36, 30)).contains("only 8:30 in all"));
    assert!(header(&mut sheet, at_ms(45, 10)).contains("0:10 over in all"));
}

#[test]
fn long_feedback_is_read_from_its_beginning() {
    let (mut play, mut sheet) = (begun(), Sheet::new());
    drawn(&mut sheet, &play, 0, 60, 18);
    let points: Vec<String> = (1..30).map(|n| format!("- point {n}")).collect();
    play.speak(MoveKind::Feedback, &points.join("\n"));
    let screen = drawn(&mut sheet, &play, 0, 60, 18);
    assert!(screen.contains("Coach: - point 1 ") && screen.contains("more below"), "{screen}");
    // Once it was shown, the person scrolls.
    sheet.scrolled = 0;
    assert!(drawn(&mut sheet, &play, 0, 60, 18).contains("- point 29"));
}

fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("word ".to_owned()),
        Just("👩‍👩‍👧‍👦".to_owned()),
        Just("日本語 ".to_owned()),
        Just("שלום عليكم لا ".to_owned()),
        Just("e\u{301}\u{300} ".to_owned()),
        Just("a🌞b".to_owned()),
        Just("\n\u{1b}[31m\t\u{202e}".to_owned()),
        "[a-z]{1,40}",
        any::<String>(),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_drawn_at_any_size(
        text in odd_text(), said in odd_text(),
        columns in 1_u16..300, rows in 1_u16..70,
        keys in prop::collection::vec(prop_oneof![
            Just(KeyCode::Esc), Just(KeyCode::Enter), Just(KeyCode::PageUp), Just(KeyCode::Left),
            Just(KeyCode::Up), Just(KeyCode::Backspace), any::<char>().prop_map(KeyCode::Char),
        ], 0..8),
    ) {
        let mut play = begun();
        play.speak(MoveKind::Fact, &said);
        play.say(&said);
        let mut sheet = Sheet::new();
        sheet.paste(&text);
        for code in keys {
            press(&mut sheet, &play, code);
            drawn(&mut sheet, &play, 0, columns, rows);
        }
        let screen = drawn(&mut sheet, &play, 0, columns, rows);
        prop_assert!(!screen.contains(['\u{1b}', '\u{202e}']), "{screen:?}");
    }
}
