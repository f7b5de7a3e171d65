//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

use crate::content::Level;
use crate::content::case_study::Difficulty;

/// Rehearse machine-learning system design interviews: offline, deterministic, timed.
#[derive(Debug, Parser)]
#[command(
    name = "mlsd",
    version,
    about = "Rehearse machine-learning system design interviews in the terminal",
    long_about = "Rehearse machine-learning system design interviews in the terminal.\n\n\
        Walks you step by step through a design prompt, against the clock if you like, and scores \
        each step against a rubric. Offline and deterministic; every point is earned by a sentence \
        of yours, and the sentence is quoted.",
    after_help = "Examples:\n  mlsd demo                                   see how scoring works, in ten seconds\n  \
        mlsd mock ad-click-prediction               a full 45-minute mock interview\n  \
        mlsd practice ad-click-prediction --step data   one step, untimed, with feedback\n  \
        mlsd export last -o transcript.md           the transcript of your last session\n\n\
        Exit codes: 0 done, 1 failed, 2 usage, 3 content problems, 130 interrupted (session saved)",
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Cli {
    /// Folder with your own frameworks and case studies; adds to the shipped ones
    #[arg(long, global = true, value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// When to use colour
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value = "auto",
        hide_possible_values = false
    )]
    pub color: Colour,
    /// Plain mode: lines in, lines out, no redrawing, no colour (also `MLSD_PLAIN=1`)
    #[arg(long, global = true)]
    pub plain: bool,
    /// What to do; without it, what to do now
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A level on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelArg {
    /// Mid-level (L4, E4)
    Mid,
    /// Senior (L5, E5)
    Senior,
    /// Staff (L6, E6) and up
    Staff,
}

impl From<LevelArg> for Level {
    fn from(level: LevelArg) -> Self {
        match level {
            LevelArg::Mid => Self::Mid,
            LevelArg::Senior => Self::Senior,
            LevelArg::Staff => Self::Staff,
        }
    }
}

/// A difficulty on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DifficultyArg {
    /// One model, few constraints
    Easy,
    /// Several stages or one hard constraint
    Medium,
    /// Several hard constraints at once
    Hard,
}

impl From<DifficultyArg> for Difficulty {
    fn from(difficulty: DifficultyArg) -> Self {
        match difficulty {
            DifficultyArg::Easy => Self::Easy,
            DifficultyArg::Medium => Self::Medium,
            DifficultyArg::Hard => Self::Hard,
        }
    }
}

/// Text or JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TextFormat {
    /// For people.
    Text,
    /// For scripts; `format: 1` first.
    Json,
}

/// Format of a transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Markdown.
    Markdown,
    /// JSON; `format: 1` first.
    Json,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Listed {
    /// Case studies.
    Cases,
    /// Frameworks.
    Frameworks,
    /// Shared points.
    Points,
    /// The vocabulary cues may name.
    Concepts,
}

/// Subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show a weak and a strong answer to one step, scored, evidence marked
    Demo,
    /// Run a mock interview under the clock
    #[command(
        after_help = "Examples:\n  mlsd mock\n  mlsd mock ad-click-prediction --level staff --minutes 60\n  \
        mlsd mock ad-click-prediction --open            no steps: you set the order\n  \
        mlsd mock ad-click-prediction < answers.txt     plain mode reads a pipe the same way\n\n\
        In plain mode a line `.` sends what you typed; /next finishes a step; /help lists the commands."
    )]
    Mock(StartArgs),
    /// Practise a case step by step: untimed, with feedback, hints and retries
    #[command(
        after_help = "Examples:\n  mlsd practice ad-click-prediction\n  mlsd practice ad-click-prediction --step serving"
    )]
    Practice(PracticeArgs),
    /// Go on with a session that was left
    #[command(
        after_help = "SESSION is an id, the unique beginning of one, `last`, or a path. Without it: the last one left."
    )]
    Resume {
        /// Session to go on with
        session: Option<String>,
        /// Ring at four fifths of a step's time and at its end
        #[arg(long)]
        bell: bool,
    },
    /// Read a case study: walkthrough, points, traps, sources
    Review(ReviewArgs),
    /// Print a sheet from which a friend can run the interview
    #[command(
        after_help = "Examples:\n  mlsd script ad-click-prediction > sheet.md\n  mlsd script rag-assistant --level staff --minutes 60"
    )]
    Script(ScriptArgs),
    /// Score an answer from a file or standard input
    #[command(
        after_help = "Examples:\n  mlsd score --case ad-click-prediction --step data notes.txt\n  \
        mlsd score --case ad-click-prediction --format json transcript.txt\n  \
        mlsd score --jsonl < answers.jsonl\n\n\
        A whole mock in one file marks its steps with lines `/step ID`.\n\
        With --jsonl: a line {id, case, step, answer} in gives a line {id, case, step, coverage, breadth, points} out."
    )]
    Score(ScoreArgs),
    /// Explain how a point was scored: passages, mentions, groups met and unmet
    #[command(
        after_help = "Examples:\n  mlsd explain last calibration\n  mlsd explain last calibration --all     every pattern, for who writes them\n  mlsd explain --case ad-click-prediction --point baseline notes.txt"
    )]
    Explain(ExplainArgs),
    /// Say that a point was made although it was not credited
    Claim {
        /// Session
        session: String,
        /// Point id
        point: String,
    },
    /// Disagree with a point's state; recorded, shown, and never changes the score silently
    Dispute {
        /// Session
        session: String,
        /// Point id
        point: String,
        /// Why
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Write a session's transcript
    #[command(
        after_help = "Examples:\n  mlsd export last\n  mlsd export last -o transcript.md\n  mlsd export last --format json\n  mlsd export last --no-spoilers     without what you missed, to try again later"
    )]
    Export(ExportArgs),
    /// List your sessions
    Sessions {
        /// Text or JSON
        #[arg(long, value_enum, default_value = "text")]
        format: TextFormat,
    },
    /// List cases, frameworks, shared points or the vocabulary
    #[command(
        after_help = "Filters may be combined. A case is seen when there is a session on it, finished or not.\n\n\
        Examples:\n  mlsd list\n  mlsd list --family recommendation --unseen\n  \
        mlsd list --difficulty hard --format json\n  mlsd list points --level staff\n  \
        mlsd list points calibration        the point with its cues and lines\n  \
        mlsd list concepts ab-test          every phrase of <ab-test>"
    )]
    List(ListArgs),
    /// Check content: shape, references, and every line written to test a pattern
    #[command(
        after_help = "Without PATH: the shipped content and your own folder. With PATH: these files or folders beside the shipped content.\nExit code 3 when something is wrong.\n\nExamples:\n  mlsd check\n  mlsd check my-content/case-studies/tea-kettle.yaml\n  mlsd check --watch my-content"
    )]
    Check {
        /// Files or folders to check
        paths: Vec<PathBuf>,
        /// Check again whenever one of them changes, until Ctrl-C
        #[arg(long)]
        watch: bool,
    },
    /// Start something of your own
    New {
        /// What to start
        #[command(subcommand)]
        what: New,
    },
    /// Print shell completions
    Completions {
        /// Shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// What to list.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// What to list
    #[arg(value_enum, default_value = "cases")]
    pub what: Listed,
    /// Of points and concepts only these; of points with everything by which they are recognised
    #[arg(value_name = "POINT|CONCEPT")]
    pub ids: Vec<String>,
    /// Only cases of this family
    #[arg(long, value_name = "F")]
    pub family: Option<String>,
    /// Only cases this hard
    #[arg(long, value_enum)]
    pub difficulty: Option<DifficultyArg>,
    /// Only cases with points of their own at this level; with `points`, only points at this level
    #[arg(long, value_enum)]
    pub level: Option<LevelArg>,
    /// Only cases you have had a session on
    #[arg(long, conflicts_with = "unseen")]
    pub seen: bool,
    /// Only cases you have had no session on
    #[arg(long)]
    pub unseen: bool,
    /// Text or JSON
    #[arg(long, value_enum, default_value = "text")]
    pub format: TextFormat,
}

/// What can be started.
#[derive(Debug, Subcommand)]
pub enum New {
    /// Write a draft case study that runs and checks at once, with comments that say what to replace
    #[command(
        after_help = "The draft holds shared points chosen for the family (what its cases use most; every topic has one) and, for the \
        rest, a worked example to be replaced part by part. It is labelled a draft wherever it is shown. The path of \
        the file is printed on standard output.\n\nWithout --content or -o it goes into your own content folder, which every command reads.\n\n\
        Examples:\n  mlsd new case smart-kettle --family forecasting\n  \
        mlsd new case jobs --family search --title \"Jobs nearby\" --difficulty hard\n  \
        mlsd new case jobs --family search --content my-content\n  \
        mlsd new case jobs --family search -o mine/case-studies/jobs.yaml --force\n  \
        mlsd new case jobs --family search -o -       look at it first"
    )]
    Case(NewCaseArgs),
}

/// The case to start.
#[derive(Debug, Args)]
pub struct NewCaseArgs {
    /// Its id: lower-case words joined by hyphens, such as smart-kettle
    pub id: String,
    /// Its family, which decides the shared points: one of `mlsd list`, or a new one
    #[arg(long, value_name = "F")]
    pub family: String,
    /// Its title; without it the words of the id
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// How hard it is
    #[arg(long, value_enum, default_value = "medium")]
    pub difficulty: DifficultyArg,
    /// File to write, case-studies/ID.yaml in some folder; - prints it
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long)]
    pub force: bool,
}

/// How to start a session.
#[expect(clippy::struct_excessive_bools, reason = "independent switches of a command line")]
#[derive(Debug, Args)]
pub struct StartArgs {
    /// Case study; without it a menu, or the only one
    pub case: Option<String>,
    /// Level to be judged at
    #[arg(long, value_enum)]
    pub level: Option<LevelArg>,
    /// Length in minutes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(10..=180))]
    pub minutes: Option<u32>,
    /// No clock at all
    #[arg(long, conflicts_with_all = ["minutes", "overtime"])]
    pub untimed: bool,
    /// Framework to walk through; without it the case's own, or the seven steps
    #[arg(long, value_name = "ID")]
    pub framework: Option<String>,
    /// Seed of the interviewer's choices
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Go on after the total; the report says so
    #[arg(long)]
    pub overtime: bool,
    /// One sheet and one clock, no steps named: for those who know them by heart
    #[arg(long)]
    pub open: bool,
    /// Ring at four fifths of a step's time and at its end
    #[arg(long)]
    pub bell: bool,
}

/// How to start practising.
#[derive(Debug, Args)]
pub struct PracticeArgs {
    /// Case study; without it a menu, or the only one
    pub case: Option<String>,
    /// Only this step
    #[arg(long, value_name = "STEP")]
    pub step: Option<String>,
    /// Level to be judged at
    #[arg(long, value_enum)]
    pub level: Option<LevelArg>,
    /// Show the budgets of this length (nothing is cut off)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(10..=180))]
    pub minutes: Option<u32>,
    /// Framework to walk through; without it the case's own, or the seven steps
    #[arg(long, value_name = "ID")]
    pub framework: Option<String>,
    /// Seed of the interviewer's choices
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Ring at four fifths of a step's time and at its end
    #[arg(long)]
    pub bell: bool,
}

/// What to review.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// Case study
    pub case: String,
    /// Only this step
    #[arg(long, value_name = "STEP")]
    pub step: Option<String>,
    /// Framework whose steps order it; without it the case's own, or the seven steps
    #[arg(long, value_name = "ID")]
    pub framework: Option<String>,
    /// Read it although you have not tried the case yet
    #[arg(long)]
    pub peek: bool,
}

/// What the sheet is for.
#[derive(Debug, Args)]
pub struct ScriptArgs {
    /// Case study
    pub case: String,
    /// Level of the person interviewed
    #[arg(long, value_enum, default_value = "senior")]
    pub level: LevelArg,
    /// Length in minutes
    #[arg(long, value_name = "N", default_value = "45", value_parser = clap::value_parser!(u32).range(10..=180))]
    pub minutes: u32,
    /// Framework whose steps order it; without it the case's own, or the seven steps
    #[arg(long, value_name = "ID")]
    pub framework: Option<String>,
}

/// What to score.
#[derive(Debug, Args)]
pub struct ScoreArgs {
    /// Case study
    #[arg(long, required_unless_present = "jsonl", value_name = "ID")]
    pub case: Option<String>,
    /// The step the text answers
    #[arg(long, value_name = "STEP")]
    pub step: Option<String>,
    /// Level to be judged at
    #[arg(long, value_enum, default_value = "senior")]
    pub level: LevelArg,
    /// Framework; without it the case's own, or the seven steps
    #[arg(long, value_name = "ID")]
    pub framework: Option<String>,
    /// Text or JSON
    #[arg(long, value_enum, default_value = "text")]
    pub format: TextFormat,
    /// Score one of the case's own samples, as `mlsd check` does, instead of a file
    #[arg(long, value_name = "ID", conflicts_with = "file")]
    pub sample: Option<String>,
    /// Read and write one JSON object a line
    #[arg(long, conflicts_with_all = ["case", "step", "format", "sample"])]
    pub jsonl: bool,
    /// File, or - for standard input
    #[arg(default_value = "-")]
    pub file: PathBuf,
}

/// What to explain.
#[derive(Debug, Args)]
#[command(
    override_usage = "mlsd explain SESSION POINT\n       mlsd explain --case ID --point ID [FILE|-]\n       mlsd explain --case ID --point ID --sample ID"
)]
pub struct ExplainArgs {
    /// Case study, for text from a file
    #[arg(long, requires = "point", value_name = "ID")]
    pub case: Option<String>,
    /// Point to explain
    #[arg(long, requires = "case", value_name = "ID")]
    pub point: Option<String>,
    /// Explain it on one of the case's own samples instead of a file
    #[arg(long, requires = "case", value_name = "ID")]
    pub sample: Option<String>,
    /// Every pattern, and what was looked for in vain
    #[arg(long)]
    pub all: bool,
    /// Session and point; or the file with --case (default: standard input)
    #[arg(value_name = "ARG", num_args = 0..=2)]
    pub args: Vec<String>,
}

/// What to export.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Session
    #[arg(default_value = "last")]
    pub session: String,
    /// Format
    #[arg(long, value_enum, default_value = "markdown")]
    pub format: ExportFormat,
    /// File to write; standard output without it
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long, requires = "output")]
    pub force: bool,
    /// Regroup under another framework; scores with today's content
    #[arg(long, value_name = "ID")]
    pub framework: Option<String>,
    /// Score with today's content and list what moved
    #[arg(long)]
    pub rescore: bool,
    /// Leave out what was missed, facts and the walkthrough
    #[arg(long)]
    pub no_spoilers: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
