//! Figures of agreement: confusion counts, Cohen's κ, rank correlation, a seeded generator.

use std::iter::Sum;
use std::ops::Add;

/// Counts of a yes/no decision against a reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Both say yes.
    pub(crate) hit: usize,
    /// Only the decision says yes.
    pub(crate) false_alarm: usize,
    /// Only the reference says yes.
    pub(crate) miss: usize,
    /// Both say no.
    pub(crate) quiet: usize,
}

impl Counts {
    /// One pair.
    pub(crate) fn of(decided: bool, reference: bool) -> Self {
        let mut counts = Self::default();
        match (decided, reference) {
            (true, true) => counts.hit = 1,
            (true, false) => counts.false_alarm = 1,
            (false, true) => counts.miss = 1,
            (false, false) => counts.quiet = 1,
        }
        counts
    }

    /// Pairs counted.
    pub(crate) fn pairs(&self) -> usize {
        self.hit + self.false_alarm + self.miss + self.quiet
    }

    /// Share of the decision's yes that is right; NaN without any.
    pub(crate) fn precision(&self) -> f64 {
        ratio(self.hit, self.hit + self.false_alarm)
    }

    /// Share of the reference's yes that is found; NaN without any.
    pub(crate) fn recall(&self) -> f64 {
        ratio(self.hit, self.hit + self.miss)
    }

    /// Harmonic mean of precision and recall.
    pub(crate) fn f1(&self) -> f64 {
        ratio(2 * self.hit, 2 * self.hit + self.false_alarm + self.miss)
    }

    /// Cohen's κ (1960): agreement beyond what the two shares of yes would give by chance.
    pub(crate) fn kappa(&self) -> f64 {
        let all = self.pairs() as f64;
        let observed = (self.hit + self.quiet) as f64 / all;
        let decided = (self.hit + self.false_alarm) as f64 / all;
        let reference = (self.hit + self.miss) as f64 / all;
        let chance = decided * reference + (1.0 - decided) * (1.0 - reference);
        if chance >= 1.0 { f64::NAN } else { (observed - chance) / (1.0 - chance) }
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            hit: self.hit + other.hit,
            false_alarm: self.false_alarm + other.false_alarm,
            miss: self.miss + other.miss,
            quiet: self.quiet + other.quiet,
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

/// `part / all`; NaN when `all` is zero.
pub(crate) fn ratio(part: usize, all: usize) -> f64 {
    part as f64 / all as f64
}

/// Mean; NaN of nothing.
pub(crate) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Spearman's rank correlation of pairs, ties given their mean rank.
pub(crate) fn spearman(pairs: &[(f64, f64)]) -> f64 {
    let left = ranks(&pairs.iter().map(|pair| pair.0).collect::<Vec<_>>());
    let right = ranks(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>());
    let (mean_left, mean_right) = (mean(&left), mean(&right));
    let covariance: f64 =
        left.iter().zip(&right).map(|(a, b)| (a - mean_left) * (b - mean_right)).sum();
    let spread =
        |values: &[f64], mean: f64| values.iter().map(|a| (a - mean).powi(2)).sum::<f64>().sqrt();
    covariance / (spread(&left, mean_left) * spread(&right, mean_right))
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let rank = |value: f64| {
        let below = values.iter().filter(|other| **other < value).count();
        let same = values.iter().filter(|other| (**other - value).abs() < 1e-12).count();
        below as f64 + f64::midpoint(same as f64, 1.0)
    };
    values.iter().map(|value| rank(*value)).collect()
}

/// The 2.5 and 97.5 percentiles of a figure over `rounds` bootstrap samples of documents.
pub(crate) fn interval(
    documents: &[Counts],
    figure: fn(&Counts) -> f64,
    rounds: usize,
) -> (f64, f64) {
    let mut random = Random::new(17);
    let mut figures: Vec<f64> = (0..rounds)
        .map(|_| {
            let drawn = (0..documents.len()).map(|_| documents[random.below(documents.len())]);
            figure(&drawn.sum())
        })
        .filter(|figure| figure.is_finite())
        .collect();
    figures.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let index = (share * figures.len() as f64) as usize;
        figures.get(index.min(figures.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
    };
    (at(0.025), at(0.975))
}

/// `SplitMix64` (Steele, Lea, Flood 2014): the same sequence on every machine.
pub(crate) struct Random(u64);

impl Random {
    /// A generator with a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next value.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A value below `limit`, which must not be zero.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}
