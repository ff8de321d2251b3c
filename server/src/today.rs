//! The one place where an instant becomes a Beijing date.

use chrono::{TimeDelta, Timelike, Utc};
use yushen::calendar::Day;

/// Beijing is eight hours ahead of UTC all year.
const BEIJING: TimeDelta = TimeDelta::hours(8);

/// Tells the time in Beijing; for demonstrations and tests the day can be pinned.
#[derive(Clone, Copy, Default)]
pub struct Clock {
    pub pinned: Option<Day>,
}

/// An instant as the rest of the server knows it.
pub struct Moment {
    /// The civil date in Beijing.
    pub on: Day,
    /// RFC 3339 with `+08:00`, whole seconds.
    pub at: String,
}

impl Clock {
    pub fn now(&self) -> Moment {
        let beijing = Utc::now().naive_utc() + BEIJING;
        let on = self.pinned.unwrap_or(Day(beijing.date()));
        let (hour, minute, second) = (beijing.hour(), beijing.minute(), beijing.second());
        Moment { on, at: format!("{on}T{hour:02}:{minute:02}:{second:02}+08:00") }
    }
}
