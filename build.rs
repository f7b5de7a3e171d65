//! Lists the content files to embed, so that a new file is noticed without touching the code.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

const FOLDERS: [&str; 3] = ["frameworks", "common", "case-studies"];

#[expect(
    clippy::disallowed_methods,
    reason = "a build script is told its folders by the environment"
)]
fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let mut table = String::from("&[\n");
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        let mut names: Vec<String> = fs::read_dir(Path::new(&root).join(folder))?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<io::Result<_>>()?;
        names.retain(|name| Path::new(name).extension().is_some_and(|ending| ending == "yaml"));
        names.sort();
        for name in names {
            let path = Path::new(&root).join(folder).join(&name);
            println!("cargo::rerun-if-changed={}", path.display());
            let name = format!("{folder}/{name}");
            writeln!(table, "    ({name:?}, include_str!({:?})),", path.display().to_string())
                .map_err(io::Error::other)?;
        }
    }
    table.push_str("]\n");
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("embedded.rs"), table)
}
