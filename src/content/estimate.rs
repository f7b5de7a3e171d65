//! Recomputes the arithmetic of back-of-envelope figures.

use exmex::{Express, FloatOpsFactory, MatchLiteral, literal_matcher_from_pattern};

use super::case_study::Estimate;

literal_matcher_from_pattern!(Figure, r"^[0-9]+(\.[0-9]+)?(e[0-9]+)?");

/// The value of a formula of numbers, `+ - * / ^` and parentheses.
///
/// # Errors
/// If it is not such a formula.
pub fn evaluate(formula: &str) -> Result<f64, String> {
    let parsed: exmex::FlatEx<f64, FloatOpsFactory<f64>, Figure> =
        exmex::FlatEx::parse(formula).map_err(|error| error.to_string())?;
    parsed.eval(&[]).map_err(|_| "it has variables".to_owned())
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
