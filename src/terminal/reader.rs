//! Reads standard input on a thread of its own, so that deadlines fire while nobody types.
//!
//! It reads only when asked. Otherwise it would take keystrokes meant for an editor or a menu that
//! runs on the same terminal.

use std::io::{self, ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

/// As much as is read at once.
const CHUNK: usize = 8 * 1024;

/// The thread that reads.
#[derive(Debug)]
pub(super) struct Reader {
    ask: Option<Sender<()>>,
    cancelled: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Reader {
    /// Starts the thread; each chunk, empty at the end of input, is handed to `send`.
    pub(super) fn start(
        send: impl Fn(io::Result<Vec<u8>>) -> bool + Send + 'static,
    ) -> io::Result<Self> {
        let (ask, asked) = channel();
        let cancelled = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&cancelled);
        let thread = thread::Builder::new()
            .name("input".to_owned())
            .spawn(move || serve(&asked, &stop, send))?;
        Ok(Self { ask: Some(ask), cancelled, thread: Some(thread) })
    }

    /// Asks for one more chunk.
    pub(super) fn ask(&self) {
        if let Some(ask) = &self.ask {
            // A thread that ended has said so with its last chunk.
            let _ = ask.send(());
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.cancelled.store(true, Ordering::SeqCst);
        self.ask = None;
        // Where reading cannot be cancelled the thread ends with the program.
        if cfg!(unix) {
            let _ = self.thread.take().map(JoinHandle::join);
        }
    }
}

fn serve(asked: &Receiver<()>, cancelled: &AtomicBool, send: impl Fn(io::Result<Vec<u8>>) -> bool) {
    while asked.recv().is_ok() {
        let Some(chunk) = read(cancelled) else { return };
        let over = !matches!(&chunk, Ok(bytes) if !bytes.is_empty());
        if !send(chunk) || over {
            return;
        }
    }
}

/// One chunk; nothing if reading was cancelled first.
fn read(cancelled: &AtomicBool) -> Option<io::Result<Vec<u8>>> {
    let mut chunk = vec![0; CHUNK];
    loop {
        match wait(cancelled) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(error) => return Some(Err(error)),
        }
        match io::stdin().read(&mut chunk) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => {
                return Some(result.map(|length| {
                    chunk.truncate(length);
                    chunk
                }));
            }
        }
    }
}

/// Waits until there is something to read; false if reading was cancelled first.
#[cfg(unix)]
fn wait(cancelled: &AtomicBool) -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    let often = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
    while !cancelled.load(Ordering::SeqCst) {
        let mut input = [PollFd::new(&stdin, PollFlags::IN)];
        match poll(&mut input, Some(&often)) {
            Ok(0) | Err(rustix::io::Errno::INTR) => {}
            // An end of input or an error shows when it is read.
            Ok(_) => return Ok(true),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(false)
}

#[cfg(not(unix))]
fn wait(cancelled: &AtomicBool) -> io::Result<bool> {
    Ok(!cancelled.load(Ordering::SeqCst))
}
