//! What is asked beside an application: on which day, how long from one, and what a plan is to aim at.

use super::Reader;
use crate::calendar::{Day, Period, PeriodUnit, Time, listed};
use crate::json::{self, InputErrors, Place, Value};
use crate::plan::{Aim, AimDay, Own};
use crate::rulebook::Rulebook;
use crate::text::Text;

/// Longer than any limit of a law.
pub(super) const MOST_DAYS: u32 = 10_000;
/// Days that are told one by one at most.
const MOST_LISTED: i32 = 1_000;

/// Ten years: longer than anybody prepares or builds.
const MOST_OWN_DAYS: u32 = 3_650;

impl Day {
    /// Reads a day that is named beside an input; where it is none, the error is that of an input.
    pub fn asked(rulebook: &Rulebook, text: &str, member: &str) -> Result<Day, InputErrors> {
        let mut reader = Reader { rulebook, errors: Vec::new() };
        let day = reader.day(Some(&Value::String(text.to_owned())), &Place::Key(&Place::Top, member));
        day.ok_or(InputErrors { errors: reader.errors })
    }
}

impl Period {
    /// Reads `{ from, days, unit?, at?, paused?: [{ from, to }], list? }` as JSON; the unit is working days where absent.
    pub fn read(rulebook: &Rulebook, text: &str) -> Result<Period, InputErrors> {
        let value = json::read(text)?;
        let mut reader = Reader { rulebook, errors: Vec::new() };
        let period = reader.period(&value);
        period.filter(|_| reader.errors.is_empty()).ok_or(InputErrors { errors: reader.errors })
    }
}

impl Aim {
    /// Reads `{ from?, by?, own?: [{ item, days }] }` as JSON; a member that is null is absent.
    pub fn read(rulebook: &Rulebook, text: &str) -> Result<Aim, InputErrors> {
        let value = json::read(text)?;
        let mut reader = Reader { rulebook, errors: Vec::new() };
        let aim = reader.aim(&value);
        reader.end(aim)
    }
}

impl Reader<'_> {
    fn aim(&mut self, value: &Value) -> Aim {
        let top = Place::Top;
        let members = self.members(value, &top, &["from", "by", "own"]);
        let member = |name: &str| members.get(name).filter(|value| **value != Value::Null);
        let from = member("from").and_then(|from| self.day(Some(from), &Place::Key(&top, "from")));
        let by = member("by").and_then(|by| self.day(Some(by), &Place::Key(&top, "by")));
        if member("from").is_some() && member("by").is_some() {
            let text = Text::new(
                "from（从哪天开始）和 by（哪天前办结）只能写一个。请去掉一个。",
                "A plan starts from a day or is done by a day: give `from` or `by`, not both.",
            );
            self.error(&Place::Key(&top, "by"), "from-and-by", text);
        }
        let own = self.each(member("own"), &Place::Key(&top, "own"), Self::own);
        let twice = own.iter().enumerate().find(|(n, one)| own.iter().take(*n).any(|o| o.item == one.item));
        if let Some((_, twice)) = twice {
            let text = Text::new(
                format!("“{}”自己要的时间写了两次。请只保留一个。", twice.item),
                format!("The own time of {:?} is given twice. Keep one of them.", twice.item),
            );
            self.error(&Place::Key(&top, "own"), "item-twice", text);
        }
        Aim { day: by.map(AimDay::By).or(from.map(AimDay::From)), own }
    }

    fn own(&mut self, value: &Value, at: &Place<'_>) -> Option<Own> {
        let members = self.members(value, at, &["item", "days"]);
        let item = self.string(members.get("item"), &Place::Key(at, "item"));
        let days = self.days(members.get("days"), MOST_OWN_DAYS, &Place::Key(at, "days"));
        let item = item?;
        if self.rulebook.item(&item).is_none() {
            self.unknown(&Place::Key(at, "item"), "unknown-item", &item);
            return None;
        }
        Some(Own { item, days: days? })
    }

    fn period(&mut self, value: &Value) -> Option<Period> {
        let members = self.members(value, &Place::Top, &["from", "days", "unit", "at", "paused", "list"]);
        let from = self.day(members.get("from"), &Place::Key(&Place::Top, "from"));
        let days = self.days(members.get("days"), MOST_DAYS, &Place::Key(&Place::Top, "days"));
        let unit = match members.get("unit") {
            Some(unit) => {
                self.one_of(Some(unit), &Place::Key(&Place::Top, "unit"), PeriodUnit::ALL, PeriodUnit::name)
            }
            None => Some(PeriodUnit::Working),
        };
        let at = members.get("at").and_then(|at| self.time(at, &Place::Key(&Place::Top, "at")));
        let paused = self.each(members.get("paused"), &Place::Key(&Place::Top, "paused"), Self::span);
        let list = members.get("list").and_then(|list| self.flag(list, &Place::Key(&Place::Top, "list")));
        let period = Period { from: from?, days: days?, unit: unit?, paused, at, list: list == Some(true) };
        self.see_it_fits(&period);
        Some(period)
    }

    /// A time goes with hours only, pauses and a list go with days only, and a list has its bound.
    fn see_it_fits(&mut self, period: &Period) {
        let hours = period.unit == PeriodUnit::Hours;
        let fits = [
            (
                "at",
                hours || period.at.is_none(),
                "只有按小时计算（unit 写 hours）才写时刻。",
                "A time goes only with hours (`unit` is `hours`).",
            ),
            (
                "paused",
                !hours || period.paused.is_empty(),
                "按小时计算的没有暂停。请去掉这一栏。",
                "Hours have no pauses. Leave this member out.",
            ),
            (
                "list",
                !hours || !period.list,
                "按小时计算的不能逐日列出。请去掉这一栏。",
                "Hours are not listed by the day. Leave this member out.",
            ),
        ];
        for (member, _, zh, en) in fits.into_iter().filter(|(_, fits, ..)| !fits) {
            self.error(&Place::Key(&Place::Top, member), "not-with-unit", Text::new(zh, en));
        }
        if period.list && listed(&self.rulebook.calendar, period) > MOST_LISTED {
            let zh = format!("逐日列出最多 {MOST_LISTED} 天，这段时间更长。请写短一些，或不要逐日列出。");
            let en = format!(
                "At most {MOST_LISTED} days are listed, and this is longer. Ask for fewer, or without the list."
            );
            self.error(&Place::Key(&Place::Top, "list"), "too-many-days", Text::new(zh, en));
        }
    }

    fn span(&mut self, value: &Value, at: &Place<'_>) -> Option<(Day, Day)> {
        let members = self.members(value, at, &["from", "to"]);
        let from = self.day(members.get("from"), &Place::Key(at, "from"));
        let to = self.day(members.get("to"), &Place::Key(at, "to"));
        let span = from.zip(to);
        if span.is_some_and(|(from, to)| to < from) {
            let text = Text::new(
                "结束早于开始。请按先后写。",
                "It ends before it begins. Write both days in order.",
            );
            self.error(at, "span-backwards", text);
        }
        span
    }

    fn time(&mut self, value: &Value, at: &Place<'_>) -> Option<Time> {
        let time = Time::read(&self.string(Some(value), at)?);
        if time.is_none() {
            self.wrong_type(at, "时刻，例如 09:30", "a time such as 09:30");
        }
        time
    }

    pub(super) fn days(&mut self, value: Option<&Value>, most: u32, at: &Place<'_>) -> Option<u32> {
        let days = match value {
            Some(Value::Number(text)) => text.parse().ok().filter(|days| *days <= most),
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
                &format!("从 0 到 {most} 的整数"),
                &format!("a whole number from 0 to {most}"),
            );
        }
        days
    }
}

impl PeriodUnit {
    const ALL: &[PeriodUnit] =
        &[PeriodUnit::Working, PeriodUnit::Calendar, PeriodUnit::Months, PeriodUnit::Hours];

    fn name(self) -> &'static str {
        match self {
            PeriodUnit::Working => "working",
            PeriodUnit::Calendar => "calendar",
            PeriodUnit::Months => "months",
            PeriodUnit::Hours => "hours",
        }
    }
}
