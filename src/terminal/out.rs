//! Where output goes. A reader that stops reading, such as `head`, is no error.

use anstream::{AutoStream, ColorChoice};
use std::io::{self, ErrorKind, Stderr, Stdout, Write};

/// A writer for which a closed pipe is the end of the work, not a failure.
#[derive(Debug)]
pub struct Out<W: Write> {
    inner: W,
    closed: bool,
}

impl<W: Write> Out<W> {
    /// Wraps a writer.
    pub fn new(inner: W) -> Self {
        Self { inner, closed: false }
    }

    /// Whether nobody reads any more.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    fn unless_closed<T>(&mut self, done: T, result: io::Result<T>) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(done)
            }
            result => result,
        }
    }
}

/// Standard output; without colour, escape sequences are taken out whoever wrote them.
pub fn stdout(colour: bool) -> Out<AutoStream<Stdout>> {
    Out::new(AutoStream::new(io::stdout(), choice(colour)))
}

/// Standard error, likewise.
pub fn stderr(colour: bool) -> Out<AutoStream<Stderr>> {
    Out::new(AutoStream::new(io::stderr(), choice(colour)))
}

fn choice(colour: bool) -> ColorChoice {
    if colour { ColorChoice::Always } else { ColorChoice::Never }
}

impl<W: Write> Write for Out<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let result = self.inner.write(bytes);
        self.unless_closed(bytes.len(), result)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let result = self.inner.flush();
        self.unless_closed((), result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Failing(ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn a_closed_pipe_is_success() {
        let mut out = Out::new(Failing(ErrorKind::BrokenPipe));
        writeln!(out, "nobody reads this").unwrap();
        out.flush().unwrap();
        assert!(out.is_closed());
    }

    #[test]
    fn any_other_failure_is_one() {
        assert!(writeln!(Out::new(Failing(ErrorKind::StorageFull)), "x").is_err());
    }
}
