//! A plan as bars in the terminal: one row per step, as wide as the window, in days.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use yushen::calendar::{Day, Due};
use yushen::plan::{Plan, Step};

use super::Page;

/// Columns of a terminal that does not say how wide it is.
const USUAL: usize = 80;
/// Fewer columns show nothing, more are no easier to read.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=200;

const CRITICAL: char = '█';
const OTHER: char = '▒';
const UNCERTAIN: char = '░';
const NO_LIMIT: char = '?';
const TODAY: char = '│';

/// The columns of the window, as the shell tells them.
pub fn columns(told: Option<&str>) -> usize {
    let told = told.and_then(|told| told.parse().ok()).unwrap_or(USUAL);
    told.clamp(*WIDTHS.start(), *WIDTHS.end())
}

/// The days that the bars span, from today where that comes before them, over so many columns.
struct Axis {
    first: Day,
    days: usize,
    columns: usize,
}

/// The chart, its axis and its legend; nothing where no step has a day.
pub(super) fn chart(page: &mut Page<'_>, plan: &Plan, columns: usize) {
    let names: Vec<String> = plan.steps.iter().map(|step| page.item(&step.item)).collect();
    let widest = names.iter().map(|name| name.width()).max().unwrap_or(0);
    let label = widest.min(columns * 2 / 5);
    let Some(axis) = Axis::of(plan, columns - label - 3) else { return };
    page.heading(("时间图", "Chart"));
    page.line(format!("  {} {}", fitted("", label), axis.ends()));
    for (step, name) in plan.steps.iter().zip(&names) {
        page.line(format!("  {} {}", fitted(name, label), axis.bar(step, plan.on)));
    }
    let legend = page.pick((
        "█ 关键线  ▒ 其他  ░ 日期待定  ? 没有时限  │ 今天",
        "█ critical  ▒ other  ░ not certain  ? no limit  │ today",
    ));
    page.line(format!("  {} {legend}", fitted("", label)));
}

impl Axis {
    fn of(plan: &Plan, columns: usize) -> Option<Axis> {
        let days = plan.steps.iter().flat_map(|step| [step.start, step.end]).flat_map(known);
        let first = days.clone().min()?.min(plan.from).min(plan.on);
        let days = usize::try_from((days.max()?.0 - first.0).num_days()).ok()?.max(1);
        Some(Axis { first, days, columns })
    }

    fn column(&self, day: Day) -> Option<usize> {
        let days = usize::try_from((day.0 - self.first.0).num_days()).ok()?;
        (days <= self.days).then(|| days * (self.columns - 1) / self.days)
    }

    /// The first day and the last.
    fn ends(&self) -> String {
        let first = self.first.to_string();
        let days = u64::try_from(self.days).unwrap_or_default();
        let last = self.first.0.checked_add_days(chrono::Days::new(days)).map(|day| Day(day).to_string());
        let last = last.unwrap_or_default();
        let gap = self.columns.saturating_sub(first.len() + last.len());
        format!("{first}{}{last}", " ".repeat(gap.max(1)))
    }

    fn bar(&self, step: &Step, today: Day) -> String {
        let mut cells = vec![' '; self.columns];
        let mut fill = |from: Option<Day>, to: Option<Day>, with: char| {
            let columns = from.and_then(|from| self.column(from)).zip(to.and_then(|to| self.column(to)));
            let Some((from, to)) = columns else { return };
            cells.iter_mut().take(to + 1).skip(from).for_each(|cell| *cell = with);
        };
        let [start, end] = [step.start, step.end].map(|due| due.earliest.or(due.latest));
        fill(today.into(), today.into(), TODAY);
        fill(end, step.end.latest, UNCERTAIN);
        fill(start, end, if step.critical { CRITICAL } else { OTHER });
        if step.days.is_none() {
            fill(start, start, NO_LIMIT);
        }
        cells.into_iter().collect::<String>().trim_end().to_owned()
    }
}

fn known(due: Due) -> impl Iterator<Item = Day> + Clone {
    due.earliest.into_iter().chain(due.latest)
}

/// A text cut or filled to so many columns; a Chinese character takes two.
fn fitted(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return format!("{text}{}", " ".repeat(columns - text.width()));
    }
    let (mut cut, mut width) = (String::new(), 0);
    for letter in text.chars() {
        let wide = letter.width().unwrap_or(0);
        if width + wide >= columns {
            break;
        }
        cut.push(letter);
        width += wide;
    }
    format!("{cut}…{}", " ".repeat(columns.saturating_sub(width + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_take_the_columns_that_a_terminal_gives_them() {
        assert_eq!(fitted("施工许可", 10), "施工许可  ");
        assert_eq!(fitted("施工许可", 7), "施工许…");
        assert_eq!(fitted("施工许可", 6), "施工… ");
        assert_eq!(fitted("permit", 4), "per…");
        assert_eq!(
            (columns(None), columns(Some("8")), columns(Some("x")), columns(Some("120"))),
            (80, 40, 80, 120)
        );
    }
}
