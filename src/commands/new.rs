//! `new case`: a draft to start from.

use anyhow::{Context as _, Result, bail};
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::context::Context;
use super::draft_case::{About, draft};
use super::exit::{DONE, Exit};
use crate::cli::NewCaseArgs;
use crate::content::cue::is_id;
use crate::content::{Content, nearest};
use crate::library::Library;
use crate::terminal::sanitise;

/// The folder of a content folder in which cases stand.
const CASES: &str = "case-studies";

/// Where the draft goes.
enum Target {
    /// To standard output.
    Print,
    /// Into a file.
    File(PathBuf),
}

/// Writes a draft case study; returns the exit code.
///
/// # Errors
/// If the id cannot be used, or the file exists or cannot be written.
pub(super) fn case(context: &mut Context<'_>, args: &NewCaseArgs) -> Result<u8> {
    check_id("case id", &args.id)?;
    check_id("family", &args.family)?;
    let title = title(args)?;
    let target = target(context, args)?;
    let library = Library::open(&context.own_content(), false)?;
    let known = library.all().content;
    if let Target::File(path) = &target {
        refuse_taken(&known, args, path)?;
    }
    let difficulty = args.difficulty.into();
    let about = About { id: &args.id, title: &title, family: &args.family, difficulty };
    let text = draft(&known, &about);
    match target {
        Target::Print => write!(context.out, "{text}")?,
        Target::File(path) => {
            write_file(&path, &text, args.force)?;
            writeln!(context.out, "{}", path.display())?;
            next_steps(context, &known, args, &path)?;
        }
    }
    Ok(DONE)
}

/// An id as the author must write it, with the nearest good one when it is not.
fn check_id(what: &str, typed: &str) -> Result<()> {
    if is_id(typed) {
        return Ok(());
    }
    let is_path = typed.contains(['/', '\\']) || Path::new(typed).extension().is_some();
    let stem = Path::new(typed).file_stem().map(|stem| stem.to_string_lossy());
    let slug = slug(if is_path { stem.as_deref().unwrap_or_default() } else { typed });
    let why = if is_path {
        "a name is needed, not a path (-o or --content say where the file goes)"
    } else {
        "lower-case letters, digits and single hyphens, at most 80 in all"
    };
    let fix = if is_id(&slug) { format!("; `{slug}` would do") } else { String::new() };
    bail!(Exit::usage(format!("`{typed}` is no {what}: {why}{fix}")))
}

fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// The title given, or the words of the id.
fn title(args: &NewCaseArgs) -> Result<String> {
    let Some(title) = &args.title else {
        let words = args.id.replace('-', " ");
        let (first, rest) = words.split_at(1);
        return Ok(first.to_uppercase() + rest);
    };
    let title = title.trim();
    if title.is_empty() || title.chars().any(char::is_control) {
        bail!(Exit::usage("a title is one line of text; give another --title"));
    }
    Ok(title.to_owned())
}

/// The file named, or the case's place in the author's content folder.
fn target(context: &Context<'_>, args: &NewCaseArgs) -> Result<Target> {
    let name = format!("{}.yaml", args.id);
    let Some(path) = &args.output else {
        let folder = context.own_content().into_iter().next();
        let folder = folder.context(
            "there is no content folder; name a file with -o or a folder with --content",
        )?;
        return Ok(Target::File(folder.join(CASES).join(name)));
    };
    if path.as_os_str() == "-" {
        return Ok(Target::Print);
    }
    // Nothing reads a case of another name, or in another folder.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).to_owned();
    let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
    if path.file_name() != Some(name.as_ref()) || real.file_name() != Some(CASES.as_ref()) {
        let wanted = format!("{CASES}/{name}");
        bail!(Exit::usage(format!(
            "nothing would read {}: a case stands in {wanted} of a content folder; use -o FOLDER/{wanted}",
            path.display()
        )));
    }
    Ok(Target::File(path.clone()))
}

/// Neither a file nor another case's id is taken over.
fn refuse_taken(known: &Content, args: &NewCaseArgs, path: &Path) -> Result<()> {
    if path.symlink_metadata().is_ok() {
        if args.force {
            return Ok(());
        }
        bail!(Exit::usage(format!(
            "{} exists; add --force to overwrite it, or choose another id",
            path.display()
        )));
    }
    if let Some(other) = known.case(&args.id) {
        bail!(Exit::usage(format!(
            "there is a case `{}` already ({}); choose another id",
            args.id, other.spot.file
        )));
    }
    Ok(())
}

fn write_file(path: &Path, text: &str, force: bool) -> Result<()> {
    let failed = || format!("cannot write {}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(failed)?;
    }
    let mut options = OpenOptions::new();
    options.write(true);
    // A file that came into being meanwhile is not overwritten either.
    if force {
        options.create(true).truncate(true)
    } else {
        options.create_new(true)
    };
    let mut file = options.open(path).with_context(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).with_context(failed)
}

fn next_steps(
    context: &mut Context<'_>,
    known: &Content,
    args: &NewCaseArgs,
    path: &Path,
) -> Result<()> {
    let families: Vec<&str> = known.cases.values().map(|case| case.family.as_str()).collect();
    if !families.contains(&args.family.as_str()) {
        let meant = nearest(&args.family, families.iter().copied())
            .map_or_else(String::new, |family| format!(" (did you mean `{family}`?)"));
        let family = &args.family;
        writeln!(
            context.err,
            "`{family}` is a new family{meant}: the shared points are those of most cases."
        )?;
    }
    let id = &args.id;
    let at = place(context, path);
    let lines = [
        "It runs as it is. All but the shared points is a worked example, a bakery:".to_owned(),
        "replace it from the top down; the comments say how.".to_owned(),
        format!("  mlsd check --watch{at}"),
        format!("  mlsd practice {id} --step requirements{at}"),
        format!("  mlsd mock {id}{at}"),
    ];
    for line in lines {
        writeln!(context.err, "{}", sanitise(&line))?;
    }
    Ok(())
}

/// What commands must be told in order to find the file: nothing when they look there anyway.
fn place(context: &Context<'_>, path: &Path) -> String {
    let folder = path.parent().and_then(Path::parent).unwrap_or(Path::new("."));
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if context.usual_content().as_deref() == Some(folder) {
        return String::new();
    }
    format!(" --content {}", shown(folder))
}

/// A path as a shell takes it.
fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+@:\\".contains(c);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}
