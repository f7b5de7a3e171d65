//! Damaged files, other programs, closed pipes, and words that are meant for a terminal.

use std::fs::{self, File};
use std::io::Read;
use std::process::{Command, Stdio};

use insta::assert_snapshot;

use crate::support::{Home, practice_content, program};

const ESCAPES: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m";

/// A session that was left after one answer.
fn left() -> Home {
    let home = Home::new();
    let mock = home.mlsd("mock tea-kettle").stdin("The goal is fewer warranty cases.\n.\n/quit\n");
    assert_eq!(mock.code, Some(130), "{mock}");
    home
}

fn no_escape(text: &str) {
    let bad = |c: char| c != '\n' && c.is_control();
    assert!(!text.contains(bad), "{text:?}");
}

#[test]
fn escape_sequences_in_an_answer_never_reach_the_terminal() {
    let home = Home::new();
    let answer = format!("labels{ESCAPES} come from seconds per litre {ESCAPES}\n.\n");
    let practice = home
        .mlsd("practice tea-kettle --step data")
        .stdin(format!("{answer}/revise\n.\n/next\n{ESCAPES}\n/next\n"));
    assert_eq!(practice.code, Some(0), "{practice}");
    let mut all = vec![practice];
    all.push(home.mlsd("score --case tea-kettle --step data").stdin(answer.as_str()));
    all.push(
        home.mlsd("explain --case tea-kettle --point tea-kettle/label-from-heating")
            .stdin(answer.as_str()),
    );
    all.push(home.mlsd("explain last tea-kettle/label-from-heating").run());
    all.push(home.mlsd("export").run());
    all.push(home.mlsd("export --format json").run());
    all.push(home.mlsd("mock").arg(ESCAPES).run());
    all.push(home.mlsd("export").arg(ESCAPES).run());
    for output in all {
        no_escape(&output.stdout);
        no_escape(&output.stderr);
    }
}

#[test]
fn escape_sequences_in_content_never_reach_the_terminal() {
    let home = Home::new();
    let case = fs::read_to_string(practice_content().join("case-studies/tea-kettle.yaml")).unwrap();
    let escapes = r"\e[2J\e]0;owned\a";
    let case = case
        .replace("title: Descaling", &format!("title: \"{escapes}Descaling"))
        .replace("smart kettles\nprompt: Design", &format!("smart kettles\"\nprompt: \"{escapes}Design"))
        .replace("descale them.\n", "descale them.\"\n")
        .replace("family: maintenance", &format!("family: \"{escapes}\""))
        .replace("answer: Fewer heating elements that burn out under warranty; owners who switch reminders off count against it.", &format!("answer: \"{escapes}\""));
    home.write("evil/case-studies/tea-kettle.yaml", &case);
    let mut all = Vec::new();
    for command in ["list", "list --format json", "review tea-kettle --peek"] {
        all.push(home.bare(command).env("MLSD_CONTENT", "evil").run());
    }
    let mock = home
        .bare("mock tea-kettle")
        .env("MLSD_CONTENT", "evil")
        .stdin("What is the goal?\n.\n/finish\n");
    assert_eq!(mock.code, Some(0), "{mock}");
    all.push(mock);
    all.push(home.bare("export").env("MLSD_CONTENT", "evil").run());
    all.push(home.bare("sessions").run());
    home.write(
        "evil/case-studies/tea-kettle.yaml",
        case.replace("difficulty: easy", &format!("difficulty: \"{escapes}\"")),
    );
    all.push(home.bare("check").env("MLSD_CONTENT", "evil").run());
    for output in all {
        no_escape(&output.stdout);
        no_escape(&output.stderr);
    }
}

#[test]
fn a_line_cut_short_and_a_damaged_line_cost_only_themselves() {
    let home = left();
    let path = home.journal();
    let whole = fs::read_to_string(&path).unwrap();
    let damaged = whole.replacen("\"n\":2,", "\"n\":2 ", 1);
    assert_ne!(whole, damaged);
    fs::write(&path, damaged + "{\"n\":9,\"at\":\"2026-01-0").unwrap();
    let before = fs::read(&path).unwrap();
    let export = home.mlsd("export").run();
    assert_eq!(export.code, Some(0), "{export}");
    assert_snapshot!(export.stderr, @"
    journal line 3: not JSON: expected `,` or `}` at line 1 column 8; the rest was read
    journal line 7: cut short while it was written; the rest was read
    This mock is not over: exported without what it lacks, as with --no-spoilers.
    ");
    assert!(export.stdout.contains("fewer warranty cases"), "{export}");
    assert_eq!(fs::read(&path).unwrap(), before, "reading changes nothing");
    let resumed = home.mlsd("resume").stdin("And fewer returns.\n.\n/finish\n");
    assert_eq!(resumed.code, Some(0), "{resumed}");
    let after = fs::read(&path).unwrap();
    assert!(after.starts_with(&before), "nothing is overwritten");
    let export = home.mlsd("export").run();
    assert!(export.stdout.contains("And fewer returns."), "{export}");
}

#[test]
fn a_journal_of_a_newer_version_is_refused_and_left_alone() {
    let home = left();
    let path = home.journal();
    let newer = fs::read_to_string(&path).unwrap().replacen("{\"journal\":1", "{\"journal\":2", 1);
    fs::write(&path, &newer).unwrap();
    let key = path.file_stem().unwrap().to_str().unwrap();
    for command in ["export", "resume", "claim"] {
        let run = home.mlsd(command).arg(key);
        let output = if command == "claim" { run.arg("tea-kettle/goal") } else { run }.run();
        output.fails(
            1,
            "error: [HOME]/data/sessions/20260102-0304-tea-kettle-qzag.jsonl:1: no readable session; the file was \
             left as it is: written in journal format 2 by a newer mlsd; this one reads format 1, please \
             update mlsd",
        );
    }
    assert_snapshot!(home.mlsd("sessions").run(), @"
    exit code: 0
    ----- stderr -----
    [HOME]/data/sessions/20260102-0304-tea-kettle-qzag.jsonl:1: no readable session; the file was left as it is: written in journal format 2 by a newer mlsd; this one reads format 1, please update mlsd
    ");
    assert_eq!(fs::read_to_string(path).unwrap(), newer);
}

#[test]
fn a_session_that_is_open_elsewhere_is_not_opened_twice() {
    let home = left();
    let lock = File::options().write(true).open(home.journal().with_extension("lock")).unwrap();
    lock.try_lock().unwrap();
    let journal = fs::read(home.journal()).unwrap();
    for command in ["resume", "claim last tea-kettle/goal"] {
        let output = home.mlsd(command).run();
        assert_eq!((output.code, output.stdout.as_str()), (Some(1), ""), "{output}");
        let message =
            "error: session 20260102-0304-tea-kettle-qzag is open in another mlsd (process ";
        assert!(output.stderr.starts_with(message), "{output}");
        assert!(output.stderr.ends_with("); close it there first\n"), "{output}");
    }
    assert_eq!(fs::read(home.journal()).unwrap(), journal);
    assert_eq!(home.mlsd("export").run().code, Some(0), "reading needs no lock");
    drop(lock);
    assert_eq!(home.mlsd("resume").stdin("/finish\n").code, Some(0));
}

#[test]
fn a_session_that_is_over_cannot_be_resumed() {
    let home = left();
    assert_eq!(home.mlsd("resume").stdin("/finish\n").code, Some(0));
    home.mlsd("resume last").run().fails(
        2,
        "error: session 20260102-0304-tea-kettle-qzag is over; read it with `mlsd export \
         20260102-0304-tea-kettle-qzag`",
    );
    home.mlsd("resume")
        .run()
        .fails(2, "error: no session waits to be resumed; `mlsd mock` starts one");
}

#[test]
fn a_draft_that_cannot_be_read_is_kept() {
    let home = left();
    fs::write(home.journal().with_extension("draft"), "half a {").unwrap();
    let resumed = home.mlsd("resume").stdin("/quit\n");
    assert_eq!(resumed.code, Some(130), "{resumed}");
    assert_snapshot!(resumed.stderr, @"
    the unfinished text of this session could not be read; it is kept in [HOME]/data/sessions/20260102-0304-tea-kettle-qzag.draft.damaged
    Saved. Go on with: mlsd resume 20260102-0304-tea-kettle-qzag
    ");
}

/// Runs the program and closes its standard output after one byte, or before it starts to write.
fn with_closed_pipe(home: &Home, args: &[&str], read: usize) -> (Option<i32>, String) {
    let mut child = Command::new(program())
        .args(args)
        .env_clear()
        .envs(home.env())
        .env("MLSD_CONTENT", practice_content())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut vec![0; read]).unwrap();
    drop(out);
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    (child.wait().unwrap().code(), stderr)
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let home = left();
    for args in [
        vec!["man"],
        vec!["completions", "bash"],
        vec!["list", "points"],
        vec!["export", "last"],
        vec!["--help"],
        vec!["review", "tea-kettle", "--peek"],
    ] {
        for read in [0, 1] {
            let (code, stderr) = with_closed_pipe(&home, &args, read);
            assert!(!stderr.contains("panicked"), "{args:?}: {stderr}");
            assert!(code.is_some(), "{args:?} ended by a signal: {stderr}");
        }
    }
}

#[test]
fn colour_follows_the_flag_and_the_environment() {
    let home = Home::new();
    let score = |flag: &str, name: &str, value: &str| {
        let run = home.mlsd("score --case tea-kettle --step data").arg("--color").arg(flag);
        run.env(name, value).stdin("labels come from seconds per litre").stdout
    };
    let plain = score("auto", "TERM", "xterm");
    no_escape(&plain);
    assert_eq!(score("never", "CLICOLOR_FORCE", "1"), plain);
    assert_eq!(score("auto", "NO_COLOR", "1"), plain);
    let colour = score("always", "NO_COLOR", "1");
    assert!(colour.contains("\u{1b}["), "{colour:?}");
    assert_eq!(score("auto", "CLICOLOR_FORCE", "1"), colour);
}
