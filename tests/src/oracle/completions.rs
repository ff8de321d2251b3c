//! Completions: the open answers of an application, filled in in every way that the law can tell apart.

use std::collections::{BTreeMap, BTreeSet};

use yushen::application::{Application, Given};
use yushen::condition::{Condition, Relation};
use yushen::decimal::Decimal;
use yushen::rulebook::{Constraint, Fact, FactType, Law};

/// So many completions are tried at most, where nothing else is said.
pub const AFFORDABLE: usize = 60_000;

/// An answer; a number in ten-thousandths.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Yes(bool),
    Choice(String),
    Set(BTreeSet<String>),
    Number(i64),
}

impl Value {
    /// As an application says it.
    pub fn json(&self) -> String {
        match self {
            Value::Yes(yes) => yes.to_string(),
            Value::Choice(id) => format!("{id:?}"),
            Value::Set(ids) => {
                let ids: Vec<String> = ids.iter().map(|id| format!("{id:?}")).collect();
                format!("[{}]", ids.join(","))
            }
            Value::Number(scaled) => decimal(*scaled),
        }
    }
}

/// Ten-thousandths as the decimal that people write.
pub fn decimal(scaled: i64) -> String {
    let sign = if scaled < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:04}", scaled.abs() / 10_000, scaled.abs() % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The answers given: by fact, only where it is answered.
pub type Answers = BTreeMap<String, Value>;

/// Answers to everything that is asked.
pub type World<'w> = BTreeMap<&'w str, &'w Value>;

/// What all possible completions agree on, or the facts on which it depends.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision<T> {
    Settled(T),
    /// In the rulebook's order; never empty.
    Open(Vec<String>),
}

impl<T> Decision<T> {
    /// The facts that can still change it.
    pub fn ask(&self) -> &[String] {
        match self {
            Decision::Settled(_) => &[],
            Decision::Open(ask) => ask,
        }
    }
}

/// The answers of an application that count as answers.
pub fn answers(law: &Law, application: &Application) -> Answers {
    let answered = application.facts.iter().filter_map(|(id, answer)| {
        let fact = law.facts.iter().find(|fact| fact.id == *id)?;
        let value = match &answer.value {
            Given::Bool(yes) => Value::Yes(*yes),
            Given::Choice(choice) => Value::Choice(choice.clone()),
            Given::Set(choices) => Value::Set(choices.iter().cloned().collect()),
            Given::Number(number) if allowed(fact, number.scaled()) => Value::Number(number.scaled()),
            Given::Number(_) | Given::Unreadable(_) | Given::Open | Given::Date(_) => return None,
        };
        Some((id.clone(), value))
    });
    answered.collect()
}

/// Whether a number of ten-thousandths is an answer to a question at all.
fn allowed(fact: &Fact, scaled: i64) -> bool {
    fact.min.is_none_or(|min| scaled >= min.scaled())
        && fact.max.is_none_or(|max| scaled <= max.scaled())
        && (fact.kind != FactType::Integer || scaled % Decimal::whole(1).scaled() == 0)
}

/// Whether a condition holds, when all that it asks is answered.
pub fn holds(law: &Law, condition: &Condition, world: &World<'_>) -> bool {
    match condition {
        Condition::Constant(yes) => *yes,
        Condition::All(parts) => parts.iter().all(|part| holds(law, part, world)),
        Condition::Any(parts) => parts.iter().any(|part| holds(law, part, world)),
        Condition::Not(part) => !holds(law, part, world),
        Condition::Defined(id) => {
            let definition = law.definition(id).expect("a condition names a definition");
            holds(law, &definition.when, world)
        }
        Condition::Yes(fact) => *world[fact.as_str()] == Value::Yes(true),
        Condition::OneOf { fact, choices } => match world[fact.as_str()] {
            Value::Choice(choice) => choices.contains(choice),
            other => panic!("{fact} is no choice: {other:?}"),
        },
        Condition::Contains { fact, choice } => match world[fact.as_str()] {
            Value::Set(choices) => choices.contains(choice),
            other => panic!("{fact} is no set: {other:?}"),
        },
        Condition::Compare { fact, op, value } => match world[fact.as_str()] {
            Value::Number(number) => match op {
                Relation::Lt => *number < value.scaled(),
                Relation::Le => *number <= value.scaled(),
                Relation::Eq => *number == value.scaled(),
                Relation::Ge => *number >= value.scaled(),
                Relation::Gt => *number > value.scaled(),
            },
            other => panic!("{fact} is no number: {other:?}"),
        },
    }
}

/// An open fact, and the answers that are tried.
type Open<'a> = (&'a Fact, Vec<Value>);

/// A law, the answers given, and the constraints that these answers do not contradict already.
pub struct Completions<'a> {
    pub law: &'a Law,
    pub answers: Answers,
    /// So many completions are tried at most.
    pub affordable: usize,
    kept: Vec<&'a Constraint>,
    /// Left out of account: with those before it, no completion of the answers is possible.
    pub contradicted: Vec<&'a Constraint>,
}

impl<'a> Completions<'a> {
    pub fn new(law: &'a Law, answers: Answers, affordable: usize) -> Completions<'a> {
        let (kept, contradicted) = Default::default();
        let mut completions = Completions { law, answers, affordable, kept, contradicted };
        for constraint in &law.constraints {
            let possible = completions
                .decide(&[&constraint.never], |world| holds(law, &constraint.never, world))
                .expect("constraints ask few facts");
            let list = match possible {
                Decision::Settled(true) => &mut completions.contradicted,
                Decision::Settled(false) | Decision::Open(_) => &mut completions.kept,
            };
            list.push(constraint);
        }
        completions
    }

    /// Tries every possible completion of what `conditions` ask; `outcome` is asked of each. Nothing where that is
    /// too much to try.
    pub fn decide<T: PartialEq + Clone>(
        &self,
        conditions: &[&Condition],
        outcome: impl Fn(&World<'_>) -> T,
    ) -> Option<Decision<T>> {
        let never = self.binding(conditions);
        let all: Vec<&Condition> = conditions.iter().chain(&never).copied().collect();
        let open = self.open(&all);
        let outcomes = self.each(&open, |world| {
            let possible = !never.iter().any(|never| holds(self.law, never, world));
            possible.then(|| outcome(world))
        })?;
        let ask = ask(&open, &outcomes);
        let first = outcomes.into_iter().flatten().next().expect("the constraints kept leave a completion");
        Some(if ask.is_empty() { Decision::Settled(first) } else { Decision::Open(ask) })
    }

    /// The constraints kept that can bear on what `conditions` ask: over an open fact of theirs, or one of another's
    /// that does.
    fn binding(&self, conditions: &[&Condition]) -> Vec<&'a Condition> {
        let mut reached = self.open_facts(conditions);
        let mut rest: Vec<&Condition> = self.kept.iter().map(|constraint| &constraint.never).collect();
        let mut binding = Vec::new();
        loop {
            let (near, far): (Vec<&Condition>, Vec<&Condition>) =
                rest.into_iter().partition(|never| !self.open_facts(&[*never]).is_disjoint(&reached));
            if near.is_empty() {
                return binding;
            }
            reached.extend(self.open_facts(&near));
            binding.extend(near);
            rest = far;
        }
    }

    fn open_facts(&self, conditions: &[&Condition]) -> BTreeSet<String> {
        let mut facts = BTreeSet::new();
        for condition in conditions {
            self.law.leaves(condition, &mut |leaf| {
                facts.extend(leaf.fact().filter(|fact| !self.answers.contains_key(*fact)).map(str::to_owned));
            });
        }
        facts
    }

    fn open(&self, conditions: &[&Condition]) -> Vec<Open<'a>> {
        let facts = self.law.facts.iter().filter(|fact| !self.answers.contains_key(&fact.id));
        facts
            .map(|fact| (fact, candidates(self.law, fact, conditions)))
            .filter(|(_, candidates)| !candidates.is_empty())
            .collect()
    }

    /// What `visit` says of each completion; the first open fact changes fastest.
    fn each<T>(&self, open: &[Open<'_>], visit: impl Fn(&World<'_>) -> T) -> Option<Vec<T>> {
        let count = open.iter().try_fold(1usize, |count, (_, some)| count.checked_mul(some.len()))?;
        if count > self.affordable {
            return None;
        }
        let mut world: World<'_> = self.answers.iter().map(|(id, value)| (id.as_str(), value)).collect();
        world.extend(open.iter().map(|(fact, some)| (fact.id.as_str(), &some[0])));
        let mut at = vec![0; open.len()];
        let mut seen = Vec::with_capacity(count);
        for _ in 0..count {
            seen.push(visit(&world));
            for ((fact, some), at) in open.iter().zip(&mut at) {
                *at = (*at + 1) % some.len();
                world.insert(&fact.id, &some[*at]);
                if *at > 0 {
                    break;
                }
            }
        }
        Some(seen)
    }
}

/// From the last question to the first, one is dropped if the outcome is a function of those that are left.
fn ask<T: PartialEq>(open: &[Open<'_>], outcomes: &[Option<T>]) -> Vec<String> {
    let mut left = vec![true; open.len()];
    for question in (0..open.len()).rev() {
        left[question] = false;
        left[question] = !is_function_of(&left, open, outcomes);
    }
    open.iter().zip(left).filter(|(_, left)| *left).map(|((fact, _), _)| fact.id.clone()).collect()
}

fn is_function_of<T: PartialEq>(left: &[bool], open: &[Open<'_>], outcomes: &[Option<T>]) -> bool {
    let mut known: Vec<Option<&T>> = vec![None; outcomes.len()];
    outcomes.iter().enumerate().all(|(number, outcome)| {
        let Some(outcome) = outcome else { return true };
        // The same completion with the first answer to every question that is not left.
        let (mut alike, mut stride) = (0, 1);
        for ((_, some), left) in open.iter().zip(left) {
            alike += if *left { number / stride % some.len() * stride } else { 0 };
            stride *= some.len();
        }
        *known[alike].get_or_insert(outcome) == outcome
    })
}

/// Answers to a fact that between them make every difference that the conditions can see; none where they do not ask.
pub fn candidates(law: &Law, fact: &Fact, conditions: &[&Condition]) -> Vec<Value> {
    let mut asked: Vec<&Condition> = Vec::new();
    for condition in conditions.iter().copied() {
        law.leaves(condition, &mut |leaf| {
            if leaf.fact() == Some(&fact.id) {
                asked.push(leaf);
            }
        });
    }
    if asked.is_empty() {
        return Vec::new();
    }
    match fact.kind {
        FactType::Bool => vec![Value::Yes(false), Value::Yes(true)],
        FactType::Choice => fact.choices.iter().map(|choice| Value::Choice(choice.id.clone())).collect(),
        FactType::Set => {
            let named: BTreeSet<&String> = asked.iter().filter_map(|leaf| named_choice(leaf)).collect();
            subsets(&named.into_iter().collect::<Vec<_>>())
        }
        FactType::Number | FactType::Integer => numbers(fact, &asked),
        FactType::Date => Vec::new(),
    }
}

/// Every threshold and its neighbours; of several between the same two thresholds the first.
fn numbers(fact: &Fact, asked: &[&Condition]) -> Vec<Value> {
    let step = if fact.kind == FactType::Integer { Decimal::whole(1).scaled() } else { 1 };
    let thresholds: BTreeSet<i64> = asked.iter().filter_map(|leaf| threshold(leaf)).collect();
    let near: BTreeSet<i64> = thresholds.iter().flat_map(|at| around(*at, step)).collect();
    let bounds = [fact.min, fact.max].into_iter().flatten().map(Decimal::scaled);
    let near: BTreeSet<i64> = near.into_iter().chain(bounds).filter(|n| allowed(fact, *n)).collect();
    let place = |number: &i64| {
        let passed = thresholds.iter().filter(|at| *at < number).count();
        (passed, thresholds.contains(number))
    };
    let mut places = BTreeSet::new();
    near.into_iter().filter(|number| places.insert(place(number))).map(Value::Number).collect()
}

/// The numbers on a grid next to a place, and those on it.
fn around(at: i64, step: i64) -> [i64; 4] {
    let below = at.div_euclid(step) * step;
    [below - step, below, below + step, below + 2 * step]
}

fn named_choice(leaf: &Condition) -> Option<&String> {
    match leaf {
        Condition::Contains { choice, .. } => Some(choice),
        _ => None,
    }
}

fn threshold(leaf: &Condition) -> Option<i64> {
    match leaf {
        Condition::Compare { value, .. } => Some(value.scaled()),
        _ => None,
    }
}

fn subsets(all: &[&String]) -> Vec<Value> {
    let members = |bits: usize| {
        all.iter().enumerate().filter(move |(n, _)| bits >> n & 1 == 1).map(|(_, id)| (*id).clone())
    };
    (0..1usize << all.len()).map(|bits| Value::Set(members(bits).collect())).collect()
}
