//! How far the scorer agrees with independent graders: `cargo run --release --example agreement`.
//!
//! Reads `tests/graded/` and the content of this repository, prints the tables, needs no network.
//! `-- --asking` lists every question answered otherwise than a reader would have.
//! `-- --errors development` (or `test`, `second`, `third`, `fourth`) lists every disagreement with its sentence instead.

mod asking;
mod data;
mod errors;
mod figures;
mod judge;
mod tables;
mod typos;

use anyhow::{Context as _, Result, bail};
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::Path;

use data::Half;
use judge::Bench;
use mlsd_coach::library::Library;

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let graded = data::read(&root.join("tests/graded"))?;
    let loaded = Library::open(&[], false)?.all();
    let framework =
        loaded.content.frameworks.get("seven-step").context("there is no seven-step framework")?;
    let mut benches = BTreeMap::new();
    for case in graded.halves.keys() {
        let found =
            loaded.content.case(case).with_context(|| format!("there is no case {case}"))?;
        benches.insert(case.clone(), Bench::new(&loaded.content, framework, found));
    }
    let questions = root.join("tests/graded/questions");
    let mut out = BufWriter::new(std::io::stdout().lock());
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => {
            for half in [Half::Development, Half::Test, Half::Second, Half::Third, Half::Fourth] {
                tables::print(&mut out, &graded, &benches, half)?;
            }
            for set in [&questions, &questions.join("second"), &questions.join("third")] {
                asking::print(&mut out, &loaded.content, framework, set, false)?;
            }
        }
        ["--asking"] => {
            for set in [&questions, &questions.join("second"), &questions.join("third")] {
                asking::print(&mut out, &loaded.content, framework, set, true)?;
            }
        }
        ["--errors", "development"] => {
            errors::print(&mut out, &graded, &benches, Half::Development)?;
        }
        ["--errors", "test"] => errors::print(&mut out, &graded, &benches, Half::Test)?,
        ["--errors", "second"] => errors::print(&mut out, &graded, &benches, Half::Second)?,
        ["--errors", "third"] => errors::print(&mut out, &graded, &benches, Half::Third)?,
        ["--errors", "fourth"] => errors::print(&mut out, &graded, &benches, Half::Fourth)?,
        _ => bail!("usage: agreement [--asking | --errors development|test|second|third|fourth]"),
    }
    out.flush()?;
    Ok(())
}
