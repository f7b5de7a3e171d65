//! Plain mode driven by what comes in.

use super::console::{Console, Input, View};
use super::editor::Editor;
use super::inbox::{Inbox, Incoming};
use super::plain::{Plain, Screens};
use super::signals::Signal;
use super::style::Style;
use super::testing::Play;
use crate::interview::{Body, Command, Left, MoveKind};

/// Feeds plain mode and collects everything up to leaving, with what was printed.
fn run(watched: bool, incoming: Vec<Incoming>) -> (Vec<Input>, String, String) {
    run_with(watched, incoming, |_| {})
}

fn run_with(
    watched: bool,
    incoming: Vec<Incoming>,
    prepare: impl FnOnce(&mut Plain<'_>),
) -> (Vec<Input>, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let screens = Screens { out: &mut out, err: &mut err, watched };
    let mut plain = Plain::new(Inbox::holding(incoming), screens, Style::PLAIN, Editor::default());
    prepare(&mut plain);
    let mut play = Play::new();
    play.open("requirements", 0);
    play.speak(MoveKind::Opening, "Design a feed.");
    let mut inputs = Vec::new();
    loop {
        let view = View { session: &play.session, now_ms: 0, notes: &[] };
        let input = plain.next(&view, None).unwrap();
        let leaves = matches!(input, Input::Hangup(_) | Input::Command(Command::Quit));
        match &input {
            Input::Entry(text) => play.say(text),
            Input::Command(Command::Pause) => play.event(0, Body::Paused),
            _ => {}
        }
        inputs.push(input);
        if leaves {
            break;
        }
    }
    drop(plain);
    (inputs, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn bytes(text: &str) -> Incoming {
    Incoming::Bytes(text.as_bytes().to_vec())
}

fn entry(text: &str) -> Input {
    Input::Entry(text.to_owned())
}

fn draft(text: &str) -> Input {
    Input::Draft(text.to_owned())
}

const QUIT: Input = Input::Command(Command::Quit);

#[test]
fn a_script_is_read_block_by_block() {
    let (inputs, out, err) = run(false, vec![bytes("one\ntwo\n.\nthree\n/next\n/quit\n")]);
    assert_eq!(inputs, [entry("one\ntwo"), entry("three"), Input::Command(Command::Next), QUIT]);
    assert_eq!(
        out,
        "── 1/2 Requirements · 6 min · 45:00 left in all ──\nInterviewer: Design a feed.\n"
    );
    assert_eq!(err, "");
}

#[test]
fn every_line_is_handed_out_as_a_draft_when_it_comes() {
    let (inputs, ..) = run(true, vec![bytes("one\n"), bytes("two\n"), bytes(".\n")]);
    assert_eq!(inputs, [draft("one"), draft("one\ntwo"), entry("one\ntwo"), QUIT]);
}

#[test]
fn the_end_of_input_quits_and_keeps_the_draft() {
    let (inputs, ..) = run(false, vec![bytes("half a\nthou"), bytes("ght")]);
    assert_eq!(inputs, [draft("half a"), draft("half a\nthought"), QUIT]);
    let (inputs, ..) = run(false, vec![bytes("half\n/quit\n")]);
    assert_eq!(inputs, [draft("half"), QUIT]);
}

#[test]
fn a_signal_keeps_even_half_a_line() {
    for (signal, left) in [
        (Signal::Interrupt, Left::Interrupt),
        (Signal::Terminate, Left::Terminate),
        (Signal::Hangup, Left::Hangup),
    ] {
        let incoming = vec![bytes("one\nhalf a li"), Incoming::Signal(signal)];
        let (inputs, ..) = run(true, incoming);
        assert_eq!(inputs, [draft("one"), draft("one\nhalf a li"), Input::Hangup(left)]);
    }
}

#[test]
fn half_a_line_that_looks_like_a_command_is_words_unless_it_is_one() {
    let left = |text: &str| {
        let incoming = vec![bytes(text), Incoming::Signal(Signal::Interrupt)];
        run(false, incoming).0
    };
    assert_eq!(left("/home/x is full")[0], draft("/home/x is full"));
    assert_eq!(left("//home")[0], draft("/home"));
    for command in ["/next", "."] {
        assert_eq!(left(command), [Input::Hangup(Left::Interrupt)]);
    }
}

#[test]
fn ctrl_z_pauses_first_and_goes_on_afterwards() {
    let incoming = vec![bytes("ha"), Incoming::Signal(Signal::Stop), bytes("lf\n.\n")];
    let (inputs, out, _) = run(true, incoming);
    let pause = Input::Command(Command::Pause);
    assert_eq!(inputs, [draft("ha"), pause, entry("ha\nlf"), QUIT]);
    assert!(out.contains("The clock is paused until your next line.\n"), "{out}");
    assert!(out.contains("\n| ha\n"), "{out}");
}

#[test]
fn a_command_that_is_none_is_said_once_and_nothing_is_lost() {
    let (inputs, out, err) = run(false, vec![bytes("words\n/nxet\n.\n")]);
    assert_eq!(inputs, [draft("words"), entry("words"), QUIT]);
    assert_eq!(err, "no command `/nxet`; did you mean `/next`?\n");
    assert!(!out.contains("nxet"));
}

#[test]
fn bytes_that_are_no_text_are_said() {
    let (inputs, _, err) = run(false, vec![Incoming::Bytes(b"caf\xe9\n.\n".to_vec())]);
    assert_eq!(inputs[0], entry("caf\u{fffd}"));
    assert!(err.contains("no UTF-8"), "{err}");
}

#[test]
fn a_line_the_terminal_cut_is_said_on_a_terminal_only() {
    let line = "a".repeat(4095) + "\n.\n";
    let (_, _, err) = run(true, vec![bytes(&line)]);
    assert!(err.contains("the terminal cut that line"), "{err}");
    assert_eq!(run(false, vec![bytes(&line)]).2, "");
}

#[test]
fn a_draft_from_before_is_shown_and_gone_on_with() {
    let (inputs, out, _) =
        run_with(false, vec![bytes("two\n.\n")], |plain| plain.set_draft("one\u{1b}[2J"));
    assert_eq!(inputs, [entry("one\u{1b}[2J\ntwo"), QUIT]);
    assert!(out.ends_with("sends it:\n| one␛[2J\n"), "{out}");
}

#[test]
fn edit_without_a_terminal_or_an_editor_says_why() {
    let (inputs, _, err) = run(false, vec![bytes("one\n/edit\n.\n")]);
    assert_eq!(inputs, [draft("one"), entry("one"), QUIT]);
    assert_eq!(err, "/edit needs a terminal\n");
    let (_, _, err) = run(true, vec![bytes("/edit\n")]);
    assert!(err.contains("set EDITOR"), "{err}");
}

#[test]
fn a_terminal_that_fails_went_away() {
    let broken = Incoming::Failed(std::io::Error::other("input/output error"));
    let (inputs, ..) = run(true, vec![bytes("one\n"), broken]);
    assert_eq!(inputs, [draft("one"), Input::Hangup(Left::Hangup)]);
}

#[test]
fn a_deadline_that_has_passed_ticks_but_input_comes_first() {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let (mut play, style) = (Play::new(), Style::PLAIN);
    play.open("data", 0);
    let screens = Screens { out: &mut out, err: &mut err, watched: true };
    let (_sender, receiver) = std::sync::mpsc::channel();
    let inbox = Inbox::from_channel(receiver, vec![bytes("one\n")]);
    let mut plain = Plain::new(inbox, screens, style, Editor::default());
    let view = View { session: &play.session, now_ms: 5, notes: &[] };
    assert_eq!(plain.next(&view, Some(5)).unwrap(), draft("one"));
    assert_eq!(plain.next(&view, Some(4)).unwrap(), Input::Tick);
}
