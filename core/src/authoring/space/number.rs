//! Numbers for witnesses: the roundest that lies in a cell.

use crate::decimal::Decimal;
use crate::rulebook::{Fact, FactType};

/// Bounds beyond all numbers that can be written.
const FAR: i64 = i64::MAX / 4;

/// The roundest number in a cell that the fact allows (whole before broken, few digits before many, near zero before
/// far), and how rough it is; nothing where no number is in it.
pub fn roundest(cell: usize, fact: &Fact, thresholds: &[Decimal]) -> Option<(Decimal, u32)> {
    let (low, high) = bounds(cell, fact, thresholds)?;
    let places = if fact.kind == FactType::Integer { 0..=0 } else { 0..=4u32 };
    places.into_iter().find_map(|places| {
        let least = 10i64.checked_pow(4 - places)?;
        let (scaled, digits) = fewest_digits(low, high, least)?;
        Some((Decimal::of_scaled(scaled), 100 * places + digits))
    })
}

/// The least and the greatest ten-thousandths in a cell.
fn bounds(cell: usize, fact: &Fact, thresholds: &[Decimal]) -> Option<(i64, i64)> {
    let at = |n: usize| thresholds.get(n).map(|threshold| threshold.scaled());
    let (low, high) = if cell % 2 == 1 {
        let here = at(cell / 2)?;
        (here, here)
    } else {
        let below = (cell / 2).checked_sub(1).and_then(at);
        (below.map_or(-FAR, |below| below + 1), at(cell / 2).map_or(FAR, |above| above - 1))
    };
    let low = fact.min.map_or(low, |min| low.max(min.scaled()));
    let high = fact.max.map_or(high, |max| high.min(max.scaled()));
    (low <= high).then_some((low, high))
}

/// The multiple of `least` between two bounds with the fewest digits, then the smallest; and its digits.
fn fewest_digits(low: i64, high: i64, least: i64) -> Option<(i64, u32)> {
    if low <= 0 && high >= 0 {
        return Some((0, 0));
    }
    if high < 0 {
        return fewest_digits(-high, -low, least).map(|(scaled, digits)| (-scaled, digits));
    }
    let steps = std::iter::successors(Some(least), |step| step.checked_mul(10).filter(|step| *step < FAR));
    let first = |step: i64| (low.div_euclid(step) + i64::from(low.rem_euclid(step) != 0)) * step;
    let found = steps.map(first).filter(|scaled| *scaled <= high);
    found.map(|scaled| (scaled, digits(scaled))).min_by_key(|(scaled, digits)| (*digits, *scaled))
}

/// The digits of a number without the zeros at its end.
fn digits(mut number: i64) -> u32 {
    while number != 0 && number % 10 == 0 {
        number /= 10;
    }
    number.checked_ilog10().map_or(0, |log| log + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::{Basis, Standing};
    use crate::text::Text;

    fn number_fact(kind: FactType, min: Option<&str>, max: Option<&str>) -> Fact {
        let basis = Basis::of("X", "", Standing::Law);
        Fact {
            id: "n".into(),
            kind,
            group: "g".into(),
            unit: None,
            min: min.and_then(Decimal::read),
            max: max.and_then(Decimal::read),
            question: Text::default(),
            why: Text::default(),
            basis,
            choices: Vec::new(),
            changeable: false,
            decides_office: false,
        }
    }

    #[test]
    fn the_roundest_number_of_a_cell() {
        let thresholds: Vec<Decimal> =
            ["0.5", "3", "299.9", "300"].into_iter().flat_map(Decimal::read).collect();
        let told = |fact: &Fact| -> Vec<Option<String>> {
            (0..9)
                .map(|cell| roundest(cell, fact, &thresholds).map(|(number, _)| number.to_string()))
                .collect()
        };
        let some = |texts: [&str; 9]| texts.map(|text| (!text.is_empty()).then(|| text.to_owned())).to_vec();
        let number = number_fact(FactType::Number, Some("0"), None);
        assert_eq!(told(&number), some(["0", "0.5", "1", "3", "4", "299.9", "299.91", "300", "400"]));
        let integer = number_fact(FactType::Integer, Some("1"), Some("350"));
        assert_eq!(told(&integer), some(["", "", "1", "3", "4", "", "", "300", "310"]));
    }
}
