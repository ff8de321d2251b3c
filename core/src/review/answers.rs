//! The answers of one application, put to every diagram of the rulebook at once.
//!
//! What is still open may be completed in every way that no constraint of the law forbids. Answers that contradict a
//! constraint are a finding; such a constraint is left out of account, so that everything else is still told.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Deref;
use std::rc::Rc;

use super::Grounds;
use super::union::Union;
use super::why::Words;
use crate::application::{Answer, Application, Given, GivenAs};
use crate::diagram::{self, Diagrams, Hashing, IMPOSSIBLE, OPEN, Restricted, Root, Variable, Walk};
use crate::review::Need;
use crate::rulebook::{FactType, MaterialSource, Rulebook};
use crate::sort;

/// Nodes that the union of conditions may take: of conditions that share questions, it can grow exponentially.
const MOST_NODES: usize = 4_096;

/// What an application's answers decide, and what they leave open, with the application and the rulebook themselves.
pub struct Answers<'a> {
    pub rulebook: &'a Rulebook,
    pub(crate) application: &'a Application,
    decided: Rc<Decided>,
    /// By fact, what was said.
    said: OnceCell<Vec<Option<&'a Answer>>>,
    /// By fact, what was said in words.
    pub(super) words: OnceCell<Vec<OnceCell<Words>>>,
    /// What decided a diagram, for or against.
    pub(super) grounds: RefCell<HashMap<(Root, bool), Rc<Grounds<'a>>, Hashing>>,
    pub(super) walk: RefCell<Walk>,
    /// Cells without an answer: room to try some.
    pub(super) all_open: RefCell<Vec<u16>>,
    /// No answer is presumed or promised.
    pub(super) all_given: OnceCell<bool>,
}

/// What is decided and what is open, for a rulebook and an application that others hold.
pub struct Decided {
    /// By variable, the answer; `OPEN` where there is none.
    pub(crate) cells: Vec<u16>,
    pub(crate) restricted: RefCell<Restricted>,
    /// What the constraints leave possible for the open questions, as conditions that have no question in common.
    pub(super) possible: Vec<Root>,
    /// The constraints that the answers contradict.
    pub contradicted: Vec<usize>,
    /// The outcome of what is open, where all possible completions have one.
    settled: RefCell<HashMap<Root, Root, Hashing>>,
    /// The facts that can still change what is left of a diagram.
    open_facts: RefCell<HashMap<Root, Rc<[usize]>, Hashing>>,
    /// By what is left of a paper's uses.
    unions: RefCell<HashMap<Vec<Root>, Union, Hashing>>,
    /// The facts that can change what is decided: none, of which an empty list each would take memory.
    nothing: Rc<[usize]>,
    /// By item index: is it wished for by name; and how many are.
    wished: Vec<bool>,
    wishes: usize,
    /// By material index: is the paper in hand, is it promised, does an undertaking stand in for it.
    in_hand: Vec<bool>,
    promised: Vec<bool>,
    committed: Vec<bool>,
}

impl Deref for Answers<'_> {
    type Target = Decided;

    fn deref(&self) -> &Decided {
        &self.decided
    }
}

impl Decided {
    pub fn new(rulebook: &Rulebook, application: &Application) -> Decided {
        let mut cells = vec![OPEN; rulebook.variables.len()];
        for (id, answer) in &application.facts {
            let Some(fact) = rulebook.fact(id) else { continue };
            if !refused(rulebook, fact, &answer.value) {
                rulebook.place(fact, &answer.value, &mut cells);
            }
        }
        let papers = rulebook.law.materials.len();
        let paper = |id: &String| rulebook.material(id);
        let wished = marks(rulebook.items.len(), application.items.iter().filter_map(|id| rulebook.item(id)));
        let mut restricted = rulebook.diagrams.restrict();
        let (possible, contradicted) = possible(rulebook, &mut restricted, &cells);
        Decided {
            restricted: RefCell::new(restricted),
            cells,
            possible,
            contradicted,
            settled: RefCell::default(),
            open_facts: RefCell::default(),
            unions: RefCell::default(),
            nothing: Rc::default(),
            wishes: wished.iter().filter(|wished| **wished).count(),
            wished,
            in_hand: marks(papers, application.materials.iter().filter_map(|given| paper(&given.id))),
            promised: marks(papers, application.promises.iter().filter_map(|given| paper(&given.material))),
            committed: marks(
                papers,
                application.commitments.iter().filter_map(|given| paper(&given.material)),
            ),
        }
    }

    /// Answers some variables anew (`OPEN`: not any more). Where a constraint asks one of them, [`Decided::balance`] has
    /// to follow.
    pub(crate) fn answer(&mut self, variables: &[(Variable, u16)]) {
        for (variable, cell) in variables {
            if let Some(slot) = self.cells.get_mut(usize::from(*variable)) {
                *slot = *cell;
            }
        }
        self.restricted.get_mut().forget();
    }

    /// What the constraints leave possible now.
    pub(crate) fn balance(&mut self, rulebook: &Rulebook) {
        (self.possible, self.contradicted) = possible(rulebook, self.restricted.get_mut(), &self.cells);
        self.settled.get_mut().clear();
        self.open_facts.get_mut().clear();
        self.unions.get_mut().clear();
    }

    /// How many nodes the open questions have taken.
    pub(crate) fn taken(&self) -> usize {
        self.restricted.borrow().rest.len()
    }

    /// Wishes for an item by name, or no longer.
    pub(crate) fn wish(&mut self, item: usize, wished: bool) {
        mark(&mut self.wished, item, wished);
        self.wishes = self.wished.iter().filter(|wished| **wished).count();
    }

    /// Whether some item is wished for by name.
    pub(crate) fn wishes(&self) -> bool {
        self.wishes > 0
    }

    /// Where a paper stands by what the applicant says.
    pub(crate) fn hold(&mut self, material: usize, [in_hand, promised, committed]: [bool; 3]) {
        mark(&mut self.in_hand, material, in_hand);
        mark(&mut self.promised, material, promised);
        mark(&mut self.committed, material, committed);
    }
}

impl<'a> Answers<'a> {
    pub fn new(rulebook: &'a Rulebook, application: &'a Application) -> Answers<'a> {
        Answers::of(rulebook, application, Rc::new(Decided::new(rulebook, application)))
    }

    /// What was decided already, to be told.
    pub(crate) fn of(
        rulebook: &'a Rulebook,
        application: &'a Application,
        decided: Rc<Decided>,
    ) -> Answers<'a> {
        Answers {
            rulebook,
            application,
            decided,
            said: OnceCell::new(),
            words: OnceCell::new(),
            grounds: RefCell::default(),
            walk: RefCell::default(),
            all_open: RefCell::default(),
            all_given: OnceCell::new(),
        }
    }

    /// What was said of a fact.
    pub(super) fn said(&self, fact: usize) -> Option<&'a Answer> {
        let said = self.said.get_or_init(|| {
            let mut said = vec![None; self.rulebook.facts.len()];
            for (id, answer) in &self.application.facts {
                if let Some(said) = self.rulebook.fact(id).and_then(|fact| said.get_mut(fact)) {
                    *said = Some(answer);
                }
            }
            said
        });
        said.get(fact).copied().flatten()
    }

    /// No answer is presumed or promised.
    pub(super) fn all_given(&self) -> bool {
        let all = || self.application.facts.values().all(|answer| answer.standing == GivenAs::Given);
        *self.all_given.get_or_init(all)
    }

    /// What is left of a diagram: the outcome of all possible completions, or what is still open.
    ///
    /// Many ask for it here and there: they share it. A session, which asks again and again, has its parts in place.
    #[inline(never)]
    pub fn left(&self, root: Root) -> Root {
        self.settled(self.rest(root))
    }

    /// What the answers alone leave of a diagram, whatever the constraints forbid.
    #[inline(always)]
    pub(crate) fn rest(&self, root: Root) -> Root {
        if root.is_terminal() { root } else { self.restricted.borrow_mut().value(root, &self.cells) }
    }

    /// What all possible completions of what is left come to, or itself.
    #[inline(always)]
    pub(crate) fn settled(&self, left: Root) -> Root {
        if left.is_terminal() || self.possible.is_empty() { left } else { self.possibly(left) }
    }

    /// What all possible completions of a diagram come to, or itself.
    fn possibly(&self, left: Root) -> Root {
        if let Some(known) = self.settled.borrow().get(&left) {
            return *known;
        }
        let care = self.care(left);
        let settled = self.sole(left, care, &[]).unwrap_or(left);
        self.settled.borrow_mut().insert(left, settled);
        settled
    }

    /// The only outcome that a diagram reaches where `care` holds (see [`Diagrams::sole`]).
    pub(super) fn sole(&self, root: Root, care: Root, cells: &[u16]) -> Option<Root> {
        self.restricted.borrow().rest.sole(root, care, cells, &mut self.walk.borrow_mut())
    }

    /// What the constraints leave possible of the questions that are open in `left`.
    fn care(&self, left: Root) -> Root {
        let rest = &mut self.restricted.borrow_mut().rest;
        let asked = rest.support(left);
        let shares = |rest: &Diagrams, one: Root| rest.support(one).iter().any(|v| asked.contains(v));
        self.possible.iter().fold(
            diagram::YES,
            |all, one| {
                if shares(rest, *one) { rest.and(all, *one) } else { all }
            },
        )
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
        Need::of(self.left(root))
    }

    /// What is left of any of some conditions, exactly; nothing where that takes too many nodes. All as
    /// [`Answers::left`] gave them.
    pub(super) fn either(&self, open: &[Root]) -> Option<Root> {
        self.any(open.iter().copied()).map(|either| self.settled(either))
    }

    /// Any of some conditions as one diagram, where that takes at most [`MOST_NODES`].
    pub(crate) fn any(&self, conditions: impl Iterator<Item = Root>) -> Option<Root> {
        let mut restricted = self.restricted.borrow_mut();
        let rest = &mut restricted.rest;
        rest.allow(MOST_NODES);
        let mut conditions = conditions;
        let any = conditions.try_fold(diagram::NO, |any, one| {
            let any = rest.or(any, one);
            (!rest.is_spent()).then_some(any)
        });
        rest.allow(usize::MAX);
        any
    }

    /// Whether any of some conditions holds, all open, and which facts can still change that.
    pub(super) fn union(&self, mut open: Vec<Root>) -> Union {
        sort::each_once(&mut open);
        let known = self.unions.borrow().get(&open).cloned();
        known.unwrap_or_else(|| {
            let union = Union::of(self, &open);
            self.unions.borrow_mut().insert(open, union.clone());
            union
        })
    }

    /// No fact can change what is decided.
    pub(super) fn nothing(&self) -> Rc<[usize]> {
        Rc::clone(&self.nothing)
    }

    /// The facts that can still change what is left of a diagram, in the rulebook's order. Where answers are coupled by
    /// a constraint, from the last question to the first each is left out whose answer the others give away.
    pub fn open_facts(&self, left: Root) -> Rc<[usize]> {
        let known = self.open_facts.borrow().get(&left).cloned();
        known.unwrap_or_else(|| {
            let facts: Rc<[usize]> = self.can_change(left).into();
            self.open_facts.borrow_mut().insert(left, Rc::clone(&facts));
            facts
        })
    }

    fn can_change(&self, left: Root) -> Vec<usize> {
        let fact_of = |variable: &u16| self.rulebook.variables.get(usize::from(*variable)).copied();
        let facts = |diagrams: &Diagrams, root: Root| -> Vec<usize> {
            let mut facts: Vec<usize> = diagrams.support(root).iter().filter_map(fact_of).collect();
            facts.dedup();
            facts
        };
        let care = if self.possible.is_empty() { diagram::YES } else { self.care(left) };
        let rest = &mut self.restricted.borrow_mut().rest;
        if care == diagram::YES {
            return facts(rest, left);
        }
        let mut asked = rest.choose(care, left, IMPOSSIBLE);
        for fact in facts(rest, asked).into_iter().rev() {
            let variables: Vec<_> =
                rest.support(asked).into_iter().filter(|v| fact_of(v) == Some(fact)).collect();
            let fewer = variables.iter().rev().try_fold(asked, |asked, v| rest.without(asked, *v, None));
            if let Some(fewer) = fewer {
                asked = fewer;
            }
        }
        facts(rest, asked)
    }

    /// The ids of [`Answers::open_facts`]; none where nothing is open.
    pub(super) fn ask(&self, left: Root) -> Vec<&'a str> {
        if left.is_terminal() {
            return Vec::new();
        }
        self.ids(&self.open_facts(left))
    }

    /// The ids of some facts.
    pub(super) fn ids(&self, facts: &[usize]) -> Vec<&'a str> {
        let law = &self.rulebook.law;
        facts.iter().filter_map(|fact| law.facts.get(*fact)).map(|fact| fact.id.as_str()).collect()
    }

    /// What is answered to a fact, be it one that no condition looks at.
    pub(super) fn told(&self, fact: usize) -> Option<&'a Given> {
        Some(&self.said(fact)?.value).filter(|given| !refused(self.rulebook, fact, given))
    }

    /// Whether an item is wished for by name.
    pub fn wished(&self, item: usize) -> bool {
        self.wished.get(item).copied().unwrap_or(false)
    }

    pub fn in_hand(&self, material: usize) -> bool {
        self.in_hand.get(material).copied().unwrap_or(false)
    }

    /// 告知承诺: whether an undertaking is given in place of a paper.
    pub fn committed(&self, material: usize) -> bool {
        self.committed.get(material).copied().unwrap_or(false)
    }

    /// Where a paper comes from.
    pub(super) fn source(&self, material: usize) -> MaterialSource {
        let material = self.rulebook.law.materials.get(material);
        material.map_or(MaterialSource::Applicant, |material| material.source)
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

impl Need {
    /// The need that is left of a condition.
    pub(crate) fn of(left: Root) -> Need {
        match left {
            diagram::YES => Need::Needed,
            left if left.is_terminal() => Need::NotNeeded,
            _ => Need::Undetermined,
        }
    }
}

/// A mark for each of `count`, set for those named.
pub(super) fn marks(count: usize, named: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut marks = vec![false; count];
    named.for_each(|at| mark(&mut marks, at, true));
    marks
}

/// Sets a mark, where there is one.
pub(crate) fn mark(marks: &mut [bool], at: usize, to: bool) {
    if let Some(mark) = marks.get_mut(at) {
        *mark = to;
    }
}

/// What the constraints leave possible of what is open, as conditions without a common question; and the constraints
/// that cannot be kept, in the rulebook's order: each with which, after those before it, no completion would be left.
fn possible(rulebook: &Rulebook, restricted: &mut Restricted, cells: &[u16]) -> (Vec<Root>, Vec<usize>) {
    let (mut possible, mut contradicted): (Vec<Root>, Vec<usize>) = Default::default();
    for (n, never) in rulebook.constraints.iter().enumerate() {
        let never = restricted.value(*never, cells);
        if never == diagram::NO {
            continue;
        }
        let rest = &mut restricted.rest;
        let mut together = rest.not(never);
        let asked = rest.support(together);
        let (shared, apart): (Vec<Root>, Vec<Root>) =
            possible.iter().partition(|one| rest.support(**one).iter().any(|v| asked.contains(v)));
        together = shared.into_iter().fold(together, |all, one| rest.and(all, one));
        if together == diagram::NO {
            contradicted.push(n);
        } else {
            possible = apart;
            possible.push(together);
        }
    }
    (possible, contradicted)
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
pub fn basket(answers: &Answers<'_>) -> Vec<usize> {
    let all_needed = !answers.wishes();
    (0..answers.rulebook.items.len()).filter(|item| in_basket(answers, all_needed, *item)).collect()
}

/// Whether an item is wished for, or needed where none is (`all_needed`).
pub(crate) fn in_basket(answers: &Answers<'_>, all_needed: bool, item: usize) -> bool {
    let needed = || answers.need(item) != Need::NotNeeded && !answers.done(item);
    answers.wished(item) || all_needed && needed()
}

/// The items that are ticked in a program with a joint limit.
pub(crate) struct Ticked {
    pub program: usize,
    /// In the program's order.
    pub items: Vec<usize>,
}

/// Per joint program that is wished for and not ruled out: what is ticked in it.
pub(crate) fn ticked(answers: &Answers<'_>) -> Vec<Ticked> {
    let programs = answers.rulebook.law.programs.iter().zip(&answers.rulebook.programs).enumerate();
    programs
        .filter(|(_, (program, _))| {
            program.joint.is_some() && answers.application.programs.contains(&program.id)
        })
        .filter(|(_, (_, index))| answers.left(index.told) != diagram::NOT_ELIGIBLE)
        .map(|(program, (_, index))| {
            let ticked = index.items.iter().filter(|tick| answers.holds(tick.ticked) == Some(true));
            Ticked { program, items: ticked.map(|tick| tick.item).collect() }
        })
        .filter(|ticked| !ticked.items.is_empty())
        .collect()
}
