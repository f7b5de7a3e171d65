//! The graded set as it lies in `tests/graded/`.

use anyhow::{Context as _, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// One half of the cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Half {
    /// Cues were revised on its answers.
    Development,
    /// Nobody who wrote cues saw its answers before the first logged run.
    Test,
    /// Further mocks on the test cases, written after its revision and unseen before their own run.
    Second,
    /// Further mocks on the development cases, written after run 9.
    Third,
    /// Further mocks on the test cases, written after run 11 and unseen before their own run.
    Fourth,
}

impl Half {
    /// The line its tables begin with.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Development => "development half",
            Self::Test => "test half",
            Self::Second => "second test",
            Self::Third => "third test",
            Self::Fourth => "fourth test",
        }
    }
}

/// A grader's judgement of one point in one mock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    /// The answer says the opposite.
    Contradicted,
    /// Nothing of it.
    Missed,
    /// Part of it.
    Partial,
    /// All of it.
    Covered,
}

impl Label {
    fn read(name: &str) -> Option<Self> {
        Some(match name {
            "covered" => Self::Covered,
            "partial" => Self::Partial,
            "missed" => Self::Missed,
            "contradicted" => Self::Contradicted,
            _ => return None,
        })
    }
}

/// One writer's mock interview on one case.
#[derive(Clone, Debug)]
pub(crate) struct Mock {
    /// Case id.
    pub(crate) case: String,
    /// Writer id: a habit of writing.
    pub(crate) writer: String,
    /// The half its case belongs to, or a later test.
    pub(crate) half: Half,
    /// Step and text, in order.
    pub(crate) answers: Vec<(String, String)>,
    /// Labels by point and grader.
    pub(crate) labels: BTreeMap<String, BTreeMap<String, Label>>,
}

impl Mock {
    /// What most graders say of a point; the middle one when all differ.
    pub(crate) fn majority(&self, point: &str) -> Option<Label> {
        let mut labels: Vec<Label> = self.labels.get(point)?.values().copied().collect();
        labels.sort_unstable();
        labels.get(labels.len() / 2).copied()
    }

    /// Whether most graders call a point covered.
    pub(crate) fn is_covered(&self, point: &str) -> Option<bool> {
        let labels = self.labels.get(point)?;
        let yes = labels.values().filter(|label| **label == Label::Covered).count();
        Some(yes * 2 > labels.len())
    }
}

/// A line written to be wrong about one point.
#[derive(Clone, Debug)]
pub(crate) struct Contrast {
    /// `denied` or `wrong-direction`.
    pub(crate) kind: String,
    /// Case id.
    pub(crate) case: String,
    /// Point id.
    pub(crate) point: String,
    /// The line.
    pub(crate) text: String,
}

/// Everything graded.
pub(crate) struct Graded {
    /// Mocks, by case and writer.
    pub(crate) mocks: Vec<Mock>,
    /// Contrast lines.
    pub(crate) contrast: Vec<Contrast>,
    /// Half of each case.
    pub(crate) halves: BTreeMap<String, Half>,
}

/// Reads the graded set below a folder.
///
/// # Errors
/// If a file cannot be read or says something it should not.
pub(crate) fn read(root: &Path) -> Result<Graded> {
    let halves = halves(&root.join("halves.tsv"))?;
    let mut mocks = Vec::new();
    for (case, half) in &halves {
        mocks.extend(mocks_of(root, case, *half)?);
    }
    for (case, _) in halves.iter().filter(|(_, half)| **half == Half::Test) {
        mocks.extend(mocks_of(&root.join("second"), case, Half::Second)?);
        mocks.extend(mocks_of(&root.join("fourth"), case, Half::Fourth)?);
    }
    for (case, _) in halves.iter().filter(|(_, half)| **half == Half::Development) {
        mocks.extend(mocks_of(&root.join("third"), case, Half::Third)?);
    }
    Ok(Graded { mocks, contrast: contrast(&root.join("contrast"))?, halves })
}

/// The mocks of one case below a folder of `answers` and `labels`.
fn mocks_of(root: &Path, case: &str, half: Half) -> Result<Vec<Mock>> {
    let labels = labels(&root.join("labels").join(case))?;
    let mut mocks = Vec::new();
    for path in files(&root.join("answers").join(case))? {
        let writer = stem(&path);
        let text = text(&path)?;
        let labels = labels.get(&writer).cloned().unwrap_or_default();
        let answers =
            blocks(&text).with_context(|| format!("{} is not seven blocks", path.display()))?;
        mocks.push(Mock { case: case.to_owned(), writer, half, answers, labels });
    }
    Ok(mocks)
}

fn halves(path: &Path) -> Result<BTreeMap<String, Half>> {
    rows(path)?
        .into_iter()
        .map(|row| match row.as_slice() {
            [case, half] if half == "development" => Ok((case.clone(), Half::Development)),
            [case, half] if half == "test" => Ok((case.clone(), Half::Test)),
            _ => bail!("{}: a row is `case`, tab, `development` or `test`", path.display()),
        })
        .collect()
}

type Labels = BTreeMap<String, BTreeMap<String, BTreeMap<String, Label>>>;

/// Labels by writer, point and grader.
fn labels(folder: &Path) -> Result<Labels> {
    let mut found: Labels = BTreeMap::new();
    for path in files(folder)? {
        let grader = stem(&path);
        for row in rows(&path)? {
            let [writer, point, label] = row.as_slice() else {
                bail!("{}: a row is writer, point, label", path.display());
            };
            let Some(label) = Label::read(label) else {
                bail!("{}: `{label}` is no label", path.display());
            };
            let points = found.entry(writer.clone()).or_default();
            let labels = points.entry(point.clone()).or_default();
            if labels.insert(grader.clone(), label).is_some() {
                bail!("{}: {writer} {point} is labelled twice", path.display());
            }
        }
    }
    Ok(found)
}

fn contrast(folder: &Path) -> Result<Vec<Contrast>> {
    let mut found = Vec::new();
    for path in files(folder)? {
        for row in rows(&path)? {
            let [kind, point, text] = row.as_slice() else {
                bail!("{}: a row is kind, point, line", path.display());
            };
            found.push(Contrast {
                kind: kind.clone(),
                case: stem(&path),
                point: point.clone(),
                text: text.clone(),
            });
        }
    }
    Ok(found)
}

/// `/step ID` lines cut a text into answers.
fn blocks(text: &str) -> Result<Vec<(String, String)>> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some(step) = line.strip_prefix("/step ") {
            found.push((step.trim().to_owned(), String::new()));
        } else if let Some((_, answer)) = found.last_mut() {
            answer.push_str(line);
            answer.push('\n');
        } else if !line.trim().is_empty() {
            bail!("text before the first step");
        }
    }
    if found.len() != 7 {
        bail!("{} blocks", found.len());
    }
    Ok(found)
}

fn rows(path: &Path) -> Result<Vec<Vec<String>>> {
    let lines = text(path)?;
    let rows = lines.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    Ok(rows.map(|line| line.split('\t').map(|cell| cell.trim().to_owned()).collect()).collect())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    Ok(paths)
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
