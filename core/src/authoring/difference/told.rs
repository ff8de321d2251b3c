//! Changes as a text.

use super::super::words::Lang;
use super::{Change, Difference, How, Whom};
use crate::text::Text;

/// What changes in a place, in one language; nothing for a place that stays the same.
pub fn told(difference: &Difference, lang: Lang) -> String {
    let name = format!("{} ({})", lang.say(&difference.name), difference.rulebook);
    let head = match (difference.change, lang) {
        (How::Added, Lang::Zh) => format!("{name}：新增的规则包。\n"),
        (How::Added, Lang::En) => format!("{name}: a new rulebook.\n"),
        (How::Removed, Lang::Zh) => format!("{name}：规则包没有了。\n"),
        (How::Removed, Lang::En) => format!("{name}: the rulebook is gone.\n"),
        (How::Same, Lang::Zh) => format!("{name}：没有变化。\n"),
        (How::Same, Lang::En) => format!("{name}: no change.\n"),
        (How::Changed, Lang::Zh) => format!("{name}：{}处变化。\n", difference.changes.len()),
        (How::Changed, Lang::En) => format!("{name}: {} changes.\n", difference.changes.len()),
    };
    difference.changes.iter().fold(head, |text, change| text + &one(change, lang))
}

fn one(change: &Change, lang: Lang) -> String {
    let mark = match change.how {
        How::Added => "+",
        How::Removed => "-",
        How::Changed | How::Same => "~",
    };
    let part = lang.pick(part(change.part));
    let what = lang.say(&change.text);
    let colon = lang.pick(("：", ": "));
    let gap = if what.is_empty() { "" } else { colon };
    let mut text = format!("  {mark} {part} {} ({}){gap}{what}\n", lang.say(&change.name), change.id);
    let line = |label: (&str, &str), said: &Option<Text>| {
        said.as_ref()
            .map(|said| format!("      {}{colon}{}\n", lang.pick(label), lang.say(said)))
            .unwrap_or_default()
    };
    text += &line(("原来", "before"), &change.before);
    text += &line(("现在", "now"), &change.after);
    change.whom.iter().fold(text, |text, whom| text + &example(whom, lang))
}

fn example(whom: &Whom, lang: Lang) -> String {
    let (answers, before, after) = (lang.say(&whom.text), lang.say(&whom.before), lang.say(&whom.after));
    match lang {
        Lang::Zh => format!("      对谁：{answers}。{before} → {after}\n"),
        Lang::En => format!("      for whom: {answers}. {before} → {after}\n"),
    }
}

fn part(part: &str) -> (&str, &str) {
    match part {
        "program" => ("服务", "program"),
        "rule" => ("规则", "rule"),
        "total" => ("总时限", "total limit"),
        "total-rule" => ("总时限规则", "rule of a total limit"),
        "item" => ("事项", "item"),
        "paper" => ("材料", "paper"),
        "limit" => ("时限", "limit"),
        "question" => ("问题", "question"),
        "definition" => ("用语", "definition"),
        "constraint" => ("互斥", "constraint"),
        "gate" => ("开工前提", "gate"),
        "duty" => ("申请人的期限", "duty"),
        "source" => ("出处", "source"),
        "gap" => ("没有查明的", "gap"),
        "press" => ("报道", "press"),
        other => (other, other),
    }
}
