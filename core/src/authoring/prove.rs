//! Proofs over all answers: programs decide every project exactly once.

use std::cell::RefCell;

use super::spots::{Part, Spots};
use super::table::spelling;
use super::{Checked, LawError, LawErrors};
use crate::decimal::Decimal;
use crate::diagram::{Diagrams, NO, Root, YES};
use crate::rulebook::{Fact, FactType, Law, Program, Rulebook};

/// Sees that each program speaks of every complete set of answers, never with two voices, and never in vain.
pub(super) fn all(checked: &Checked) -> Result<(), LawErrors> {
    let found = RefCell::default();
    for law in &checked.laws {
        for program in &law.programs {
            let Some(rulebook) = alone(law, program, &checked.built.calendar) else { continue };
            let diagrams = rulebook.diagrams.clone();
            Proof { diagrams, rulebook: &rulebook, program, spots: &checked.spots, found: &found }.run();
        }
    }
    let mut errors = found.into_inner();
    errors.sort();
    if errors.is_empty() { Ok(()) } else { Err(LawErrors { errors }) }
}

/// A rulebook of one program without items.
fn alone(law: &Law, program: &Program, calendar: &str) -> Option<Rulebook> {
    let program = Program { items: Vec::new(), ticks: None, ..program.clone() };
    let law = Law { programs: vec![program], items: Vec::new(), materials: Vec::new(), ..law.clone() };
    Rulebook::read(&serde_json::to_string(&law).ok()?, calendar).ok()
}

struct Proof<'a> {
    rulebook: &'a Rulebook,
    diagrams: Diagrams<'static>,
    program: &'a Program,
    spots: &'a Spots,
    found: &'a RefCell<Vec<LawError>>,
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
        for (rule, when) in self.program.rules.iter().zip(rules) {
            if *when == NO {
                let wrong = format!("rule `{}` can never hold", rule.id);
                self.fault(Some(&rule.id), wrong, "Correct its condition, or delete the rule");
            }
        }
    }

    /// Something wrong with a rule, or with the program.
    fn fault(&self, rule: Option<&str>, wrong: String, remedy: &str) {
        let (law, program) = (&self.rulebook.law.id, &self.program.id);
        let line = match rule {
            Some(rule) => self.spots.of(law, Part::Rule, &format!("{program}/{rule}"), None),
            None => self.spots.of(law, Part::Program, program, None),
        };
        let (file, line) =
            line.map_or_else(|| ("rules".to_owned(), 0), |line| (line.file.clone(), line.line));
        self.found.borrow_mut().push(LawError { file, line, wrong, remedy: remedy.to_owned() });
    }

    fn no_contradiction(&mut self, rules: &[Root]) {
        let parts: Vec<_> = self.program.rules.iter().zip(rules).collect();
        for (n, (later, later_when)) in parts.iter().enumerate() {
            let earlier = parts.iter().take(n).filter(|(earlier, _)| earlier.verdict != later.verdict);
            for (earlier, earlier_when) in earlier {
                let both = self.diagrams.and(**earlier_when, **later_when);
                let Some(witness) = self.witness(both) else { continue };
                let (a, b) = (spelling(&earlier.verdict), spelling(&later.verdict));
                let wrong =
                    format!("rules `{}` ({a}) and `{}` ({b}) both hold for {witness}", earlier.id, later.id);
                let remedy = "Make one of the conditions narrower, so that one verdict is left";
                self.fault(Some(&later.id), wrong, remedy);
            }
        }
    }

    fn no_gap(&mut self, rules: &[Root]) {
        let spoken = rules.iter().fold(NO, |any, rule| self.diagrams.or(any, *rule));
        let silent = self.diagrams.not(spoken);
        if let Some(witness) = self.witness(silent) {
            let wrong = format!("no rule of program `{}` speaks of {witness}", self.program.id);
            self.fault(None, wrong, "Add a rule for these answers, or make one wider");
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
