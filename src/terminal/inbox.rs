//! Everything that comes in while a session is open: bytes, the end of input, signals.

use super::line_mode::LineMode;
use super::reader::Reader;
use super::signals::{Signal, Watch, stop_here};
use anyhow::{Context, Result};
use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// How long the terminal gets to hand over an unfinished line. There is no way to know that there
/// is none, so this is also what Ctrl-C costs on an empty line.
const HANDOVER: Duration = Duration::from_millis(120);

/// Something that came in.
#[derive(Debug)]
pub enum Incoming {
    /// Some input, not necessarily whole lines.
    Bytes(Vec<u8>),
    /// The end of input.
    End,
    /// Input failed.
    Failed(io::Error),
    /// A signal.
    Signal(Signal),
}

/// Where it comes in.
#[derive(Debug)]
pub struct Inbox {
    incoming: Receiver<Incoming>,
    /// Taken out of turn, to be handed out first.
    put_back: VecDeque<Incoming>,
    /// The terminal is restored before the reader is waited for.
    mode: LineMode,
    /// `None` when nothing real is behind the channel.
    system: Option<(Reader, Watch)>,
    /// A chunk was asked for and has not come yet.
    asked: bool,
    ended: bool,
}

impl Inbox {
    /// Standard input and the signals, until this is dropped.
    ///
    /// # Errors
    /// If no thread or handler can be made.
    pub fn open() -> Result<Self> {
        let (send, incoming) = channel();
        let signal = send.clone();
        let watch = Watch::start(move |s| signal.send(Incoming::Signal(s)).is_ok())
            .context("could not watch for signals")?;
        let reader = Reader::start(move |chunk| {
            let incoming = match chunk {
                Ok(bytes) if bytes.is_empty() => Incoming::End,
                Ok(bytes) => Incoming::Bytes(bytes),
                Err(error) => Incoming::Failed(error),
            };
            send.send(incoming).is_ok()
        });
        let reader = reader.context("could not start reading")?;
        let mode = LineMode::start();
        let put_back = VecDeque::new();
        let system = Some((reader, watch));
        Ok(Self { incoming, put_back, mode, system, asked: false, ended: false })
    }

    /// An inbox with these in it and then the end of input.
    #[cfg(test)]
    pub(super) fn holding(incoming: impl IntoIterator<Item = Incoming>) -> Self {
        Self::from_channel(channel().1, incoming)
    }

    /// An inbox with these in it and then what the channel brings.
    #[cfg(test)]
    pub(super) fn from_channel(
        channel: Receiver<Incoming>,
        first: impl IntoIterator<Item = Incoming>,
    ) -> Self {
        let put_back = first.into_iter().collect();
        let mode = LineMode::none();
        Self { incoming: channel, put_back, mode, system: None, asked: false, ended: false }
    }

    /// Waits for what comes next; nothing comes within `wait` if this is `None`.
    pub(super) fn next(&mut self, wait: Option<Duration>) -> Option<Incoming> {
        if let Some(incoming) = self.put_back.pop_front() {
            return Some(incoming);
        }
        let incoming = if self.ended {
            Incoming::End
        } else {
            self.ask();
            self.receive(wait)?
        };
        // A terminal that goes away looks like the end of input before its signal is here.
        let gone = matches!(incoming, Incoming::End) && self.mode.is_gone();
        Some(if gone { Incoming::Signal(Signal::Hangup) } else { incoming })
    }

    /// What comes within `wait`, input or not asked for.
    fn receive(&mut self, wait: Option<Duration>) -> Option<Incoming> {
        let received = match wait {
            Some(wait) => self.incoming.recv_timeout(wait),
            None => self.incoming.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let incoming = match received {
            Ok(incoming) => incoming,
            Err(RecvTimeoutError::Timeout) => return None,
            Err(RecvTimeoutError::Disconnected) => Incoming::End,
        };
        self.asked &= matches!(incoming, Incoming::Signal(_));
        self.ended |= matches!(incoming, Incoming::End | Incoming::Failed(_));
        Some(incoming)
    }

    fn ask(&mut self) {
        if let Some((reader, _)) = &self.system
            && !self.asked
        {
            reader.ask();
            self.asked = true;
        }
    }

    /// The bytes of the line being typed, which a terminal would keep to itself or throw away.
    /// Other input stops until [`Self::lend`] or [`Self::stop`] puts the terminal right again.
    pub(super) fn unfinished(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if self.ended || !self.mode.release() {
            return bytes;
        }
        self.ask();
        while let Some(incoming) = self.receive(Some(HANDOVER)) {
            match incoming {
                Incoming::Bytes(more) => bytes.extend(more),
                other => self.put_back.push_back(other),
            }
            // One read hands over all there is.
            if !bytes.is_empty() || self.ended {
                break;
            }
        }
        bytes
    }

    /// Gives the terminal to somebody else, such as an editor, and takes it back.
    pub(super) fn lend<T>(&mut self, use_it: impl FnOnce(&mut Self) -> T) -> T {
        self.mode.restore();
        let result = use_it(self);
        self.mode.keep();
        result
    }

    /// A signal that comes within `wait`, while the terminal is lent.
    pub(super) fn signal(&mut self, wait: Duration) -> Option<Signal> {
        match self.receive(Some(wait))? {
            Incoming::Signal(signal) => Some(signal),
            other => {
                self.put_back(other);
                None
            }
        }
    }

    /// Keeps something to be handed out first.
    pub(super) fn put_back(&mut self, incoming: Incoming) {
        self.put_back.push_back(incoming);
    }

    /// Stops the program as Ctrl-Z does, with the terminal as it was; returns when continued.
    pub(super) fn stop(&mut self) -> Result<()> {
        if self.system.is_none() {
            return Ok(());
        }
        self.lend(|_| stop_here()).context("could not stop the program")
    }
}
