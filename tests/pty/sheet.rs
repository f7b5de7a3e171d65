//! The full screen.

use std::fs;
use std::process::Command;
use std::time::SystemTime;

use insta::assert_snapshot;
use mlsd_coach::terminal::{Editor, FullScreen, Style};
use termlens::{Key, Screen, Scroll, Signal, Terminal};

use super::{mlsd, modes_are_restored, shell, terminal, type_line, wait_for};
use crate::support::{Home, practice_content, program};

const MOCK: &str = "mock tea-kettle --level senior --minutes 45 --seed 1";

/// The screen as text, with what differs between machines taken out.
fn shown(screen: &Screen) -> String {
    let rows = (0..screen.rows()).map(|row| screen.row_text(row).trim_end().to_owned());
    rows.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// What stands there once this does.
fn seen(terminal: &mut Terminal, text: &str) -> String {
    shown(&terminal.wait_frame(|screen| screen.contains(text)).unwrap())
}

fn sized(home: &Home, args: &str, columns: u16, rows: u16) -> Terminal {
    terminal(home).size(columns, rows).args(args.split_whitespace()).spawn(program()).unwrap()
}

fn journal(home: &Home) -> String {
    fs::read_to_string(home.journal()).unwrap()
}

/// Waits for something that cannot be seen on the screen.
#[expect(clippy::disallowed_methods, reason = "a test that hangs must end some time")]
fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let end = SystemTime::now() + super::PATIENCE;
    while !holds() {
        assert!(SystemTime::now() < end, "not in time: {what}");
        std::thread::yield_now();
    }
}

/// Waits until the draft on the disk holds these words.
fn draft_holds(home: &Home, words: &str) {
    until(words, || home.draft().is_some_and(|draft| draft.contains(words)));
}

/// Answers the first step and leaves half a sentence standing.
fn answer_and_half_a_sentence(terminal: &mut Terminal) {
    wait_for(terminal, "Write here");
    terminal.send_str("The goal is fewer warranty cases.").unwrap();
    terminal.send(Key::Ctrl('s')).unwrap();
    wait_for(terminal, "You: The goal is fewer warranty cases.");
    terminal.send_str("and then I would").unwrap();
    wait_for(terminal, "Your answer · 4 words");
}

fn is_kept(home: &Home, how: &str) {
    let journal = journal(home);
    assert!(journal.contains(r#""text":"The goal is fewer warranty cases.""#), "{journal}");
    let last = format!(r#""type":"left","how":"{how}"}}"#);
    assert!(journal.trim_end().ends_with(&last), "{journal}");
    let draft = home.draft().unwrap();
    assert!(draft.contains(r#""text":"and then I would"#), "{draft}");
}

#[test]
fn every_main_state_at_80_by_24() {
    every_main_state(80, 24);
}

#[test]
fn every_main_state_at_140_by_40() {
    every_main_state(140, 40);
}

fn every_main_state(columns: u16, rows: u16) {
    let named = |state: &str| format!("sheet_{columns}_{state}");
    let home = Home::new();
    let mut terminal = sized(&home, MOCK, columns, rows);
    assert_snapshot!(named("begun"), seen(&mut terminal, "Write here"));
    terminal.send_str("How many kettles are there?").unwrap();
    terminal.send(Key::Enter).unwrap();
    terminal.send_str("I assume ten million a year.").unwrap();
    assert_snapshot!(named("writing"), seen(&mut terminal, "Your answer · 11 words"));
    terminal.send(Key::Ctrl('s')).unwrap();
    assert_snapshot!(named("sent"), seen(&mut terminal, "You: How many kettles"));
    terminal.send(Key::Esc).unwrap();
    assert_snapshot!(named("menu"), seen(&mut terminal, "What now?"));
    terminal.send(Key::Char('?')).unwrap();
    assert_snapshot!(named("keys"), seen(&mut terminal, "any key goes back"));
    terminal.send(Key::Char(' ')).unwrap();
    terminal.wait_until(|screen| !screen.contains("any key goes back")).unwrap();
    terminal.send(Key::Ctrl('l')).unwrap();
    assert_snapshot!(named("panel"), seen(&mut terminal, "any other key goes back"));
    terminal.send(Key::Char(' ')).unwrap();
    terminal.send(Key::Char('x')).unwrap();
    wait_for(&mut terminal, "Your answer ─");
    terminal.send(Key::Ctrl('o')).unwrap();
    terminal.send_str("mention hard water").unwrap();
    assert_snapshot!(named("notes"), seen(&mut terminal, "Your notes · 3 words"));
    terminal.send(Key::Ctrl('o')).unwrap();
    wait_for(&mut terminal, "Your answer ─");
    terminal.send(Key::Esc).unwrap();
    wait_for(&mut terminal, "What now?");
    terminal.send(Key::Char('p')).unwrap();
    assert_snapshot!(named("paused"), seen(&mut terminal, "Any key goes on"));
    terminal.send(Key::Char(' ')).unwrap();
    wait_for(&mut terminal, "The clock runs again.");
    terminal.send(Key::Esc).unwrap();
    wait_for(&mut terminal, "What now?");
    terminal.send(Key::Char('f')).unwrap();
    assert_snapshot!(named("finish"), seen(&mut terminal, "Finish?"));
    terminal.send(Key::Char('y')).unwrap();
    assert_snapshot!(named("guess"), seen(&mut terminal, "One guess"));
    terminal.send(Key::Char('4')).unwrap();
    assert_snapshot!(format!("result_{columns}"), seen(&mut terminal, "[1 Result]"));
    terminal.send(Key::Char('q')).unwrap();
    wait_for(&mut terminal, "Transcript: mlsd export");
    assert_eq!(terminal.wait_exit().unwrap().code(), Some(0));
    let journal = journal(&home);
    assert!(journal.contains(r#""type":"predicted","coverage":40"#), "{journal}");
    assert!(journal.contains(r#""kind":"scratch","text":"mention hard water""#), "{journal}");
    assert!(journal.contains(r#""type":"paused""#) && journal.contains(r#""type":"resumed""#));
}

#[test]
fn the_clock_on_a_wide_screen() {
    let home = Home::new();
    let mut terminal = sized(&home, MOCK, 140, 40);
    answer_and_half_a_sentence(&mut terminal);
    assert_snapshot!("sheet_140_half_a_sentence", shown(&terminal.screen()));
    terminal.send(Key::Ctrl('n')).unwrap();
    assert_snapshot!("sheet_140_second_step", seen(&mut terminal, "── 2/7 Frame the problem"));
    terminal.send_str("/clock +2m45s").unwrap();
    terminal.send(Key::Ctrl('s')).unwrap();
    assert_snapshot!("sheet_140_wrap_up", seen(&mut terminal, "wrap up"));
    terminal.send_str("/clock +45m").unwrap();
    terminal.send(Key::Ctrl('s')).unwrap();
    assert_snapshot!("sheet_140_time", seen(&mut terminal, "That is time."));
}

/// Plays a short mock to its end.
fn finished(home: &Home, columns: u16, rows: u16) -> Terminal {
    let mut terminal = sized(home, MOCK, columns, rows);
    answer_and_half_a_sentence(&mut terminal);
    terminal.send_str(" label a kettle from its heating time, not from the button.").unwrap();
    terminal.send(Key::Esc).unwrap();
    wait_for(&mut terminal, "What now?");
    terminal.send(Key::Char('f')).unwrap();
    wait_for(&mut terminal, "Finish?");
    terminal.send(Key::Char('y')).unwrap();
    wait_for(&mut terminal, "One guess");
    terminal.send(Key::Enter).unwrap();
    wait_for(&mut terminal, "[1 Result]");
    terminal
}

#[test]
fn a_result_is_read_step_by_step_claimed_disputed_and_exported_in_place() {
    for (columns, rows) in [(80, 24), (140, 40)] {
        let home = Home::new();
        let mut terminal = finished(&home, columns, rows);
        terminal.send(Key::Right).unwrap();
        assert_snapshot!(format!("result_{columns}_step"), seen(&mut terminal, "What counts"));
        for _ in 0..2 {
            terminal.send(Key::Right).unwrap();
        }
        wait_for(&mut terminal, "[4 Prepare the data]");
        terminal.send(Key::Tab).unwrap();
        wait_for(&mut terminal, "c claim it");
        terminal.send(Key::Char('c')).unwrap();
        wait_for(&mut terminal, "Claimed.");
        terminal.send(Key::Char('d')).unwrap();
        wait_for(&mut terminal, "Disputed.");
        assert_snapshot!(format!("result_{columns}_claimed"), shown(&terminal.screen()));
        terminal.send(Key::Char('c')).unwrap();
        wait_for(&mut terminal, "Taken back.");
        terminal.send(Key::Char('e')).unwrap();
        wait_for(&mut terminal, "Written to 20260102-0304-tea-kettle");
        terminal.send(Key::Char('e')).unwrap();
        wait_for(&mut terminal, "Not done: ");
        terminal.send(Key::Char('q')).unwrap();
        assert_eq!(terminal.wait_exit().unwrap().code(), Some(0));
        assert!(!terminal.screen().alternate_screen());
        let journal = journal(&home);
        assert!(
            journal.contains(r#""type":"claimed""#) && journal.contains(r#""type":"withdrawn""#)
        );
        assert!(journal.contains(r#""type":"disputed""#), "{journal}");
    }
}

#[test]
fn a_case_is_read_page_by_page() {
    for (columns, rows) in [(80, 24), (140, 40)] {
        let home = Home::new();
        let mut terminal = sized(&home, "review tea-kettle --peek", columns, rows);
        wait_for(&mut terminal, "[1 Descaling reminders");
        terminal.send(Key::Char('4')).unwrap();
        assert_snapshot!(format!("review_{columns}_step"), seen(&mut terminal, "[4 Prepare"));
        terminal.send(Key::Char('9')).unwrap();
        assert_snapshot!(format!("review_{columns}_ninth"), seen(&mut terminal, "[9 "));
        terminal.resize(60, 18).unwrap();
        terminal.send(Key::Left).unwrap();
        wait_for(&mut terminal, "[8 ");
        terminal.send(Key::Esc).unwrap();
        assert_eq!(terminal.wait_exit().unwrap().code(), Some(0));
    }
}

#[test]
fn home_offers_what_there_is_to_do_and_leads_there() {
    let home = Home::new();
    let mut terminal = finished(&home, 80, 24);
    terminal.send(Key::Char('q')).unwrap();
    terminal.wait_exit().unwrap();
    let mut terminal = sized(&home, "", 80, 24);
    wait_for(&mut terminal, "Read the last result");
    terminal.send_str("result").unwrap();
    terminal.wait_until(|screen| !screen.contains("Every command")).unwrap();
    terminal.send(Key::Enter).unwrap();
    wait_for(&mut terminal, "[1 Result]");
    terminal.send(Key::Char('q')).unwrap();
    assert_eq!(terminal.wait_exit().unwrap().code(), Some(0));
    let mut terminal = sized(&home, "", 80, 24);
    wait_for(&mut terminal, "Full mock interview");
    terminal.send_str("mock").unwrap();
    terminal.wait_until(|screen| !screen.contains("Every command")).unwrap();
    terminal.send(Key::Enter).unwrap();
    wait_for(&mut terminal, "last mock ");
}

#[test]
fn practice_gives_feedback_and_another_try_by_keys() {
    let home = Home::new();
    let mut terminal = sized(&home, "practice tea-kettle --step data", 80, 24);
    wait_for(&mut terminal, "Write here");
    terminal.send(Key::Ctrl('n')).unwrap();
    assert_snapshot!("sheet_80_feedback", seen(&mut terminal, "tries this one again"));
    terminal.send(Key::Esc).unwrap();
    wait_for(&mut terminal, "try this step again");
    terminal.send(Key::Char('t')).unwrap();
    wait_for(&mut terminal, "attempt 2");
}

#[test]
fn level_and_length_are_asked_for_before_the_sheet_opens() {
    let home = Home::new();
    let mut terminal = mlsd(&home, "mock tea-kettle");
    wait_for(&mut terminal, "At which level?");
    terminal.send(Key::Down).unwrap();
    terminal.send(Key::Enter).unwrap();
    wait_for(&mut terminal, "How long?");
    terminal.send_str("35").unwrap();
    terminal.wait_until(|screen| !screen.contains("60 minutes")).unwrap();
    terminal.send(Key::Enter).unwrap();
    wait_for(&mut terminal, "35:00 in all");
    assert!(journal(&home).contains(r#""level":"staff""#));
}

#[test]
fn ctrl_c_asks_once_and_resume_goes_on_with_every_word() {
    let home = Home::new();
    let mut terminal = shell(&home, MOCK);
    answer_and_half_a_sentence(&mut terminal);
    terminal.send(Key::Ctrl('c')).unwrap();
    wait_for(&mut terminal, "Leave?");
    terminal.send(Key::Ctrl('c')).unwrap();
    wait_for(&mut terminal, "Saved, 4 words not sent yet kept. Go on with: mlsd resume");
    wait_for(&mut terminal, "looks=2");
    assert!(!terminal.screen().alternate_screen() && terminal.screen().cursor_visible());
    terminal.wait_exit().unwrap();
    modes_are_restored(&home);
    is_kept(&home, "quit");

    let mut terminal = mlsd(&home, "resume");
    wait_for(&mut terminal, "You: The goal is fewer warranty cases.");
    wait_for(&mut terminal, "and then I would");
    terminal.send_str(" ask about the water.").unwrap();
    terminal.send(Key::Ctrl('s')).unwrap();
    wait_for(&mut terminal, "You: and then I would ask about the water.");
    assert_eq!(home.draft(), None);
}

#[test]
fn signals_that_end_it_keep_every_word_and_restore_the_terminal() {
    for (signal, how) in [(Signal::Term, "terminate"), (Signal::Hup, "hangup")] {
        let home = Home::new();
        let mut terminal = mlsd(&home, MOCK);
        answer_and_half_a_sentence(&mut terminal);
        terminal.signal(signal).unwrap();
        assert_eq!(terminal.wait_exit().unwrap().code(), Some(130));
        is_kept(&home, how);
        assert!(!terminal.screen().alternate_screen() && terminal.screen().cursor_visible());
    }
}

#[test]
fn a_terminal_that_goes_away_ends_the_program_and_keeps_every_word() {
    let home = Home::new();
    let mut terminal = shell(&home, MOCK);
    answer_and_half_a_sentence(&mut terminal);
    // The shell is killed and the terminal closed; the program has to notice by itself.
    drop(terminal);
    until("the program left", || journal(&home).contains(r#""type":"left""#));
    is_kept(&home, "hangup");
    let mut terminal = mlsd(&home, "resume");
    wait_for(&mut terminal, "and then I would");
}

#[test]
fn killed_outright_it_loses_no_entry_and_the_draft_of_seconds_ago_is_there() {
    let home = Home::new();
    let mut terminal = mlsd(&home, MOCK);
    answer_and_half_a_sentence(&mut terminal);
    draft_holds(&home, "and then I would");
    terminal.signal(Signal::Kill).unwrap();
    terminal.wait_exit().unwrap();
    assert!(journal(&home).contains("fewer warranty cases"));
    let mut terminal = mlsd(&home, "resume");
    wait_for(&mut terminal, "You: The goal is fewer warranty cases.");
    wait_for(&mut terminal, "and then I would");
}

#[test]
fn suspended_it_pauses_and_comes_back_hidden() {
    for by_signal in [false, true] {
        let home = Home::new();
        let mut terminal =
            terminal(&home).arg("-i").env("PS1", "ready> ").spawn("/bin/sh").unwrap();
        wait_for(&mut terminal, "ready>");
        let run = format!("sh -c 'echo $$ > pid; exec {} {MOCK}'", program().display());
        type_line(&mut terminal, &run);
        answer_and_half_a_sentence(&mut terminal);
        if by_signal {
            let pid = fs::read_to_string(home.path().join("pid")).unwrap();
            let sent = Command::new("kill").args(["-TSTP", pid.trim()]).status().unwrap();
            assert!(sent.success());
        } else {
            terminal.send(Key::Esc).unwrap();
            wait_for(&mut terminal, "What now?");
            terminal.send(Key::Char('z')).unwrap();
        }
        terminal.wait_until(|screen| !screen.alternate_screen()).unwrap();
        draft_holds(&home, "and then I would");
        assert!(journal(&home).contains(r#""type":"paused""#));
        type_line(&mut terminal, "fg");
        wait_for(&mut terminal, "Any key goes on");
        assert!(!terminal.screen().contains("and then I would"), "a pause must hide the answer");
        terminal.send(Key::Char(' ')).unwrap();
        wait_for(&mut terminal, "and then I would");
    }
}

#[test]
fn a_storm_of_resizes_does_no_harm() {
    let home = Home::new();
    let mut terminal = mlsd(&home, MOCK);
    answer_and_half_a_sentence(&mut terminal);
    for (columns, rows) in [(60, 18), (10, 3), (240, 70), (2, 2), (37, 9), (100, 5), (80, 24)] {
        terminal.resize(columns, rows).unwrap();
        terminal.send_str(".").unwrap();
    }
    wait_for(&mut terminal, "and then I would.......");
    terminal.resize(50, 12).unwrap();
    terminal.send(Key::Ctrl('n')).unwrap();
    wait_for(&mut terminal, "2/7 Frame");
    assert!(journal(&home).contains(r#""text":"and then I would.......""#));
}

#[test]
fn the_window_may_be_too_small_and_nothing_is_lost() {
    let home = Home::new();
    let mut terminal = sized(&home, MOCK, 30, 8);
    wait_for(&mut terminal, "too small");
    terminal.send_str("blind").unwrap();
    terminal.resize(60, 18).unwrap();
    wait_for(&mut terminal, "Your answer · 1 word");
}

#[test]
fn the_persons_own_editor_opens_on_the_draft_and_comes_back_with_it() {
    let home = Home::new();
    let script = home.write("editor.sh", "#!/bin/sh\necho 'and more' >> \"$1\"\n");
    let mut terminal = terminal(&home)
        .args(MOCK.split_whitespace())
        .env("EDITOR", format!("sh {}", script.display()))
        .spawn(program())
        .unwrap();
    answer_and_half_a_sentence(&mut terminal);
    terminal.send(Key::Esc).unwrap();
    wait_for(&mut terminal, "What now?");
    terminal.send(Key::Char('e')).unwrap();
    wait_for(&mut terminal, "and more");
    terminal.send(Key::Ctrl('s')).unwrap();
    wait_for(&mut terminal, "You: and then I would");
    assert!(journal(&home).contains(r#""text":"and then I would\nand more""#));
}

#[test]
fn a_large_paste_is_one_entry_and_one_step_of_undo() {
    let home = Home::new();
    let mut terminal = mlsd(&home, MOCK);
    wait_for(&mut terminal, "Ask me anything");
    let words = "water kettle sensor ".repeat(4_000);
    terminal.paste(&words).unwrap();
    wait_for(&mut terminal, "12000 words");
    terminal.send(Key::Ctrl('z')).unwrap();
    wait_for(&mut terminal, "Write here");
    terminal.send(Key::Ctrl('y')).unwrap();
    wait_for(&mut terminal, "12000 words");
    terminal.send(Key::Ctrl('s')).unwrap();
    wait_for(&mut terminal, "Write here");
    assert!(journal(&home).contains(words.trim_end()));
    terminal.scroll(5, 5, Scroll::Up).unwrap();
    wait_for(&mut terminal, "more below");
}

#[test]
fn the_last_entry_can_be_taken_back_and_changed() {
    let home = Home::new();
    let mut terminal = mlsd(&home, MOCK);
    answer_and_half_a_sentence(&mut terminal);
    terminal.send(Key::Ctrl('s')).unwrap();
    wait_for(&mut terminal, "You: and then I would");
    terminal.send(Key::Esc).unwrap();
    wait_for(&mut terminal, "What now?");
    terminal.send(Key::Char('r')).unwrap();
    wait_for(&mut terminal, "Entry 2, revised");
    terminal.send_str(" stop").unwrap();
    terminal.send(Key::Ctrl('s')).unwrap();
    wait_for(&mut terminal, "You (entry 2 now): and then I would stop");
    terminal.send(Key::Esc).unwrap();
    wait_for(&mut terminal, "What now?");
    terminal.send(Key::Char('u')).unwrap();
    wait_for(&mut terminal, "Entry 2 taken back.");
    wait_for(&mut terminal, "Your answer · 5 words");
}

#[test]
fn a_second_program_is_kept_out() {
    let home = Home::new();
    let mut first = mlsd(&home, MOCK);
    answer_and_half_a_sentence(&mut first);
    let mut second = mlsd(&home, "resume");
    wait_for(&mut second, "error: ");
    assert_eq!(second.wait_exit().unwrap().code(), Some(1));
    assert!(second.screen().contains("open in another"), "{}", shown(&second.screen()));
    first.send_str("!").unwrap();
    wait_for(&mut first, "and then I would!");
}

/// A folder on a file system of its own, as small as can be; `None` where that is not allowed.
fn tiny_disk(home: &Home) -> Option<String> {
    let folder = home.path().join("tiny");
    fs::create_dir_all(&folder).unwrap();
    let inside = "mount -t tmpfs -o size=48k tmpfs \"$0\" && exec \"$@\"";
    let can = Command::new("unshare")
        .args(["-rm", "sh", "-c", inside])
        .arg(&folder)
        .arg("true")
        .status()
        .is_ok_and(|status| status.success());
    can.then(|| folder.display().to_string())
}

#[test]
#[expect(clippy::print_stderr, reason = "that nothing was tested must not pass unseen")]
fn a_full_disk_is_told_and_nothing_that_was_written_goes() {
    let home = Home::new();
    let Some(folder) = tiny_disk(&home) else {
        eprintln!("no file system of one's own here: not tested");
        return;
    };
    let script = format!(
        "mount -t tmpfs -o size=48k tmpfs {folder} && MLSD_DATA_DIR={folder} {} {MOCK}; echo code=$?",
        program().display()
    );
    let mut terminal = terminal(&home)
        .args(["-rm", "sh", "-c", &script])
        .env("MLSD_CONTENT", practice_content())
        .spawn("/usr/bin/unshare")
        .unwrap();
    wait_for(&mut terminal, "Ask me anything");
    terminal.paste(&"water kettle sensor ".repeat(3_000)).unwrap();
    wait_for(&mut terminal, "The draft is not saved");
    terminal.send(Key::Ctrl('s')).unwrap();
    wait_for(&mut terminal, "Not saved: ");
    wait_for(&mut terminal, "9000 words");
    terminal.send(Key::Ctrl('c')).unwrap();
    wait_for(&mut terminal, "Leave?");
    terminal.send(Key::Char('y')).unwrap();
    wait_for(&mut terminal, "code=1");
    assert!(terminal.screen().contains("water kettle sensor"), "the words are printed");
}

#[test]
fn the_bell_rings_at_four_fifths_and_at_the_end_for_who_asked_for_it() {
    for (flag, rings) in [("", 0), (" --bell", 2)] {
        let home = Home::new();
        let mut terminal = mlsd(&home, &format!("{MOCK}{flag}"));
        wait_for(&mut terminal, "Write here");
        for (span, shown) in [("+4m10s", "wrap up"), ("+20s", "wrap up"), ("+40s", "move on")] {
            terminal.send_str(&format!("/clock {span}")).unwrap();
            terminal.send(Key::Ctrl('s')).unwrap();
            wait_for(&mut terminal, "Write here");
            wait_for(&mut terminal, shown);
        }
        assert_eq!(terminal.screen().bells(), rings);
    }
}

/// Not a test: what the next one runs on a terminal of its own.
#[test]
#[ignore = "it fails on purpose"]
fn a_failure_on_the_full_screen() {
    let editor = Editor::new(None, None);
    let _screen = FullScreen::open(Style::PLAIN, editor, false, "20260102-0304-tea").unwrap();
    panic!("the reason");
}

#[test]
fn a_program_that_fails_gives_the_terminal_back_and_says_how_to_go_on() {
    let home = Home::new();
    let me = std::env::current_exe().unwrap();
    let run = format!(
        "stty -g > before; {} --ignored --exact --nocapture pty::sheet::a_failure_on_the_full_screen; \
         stty -g > after; echo looks=$((1 + 1))",
        me.display()
    );
    let mut terminal = terminal(&home).arg("-c").arg(run).spawn("/bin/sh").unwrap();
    wait_for(&mut terminal, "the reason");
    wait_for(&mut terminal, "Go on with: mlsd resume 20260102-0304-tea");
    wait_for(&mut terminal, "looks=2");
    assert!(!terminal.screen().alternate_screen() && terminal.screen().cursor_visible());
    terminal.wait_exit().unwrap();
    modes_are_restored(&home);
}

#[test]
fn no_colour_is_used_where_none_is_wanted() {
    let home = Home::new();
    let mut terminal = terminal(&home)
        .args(MOCK.split_whitespace())
        .env("NO_COLOR", "1")
        .spawn(program())
        .unwrap();
    answer_and_half_a_sentence(&mut terminal);
    terminal.send_str("/clock +4m30s").unwrap();
    let screen = terminal.screen();
    for (row, column) in (0..screen.rows()).flat_map(|r| (0..screen.cols()).map(move |c| (r, c))) {
        let style = screen.cell(row, column).unwrap().style();
        assert_eq!(style.fg, termlens::Color::Default, "at {row},{column}");
    }
}

#[test]
fn plain_mode_is_had_by_flag_by_variable_and_on_a_dumb_terminal() {
    for (flag, name, value) in
        [("--plain", "X", "1"), ("", "MLSD_PLAIN", "1"), ("", "TERM", "dumb")]
    {
        let home = Home::new();
        let mut terminal = terminal(&home)
            .args(MOCK.split_whitespace().chain(flag.split_whitespace()))
            .env(name, value)
            .spawn(program())
            .unwrap();
        wait_for(&mut terminal, "/next finishes the step");
        assert!(!terminal.screen().alternate_screen());
    }
}
