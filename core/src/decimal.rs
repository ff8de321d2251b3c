//! Numbers without binary floating point.

use std::fmt;
use std::rc::Rc;

use serde::{Serialize, Serializer};

/// A number of at most four decimal places, kept as ten-thousandths.
///
/// Read from its decimal text, so that 0.1 is 0.1 on every surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i64);

/// Places kept after the point.
const PLACES: usize = 4;
const SCALE: i64 = 10_000;
/// Digits before the point that are still accepted: with four places all sums stay far inside 64 bits.
const WHOLE_DIGITS: usize = 14;

impl Decimal {
    /// Reads `-12.5`; refuses an exponent, more than four decimal places, and more than 14 whole digits.
    pub fn read(text: &str) -> Option<Decimal> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole)
            || !all_digits(fraction)
            || whole.len() > WHOLE_DIGITS
            || fraction.len() > PLACES
        {
            return None;
        }
        let mut scaled: i64 = whole.parse::<i64>().ok()? * SCALE;
        let mut place = SCALE;
        for digit in fraction.bytes() {
            place /= 10;
            scaled += i64::from(digit - b'0') * place;
        }
        Some(Decimal(if negative { -scaled } else { scaled }))
    }

    pub fn whole(number: i64) -> Decimal {
        Decimal(number.saturating_mul(SCALE))
    }

    pub fn is_whole(self) -> bool {
        self.0 % SCALE == 0
    }

    /// So many ten-thousandths.
    pub fn of_scaled(scaled: i64) -> Decimal {
        Decimal(scaled)
    }

    /// The ten-thousandths.
    pub fn scaled(self) -> i64 {
        self.0
    }

    /// `self - other`, or nothing where that would not fit.
    pub fn minus(self, other: Decimal) -> Option<Decimal> {
        self.0.checked_sub(other.0).map(Decimal)
    }
}

impl fmt::Display for Decimal {
    /// The shortest text that reads back to the same number: `0.5`, `21000`, `-3.25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.written().text())
    }
}

impl From<Decimal> for Rc<str> {
    fn from(number: Decimal) -> Rc<str> {
        number.written().text().into()
    }
}

impl Decimal {
    fn written(self) -> Written {
        let mut written = Written { bytes: [0; Written::ROOM], from: Written::ROOM };
        let mut rest = self.0.unsigned_abs();
        for _ in 0..PLACES {
            // A naught at the end says nothing.
            if !rest.is_multiple_of(10) || written.from < Written::ROOM {
                written.put(rest % 10);
            }
            rest /= 10;
        }
        if written.from < Written::ROOM {
            written.before(b'.');
        }
        while rest > 0 {
            written.put(rest % 10);
            rest /= 10;
        }
        if self.0.unsigned_abs() < SCALE.unsigned_abs() {
            written.before(b'0');
        }
        if self.0 < 0 {
            written.before(b'-');
        }
        written
    }
}

/// A number in digits, written from its end.
struct Written {
    bytes: [u8; Written::ROOM],
    from: usize,
}

impl Written {
    /// A sign, a point, and the 19 digits of the greatest number.
    const ROOM: usize = 21;

    fn put(&mut self, digit: u64) {
        self.before(b'0' + digit as u8);
    }

    fn before(&mut self, byte: u8) {
        self.from = self.from.saturating_sub(1);
        if let Some(slot) = self.bytes.get_mut(self.from) {
            *slot = byte;
        }
    }

    fn text(&self) -> &str {
        self.bytes.get(self.from..).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// In a rulebook a number is a decimal text, so that no reader turns it into a double.
impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_at_most_four_places_and_no_exponent() {
        let written =
            ["0", "-0.5", "300000", "0.0001", "12.05", "-99999999999999.9999", "99999999999999.9999"];
        assert!(
            written.iter().all(|text| Decimal::read(text).map(|d| d.to_string()).as_deref() == Some(*text))
        );
        assert_eq!(Decimal::read("5.10"), Decimal::read("5.1"));
        for bad in ["", "-", "1.", ".5", "1e3", "0.00001", "100000000000000", "+1", "１"] {
            assert_eq!(Decimal::read(bad), None, "{bad}");
        }
    }
}
