//! The answers of one application, put to every diagram of the rulebook at once.

use crate::application::{Application, Given};
use crate::diagram::{self, OPEN, Restricted, Root};
use crate::review::Need;
use crate::rulebook::{FactType, Rulebook};

/// What an application's answers decide, and what they leave open.
pub struct Answers<'a> {
    pub rulebook: &'a Rulebook,
    restricted: Restricted<'a>,
    /// By material index: is the paper in hand, is it promised.
    in_hand: Vec<bool>,
    promised: Vec<bool>,
}

impl<'a> Answers<'a> {
    pub fn new(rulebook: &'a Rulebook, application: &Application) -> Answers<'a> {
        let mut cells = vec![OPEN; rulebook.variables.len()];
        for (id, answer) in &application.facts {
            if let Some(fact) = rulebook.fact(id).filter(|fact| !refused(rulebook, *fact, &answer.value)) {
                rulebook.place(fact, &answer.value, &mut cells);
            }
        }
        let papers = rulebook.law.materials.len();
        let mark = |ids: &mut dyn Iterator<Item = &String>| {
            let mut marks = vec![false; papers];
            for paper in ids.filter_map(|id| rulebook.material(id)) {
                if let Some(mark) = marks.get_mut(paper) {
                    *mark = true;
                }
            }
            marks
        };
        Answers {
            rulebook,
            restricted: rulebook.diagrams.restrict(&cells),
            in_hand: mark(&mut application.materials.iter().map(|paper| &paper.id)),
            promised: mark(&mut application.promises.iter().map(|promise| &promise.material)),
        }
    }

    /// What is left of a diagram: a terminal, or what is still open.
    pub fn left(&self, root: Root) -> Root {
        self.restricted.value(root)
    }

    /// Whether a condition holds, or nothing while the answers leave it open.
    pub fn holds(&self, root: Root) -> Option<bool> {
        match self.left(root) {
            diagram::YES => Some(true),
            left if left.is_terminal() => Some(false),
            _ => None,
        }
    }

    /// Whether an item is needed.
    pub fn need(&self, item: usize) -> Need {
        self.rulebook.items.get(item).map_or(Need::NotNeeded, |item| self.need_of(item.need))
    }

    /// The need that a condition expresses.
    pub fn need_of(&self, root: Root) -> Need {
        match self.holds(root) {
            Some(true) => Need::Needed,
            Some(false) => Need::NotNeeded,
            None => Need::Undetermined,
        }
    }

    /// One condition or another, exactly. Both as [`Answers::left`] gave them.
    pub fn either(&mut self, left: Root, right: Root) -> Root {
        self.restricted.rest.or(left, right)
    }

    /// The facts that can still change what is left of a diagram, in the rulebook's order.
    pub fn open_facts(&self, left: Root) -> Vec<usize> {
        let variables = self.restricted.rest.support(left);
        let mut facts: Vec<usize> =
            variables.iter().filter_map(|v| self.rulebook.variables.get(usize::from(*v)).copied()).collect();
        facts.dedup();
        facts
    }

    pub fn in_hand(&self, material: usize) -> bool {
        self.in_hand.get(material).copied().unwrap_or(false)
    }

    pub fn promised(&self, material: usize) -> bool {
        self.promised.get(material).copied().unwrap_or(false)
    }

    /// Whether the item's outcome is in hand, so that there is nothing left to apply for.
    pub fn done(&self, item: usize) -> bool {
        self.rulebook
            .items
            .get(item)
            .and_then(|item| item.outcome)
            .is_some_and(|outcome| self.in_hand(outcome))
    }
}

/// A number out of its question's range is a finding, and no answer.
pub fn refused(rulebook: &Rulebook, fact: usize, given: &Given) -> bool {
    let Some(asked) = rulebook.law.facts.get(fact) else { return true };
    match given {
        Given::Number(number) => {
            asked.min.is_some_and(|min| *number < min)
                || asked.max.is_some_and(|max| *number > max)
                || asked.kind == FactType::Integer && !number.is_whole()
        }
        Given::Unreadable(_) => true,
        Given::Open | Given::Bool(_) | Given::Choice(_) | Given::Set(_) | Given::Date(_) => false,
    }
}

/// The items that the review, the plan and the clocks are about, by index, in the rulebook's order: those wished
/// for, or where none is, all that are or may be needed and whose outcome is not in hand yet.
pub fn basket(answers: &Answers<'_>, application: &Application) -> Vec<usize> {
    let rulebook = answers.rulebook;
    let mut wished = vec![false; rulebook.items.len()];
    for item in application.items.iter().filter_map(|id| rulebook.item(id)) {
        if let Some(wished) = wished.get_mut(item) {
            *wished = true;
        }
    }
    let all_needed = !wished.contains(&true);
    let needed = |item: usize| answers.need(item) != Need::NotNeeded && !answers.done(item);
    let chosen = wished.iter().enumerate().filter(|(item, wished)| **wished || all_needed && needed(*item));
    chosen.map(|(item, _)| item).collect()
}

/// The items that are ticked in a program with a joint limit.
pub(crate) struct Ticked {
    pub program: usize,
    /// In the program's order.
    pub items: Vec<usize>,
}

/// Per joint program that is wished for and not ruled out: what is ticked in it.
pub(crate) fn ticked(answers: &Answers<'_>, application: &Application) -> Vec<Ticked> {
    let programs = answers.rulebook.law.programs.iter().zip(&answers.rulebook.programs).enumerate();
    programs
        .filter(|(_, (program, _))| program.joint.is_some() && application.programs.contains(&program.id))
        .filter(|(_, (_, index))| answers.left(index.verdict) != diagram::NOT_ELIGIBLE)
        .map(|(program, (_, index))| {
            let ticked = index.items.iter().filter(|tick| answers.holds(tick.ticked) == Some(true));
            Ticked { program, items: ticked.map(|tick| tick.item).collect() }
        })
        .filter(|ticked| !ticked.items.is_empty())
        .collect()
}
