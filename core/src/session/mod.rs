//! An application that is being filled in: one change, and what changed by it.
//!
//! A session keeps the answers, and of every program, total, item, paper and question where it stands. A change looks
//! only at what can be moved by it ([`frame`]), by the same functions as a whole [`review`](crate::review::review), so
//! that the two never differ. It tells no reasons: those are for a review.

mod frame;
mod lists;
mod standing;

use std::rc::Rc;
use std::sync::Arc;

use serde::Serialize;

use crate::application::{Answer, Applicant, Application, Given, GivenAs, Paper};
use crate::calendar::Day;
use crate::decimal::Decimal;
use crate::diagram::{OPEN, Variable};
use crate::review::{self, Answers, Ask, Decided};
use crate::rulebook::{FactType, Rulebook};
use frame::Frame;
use standing::Standing;

/// One application on one day.
///
/// Everything that has a state has a number: 0 is the whole, then come programs, total limits, items, papers, questions
/// and the papers as items ask for them ([`Session::names`]). The states:
///
/// | subject | state |
/// |---|---|
/// | the whole | its verdict |
/// | a program | its verdict, and 4 where it is wished for |
/// | a total limit | its verdict, and 4 × (days + 1) where there are days |
/// | an item | its need, 4 where it is for later, 8 where it is wished for, 16 where its outcome is in hand |
/// | a paper | its need, and 4 × its state |
/// | a question | how many undetermined programs, totals, items and papers its answer can move |
/// | a paper as an item asks for it | its need |
///
/// Verdicts, needs and states count from 0 in the order in which [`crate::review`] lists them.
pub struct Session {
    rulebook: Arc<Rulebook>,
    on: Day,
    application: Application,
    frame: Frame,
    decided: Rc<Decided>,
    /// By paper: where it stands among the papers of the application, as often as it is there.
    held: Vec<Vec<u32>>,
    standing: Standing,
}

/// Ids, in the order of the numbers that a session gives (see [`Session`]). The papers as items ask for them follow in
/// the order of the items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Names<'a> {
    pub programs: Vec<&'a str>,
    pub totals: Vec<&'a str>,
    pub items: Vec<&'a str>,
    pub materials: Vec<&'a str>,
    pub facts: Vec<&'a str>,
}

/// What one call touches.
#[derive(Default)]
struct Touched {
    variables: Vec<(Variable, u16)>,
    fact: Option<u32>,
    item: Option<u32>,
    program: Option<u32>,
    paper: Option<u32>,
    form: bool,
    /// Whether items were wished for by name has changed, so that the basket is another.
    basket: bool,
}

/// Where the open questions have taken this many times the rulebook's own nodes, room is made.
const MOST_ROOM: usize = 4;

impl Session {
    /// `application` was read against `rulebook`.
    pub fn new(rulebook: Arc<Rulebook>, application: Application, on: Day) -> Session {
        let edition = rulebook.on(on);
        let frame = Frame::new(edition);
        let mut held = vec![Vec::new(); edition.law.materials.len()];
        for (at, paper) in (0..).zip(&application.materials) {
            if let Some(places) = edition.material(&paper.id).and_then(|paper| held.get_mut(paper)) {
                places.push(at);
            }
        }
        let decided = Rc::new(Decided::new(edition, &application));
        let mut standing = Standing::new(&frame.subjects);
        let answers = Answers::of(edition, &application, Rc::clone(&decided));
        standing.all(&answers, &frame, on);
        standing.end(&frame.subjects);
        drop(answers);
        Session { rulebook, on, application, frame, decided, held, standing }
    }

    /// How everything stands, by number.
    pub fn states(&self) -> &[u32] {
        self.standing.states()
    }

    /// What the last call changed: numbers and states in turn.
    pub fn changes(&self) -> &[u32] {
        self.standing.changes()
    }

    pub fn rulebook(&self) -> &Rulebook {
        &self.rulebook
    }

    /// The ids of everything that has a number.
    pub fn names(&self) -> Names<'_> {
        let law = &self.rulebook.on(self.on).law;
        Names {
            programs: law.programs.iter().map(|program| &*program.id).collect(),
            totals: law.totals.iter().map(|total| &*total.id).collect(),
            items: law.items.iter().map(|item| &*item.id).collect(),
            materials: law.materials.iter().map(|material| &*material.id).collect(),
            facts: law.facts.iter().map(|fact| &*fact.id).collect(),
        }
    }

    /// A choice by its place among the question's choices; of a yes-or-no question, 0 is no and 1 is yes. What the
    /// question does not know leaves it open.
    pub fn choose(&mut self, fact: usize, choice: usize) -> usize {
        let given = self.law_fact(fact).and_then(|fact| match fact.kind {
            FactType::Bool => (choice < 2).then_some(Given::Bool(choice == 1)),
            FactType::Choice => fact.choices.get(choice).map(|choice| Given::Choice(choice.id.clone())),
            FactType::Set | FactType::Number | FactType::Integer | FactType::Date => None,
        });
        self.answer(fact, given.map(|value| Answer { value, standing: GivenAs::Given }))
    }

    /// A number, in ten-thousandths; for another kind of question it leaves the question open.
    pub fn number(&mut self, fact: usize, scaled: i64) -> usize {
        let given = self.law_fact(fact).and_then(|fact| match fact.kind {
            FactType::Number | FactType::Integer => Some(Given::Number(Decimal::of_scaled(scaled))),
            FactType::Bool | FactType::Choice | FactType::Set | FactType::Date => None,
        });
        self.answer(fact, given.map(|value| Answer { value, standing: GivenAs::Given }))
    }

    /// An answer of the question's own type, or none. Tells how many subjects changed, as every change does.
    pub fn answer(&mut self, fact: usize, answer: Option<Answer>) -> usize {
        let edition = self.rulebook.on(self.on);
        let Some(asked) = edition.law.facts.get(fact) else { return self.nothing() };
        let mut cells = [OPEN; 1];
        let mut many = Vec::new();
        let index = edition.facts.get(fact);
        let (first, count) = index.map_or((0, 0), |index| (index.first, usize::from(index.count)));
        let given = answer.as_ref().map(|answer| &answer.value);
        let given = given.filter(|given| !review::refused(edition, fact, given));
        let cells = if count == 1 {
            &mut cells[..]
        } else {
            many.resize(count, OPEN);
            &mut many[..]
        };
        if let Some(given) = given {
            edition.place_own(fact, given, cells);
        }
        let known = &self.decided.cells;
        let cells = (first..).zip(cells.iter().copied());
        let changed = cells.filter(|(variable, cell)| known.get(usize::from(*variable)) != Some(cell));
        let touched = Touched { variables: changed.collect(), fact: Some(fact as u32), ..Touched::default() };
        let refused = answer.is_some() && given.is_none();
        match (answer, self.application.facts.get_mut(&asked.id)) {
            (Some(answer), Some(slot)) => *slot = answer,
            (Some(answer), None) => {
                self.application.facts.insert(asked.id.clone(), answer);
            }
            (None, Some(_)) => {
                self.application.facts.remove(&asked.id);
            }
            (None, None) => {}
        }
        self.standing.refuse(fact as u32, refused, &self.frame.subjects);
        self.settle(&touched)
    }

    /// Takes over what another application says of a question.
    pub fn answer_as(&mut self, fact: usize, mut application: Application) -> usize {
        let answer = self.law_fact(fact).and_then(|fact| application.facts.remove(&fact.id));
        self.answer(fact, answer)
    }

    /// Takes over what another application says of a paper: whether it is in hand, promised, undertaken.
    pub fn paper_as(&mut self, material: usize, application: Application) -> usize {
        let Some(id) = self.id_of(material) else { return self.nothing() };
        self.keep(material, application.materials.into_iter().filter(|paper| paper.id == id));
        let (promises, commitments) = (&mut self.application.promises, &mut self.application.commitments);
        promises.retain(|one| one.material != id);
        promises.extend(application.promises.into_iter().filter(|one| one.material == id));
        commitments.retain(|one| one.material != id);
        commitments.extend(application.commitments.into_iter().filter(|one| one.material == id));
        self.mark(material)
    }

    /// A paper of which no more is told than that it is in hand, or not.
    pub fn hold(&mut self, material: usize, in_hand: bool) -> usize {
        let Some(id) = self.id_of(material) else { return self.nothing() };
        self.keep(material, in_hand.then(|| Paper { id, ..Paper::default() }).into_iter());
        self.mark(material)
    }

    /// Wishes for an item by name, or no longer.
    pub fn wish(&mut self, item: usize, wished: bool) -> usize {
        let edition = self.rulebook.on(self.on);
        let Some(id) = edition.law.items.get(item).map(|item| item.id.clone()) else { return self.nothing() };
        self.application.items.retain(|one| *one != id);
        if wished {
            self.application.items.push(id);
        }
        let before = self.decided.wishes();
        if let Some(decided) = Rc::get_mut(&mut self.decided) {
            decided.wish(item, wished);
        }
        let basket = before != self.decided.wishes();
        self.settle(&Touched { item: Some(item as u32), basket, ..Touched::default() })
    }

    /// Wishes for a program, or no longer.
    pub fn wish_program(&mut self, program: usize, wished: bool) -> usize {
        let edition = self.rulebook.on(self.on);
        let Some(id) = edition.law.programs.get(program).map(|program| program.id.clone()) else {
            return self.nothing();
        };
        self.application.programs.retain(|one| *one != id);
        if wished {
            self.application.programs.push(id);
        }
        self.settle(&Touched { program: Some(program as u32), ..Touched::default() })
    }

    /// The applicant's form, or none.
    pub fn apply(&mut self, applicant: Option<Applicant>) -> usize {
        self.application.applicant = applicant;
        self.settle(&Touched { form: true, ..Touched::default() })
    }

    /// Every condition once more, from the answers that are kept: nothing changes by it.
    pub fn evaluate(&mut self) -> usize {
        self.standing.begin();
        if let Some(decided) = Rc::get_mut(&mut self.decided) {
            decided.answer(&[]);
        }
        let answers = Answers::of(self.rulebook.on(self.on), &self.application, Rc::clone(&self.decided));
        self.standing.again(&answers, &self.frame, self.on);
        drop(answers);
        self.standing.end(&self.frame.subjects)
    }

    /// Everything from the beginning, so that the room that open questions took is free again.
    fn restart(&mut self) -> usize {
        self.standing.begin();
        let edition = self.rulebook.on(self.on);
        self.decided = Rc::new(Decided::new(edition, &self.application));
        let answers = Answers::of(edition, &self.application, Rc::clone(&self.decided));
        self.standing.all(&answers, &self.frame, self.on);
        self.standing.end(&self.frame.subjects)
    }

    /// The open questions that can still change something, most dependent verdicts first, and what each can move.
    pub fn ask(&self) -> Vec<Ask<'_>> {
        self.standing.ask(&self.rulebook.on(self.on).law)
    }

    /// The whole review, with its reasons.
    pub fn review(&self) -> review::Review<'_> {
        review::review(&self.rulebook, &self.application, self.on)
    }

    fn law_fact(&self, fact: usize) -> Option<&crate::rulebook::Fact> {
        self.rulebook.on(self.on).law.facts.get(fact)
    }

    fn id_of(&self, material: usize) -> Option<String> {
        self.rulebook.on(self.on).law.materials.get(material).map(|material| material.id.clone())
    }

    fn nothing(&mut self) -> usize {
        self.standing.begin();
        0
    }

    /// Papers of one kind in place of those that were there.
    fn keep(&mut self, material: usize, papers: impl Iterator<Item = Paper>) {
        let places = self.held.get_mut(material).map(std::mem::take).unwrap_or_default();
        for at in places.into_iter().rev() {
            self.let_go(at as usize);
        }
        let Some(places) = self.held.get_mut(material) else { return };
        for paper in papers {
            places.push(self.application.materials.len() as u32);
            self.application.materials.push(paper);
        }
    }

    /// Takes a paper out of the application; the last one takes its place.
    fn let_go(&mut self, at: usize) {
        let materials = &mut self.application.materials;
        let last = materials.len().wrapping_sub(1);
        if at > last || materials.is_empty() {
            return;
        }
        materials.swap_remove(at);
        let moved = materials.get(at).and_then(|moved| self.rulebook.on(self.on).material(&moved.id));
        let places = moved.and_then(|moved| self.held.get_mut(moved));
        for place in places.into_iter().flatten().filter(|place| **place as usize == last) {
            *place = at as u32;
        }
    }

    /// Marks what is said of a paper, and settles it.
    fn mark(&mut self, material: usize) -> usize {
        let edition = self.rulebook.on(self.on);
        let own = |id: &String| edition.material(id) == Some(material);
        let said = [
            self.held.get(material).is_some_and(|places| !places.is_empty()),
            self.application.promises.iter().any(|one| own(&one.material)),
            self.application.commitments.iter().any(|one| own(&one.material)),
        ];
        if let Some(decided) = Rc::get_mut(&mut self.decided) {
            decided.hold(material, said);
        }
        self.settle(&Touched { paper: Some(material as u32), ..Touched::default() })
    }

    /// Works out what a change moves.
    fn settle(&mut self, touched: &Touched) -> usize {
        let edition = self.rulebook.on(self.on);
        if self.decided.taken() > MOST_ROOM * edition.diagrams.len().max(1024) {
            return self.restart();
        }
        self.standing.begin();
        let coupled = |(variable, _): &(Variable, u16)| {
            self.frame.coupled.get(usize::from(*variable)).copied().unwrap_or(false)
        };
        let rebalanced = touched.variables.iter().any(coupled);
        if let Some(decided) = Rc::get_mut(&mut self.decided) {
            decided.answer(&touched.variables);
            if rebalanced {
                decided.balance(edition);
            }
        }
        let answers = Answers::of(edition, &self.application, Rc::clone(&self.decided));
        self.standing.move_by(&answers, &self.frame, self.on, touched, rebalanced, &self.held);
        drop(answers);
        self.standing.end(&self.frame.subjects)
    }
}
