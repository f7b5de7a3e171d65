//! README's screens are taken from the program. `UPDATE_README=1 cargo test readme` takes them anew.

use std::fs;
use std::path::{Path, PathBuf};

use termlens::{Key, Screen, Terminal};

use super::{terminal, wait_for};
use crate::support::{Home, program};

const CASE: &str = "visual-search";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Notes of a competent candidate on one step.
fn notes(step: &str) -> String {
    let text = fs::read_to_string(file("tests/graded/answers/visual-search/solid-clocked.txt"));
    let text = text.unwrap();
    let block = text.split("/step ").find(|block| block.starts_with(step)).unwrap();
    block.split_once('\n').unwrap().1.trim().to_owned()
}

fn shown(screen: &Screen) -> String {
    let rows = (0..screen.rows()).map(|row| screen.row_text(row).trim_end().to_owned());
    rows.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

fn send(terminal: &mut Terminal, text: &str) {
    terminal.paste(text).unwrap();
    terminal.send(Key::Ctrl('s')).unwrap();
    wait_for(terminal, "Write here");
}

/// A mock interview, played from the first question to the result.
fn screens() -> Vec<(&'static str, String)> {
    let home = Home::new();
    let args = ["mock", CASE, "--level", "senior", "--minutes", "45", "--seed", "7"];
    let mut terminal = terminal(&home).size(104, 26).args(args).spawn(program()).unwrap();
    wait_for(&mut terminal, "Write here");
    send(&mut terminal, "how many photos are there to search?\nhow fast must it be?");
    send(&mut terminal, &notes("requirements"));
    send(&mut terminal, "/clock +3m40s");
    terminal.paste("/step data").unwrap();
    terminal.send(Key::Ctrl('s')).unwrap();
    wait_for(&mut terminal, "3/7 Prepare the data");
    send(&mut terminal, "/clock +6m30s");
    terminal
        .paste("pairs from clicks under \"more like this\", saves into one collection, and")
        .unwrap();
    let written = |screen: &Screen| screen.contains("12 words") && screen.contains("· saved");
    let sheet = terminal.wait_frame(written).unwrap();
    terminal.send(Key::Ctrl('s')).unwrap();
    wait_for(&mut terminal, "Write here");
    for step in ["framing", "data", "model", "evaluation", "serving", "monitoring"] {
        send(&mut terminal, &format!("/step {step}"));
        send(&mut terminal, &notes(step));
        send(&mut terminal, "/clock +4m");
    }
    send(&mut terminal, "/predict 60");
    terminal.resize(118, 27).unwrap();
    terminal.paste("/finish").unwrap();
    terminal.send(Key::Ctrl('s')).unwrap();
    let result = terminal.wait_frame(|screen| screen.contains("[1 Result]")).unwrap();
    terminal.send(Key::Char('4')).unwrap();
    let step = terminal.wait_frame(|screen| screen.contains("[4 Prepare")).unwrap();
    vec![("sheet", shown(&sheet)), ("result", shown(&result)), ("step", shown(&step))]
}

/// The text with what stands between a screen's marks replaced.
fn with_screen(text: &str, name: &str, screen: &str) -> String {
    let (open, close) = (format!("<!-- screen {name} -->"), "<!-- end -->");
    let (before, rest) = text.split_once(&open).unwrap();
    let (_, after) = rest.split_once(close).unwrap();
    format!("{before}{open}\n```text\n{screen}\n```\n{close}{after}")
}

#[test]
#[expect(clippy::disallowed_methods, reason = "whether to take them anew is asked of the caller")]
fn the_screens_of_readme_are_those_of_the_program() {
    let path = file("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let taken = screens()
        .iter()
        .fold(text.clone(), |text, (name, screen)| with_screen(&text, name, screen));
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, taken).unwrap();
    } else {
        assert!(text == taken, "take them anew: UPDATE_README=1 cargo test readme");
    }
}
