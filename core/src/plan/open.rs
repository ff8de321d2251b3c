//! What a plan cannot date, in words.

use super::graph::Missing;
use super::joint::Group;
use super::road::Road;
use super::schedule::{Schedule, Task};
use super::{Open, OpenCode, program_of};
use crate::calendar::Day;
use crate::rulebook::{Item, Rulebook};
use crate::sort;
use crate::text::Text;

/// All that is open, in the order of the items; circles, and a wished day (`beyond`) that no calendar reaches, last.
pub(super) fn open(road: &Road<'_>, schedule: &Schedule, is_back: bool, beyond: Option<Day>) -> Vec<Open> {
    let rulebook = road.answers.rulebook;
    let mut open: Vec<(usize, Open)> =
        road.undetermined.iter().filter_map(|item| not_yet(rulebook, *item)).collect();
    open.extend(road.missing.iter().filter_map(|missing| missing_prerequisite(rulebook, missing)));
    open.extend(road.groups.iter().flat_map(|group| inside(road, group)));
    open.extend(schedule.tasks.iter().filter_map(|task| no_limit(road, task, is_back)));
    open.extend(road.building.and_then(|node| building(road, node)));
    sort::by_key(&mut open, |(item, _)| *item);
    let circles = road.graph.circles(&schedule.undated);
    let circles = circles.iter().filter_map(|items| circle(rulebook, items));
    let beyond = beyond.and_then(|by| beyond_calendar(rulebook, by));
    open.into_iter().map(|(_, open)| open).chain(circles).chain(beyond).collect()
}

fn not_yet(rulebook: &Rulebook, n: usize) -> Option<(usize, Open)> {
    let item = rulebook.law.items.get(n)?;
    let text = Text::new(
        format!("现在还不能确定要不要办“{}”，没有排进计划。请先回答还没有回答的问题。", item.name.zh),
        format!(
            "It is not known yet whether “{}” is needed, so it is not in this plan. Please answer the open questions first.",
            item.name.en
        ),
    );
    Some((n, entry(OpenCode::Undetermined, item, text)))
}

fn missing_prerequisite(rulebook: &Rulebook, missing: &Missing) -> Option<(usize, Open)> {
    let item = rulebook.law.items.get(missing.item)?;
    let needed = missing.any.iter().filter_map(|n| rulebook.law.items.get(*n));
    let zh: Vec<String> = needed.clone().map(|needed| format!("“{}”", needed.name.zh)).collect();
    let en: Vec<String> = needed.map(|needed| format!("“{}”", needed.name.en)).collect();
    let text = Text::new(
        format!(
            "“{}”要等{}办结才能办，它不在这份计划里，也没有办结的结果。请把它加入计划，或补上它的批准文件。",
            item.name.zh,
            zh.join("或者")
        ),
        format!(
            "“{}” has to wait for {}, which is neither in this plan nor in hand. Please add it, or its outcome.",
            item.name.en,
            en.join(" or ")
        ),
    );
    Some((missing.item, entry(OpenCode::MissingPrerequisite, item, text)))
}

fn inside(road: &Road<'_>, group: &Group) -> Vec<(usize, Open)> {
    let Some(program) = program_of(road, group) else { return Vec::new() };
    let told = |node: &usize| {
        let n = road.graph.nodes.get(*node)?;
        let (item, _) = road.item(*node)?;
        let text = Text::new(
            format!(
                "“{}”没有勾选，但要在勾选的事项之间办，所以在“{}”合并办理的期限里办完。请与窗口约定办理时间。",
                item.name.zh, program.name.zh
            ),
            format!(
                "“{}” is not ticked, but lies between ticked items, so it is done inside the joint handling of “{}”. Please agree the time with the window.",
                item.name.en, program.name.en
            ),
        );
        let basis = program.joint.as_ref().map(|joint| joint.basis.clone());
        Some((*n, Open { basis, ..entry(OpenCode::InsideJoint, item, text) }))
    };
    group.inside.iter().filter_map(told).collect()
}

fn no_limit(road: &Road<'_>, task: &Task, is_back: bool) -> Option<(usize, Open)> {
    if task.limit.is_some() {
        return None;
    }
    let node = *task.nodes.first()?;
    let n = road.graph.nodes.get(node)?;
    let (item, _) = road.item(node)?;
    let (zh, en) = if is_back {
        (
            "前面的日期都只是最晚的界限，应当更早",
            "the dates before it are only the latest possible; be earlier",
        )
    } else {
        ("后面的日期都只是最早可能的日期", "the dates after it are only the earliest possible")
    };
    let text = Text::new(
        format!("“{}”没有法定的办理期限，这里按0天算，所以{zh}。请向办理机关询问。", item.name.zh),
        format!(
            "The law sets no limit for “{}”; it counts as 0 days here, so {en}. Please ask the authority.",
            item.name.en
        ),
    );
    Some((*n, entry(OpenCode::NoLimit, item, text)))
}

fn building(road: &Road<'_>, node: usize) -> Option<(usize, Open)> {
    let n = road.graph.nodes.get(node)?;
    let (item, _) = road.item(node)?;
    let text = Text::new(
        format!(
            "“{}”要等工程建成才能办，建设要多少时间没有依据，这里按0天算。请把工期（工作日）填作它之前自己要的时间。",
            item.name.zh
        ),
        format!(
            "“{}” has to wait until the works are built. How long that takes has no source, so it counts as 0 days here. Please give it, in working days, as your own time before this item.",
            item.name.en
        ),
    );
    Some((*n, entry(OpenCode::Building, item, text)))
}

fn beyond_calendar(rulebook: &Rulebook, by: Day) -> Option<Open> {
    let last = rulebook.calendar.reach()?;
    let text = Text::new(
        format!(
            "{by}还没有任何放假安排可查，只能从{last}倒排：倒排出的日期来得及，但不一定最晚；倒排不出的，也不一定来不及。请等日历公布后再排一次。"
        ),
        format!(
            "No calendar reaches {by}, so the plan can only count back from {last}: days found that way are in time, but perhaps not the last; where none is found, the day may still be met. Please plan again when the calendar is out."
        ),
    );
    let subject = rulebook.law.id.clone();
    Some(Open { code: OpenCode::BeyondCalendar, subject, text, basis: None })
}

fn circle(rulebook: &Rulebook, items: &[usize]) -> Option<Open> {
    let items: Vec<&Item> = items.iter().filter_map(|n| rulebook.law.items.get(*n)).collect();
    let zh: Vec<String> = items.iter().map(|item| format!("“{}”", item.name.zh)).collect();
    let en: Vec<String> = items.iter().map(|item| format!("“{}”", item.name.en)).collect();
    let text = Text::new(
        format!("{}互相要等对方先办结，排不出先后。请向窗口核实办理顺序。", zh.join("、")),
        format!(
            "{} wait for each other, so no order can be found. Please ask the window about the order.",
            en.join(", ")
        ),
    );
    Some(entry(OpenCode::Circle, items.first()?, text))
}

fn entry(code: OpenCode, item: &Item, text: Text) -> Open {
    Open { code, subject: item.id.clone(), text, basis: item.basis.first().cloned() }
}
