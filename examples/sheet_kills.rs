//! Kills the full screen at random moments and looks for every finished entry in its journal.
//!
//! `cargo run --release --example sheet_kills -- 200` (Unix only). One session is gone on with from
//! kill to kill. An entry is finished once its key was answered on the screen; the text being typed
//! when the kill comes must be there again as of two seconds before.

#[cfg(not(unix))]
fn main() {
    eprintln!("there is no SIGKILL here");
}

#[cfg(unix)]
fn main() -> anyhow::Result<()> {
    unix::main()
}

#[cfg(unix)]
#[expect(clippy::print_stdout, reason = "the report is what this is for")]
mod unix {
    use anyhow::{Context, Result, ensure};
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::time::Duration;
    use termlens::{Key, Signal, Terminal};

    const PATIENCE: Duration = Duration::from_secs(30);

    /// Numbers that look random and are the same on every machine.
    struct Dice(u64);

    impl Dice {
        fn next(&mut self, below: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (self.0 >> 33) % below
        }
    }

    pub(super) fn main() -> Result<()> {
        let kills: u64 = std::env::args().nth(1).map_or(Ok(200), |text| text.parse())?;
        let program = program()?;
        let home = tempfile::tempdir()?;
        let mut dice = Dice(7);
        let (mut sent, mut drafts) = (0_u64, 0_u64);
        for kill in 0..kills {
            let args: &[&str] = if kill == 0 {
                &["mock", "visual-search", "--level", "senior", "--untimed"]
            } else {
                &["resume"]
            };
            let mut terminal = open(&program, home.path(), args)?;
            let whole = dice.next(4);
            for _ in 0..whole {
                let words = format!("entry-{sent}-kept");
                send(&mut terminal, &words)?;
                sent += 1;
            }
            if dice.next(2) == 0 {
                let draft = format!("draft-of-round-{kill}-");
                terminal.send_str(&draft)?;
                terminal.wait_until(|screen| screen.contains(&draft))?;
                saved(&mut terminal)?;
                drafts += u64::from(found_in_draft(home.path(), &draft)?);
            } else {
                // In the middle of anything: of a key, of a write, of drawing.
                terminal.send_str(&"word ".repeat(dice.next(40) as usize))?;
                terminal.send(Key::Ctrl('o'))?;
                terminal.send_str("a note")?;
                terminal.send(Key::Ctrl('o'))?;
            }
            terminal.signal(Signal::Kill)?;
            terminal.wait_exit()?;
            let journal = journal(home.path())?;
            for n in 0..sent {
                let words = format!("entry-{n}-kept");
                ensure!(journal.contains(&words), "after kill {kill}: lost `{words}`");
            }
        }
        println!(
            "{kills} kills, {sent} finished entries, all in the journal; {drafts} drafts kept"
        );
        Ok(())
    }

    fn program() -> Result<PathBuf> {
        let here = std::env::current_exe()?;
        let folder = here.parent().and_then(Path::parent).context("no target folder")?;
        let program = folder.join("mlsd");
        ensure!(program.exists(), "build it first: cargo build --release");
        Ok(program)
    }

    fn open(program: &Path, home: &Path, args: &[&str]) -> Result<Terminal> {
        let mut terminal = Terminal::builder()
            .size(100, 30)
            .env_clear()
            .env("HOME", home.display().to_string())
            .env("MLSD_DATA_DIR", home.join("data").display().to_string())
            .env("TERM", "xterm-256color")
            .timeout(PATIENCE)
            .args(args)
            .spawn(program)?;
        terminal.wait_until(|screen| screen.contains("Ctrl-S"))?;
        Ok(terminal)
    }

    /// Sends one entry and waits until the conversation shows it.
    fn send(terminal: &mut Terminal, words: &str) -> Result<()> {
        terminal.send(Key::End)?;
        terminal.send_str(&format!(" {words}"))?;
        terminal.send(Key::Ctrl('s'))?;
        terminal.wait_until(|screen| screen.contains("Write here"))?;
        terminal.wait_until(|screen| screen.contains(words))?;
        Ok(())
    }

    fn saved(terminal: &mut Terminal) -> Result<()> {
        terminal.wait_until(|screen| !screen.contains("not saved yet"))?;
        Ok(())
    }

    fn sessions(home: &Path, ending: &str) -> Result<Vec<PathBuf>> {
        let entries = fs::read_dir(home.join("data/sessions"))?;
        let paths: Vec<PathBuf> =
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|e| e == ending)).collect())
    }

    fn journal(home: &Path) -> Result<String> {
        let paths = sessions(home, "jsonl")?;
        ensure!(paths.len() == 1, "one session was wanted: {paths:?}");
        Ok(fs::read_to_string(&paths[0])?)
    }

    fn found_in_draft(home: &Path, words: &str) -> Result<bool> {
        let mut found = false;
        for path in sessions(home, "draft")? {
            found |= fs::read_to_string(path)?.contains(words);
        }
        ensure!(found, "the draft `{words}` was called saved and is not there");
        Ok(found)
    }
}
