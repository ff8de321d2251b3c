//! An example, and how to make a failing one small: drop what the failure does not need.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use yushen::condition::Condition;
use yushen::rulebook::{FactType, Law};

use crate::oracle::{AFFORDABLE, Answers, Completions, Decision, in_force};
use crate::random::Parts;

/// A law, an application, and a day: what a failure needs to be seen again. A file of `small/` is one.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows.
    #[serde(default)]
    pub title: String,
    pub on: String,
    pub application: Box<serde_json::value::RawValue>,
    #[serde(deserialize_with = "law")]
    pub law: Law,
}

fn law<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Law, D::Error> {
    let text = Box::<serde_json::value::RawValue>::deserialize(deserializer)?;
    Law::read(text.get()).map_err(D::Error::custom)
}

/// A law, an application in its parts, and a day.
#[derive(Clone, Debug)]
pub struct Failing {
    pub law: Law,
    pub parts: Parts,
    pub on: String,
}

impl Failing {
    /// As it is kept in `small/`.
    pub fn example(&self, title: &str) -> Example {
        let application = serde_json::value::RawValue::from_string(self.parts.text()).expect("JSON");
        Example { title: title.into(), on: self.on.clone(), application, law: self.law.clone() }
    }

    /// Takes away what can go, one thing after the other, as long as `fails` says that it still fails.
    pub fn shrink(mut self, fails: impl Fn(&Failing) -> bool) -> Failing {
        while let Some(smaller) =
            self.smaller().into_iter().find(|smaller| is_sound(&smaller.law) && fails(smaller))
        {
            self = smaller;
        }
        self
    }

    /// Every example that has one thing less, the largest things first.
    fn smaller(&self) -> Vec<Failing> {
        let mut smaller = Vec::new();
        let mut law = |law: Law| smaller.push(Failing { law, ..self.clone() });
        each(&self.law.items, |items| law(Law { items, ..self.law.clone() }));
        each(&self.law.programs, |programs| law(Law { programs, ..self.law.clone() }));
        each(&self.law.totals, |totals| law(Law { totals, ..self.law.clone() }));
        each(&self.law.constraints, |constraints| law(Law { constraints, ..self.law.clone() }));
        each(&self.law.definitions, |definitions| law(Law { definitions, ..self.law.clone() }));
        each(&self.law.facts, |facts| law(Law { facts, ..self.law.clone() }));
        each(&self.law.materials, |materials| law(Law { materials, ..self.law.clone() }));
        self.inner_parts(&mut law);
        self.conditions(&mut law);
        let mut parts = |parts: Parts| smaller.push(Failing { parts, ..self.clone() });
        each(&self.parts.facts, |facts| parts(Parts { facts, ..self.parts.clone() }));
        each(&self.parts.programs, |programs| parts(Parts { programs, ..self.parts.clone() }));
        each(&self.parts.items, |items| parts(Parts { items, ..self.parts.clone() }));
        each(&self.parts.materials, |materials| parts(Parts { materials, ..self.parts.clone() }));
        each(&self.parts.promises, |promises| parts(Parts { promises, ..self.parts.clone() }));
        each(&self.parts.commitments, |commitments| parts(Parts { commitments, ..self.parts.clone() }));
        smaller
    }

    /// Uses, prerequisites, rows, choices.
    fn inner_parts(&self, found: &mut impl FnMut(Law)) {
        let mut with = |change: &dyn Fn(&mut Law)| {
            let mut law = self.law.clone();
            change(&mut law);
            found(law);
        };
        for (n, item) in self.law.items.iter().enumerate() {
            each(&item.materials, |less| with(&|law| law.items[n].materials = less.clone()));
            each(&item.after, |less| with(&|law| law.items[n].after = less.clone()));
        }
        for (n, program) in self.law.programs.iter().enumerate() {
            each(&program.rules, |less| with(&|law| law.programs[n].rules = less.clone()));
            each(&program.scope, |less| with(&|law| law.programs[n].scope = less.clone()));
        }
        for (n, total) in self.law.totals.iter().enumerate() {
            each(&total.rules, |less| with(&|law| law.totals[n].rules = less.clone()));
        }
        for (n, fact) in self.law.facts.iter().enumerate().filter(|(_, fact)| fact.choices.len() > 1) {
            each(&fact.choices, |less| with(&|law| law.facts[n].choices = less.clone()));
        }
    }

    fn conditions(&self, found: &mut impl FnMut(Law)) {
        let mut count = 0;
        self.law.conditions(&mut |_| count += 1);
        for n in 0..count {
            let mut simpler = Vec::new();
            let mut at = 0;
            self.law.conditions(&mut |condition| {
                if at == n {
                    simpler = less(&self.law, condition);
                }
                at += 1;
            });
            for condition in simpler {
                let mut law = self.law.clone();
                replace(&mut law, n, condition);
                found(law);
            }
        }
    }
}

/// Every list with one entry less.
fn each<T: Clone>(all: &[T], mut found: impl FnMut(Vec<T>)) {
    for n in 0..all.len() {
        let less = all.iter().enumerate().filter(|(at, _)| *at != n).map(|(_, one)| one.clone());
        found(less.collect());
    }
}

/// Simpler conditions.
fn less(law: &Law, condition: &Condition) -> Vec<Condition> {
    let mut simpler = Vec::new();
    if !matches!(condition, Condition::Constant(_)) {
        simpler.extend([Condition::Constant(false), Condition::Constant(true)]);
    }
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            let same = |parts| match condition {
                Condition::All(_) => Condition::All(parts),
                _ => Condition::Any(parts),
            };
            simpler.extend(parts.iter().cloned());
            each(parts, |parts| simpler.push(same(parts)));
            for (n, part) in parts.iter().enumerate() {
                for part in less(law, part) {
                    let mut parts = parts.clone();
                    parts[n] = part;
                    simpler.push(same(parts));
                }
            }
        }
        Condition::Not(part) => {
            simpler.push((**part).clone());
            simpler.extend(less(law, part).into_iter().map(|part| Condition::Not(Box::new(part))));
        }
        Condition::OneOf { fact, choices } if choices.len() > 1 => {
            each(choices, |choices| simpler.push(Condition::OneOf { fact: fact.clone(), choices }));
        }
        Condition::Defined(id) => simpler.extend(law.definition(id).map(|named| named.when.clone())),
        Condition::Constant(_)
        | Condition::Yes(_)
        | Condition::OneOf { .. }
        | Condition::Contains { .. }
        | Condition::Compare { .. } => {}
    }
    simpler
}

/// Puts a condition in the place of the n-th, counted as [`Law::conditions`] visits them.
fn replace(law: &mut Law, n: usize, condition: Condition) {
    let mut at = 0;
    let mut visit = |place: &mut Condition| {
        if at == n {
            *place = condition.clone();
        }
        at += 1;
    };
    law.definitions.iter_mut().for_each(|definition| visit(&mut definition.when));
    law.constraints.iter_mut().for_each(|constraint| visit(&mut constraint.never));
    for rule in law.totals.iter_mut().flat_map(|total| &mut total.rules) {
        visit(&mut rule.when);
        rule.variants.iter_mut().for_each(|variant| visit(&mut variant.when));
    }
    for program in &mut law.programs {
        for rule in &mut program.rules {
            visit(&mut rule.when);
            rule.variants.iter_mut().for_each(|variant| visit(&mut variant.when));
        }
        program.notes.iter_mut().for_each(|note| visit(&mut note.when));
        program.scope.iter_mut().for_each(|scope| visit(&mut scope.when));
    }
    for item in &mut law.items {
        visit(&mut item.needed_when);
        item.after.iter_mut().for_each(|after| visit(&mut after.when));
        item.materials.iter_mut().for_each(|used| visit(&mut used.needed_when));
        let variants = item.limit.iter_mut().flat_map(|limit| &mut limit.variants);
        variants.for_each(|variant| visit(&mut variant.when));
    }
}

/// Whether every name leads somewhere, and every table still answers every possible set of answers once, on each side
/// of the law's turn.
pub fn is_sound(law: &Law) -> bool {
    let mut is_whole = true;
    law.conditions(&mut |condition| {
        condition.leaves(&mut |leaf| is_whole &= is_known(law, leaf));
    });
    if !is_whole || !Completions::new(law, Answers::new(), AFFORDABLE).contradicted.is_empty() {
        return false;
    }
    let days = law.turns().into_iter().flat_map(|turn| [turn.0.pred_opt(), Some(turn.0)]).flatten();
    let mut editions: Vec<Law> = days.map(|day| in_force(law, yushen::calendar::Day(day))).collect();
    if editions.is_empty() {
        editions.push(law.clone());
    }
    editions.iter().all(|law| has_names(law) && has_whole_tables(law))
}

fn is_known(law: &Law, leaf: &Condition) -> bool {
    let fact = |id: &str, kinds: &[FactType]| {
        law.facts.iter().find(|fact| fact.id == id).filter(|fact| kinds.contains(&fact.kind))
    };
    match leaf {
        Condition::Defined(id) => law.definition(id).is_some(),
        Condition::Yes(id) => fact(id, &[FactType::Bool]).is_some(),
        Condition::OneOf { fact: id, choices } => fact(id, &[FactType::Choice])
            .is_some_and(|fact| choices.iter().all(|id| fact.choices.iter().any(|known| known.id == *id))),
        Condition::Contains { fact: id, choice } => fact(id, &[FactType::Set])
            .is_some_and(|fact| fact.choices.iter().any(|known| known.id == *choice)),
        Condition::Compare { fact: id, .. } => fact(id, &[FactType::Number, FactType::Integer]).is_some(),
        Condition::Constant(_) | Condition::All(_) | Condition::Any(_) | Condition::Not(_) => true,
    }
}

/// Whether every item and paper that is named is there.
fn has_names(law: &Law) -> bool {
    let has_item = |id: &String| law.items.iter().any(|item| item.id == *id);
    let has_paper = |id: &String| law.materials.iter().any(|paper| paper.id == *id);
    law.items.iter().all(|item| {
        let uses = item.materials.iter().all(|used| {
            has_paper(&used.material)
                && used.alternatives.iter().flatten().all(has_paper)
                && used.from.iter().all(has_item)
        });
        let after = item.after.iter().flat_map(|after| &after.any).all(has_item);
        uses && after && item.outcome.iter().all(has_paper)
    })
}

fn has_whole_tables(law: &Law) -> bool {
    let completions = Completions::new(law, Answers::new(), AFFORDABLE);
    let is_whole = |rows: Vec<(&Condition, usize)>| {
        let conditions: Vec<&Condition> = rows.iter().map(|(when, _)| *when).collect();
        let once = completions.decide(&conditions, |holds| {
            let mut outcomes =
                rows.iter().zip(holds).filter(|(_, holds)| **holds).map(|((_, outcome), _)| outcome);
            let first = outcomes.next();
            first.is_some() && outcomes.all(|other| Some(other) == first)
        });
        once == Some(Decision::Settled(true))
    };
    let programs = law.programs.iter().map(|program| {
        program.rules.iter().map(|rule| (&rule.when, rule.verdict as usize)).collect::<Vec<_>>()
    });
    let totals = law.totals.iter().map(|total| {
        let outcome = |rule: &yushen::rulebook::TotalRule| {
            (rule.days.map_or(0, |days| days as usize + 1)) * 3 + rule.verdict as usize
        };
        total.rules.iter().map(|rule| (&rule.when, outcome(rule))).collect::<Vec<_>>()
    });
    programs.chain(totals).all(is_whole)
}
