//! `--help`, `--version`, completions and the manual page.

use std::fmt::Write;

use insta::assert_snapshot;

use crate::support::Home;

const COMMANDS: &[&str] = &[
    "",
    "demo",
    "mock",
    "practice",
    "resume",
    "review",
    "script",
    "score",
    "explain",
    "claim",
    "dispute",
    "export",
    "sessions",
    "list",
    "check",
    "new",
    "new case",
    "completions",
    "man",
];

/// The commands that stand right after the program's name.
fn top_level() -> Vec<&'static str> {
    COMMANDS[1..].iter().copied().filter(|command| !command.contains(' ')).collect()
}

#[test]
fn the_help_of_every_command() {
    let home = Home::new();
    let mut all = String::new();
    for command in COMMANDS {
        let help = home.bare(command).arg("--help").run().done();
        write!(all, "===== mlsd {command} =====\n{help}\n").unwrap();
    }
    assert_snapshot!(all);
}

#[test]
fn every_command_of_the_help_is_in_the_snapshot_above() {
    let help = Home::new().bare("-h").run().done();
    let commands = help.split("Commands:\n").nth(1).unwrap();
    let commands = commands.lines().take_while(|line| !line.is_empty());
    // A description that is too long goes on below itself.
    let names = commands.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names: Vec<&str> = names.filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, top_level());
}

#[test]
fn bare_mlsd_away_from_a_terminal_is_the_help() {
    let home = Home::new();
    assert_eq!(home.bare("").run().done(), home.bare("-h").run().done());
}

#[test]
fn the_version_is_one_line() {
    assert_eq!(Home::new().bare("--version").run().done(), "mlsd [VERSION]\n");
}

#[test]
fn completions_are_printed_for_every_shell() {
    let home = Home::new();
    for (shell, sign) in [
        ("bash", "complete -F _mlsd"),
        ("zsh", "#compdef mlsd"),
        ("fish", "complete -c mlsd"),
        ("elvish", "edit:completion:arg-completer[mlsd]"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName 'mlsd'"),
    ] {
        let script = home.bare("completions").arg(shell).run().done();
        assert!(script.contains(sign), "{shell}:\n{script}");
    }
}

#[test]
fn the_manual_page_is_roff_and_names_every_command() {
    let page = Home::new().bare("man").run().done();
    assert!(page.starts_with(".ie \\n(.g .ds Aq"), "{page}");
    assert!(page.contains(".TH mlsd 1"), "{page}");
    for command in top_level() {
        assert!(page.contains(&format!("mlsd\\-{command}(1)")), "{command}:\n{page}");
    }
}
