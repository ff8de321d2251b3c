//! The law again, slow and obvious: every possible completion of the open answers is tried, one by one.
//!
//! Nothing here uses the decision diagrams or the review of core; only the law as data, and the application as read.
//! A number that its question refuses counts as not answered. What is too much to try is left out (`None`).

mod completions;
pub mod days;
mod ways;

pub use completions::{AFFORDABLE, Answers, Completions, Decision, Value, answers, candidates, decimal};
pub use ways::Way;

use std::cell::OnceCell;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use yushen::application::{Application, Given, GivenAs, Promise};
use yushen::calendar::Day;
use yushen::condition::Condition;
use yushen::rulebook::{
    Item, Law, Material, MaterialSource, Program, RuleVerdict, Scope, TotalLimit, TotalVerdict, Use, Valid,
};

/// The law as it is in force on a day.
pub fn in_force(law: &Law, day: Day) -> Law {
    let holds =
        |valid: &Valid| valid.from.is_none_or(|from| from <= day) && valid.to.is_none_or(|to| day < to);
    let mut law = law.clone();
    law.items.retain(|item| holds(&item.valid));
    law.programs.iter_mut().for_each(|program| program.rules.retain(|rule| holds(&rule.valid)));
    law.totals.iter_mut().for_each(|total| total.rules.retain(|rule| holds(&rule.valid)));
    law
}

/// An application, and what the law in force makes of it.
pub struct Oracle<'a> {
    pub law: &'a Law,
    pub application: &'a Application,
    completions: Completions<'a>,
    /// By item, whether it is in the basket; worked out once.
    in_basket: OnceCell<Option<Vec<bool>>>,
}

impl<'a> Oracle<'a> {
    pub fn new(law: &'a Law, application: &'a Application) -> Oracle<'a> {
        Oracle::affording(AFFORDABLE, law, application)
    }

    /// One that tries so many completions at most; what takes more is left out.
    pub fn affording(affordable: usize, law: &'a Law, application: &'a Application) -> Oracle<'a> {
        Oracle::of(application, Completions::new(law, answers(law, application), affordable))
    }

    fn of(application: &'a Application, completions: Completions<'a>) -> Oracle<'a> {
        Oracle { law: completions.law, application, completions, in_basket: OnceCell::new() }
    }

    /// One that tries as many completions, of another application.
    pub fn telling<'b>(&self, application: &'b Application) -> Oracle<'b>
    where
        'a: 'b,
    {
        Oracle::affording(self.completions.affordable, self.law, application)
    }

    /// The presumed and promised answers that a decision rests on, in the rulebook's order: from the last to the first,
    /// one is left out if the decision stays the same with it, and those left out before, open. Nothing where the
    /// answers contradict a constraint, which opening one may heal.
    pub fn rests<T: PartialEq + Clone>(
        &self,
        decision: impl Fn(&Oracle<'_>) -> Option<Decision<T>>,
    ) -> Option<Vec<(&'a str, GivenAs)>> {
        if !self.completions.contradicted.is_empty() {
            return None;
        }
        let Decision::Settled(decided) = decision(self)? else { return Some(Vec::new()) };
        let facts = self.law.facts.iter().filter(|fact| self.completions.answers.contains_key(&fact.id));
        let facts =
            facts.filter_map(|fact| Some((fact.id.as_str(), self.application.facts.get(&fact.id)?.standing)));
        let mut rests: Vec<(&str, GivenAs)> =
            facts.filter(|(_, standing)| *standing != GivenAs::Given).collect();
        let mut opened = self.completions.answers.clone();
        for n in (0..rests.len()).rev() {
            let answer = opened.remove_entry(rests[n].0);
            if decision(&self.opened(opened.clone()))? == Decision::Settled(decided.clone()) {
                rests.remove(n);
            } else {
                opened.extend(answer);
            }
        }
        Some(rests)
    }

    /// The same application with some answers only, none of which contradicts a constraint.
    fn opened(&self, answers: Answers) -> Oracle<'a> {
        Oracle::of(self.application, self.completions.of(answers))
    }

    /// The same application with other answers.
    fn with(&self, answers: Answers) -> Oracle<'a> {
        Oracle::of(self.application, Completions::new(self.law, answers, self.completions.affordable))
    }

    /// The constraints that the answers contradict.
    pub fn contradicted(&self) -> Vec<&'a str> {
        self.completions.contradicted.iter().map(|constraint| constraint.id.as_str()).collect()
    }

    /// Whether a condition holds.
    pub fn condition(&self, condition: &Condition) -> Option<Decision<bool>> {
        self.completions.decide(&[condition], |holds| holds[0])
    }

    /// May the applicant have this service? The verdict of the rows that hold; where none does, or they disagree, a
    /// person has to look.
    pub fn program(&self, program: &Program) -> Option<Decision<&'static str>> {
        let conditions: Vec<&Condition> = program.rules.iter().map(|rule| &rule.when).collect();
        self.completions.decide(&conditions, |holds| {
            let mut verdicts = program
                .rules
                .iter()
                .zip(holds)
                .filter(|(_, holds)| **holds)
                .map(|(rule, _)| word(rule.verdict));
            let verdict = verdicts.next().unwrap_or("refer");
            if verdicts.all(|other| other == verdict) { verdict } else { "refer" }
        })
    }

    /// Which total limit holds: the verdict, and the days where it is limited.
    pub fn total(&self, total: &TotalLimit) -> Option<Decision<(&'static str, Option<u32>)>> {
        let conditions: Vec<&Condition> = total.rules.iter().map(|rule| &rule.when).collect();
        self.completions.decide(&conditions, |holds| {
            let mut verdicts = total
                .rules
                .iter()
                .zip(holds)
                .filter(|(_, holds)| **holds)
                .map(|(rule, _)| (total_word(rule.verdict), rule.days));
            let verdict = verdicts.next().unwrap_or(("refer", None));
            if verdicts.all(|other| other == verdict) { verdict } else { ("refer", None) }
        })
    }

    /// Is this part of a service wanted?
    pub fn scope(&self, scope: &Scope) -> Option<Decision<bool>> {
        self.condition(&scope.when)
    }

    /// Is the item needed?
    pub fn item(&self, item: &Item) -> Option<Decision<bool>> {
        self.condition(&item.needed_when)
    }

    /// Does the item, being needed, ask for the paper?
    pub fn asked(&self, item: &Item, used: &Use) -> Option<Decision<bool>> {
        self.paper(&[(item, used)])
    }

    /// Is the paper needed by any of these uses?
    pub fn paper(&self, uses: &[(&Item, &Use)]) -> Option<Decision<bool>> {
        let conditions: Vec<&Condition> =
            uses.iter().flat_map(|(item, used)| [&item.needed_when, &used.needed_when]).collect();
        self.completions.decide(&conditions, |holds| holds.chunks(2).any(|both| both[0] && both[1]))
    }

    /// The items that a review is about: those wished for; else all that are or may be needed and are not done.
    pub fn basket(&self) -> Option<Vec<&'a Item>> {
        let all = || self.law.items.iter().map(|item| self.is_in_basket(item)).collect();
        let chosen = self.in_basket.get_or_init(all).as_ref()?;
        let items = self.law.items.iter().zip(chosen);
        Some(items.filter(|(_, chosen)| **chosen).map(|(item, _)| item).collect())
    }

    fn is_in_basket(&self, item: &Item) -> Option<bool> {
        if self.wished().next().is_some() {
            return Some(self.application.items.contains(&item.id));
        }
        Some(self.item(item)? != Decision::Settled(false) && !self.is_done(item))
    }

    /// The items wished for, as far as they are in force.
    fn wished(&self) -> impl Iterator<Item = &Item> {
        self.law.items.iter().filter(|item| self.application.items.contains(&item.id))
    }

    /// Whether the item's outcome is in hand.
    pub fn is_done(&self, item: &Item) -> bool {
        item.outcome.as_ref().is_some_and(|outcome| self.in_hand(outcome))
    }

    fn in_hand(&self, material: &str) -> bool {
        self.application.materials.iter().any(|paper| paper.id == material)
    }

    fn serves(&self, used: &Use) -> bool {
        used.alternatives.iter().any(|group| group.iter().all(|other| self.in_hand(other)))
    }

    /// Where a paper stands that these uses of the basket ask for, or may. It is missing where some use finds it so in every
    /// completion; of one that may not be needed, where any may find it so.
    pub fn state(&self, basket: &[&Item], paper: &Material, uses: &[(&Item, &Use)]) -> Option<&'static str> {
        let mut live = Vec::new();
        for (item, used) in uses {
            if self.asked(item, used)? != Decision::Settled(false) {
                live.push(*used);
            }
        }
        if self.in_hand(&paper.id) {
            return Some("in-hand");
        }
        if live.is_empty() {
            return Some("waived");
        }
        let mut finds = BTreeSet::new();
        for used in live {
            finds.insert(self.found(basket, paper, used)?);
        }
        let is_needed = self.paper(uses)? == Decision::Settled(true);
        if is_needed && self.lacking(basket, paper, uses)? != Decision::Settled(true) {
            finds.remove("missing");
        }
        ["missing", "promised", "shared", "by-outcome", "committed", "in-hand"]
            .into_iter()
            .find(|word| finds.contains(word))
    }

    /// Whether some use finds the paper missing.
    pub fn lacking(
        &self,
        basket: &[&Item],
        paper: &Material,
        uses: &[(&Item, &Use)],
    ) -> Option<Decision<bool>> {
        let mut lacking = Vec::new();
        for (item, used) in uses {
            if !self.in_hand(&paper.id) && self.found(basket, paper, used)? == "missing" {
                lacking.push((*item, *used));
            }
        }
        self.paper(&lacking)
    }

    /// How one use finds a paper that is not in hand.
    fn found(&self, basket: &[&Item], paper: &Material, used: &Use) -> Option<&'static str> {
        let committed = self.application.commitments.iter().any(|commitment| commitment.material == paper.id);
        let promised = self.application.promises.iter().any(|promise| promise.material == paper.id);
        Some(if self.serves(used) {
            "in-hand"
        } else if committed && used.commitment.is_some() {
            "committed"
        } else if self.comes(basket, used)? {
            "by-outcome"
        } else if paper.source == MaterialSource::DataSharing {
            "shared"
        } else if promised && used.deferrable.is_some() {
            "promised"
        } else {
            "missing"
        })
    }

    /// Where a paper stands. Of the basket only those items count that ask for it or yield what is asked for.
    pub fn state_of(&self, paper: &Material) -> Option<&'static str> {
        let all: Vec<&Item> = self.law.items.iter().collect();
        let asking = uses(&all, &paper.id);
        let concerns =
            |item: &&Item| asking.iter().any(|(by, used)| by.id == item.id || used.from.contains(&item.id));
        let mut basket = Vec::new();
        for item in all.iter().copied().filter(concerns) {
            if self.is_in_basket(item)? {
                basket.push(item);
            }
        }
        let uses = uses(&basket, &paper.id);
        self.state(&basket, paper, &uses)
    }

    /// The uses of a paper by items that are or could come to be in the basket.
    pub fn uses_by_any(&self, paper: &Material) -> Vec<(&'a Item, &'a Use)> {
        let could = |item: &&Item| match self.wished().next() {
            Some(_) => self.application.items.contains(&item.id),
            None => !self.is_done(item),
        };
        let items: Vec<&Item> = self.law.items.iter().filter(could).collect();
        uses(&items, &paper.id)
    }

    /// Whether an item of the basket yields the paper.
    fn comes(&self, basket: &[&Item], used: &Use) -> Option<bool> {
        let mut comes = false;
        for producer in basket.iter().filter(|producer| used.from.contains(&producer.id)) {
            comes |= self.item(producer)? != Decision::Settled(false);
        }
        Some(comes)
    }

    /// What the whole application comes to: the worst of everything that was wished for or that the basket asks for.
    pub fn verdict(&self, on: Day) -> Option<&'static str> {
        let mut worst = self.of_answers();
        let wished = |program: &&Program| self.application.programs.contains(&program.id);
        for program in self.law.programs.iter().filter(wished) {
            worst = worst.max(match self.program(program)? {
                Decision::Settled("eligible") => Worst::Acceptable,
                Decision::Settled("not-eligible") => Worst::NotAcceptable,
                Decision::Settled(_) | Decision::Open(_) => Worst::Undetermined,
            });
        }
        let basket = self.basket()?;
        for item in &basket {
            worst = worst.max(match self.item(item)? {
                Decision::Settled(true) => Worst::Acceptable,
                Decision::Settled(false) => Worst::NotAcceptable,
                Decision::Open(_) => Worst::Undetermined,
            });
        }
        for paper in &self.law.materials {
            worst = worst.max(self.of_paper(&basket, paper, on)?);
        }
        Some(worst.word())
    }

    fn of_answers(&self) -> Worst {
        let refused = |id: &String, given: &Given| match given {
            Given::Unreadable(_) => true,
            Given::Number(_) => !self.completions.answers.contains_key(id),
            Given::Open | Given::Bool(_) | Given::Choice(_) | Given::Set(_) | Given::Date(_) => false,
        };
        let refused = self.application.facts.iter().any(|(id, answer)| refused(id, &answer.value));
        if refused || !self.contradicted().is_empty() { Worst::Incomplete } else { Worst::Acceptable }
    }

    fn of_paper(&self, basket: &[&Item], paper: &Material, on: Day) -> Option<Worst> {
        let uses = uses(basket, &paper.id);
        let need = self.paper(&uses)?;
        let late = |promise: &Promise| promise.material == paper.id && promise.by.is_some_and(|by| by < on);
        let is_late = self.application.promises.iter().any(late);
        let lacking = self.lacking(basket, paper, &uses)?;
        Some(match (need, self.state(basket, paper, &uses)?) {
            (Decision::Settled(true), "missing") => Worst::Incomplete,
            (Decision::Settled(true), "promised") if is_late => Worst::Incomplete,
            (Decision::Settled(true), _) if matches!(lacking, Decision::Open(_)) => Worst::Undetermined,
            (Decision::Settled(true), "promised") => Worst::Deferrable,
            (Decision::Open(_), "missing" | "promised") => Worst::Undetermined,
            _ => Worst::Acceptable,
        })
    }
}

fn word(verdict: RuleVerdict) -> &'static str {
    match verdict {
        RuleVerdict::Eligible => "eligible",
        RuleVerdict::NotEligible => "not-eligible",
        RuleVerdict::Refer => "refer",
    }
}

fn total_word(verdict: TotalVerdict) -> &'static str {
    match verdict {
        TotalVerdict::Limited => "limited",
        TotalVerdict::None => "none",
        TotalVerdict::Refer => "refer",
    }
}

/// "needed", "not-needed", "undetermined".
pub fn need(decision: &Decision<bool>) -> &'static str {
    match decision {
        Decision::Settled(true) => "needed",
        Decision::Settled(false) => "not-needed",
        Decision::Open(_) => "undetermined",
    }
}

/// The uses of a paper by the items of a basket.
pub fn uses<'a>(basket: &[&'a Item], material: &str) -> Vec<(&'a Item, &'a Use)> {
    let all = basket.iter().flat_map(|item| item.materials.iter().map(move |used| (*item, used)));
    all.filter(|(_, used)| used.material == material && !used.recommended).collect()
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
