//! Ways out in words: what each would turn, then what to do.

use yushen::application::Given;
use yushen::remedies::{Change, Remedies, Remedy, Target};
use yushen::rulebook::Law;

use super::Page;
use crate::cli::Lang;

/// Ways out in words.
pub fn remedies(law: &Law, remedies: &Remedies, lang: Lang) -> String {
    let mut page = Page::new(law, lang);
    let (place, on) = (page.say(&law.name), remedies.on);
    let stamp = match lang {
        Lang::Zh => format!("{place}，按 {on} 核对"),
        Lang::En => format!("{place}, as of {on}"),
    };
    page.line(stamp);
    if remedies.remedies.is_empty() {
        let none = page.pick((
            "没有您自己能改的办法，或者没有要改的。请看预审结果里的原因。",
            "There is nothing that you can change yourself, or nothing to change. See the reasons in the review.",
        ));
        page.line(none);
    }
    let mut told = None;
    for remedy in &remedies.remedies {
        if told.replace(&remedy.target) != Some(&remedy.target) {
            heading(&mut page, &remedy.target);
        }
        let line = format!("  · {}", steps(&page, remedy).join(page.pick(("；", "; "))));
        page.line(line);
    }
    page.end()
}

fn heading(page: &mut Page<'_>, target: &Target) {
    let (name, words) = match target {
        Target::Constraints(_) => (
            String::new(),
            ("回答互相矛盾，要一致，可以：", "Answers contradict each other; to agree, either"),
        ),
        Target::Program(id) => (page.program(id), ("：要符合，可以", ": to be eligible, either")),
        Target::Material(id) => (page.material(id), ("：还缺，可以", ": missing; either")),
    };
    let line = format!("\n{name}{}", page.pick(words));
    page.line(line);
}

fn steps(page: &Page<'_>, remedy: &Remedy) -> Vec<String> {
    let changes = remedy.changes.iter().map(|change| changed(page, change));
    let papers = |ids: &[String], words: (&str, &str)| -> Vec<String> {
        ids.iter().map(|id| format!("{}{}", page.pick(words), page.material(id))).collect()
    };
    let supplied = papers(&remedy.supply, ("交 ", "hand in "));
    let promised = papers(&remedy.promise, ("书面承诺后补 ", "promise in writing to supply "));
    changes.chain(supplied).chain(promised).collect()
}

fn changed(page: &Page<'_>, change: &Change) -> String {
    let question = page.question(&change.fact);
    let to = answer(page, &change.fact, &change.to);
    match (page.lang, &change.from) {
        (Lang::Zh, Given::Open) => format!("“{question}”回答 {to}"),
        (Lang::En, Given::Open) => format!("answer “{question}” with {to}"),
        (Lang::Zh, from) => format!("“{question}”从 {} 改成 {to}", answer(page, &change.fact, from)),
        (Lang::En, from) => {
            format!("change “{question}” from {} to {to}", answer(page, &change.fact, from))
        }
    }
}

fn answer(page: &Page<'_>, fact: &str, given: &Given) -> String {
    let fact = page.law.facts.iter().find(|known| known.id == fact);
    let choice = |id: &String| {
        let choice = fact.and_then(|fact| fact.choices.iter().find(|choice| choice.id == *id));
        choice.map_or_else(|| id.clone(), |choice| page.say(&choice.text).to_owned())
    };
    let unit = fact.and_then(|fact| fact.unit.as_ref()).map(|unit| format!(" {}", page.say(unit)));
    match given {
        Given::Open => page.pick(("不确定", "not sure")).to_owned(),
        Given::Bool(yes) => page.pick(if *yes { ("是", "yes") } else { ("否", "no") }).to_owned(),
        Given::Choice(id) => choice(id),
        Given::Set(ids) if ids.is_empty() => page.pick(("都不选", "none")).to_owned(),
        Given::Set(ids) => ids.iter().map(choice).collect::<Vec<_>>().join(page.pick(("、", ", "))),
        Given::Number(number) => format!("{number}{}", unit.unwrap_or_default()),
        Given::Unreadable(text) => text.clone(),
        Given::Date(day) => day.to_string(),
    }
}
