//! Bands, caps and what a session reads as.

use super::coverage::{Doubt, credit, overall};
use super::result::{
    CapFired, LevelRead, PointResult, StepResult, StepStatus, TrapResult, Verdict,
};
use crate::content::Level;
use crate::content::case_study::TrapSeverity;
use crate::content::framework::{Band, Cap, CapRule, Framework};
use crate::scoring::State;

/// What a verdict is made from.
pub(super) struct Bench<'a> {
    pub(super) framework: &'a Framework,
    pub(super) level: Level,
    pub(super) minutes: Option<u32>,
    pub(super) steps: &'a [StepResult],
    pub(super) traps: &'a [TrapResult],
}

/// Most deciding points named.
const DECIDING: usize = 4;

impl Bench<'_> {
    /// The verdict, computed with every uncertain point at 0 and at 1.
    pub(super) fn verdict(&self, points: &[PointResult]) -> Verdict {
        let (low, mut caps) = self.band(points, self.level, Doubt::Against);
        let (high, also) = self.band(points, self.level, Doubt::For);
        // A cap may bind only where doubt is given the benefit.
        caps.extend(also.into_iter().filter(|cap| !caps.contains(cap)).collect::<Vec<_>>());
        let title = |rank: usize| {
            self.framework.bands.get(rank).map_or(String::new(), |band| band.title.clone())
        };
        let id = |rank: usize| {
            self.framework.bands.get(rank).map_or(String::new(), |band| band.id.clone())
        };
        Verdict {
            low: id(low),
            low_title: title(low),
            high: id(high),
            high_title: title(high),
            caps,
            deciding: if low == high { Vec::new() } else { deciding(points) },
        }
    }

    /// Rank of the band at a level, with the caps that lowered it.
    pub(super) fn band(
        &self,
        points: &[PointResult],
        level: Level,
        doubt: Doubt,
    ) -> (usize, Vec<CapFired>) {
        let overall = overall(self.framework, points, self.minutes, doubt);
        let earned = rank_of(&self.framework.bands, overall);
        let mut rank = earned;
        let mut fired = Vec::new();
        for cap in self.framework.caps.iter().filter(|cap| cap.levels.contains(&level)) {
            let at_most = self.framework.rank(&cap.at_most).unwrap_or(0);
            if self.fires(cap, points, doubt) {
                rank = rank.max(at_most);
                if at_most > earned {
                    fired.push(CapFired {
                        id: cap.id.clone(),
                        at_most: self.framework.bands[at_most].title.clone(),
                        because: cap.because.clone(),
                    });
                }
            }
        }
        (rank, fired)
    }

    /// Whether a cap on contradicted points fires, at whatever level it applies.
    pub(super) fn is_wrong_way_round(&self, points: &[PointResult]) -> bool {
        let caps = self.framework.caps.iter();
        let mut against = caps.filter(|cap| matches!(cap.when, CapRule::Contradicted(_)));
        against.any(|cap| self.fires(cap, points, Doubt::Against))
    }

    fn fires(&self, cap: &Cap, points: &[PointResult], doubt: Doubt) -> bool {
        match &cap.when {
            CapRule::NoneOf(ids) => {
                let mut used = points.iter().filter(|point| ids.contains(&point.id)).peekable();
                used.peek().is_some() && used.all(|point| credit(point, doubt) <= 0.0)
            }
            CapRule::EmptyStep(id) => self.steps.iter().any(|step| {
                let meant = id.as_ref().is_none_or(|id| *id == step.id);
                meant
                    && step.coverage.is_some()
                    && step.status != StepStatus::Answered
                    && step.coverage < Some(0.5)
            }),
            CapRule::Traps(count) => {
                let serious =
                    self.traps.iter().filter(|trap| trap.severity == TrapSeverity::Serious).count();
                serious >= *count as usize
            }
            CapRule::Contradicted(rule) => {
                // One that is disputed is in doubt.
                let held = |point: &&PointResult| doubt != Doubt::For || point.disputed.is_none();
                let against = points.iter().filter(|point| point.status == State::Contradicted);
                let covered = points.iter().filter(|point| point.status == State::Covered).count();
                rule.holds(against.filter(held).count(), covered)
            }
        }
    }

    /// The highest level at which the session would be hired, and what lifts it to the next.
    pub(super) fn reads_as(&self, points: &[PointResult]) -> LevelRead {
        let level = Level::ALL.into_iter().rev().find(|level| self.clears(points, *level));
        let next = match level {
            None => Some(Level::Mid),
            Some(level) => Level::ALL.into_iter().find(|other| *other > level),
        };
        let missing = next.map_or_else(Vec::new, |next| self.missing(points, next));
        LevelRead { level, next, missing }
    }

    fn clears(&self, points: &[PointResult], level: Level) -> bool {
        let Some(hire) = self.framework.rank("hire") else { return false };
        let points = at_level(points, level);
        self.band(&points, level, Doubt::AsCredited).0 <= hire
            && (level != Level::Staff || self.staff_signals(&points))
    }

    /// Staff points unprompted, and no step under the floor.
    fn staff_signals(&self, points: &[PointResult]) -> bool {
        let bar = self.framework.staff;
        let staff: Vec<&PointResult> =
            points.iter().filter(|point| point.level == Level::Staff).collect();
        let shown = staff
            .iter()
            .filter(|point| {
                point.credit >= 1.0 && point.prompting == super::credit::Prompting::Unprompted
            })
            .count();
        let even = self.framework.steps.iter().all(|step| {
            let own: Vec<&PointResult> =
                points.iter().filter(|point| point.step == step.id).collect();
            super::coverage::of_step(step, &own, self.minutes, Doubt::AsCredited)
                .is_none_or(|c| c >= bar.floor)
        });
        shown as f64 >= bar.share * staff.len() as f64 && even
    }

    /// The heaviest points without credit that would lift the session to a level: as many as it
    /// takes, must-haves first, at most six.
    fn missing(&self, points: &[PointResult], level: Level) -> Vec<String> {
        const MOST: usize = 6;
        let mut trial = at_level(points, level);
        let mut order: Vec<usize> = (0..trial.len())
            .filter(|index| trial[*index].expected && trial[*index].credit < 1.0)
            .collect();
        order.sort_by_key(|index| {
            let point = &trial[*index];
            std::cmp::Reverse((point.level == level, point.must, point.weight))
        });
        let mut missing = Vec::new();
        for index in order.into_iter().take(MOST) {
            trial[index].credit = 1.0;
            trial[index].prompting = super::credit::Prompting::Unprompted;
            missing.push(trial[index].id.clone());
            if self.clears(&trial, level) {
                break;
            }
        }
        missing
    }
}

/// The points as expected at another level.
fn at_level(points: &[PointResult], level: Level) -> Vec<PointResult> {
    points
        .iter()
        .cloned()
        .map(|point| PointResult { expected: point.level <= level, ..point })
        .collect()
}

fn deciding(points: &[PointResult]) -> Vec<String> {
    let mut uncertain: Vec<&PointResult> =
        points.iter().filter(|point| point.expected && point.is_uncertain()).collect();
    uncertain.sort_by_key(|point| std::cmp::Reverse((point.must, point.weight)));
    uncertain.into_iter().take(DECIDING).map(|point| point.id.clone()).collect()
}

/// Rank of the band an overall coverage falls in.
fn rank_of(bands: &[Band], overall: f64) -> usize {
    // Rounded to whole percent first: what is printed decides.
    let percent = (overall * 100.0).round();
    bands
        .iter()
        .position(|band| percent >= f64::from(band.from))
        .unwrap_or(bands.len().saturating_sub(1))
}
