//! The terminal while it belongs to a full screen: taken, lent, given back whatever happens.

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use ratatui::crossterm::execute;
use ratatui::crossterm::style::Print;
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use std::io::{self, Stdout, stdout};
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What a program panic calls before ours.
type Hook = dyn Fn(&panic::PanicHookInfo<'_>) + Sync + Send + 'static;

/// The terminal, full screen, until this is dropped.
pub(in crate::terminal) struct Surface {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    /// Whether it is ours: leaving twice would put the cursor over what was printed in between.
    ours: Arc<AtomicBool>,
    previous: Arc<Hook>,
}

impl Surface {
    /// Takes the terminal. `after_panic` is printed, once the terminal is as it was, should the
    /// program fail.
    ///
    /// # Errors
    /// If the terminal cannot be set.
    pub(in crate::terminal) fn take(after_panic: String) -> io::Result<Self> {
        let ours = Arc::new(AtomicBool::new(false));
        enter(&ours)?;
        let terminal =
            Terminal::new(CrosstermBackend::new(stdout())).inspect_err(|_| leave(&ours))?;
        let previous: Arc<Hook> = Arc::from(panic::take_hook());
        let (before, taken) = (Arc::clone(&previous), Arc::clone(&ours));
        panic::set_hook(Box::new(move |info| {
            leave(&taken);
            before(info);
            let _ = execute!(io::stderr(), Print(format!("{after_panic}\n")));
        }));
        Ok(Self { terminal, ours, previous })
    }

    /// Draws one frame.
    ///
    /// # Errors
    /// If the terminal cannot be written to.
    pub(in crate::terminal) fn draw(
        &mut self,
        paint: impl FnOnce(&mut ratatui::Frame<'_>),
    ) -> io::Result<()> {
        // All of a frame or nothing of it, where the terminal knows how.
        execute!(stdout(), BeginSynchronizedUpdate)?;
        let drawn = self.terminal.draw(paint).map(|_| ());
        execute!(stdout(), EndSynchronizedUpdate)?;
        drawn
    }

    /// Gives the terminal to somebody else, such as an editor, and takes it back.
    pub(in crate::terminal) fn lend<T>(&mut self, use_it: impl FnOnce() -> T) -> io::Result<T> {
        leave(&self.ours);
        let result = use_it();
        enter(&self.ours)?;
        self.terminal.clear()?;
        Ok(result)
    }

    /// Rings, for somebody who asked for it.
    pub(in crate::terminal) fn ring() {
        let _ = execute!(stdout(), Print('\u{7}'));
    }
}

impl Drop for Surface {
    fn drop(&mut self) {
        leave(&self.ours);
        // A hook cannot be changed while a panic unwinds, and then it has done its work.
        if !std::thread::panicking() {
            let previous = Arc::clone(&self.previous);
            panic::set_hook(Box::new(move |info| previous(info)));
        }
    }
}

fn enter(ours: &AtomicBool) -> io::Result<()> {
    enable_raw_mode()?;
    ours.store(true, Ordering::SeqCst);
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableMouseCapture)
        .inspect_err(|_| leave(ours))
}

/// The terminal as it was; one that went away need not be told.
fn leave(ours: &AtomicBool) {
    if !ours.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ =
        execute!(stdout(), DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}
