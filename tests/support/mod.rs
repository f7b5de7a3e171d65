//! Runs the program where nothing of this machine or its user can be seen.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// When every test takes place.
pub(crate) const NOW: &str = "2026-01-02T03:04:05Z";

/// The case these tests use, so that work on shipped cases breaks none of them.
pub(crate) const CASE: &str = "tea-kettle";

/// A temporary home with its own data folder.
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    /// An empty home: nobody has used the program here before.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The home itself; what tests write beside the data folder stands here.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The data folder.
    pub(crate) fn data(&self) -> PathBuf {
        self.path().join("data")
    }

    /// Writes a file below the home and returns its path.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Every file of the data folder's `sessions` with this ending.
    pub(crate) fn session_files(&self, ending: &str) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.data().join("sessions")) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension() == Some(OsStr::new(ending)));
        paths.sort();
        paths
    }

    /// The only session's journal.
    pub(crate) fn journal(&self) -> PathBuf {
        let journals = self.session_files("jsonl");
        assert_eq!(journals.len(), 1, "{journals:?}");
        journals.into_iter().next().unwrap()
    }

    /// The only session's draft, as stored.
    pub(crate) fn draft(&self) -> Option<String> {
        let drafts = self.session_files("draft");
        assert!(drafts.len() < 2, "{drafts:?}");
        drafts.first().map(|path| fs::read_to_string(path).unwrap())
    }

    /// The program with these arguments, separated by blanks, and the tests' own case at hand.
    pub(crate) fn mlsd(&self, args: &str) -> Run<'_> {
        self.bare(args).env("MLSD_CONTENT", practice_content())
    }

    /// The program with these arguments, separated by blanks, and shipped content only.
    pub(crate) fn bare(&self, args: &str) -> Run<'_> {
        let mut command = Command::new(program());
        command.args(args.split_whitespace());
        command.current_dir(self.path()).env_clear().envs(self.env());
        Run { home: self, command }
    }

    /// The whole environment the program sees.
    pub(crate) fn env(&self) -> Vec<(&'static str, String)> {
        vec![
            ("HOME", self.path().display().to_string()),
            ("MLSD_DATA_DIR", self.data().display().to_string()),
            ("MLSD_NOW", NOW.to_owned()),
            ("COLUMNS", "80".to_owned()),
            ("PATH", "/usr/bin:/bin".to_owned()),
        ]
    }

    /// Text without what differs from one machine, run or release to the next.
    pub(crate) fn normalised(&self, text: &str) -> String {
        let real = self.path().canonicalize().unwrap();
        text.replace(&real.display().to_string(), "[HOME]")
            .replace(&self.path().display().to_string(), "[HOME]")
            .replace(&practice_content().display().to_string(), "[CONTENT]")
            .replace(concat!("mlsd ", env!("CARGO_PKG_VERSION")), "mlsd [VERSION]")
    }
}

/// The built program.
pub(crate) fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_mlsd"))
}

/// The folder with the tests' own case.
pub(crate) fn practice_content() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/practice-content")
}

/// The program about to be run.
pub(crate) struct Run<'a> {
    home: &'a Home,
    command: Command,
}

impl Run<'_> {
    /// One more argument, which may hold blanks.
    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    /// Sets a variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it with nothing on standard input.
    pub(crate) fn run(self) -> Output {
        self.stdin("")
    }

    /// Runs it with this on standard input.
    pub(crate) fn stdin(mut self, input: impl Into<Vec<u8>>) -> Output {
        let done = self.command.write_stdin(input).output().unwrap();
        let text = |bytes: Vec<u8>| self.home.normalised(&String::from_utf8(bytes).unwrap());
        Output { code: done.status.code(), stdout: text(done.stdout), stderr: text(done.stderr) }
    }
}

/// What came of it. Shown as one text, it is a snapshot of all three.
#[must_use = "compare the output or assert the exit code"]
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Output {
    /// Exit code; none after a signal.
    pub(crate) code: Option<i32>,
    /// Standard output, normalised.
    pub(crate) stdout: String,
    /// Standard error, normalised.
    pub(crate) stderr: String,
}

impl Output {
    /// Asserts that it went well and quietly; returns what it printed.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""), "{self}");
        self.stdout
    }

    /// Asserts an exit code and exactly one message and nothing else.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, message: &str) {
        let expected = Self {
            code: Some(code),
            stdout: String::new(),
            stderr: if message.is_empty() { String::new() } else { format!("{message}\n") },
        };
        assert_eq!(self, expected, "{self}");
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code.map_or("none".to_owned(), |code| code.to_string());
        write!(f, "exit code: {code}")?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                write!(f, "\n----- {name} -----\n{text}")?;
            }
        }
        Ok(())
    }
}
