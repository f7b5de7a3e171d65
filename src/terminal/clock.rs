//! The only place that knows what time it is.

use crate::interview::Stamp;
use jiff::{SignedDuration, Timestamp};
use std::time::Instant;

/// Where the time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The computer.
    System,
    /// A moment at which time stands still until it is moved (tests, recorded sessions).
    Fixed(Timestamp),
}

impl Clock {
    /// Wall time.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(at) => at,
        }
    }

    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    fn instant(self) -> Option<Instant> {
        match self {
            Self::System => Some(Instant::now()),
            Self::Fixed(_) => None,
        }
    }
}

/// Real time since a moment: a fixed clock stands still, but drafts have to be saved all the same.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts counting.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    /// What has passed since.
    pub(super) fn elapsed(self) -> std::time::Duration {
        self.0.elapsed()
    }
}

/// Counts the active time of one session. It is monotonic: a computer whose wall clock jumps
/// neither gives nor takes interview time.
#[derive(Clone, Debug)]
pub struct SessionClock {
    clock: Clock,
    /// Milliseconds counted before `since`.
    base_ms: u64,
    /// Since when the system's clock has been counting.
    since: Option<Instant>,
    paused: bool,
}

impl SessionClock {
    /// A running clock that goes on from `base_ms`.
    pub fn start(clock: Clock, base_ms: u64) -> Self {
        Self { clock, base_ms, since: clock.instant(), paused: false }
    }

    /// Wall time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Milliseconds of active time.
    pub fn active_ms(&self) -> u64 {
        let counting = self.since.map_or(0, |since| since.elapsed().as_millis() as u64);
        self.base_ms.saturating_add(counting)
    }

    /// Both, as an event carries them.
    pub fn stamp(&self) -> Stamp {
        Stamp { at: self.now(), clock_ms: self.active_ms() }
    }

    /// Whether the clock stands still because the person paused.
    pub fn is_paused(&self) -> bool {
        self.paused
    }

    /// Stops counting.
    pub fn pause(&mut self) {
        self.base_ms = self.active_ms();
        self.since = None;
        self.paused = true;
    }

    /// Counts again.
    pub fn resume(&mut self) {
        if self.paused {
            self.since = self.clock.instant();
            self.paused = false;
        }
    }

    /// Moves a fixed clock on; the system's clock cannot be moved, and `false` says so.
    pub fn advance(&mut self, ms: u64) -> bool {
        let Clock::Fixed(at) = &mut self.clock else { return false };
        let span = SignedDuration::from_millis(i64::try_from(ms).unwrap_or(i64::MAX));
        *at = at.checked_add(span).unwrap_or(Timestamp::MAX);
        if !self.paused {
            self.base_ms = self.base_ms.saturating_add(ms);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed() -> SessionClock {
        SessionClock::start(Clock::Fixed("2026-11-21T08:00:00Z".parse().unwrap()), 500)
    }

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let mut clock = fixed();
        assert_eq!(clock.stamp(), clock.stamp());
        assert!(clock.advance(2_000));
        assert_eq!(clock.active_ms(), 2_500);
        assert_eq!(clock.now().to_string(), "2026-11-21T08:00:02Z");
    }

    #[test]
    fn a_pause_costs_wall_time_only() {
        let mut clock = fixed();
        clock.pause();
        clock.advance(60_000);
        assert_eq!(clock.active_ms(), 500);
        clock.resume();
        clock.advance(1_000);
        assert_eq!(clock.active_ms(), 1_500);
        assert_eq!(clock.now().to_string(), "2026-11-21T08:01:01Z");
    }

    #[test]
    fn no_number_overflows() {
        let mut clock = fixed();
        assert!(clock.advance(u64::MAX) && clock.advance(u64::MAX));
        assert_eq!(clock.stamp(), Stamp { at: Timestamp::MAX, clock_ms: u64::MAX });
    }

    #[test]
    fn the_system_clock_counts_from_its_base_and_cannot_be_moved() {
        let mut clock = SessionClock::start(Clock::System, 7);
        assert!(!clock.advance(1));
        clock.pause();
        assert!(clock.active_ms() >= 7);
        assert_eq!(clock.active_ms(), clock.active_ms());
    }
}
