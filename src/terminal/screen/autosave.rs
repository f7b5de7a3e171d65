//! When a draft is saved: at a pause in typing, at the latest soon after a change, and now and then
//! because it carries the clock. Times are real, since the screen was opened.

use std::time::Duration;

/// A pause in typing after which the draft is saved, and the longest it waits for one.
const PAUSE: Duration = Duration::from_millis(700);
const LONGEST: Duration = Duration::from_millis(1_600);

/// While a step is open the draft is saved this often even if nothing changes.
const ANYWAY: Duration = Duration::from_secs(15);

/// What is known of the draft.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::terminal) struct Autosave {
    /// Since when there is a change that is not saved.
    changed: Option<Duration>,
    /// The last key.
    key: Duration,
    /// The last save.
    saved: Duration,
}

impl Autosave {
    /// A key was pressed.
    pub(in crate::terminal) fn key(&mut self, now: Duration) {
        self.key = now;
    }

    /// Whether there is a change that is not saved; what was sent meanwhile is none.
    pub(in crate::terminal) fn see(&mut self, now: Duration, unsaved: bool) {
        self.changed = if unsaved { self.changed.or(Some(now)) } else { None };
    }

    /// The draft was saved.
    pub(in crate::terminal) fn save(&mut self, now: Duration) {
        self.changed = None;
        self.saved = now;
    }

    /// Whether nobody has typed for a moment.
    pub(in crate::terminal) fn is_quiet(&self, now: Duration) -> bool {
        now.saturating_sub(self.key) >= PAUSE
    }

    /// Whether the draft is to be saved now.
    pub(in crate::terminal) fn is_due(&self, now: Duration, blank: bool) -> bool {
        let long = |since: Duration| now.saturating_sub(since) >= LONGEST;
        let changed = self.changed.is_some_and(|since| self.is_quiet(now) || long(since));
        changed || (!blank && now.saturating_sub(self.saved) >= ANYWAY)
    }

    /// How long nothing need be done for the sake of a change; `None` without one.
    pub(in crate::terminal) fn wait(&self, now: Duration) -> Option<Duration> {
        let since = self.changed?;
        let pause = (self.key + PAUSE).saturating_sub(now);
        Some(pause.min((since + LONGEST).saturating_sub(now)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn a_change_is_saved_at_a_pause_and_at_the_latest_before_two_seconds() {
        let mut autosave = Autosave::default();
        autosave.key(ms(1_000));
        autosave.see(ms(1_000), true);
        assert!(!autosave.is_due(ms(1_500), false));
        assert_eq!(autosave.wait(ms(1_500)), Some(ms(200)));
        assert!(autosave.is_due(ms(1_700), false));
        for at in (1_100..2_600).step_by(100) {
            autosave.key(ms(at));
            autosave.see(ms(at), true);
        }
        assert!(!autosave.is_due(ms(2_500), false));
        assert!(autosave.is_due(ms(2_600), false));
    }

    #[test]
    fn what_was_sent_before_it_was_saved_leaves_nothing_to_wait_for() {
        let mut autosave = Autosave::default();
        autosave.key(ms(1_000));
        autosave.see(ms(1_000), true);
        autosave.see(ms(1_200), false);
        assert_eq!(autosave.wait(ms(9_000)), None);
        assert!(!autosave.is_due(ms(9_000), true));
    }

    #[test]
    fn a_draft_is_saved_now_and_then_for_its_clock_unless_there_is_none() {
        let mut autosave = Autosave::default();
        autosave.save(ms(1_000));
        assert!(!autosave.is_due(ms(15_900), false));
        assert!(autosave.is_due(ms(16_000), false));
        assert!(!autosave.is_due(ms(16_000), true));
    }
}
