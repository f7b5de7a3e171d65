//! Numbers as people type them: `10M`, `4k`, `.92`, `1,000`, `99.9%`, `two hundred`.

use serde::{Deserialize, Serialize};

/// A number in an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its value in the base of its unit (seconds, bytes), or as it stands.
    pub value: f64,
    /// What it measures, if said.
    pub unit: Option<Dimension>,
}

/// What a number measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dimension {
    /// A span of time; base seconds.
    Time,
    /// A share; base percent.
    Percent,
    /// Money, in whatever currency.
    Money,
    /// A factor, as in `10x`.
    Times,
    /// Requests or queries per second.
    Rate,
    /// Storage; base bytes.
    Bytes,
}

/// A unit by name: what it measures and how many base units it is.
pub(super) fn unit(name: &str) -> Option<(Dimension, f64)> {
    use Dimension::{Bytes, Money, Percent, Rate, Time, Times};
    Some(match name {
        "us" | "µs" | "microsecond" | "microseconds" => (Time, 1e-6),
        "ms" | "msec" | "msecs" | "millisecond" | "milliseconds" | "millis" => (Time, 1e-3),
        "s" | "sec" | "secs" | "second" | "seconds" => (Time, 1.0),
        "min" | "mins" | "minute" | "minutes" => (Time, 60.0),
        "h" | "hr" | "hrs" | "hour" | "hours" => (Time, 3_600.0),
        "d" | "day" | "days" => (Time, 86_400.0),
        "w" | "wk" | "wks" | "week" | "weeks" => (Time, 7.0 * 86_400.0),
        "month" | "months" => (Time, 30.0 * 86_400.0),
        "year" | "years" | "yr" | "yrs" => (Time, 365.0 * 86_400.0),
        "%" | "percent" | "pct" | "pc" | "pp" => (Percent, 1.0),
        "$" | "usd" | "dollar" | "dollars" | "cent" | "cents" | "eur" | "euro" | "euros" => {
            (Money, 1.0)
        }
        "x" | "times" | "fold" => (Times, 1.0),
        "qps" | "rps" | "tps" => (Rate, 1.0),
        "b" | "byte" | "bytes" => (Bytes, 1.0),
        "kb" => (Bytes, 1e3),
        "mb" => (Bytes, 1e6),
        "gb" | "gig" | "gigs" => (Bytes, 1e9),
        "tb" => (Bytes, 1e12),
        "pb" => (Bytes, 1e15),
        _ => return None,
    })
}

/// A word that multiplies the number before it.
pub(super) fn magnitude(name: &str) -> Option<f64> {
    Some(match name {
        "hundred" => 1e2,
        "k" | "thousand" | "thousands" => 1e3,
        "m" | "mm" | "mn" | "mio" | "mil" | "million" | "millions" => 1e6,
        "bn" | "billion" | "billions" => 1e9,
        "t" | "trillion" | "trillions" => 1e12,
        _ => return None,
    })
}

/// The value of a spelled number.
pub(super) fn spelled(word: &str) -> Option<f64> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    if let Some(value) = WORDS.iter().position(|known| *known == word) {
        return Some(value as f64);
    }
    Some(match word {
        "thirty" => 30.0,
        "forty" => 40.0,
        "fifty" => 50.0,
        "sixty" => 60.0,
        "seventy" => 70.0,
        "eighty" => 80.0,
        "ninety" => 90.0,
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        _ => return None,
    })
}

/// Reads a word that starts with a digit or a dot, such as `10M`, `1e9`, `100ms`, `.92`, `2x`.
/// The second value says whether a unit or magnitude was attached.
pub(super) fn attached(word: &str) -> Option<Number> {
    let digits = word
        .char_indices()
        .take_while(|(at, c)| {
            c.is_ascii_digit()
                || matches!(c, '.' | ',')
                || (matches!(c, 'e' | 'E') && is_exponent(&word[*at..]))
        })
        .map(|(at, c)| at + c.len_utf8())
        .last()?;
    let (mut figure, mut rest) = word.split_at(digits);
    if let Some(exponent) = figure.strip_suffix(['e', 'E']) {
        // `1e9`: the digits of the exponent follow.
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let power: i32 = rest[..end].parse().ok()?;
        let value: f64 = exponent.replace(',', "").parse().ok()?;
        return Some(Number { value: value * 10f64.powi(power), unit: None });
    }
    figure = figure.trim_end_matches(['.', ',']);
    let value: f64 = figure.replace(',', "").parse().ok()?;
    rest = rest.trim_start_matches('-').trim_end_matches('+');
    if rest.is_empty() {
        return Some(Number { value, unit: None });
    }
    // `10M` and `10m` are millions, `10B` billions; `10b` too: nobody counts single bytes.
    let lower = rest.to_lowercase();
    if let Some(factor) = magnitude(&lower).or((lower == "b").then_some(1e9)) {
        return Some(Number { value: value * factor, unit: None });
    }
    let (dimension, factor) = unit(&lower)?;
    Some(Number { value: value * factor, unit: Some(dimension) })
}

fn is_exponent(rest: &str) -> bool {
    rest.len() > 1 && rest[1..].bytes().next().is_some_and(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attached_numbers_are_read() {
        for (word, value, unit) in [
            ("10M", 1e7, None),
            ("4k", 4e3, None),
            ("1e9", 1e9, None),
            (".92", 0.92, None),
            ("1,000,000", 1e6, None),
            ("99.9%", 99.9, Some(Dimension::Percent)),
            ("100ms", 0.1, Some(Dimension::Time)),
            ("2x", 2.0, Some(Dimension::Times)),
            ("3B", 3e9, None),
            ("64gb", 64e9, Some(Dimension::Bytes)),
            ("2wk", 1_209_600.0, Some(Dimension::Time)),
        ] {
            let number = attached(word).unwrap();
            assert!((number.value - value).abs() <= value.abs() * 1e-9, "{word}: {number:?}");
            assert_eq!(number.unit, unit, "{word}");
        }
    }

    #[test]
    fn other_words_are_not_numbers() {
        for word in ["3rd", "2fa", "1st", "4chan", "."] {
            assert_eq!(attached(word), None, "{word}");
        }
    }
}
