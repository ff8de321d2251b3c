//! The law again, slow and obvious: every completion of the open answers is tried, one by one.
//!
//! Nothing here uses the decision diagrams or the review of core; only the law as data, and the application as read.
//! A number that its question refuses counts as not answered. What is too much to try is left out (`None`).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use yushen::application::{Application, Given, Promise};
use yushen::condition::{Condition, Relation};
use yushen::decimal::Decimal;
use yushen::rulebook::{Fact, FactType, Item, Law, MaterialSource, Program, RuleVerdict, Use};

/// So many completions are tried at most.
const AFFORDABLE: usize = 60_000;

/// An answer; a number in ten-thousandths.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Yes(bool),
    Choice(String),
    Set(BTreeSet<String>),
    Number(i64),
}

/// The answers given: by fact, only where it is answered.
pub type Answers = BTreeMap<String, Value>;

/// What all completions agree on, or the facts on which it depends.
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
pub fn holds(law: &Law, condition: &Condition, answers: &Answers) -> bool {
    match condition {
        Condition::Constant(yes) => *yes,
        Condition::All(parts) => parts.iter().all(|part| holds(law, part, answers)),
        Condition::Any(parts) => parts.iter().any(|part| holds(law, part, answers)),
        Condition::Not(part) => !holds(law, part, answers),
        Condition::Defined(id) => {
            let definition = law.definition(id).expect("a condition names a definition");
            holds(law, &definition.when, answers)
        }
        Condition::Yes(fact) => answers[fact] == Value::Yes(true),
        Condition::OneOf { fact, choices } => match &answers[fact] {
            Value::Choice(choice) => choices.contains(choice),
            other => panic!("{fact} is no choice: {other:?}"),
        },
        Condition::Contains { fact, choice } => match &answers[fact] {
            Value::Set(choices) => choices.contains(choice),
            other => panic!("{fact} is no set: {other:?}"),
        },
        Condition::Compare { fact, op, value } => match &answers[fact] {
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

/// Tries every completion of what `conditions` ask; `outcome` is asked of each.
pub fn decide<T: PartialEq + Clone>(
    law: &Law,
    answers: &Answers,
    conditions: &[&Condition],
    outcome: impl Fn(&Answers) -> T,
) -> Option<Decision<T>> {
    let open: Vec<(&Fact, Vec<Value>)> = law
        .facts
        .iter()
        .filter(|fact| !answers.contains_key(&fact.id))
        .map(|fact| (fact, candidates(law, fact, conditions)))
        .filter(|(_, candidates)| !candidates.is_empty())
        .collect();
    let count = open.iter().try_fold(1usize, |count, (_, some)| count.checked_mul(some.len()))?;
    if count > AFFORDABLE {
        return None;
    }
    let mut complete = answers.clone();
    let outcomes: Vec<T> = (0..count)
        .map(|mut number| {
            for (fact, candidates) in &open {
                complete.insert(fact.id.clone(), candidates[number % candidates.len()].clone());
                number /= candidates.len();
            }
            outcome(&complete)
        })
        .collect();
    let mut stride = 1;
    let mut ask = Vec::new();
    for (fact, candidates) in &open {
        let first_of = |number: usize| number - number / stride % candidates.len() * stride;
        if (0..count).any(|number| outcomes[number] != outcomes[first_of(number)]) {
            ask.push(fact.id.clone());
        }
        stride *= candidates.len();
    }
    Some(if ask.is_empty() { Decision::Settled(outcomes[0].clone()) } else { Decision::Open(ask) })
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
        FactType::Number | FactType::Integer => {
            let step = if fact.kind == FactType::Integer { Decimal::whole(1).scaled() } else { 1 };
            let thresholds = asked.iter().filter_map(|leaf| threshold(leaf));
            let near: BTreeSet<i64> = thresholds.flat_map(|at| [at - step, at, at + step]).collect();
            near.into_iter().filter(|number| allowed(fact, *number)).map(Value::Number).collect()
        }
        FactType::Date => Vec::new(),
    }
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
    (0..1usize << all.len())
        .map(|bits| {
            Value::Set(
                all.iter()
                    .enumerate()
                    .filter(|(n, _)| bits >> n & 1 == 1)
                    .map(|(_, id)| (*id).clone())
                    .collect(),
            )
        })
        .collect()
}

/// May the applicant have this service? The verdict of the row that holds; rows that hold together have to agree.
pub fn program(law: &Law, answers: &Answers, program: &Program) -> Option<Decision<&'static str>> {
    let conditions: Vec<&Condition> = program.rules.iter().map(|rule| &rule.when).collect();
    decide(law, answers, &conditions, |complete| {
        let mut verdicts = program
            .rules
            .iter()
            .filter(|rule| holds(law, &rule.when, complete))
            .map(|rule| word(rule.verdict));
        let verdict =
            verdicts.next().unwrap_or_else(|| panic!("no row of {} covers {complete:?}", program.id));
        assert!(verdicts.all(|other| other == verdict), "rows of {} disagree on {complete:?}", program.id);
        verdict
    })
}

fn word(verdict: RuleVerdict) -> &'static str {
    match verdict {
        RuleVerdict::Eligible => "eligible",
        RuleVerdict::NotEligible => "not-eligible",
        RuleVerdict::Refer => "refer",
    }
}

/// Is the item needed?
pub fn item(law: &Law, answers: &Answers, item: &Item) -> Option<Decision<bool>> {
    decide(law, answers, &[&item.needed_when], |complete| holds(law, &item.needed_when, complete))
}

/// Does the item, being needed, ask for the paper?
pub fn asked(law: &Law, answers: &Answers, item: &Item, used: &Use) -> Option<Decision<bool>> {
    paper(law, answers, &[(item, used)])
}

/// Is the paper needed by any of these uses?
pub fn paper(law: &Law, answers: &Answers, uses: &[(&Item, &Use)]) -> Option<Decision<bool>> {
    let conditions: Vec<&Condition> =
        uses.iter().flat_map(|(item, used)| [&item.needed_when, &used.needed_when]).collect();
    decide(law, answers, &conditions, |complete| {
        uses.iter().any(|(item, used)| {
            holds(law, &item.needed_when, complete) && holds(law, &used.needed_when, complete)
        })
    })
}

/// "needed", "not-needed", "undetermined".
pub fn need(decision: &Decision<bool>) -> &'static str {
    match decision {
        Decision::Settled(true) => "needed",
        Decision::Settled(false) => "not-needed",
        Decision::Open(_) => "undetermined",
    }
}

/// The items that a review is about: those wished for; else all that are or may be needed and are not done.
pub fn basket<'a>(law: &'a Law, answers: &Answers, application: &Application) -> Option<Vec<&'a Item>> {
    let mut basket = Vec::new();
    for one in &law.items {
        let belongs = if application.items.is_empty() {
            item(law, answers, one)? != Decision::Settled(false) && !is_done(one, application)
        } else {
            application.items.contains(&one.id)
        };
        if belongs {
            basket.push(one);
        }
    }
    Some(basket)
}

/// Whether the item's outcome is in hand.
pub fn is_done(item: &Item, application: &Application) -> bool {
    item.outcome.as_ref().is_some_and(|outcome| in_hand(outcome, application))
}

fn in_hand(material: &str, application: &Application) -> bool {
    application.materials.iter().any(|paper| paper.id == material)
}

/// Where a paper stands that these uses of the basket ask for, or may.
pub fn state(
    law: &Law,
    answers: &Answers,
    application: &Application,
    basket: &[&Item],
    material: &str,
    uses: &[(&Item, &Use)],
) -> Option<&'static str> {
    let mut live = Vec::new();
    for (item, used) in uses {
        if asked(law, answers, item, used)? != Decision::Settled(false) {
            live.push((*item, *used));
        }
    }
    if in_hand(material, application) {
        return Some("in-hand");
    }
    if live.is_empty() {
        return Some("waived");
    }
    let serves = |used: &Use| used.alternatives.iter().any(|other| in_hand(other, application));
    if live.iter().all(|(_, used)| serves(used)) {
        return Some("in-hand");
    }
    let unserved = live.into_iter().filter(|(_, used)| !serves(used));
    let mut not_coming = Vec::new();
    for (asking, used) in unserved {
        let mut comes = false;
        for producer in basket.iter().filter(|producer| used.from.contains(&producer.id)) {
            comes |= item(law, answers, producer)? != Decision::Settled(false);
        }
        if !comes {
            not_coming.push((asking, used));
        }
    }
    if not_coming.is_empty() {
        return Some("by-outcome");
    }
    let paper = law.materials.iter().find(|paper| paper.id == material).expect("a use names a paper");
    if paper.source == MaterialSource::DataSharing {
        return Some("shared");
    }
    let promised = application.promises.iter().any(|promise| promise.material == material);
    if promised && not_coming.iter().all(|(_, used)| used.deferrable.is_some()) {
        return Some("promised");
    }
    Some("missing")
}

/// What the whole application comes to: the worst of everything that was wished for or that the basket asks for.
pub fn verdict(law: &Law, application: &Application, on: &str) -> Option<&'static str> {
    let answers = answers(law, application);
    let basket = basket(law, &answers, application)?;
    let mut worst = Worst::Acceptable;
    let refused = |id: &String, given: &Given| match given {
        Given::Unreadable(_) => true,
        Given::Number(_) => !answers.contains_key(id),
        Given::Open | Given::Bool(_) | Given::Choice(_) | Given::Set(_) | Given::Date(_) => false,
    };
    if application.facts.iter().any(|(id, answer)| refused(id, &answer.value)) {
        worst = worst.max(Worst::Incomplete);
    }
    for wished in law.programs.iter().filter(|program| application.programs.contains(&program.id)) {
        worst = worst.max(match program(law, &answers, wished)? {
            Decision::Settled("eligible") => Worst::Acceptable,
            Decision::Settled("not-eligible") => Worst::NotAcceptable,
            Decision::Settled(_) | Decision::Open(_) => Worst::Undetermined,
        });
    }
    for one in &basket {
        worst = worst.max(match item(law, &answers, one)? {
            Decision::Settled(true) => Worst::Acceptable,
            Decision::Settled(false) => Worst::NotAcceptable,
            Decision::Open(_) => Worst::Undetermined,
        });
    }
    for material in &law.materials {
        let uses = uses(&basket, &material.id);
        let need = paper(law, &answers, &uses)?;
        let state = state(law, &answers, application, &basket, &material.id, &uses)?;
        let late = |promise: &Promise| {
            promise.material == material.id && promise.by.is_some_and(|by| by.to_string().as_str() < on)
        };
        worst = worst.max(match (need, state) {
            (Decision::Settled(true), "missing") => Worst::Incomplete,
            (Decision::Settled(true) | Decision::Open(_), "promised")
                if application.promises.iter().any(late) =>
            {
                Worst::Incomplete
            }
            (Decision::Settled(true), "promised") => Worst::Deferrable,
            (Decision::Open(_), "missing" | "promised") => Worst::Undetermined,
            _ => Worst::Acceptable,
        });
    }
    Some(worst.word())
}

/// The uses of a paper by the items of a basket.
pub fn uses<'a>(basket: &[&'a Item], material: &str) -> Vec<(&'a Item, &'a Use)> {
    let all = basket.iter().flat_map(|item| item.materials.iter().map(move |used| (*item, used)));
    all.filter(|(_, used)| used.material == material).collect()
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Worst {
    Acceptable,
    Deferrable,
    Undetermined,
    Incomplete,
    NotAcceptable,
}

impl Worst {
    fn word(self) -> &'static str {
        match self {
            Worst::Acceptable => "acceptable",
            Worst::Deferrable => "deferrable",
            Worst::Undetermined => "undetermined",
            Worst::Incomplete => "incomplete",
            Worst::NotAcceptable => "not-acceptable",
        }
    }
}

/// The n-th day that counts after `from`, walked day by day; `counts` says which days do.
pub fn walk(
    from: NaiveDate,
    days: u32,
    counts: impl Fn(NaiveDate) -> bool,
    paused: &[(NaiveDate, NaiveDate)],
) -> NaiveDate {
    let is_paused = |day: NaiveDate| paused.iter().any(|(first, last)| (*first..=*last).contains(&day));
    let mut day = from;
    let mut left = days;
    while left > 0 {
        day = day.succ_opt().expect("there is a next day");
        if counts(day) && !is_paused(day) {
            left -= 1;
        }
    }
    day
}
