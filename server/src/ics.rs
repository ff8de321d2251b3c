//! Dates to take along, as iCalendar (RFC 5545): one event a date, all day, with its alarms.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Duration, NaiveTime, Utc};
use icalendar::{Alarm, Calendar, Component, Event, EventLike, Trigger};
use yushen::agenda::Entry;
use yushen::calendar::Day;

use crate::cli::Lang;
use crate::paper::{language, ranked};
use crate::problem::Problem;

const KIND: &str = "text/calendar";

/// Whether an answer is wanted as iCalendar, and in which language: only where `Accept` names it first.
pub struct Wanted(pub Option<Lang>);

impl<S: Send + Sync> FromRequestParts<S> for Wanted {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Wanted, Problem> {
        let asked = ranked(&parts.headers, header::ACCEPT);
        let quality =
            |kind: &str| asked.iter().find(|(asked, _)| asked.eq_ignore_ascii_case(kind)).map(|(_, q)| *q);
        let wanted = quality(KIND).filter(|q| *q > 0 && Some(*q) >= quality("application/json"));
        let lang = language(&parts.headers, parts.uri.query().unwrap_or_default())?;
        Ok(Wanted(wanted.map(|_| lang)))
    }
}

/// The entries as a file to open in a calendar.
pub fn respond(entries: &[Entry], on: Day, lang: Lang) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "accept, accept-language"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"yushen.ics\""),
    ];
    (headers, text(entries, on, lang)).into_response()
}

/// The same entries give the same text: it is stamped with the day that they were asked for.
pub fn text(entries: &[Entry], on: Day, lang: Lang) -> String {
    let stamp = on.0.and_time(NaiveTime::MIN).and_utc();
    let mut calendar = Calendar::new();
    calendar.name("预审 Yushen").timezone("Asia/Shanghai");
    for entry in entries {
        calendar.push(event(entry, stamp, lang));
    }
    calendar.to_string()
}

/// A day without an hour is that day wherever one is; without an end it is one day.
fn event(entry: &Entry, stamp: DateTime<Utc>, lang: Lang) -> Event {
    let say = |text: &yushen::text::Text| match lang {
        Lang::Zh => text.zh.clone(),
        Lang::En => text.en.clone(),
    };
    let (title, uid) = (say(&entry.title), format!("{}@yushen", entry.uid));
    let mut event = Event::new();
    event.uid(&uid).timestamp(stamp).summary(&title).description(&say(&entry.text)).starts(entry.on.0);
    for days in &entry.alarms {
        let trigger = Trigger::before_start(Duration::days(i64::from(*days)));
        let alarm = Alarm::display(&title, trigger).uid(&format!("{days}.{uid}")).timestamp(stamp).done();
        event.alarm(alarm);
    }
    event.done()
}
