//! The roundest number between two thresholds.

use crate::decimal::Decimal;
use crate::rulebook::{Fact, FactType};

/// A number in a cell that the fact allows, with as few decimal places and digits as can be, and how rough it is.
/// Nothing where no number is in it.
pub fn roundest(cell: usize, fact: &Fact, thresholds: &[Decimal]) -> Option<(Decimal, usize)> {
    let at = |n: usize| thresholds.get(n).map(|threshold| threshold.scaled());
    let (low, high) = match (cell % 2, cell / 2) {
        (1, n) => (at(n)?, at(n)?),
        (_, n) => (
            n.checked_sub(1).and_then(at).map_or(i64::MIN / 4, |below| below + 1),
            at(n).map_or(i64::MAX / 4, |above| above - 1),
        ),
    };
    let low = fact.min.map_or(low, |min| low.max(min.scaled()));
    let high = fact.max.map_or(high, |max| high.min(max.scaled()));
    let places: &[i64] =
        if fact.kind == FactType::Integer { &[10_000] } else { &[10_000, 1_000, 100, 10, 1] };
    places.iter().enumerate().find_map(|(n, least)| {
        let scaled = fewest_digits(low, high, *least)?;
        let digits = scaled.to_string().trim_end_matches('0').len();
        Some((Decimal::of_scaled(scaled), 10 * n + digits))
    })
}

/// The multiple of `least` between two bounds that has the fewest digits, near zero before far.
fn fewest_digits(low: i64, high: i64, least: i64) -> Option<i64> {
    if low <= 0 && high >= 0 {
        return Some(0);
    }
    if high < 0 {
        return fewest_digits(-high, -low, least).map(|scaled| -scaled);
    }
    let steps = std::iter::successors(Some(least), |step| step.checked_mul(10));
    let first = |step: i64| low.checked_add(step - 1).map(|up| up / step * step);
    let fits = steps.map_while(first).filter(|scaled| *scaled <= high);
    fits.min_by_key(|scaled| (scaled.to_string().trim_end_matches('0').len(), *scaled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_digits_between_two_bounds() {
        let found = |low: &str, high: &str, least| {
            let scaled = |text: &str| Decimal::read(text).unwrap().scaled();
            fewest_digits(scaled(low), scaled(high), least)
                .map(|scaled| Decimal::of_scaled(scaled).to_string())
        };
        assert_eq!(found("300.0001", "1000", 10_000).as_deref(), Some("400"));
        assert_eq!(found("300.0001", "300.9", 10_000), None);
        assert_eq!(found("300.0001", "300.9", 1_000).as_deref(), Some("300.1"));
        assert_eq!(found("-5", "5", 10_000).as_deref(), Some("0"));
    }
}
