//! Days in words: a plan as a table, the clocks of a case, a due day with what was skipped.

use chrono::Datelike;
use yushen::calendar::{CountedDay, Day, Due, DueAnswer, PeriodUnit, Skipped, Time};
use yushen::plan::{Plan, Step};
use yushen::progress::{Clock, ClockState, ItemState, Progress};
use yushen::rulebook::{Law, Unit};

use super::chart::chart;
use super::{Page, pick, say};
use crate::cli::Lang;

/// A plan as a chart and a table: dates first, then the item and whose turn it is.
pub fn plan(law: &Law, plan: &Plan, lang: Lang, columns: usize) -> String {
    let mut page = Page::new(law, lang);
    let sentence = plan_sentence(plan, lang);
    page.line(sentence);
    missed(&mut page, plan);
    chart(&mut page, plan, columns);
    if !plan.steps.is_empty() {
        page.heading(("步骤（* 为关键线）", "Steps (* on the critical line)"));
    }
    for step in &plan.steps {
        let line = row(&page, step);
        page.line(line);
    }
    whose(&mut page, plan);
    if !plan.papers.is_empty() {
        page.heading(("材料最晚哪天交", "The last day for each paper"));
    }
    for paper in &plan.papers {
        let line = format!("  {}  {}", day(&paper.last, lang), page.material(&paper.id));
        page.line(line);
    }
    if !plan.open.is_empty() {
        page.heading(("排不出日期的", "What cannot be dated"));
    }
    for open in &plan.open {
        let line = format!("  ? {}", page.say(&open.text));
        page.line(line);
    }
    if !plan.saves.is_empty() {
        page.heading(("怎样能更早", "What would be sooner"));
    }
    for save in &plan.saves {
        let basis = save.basis.as_ref().map(|basis| format!("\n      {}", page.basis(basis)));
        let line = format!("  · {}{}", page.say(&save.text), basis.unwrap_or_default());
        page.line(line);
    }
    page.end()
}

fn plan_sentence(plan: &Plan, lang: Lang) -> String {
    let (from, days, end) = (plan.from, plan.total.days, day(&plan.end, lang));
    if let Some(by) = plan.by.filter(|_| plan.feasible) {
        return match lang {
            Lang::Zh => format!(
                "要在 {by} 前办结，最晚 {from} 开始，最长的一条线 {days} 个工作日。下面是每一步最晚的日期。"
            ),
            Lang::En => format!(
                "To be decided by {by}, begin on {from} at the latest: {days} working days along the longest chain. Below are the last days of each step."
            ),
        };
    }
    match (lang, plan.feasible || plan.earliest.is_some(), plan.steps.is_empty()) {
        (Lang::Zh, false, _) => format!("从 {from} 开始，按现有条件排不出可行的计划。请看下面的原因。"),
        (Lang::En, false, _) => {
            format!("Starting on {from}, no plan is possible as things stand. See why below.")
        }
        (Lang::Zh, true, true) => format!("从 {from} 开始，现在没有可以排期的事项。"),
        (Lang::En, true, true) => format!("Starting on {from}, there is nothing to date now."),
        (Lang::Zh, true, false) => format!("从 {from} 开始，{end} 办结，最长的一条线 {days} 个工作日。"),
        (Lang::En, true, false) => {
            format!("Starting on {from}, decided by {end}: {days} working days along the longest chain.")
        }
    }
}

/// That a wished day cannot be met, by how much, and what takes so long.
fn missed(page: &mut Page<'_>, plan: &Plan) {
    let (Some(by), Some(because)) = (plan.by, &plan.because) else { return };
    let short = plan.short.map(|short| match page.lang {
        Lang::Zh => format!("，还差 {short} 个工作日"),
        Lang::En => format!(", {short} working days are missing"),
    });
    let short = short.unwrap_or_default();
    let names: Vec<String> = because.iter().map(|item| page.item(item)).collect();
    let names = names.join(" → ");
    page.line(match page.lang {
        Lang::Zh => format!("来不及在 {by} 前办结{short}：{names}。"),
        Lang::En => format!("It cannot be decided by {by}{short}: {names}."),
    });
}

/// Whose time it is, when works may start, and the total limits.
fn whose(page: &mut Page<'_>, plan: &Plan) {
    if plan.steps.is_empty() {
        return;
    }
    let total = &plan.total;
    let (authorities, third, own) = (total.authorities, total.third_parties, total.own);
    page.heading(("谁的时间（最长的一条线，工作日）", "Whose time (the longest chain, working days)"));
    page.line(match page.lang {
        Lang::Zh => format!("  机关 {authorities}，第三方（招标、审图、接入）{third}，自己 {own}"),
        Lang::En => format!("  the authorities {authorities}, third parties (tendering, drawing review, utilities) {third}, your own {own}"),
    });
    if let Some(start) = &plan.works_start {
        let line = format!(
            "  {}{}",
            page.pick(("开工的前提办齐：", "Works may start: ")),
            day(&start.day, page.lang)
        );
        page.line(line);
    }
    for limit in &total.limits {
        let Some(days) = limit.days else { continue };
        let verdict = page.pick(match limit.within {
            Some(true) => ("在内", "within"),
            Some(false) => ("超出", "beyond"),
            None => ("还不能确定", "not certain yet"),
        });
        let (name, unit, counted) = (page.total(&limit.id), unit(limit.unit, page.lang), limit.counted);
        let line = match page.lang {
            Lang::Zh => format!(
                "  {name} {days} {unit}，这里机关用时 {counted}：{verdict}。{}",
                page.say(&limit.excludes)
            ),
            Lang::En => format!(
                "  {name}, {days} {unit}; the authorities take {counted} here: {verdict}. {}",
                page.say(&limit.excludes)
            ),
        };
        page.line(line);
    }
}

fn row(page: &Page<'_>, step: &Step) -> String {
    let mark = if step.critical { "*" } else { " " };
    let days = step.days.map_or_else(
        || page.pick(("没有法定时限", "no limit set")).to_owned(),
        |days| format!("{days} {}", unit(step.unit, page.lang)),
    );
    let statutory = step.statutory.filter(|limit| step.joint.is_none() && Some(limit.days) != step.days);
    let statutory = statutory.map(|limit| match page.lang {
        Lang::Zh => format!("（法定 {}）", limit.days),
        Lang::En => format!(" ({} by law)", limit.days),
    });
    let own = Some(step.own).filter(|own| *own > 0).map(|own| match page.lang {
        Lang::Zh => format!("，之前自己 {own} 个工作日"),
        Lang::En => format!(", after {own} working days of your own"),
    });
    let days = days + &statutory.unwrap_or_default() + &own.unwrap_or_default();
    let (start, end) = (day(&step.start, page.lang), day(&step.end, page.lang));
    format!("  {mark} {start} → {end}  {days}  {}（{}）", page.item(&step.item), page.say(&step.who))
}

/// Where each item stands, and every clock.
pub fn progress(law: &Law, progress: &Progress, lang: Lang) -> String {
    let mut page = Page::new(law, lang);
    let sentence = match lang {
        Lang::Zh => format!("截至 {}，{} 个期限在走。", progress.on, running(progress)),
        Lang::En => format!("As of {}, {} clocks are running.", progress.on, running(progress)),
    };
    page.line(sentence);
    page.heading(("事项", "Approvals"));
    for item in &progress.items {
        let since = item
            .accepted_on
            .map(|on| format!("  {} {on}", page.pick(("受理于", "accepted"))))
            .unwrap_or_default();
        let line = format!("  {} — {}{since}", page.item(&item.id), page.pick(state(item.state)));
        page.line(line);
    }
    page.heading(("期限", "Clocks"));
    for clock in &progress.clocks {
        let line = clock_line(&page, clock);
        page.line(line);
    }
    if !progress.findings.is_empty() {
        page.heading(("提示", "To know"));
    }
    for finding in &progress.findings {
        let lines =
            format!("  · {}\n      {}", page.say(&finding.reason.text), page.basis(finding.reason.basis));
        page.line(lines);
    }
    page.end()
}

fn running(progress: &Progress) -> usize {
    progress
        .clocks
        .iter()
        .filter(|clock| !matches!(clock.state, ClockState::Met | ClockState::Paused))
        .count()
}

fn clock_line(page: &Page<'_>, clock: &Clock) -> String {
    let about = clock.item.map(|item| page.item(item));
    let about = about.or_else(|| clock.program.map(|program| page.program(program))).unwrap_or_default();
    let state = page.pick(match clock.state {
        ClockState::Running => ("进行中", "running"),
        ClockState::Paused => ("暂停", "paused"),
        ClockState::DueSoon => ("临期", "due soon"),
        ClockState::Overdue => ("超时", "overdue"),
        ClockState::Met => ("已完成", "met"),
    });
    let left = clock.left.map(|left| match page.lang {
        Lang::Zh => format!("，已用 {} 天，剩 {left} 天", clock.used),
        Lang::En => format!(", {} days used, {left} left", clock.used),
    });
    let due = day(&clock.due, page.lang);
    format!("  {due}  {about} · {} — {state}{}", page.say(&clock.duty), left.unwrap_or_default())
}

fn state(state: ItemState) -> (&'static str, &'static str) {
    match state {
        ItemState::NotFiled => ("未提交", "not filed"),
        ItemState::Received => ("已收件", "received"),
        ItemState::Noticed => ("已告知补正，等您补正", "told what to correct; your turn"),
        ItemState::Accepted => ("已受理", "accepted"),
        ItemState::DeemedAccepted => ("视为受理", "deemed accepted"),
        ItemState::Paused => ("暂停", "paused"),
        ItemState::Decided => ("已办结", "decided"),
        ItemState::Delivered => ("已送达", "delivered"),
        ItemState::Refused => ("不予受理", "refused"),
        ItemState::Withdrawn => ("已撤回", "withdrawn"),
    }
}

/// A due day, how it was counted, and the days in between: those that did not count, or every one.
pub fn due(law: &Law, answer: &DueAnswer, lang: Lang) -> String {
    let mut page = Page::new(law, lang);
    for line in due_sentences(answer, lang) {
        page.line(line);
    }
    if answer.due.provisional {
        let open = page.pick(PROVISIONAL).to_owned();
        page.line(open);
    }
    page.heading(("怎么算的", "How it was counted"));
    for choice in &answer.choices {
        let line = format!("  · {}\n      {}", page.say(&choice.text), page.basis(&choice.basis));
        page.line(line);
    }
    match &answer.list {
        Some(list) => {
            page.heading(("逐日", "Day by day"));
            list.iter().for_each(|day| page.line(counted_day(day, lang)));
        }
        None if answer.skipped.is_empty() => {}
        None => {
            page.heading(("没有计入的日子", "Days that did not count"));
            answer.skipped.iter().for_each(|skipped| page.line(skipped_line(skipped, lang)));
        }
    }
    page.text
}

const PROVISIONAL: (&str, &str) = (
    "这段时间的放假安排还没有全部公布，日期待定。",
    "Not all days off in this time are published yet, so this is provisional.",
);

fn due_sentences(answer: &DueAnswer, lang: Lang) -> [String; 2] {
    let time = |time: Option<Time>| time.map_or(String::new(), |time| format!(" {time}"));
    let (end, from) = (day(&answer.due, lang), answer.from);
    let (until, at, unit) = (time(answer.until), time(answer.at), period_unit(answer.unit, lang));
    let not_counted = match answer.unit {
        PeriodUnit::Working | PeriodUnit::Calendar | PeriodUnit::Months => {
            pick(lang, ("，当天不计", ", which itself does not count"))
        }
        PeriodUnit::Hours => "",
    };
    match lang {
        Lang::Zh => [
            format!("{end}{until} 到期。"),
            format!("从 {from}{at} 起 {} {unit}{not_counted}。", answer.days),
        ],
        Lang::En => {
            [format!("Due {end}{until}."), format!("{} {unit} from {from}{at}{not_counted}.", answer.days)]
        }
    }
}

/// `2026-05-06 Wed   5  …`: the day, its number if it counted, and why not.
fn counted_day(day: &CountedDay, lang: Lang) -> String {
    let weekday = |day: Day| {
        let at = usize::try_from(day.0.weekday().num_days_from_monday()).ok()?;
        WEEKDAYS.get(at).map(|names| pick(lang, *names))
    };
    let n = day.n.map_or(String::new(), |n| n.to_string());
    let why = day.why.as_ref().map_or("", |why| say(lang, why));
    format!("  {} {} {n:>4}  {why}", day.day, weekday(day.day).unwrap_or_default()).trim_end().to_owned()
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("周一", "Mon"),
    ("周二", "Tue"),
    ("周三", "Wed"),
    ("周四", "Thu"),
    ("周五", "Fri"),
    ("周六", "Sat"),
    ("周日", "Sun"),
];

fn skipped_line(skipped: &Skipped, lang: Lang) -> String {
    let to = if skipped.from == skipped.to { String::new() } else { format!(" – {}", skipped.to) };
    format!("  {}{to}  {}", skipped.from, say(lang, &skipped.why))
}

fn period_unit(counted: PeriodUnit, lang: Lang) -> &'static str {
    match counted {
        PeriodUnit::Working => unit(Unit::Working, lang),
        PeriodUnit::Calendar => unit(Unit::Calendar, lang),
        PeriodUnit::Months => unit(Unit::Months, lang),
        PeriodUnit::Hours => pick(lang, ("小时", "hours")),
    }
}

pub(super) fn unit(unit: Unit, lang: Lang) -> &'static str {
    pick(
        lang,
        match unit {
            Unit::Working => ("个工作日", "working days"),
            Unit::Calendar => ("个自然日", "calendar days"),
            Unit::Months => ("个月", "months"),
        },
    )
}

/// The day, or what is known of it.
fn day(due: &Due, lang: Lang) -> String {
    match (due.day, due.earliest, due.latest) {
        // Counted back on the safe side: the year's days off are not published yet.
        (Some(day), _, _) if due.provisional => {
            format!("{day}{}", pick(lang, ("（暂定）", " (provisional)")))
        }
        (Some(day), _, _) => day.to_string(),
        (None, Some(earliest), Some(latest)) => match lang {
            Lang::Zh => format!("最早 {earliest}，最晚 {latest}"),
            Lang::En => format!("between {earliest} and {latest}"),
        },
        (None, Some(earliest), None) => match lang {
            Lang::Zh => format!("不早于 {earliest}"),
            Lang::En => format!("not before {earliest}"),
        },
        (None, None, Some(latest)) => match lang {
            Lang::Zh => format!("不晚于 {latest}"),
            Lang::En => format!("by {latest}"),
        },
        (None, None, None) => pick(lang, ("日期待定", "open")).to_owned(),
    }
}
