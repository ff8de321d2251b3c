//! Why a verdict is as it is: the rules that hold, the answer that decided, and what the law wants instead.

use std::rc::Rc;

use super::answers::Answers;
use super::{Grounds, Meaning, Reason, SharedGrounds};
use crate::application::Given;
use crate::condition::Condition;
use crate::diagram::{self, Root};
use crate::rulebook::{Basis, Fact, RuleIndex, Variant};
use crate::text::Text;

/// A decision table: what it is about, its rows, and what the answers make of it.
pub(super) struct Table<'a> {
    pub name: &'a Text,
    pub basis: &'a Basis,
    pub rows: Vec<Row<'a>>,
    pub verdict: Root,
    pub told: Root,
}

/// A row of a decision table.
pub(super) struct Row<'a> {
    pub id: &'a str,
    pub when: &'a Condition,
    pub text: &'a Text,
    pub basis: &'a Basis,
    pub variants: &'a [Variant],
    /// What it says, as the applicant reads it.
    pub says: (&'static str, &'static str),
    /// It says no: what it names is what the applicant is not to be.
    pub against: bool,
    pub index: &'a RuleIndex,
}

/// Why a table says what it says; nothing while that is open.
pub(super) fn reasons<'a>(answers: &Answers<'a>, table: &Table<'a>) -> Vec<Reason<'a>> {
    let told = answers.left(table.told);
    if !told.is_terminal() {
        return Vec::new();
    }
    let holding = || table.rows.iter().filter(|row| answers.holds(row.index.when) == Some(true));
    match answers.left(table.verdict) {
        diagram::CONFLICT => {
            let conflict = broken(answers, table, "rulebook-conflict", conflict(holding()));
            return std::iter::once(conflict).chain(holding().flat_map(|row| words(answers, row))).collect();
        }
        diagram::GAP => return vec![broken(answers, table, "rulebook-gap", gap(table.name))],
        _ => {}
    }
    let said: Vec<Reason<'a>> =
        holding().filter(|row| row.index.outcome == told).flat_map(|row| words(answers, row)).collect();
    if said.is_empty() { vec![either_way(answers, table, told)] } else { said }
}

/// A row's words: those of the variants that hold, or its own.
fn words<'a>(answers: &Answers<'a>, row: &Row<'a>) -> Vec<Reason<'a>> {
    let holding =
        row.variants.iter().zip(&row.index.variants).filter(|(_, when)| answers.holds(**when) == Some(true));
    let of = |text: &'a Text, basis: &'a Basis, when: &'a Condition, root: Root| {
        let said = Reason::new(row.id, text, basis);
        let said = Reason { about: super::facts_of(&answers.rulebook.law, when), ..said };
        reason(answers, said, &[when], root, row.against)
    };
    let said: Vec<Reason<'a>> = holding
        .map(|(variant, root)| {
            of(&variant.text, variant.basis.as_ref().unwrap_or(row.basis), &variant.when, *root)
        })
        .collect();
    if said.is_empty() { vec![of(row.text, row.basis, row.when, row.index.when)] } else { said }
}

/// No single row is certain yet, but every completion of the answers ends in the same.
fn either_way<'a>(answers: &Answers<'a>, table: &Table<'a>, told: Root) -> Reason<'a> {
    let possible =
        table.rows.iter().find(|row| row.index.outcome == told && answers.holds(row.index.when).is_none());
    let text = Text::new(
        format!("其余问题怎么回答，“{}”的结果都一样。", table.name.zh),
        format!("However the open questions are answered, the outcome for {} is the same.", table.name.en),
    );
    let Some(row) = possible else { return broken(answers, table, "rulebook-gap", text) };
    let about = super::facts_of(&answers.rulebook.law, row.when);
    Reason { about, ..Reason::new(row.id, text, row.basis).resting(told_by(answers, table)) }
}

/// A rulebook that was not proven has no verdict, or several; a person has to decide.
fn broken<'a>(answers: &Answers<'a>, table: &Table<'a>, rule: &'a str, text: Text) -> Reason<'a> {
    Reason::new(rule, text, table.basis).resting(told_by(answers, table))
}

/// The answers that decided a table.
fn told_by<'a>(answers: &Answers<'a>, table: &Table<'a>) -> Grounds<'a> {
    Grounds { values: answers.values(&answers.why(table.told)), ..Grounds::default() }
}

fn gap(name: &Text) -> Text {
    Text::new(
        format!("规则包没有写到这种情况下的“{}”。请向窗口确认。", name.zh),
        format!("The rulebook does not say what holds here for {}. Ask the window.", name.en),
    )
}

fn conflict<'r, 'a: 'r>(rows: impl Iterator<Item = &'r Row<'a>>) -> Text {
    let (mut zh, mut en): (Vec<String>, Vec<String>) = Default::default();
    for row in rows {
        zh.push(format!("{}（{}）", row.id, row.says.0));
        en.push(format!("{} ({})", row.id, row.says.1));
    }
    let (zh, en) = (zh.join("、"), en.join(", "));
    Text::new(
        format!("规则包里有几条规则同时适用，结论不一样：{zh}。请向窗口确认。"),
        format!("Several rules apply and do not agree: {en}. Ask the window."),
    )
}

/// Fills in what decided: the answers, the one that the law measures, and the definitions by which it does. `when` are
/// the conditions in words that `root`, decided, stands for; `against` turns what they ask into what they exclude.
pub(super) fn reason<'a>(
    answers: &Answers<'a>,
    reason: Reason<'a>,
    when: &[&'a Condition],
    root: Root,
    against: bool,
) -> Reason<'a> {
    let Some(holds) = answers.holds(root).filter(|_| !root.is_terminal()) else { return reason };
    // Many papers hang on one condition.
    let mut known = answers.grounds.borrow_mut();
    let grounds = known.entry((root, against)).or_insert_with(|| {
        let facts = answers.why(root);
        let values = answers.values(&facts);
        let mut decider = Decider { answers, facts, best: None, meanings: Vec::new() };
        when.iter().for_each(|when| decider.visit(when, holds));
        let [given, limit, difference] = decider.measure(holds != against).unwrap_or_default();
        Rc::new(Grounds { given, limit, difference, values, meanings: decider.meanings })
    });
    Reason { grounds: SharedGrounds(Some(Rc::clone(grounds))), ..reason }
}

/// Looks for what decided in a condition.
struct Decider<'s, 'a> {
    answers: &'s Answers<'a>,
    /// The facts that decided.
    facts: Vec<usize>,
    best: Option<Leaf<'a>>,
    meanings: Vec<Meaning<'a>>,
}

/// A leaf that decided.
struct Leaf<'a> {
    leaf: &'a Condition,
    at: usize,
    fact: &'a Fact,
    given: &'a Given,
    holds: bool,
}

impl<'a> Decider<'_, 'a> {
    /// Visits what made a condition true, or false.
    fn visit(&mut self, condition: &'a Condition, holds: bool) {
        match condition {
            Condition::Constant(_) => {}
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    // A leaf is looked at only once.
                    if part.fact().is_some() || self.value(part) == Some(holds) {
                        self.visit(part, holds);
                    }
                }
            }
            Condition::Not(part) => self.visit(part, !holds),
            Condition::Defined(id) => self.visit_defined(id, holds),
            Condition::Yes(_)
            | Condition::OneOf { .. }
            | Condition::Contains { .. }
            | Condition::Compare { .. } => {
                if let Some(leaf) = self.leaf(condition).filter(|leaf| leaf.holds == holds) {
                    let number = |leaf: &Leaf<'_>| matches!(leaf.leaf, Condition::Compare { .. });
                    if self.best.as_ref().is_none_or(|best| number(&leaf) && !number(best)) {
                        self.best = Some(leaf);
                    }
                }
            }
        }
    }

    /// A definition that holds is told by the innermost that hold in it: the row of a table, not the table.
    fn visit_defined(&mut self, id: &str, holds: bool) {
        let rulebook = self.answers.rulebook;
        let law = &rulebook.law;
        let at = rulebook.definition(id);
        let Some(definition) = at.and_then(|at| law.definitions.get(at)) else { return };
        let known = self.meanings.len();
        self.visit(&definition.when, holds);
        if !holds {
            self.meanings.truncate(known);
        }
        let told = self.meanings.iter().any(|meaning| meaning.definition == definition.id);
        if self.meanings.len() > known || told {
            return;
        }
        let mut decided = false;
        law.leaves(&definition.when, &mut |leaf| decided |= self.leaf(leaf).is_some());
        if decided {
            let (text, basis) = ((&definition.text).into(), &definition.basis);
            self.meanings.push(Meaning { definition: &definition.id, text, basis });
        }
    }

    /// Whether a part of a condition holds, as far as its parts tell.
    fn value(&self, condition: &'a Condition) -> Option<bool> {
        let all = |parts: &'a [Condition], of: bool| {
            let mut open = false;
            for part in parts {
                match self.value(part) {
                    Some(value) if value != of => return Some(!of),
                    Some(_) => {}
                    None => open = true,
                }
            }
            if open { None } else { Some(of) }
        };
        match condition {
            Condition::Constant(holds) => Some(*holds),
            Condition::All(parts) => all(parts, true),
            Condition::Any(parts) => all(parts, false),
            Condition::Not(part) => self.value(part).map(|holds| !holds),
            Condition::Defined(id) => {
                let rulebook = self.answers.rulebook;
                self.answers.holds(*rulebook.definitions.get(rulebook.definition(id)?)?)
            }
            Condition::Yes(_)
            | Condition::OneOf { .. }
            | Condition::Contains { .. }
            | Condition::Compare { .. } => self.leaf(condition).map(|leaf| leaf.holds),
        }
    }

    /// A leaf whose fact is among those that decided.
    fn leaf(&self, leaf: &'a Condition) -> Option<Leaf<'a>> {
        let (asked, law) = (leaf.fact()?, &self.answers.rulebook.law);
        let (at, fact) = self
            .facts
            .iter()
            .find_map(|at| law.facts.get(*at).filter(|fact| fact.id == asked).map(|fact| (*at, fact)))?;
        let given = self.answers.given(at)?;
        let holds = match (leaf, given) {
            (Condition::Yes(_), Given::Bool(yes)) => *yes,
            (Condition::OneOf { choices, .. }, Given::Choice(id)) => choices.contains(id),
            (Condition::Contains { choice, .. }, Given::Set(ids)) => ids.contains(choice),
            (Condition::Compare { op, value, .. }, Given::Number(number)) => op.holds(*number, *value),
            _ => return None,
        };
        Some(Leaf { leaf, at, fact, given, holds })
    }

    /// What was given to the best leaf, and what the law names (`satisfied`: what was given is among it).
    fn measure(&self, satisfied: bool) -> Option<[Option<Rc<str>>; 3]> {
        let best = self.best.as_ref()?;
        let [limit, difference] = best.measure(satisfied);
        Some([Some(self.answers.words(best.at)?.plain), limit, difference])
    }
}

impl Leaf<'_> {
    /// What the law names: the number that it measures by, or the answers that it asks for (`satisfied`: what was
    /// given is among them); and the difference of numbers.
    fn measure(&self, satisfied: bool) -> [Option<Rc<str>>; 2] {
        let wanted = self.holds == satisfied;
        match (self.leaf, self.given) {
            (Condition::Compare { value, .. }, Given::Number(number)) => {
                [Some(*value), number.minus(*value)].map(|number| Some(number?.into()))
            }
            (Condition::Yes(_), _) => [Some(if wanted { "true" } else { "false" }.into()), None],
            (Condition::OneOf { choices, .. }, _) => {
                let asked = self.fact.choices.iter().map(|choice| choice.id.as_str());
                let asked = asked.filter(|id| choices.iter().any(|choice| choice == id) == wanted);
                [Some(asked.collect::<Vec<_>>().join(", ").into()), None]
            }
            (Condition::Contains { choice, .. }, _) => {
                [Some(choice.as_str().into()).filter(|_| wanted), None]
            }
            _ => [None, None],
        }
    }
}
