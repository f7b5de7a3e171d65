//! What comes in while a full screen is shown: keys, pastes, the mouse, a new size, signals.

use super::super::signals::{Signal, Watch, stop_here};
use anyhow::{Context, Result};
use ratatui::crossterm::event::{Event, poll, read};
use std::io;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How often signals are looked for while nobody types.
const LOOK: Duration = Duration::from_millis(200);

/// Something that came in.
#[derive(Debug)]
pub(in crate::terminal) enum Happening {
    /// A key, a paste, the mouse, a new size.
    Event(Event),
    /// A signal.
    Signal(Signal),
}

/// Where it comes in.
#[derive(Debug)]
pub(in crate::terminal) struct Happenings {
    signals: Receiver<Signal>,
    _watch: Watch,
}

impl Happenings {
    /// Watches the terminal and the signals until this is dropped.
    ///
    /// # Errors
    /// If no handler can be made.
    pub(in crate::terminal) fn open() -> Result<Self> {
        let (send, signals) = channel();
        let watch =
            Watch::start(move |s| send.send(s).is_ok()).context("could not watch for signals")?;
        Ok(Self { signals, _watch: watch })
    }

    /// Waits for what comes next, at most so long.
    ///
    /// # Errors
    /// If the terminal cannot be read: it went away.
    pub(in crate::terminal) fn next(&mut self, wait: Duration) -> io::Result<Option<Happening>> {
        let mut left = wait;
        loop {
            if let Ok(signal) = self.signals.try_recv() {
                return Ok(Some(Happening::Signal(signal)));
            }
            let now = left.min(LOOK);
            if poll(now)? {
                return read().map(|event| Some(Happening::Event(event)));
            }
            left -= now;
            if left.is_zero() {
                return Ok(self.signals.try_recv().ok().map(Happening::Signal));
            }
        }
    }

    /// A signal that has come, while the terminal is lent.
    pub(in crate::terminal) fn signal(&mut self, wait: Duration) -> Option<Signal> {
        self.signals.recv_timeout(wait).ok()
    }

    /// Stops the program as Ctrl-Z does; returns when it is continued.
    ///
    /// # Errors
    /// If it cannot be stopped.
    pub(in crate::terminal) fn stop() -> io::Result<()> {
        stop_here()
    }
}
