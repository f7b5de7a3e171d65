//! What the system sends while a session is open, as inputs like any other.

/// A signal the program answers itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// The system ends the program.
    Terminate,
    /// The terminal went away.
    Hangup,
    /// Ctrl-Z.
    Stop,
}

#[cfg(unix)]
mod system {
    use super::Signal;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    use signal_hook::iterator::{Handle, Signals};
    use signal_hook::{flag, low_level};
    use std::io;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, OnceLock};
    use std::thread;

    const WATCHED: [i32; 4] = [SIGINT, SIGTERM, SIGHUP, SIGTSTP];

    /// Watches the signals until it is dropped.
    #[derive(Debug)]
    pub(in crate::terminal) struct Watch {
        handle: Handle,
    }

    impl Watch {
        /// Hands every signal to `send`, on a thread of its own, until that returns false.
        pub(in crate::terminal) fn start(
            send: impl Fn(Signal) -> bool + Send + 'static,
        ) -> io::Result<Self> {
            let mut signals = Signals::new(WATCHED)?;
            act_as_usual(false)?;
            let handle = signals.handle();
            thread::Builder::new().name("signals".to_owned()).spawn(move || {
                let _ = signals.forever().filter_map(known).all(send);
            })?;
            Ok(Self { handle })
        }
    }

    impl Drop for Watch {
        fn drop(&mut self) {
            self.handle.close();
            let _ = act_as_usual(true);
        }
    }

    /// A handler once installed stays for good and would swallow Ctrl-C after the session; this
    /// gives the signals their usual effect back.
    fn act_as_usual(usual: bool) -> io::Result<()> {
        static USUAL: OnceLock<Arc<AtomicBool>> = OnceLock::new();
        if let Some(flag) = USUAL.get() {
            flag.store(usual, Ordering::SeqCst);
            return Ok(());
        }
        let flag = USUAL.get_or_init(|| Arc::new(AtomicBool::new(usual)));
        for signal in WATCHED {
            flag::register_conditional_default(signal, Arc::clone(flag))?;
        }
        Ok(())
    }

    fn known(signal: i32) -> Option<Signal> {
        match signal {
            SIGINT => Some(Signal::Interrupt),
            SIGTERM => Some(Signal::Terminate),
            SIGHUP => Some(Signal::Hangup),
            SIGTSTP => Some(Signal::Stop),
            _ => None,
        }
    }

    /// Stops the program as Ctrl-Z usually does; returns when it is continued.
    pub(in crate::terminal) fn stop_here() -> io::Result<()> {
        low_level::emulate_default_handler(SIGTSTP)
    }
}

/// Elsewhere the system's own way of ending a program applies; drafts are saved line by line.
#[cfg(not(unix))]
mod system {
    use super::Signal;
    use std::io;

    #[derive(Debug)]
    pub(in crate::terminal) struct Watch;

    impl Watch {
        pub(in crate::terminal) fn start(
            _: impl Fn(Signal) -> bool + Send + 'static,
        ) -> io::Result<Self> {
            Ok(Self)
        }
    }

    pub(in crate::terminal) fn stop_here() -> io::Result<()> {
        Ok(())
    }
}

pub(super) use system::{Watch, stop_here};
