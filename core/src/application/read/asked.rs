//! What is asked beside an application: on which day, and how long from one.

use super::Reader;
use crate::calendar::{Day, Period};
use crate::json::{self, InputErrors, Place, Value};
use crate::rulebook::{Rulebook, Unit};

/// Longer than any limit of a law.
const MOST_DAYS: u32 = 10_000;

impl Day {
    /// Reads a day that is named beside an input; where it is none, the error is that of an input.
    pub fn asked(rulebook: &Rulebook, text: &str, member: &str) -> Result<Day, InputErrors> {
        let mut reader = Reader { rulebook, errors: Vec::new() };
        let day = reader.day(Some(&Value::String(text.to_owned())), &Place::Key(&Place::Top, member));
        day.ok_or(InputErrors { errors: reader.errors })
    }
}

impl Period {
    /// Reads `{ from, days, unit?, paused?: [{ from, to }] }` as JSON; the unit is working days where absent.
    pub fn read(rulebook: &Rulebook, text: &str) -> Result<Period, InputErrors> {
        let value = json::read(text)?;
        let mut reader = Reader { rulebook, errors: Vec::new() };
        let period = reader.period(&value);
        period.filter(|_| reader.errors.is_empty()).ok_or(InputErrors { errors: reader.errors })
    }
}

impl Reader<'_> {
    fn period(&mut self, value: &Value) -> Option<Period> {
        let members = self.members(value, &Place::Top, &["from", "days", "unit", "paused"]);
        let from = self.day(members.get("from").copied(), &Place::Key(&Place::Top, "from"));
        let days = self.days(members.get("days").copied(), &Place::Key(&Place::Top, "days"));
        let unit = match members.get("unit") {
            Some(unit) => self.one_of(Some(unit), &Place::Key(&Place::Top, "unit"), Unit::ALL, Unit::name),
            None => Some(Unit::Working),
        };
        let paused =
            self.each(members.get("paused").copied(), &Place::Key(&Place::Top, "paused"), Self::span);
        Some(Period { from: from?, days: days?, unit: unit?, paused })
    }

    fn span(&mut self, value: &Value, at: &Place<'_>) -> Option<(Day, Day)> {
        let members = self.members(value, at, &["from", "to"]);
        let from = self.day(members.get("from").copied(), &Place::Key(at, "from"));
        let to = self.day(members.get("to").copied(), &Place::Key(at, "to"));
        Some((from?, to?))
    }

    pub(super) fn days(&mut self, value: Option<&Value>, at: &Place<'_>) -> Option<u32> {
        let days = match value {
            Some(Value::Number(text)) => text.parse().ok().filter(|days| *days <= MOST_DAYS),
            Some(Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_)) => {
                None
            }
            None => {
                self.missing(at);
                return None;
            }
        };
        if days.is_none() {
            self.wrong_type(
                at,
                &format!("从 0 到 {MOST_DAYS} 的整数"),
                &format!("a whole number from 0 to {MOST_DAYS}"),
            );
        }
        days
    }
}

impl Unit {
    const ALL: &[Unit] = &[Unit::Working, Unit::Calendar, Unit::Months];

    fn name(self) -> &'static str {
        match self {
            Unit::Working => "working",
            Unit::Calendar => "calendar",
            Unit::Months => "months",
        }
    }
}
