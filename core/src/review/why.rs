//! Which answers decided.

use std::cell::OnceCell;
use std::rc::Rc;

use super::answers::Answers;
use super::{Rest, Value};
use crate::application::{Answer, Given, GivenAs};
use crate::diagram::{self, OPEN, Root, Variable};
use crate::sort;

impl<'a> Answers<'a> {
    /// The facts whose answers decide a diagram of the rulebook, in its order; none while it is open. From the last
    /// answer to the first, and what is presumed or promised before what is given, each was left out without which
    /// the rest still decides. Constraints count only where the answers do not decide without them.
    pub(super) fn why(&self, root: Root) -> Vec<usize> {
        let diagrams = &self.rulebook.diagrams;
        let sole = |cells: &[u16]| diagrams.sole(root, diagram::YES, cells, &mut self.walk.borrow_mut());
        let Some(outcome) = sole(&self.cells) else {
            return self.decides_possible(root);
        };
        let decides = |cells: &[u16]| sole(cells) == Some(outcome);
        if !self.all_given() {
            let facts = self.answered(&self.restricted.borrow().rest.support(root));
            return self.smallest(facts, None, decides);
        }
        // The last of them stays: where it is asked, its answers lead to different outcomes, and no later one is given.
        let mut facts = self.answered(&self.walk.borrow().passed);
        let last = facts.pop();
        self.smallest(facts, last, decides)
    }

    /// The facts whose answers contradict a constraint, alone or together with those that are kept.
    pub(super) fn why_contradicted(&self, constraint: usize) -> Vec<usize> {
        let Some(never) = self.rulebook.constraints.get(constraint) else { return Vec::new() };
        self.why(*never)
    }

    /// The facts whose answers decide a diagram together with the constraints that they keep.
    fn decides_possible(&self, root: Root) -> Vec<usize> {
        let care = self.care_of(root);
        let Some(outcome) = self.sole(root, care, &self.cells) else { return Vec::new() };
        let asked = {
            let rest = &self.restricted.borrow().rest;
            [rest.support(root), rest.support(care)].concat()
        };
        self.smallest(self.answered(&asked), None, |cells| self.sole(root, care, cells) == Some(outcome))
    }

    /// The constraints that the answers keep and that have to do with a diagram of the rulebook, as one condition.
    pub(crate) fn care_of(&self, root: Root) -> Root {
        let mut open: Vec<usize> =
            (0..self.rulebook.constraints.len()).filter(|n| !self.contradicted.contains(n)).collect();
        let support = |root| self.restricted.borrow().rest.support(root);
        let asked_by =
            |n: usize| self.rulebook.constraints.get(n).map_or_else(Vec::new, |never| support(*never));
        let (mut bearing, mut asked) = (Vec::new(), support(root));
        while let Some(at) = open.iter().position(|n| asked_by(*n).iter().any(|v| asked.contains(v))) {
            let next = open.remove(at);
            asked.extend(asked_by(next));
            bearing.push(next);
        }
        let rest = &mut self.restricted.borrow_mut().rest;
        bearing.iter().filter_map(|n| self.rulebook.constraints.get(*n)).fold(diagram::YES, |all, never| {
            let allowed = rest.not(*never);
            rest.and(all, allowed)
        })
    }

    /// Of facts that decide, some from which none can be left out. That is known already of the `last`.
    fn smallest(
        &self,
        mut facts: Vec<usize>,
        last: Option<usize>,
        decides: impl Fn(&[u16]) -> bool,
    ) -> Vec<usize> {
        if facts.is_empty() {
            return last.into_iter().collect();
        }
        let mut cells = self.all_open.take();
        cells.resize(self.cells.len(), OPEN);
        facts.iter().chain(&last).for_each(|fact| self.put(*fact, true, &mut cells));
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
        facts.extend(last);
        facts.iter().for_each(|fact| self.put(*fact, false, &mut cells));
        self.all_open.replace(cells);
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
        sort::once(&mut facts);
        facts
    }

    fn answer(&self, fact: usize) -> Option<(&'a str, &'a Answer)> {
        Some((&self.rulebook.law.facts.get(fact)?.id, self.said(fact)?))
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
    pub(super) fn values(&self, facts: &[usize]) -> Vec<Value<'a>> {
        let mut values = Vec::with_capacity(facts.len());
        values.extend(facts.iter().filter_map(|at| {
            let (fact, answer) = self.answer(*at)?;
            let standing = Some(answer.standing).filter(|standing| *standing != GivenAs::Given);
            Some(Value { fact, value: self.words(*at)?.json, standing })
        }));
        values
    }

    /// The answer to a fact in words; put together once, since one answer decides much.
    pub(super) fn words(&self, fact: usize) -> Option<Words> {
        let (_, answer) = self.answer(fact)?;
        let words = self.words.get_or_init(|| vec![OnceCell::new(); self.rulebook.facts.len()]);
        Some(words.get(fact)?.get_or_init(|| Words::new(&answer.value)).clone())
    }

    /// The presumed and promised answers on which a decided diagram rests: from the last to the first, each was left
    /// out without which, on all possible completions, the rest still decides.
    pub(super) fn rests_of(&self, root: Root) -> Vec<Rest<'a>> {
        if self.all_given() {
            return Vec::new();
        }
        let care = self.care_of(root);
        let Some(outcome) = self.sole(root, care, &self.cells) else { return Vec::new() };
        let (mut cells, mut facts) = (self.cells.clone(), Vec::new());
        let asked = {
            let rest = &self.restricted.borrow().rest;
            [rest.support(root), rest.support(care)].concat()
        };
        for fact in
            self.answered(&asked).into_iter().rev().filter(|fact| self.standing(*fact) != GivenAs::Given)
        {
            self.put(fact, false, &mut cells);
            if self.sole(root, care, &cells) != Some(outcome) {
                self.put(fact, true, &mut cells);
                facts.insert(0, fact);
            }
        }
        self.rests(&facts)
    }

    /// Of the facts that decide, those whose answers are not plainly given.
    fn rests(&self, facts: &[usize]) -> Vec<Rest<'a>> {
        let answers = facts.iter().filter_map(|fact| self.answer(*fact));
        let rest = |(fact, answer): (&'a str, &Answer)| Rest { fact, standing: answer.standing };
        answers.filter(|(_, answer)| answer.standing != GivenAs::Given).map(rest).collect()
    }
}

/// An answer in words.
#[derive(Clone)]
pub(super) struct Words {
    pub json: Rc<str>,
    /// The ids of what was chosen without quotation marks.
    pub plain: Rc<str>,
}

impl Words {
    fn new(given: &Given) -> Words {
        let plain = |text: Rc<str>| Words { json: Rc::clone(&text), plain: text };
        match given {
            Given::Open => plain("null".into()),
            Given::Bool(yes) => plain(if *yes { "true" } else { "false" }.into()),
            Given::Choice(id) => Words { json: quoted(id).into(), plain: id.as_str().into() },
            Given::Set(ids) => {
                let json: Vec<String> = ids.iter().map(|id| quoted(id)).collect();
                Words { json: format!("[{}]", json.join(",")).into(), plain: ids.join(", ").into() }
            }
            Given::Number(number) => plain((*number).into()),
            Given::Unreadable(number) => plain(number.as_str().into()),
            Given::Date(day) => plain(quoted(&day.to_string()).into()),
        }
    }
}

/// The ids of choices are plain letters, so that nothing in them has to be escaped.
fn quoted(id: &str) -> String {
    format!("\"{id}\"")
}
