//! A case: an application and what has happened to it.

use super::Reader;
use super::asked::MOST_DAYS;
use crate::json::{self, InputErrors, Place, Value};
use crate::progress::{Case, Event, EventType, Head, SpecialKind};
use crate::rulebook::Rulebook;
use crate::text::Text;

impl Case {
    /// Reads `{ application, events, pauseUntil? }` as JSON.
    pub fn read(rulebook: &Rulebook, text: &str) -> Result<Case, InputErrors> {
        let value = json::read(text)?;
        let mut reader = Reader { rulebook, errors: Vec::new() };
        let case = reader.case(&value);
        reader.end(case)
    }
}

impl Event {
    /// Reads `{ type, on, items?, … }` as JSON.
    pub fn read(rulebook: &Rulebook, text: &str) -> Result<Event, InputErrors> {
        let value = json::read(text)?;
        let mut reader = Reader { rulebook, errors: Vec::new() };
        let event = reader.event(&value, &Place::Top);
        event.filter(|_| reader.errors.is_empty()).ok_or(InputErrors { errors: reader.errors })
    }
}

impl Reader<'_> {
    fn case(&mut self, value: &Value) -> Case {
        let top = Place::Top;
        let members = self.members(value, &top, &["application", "events", "pauseUntil"]);
        let member = |name: &str| members.get(name);
        let application = self.its_application(member("application"), &top);
        let events = self.each(member("events"), &Place::Key(&top, "events"), Self::event);
        let until = told(member("pauseUntil"));
        let pause_until = until.and_then(|until| self.day(Some(until), &Place::Key(&top, "pauseUntil")));
        Case { application, events, pause_until }
    }

    fn event(&mut self, value: &Value, at: &Place<'_>) -> Option<Event> {
        let members = self.members(value, at, &["type", "on", "items", "reason", "days", "by"]);
        let member = |name: &str| members.get(name);
        let place = |name: &'static str| Place::Key(at, name);
        let kind = self.one_of(member("type"), &place("type"), EventType::ALL, EventType::name);
        let on = self.day(member("on"), &place("on"));
        let items = member("items").map(|items| {
            self.ids(Some(items), &place("items"), "unknown-item", |rulebook, id| rulebook.item(id).is_some())
        });
        let mut only = |name: &'static str, with: &[EventType]| {
            let given = told(member(name))?;
            let fits = kind.is_none_or(|kind| with.contains(&kind));
            if !fits {
                self.not_with(&place(name), kind, with);
            }
            fits.then_some(given)
        };
        let reason = only("reason", &[EventType::SpecialOpened, EventType::SpecialClosed]);
        let (days, by) = (only("days", &[EventType::SpecialOpened]), only("by", &[EventType::Extended]));
        let reason = reason.and_then(|reason| {
            self.one_of(Some(reason), &place("reason"), SpecialKind::ALL, SpecialKind::name)
        });
        let days = days.and_then(|days| self.days(Some(days), MOST_DAYS, &place("days")));
        let by = by.and_then(|by| self.one_of(Some(by), &place("by"), Head::ALL, Head::name));
        Some(Event { kind: kind?, on: on?, items, reason, days, by })
    }

    fn not_with(&mut self, at: &Place<'_>, kind: Option<EventType>, with: &[EventType]) {
        let kind = kind.map_or("", EventType::name);
        let known: Vec<&str> = with.iter().map(|kind| kind.name()).collect();
        let known = known.join(", ");
        let text = Text::new(
            format!("“{kind}”没有这一栏，只有 {known} 有。请删去，或改事件的类型。"),
            format!(
                "{kind:?} has no such member; only {known} has. Leave it out, or change the event's type."
            ),
        );
        self.error(at, "unknown-member", text);
    }
}

/// A member that is there and says something.
fn told(value: Option<&Value>) -> Option<&Value> {
    value.filter(|value| **value != Value::Null)
}
