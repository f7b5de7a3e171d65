//! Recomputes the arithmetic of back-of-envelope figures.

use exmex::{Express, FloatOpsFactory, MatchLiteral, literal_matcher_from_pattern};

use super::case_study::Estimate;

/// Longest formula, in characters.
const LONGEST: usize = 200;

literal_matcher_from_pattern!(Figure, r"^[0-9]+(\.[0-9]+)?(e[0-9]+)?");

/// The value of a formula of numbers, `+ - * / ^` and parentheses.
///
/// # Errors
/// If it is not such a formula.
pub fn evaluate(formula: &str) -> Result<f64, String> {
    // The parser recurses and knows functions; arithmetic needs neither length nor letters.
    if formula.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} characters"));
    }
    let foreign =
        |c: &char| !(c.is_ascii_digit() || c.is_ascii_whitespace() || "+-*/^().e".contains(*c));
    if let Some(c) = formula.chars().find(foreign) {
        return Err(format!("`{c}` is not arithmetic"));
    }
    let parsed: exmex::FlatEx<f64, FloatOpsFactory<f64>, Figure> = exmex::FlatEx::parse(formula)
        .map_err(|_| "it is not finished, or has an operator or parenthesis too many".to_owned())?;
    let value = parsed.eval(&[]).map_err(|_| "it has variables".to_owned())?;
    if value.is_finite() { Ok(value) } else { Err("its value is not finite".to_owned()) }
}

/// Whether a computed value is within the estimate's relative tolerance.
pub fn agrees(value: f64, estimate: &Estimate) -> bool {
    let scale = estimate.value.abs().max(f64::MIN_POSITIVE);
    (value - estimate.value).abs() <= estimate.tolerance * scale + f64::EPSILON
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_is_computed() {
        assert!((evaluate("10e9 / (30 * 86400)").unwrap() - 3858.02).abs() < 0.01);
        assert!((evaluate("2^10 - 24").unwrap() - 1000.0).abs() < 1e-9);
        assert!(evaluate("10 users").is_err());
        assert!(evaluate("1 +").is_err());
    }
}
