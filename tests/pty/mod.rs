//! The built program on a real terminal. Every wait is for something on the screen.
#![cfg(unix)]

mod plain;
mod readme;
mod sheet;

use std::time::Duration;

use termlens::{Key, Terminal, TerminalBuilder};

use crate::support::{Home, practice_content, program};

/// Long enough for a machine that does other things as well; nothing waits this long that works.
const PATIENCE: Duration = Duration::from_secs(30);

/// A terminal with nothing of this machine in its environment.
fn terminal(home: &Home) -> TerminalBuilder {
    let builder = Terminal::builder().size(80, 30).env_clear().timeout(PATIENCE);
    let builder =
        home.env().into_iter().fold(builder, |builder, (name, value)| builder.env(name, value));
    builder
        .env("TERM", "xterm-256color")
        .env("MLSD_CONTENT", practice_content())
        .current_dir(home.path())
}

/// The program on a terminal of its own.
fn mlsd(home: &Home, args: &str) -> Terminal {
    terminal(home).args(args.split_whitespace()).spawn(program()).unwrap()
}

/// A shell's command line that runs the program between two looks at the terminal's modes, so that
/// what it left behind can be seen after it ended.
fn between_looks(args: &str) -> String {
    let program = program().display();
    format!(
        "stty -g > before; {program} {args}; echo \"code=$?\"; stty -g > after; echo looks=$((1 + 1))"
    )
}

/// A shell that runs the program between two looks.
fn shell(home: &Home, args: &str) -> Terminal {
    terminal(home).arg("-c").arg(between_looks(args)).spawn("/bin/sh").unwrap()
}

fn modes_are_restored(home: &Home) {
    let read = |name: &str| std::fs::read_to_string(home.path().join(name)).unwrap();
    assert_eq!(read("before"), read("after"), "the terminal's modes as `stty -g` prints them");
}

fn wait_for(terminal: &mut Terminal, text: &str) {
    terminal.wait_until(|screen| screen.contains(text)).unwrap();
}

fn type_line(terminal: &mut Terminal, text: &str) {
    terminal.send_str(text).unwrap();
    terminal.send(Key::Enter).unwrap();
}
