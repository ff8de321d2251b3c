//! The conditions of two laws over the questions of both.

use std::collections::HashMap;

use super::super::space::{Answers, Space};
use super::super::words::{Words, sentence};
use super::{Change, How, Page, Subject, Whom, both};
use crate::application::Given;
use crate::condition::{Condition, Relation};
use crate::diagram::{NO, Root, YES};
use crate::rulebook::{Constraint, Definition, Fact, FactType, Law, RulebookError};
use crate::text::Text;

/// Which of the two laws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    Before,
    After,
}

/// Two laws with all their conditions in one space. Of the constraints those count that both laws have.
pub struct Both<'a> {
    pub before: &'a Law,
    pub after: &'a Law,
    pub space: Space,
    roots: HashMap<(Side, String), Root>,
}

impl<'a> Both<'a> {
    pub fn new(before: &'a Law, after: &'a Law) -> Result<Both<'a>, RulebookError> {
        let apart: Vec<String> = before
            .facts
            .iter()
            .filter(|old| after.facts.iter().any(|new| new.id == old.id && new.kind != old.kind))
            .map(|old| old.id.clone())
            .collect();
        let mut keys = Vec::new();
        let mut conditions = Vec::new();
        for (side, law) in [(Side::Before, before), (Side::After, after)] {
            law.conditions(&mut |condition| {
                keys.push((side, spelled(condition)));
                conditions.push(renamed(condition, side, &apart));
            });
        }
        let facts = facts(before, after, &apart);
        let definitions: Vec<Definition> = [(Side::Before, before), (Side::After, after)]
            .into_iter()
            .flat_map(|(side, law)| law.definitions.iter().map(move |definition| (side, definition)))
            .map(|(side, definition)| Definition {
                id: name(side, &definition.id),
                when: renamed(&definition.when, side, &apart),
                ..definition.clone()
            })
            .collect();
        let kept = |new: &&Constraint| before.constraints.iter().any(|old| old.never == new.never);
        let constraints: Vec<Constraint> = after
            .constraints
            .iter()
            .filter(kept)
            .map(|one| Constraint { never: renamed(&one.never, Side::After, &apart), ..one.clone() })
            .collect();
        let conditions: Vec<&Condition> = conditions.iter().collect();
        let space = Space::new(&facts, &definitions, &constraints, &conditions)?;
        let roots = keys.into_iter().enumerate().map(|(n, key)| (key, space.root(n))).collect();
        Ok(Both { before, after, space, roots })
    }

    pub fn root(&self, side: Side, condition: &Condition) -> Root {
        match condition {
            Condition::Constant(true) => YES,
            Condition::Constant(false) => NO,
            other => self.roots.get(&(side, spelled(other))).copied().unwrap_or(NO),
        }
    }

    /// The smallest answers where a condition holds, if possible where `preferred` does too.
    pub fn example(&mut self, here: Root, preferred: Root) -> Option<Answers> {
        let (both, possible) = (self.space.diagrams.and(here, preferred), self.space.possible);
        self.space.example(&[both], possible).or_else(|| self.space.example(&[here], possible))
    }

    /// Answers in words, and as an application has them.
    pub fn whom(&self, answers: &Answers, before: Text, after: Text) -> Whom {
        let plain = |id: &str| id.strip_prefix(OLD).unwrap_or(id).to_owned();
        let facts =
            answers.iter().filter_map(|(id, given)| Some((plain(id), serde_json::to_value(given).ok()?)));
        let text = both(|lang| {
            let said = answers.iter().map(|(id, given)| {
                let law =
                    if self.after.facts.iter().any(|fact| fact.id == *id) { self.after } else { self.before };
                sentence(Words { law, lang }, &answered(&plain(id), given))
            });
            let said: Vec<String> = said.collect();
            let none = ("任何回答", "any answers");
            if said.is_empty() { lang.pick(none).to_owned() } else { said.join(lang.pick(("；", "; "))) }
        });
        Whom { facts: facts.collect(), text, before, after }
    }
}

/// What the answers of a law before are called where they mean something else.
const OLD: &str = "before/";

fn name(side: Side, id: &str) -> String {
    match side {
        Side::Before => format!("before/{id}"),
        Side::After => format!("after/{id}"),
    }
}

fn spelled(condition: &Condition) -> String {
    serde_json::to_string(condition).unwrap_or_default()
}

/// The condition with its definitions, and the questions that changed their meaning, under names of their own.
fn renamed(condition: &Condition, side: Side, apart: &[String]) -> Condition {
    let each = |parts: &[Condition]| parts.iter().map(|part| renamed(part, side, apart)).collect();
    let asked = |fact: &String| {
        if side == Side::Before && apart.contains(fact) { format!("{OLD}{fact}") } else { fact.clone() }
    };
    match condition {
        Condition::Constant(holds) => Condition::Constant(*holds),
        Condition::All(parts) => Condition::All(each(parts)),
        Condition::Any(parts) => Condition::Any(each(parts)),
        Condition::Not(part) => Condition::Not(Box::new(renamed(part, side, apart))),
        Condition::Defined(id) => Condition::Defined(name(side, id)),
        Condition::Yes(fact) => Condition::Yes(asked(fact)),
        Condition::OneOf { fact, choices } => {
            Condition::OneOf { fact: asked(fact), choices: choices.clone() }
        }
        Condition::Contains { fact, choice } => {
            Condition::Contains { fact: asked(fact), choice: choice.clone() }
        }
        Condition::Compare { fact, op, value } => {
            Condition::Compare { fact: asked(fact), op: *op, value: *value }
        }
    }
}

/// The questions of both laws: one that both ask has the choices and the range of both.
fn facts(before: &Law, after: &Law, apart: &[String]) -> Vec<Fact> {
    let mut facts = after.facts.clone();
    for old in &before.facts {
        if apart.contains(&old.id) {
            facts.push(Fact { id: format!("{OLD}{}", old.id), ..old.clone() });
            continue;
        }
        let Some(new) = facts.iter_mut().find(|new| new.id == old.id) else {
            facts.push(old.clone());
            continue;
        };
        let gone = old.choices.iter().filter(|choice| !new.choices.iter().any(|known| known.id == choice.id));
        let gone: Vec<_> = gone.cloned().collect();
        new.choices.extend(gone);
        new.min = new.min.and_then(|min| old.min.map(|old| old.min(min)));
        new.max = new.max.and_then(|max| old.max.map(|old| old.max(max)));
    }
    facts
}

/// An answer as a condition, to be said in words.
fn answered(id: &str, given: &Given) -> Condition {
    let fact = || id.to_owned();
    match given {
        Given::Bool(true) => Condition::Yes(fact()),
        Given::Bool(false) => Condition::Not(Box::new(Condition::Yes(fact()))),
        Given::Choice(choice) => Condition::OneOf { fact: fact(), choices: vec![choice.clone()] },
        Given::Set(ids) => Condition::All(
            ids.iter().map(|choice| Condition::Contains { fact: fact(), choice: choice.clone() }).collect(),
        ),
        Given::Number(value) => Condition::Compare { fact: fact(), op: Relation::Eq, value: *value },
        Given::Open | Given::Unreadable(_) | Given::Date(_) => Condition::Constant(true),
    }
}

impl Page<'_> {
    /// A condition before and after; where it means another thing, for whom. `yes` and `no` say what it is to hold.
    pub fn condition(
        &mut self,
        subject: &Subject,
        label: (&str, &str),
        (before, after): (&Condition, &Condition),
        (yes, no): ((&str, &str), (&str, &str)),
        preferred: Root,
    ) {
        let old = self.both.root(Side::Before, before);
        let new = self.both.root(Side::After, after);
        let mut whom = Vec::new();
        for (from, to, said) in [(old, new, (yes, no)), (new, old, (no, yes))] {
            let not = self.both.space.diagrams.not(to);
            let gone = self.both.space.diagrams.and(from, not);
            if let Some(answers) = self.both.example(gone, preferred) {
                let (before, after) = said;
                whom.push(self.both.whom(
                    &answers,
                    Text::new(before.0, before.1),
                    Text::new(after.0, after.1),
                ));
            }
        }
        let [said_before, said_after] =
            [(Side::Before, before), (Side::After, after)].map(|(side, condition)| {
                both(|lang| {
                    let words = if side == Side::Before { self.older(lang) } else { self.newer(lang) };
                    sentence(words, condition)
                })
            });
        if whom.is_empty() {
            return;
        }
        let Subject { part, id, name } = subject.clone();
        let text = Text::new(label.0, label.1);
        // Where the words are the same, a definition in them means something else now; it has a change of its own.
        let said = (said_before != said_after).then_some((said_before, said_after));
        let (before, after) = said.unzip();
        self.changes.push(Change { how: How::Changed, part, id, name, text, before, after, whom });
    }
}

/// Whether two questions ask for the same.
pub fn same_answers(before: &Fact, after: &Fact) -> bool {
    let choices = |fact: &Fact| fact.choices.iter().map(|choice| choice.id.clone()).collect::<Vec<_>>();
    before.kind == after.kind && (before.kind == FactType::Bool || choices(before) == choices(after))
}
