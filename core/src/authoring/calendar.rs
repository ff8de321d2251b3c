//! The calendar as written: one file a year.

use chrono::{Datelike, Weekday};

use super::fault::{Faults, Spot};
use super::files::{Document, Documents};
use super::ground::once;
use super::table::Table;
use crate::calendar::{CalendarData, CalendarYear, Day, Holiday, Notice};

/// Days off in every year, by month and day (全国年节及纪念日放假办法 第二条).
const ALWAYS_OFF: [(u32, u32); 3] = [(1, 1), (5, 1), (10, 1)];

/// A year, and where its file says which it is; nowhere for a year that was compiled before.
type Placed = (CalendarYear, Option<Spot>);

/// Reads calendar/*.toml.
pub(super) fn read(documents: &Documents<'_>, faults: &Faults<'_>) -> CalendarData {
    let years = written(documents.calendar(), faults);
    if years.is_empty() {
        faults.add_file(
            "calendar",
            "there is no calendar",
            "Add a file for each year, for example calendar/2026.toml",
        );
    }
    in_order(years, faults)
}

/// The years of `known`, with those of the documents added or in their place.
pub(super) fn add(known: CalendarData, documents: &[Document<'_>], faults: &Faults<'_>) -> CalendarData {
    let mut years = written(documents.iter(), faults);
    let is_new = |year: i32| years.iter().any(|(new, _)| new.year == year);
    let kept: Vec<Placed> =
        known.years.into_iter().filter(|year| !is_new(year.year)).map(|year| (year, None)).collect();
    years.extend(kept);
    in_order(years, faults)
}

fn written<'d, 'a: 'd>(
    documents: impl Iterator<Item = &'d Document<'a>>,
    faults: &Faults<'_>,
) -> Vec<Placed> {
    let years = documents.filter_map(|document| year(document, faults));
    years.map(|(year, spot)| (year, Some(spot))).collect()
}

/// The years one after the other; none twice, none left out, none published after one that is not.
fn in_order(mut years: Vec<Placed>, faults: &Faults<'_>) -> CalendarData {
    years.sort_by_key(|(year, _)| year.year);
    for ((before, first), (after, second)) in years.iter().zip(years.iter().skip(1)) {
        let Some(spot) = second.or(*first) else { continue };
        let (earlier, later) = (before.year, after.year);
        if earlier == later {
            faults.add(spot, format!("the year {later} stands in two files"), "Keep one of them");
        } else if earlier + 1 < later {
            let wrong = format!("after {earlier} comes {later}: the years have a hole");
            faults.add(spot, wrong, format!("Add calendar/{}.toml", earlier + 1));
        } else if after.published && !before.published {
            let wrong = format!("{later} is published, and the year before it is not");
            faults.add(spot, wrong, format!("Add the notice of {earlier}, or write `published = false`"));
        }
    }
    CalendarData { years: years.into_iter().map(|(year, _)| year).collect() }
}

fn year(document: &Document<'_>, faults: &Faults<'_>) -> Option<(CalendarYear, Spot)> {
    document.read(faults, |file| {
        let year = i32::try_from(file.count("year")).unwrap_or_default();
        if document.stem() != year.to_string() {
            let wrong = format!("the file is called {} and holds the year {year}", document.stem());
            file.faults.add(file.spot_of("year"), wrong, "Give file and year the same number");
            file.leave(&["published", "notice", "holiday"]);
            return None;
        }
        let mut days = Days { year, listed: Vec::new() };
        let published = file.flag("published").unwrap_or_else(|| {
            if !file.has("published") {
                file.missing("published", "Add `published = true` once the notice is out, else false");
            }
            true
        });
        let notices = notices(file);
        let holidays = file.each("holiday", "holiday", |table| holiday(table, &notices, &mut days));
        days.see_each_stands_once(faults);
        if published {
            see_always_off(year, &holidays, file);
        }
        Some((CalendarYear { year, published, notices, holidays }, file.spot_of("year")))
    })
}

/// A file with half of a notice, or with none of it, must not pass for a year of Mondays to Fridays.
fn see_always_off(year: i32, holidays: &[Holiday], file: &Table<'_>) {
    let off = |month, day| {
        let everywhere = holidays.iter().filter(|holiday| holiday.region.is_none());
        everywhere.flat_map(|holiday| &holiday.off).any(|off| (off.0.month(), off.0.day()) == (month, day))
    };
    for (month, day) in ALWAYS_OFF.into_iter().filter(|(month, day)| !off(*month, *day)) {
        let wrong = format!("{year} is published, and {year}-{month:02}-{day:02} is not off in it");
        let remedy = "List every day off of the notice; this one is off in every year";
        file.faults.add(file.spot_of("published"), wrong, remedy);
    }
}

fn notices(file: &mut Table<'_>) -> Vec<Notice> {
    let notices = file.each("notice", "notice", |table| {
        let (number, spot) = table.word("number", "number = \"国办发明电〔2025〕7号\"");
        let (date, date_spot) = table.word("date", "date = \"2025-11-04\"");
        let date = day(&date, date_spot, table.faults)?;
        Some((Notice { number, date }, spot))
    });
    let notices: Vec<(Notice, Spot)> = notices.into_iter().flatten().collect();
    once(file.faults, "notice", notices.iter().map(|(notice, spot)| (notice.number.as_str(), *spot)));
    notices.into_iter().map(|(notice, _)| notice).collect()
}

fn holiday(table: &mut Table<'_>, notices: &[Notice], days: &mut Days) -> Holiday {
    let name = table.text("name");
    table.subject = format!("holiday `{}`", name.zh);
    let (notice, spot) = table.word("notice", "notice = \"…\"");
    if !notice.is_empty() && !notices.iter().any(|known| known.number == notice) {
        let wrong = format!("{} names notice `{notice}`, which this file does not have", table.subject);
        table.faults.add(spot, wrong, "Add the notice as `[[notice]]`, or correct its number");
    }
    let off = days.read(table, "off");
    if !table.has("off") {
        table.missing("off", "Add `off = [\"2026-01-01\"]` with every day off");
    }
    let work = days.read(table, "work");
    for (day, spot) in days.listed.iter().filter(|(day, _)| work.contains(day)) {
        if !matches!(day.0.weekday(), Weekday::Sat | Weekday::Sun) {
            let wrong = format!("{day} is a make-up working day of {}, but no weekend day", table.subject);
            table.faults.add(
                *spot,
                wrong,
                "Correct the day: only a Saturday or Sunday can be made a working day",
            );
        }
    }
    Holiday { name, notice, off, work, region: table.maybe_word("region").map(|(region, _)| region) }
}

/// The days that a year's file lists, in its order.
struct Days {
    year: i32,
    listed: Vec<(Day, Spot)>,
}

impl Days {
    fn read(&mut self, table: &mut Table<'_>, key: &'static str) -> Vec<Day> {
        let read = |(text, spot): (String, Spot)| {
            let day = day(&text, spot, table.faults)?;
            if day.0.year() != self.year {
                let wrong = format!("{day} stands in the file of {}", self.year);
                table.faults.add(spot, wrong, format!("List it in calendar/{}.toml", day.0.year()));
            }
            Some((day, spot))
        };
        let days: Vec<(Day, Spot)> = table.words(key).into_iter().filter_map(read).collect();
        self.listed.extend(&days);
        days.into_iter().map(|(day, _)| day).collect()
    }

    fn see_each_stands_once(&self, faults: &Faults<'_>) {
        for (n, (day, spot)) in self.listed.iter().enumerate() {
            if self.listed.iter().take(n).any(|(before, _)| before == day) {
                faults.add(*spot, format!("{day} is listed twice"), "Keep it in one list only");
            }
        }
    }
}

pub(super) fn day(text: &str, spot: Spot, faults: &Faults<'_>) -> Option<Day> {
    let day = Day::read(text);
    if day.is_none() && !text.is_empty() {
        faults.add(spot, format!("\"{text}\" is no day"), "Write it as 2026-01-31, in quotes");
    }
    day
}
