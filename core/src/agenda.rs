//! 日程: the dates of a plan or of a case, as entries to take along in a calendar.

use serde::Serialize;

use crate::calendar::{Calendar, Day, Due};
use crate::plan::Plan;
use crate::progress::{ClockState, Progress};
use crate::rulebook::{Basis, Item, Law, Rulebook, Unit};
use crate::text::Text;

/// A date to take along.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Entry {
    /// The same whenever the same thing is dated again.
    pub uid: String,
    /// The day to write it on: the day itself, or of a day that is not known the earliest, which is safe, else the latest.
    pub on: Day,
    pub due: Due,
    pub title: Text,
    /// What it is, how certain, and why.
    pub text: Text,
    pub basis: Option<Basis>,
    /// So many days before it is time to be reminded: when as many working days are left as the rulebook's `bands` say.
    pub alarms: Vec<u32>,
}

/// When to file each item of a plan, by when it is decided, and the last day for each paper.
pub fn of_plan(rulebook: &Rulebook, plan: &Plan) -> Vec<Entry> {
    let rulebook = rulebook.on(plan.on);
    let names = Names(&rulebook.law);
    let mut entries = Vec::new();
    for step in &plan.steps {
        let name = names.item(&step.item);
        let file = Text::new(format!("提交：{}", name.zh), format!("File: {}", name.en));
        let decided =
            Text::new(format!("最晚办结：{}", name.zh), format!("Decided at the latest: {}", name.en));
        entries.extend(entry(
            rulebook,
            &["file", &step.item],
            step.start,
            file,
            &step.who,
            step.basis.as_ref(),
        ));
        entries.extend(entry(
            rulebook,
            &["decided", &step.item],
            step.end,
            decided,
            &step.who,
            step.basis.as_ref(),
        ));
    }
    for paper in &plan.papers {
        let name = names.material(&paper.id);
        let title =
            Text::new(format!("最后一天交：{}", name.zh), format!("Last day to hand in: {}", name.en));
        let text = Text::new("晚交会推迟整个计划。", "Later delays the whole plan.");
        entries.extend(entry(rulebook, &["paper", &paper.id], paper.last, title, &text, None));
    }
    entries
}

/// The days on which the running clocks of a case end.
pub fn of_progress(rulebook: &Rulebook, progress: &Progress<'_>) -> Vec<Entry> {
    let rulebook = rulebook.on(progress.on);
    let mut entries: Vec<Entry> = Vec::new();
    for clock in progress.clocks.iter().filter(|clock| clock.state != ClockState::Met) {
        let about = clock.item.or(clock.program).unwrap_or_default();
        let id = [about, &clock.from.to_string(), &clock.basis.article];
        let entry = entry(rulebook, &id, clock.due, clock.duty.clone(), &Text::default(), Some(clock.basis));
        entries.extend(entry.map(|entry| another(&entries, entry)));
    }
    entries
}

/// Two promises of one item have one article and one first day: the second is told apart by its number.
fn another(entries: &[Entry], entry: Entry) -> Entry {
    let same = entries.iter().filter(|known| known.uid.starts_with(&entry.uid)).count();
    let uid = if same == 0 { entry.uid } else { format!("{}.{}", entry.uid, same + 1) };
    Entry { uid, ..entry }
}

/// Nothing of a day of which nothing is known.
fn entry(
    rulebook: &Rulebook,
    id: &[&str],
    due: Due,
    title: Text,
    what: &Text,
    basis: Option<&Basis>,
) -> Option<Entry> {
    let on = due.day.or(due.earliest).or(due.latest)?;
    let law = &rulebook.law;
    let certain = due.day.is_some() && !due.provisional;
    let (mark_zh, mark_en) = if certain { ("", "") } else { ("（暂定）", " (provisional)") };
    let open = if certain { Text::default() } else { open(due) };
    let cited = basis.map(|basis| law.cite(basis)).unwrap_or_default();
    let lines = |what: &str, open: &str, before: &str, cited: &str| {
        let cited = if cited.is_empty() { String::new() } else { [before, cited].concat() };
        [what, open, &cited].into_iter().filter(|line| !line.is_empty()).collect::<Vec<&str>>().join("\n")
    };
    Some(Entry {
        uid: [&law.id, ".", &id.join(".")].concat(),
        on,
        due,
        title: Text { zh: title.zh + mark_zh, en: title.en + mark_en },
        text: Text::new(
            lines(&what.zh, &open.zh, "依据：", &cited.zh),
            lines(&what.en, &open.en, "Basis: ", &cited.en),
        ),
        basis: basis.cloned(),
        alarms: alarms(&rulebook.calendar, on, &law.bands),
    })
}

fn open(due: Due) -> Text {
    let (mut zh, mut en) = match (due.earliest, due.latest) {
        _ if due.day.is_some() => ("按最稳妥的算法。".to_owned(), "Counted on the safe side.".to_owned()),
        (Some(earliest), Some(latest)) => (
            format!("日期没有定：最早 {earliest}，最晚 {latest}，写在最早的一天。"),
            format!(
                "Not certain: {earliest} at the earliest, {latest} at the latest; written on the earliest."
            ),
        ),
        (Some(earliest), None) => (
            format!("日期没有定：不早于 {earliest}，前面有没有时限的步骤。"),
            format!("Not certain: not before {earliest}; a step before it has no limit."),
        ),
        (None, Some(latest)) => (
            format!("日期没有定：不晚于 {latest}，后面有没有时限的步骤，请尽早。"),
            format!("Not certain: by {latest} at the latest; a step after it has no limit, so do not wait."),
        ),
        (None, None) => Default::default(),
    };
    if due.provisional {
        zh += "放假安排公布后请重新计算。";
        en += " Count again when the days off are published.";
    }
    Text { zh, en }
}

/// The farthest an alarm may lie before its day.
const FARTHEST: u32 = 60;

fn alarms(calendar: &Calendar, on: Day, bands: &[u32]) -> Vec<u32> {
    bands.iter().map(|band| before(calendar, on, *band)).collect()
}

/// So many days before a day that this many working days are left.
fn before(calendar: &Calendar, on: Day, band: u32) -> u32 {
    let from = calendar.days_before(on, band, Unit::Working).earliest;
    let days = from.and_then(|from| u32::try_from(on.number() - from.number()).ok());
    days.filter(|days| *days < FARTHEST).unwrap_or(band)
}

/// What things are called.
struct Names<'a>(&'a Law);

impl Names<'_> {
    fn item(&self, id: &str) -> Text {
        let found = self.0.items.iter().find(|item: &&Item| item.id == id);
        found.map_or_else(|| Text::new(id, id), |item| item.name.clone())
    }

    fn material(&self, id: &str) -> Text {
        let found = self.0.materials.iter().find(|material| material.id == id);
        found.map_or_else(|| Text::new(id, id), |material| material.name.clone())
    }
}
