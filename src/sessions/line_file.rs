//! A file to which whole lines are appended, durably, one by one.

use super::atomic;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// An append-only file of lines.
#[derive(Debug)]
pub(super) struct LineFile {
    file: File,
    /// The last line has no newline: a write was cut short, now or in an earlier run.
    torn: bool,
}

impl LineFile {
    /// Makes a new file whose first line is `line`; an existing file is an `AlreadyExists` error.
    pub(super) fn create(path: &Path, line: &str) -> io::Result<Self> {
        let file = OpenOptions::new().append(true).create_new(true).open(path)?;
        let mut lines = Self { file, torn: false };
        if let Err(error) = lines.append(line) {
            // The file holds nothing anybody typed yet: better none than an empty one.
            let _ = std::fs::remove_file(path);
            return Err(error);
        }
        let _ = atomic::sync_folder(atomic::folder_of(path));
        Ok(lines)
    }

    /// Opens an existing file.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        Self::open_with(path, OpenOptions::new().append(true).read(true))
    }

    /// Opens a file, or makes an empty one.
    pub(super) fn open_or_create(path: &Path) -> io::Result<Self> {
        Self::open_with(path, OpenOptions::new().append(true).read(true).create(true))
    }

    fn open_with(path: &Path, options: &OpenOptions) -> io::Result<Self> {
        let mut file = options.open(path)?;
        let torn = ends_torn(&mut file)?;
        Ok(Self { file, torn })
    }

    /// Appends one line and waits until it is on the disk. Torn bytes before it are ended, never
    /// cut off: they may be all that is left of somebody's words.
    pub(super) fn append(&mut self, line: &str) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(line.len() + 2);
        if self.torn {
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(line.as_bytes());
        bytes.push(b'\n');
        // Until the write is known to be whole, the next one must start on a line of its own.
        self.torn = true;
        self.file.write_all(&bytes)?;
        self.torn = false;
        self.file.sync_data()
    }
}

fn ends_torn(file: &mut File) -> io::Result<bool> {
    if file.seek(SeekFrom::End(0))? == 0 {
        return Ok(false);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last != [b'\n'])
}

/// A line of a file as bytes.
pub(super) struct RawLine<'a> {
    /// Counts from 1.
    pub(super) number: usize,
    /// The bytes without the newline.
    pub(super) bytes: &'a [u8],
    /// Whether a newline ended it.
    pub(super) ended: bool,
}

/// Every line that is not blank.
pub(super) fn raw_lines(bytes: &[u8]) -> impl Iterator<Item = RawLine<'_>> {
    bytes.split_inclusive(|byte| *byte == b'\n').enumerate().filter_map(|(index, line)| {
        let ended = line.ends_with(b"\n");
        let bytes = line.trim_ascii();
        (!bytes.is_empty()).then_some(RawLine { number: index + 1, bytes, ended })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn torn_bytes_stay_and_get_a_line_of_their_own() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.jsonl");
        LineFile::create(&path, "one").unwrap();
        std::fs::write(&path, "one\ntw").unwrap();
        let mut lines = LineFile::open(&path).unwrap();
        lines.append("three").unwrap();
        lines.append("four").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "one\ntw\nthree\nfour\n");
    }

    #[test]
    fn an_existing_file_is_never_created_over() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.jsonl");
        LineFile::create(&path, "one").unwrap();
        let error = LineFile::create(&path, "two").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "one\n");
    }
}
