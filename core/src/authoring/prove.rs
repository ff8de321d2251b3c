//! Proofs over all answers: programs decide every project exactly once, items do not wait for each other.

use super::fault::{Faults, Spot};
use super::ground::Ground;
use super::national::National;
use super::program::WrittenProgram;
use super::table::spelling;
use crate::condition::Condition;
use crate::decimal::Decimal;
use crate::diagram::{Diagrams, NO, Root, YES};
use crate::rulebook::{Fact, FactType, Item, Law, Program, Rulebook};

/// Sees that each program speaks of every complete set of answers, never with two voices, and never in vain.
pub(super) fn programs(law: &Law, written: &[WrittenProgram], calendar: &str, faults: &Faults<'_>) {
    for written in written.iter().filter(|written| written.sound) {
        let Some(rulebook) = alone(law, &written.program, calendar) else { continue };
        Proof { diagrams: rulebook.diagrams.clone(), rulebook: &rulebook, written, faults }.run();
    }
}

/// A rulebook of one program without items: what is wrong elsewhere does not keep it from being read.
fn alone(law: &Law, program: &Program, calendar: &str) -> Option<Rulebook> {
    let program = Program { items: Vec::new(), ticks: None, ..program.clone() };
    let law = Law { programs: vec![program], items: Vec::new(), materials: Vec::new(), ..law.clone() };
    Rulebook::read(&serde_json::to_string(&law).ok()?, calendar).ok()
}

struct Proof<'a> {
    rulebook: &'a Rulebook,
    diagrams: Diagrams<'static>,
    written: &'a WrittenProgram,
    faults: &'a Faults<'a>,
}

impl Proof<'_> {
    fn run(&mut self) {
        let rulebook = self.rulebook;
        let rules: Vec<Root> =
            rulebook.programs.iter().flat_map(|program| &program.rules).map(|rule| rule.when).collect();
        self.no_rule_in_vain(&rules);
        self.no_contradiction(&rules);
        self.no_gap(&rules);
    }

    fn no_rule_in_vain(&self, rules: &[Root]) {
        for ((rule, spot), when) in self.written.program.rules.iter().zip(&self.written.rules).zip(rules) {
            if *when == NO {
                let wrong = format!("rule `{}` can never hold", rule.id);
                self.faults.add(*spot, wrong, "Correct its condition, or delete the rule");
            }
        }
    }

    fn no_contradiction(&mut self, rules: &[Root]) {
        let program = &self.written.program;
        let parts: Vec<_> = program.rules.iter().zip(&self.written.rules).zip(rules).collect();
        for (n, ((later, spot), later_when)) in parts.iter().enumerate() {
            let earlier = parts.iter().take(n).filter(|((earlier, _), _)| earlier.verdict != later.verdict);
            for ((earlier, _), earlier_when) in earlier {
                let both = self.diagrams.and(**earlier_when, **later_when);
                let Some(witness) = self.witness(both) else { continue };
                let (a, b) = (spelling(&earlier.verdict), spelling(&later.verdict));
                let wrong =
                    format!("rules `{}` ({a}) and `{}` ({b}) both hold for {witness}", earlier.id, later.id);
                self.faults.add(
                    **spot,
                    wrong,
                    "Make one of the conditions narrower, so that one verdict is left",
                );
            }
        }
    }

    fn no_gap(&mut self, rules: &[Root]) {
        let spoken = rules.iter().fold(NO, |any, rule| self.diagrams.or(any, *rule));
        let silent = self.diagrams.not(spoken);
        if let Some(witness) = self.witness(silent) {
            let wrong = format!("no rule of program `{}` speaks of {witness}", self.written.program.id);
            self.faults.add(self.written.spot, wrong, "Add a rule for these answers, or make one wider");
        }
    }

    /// Answers for which the condition holds; those not named may be anything.
    fn witness(&self, root: Root) -> Option<String> {
        let path = self.diagrams.path_to(root, YES)?;
        let answers: Vec<String> =
            path.into_iter().filter_map(|(variable, cell)| self.answer(variable, cell)).collect();
        Some(if answers.is_empty() { "any answers".to_owned() } else { answers.join(", ") })
    }

    fn answer(&self, variable: u16, cell: u16) -> Option<String> {
        let n = *self.rulebook.variables.get(usize::from(variable))?;
        let (fact, index) = (self.rulebook.law.facts.get(n)?, self.rulebook.facts.get(n)?);
        let choice = |at: u16| fact.choices.get(usize::from(at)).map(|choice| choice.id.as_str());
        let id = &fact.id;
        match fact.kind {
            FactType::Bool => Some(format!("{id} = {}", cell == 1)),
            FactType::Choice => Some(format!("{id} = '{}'", choice(cell)?)),
            FactType::Set => {
                let among = if cell == 1 { "with" } else { "without" };
                Some(format!("{id} {among} '{}'", choice(variable.checked_sub(index.first)?)?))
            }
            FactType::Number | FactType::Integer => {
                Some(format!("{id} = {}", number_in(usize::from(cell), fact, &index.thresholds)?))
            }
            FactType::Date => None,
        }
    }
}

/// A number in a cell: a threshold itself, or one between two of them that the fact allows, the roundest first.
fn number_in(cell: usize, fact: &Fact, thresholds: &[Decimal]) -> Option<Decimal> {
    if cell % 2 == 1 {
        return thresholds.get(cell / 2).copied();
    }
    let below = (cell / 2).checked_sub(1).and_then(|n| thresholds.get(n)).copied();
    let above = thresholds.get(cell / 2).copied();
    let fits = |number: &Decimal| {
        below.is_none_or(|below| *number > below)
            && above.is_none_or(|above| *number < above)
            && fact.min.is_none_or(|min| *number >= min)
            && fact.max.is_none_or(|max| *number <= max)
            && (fact.kind != FactType::Integer || number.is_whole())
    };
    let steps = ["1", "0.1", "0.01", "0.001", "0.0001"].into_iter().filter_map(Decimal::read);
    let near = |step: Decimal| {
        let up = below.and_then(|below| below.minus(Decimal::whole(0).minus(step)?));
        [up, above.and_then(|above| above.minus(step))]
    };
    [fact.min, fact.max].into_iter().chain(steps.flat_map(near)).flatten().find(fits)
}

/// Sees that no item waits for itself, by what has to be decided first and by the papers that other items yield.
pub(super) fn no_circle(items: &[Item], national: &National, ground: &Ground<'_>) {
    let mut done = Vec::new();
    for item in items {
        if let Some(circle) = circle_from(item, items, &mut Vec::new(), &mut done) {
            let first = circle.first().map_or(item.id.as_str(), |first| first);
            let spot = national.item(first).map_or(Spot { file: 0, at: 0 }, |written| written.spot);
            let wrong = format!("items wait for each other in a circle: {}", circle.join(" → "));
            ground.faults.add(spot, wrong, "Take one of these out of `after`, or its paper out of `from`");
        }
    }
}

/// A circle that can be reached from `item`, unless it was reported before.
fn circle_from<'a>(
    item: &'a Item,
    items: &'a [Item],
    trail: &mut Vec<&'a str>,
    done: &mut Vec<&'a str>,
) -> Option<Vec<&'a str>> {
    if let Some(at) = trail.iter().position(|waiting| *waiting == item.id) {
        return Some(trail.iter().skip(at).copied().chain([item.id.as_str()]).collect());
    }
    if done.contains(&item.id.as_str()) {
        return None;
    }
    trail.push(&item.id);
    let waits_for = |other: &&Item| {
        let after = item.after.iter().filter(|after| after.when != Condition::Constant(false));
        after
            .flat_map(|after| &after.any)
            .chain(item.materials.iter().flat_map(|used| &used.from))
            .any(|id| *id == other.id)
    };
    let circle = items.iter().filter(waits_for).find_map(|other| circle_from(other, items, trail, done));
    trail.pop();
    done.push(&item.id);
    circle
}
