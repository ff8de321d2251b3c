//! Which answers decided.

use super::answers::Answers;
use super::{Rest, Value};
use crate::application::{Answer, Given, GivenAs};
use crate::diagram::{self, IMPOSSIBLE, OPEN, Root, Variable};

impl<'a> Answers<'a> {
    /// The facts whose answers decide a diagram of the rulebook, in its order; none while it is open. From the last
    /// answer to the first, and what is presumed or promised before what is given, each was left out without which
    /// the rest still decides. Constraints count only where the answers do not decide without them.
    pub(super) fn why(&self, root: Root) -> Vec<usize> {
        if root.is_terminal() {
            return Vec::new();
        }
        let mut passed: Vec<Variable> = Vec::new();
        let sole = |root, cells: &[u16], passed: Option<&mut Vec<Variable>>| {
            self.restricted.borrow().rest.sole(root, diagram::YES, cells, passed)
        };
        let Some(outcome) = sole(root, &self.cells, Some(&mut passed)) else {
            return self.why_possible(root);
        };
        let mut facts = self.answered(&passed);
        if facts.iter().any(|fact| self.standing(*fact) != GivenAs::Given) {
            facts = self.answered(&self.restricted.borrow().rest.support(root));
        }
        self.smallest(facts, |cells| sole(root, cells, None) == Some(outcome))
    }

    /// The facts whose answers contradict a constraint, or it and those before it.
    pub(super) fn why_contradicted(&self, constraint: usize) -> Vec<usize> {
        let Some(never) = self.rulebook.constraints.get(constraint) else { return Vec::new() };
        let alone = self.why(*never);
        if !alone.is_empty() {
            return alone;
        }
        let rest = &mut self.restricted.borrow_mut().rest;
        let kept = (0..constraint).filter(|n| !self.contradicted.contains(n)).chain([constraint]);
        let care = kept.filter_map(|n| self.rulebook.constraints.get(n)).fold(diagram::YES, |all, never| {
            let allowed = rest.not(*never);
            rest.and(all, allowed)
        });
        let facts = self.answered(&rest.support(care));
        self.smallest(facts, |cells| rest.sole(diagram::YES, care, cells, None) == Some(IMPOSSIBLE))
    }

    /// The facts whose answers decide a diagram together with the constraints that they keep.
    fn why_possible(&self, root: Root) -> Vec<usize> {
        let care = self.care_of(root);
        let rest = &self.restricted.borrow().rest;
        let Some(outcome) = rest.sole(root, care, &self.cells, None) else { return Vec::new() };
        let mut asked = rest.support(root);
        asked.extend(rest.support(care));
        asked.sort_unstable();
        self.smallest(self.answered(&asked), |cells| rest.sole(root, care, cells, None) == Some(outcome))
    }

    /// The constraints that the answers keep and that have to do with a diagram of the rulebook, as one condition.
    pub(crate) fn care_of(&self, root: Root) -> Root {
        let rest = &mut self.restricted.borrow_mut().rest;
        let (mut care, mut asked) = (diagram::YES, rest.support(root));
        let mut open: Vec<usize> =
            (0..self.rulebook.constraints.len()).filter(|n| !self.contradicted.contains(n)).collect();
        let never = |n: usize| self.rulebook.constraints.get(n).copied().unwrap_or(diagram::NO);
        while let Some(at) =
            open.iter().position(|n| rest.support(never(*n)).iter().any(|v| asked.contains(v)))
        {
            let never = never(open.swap_remove(at));
            asked.extend(rest.support(never));
            let allowed = rest.not(never);
            care = rest.and(care, allowed);
        }
        care
    }

    /// Of facts that decide, some from which none can be left out.
    fn smallest(&self, mut facts: Vec<usize>, decides: impl Fn(&[u16]) -> bool) -> Vec<usize> {
        let mut cells = vec![OPEN; self.cells.len()];
        facts.iter().for_each(|fact| self.put(*fact, true, &mut cells));
        for given in [false, true] {
            for at in (0..facts.len()).rev() {
                let Some(fact) = facts.get(at).copied() else { continue };
                if (self.standing(fact) == GivenAs::Given) != given {
                    continue;
                }
                self.put(fact, false, &mut cells);
                if decides(&cells) {
                    facts.remove(at);
                } else {
                    self.put(fact, true, &mut cells);
                }
            }
        }
        facts
    }

    /// Answers a fact in `cells` as the application does, or opens it.
    fn put(&self, fact: usize, answered: bool, cells: &mut [u16]) {
        let Some(index) = self.rulebook.facts.get(fact) else { return };
        let from = usize::from(index.first);
        let span = from..from + usize::from(index.count);
        if let (Some(to), Some(from)) = (cells.get_mut(span.clone()), self.cells.get(span)) {
            if answered { to.copy_from_slice(from) } else { to.fill(OPEN) }
        }
    }

    /// The answered facts of some variables, each once. The variables ascend, but for repetitions.
    fn answered(&self, variables: &[Variable]) -> Vec<usize> {
        let is_answered = |v: &&Variable| self.cells.get(usize::from(**v)).is_some_and(|cell| *cell != OPEN);
        let facts = variables.iter().filter(is_answered);
        let mut facts: Vec<usize> =
            facts.filter_map(|v| self.rulebook.variables.get(usize::from(*v)).copied()).collect();
        facts.sort_unstable();
        facts.dedup();
        facts
    }

    fn answer(&self, fact: usize) -> Option<(&'a str, &'a Answer)> {
        let fact = self.rulebook.law.facts.get(fact)?;
        Some((&fact.id, self.application.facts.get(&fact.id)?))
    }

    /// The answer to a fact, where it counts as one.
    pub(crate) fn given(&self, fact: usize) -> Option<&'a Given> {
        let first = self.rulebook.facts.get(fact)?.first;
        let is_answered = self.cells.get(usize::from(first)).is_some_and(|cell| *cell != OPEN);
        self.answer(fact).map(|(_, answer)| &answer.value).filter(|_| is_answered)
    }

    fn standing(&self, fact: usize) -> GivenAs {
        self.answer(fact).map_or(GivenAs::Given, |(_, answer)| answer.standing)
    }

    /// The answers to some facts, as they were given.
    pub(super) fn values(&self, facts: &[usize]) -> Vec<Value> {
        let answers = facts.iter().filter_map(|fact| self.answer(*fact));
        let value = |(fact, answer): (&str, &Answer)| Value {
            fact: fact.to_owned(),
            value: crate::json::write(&answer.value).unwrap_or_default(),
            standing: Some(answer.standing).filter(|standing| *standing != GivenAs::Given),
        };
        answers.map(value).collect()
    }

    /// Of the facts that decide a diagram, those whose answers are not plainly given.
    pub(super) fn rests_of(&self, root: Root) -> Vec<Rest> {
        if self.application.facts.values().all(|answer| answer.standing == GivenAs::Given) {
            return Vec::new();
        }
        self.rests(&self.why(root))
    }

    /// Of the facts that decide, those whose answers are not plainly given.
    pub(super) fn rests(&self, facts: &[usize]) -> Vec<Rest> {
        let answers = facts.iter().filter_map(|fact| self.answer(*fact));
        let rest =
            |(fact, answer): (&str, &Answer)| Rest { fact: fact.to_owned(), standing: answer.standing };
        answers.filter(|(_, answer)| answer.standing != GivenAs::Given).map(rest).collect()
    }
}
