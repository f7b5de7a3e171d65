//! What the clock says, in words.

use crate::interview::{CLOSING, Header, Session};

/// Where a session stands on its clock, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Times {
    /// Planned for the open step, if it is timed.
    pub(super) planned: Option<u64>,
    /// Spent in the open attempt at it.
    pub(super) spent: u64,
    /// Left of the total, negative when over; `None` when untimed.
    pub(super) total_left: Option<i64>,
}

impl Times {
    /// The times of a session at this moment of its clock.
    pub(super) fn of(session: &Session, now_ms: u64) -> Self {
        let step = session.open.and_then(|index| session.steps.get(index));
        let spent = step.and_then(|step| step.attempts.last()).map_or(0, |last| last.spent_ms);
        let since = now_ms.saturating_sub(session.clock_ms());
        let minutes = step.and_then(|step| planned_minutes(&session.header, &step.id));
        Self {
            planned: minutes.map(|minutes| u64::from(minutes) * 60_000),
            spent: if step.is_some() { spent.saturating_add(since) } else { 0 },
            total_left: session.header.timing.total_ms().map(|total| difference(total, now_ms)),
        }
    }

    /// Milliseconds left of the step, negative when over.
    pub(super) fn step_left_ms(&self) -> Option<i64> {
        self.planned.map(|planned| difference(planned, self.spent))
    }

    /// How much of the step's time is used, in percent.
    pub(super) fn used_percent(&self) -> Option<u64> {
        let planned = self.planned.filter(|planned| *planned > 0)?;
        Some(self.spent.saturating_mul(100) / planned)
    }
}

/// Minutes planned for a step; the closing summary's are in the timing.
pub(super) fn planned_minutes(header: &Header, step: &str) -> Option<u32> {
    if step == CLOSING {
        return header.timing.minutes.map(|_| header.timing.closing);
    }
    header.steps.iter().find(|plan| plan.id == step).and_then(|plan| plan.minutes)
}

/// `8 min`, and how many words that is, where the person's pace is known.
pub(super) fn planned(header: &Header, step: &str) -> Vec<String> {
    let Some(minutes) = planned_minutes(header, step) else { return Vec::new() };
    let words = header.word_budget(minutes);
    let words = words.map(|words| format!("about {words} words"));
    [format!("{minutes} min")].into_iter().chain(words).collect()
}

/// `3:40 left`, or `1:10 over`.
pub(super) fn left(ms: i64) -> String {
    // Rounded away from zero seconds left: forty-five minutes begin as 45:00.
    let (seconds, word) = match ms.unsigned_abs() {
        over if ms < 0 => (over / 1000, "over"),
        left => (left.div_ceil(1000), "left"),
    };
    format!("{} {word}", clock_face(seconds))
}

/// `3:40`, also for more than an hour.
pub(super) fn clock_face(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn difference(planned: u64, spent: u64) -> i64 {
    let signed = |ms: u64| i64::try_from(ms).unwrap_or(i64::MAX);
    signed(planned) - signed(spent)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Play, at_ms};
    use super::*;

    #[test]
    fn time_goes_on_between_events() {
        let mut play = Play::new();
        play.open("data", 60_000);
        let times = Times::of(&play.session, at_ms(3, 20));
        assert_eq!(times.step_left_ms(), Some(at_ms(5, 40).cast_signed()));
        assert_eq!(times.used_percent(), Some(29));
        assert_eq!(times.total_left, Some(at_ms(41, 40).cast_signed()));
    }

    #[test]
    fn minutes_come_with_words_once_the_pace_is_known() {
        let mut header = super::super::testing::header();
        assert_eq!(planned(&header, "data"), ["8 min"]);
        header.pace = Some(14);
        assert_eq!(planned(&header, "data"), ["8 min", "about 110 words"]);
        assert_eq!(planned(&header, "nowhere"), [""; 0]);
    }

    #[test]
    fn left_and_over_are_told_apart() {
        assert_eq!(left(220_000), "3:40 left");
        assert_eq!(left(-70_999), "1:10 over");
        assert_eq!(left(0), "0:00 left");
        assert_eq!(left(179_001), "3:00 left");
        assert_eq!(left(3_665_000), "61:05 left");
    }
}
