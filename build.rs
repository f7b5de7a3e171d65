//! Embeds the content files, so that a new file is noticed without touching the code, and prepares
//! each, and each case's rubric: what a start needs is then read in milliseconds instead of being
//! parsed as YAML and compiled.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

#[path = "src/content/mod.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the program's own reader of content, of which the build needs a part"
)]
mod content;

/// What compiles a rubric.
#[path = "src/scoring"]
#[expect(dead_code, unreachable_pub, reason = "as above")]
mod scoring {
    mod guard;
    mod lexicon;
    mod number;
    mod pattern;
    pub(super) mod rubric;
    mod stem;
    mod token;

    /// The table of stems is being made here.
    mod stems {
        /// The stem of a word.
        pub(super) fn stem(word: &str) -> std::borrow::Cow<'static, str> {
            super::stem::compute(word).into()
        }
    }

    /// The stem of a word.
    pub(super) fn stem(word: &str) -> String {
        stem::compute(word)
    }
}

const FOLDERS: [&str; 3] = ["frameworks", "common", "case-studies"];

#[expect(
    clippy::disallowed_methods,
    reason = "a build script is told its folders by the environment"
)]
fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    println!("cargo::rerun-if-changed=src/content");
    println!("cargo::rerun-if-changed=src/scoring");
    let mut words = BTreeSet::new();
    let mut sources = Vec::new();
    let mut table = String::from("&[\n");
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        let mut names: Vec<String> = fs::read_dir(root.join(folder))?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<io::Result<_>>()?;
        names.retain(|name| Path::new(name).extension().is_some_and(|ending| ending == "yaml"));
        names.sort();
        for name in names {
            let path = root.join(folder).join(&name);
            println!("cargo::rerun-if-changed={}", path.display());
            let prepared = out.join(format!("{folder}-{name}.bin"));
            let name = format!("{folder}/{name}");
            let text = fs::read_to_string(&path)?;
            let letters = text.split(|c: char| !c.is_ascii_alphabetic());
            words.extend(letters.filter(|word| word.len() > 2).map(str::to_ascii_lowercase));
            let source = content::Source {
                name: name.clone(),
                shown: name.clone(),
                bytes: Cow::Owned(text.into_bytes()),
                prepared: None,
            };
            // Nothing for a file with problems, which is read as written in order to report them.
            fs::write(&prepared, content::prepare(&source).unwrap_or_default())?;
            sources.push(source);
            writeln!(
                table,
                "    ({name:?}, include_str!({:?}), include_bytes!({:?})),",
                path.display().to_string(),
                prepared.display().to_string()
            )
            .map_err(io::Error::other)?;
        }
    }
    table.push_str("]\n");
    fs::write(out.join("embedded.rs"), table)?;
    fs::write(out.join("rubrics.rs"), rubrics(&sources, &out)?)?;
    fs::write(out.join("stems.rs"), stems(&words))
}

/// A table of words and their stems.
fn stems(words: &BTreeSet<String>) -> String {
    let rows = words.iter().map(|word| format!("    ({word:?}, {:?}),\n", scoring::stem(word)));
    format!("&[\n{}]\n", rows.collect::<String>())
}

/// Compiles the rubric of every case; a table of their files by the hashes of what they were compiled
/// from.
fn rubrics(sources: &[content::Source], out: &Path) -> io::Result<String> {
    let (content, _) = content::load(sources);
    let mut table = String::from("&[\n");
    for case in content.cases.values() {
        let path = out.join(format!("{}.rubric", case.id));
        let rubric = scoring::rubric::Rubric::of(&content.vocabulary, case, &case.points);
        fs::write(&path, postcard::to_allocvec(&rubric.kept()).map_err(io::Error::other)?)?;
        let path = path.display().to_string();
        let hashes = (&case.hash, &content.common_hash);
        writeln!(table, "    ({:?}, {:?}, include_bytes!({path:?})),", hashes.0, hashes.1)
            .map_err(io::Error::other)?;
    }
    table.push_str("]\n");
    Ok(table)
}
