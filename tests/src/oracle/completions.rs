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

/// Whether an answer is what the leaf of a condition asks for.
fn suits(leaf: &Condition, answer: &Value) -> bool {
    match (leaf, answer) {
        (Condition::Yes(_), answer) => *answer == Value::Yes(true),
        (Condition::OneOf { choices, .. }, Value::Choice(choice)) => choices.contains(choice),
        (Condition::Contains { choice, .. }, Value::Set(choices)) => choices.contains(choice),
        (Condition::Compare { op, value, .. }, Value::Number(number)) => match op {
            Relation::Lt => *number < value.scaled(),
            Relation::Le => *number <= value.scaled(),
            Relation::Eq => *number == value.scaled(),
            Relation::Ge => *number >= value.scaled(),
            Relation::Gt => *number > value.scaled(),
        },
        (leaf, answer) => panic!("{answer:?} is no answer to {leaf:?}"),
    }
}

/// A condition over open facts: of each leaf, which of the answers that are tried suit it.
enum Asked {
    Constant(bool),
    All(Vec<Asked>),
    Any(Vec<Asked>),
    Not(Box<Asked>),
    Open(usize, Vec<bool>),
}

impl Asked {
    /// Of a condition with the answers put in.
    fn of(condition: &Condition, open: &[Open<'_>]) -> Asked {
        let each = |parts: &[Condition]| parts.iter().map(|part| Asked::of(part, open)).collect();
        match condition {
            Condition::Constant(yes) => Asked::Constant(*yes),
            Condition::All(parts) => Asked::All(each(parts)),
            Condition::Any(parts) => Asked::Any(each(parts)),
            Condition::Not(part) => Asked::Not(Box::new(Asked::of(part, open))),
            Condition::Defined(id) => panic!("{id} was put in"),
            Condition::Yes(fact)
            | Condition::OneOf { fact, .. }
            | Condition::Contains { fact, .. }
            | Condition::Compare { fact, .. } => {
                let at = open.iter().position(|(open, _)| open.id == *fact).expect("it is open");
                Asked::Open(at, open[at].1.iter().map(|answer| suits(condition, answer)).collect())
            }
        }
    }

    /// Whether it holds, when each open fact has the answer of this number.
    fn holds(&self, at: &[usize]) -> bool {
        match self {
            Asked::Constant(yes) => *yes,
            Asked::All(parts) => parts.iter().all(|part| part.holds(at)),
            Asked::Any(parts) => parts.iter().any(|part| part.holds(at)),
            Asked::Not(part) => !part.holds(at),
            Asked::Open(fact, suits) => suits[at[*fact]],
        }
    }
}

/// An open fact, and the answers that are tried.
type Open<'a> = (&'a Fact, Vec<Value>);

/// A law, the answers given, and the constraints that these answers do not contradict already.
pub struct Completions<'a> {
    pub law: &'a Law,
    pub answers: Answers,
    /// So many completions are tried at most of what is not a constraint.
    pub affordable: usize,
    kept: Vec<&'a Constraint>,
    /// Left out of account: with those before it, no completion of the answers is possible.
    pub contradicted: Vec<&'a Constraint>,
}

impl<'a> Completions<'a> {
    pub fn new(law: &'a Law, answers: Answers, affordable: usize) -> Completions<'a> {
        let (kept, contradicted) = Default::default();
        let mut completions = Completions { law, answers, affordable: AFFORDABLE, kept, contradicted };
        for constraint in &law.constraints {
            let possible = completions
                .decide(&[&constraint.never], |holds| holds[0])
                .expect("constraints ask few facts");
            let list = match possible {
                Decision::Settled(true) => &mut completions.contradicted,
                Decision::Settled(false) | Decision::Open(_) => &mut completions.kept,
            };
            list.push(constraint);
        }
        Completions { affordable, ..completions }
    }

    /// Of fewer of the answers: those left out contradict nothing then.
    pub fn of(&self, answers: Answers) -> Completions<'a> {
        let (kept, contradicted) = (self.kept.clone(), self.contradicted.clone());
        Completions { answers, kept, contradicted, ..*self }
    }

    /// Tries every possible completion of what `conditions` ask; `outcome` is told which of them hold in each. Nothing
    /// where that is too much to try.
    pub fn decide<T: PartialEq + Clone>(
        &self,
        conditions: &[&Condition],
        outcome: impl Fn(&[bool]) -> T,
    ) -> Option<Decision<T>> {
        let asked: Vec<Condition> = conditions.iter().map(|condition| self.put(condition)).collect();
        let never = self.binding(&asked);
        let open = self.open(&[&asked[..], &never].concat());
        let [asked, never] = [asked, never]
            .map(|all| all.iter().map(|condition| Asked::of(condition, &open)).collect::<Vec<_>>());
        let mut holds = vec![false; asked.len()];
        let outcomes = self.each(&open, |at| {
            let possible = !never.iter().any(|never| never.holds(at));
            possible.then(|| {
                holds.iter_mut().zip(&asked).for_each(|(holds, asked)| *holds = asked.holds(at));
                outcome(&holds)
            })
        })?;
        let first = outcomes.iter().flatten().next().cloned();
        let first = first.expect("the constraints kept leave a completion");
        let ask = ask(&open, outcomes);
        Some(if ask.is_empty() { Decision::Settled(first) } else { Decision::Open(ask) })
    }

    /// A condition with the answers and definitions put in.
    fn put(&self, condition: &Condition) -> Condition {
        match condition {
            Condition::Constant(yes) => Condition::Constant(*yes),
            Condition::All(parts) => self.put_each(parts, false, Condition::All),
            Condition::Any(parts) => self.put_each(parts, true, Condition::Any),
            Condition::Not(part) => match self.put(part) {
                Condition::Constant(yes) => Condition::Constant(!yes),
                open => Condition::Not(Box::new(open)),
            },
            Condition::Defined(id) => {
                self.put(&self.law.definition(id).expect("a condition names a definition").when)
            }
            Condition::Yes(fact)
            | Condition::OneOf { fact, .. }
            | Condition::Contains { fact, .. }
            | Condition::Compare { fact, .. } => match self.answers.get(fact) {
                Some(answer) => Condition::Constant(suits(condition, answer)),
                None => condition.clone(),
            },
        }
    }

    /// The parts that are still open, unless one decides.
    fn put_each(
        &self,
        parts: &[Condition],
        decides: bool,
        join: impl Fn(Vec<Condition>) -> Condition,
    ) -> Condition {
        let mut open = Vec::new();
        for part in parts {
            match self.put(part) {
                Condition::Constant(yes) if yes == decides => return Condition::Constant(decides),
                Condition::Constant(_) => {}
                part => open.push(part),
            }
        }
        if open.is_empty() { Condition::Constant(!decides) } else { join(open) }
    }

    /// The constraints kept that can bear on conditions with the answers put in: over an open fact of theirs, or one
    /// of another's that does.
    fn binding(&self, conditions: &[Condition]) -> Vec<Condition> {
        let mut reached: BTreeSet<String> = conditions.iter().flat_map(facts).collect();
        if reached.is_empty() {
            return Vec::new();
        }
        let mut rest: Vec<Condition> =
            self.kept.iter().map(|constraint| self.put(&constraint.never)).collect();
        let mut binding = Vec::new();
        loop {
            let (near, far): (Vec<Condition>, Vec<Condition>) =
                rest.into_iter().partition(|never| !facts(never).is_disjoint(&reached));
            if near.is_empty() {
                return binding;
            }
            reached.extend(near.iter().flat_map(facts));
            binding.extend(near);
            rest = far;
        }
    }

    /// What conditions with the answers put in ask, and the answers that they tell apart.
    fn open(&self, conditions: &[Condition]) -> Vec<Open<'a>> {
        let mut leaves: Vec<&Condition> = Vec::new();
        conditions.iter().for_each(|condition| condition.leaves(&mut |leaf| leaves.push(leaf)));
        let mut open = Vec::new();
        for fact in &self.law.facts {
            let asked: Vec<&Condition> =
                leaves.iter().copied().filter(|leaf| leaf.fact() == Some(&fact.id)).collect();
            if asked.is_empty() {
                continue;
            }
            let mut known = BTreeSet::new();
            let mut answers = candidates(self.law, fact, &asked);
            answers.retain(|answer| {
                known.insert(asked.iter().map(|leaf| suits(leaf, answer)).collect::<Vec<bool>>())
            });
            open.push((fact, answers));
        }
        open
    }

    /// What `visit` says of each completion, told as the number of each fact's answer; the first changes fastest.
    fn each<T>(&self, open: &[Open<'_>], mut visit: impl FnMut(&[usize]) -> T) -> Option<Vec<T>> {
        let count = open.iter().try_fold(1usize, |count, (_, some)| count.checked_mul(some.len()))?;
        if count > self.affordable {
            return None;
        }
        let mut at = vec![0; open.len()];
        let mut seen = Vec::with_capacity(count);
        for _ in 0..count {
            seen.push(visit(&at));
            for ((_, some), at) in open.iter().zip(&mut at) {
                *at = (*at + 1) % some.len();
                if *at > 0 {
                    break;
                }
            }
        }
        Some(seen)
    }
}

/// The facts that a condition asks, with the answers and definitions put in.
fn facts(condition: &Condition) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    condition.leaves(&mut |leaf| facts.extend(leaf.fact().map(str::to_owned)));
    facts
}

/// From the last question to the first, one is dropped if the outcome is a function of those that are left.
fn ask<T: PartialEq + Clone>(open: &[Open<'_>], mut outcomes: Vec<Option<T>>) -> Vec<String> {
    let mut sizes: Vec<usize> = open.iter().map(|(_, some)| some.len()).collect();
    for question in (0..open.len()).rev() {
        let stride = sizes[..question].iter().product();
        if let Some(fewer) = without(&outcomes, stride, sizes[question]) {
            outcomes = fewer;
            sizes[question] = 1;
        }
    }
    open.iter().zip(sizes).filter(|(_, size)| *size > 1).map(|((fact, _), _)| fact.id.clone()).collect()
}

/// The outcomes without a question: of those that differ in its `size` answers alone, which stand `stride` apart, one.
/// Nothing where they differ.
fn without<T: PartialEq + Clone>(
    outcomes: &[Option<T>],
    stride: usize,
    size: usize,
) -> Option<Vec<Option<T>>> {
    let mut fewer = Vec::with_capacity(outcomes.len() / size);
    for block in outcomes.chunks(stride * size) {
        for at in 0..stride {
            let mut alike = block[at..].iter().step_by(stride).flatten();
            let first = alike.next();
            if alike.any(|other| Some(other) != first) {
                return None;
            }
            fewer.push(first.cloned());
        }
    }
    Some(fewer)
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
