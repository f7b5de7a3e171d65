//! Keeps a second program out of an open session.

use anyhow::{Context, Result, bail};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

/// Held as long as the session is open. The file itself stays: removing it would let a third
/// program lock a new file while a second still holds the old one.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock at `path` for the session called `name`.
    pub(super) fn take(path: &Path, name: &str) -> Result<Self> {
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .with_context(|| format!("could not open the lock {}", path.display()))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!(
                "session {name} is open in another mlsd{}; close it there first",
                holder(&mut file)
            ),
            // A file system without locks must not keep a person from practising.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("could not lock {}", path.display()));
            }
        }
        write_holder(&mut file);
        Ok(Self { _file: file })
    }
}

/// The process number is a courtesy for the message above; the lock works without it.
fn write_holder(file: &mut File) {
    let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    match file.read_to_string(&mut text) {
        Ok(_) if text.parse::<u32>().is_ok() => format!(" (process {text})"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_taken_once_and_free_again_after_it_is_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("s.lock");
        let lock = Lock::take(&path, "s").unwrap();
        let error = Lock::take(&path, "s").unwrap_err().to_string();
        assert!(error.starts_with("session s is open in another mlsd (process "), "{error}");
        drop(lock);
        Lock::take(&path, "s").unwrap();
    }
}
