//! From a key to the frame that shows it, on a full screen with a long answer and a long session;
//! what it costs to do nothing, and how much memory it takes.
//!
//! `cargo run --release --example sheet_speed` (Linux: it reads `/proc`).

#[cfg(not(target_os = "linux"))]
fn main() {}

#[cfg(target_os = "linux")]
fn main() -> anyhow::Result<()> {
    linux::main()
}

#[cfg(target_os = "linux")]
#[expect(clippy::print_stdout, reason = "the report is what this is for")]
#[expect(clippy::disallowed_methods, reason = "time is what is measured")]
mod linux {
    use anyhow::{Context, Result, ensure};
    use std::fmt::Write as _;
    use std::fs;
    use std::io::Write as _;
    use std::path::{Path, PathBuf};
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    use termlens::{Key, Terminal};

    const KEYS: usize = 1_000;
    const WORDS: usize = 5_000;
    const ENTRIES: usize = 180;
    const IDLE: Duration = Duration::from_secs(20);

    pub(super) fn main() -> Result<()> {
        let program = program()?;
        for (columns, rows) in [(80, 24), (240, 70)] {
            let home = tempfile::tempdir()?;
            long_session(&program, home.path())?;
            let mut terminal = open(&program, home.path(), columns, rows)?;
            terminal.paste(&"an answer of many words, some of them long ".repeat(WORDS / 9))?;
            terminal.wait_until(|screen| screen.contains("4995 words"))?;
            let mut times = keys(&mut terminal)?;
            times.sort();
            let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
            println!(
                "{columns}x{rows}: key to frame, {KEYS} keys: median {:?}, p99 {:?}, most {:?}",
                at(0.5),
                at(0.99),
                at(1.0)
            );
            let pid = terminal.pid().context("no process")?;
            println!("  memory {:.1} MB", memory(pid)?);
            terminal.send(Key::Ctrl('s'))?;
            terminal.send_str("and a word")?;
            terminal.send(Key::Ctrl('s'))?;
            terminal.wait_until(|screen| screen.contains("You: and a word"))?;
            println!("  idle {:.2} % of one processor over {IDLE:?}", idle(pid)? * 100.0);
        }
        Ok(())
    }

    fn program() -> Result<PathBuf> {
        let here = std::env::current_exe()?;
        let folder = here.parent().and_then(Path::parent).context("no target folder")?;
        let program = folder.join("mlsd");
        ensure!(program.exists(), "build it first: cargo build --release");
        Ok(program)
    }

    /// A session of more than two hundred events, left to be resumed.
    fn long_session(program: &Path, home: &Path) -> Result<()> {
        let mut child = Command::new(program)
            .args(["practice", "visual-search", "--plain"])
            .env("HOME", home)
            .env("MLSD_DATA_DIR", home.join("data"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut script = "/step data\n".to_owned();
        for n in 0..ENTRIES {
            writeln!(
                script,
                "entry {n}: pairs from clicks, saves and collections, with their bias\n."
            )?;
        }
        for _ in 0..10 {
            script.push_str("/back\n/step data\n");
        }
        child.stdin.take().context("no input")?.write_all(script.as_bytes())?;
        child.wait()?;
        Ok(())
    }

    fn open(program: &Path, home: &Path, columns: u16, rows: u16) -> Result<Terminal> {
        let mut terminal = Terminal::builder()
            .size(columns, rows)
            .env_clear()
            .env("HOME", home.display().to_string())
            .env("MLSD_DATA_DIR", home.join("data").display().to_string())
            .env("TERM", "xterm-256color")
            .timeout(Duration::from_secs(30))
            .args(["resume"])
            .spawn(program)?;
        terminal.wait_until(|screen| screen.contains("Ctrl-S"))?;
        Ok(terminal)
    }

    /// Types letters; each is timed until the screen shows one more of them.
    fn keys(terminal: &mut Terminal) -> Result<Vec<Duration>> {
        let mut times = Vec::with_capacity(KEYS);
        let shown = |text: &str| text.matches('§').count();
        for _ in 0..KEYS {
            let before = shown(&terminal.screen().text());
            let start = Instant::now();
            terminal.send(Key::Char('§'))?;
            terminal.wait_until(|screen| shown(&screen.text()) != before)?;
            times.push(start.elapsed());
        }
        Ok(times)
    }

    /// Resident memory in MB.
    fn memory(pid: u32) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
        let kilobytes: f64 = line.split_whitespace().nth(1).context("no figure")?.parse()?;
        Ok(kilobytes / 1024.0)
    }

    /// Share of one processor used while nobody types.
    fn idle(pid: u32) -> Result<f64> {
        const TICKS_A_SECOND: f64 = 100.0;
        let before = ticks(pid)?;
        std::thread::sleep(IDLE);
        Ok((ticks(pid)? - before) / TICKS_A_SECOND / IDLE.as_secs_f64())
    }

    fn ticks(pid: u32) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
        let after = stat.rsplit(')').next().context("no stat")?;
        let mut fields = after.split_whitespace().skip(11);
        let user: f64 = fields.next().context("no user time")?.parse()?;
        let system: f64 = fields.next().context("no system time")?.parse()?;
        Ok(user + system)
    }
}
