//! Conditions as sentences, from the questions that they ask.

use super::{Words, spoken};
use crate::condition::{Condition, Relation};
use crate::rulebook::{Definition, Fact, Law};

use super::Lang;

/// A condition, taken apart once: what has to hold together, or any one of what.
pub enum Parts {
    Always,
    Never,
    One(String),
    All(Vec<String>),
    Any(Vec<String>),
}

/// The parts of a condition, each a sentence.
pub fn parts(words: Words<'_>, condition: &Condition) -> Parts {
    let each = |parts: &[Condition]| parts.iter().map(|part| said(words, part, false)).collect();
    match plain(condition) {
        Condition::Constant(true) => Parts::Always,
        Condition::Constant(false) => Parts::Never,
        Condition::All(parts) => Parts::All(each(&parts)),
        Condition::Any(parts) => Parts::Any(each(&parts)),
        leaf @ (Condition::Not(_)
        | Condition::Yes(_)
        | Condition::OneOf { .. }
        | Condition::Contains { .. }
        | Condition::Defined(_)
        | Condition::Compare { .. }) => Parts::One(said(words, &leaf, false)),
    }
}

/// A condition in one sentence, without a full stop.
pub fn sentence(words: Words<'_>, condition: &Condition) -> String {
    said(words, &plain(condition), false)
}

/// The definitions that a condition names, also through each other, each once, in the order of the law.
pub fn defined<'a>(law: &'a Law, conditions: &[&Condition]) -> Vec<&'a Definition> {
    let mut names: Vec<&str> = conditions.iter().flat_map(|condition| named(condition)).collect();
    let mut next = 0;
    while let Some(name) = names.get(next).copied() {
        let further = law.definition(name).map(|definition| named(&definition.when)).unwrap_or_default();
        further.into_iter().for_each(|id| {
            if !names.contains(&id) {
                names.push(id);
            }
        });
        next += 1;
    }
    law.definitions.iter().filter(|definition| names.contains(&definition.id.as_str())).collect()
}

fn named(condition: &Condition) -> Vec<&str> {
    let mut names = Vec::new();
    condition.leaves(&mut |leaf| {
        if let Condition::Defined(id) = leaf {
            names.push(id.as_str());
        }
    });
    names
}

/// The same condition with every `not` at a leaf, and without parts that say nothing.
pub fn plain(condition: &Condition) -> Condition {
    unfolded(condition, false)
}

fn unfolded(condition: &Condition, negated: bool) -> Condition {
    match condition {
        Condition::Constant(holds) => Condition::Constant(*holds != negated),
        Condition::Not(part) => unfolded(part, !negated),
        Condition::All(parts) => joined(parts, negated, !negated),
        Condition::Any(parts) => joined(parts, negated, negated),
        Condition::Compare { fact, op, value } if negated && *op != Relation::Eq => {
            Condition::Compare { fact: fact.clone(), op: opposite(*op), value: *value }
        }
        leaf @ (Condition::Yes(_)
        | Condition::OneOf { .. }
        | Condition::Contains { .. }
        | Condition::Defined(_)
        | Condition::Compare { .. }) => {
            if negated {
                Condition::Not(Box::new(leaf.clone()))
            } else {
                leaf.clone()
            }
        }
    }
}

fn opposite(op: Relation) -> Relation {
    match op {
        Relation::Lt => Relation::Ge,
        Relation::Le => Relation::Gt,
        Relation::Eq => Relation::Eq,
        Relation::Ge => Relation::Lt,
        Relation::Gt => Relation::Le,
    }
}

/// `all` of the parts, or any; parts of the same kind are taken in.
fn joined(parts: &[Condition], negated: bool, all: bool) -> Condition {
    let mut flat = Vec::new();
    for part in parts.iter().map(|part| unfolded(part, negated)) {
        match part {
            Condition::Constant(holds) if holds == all => {}
            Condition::Constant(holds) => return Condition::Constant(holds),
            Condition::All(inner) if all => flat.extend(inner),
            Condition::Any(inner) if !all => flat.extend(inner),
            other => flat.push(other),
        }
    }
    match (flat.len(), all) {
        (0, all) => Condition::Constant(all),
        (1, _) => flat.remove(0),
        (_, true) => Condition::All(flat),
        (_, false) => Condition::Any(flat),
    }
}

/// A plain condition in words; `inside` another list it stands in brackets where it is a list itself.
fn said(words: Words<'_>, condition: &Condition, inside: bool) -> String {
    match condition {
        Condition::Constant(true) => words.pick(("一律", "always")).to_owned(),
        Condition::Constant(false) => words.pick(("从不", "never")).to_owned(),
        Condition::All(parts) => listed(words, parts, ("；并且", "; and "), inside),
        Condition::Any(parts) => listed(words, parts, ("；或者", "; or "), inside),
        Condition::Not(part) => leaf(words, part, false),
        Condition::Yes(_)
        | Condition::OneOf { .. }
        | Condition::Contains { .. }
        | Condition::Defined(_)
        | Condition::Compare { .. } => leaf(words, condition, true),
    }
}

fn listed(words: Words<'_>, parts: &[Condition], between: (&str, &str), inside: bool) -> String {
    let parts: Vec<String> = parts.iter().map(|part| said(words, part, true)).collect();
    let list = parts.join(words.pick(between));
    match (inside, words.lang) {
        (false, _) => list,
        (true, Lang::Zh) => format!("（{list}）"),
        (true, Lang::En) => format!("({list})"),
    }
}

/// A question about one fact, or a definition, and whether it holds.
fn leaf(words: Words<'_>, leaf: &Condition, holds: bool) -> String {
    let fact = words.law.facts.iter().find(|fact| leaf.fact() == Some(fact.id.as_str()));
    match (leaf, fact) {
        (Condition::Defined(id), _) => definition(words, id, holds),
        (Condition::Yes(_), Some(fact)) => yes(words, fact, holds),
        (Condition::OneOf { choices, .. }, Some(fact)) => one_of(words, fact, choices, holds),
        (Condition::Contains { choice, .. }, Some(fact)) => contains(words, fact, choice, holds),
        (Condition::Compare { op, value, .. }, Some(fact)) => {
            let value = spoken(*value, fact, words.lang);
            compared(words, fact, *op, &value, holds)
        }
        (_, None)
        | (Condition::Constant(_) | Condition::All(_) | Condition::Any(_) | Condition::Not(_), _) => {
            leaf.fact().unwrap_or_default().to_owned()
        }
    }
}

fn definition(words: Words<'_>, id: &str, holds: bool) -> String {
    let Some(definition) = words.law.definition(id) else { return id.to_owned() };
    let name = inner(&short(words.say(&definition.text), words.lang));
    let article = &definition.basis.article;
    match (words.lang, holds) {
        (Lang::Zh, true) => format!("符合“{name}”{}", bracketed(article, "（", "）")),
        (Lang::Zh, false) => format!("不符合“{name}”{}", bracketed(article, "（", "）")),
        (Lang::En, true) => format!("this holds: “{name}”{}", bracketed(article, " (", ")")),
        (Lang::En, false) => format!("this does not hold: “{name}”{}", bracketed(article, " (", ")")),
    }
}

fn bracketed(text: &str, open: &str, close: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{open}{text}{close}") }
}

/// A definition's words without the full stop; a long one is cut, for its whole text stands with the terms.
fn short(text: &str, lang: Lang) -> String {
    let text = text.trim_end_matches(['。', '.']);
    let most = match lang {
        Lang::Zh => 44,
        Lang::En => 100,
    };
    if text.chars().count() <= most {
        text.to_owned()
    } else {
        text.chars().take(most - 1).chain("…".chars()).collect()
    }
}

/// The question proper, without the advice that may follow it.
fn question(fact: &Fact, lang: Lang) -> String {
    let text = lang.say(&fact.question);
    let end = text
        .find(['？', '?'])
        .map_or(text.len(), |at| at + if lang == Lang::Zh { '？'.len_utf8() } else { 1 });
    inner(text.get(..end).unwrap_or(text))
}

/// Words that stand in quotation marks: their own marks become single.
fn inner(text: &str) -> String {
    text.replace('“', "‘").replace('”', "’")
}

/// What the question asks, as a statement, where its words allow that; else nothing.
fn statement(question: &str) -> Option<String> {
    let asked = question.strip_suffix('？').filter(|asked| !asked.contains('？'))?;
    if let Some(asked) = asked.strip_suffix('吗') {
        return Some(asked.to_owned());
    }
    (asked.matches("是否").count() == 1).then(|| asked.replace("是否", ""))
}

/// The thing that the question asks for, where it is no more than that: 总建筑面积.
fn thing(question: &str, lang: Lang) -> Option<String> {
    match lang {
        Lang::Zh => {
            let asked = question.strip_suffix('？')?;
            let open = ["？", "吗", "怎", "什么", "哪", "几", "多", "谁", "还是", "是否"];
            (!open.iter().any(|word| asked.contains(word))).then(|| asked.to_owned())
        }
        Lang::En => question.strip_prefix("What is ")?.strip_suffix('?').map(str::to_owned),
    }
}

fn yes(words: Words<'_>, fact: &Fact, holds: bool) -> String {
    let question = &question(fact, words.lang);
    match (words.lang, statement(words.lang.say(&fact.question)), holds) {
        (Lang::Zh, Some(statement), true) => statement,
        (Lang::Zh, Some(statement), false) => format!("并非“{}”", inner(&statement)),
        (Lang::Zh, None, true) => format!("“{question}”答“是”"),
        (Lang::Zh, None, false) => format!("“{question}”答“否”"),
        (Lang::En, _, true) => format!("yes to “{question}”"),
        (Lang::En, _, false) => format!("no to “{question}”"),
    }
}

fn one_of(words: Words<'_>, fact: &Fact, choices: &[String], holds: bool) -> String {
    let question = &question(fact, words.lang);
    let names = words.any_of(choices.iter().map(|choice| choice_name(words, fact, choice)));
    match (words.lang, thing(question, words.lang), holds) {
        (Lang::Zh, Some(thing), true) => format!("{thing}是{names}"),
        (Lang::Zh, Some(thing), false) => format!("{thing}不是{names}"),
        (Lang::Zh, None, true) => format!("“{question}”选{names}"),
        (Lang::Zh, None, false) => format!("“{question}”不选{names}"),
        (Lang::En, _, true) => format!("“{question}” is answered {names}"),
        (Lang::En, _, false) => format!("“{question}” is not answered {names}"),
    }
}

fn contains(words: Words<'_>, fact: &Fact, choice: &str, holds: bool) -> String {
    let (question, name) = (question(fact, words.lang), choice_name(words, fact, choice));
    match (words.lang, holds) {
        (Lang::Zh, true) => format!("“{question}”勾选了{name}"),
        (Lang::Zh, false) => format!("“{question}”没有勾选{name}"),
        (Lang::En, true) => format!("{name} is ticked under “{question}”"),
        (Lang::En, false) => format!("{name} is not ticked under “{question}”"),
    }
}

fn choice_name(words: Words<'_>, fact: &Fact, choice: &str) -> String {
    let found = fact.choices.iter().find(|known| known.id == choice);
    let name = found.map_or(choice, |found| words.lang.say(&found.text));
    format!("“{}”", inner(name))
}

fn compared(words: Words<'_>, fact: &Fact, op: Relation, value: &str, holds: bool) -> String {
    let question = &question(fact, words.lang);
    let relation = words.pick(match (op, holds) {
        (Relation::Lt, _) => ("不足", "less than"),
        (Relation::Le, _) => ("不超过", "at most"),
        (Relation::Eq, true) => ("等于", "exactly"),
        (Relation::Eq, false) => ("不等于", "not exactly"),
        (Relation::Ge, _) => ("不少于", "at least"),
        (Relation::Gt, _) => ("超过", "more than"),
    });
    match (words.lang, thing(question, words.lang)) {
        (Lang::Zh, Some(thing)) => format!("{thing}{relation}{value}"),
        (Lang::Zh, None) => format!("“{question}”{relation}{value}"),
        (Lang::En, Some(thing)) => format!("{thing}: {relation} {value}"),
        (Lang::En, None) => format!("“{question}” is answered {relation} {value}"),
    }
}
