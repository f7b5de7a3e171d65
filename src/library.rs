//! Floor 6: where content comes from.
//!
//! Shipped files are embedded; a user's folder of the same layout (`frameworks/`, `common/`,
//! `case-studies/`) adds to them or overrides them by id. A command parses the framework, the
//! points, the vocabulary and the one case it was asked for; `list` and `check` parse all.

use anyhow::{Context, Result};
use std::borrow::Cow;
use std::fs;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use crate::content::{Content, Problem, Source, SourceKind, load};

/// Shipped content: name, text, and what was made of it when the program was built (empty for none).
static EMBEDDED: &[(&str, &str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// Shipped content and the user's.
#[derive(Clone, Debug, Default)]
pub struct Library {
    sources: Vec<Source>,
}

/// Content as loaded, with what was wrong in it.
#[derive(Debug)]
pub struct Loaded {
    /// What could be used. It is never freed: a command loads once and ends, and taking a hundred
    /// thousand strings apart one by one takes as long as reading them.
    pub content: ManuallyDrop<Content>,
    /// What was wrong.
    pub problems: Vec<Problem>,
    /// The files it came from, for quoting lines.
    pub sources: Vec<Source>,
}

impl Library {
    /// The shipped content, then that of each folder in turn. A folder that does not exist is
    /// skipped unless it was `named` by the user.
    ///
    /// # Errors
    /// If a folder or file cannot be read.
    pub fn open(folders: &[PathBuf], named: bool) -> Result<Self> {
        let mut library = Self { sources: embedded() };
        for folder in folders {
            if !folder.is_dir() {
                anyhow::ensure!(!named, "there is no content folder {}", folder.display());
                continue;
            }
            library.sources.extend(read_folder(folder)?);
        }
        Ok(library)
    }

    /// Every file.
    pub fn all(&self) -> Loaded {
        self.load(|_| true)
    }

    /// Every file, read as it was written: for finding and placing problems.
    pub fn all_as_written(&self) -> Loaded {
        let sources = self.sources.iter().cloned();
        let sources = sources.map(|source| Source { prepared: None, ..source }).collect();
        Self { sources }.all()
    }

    /// Frameworks, points, vocabulary and the cases with this id or alias.
    pub fn for_case(&self, id: &str) -> Loaded {
        let loaded =
            self.load(|source| source.kind() != Some(SourceKind::Case) || source.stem() == id);
        if loaded.content.case(id).is_some() { loaded } else { self.all() }
    }

    /// Frameworks alone.
    pub fn frameworks(&self) -> Loaded {
        self.load(|source| source.kind() != Some(SourceKind::Case))
    }

    /// Ids of all cases, by file name, without parsing them.
    pub fn case_ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self
            .sources
            .iter()
            .filter(|source| source.kind() == Some(SourceKind::Case))
            .map(Source::stem)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Adds single files, such as those named to `check`.
    ///
    /// # Errors
    /// If one cannot be read.
    pub fn add_path(&mut self, path: &Path) -> Result<()> {
        if path.is_dir() {
            self.sources.extend(read_folder(path)?);
        } else {
            self.sources.push(read_file(path)?);
        }
        Ok(())
    }

    fn load(&self, wanted: impl Fn(&Source) -> bool) -> Loaded {
        let sources: Vec<Source> =
            self.sources.iter().filter(|source| wanted(source)).cloned().collect();
        let (content, problems) = load(&sources);
        Loaded { content: ManuallyDrop::new(content), problems, sources }
    }
}

impl Loaded {
    /// A problem with its source line.
    pub fn render(&self, problem: &Problem) -> String {
        let source = self.sources.iter().rev().find(|source| source.shown == problem.spot.file);
        let text = source.map(|source| String::from_utf8_lossy(&source.bytes));
        problem.render(text.as_deref())
    }
}

fn embedded() -> Vec<Source> {
    let source = |(name, text, prepared): &(&'static str, &'static str, &'static [u8])| Source {
        name: (*name).to_owned(),
        shown: (*name).to_owned(),
        bytes: Cow::Borrowed(text.as_bytes()),
        prepared: (!prepared.is_empty()).then_some(*prepared),
    };
    EMBEDDED.iter().map(source).collect()
}

fn read_folder(folder: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for name in ["frameworks", "common", "case-studies"] {
        let inner = folder.join(name);
        if !inner.is_dir() {
            continue;
        }
        let entries =
            fs::read_dir(&inner).with_context(|| format!("cannot list {}", inner.display()))?;
        let mut paths: Vec<PathBuf> =
            entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
        paths.sort();
        for path in paths {
            sources.push(read_file(&path)?);
        }
    }
    Ok(sources)
}

fn read_file(path: &Path) -> Result<Source> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let absolute = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut parts: Vec<String> = absolute
        .components()
        .rev()
        .take(2)
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.reverse();
    Ok(Source {
        name: parts.join("/"),
        shown: path.display().to_string(),
        bytes: Cow::Owned(bytes),
        prepared: None,
    })
}
