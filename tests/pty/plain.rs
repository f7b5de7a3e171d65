//! Plain mode.

use termlens::{Key, Signal, Terminal};

use super::{between_looks, mlsd, modes_are_restored, shell, terminal, type_line, wait_for};
use crate::support::Home;

/// Answers the first step with one entry and leaves half a line standing.
fn answer_and_half_a_line(terminal: &mut Terminal) {
    wait_for(terminal, "Ask me anything");
    type_line(terminal, "The goal is fewer warranty cases.");
    type_line(terminal, ".");
    wait_for(terminal, "left in this step");
    terminal.send_str("and then I would").unwrap();
    wait_for(terminal, "and then I would");
}

fn is_kept(home: &Home, how: &str) {
    let journal = std::fs::read_to_string(home.journal()).unwrap();
    assert!(journal.contains(r#""text":"The goal is fewer warranty cases.""#), "{journal}");
    assert!(
        journal.trim_end().ends_with(&format!(r#""type":"left","how":"{how}"}}"#)),
        "{journal}"
    );
    let draft = home.draft().unwrap();
    assert!(draft.contains(r#""text":"and then I would""#), "{draft}");
}

#[test]
fn bare_mlsd_offers_what_to_do_and_esc_leaves() {
    let home = Home::new();
    let mut terminal = mlsd(&home, "");
    wait_for(&mut terminal, "Welcome. What now?");
    for choice in ["See how it scores", "Practise one step", "Full mock interview"] {
        wait_for(&mut terminal, choice);
    }
    terminal.send(Key::Esc).unwrap();
    assert_eq!(terminal.wait_exit().unwrap().code(), Some(0));
    assert!(terminal.screen().cursor_visible());
    assert!(!home.data().exists());
}

#[test]
fn ctrl_c_in_a_menu_starts_nothing() {
    let home = Home::new();
    let mut terminal = mlsd(&home, "mock tea-kettle");
    wait_for(&mut terminal, "At which level?");
    terminal.send(Key::Ctrl('c')).unwrap();
    wait_for(&mut terminal, "Nothing was started.");
    assert_eq!(terminal.wait_exit().unwrap().code(), Some(130));
    assert_eq!(home.session_files("jsonl").len(), 0);
}

#[test]
fn ctrl_c_keeps_every_word_and_resume_goes_on() {
    let home = Home::new();
    let mut terminal = shell(&home, "mock tea-kettle --level senior --minutes 45 --plain");
    answer_and_half_a_line(&mut terminal);
    terminal.send(Key::Ctrl('c')).unwrap();
    wait_for(&mut terminal, "Saved, 4 words not sent yet kept. Go on with: mlsd resume");
    // The shell got the key as well and ends with its command.
    terminal.wait_exit().unwrap();
    is_kept(&home, "interrupt");

    let mut terminal = mlsd(&home, "resume --plain");
    wait_for(&mut terminal, "You: The goal is fewer warranty cases.");
    wait_for(&mut terminal, "| and then I would");
    type_line(&mut terminal, "ask about the water.");
    type_line(&mut terminal, ".");
    type_line(&mut terminal, "/quit");
    wait_for(&mut terminal, "Go on with: mlsd resume");
    terminal.wait_exit().unwrap();
    let journal = std::fs::read_to_string(home.journal()).unwrap();
    assert!(journal.contains(r#""text":"and then I would\nask about the water.""#), "{journal}");
    assert_eq!(home.draft(), None);
}

#[test]
fn the_terminal_is_as_it_was_after_ctrl_c_and_after_the_end() {
    for (last, code) in [("\u{3}", "code=130"), ("\n/finish\n", "code=0")] {
        let home = Home::new();
        let mut terminal =
            terminal(&home).arg("-i").env("PS1", "ready> ").spawn("/bin/sh").unwrap();
        wait_for(&mut terminal, "ready>");
        type_line(&mut terminal, &between_looks("practice tea-kettle --step data --plain"));
        wait_for(&mut terminal, "/next finishes the step");
        terminal.send_str("half a line").unwrap();
        wait_for(&mut terminal, "half a line");
        terminal.send_str(last).unwrap();
        wait_for(&mut terminal, "looks=2");
        wait_for(&mut terminal, code);
        modes_are_restored(&home);
        type_line(&mut terminal, "exit");
        terminal.wait_exit().unwrap();
    }
}

#[test]
fn sigterm_and_sighup_keep_every_word() {
    for (signal, how) in [(Signal::Term, "terminate"), (Signal::Hup, "hangup")] {
        let home = Home::new();
        let mut terminal = mlsd(&home, "mock tea-kettle --level senior --minutes 45 --plain");
        answer_and_half_a_line(&mut terminal);
        terminal.signal(signal).unwrap();
        assert_eq!(terminal.wait_exit().unwrap().code(), Some(130));
        is_kept(&home, how);
    }
}

#[test]
fn a_resize_does_no_harm() {
    let home = Home::new();
    let mut terminal = mlsd(&home, "mock tea-kettle --level senior --minutes 45 --plain");
    answer_and_half_a_line(&mut terminal);
    terminal.resize(50, 12).unwrap();
    type_line(&mut terminal, " go on");
    type_line(&mut terminal, ".");
    type_line(&mut terminal, "/next");
    wait_for(&mut terminal, "2/7 Frame the problem");
    terminal.resize(120, 40).unwrap();
    type_line(&mut terminal, "/quit");
    wait_for(&mut terminal, "Go on with: mlsd resume");
    assert_eq!(terminal.wait_exit().unwrap().code(), Some(130));
    let journal = std::fs::read_to_string(home.journal()).unwrap();
    assert!(journal.contains(r#""text":"and then I would go on""#), "{journal}");
}

#[test]
fn finishing_early_says_once_what_was_not_reached() {
    let home = Home::new();
    let mut terminal = mlsd(&home, "mock tea-kettle --level senior --minutes 45 --plain");
    wait_for(&mut terminal, "Ask me anything");
    type_line(&mut terminal, "/finish");
    wait_for(&mut terminal, "Not reached yet: Frame the problem");
    let journal = std::fs::read_to_string(home.journal()).unwrap();
    assert!(!journal.contains(r#""type":"finished""#), "{journal}");
    type_line(&mut terminal, "/finish");
    wait_for(&mut terminal, "Thank you, that is all from my side.");
    assert_eq!(terminal.wait_exit().unwrap().code(), Some(0));
}
