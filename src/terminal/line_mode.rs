//! How the terminal keeps the line being typed.
//!
//! A terminal collects a line before it hands it over, and throws the unfinished one away on
//! Ctrl-C. While a session is open it is told not to; when a signal ends the session it is made to
//! hand over what it has, so that not even half a line is lost.

#[cfg(unix)]
mod system {
    use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios};
    use rustix::termios::{tcgetattr, tcsetattr};
    use std::io::stdin;

    /// Changes the terminal while it exists; the terminal is as before once it is dropped.
    #[derive(Debug)]
    pub(in crate::terminal) struct LineMode {
        /// `None` where input is no terminal.
        before: Option<Termios>,
    }

    impl LineMode {
        /// Keeps the unfinished line safe from Ctrl-C from now on.
        pub(in crate::terminal) fn start() -> Self {
            let mode = Self { before: tcgetattr(stdin()).ok() };
            mode.keep();
            mode
        }

        /// Input that is no terminal: nothing to do, ever.
        #[cfg(test)]
        pub(in crate::terminal) fn none() -> Self {
            Self { before: None }
        }

        /// Keeps the unfinished line, also again after [`Self::restore`].
        pub(in crate::terminal) fn keep(&self) {
            self.set(|modes| modes.local_modes |= LocalModes::NOFLSH);
        }

        /// Hands the unfinished line to whoever reads; false where there is no such line.
        pub(in crate::terminal) fn release(&self) -> bool {
            self.set(|modes| {
                modes.local_modes |= LocalModes::NOFLSH;
                modes.local_modes -= LocalModes::ICANON;
                modes.special_codes[SpecialCodeIndex::VMIN] = 1;
                modes.special_codes[SpecialCodeIndex::VTIME] = 0;
            })
        }

        /// The terminal as it was.
        pub(in crate::terminal) fn restore(&self) {
            self.set(|_| {});
        }

        /// Whether input was a terminal that is no longer there.
        pub(in crate::terminal) fn is_gone(&self) -> bool {
            self.before.is_some() && tcgetattr(stdin()).is_err()
        }

        /// A terminal that went away cannot be set, and need not be.
        fn set(&self, change: impl FnOnce(&mut Termios)) -> bool {
            let Some(mut modes) = self.before.clone() else { return false };
            change(&mut modes);
            // Now, without flushing: what was typed is what this is all about.
            tcsetattr(stdin(), OptionalActions::Now, &modes).is_ok()
        }
    }

    impl Drop for LineMode {
        fn drop(&mut self) {
            self.restore();
        }
    }
}

#[cfg(not(unix))]
mod system {
    #[derive(Debug)]
    pub(in crate::terminal) struct LineMode;

    impl LineMode {
        pub(in crate::terminal) fn start() -> Self {
            Self
        }

        #[cfg(test)]
        pub(in crate::terminal) fn none() -> Self {
            Self
        }

        pub(in crate::terminal) fn keep(&self) {}

        pub(in crate::terminal) fn release(&self) -> bool {
            false
        }

        pub(in crate::terminal) fn restore(&self) {}

        pub(in crate::terminal) fn is_gone(&self) -> bool {
            false
        }
    }
}

pub(super) use system::LineMode;
