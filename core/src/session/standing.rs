//! Where everything stands, and what a change moves.
//!
//! The module that browsers load is compiled to be small: the few steps that every change takes again and again are
//! inlined by hand, here, in [`super::lists`] and in [`crate::diagram`].

use std::rc::Rc;

use super::Touched;
use super::frame::{Frame, Subjects};
use crate::calendar::Day;
use crate::diagram::{self, Root};
use crate::review::{self, Answers, Ask, Asked, Need, Paper, Verdict};
use crate::rulebook::Law;

/// The facts that can still move a subject, where it is undetermined.
type Open = Option<Rc<[usize]>>;

pub(super) struct Standing {
    /// By subject (see [`super::Session`]).
    states: Vec<u32>,
    /// By subject, up to the papers.
    open: Vec<Open>,
    /// By subject, up to the questions: what it makes of the whole.
    verdicts: Vec<Verdict>,
    /// How many subjects make each verdict of the whole, and what is wrong besides.
    counts: [u32; 5],
    contradicted: bool,
    form_errors: bool,
    /// By use: what is left of "asked for".
    left: Vec<Root>,
    /// By item: what the answers leave of its need, whether it is needed, and whether it is in the basket.
    rest: Vec<Root>,
    need: Vec<Need>,
    basket: Vec<bool>,
    /// By paper: it is in hand, but not as it is asked for.
    wrong: Vec<bool>,
    /// The items under one receipt.
    joint: Vec<usize>,
    /// The items whose uses have to be looked at, since what is left of their need is something else.
    moved: Vec<u32>,
    changes: Vec<u32>,
    papers: Queue,
    items: Queue,
    /// The questions that were touched, and how much each could move before.
    questions: Queue,
    before: Vec<u32>,
}

/// What is still to be looked at, each once.
#[derive(Default)]
struct Queue {
    next: Vec<u32>,
    waits: Vec<bool>,
}

impl Queue {
    fn of(count: u32) -> Queue {
        Queue { next: Vec::new(), waits: vec![false; count as usize] }
    }

    /// Whether it did not wait already.
    #[inline(always)]
    fn push(&mut self, at: u32) -> bool {
        let Some(waits) = self.waits.get_mut(at as usize).filter(|waits| !**waits) else { return false };
        *waits = true;
        self.next.push(at);
        true
    }

    fn pop(&mut self) -> Option<u32> {
        let at = self.next.pop()?;
        if let Some(waits) = self.waits.get_mut(at as usize) {
            *waits = false;
        }
        Some(at)
    }
}

/// What everything is looked at with.
struct Sight<'s, 'a> {
    answers: &'s Answers<'a>,
    frame: &'s Frame,
    on: Day,
    all_needed: bool,
}

impl Standing {
    pub fn new(subjects: &Subjects) -> Standing {
        Standing {
            states: vec![0; subjects.count() as usize],
            open: vec![None; subjects.fact() as usize],
            verdicts: vec![Verdict::Acceptable; subjects.used() as usize],
            counts: [0; 5],
            contradicted: false,
            form_errors: false,
            left: vec![diagram::NO; subjects.uses as usize],
            rest: vec![diagram::NO; subjects.items as usize],
            need: vec![Need::NotNeeded; subjects.items as usize],
            basket: vec![false; subjects.items as usize],
            wrong: vec![false; subjects.papers as usize],
            joint: Vec::new(),
            moved: Vec::new(),
            changes: Vec::new(),
            papers: Queue::of(subjects.papers),
            items: Queue::of(subjects.items),
            questions: Queue::of(subjects.facts),
            before: vec![0; subjects.facts as usize],
        }
    }

    pub fn states(&self) -> &[u32] {
        &self.states
    }

    pub fn changes(&self) -> &[u32] {
        &self.changes
    }

    pub fn begin(&mut self) {
        self.changes.clear();
    }

    /// The whole and the questions, which much can move; how many subjects changed.
    pub fn end(&mut self, subjects: &Subjects) -> usize {
        let worst = [Verdict::NotAcceptable, Verdict::Incomplete, Verdict::Undetermined, Verdict::Deferrable];
        let has = |verdict: &Verdict| self.counts.get(*verdict as usize).is_some_and(|count| *count > 0);
        let found = worst.into_iter().find(has).unwrap_or(Verdict::Acceptable);
        let wrong = if self.contradicted || self.form_errors { Verdict::Incomplete } else { found };
        self.set(Subjects::VERDICT, found.max(wrong) as u32);
        while let Some(fact) = self.questions.pop() {
            let subject = subjects.fact() + fact;
            let (now, before) = (self.state(subject), self.before.get(fact as usize).copied());
            if before != Some(now) {
                self.changes.push(subject);
                self.changes.push(now);
            }
        }
        self.changes.len() / 2
    }

    /// A number that its question does not allow, or one that it does.
    pub fn refuse(&mut self, fact: u32, refused: bool, subjects: &Subjects) {
        let verdict = if refused { Verdict::Incomplete } else { Verdict::Acceptable };
        self.make(subjects.fact() + fact, verdict);
    }

    /// Everything, whatever was touched.
    pub fn all(&mut self, answers: &Answers<'_>, frame: &Frame, on: Day) {
        let sight = Sight { answers, frame, on, all_needed: !answers.wishes() };
        let subjects = &frame.subjects;
        for (n, fact) in (0..).zip(&answers.rulebook.law.facts) {
            let given = answers.application.facts.get(&fact.id);
            let refused =
                given.is_some_and(|answer| review::refused(answers.rulebook, n as usize, &answer.value));
            self.refuse(n, refused, subjects);
        }
        let wrong = review::wrong_papers(answers, on);
        self.wrong.fill(false);
        wrong.into_iter().for_each(|paper| review::mark(&mut self.wrong, paper, true));
        self.form(answers);
        self.contradicted = !answers.contradicted.is_empty();
        self.joint = joint(answers);
        (0..subjects.programs).for_each(|program| self.program(&sight, program));
        (0..subjects.totals).for_each(|total| self.total(&sight, total));
        for item in 0..subjects.items {
            self.item(&sight, item);
            self.stand(&sight, item);
            self.items.push(item);
        }
        self.moved.clear();
        for used in 0..subjects.uses {
            self.asked(&sight, used, true);
        }
        (0..subjects.papers).for_each(|paper| {
            self.papers.push(paper);
        });
        self.work(&sight);
    }

    /// Every condition once more; of papers and items, what hangs on those that came out otherwise.
    pub fn again(&mut self, answers: &Answers<'_>, frame: &Frame, on: Day) {
        let sight = &Sight { answers, frame, on, all_needed: !answers.wishes() };
        let subjects = &frame.subjects;
        (0..subjects.programs).for_each(|program| self.program(sight, program));
        (0..subjects.totals).for_each(|total| self.total(sight, total));
        (0..subjects.items).for_each(|item| self.item(sight, item));
        self.follow(sight, false);
        for item in 0..subjects.items {
            // An item that is not needed asks for nothing.
            if self.need.get(item as usize) != Some(&Need::NotNeeded) {
                frame.uses_of_item(item).for_each(|used| self.asked(sight, used, false));
            }
        }
        self.tick(answers);
        self.work(sight);
    }

    /// What a change moves. Where it changed what is possible (`rebalanced`), all that hangs on it is looked at.
    pub fn move_by(
        &mut self,
        answers: &Answers<'_>,
        frame: &Frame,
        on: Day,
        touched: &Touched,
        rebalanced: bool,
        held: &[Vec<u32>],
    ) {
        let sight = &Sight { answers, frame, on, all_needed: !answers.wishes() };
        let subjects = &frame.subjects;
        if rebalanced {
            self.contradicted = !answers.contradicted.is_empty();
        }
        if touched.form {
            self.form(answers);
            frame.agree_with_form.iter().for_each(|paper| self.judge(sight, *paper, held));
        }
        for (variable, _) in &touched.variables {
            for subject in frame.decided.of(usize::from(*variable)) {
                if *subject < subjects.total() {
                    self.program(sight, subject - subjects.program());
                } else if *subject < subjects.item() {
                    self.total(sight, subject - subjects.total());
                } else {
                    let item = subject - subjects.item();
                    self.item(sight, item);
                    if rebalanced {
                        self.moved.push(item);
                    }
                }
            }
        }
        if let Some(program) = touched.program {
            self.program(sight, program);
        }
        if touched.basket {
            (0..subjects.items).for_each(|item| self.stand(sight, item));
        }
        if let Some(item) = touched.item {
            self.stand(sight, item);
        }
        if let Some(paper) = touched.paper {
            self.handed_in(sight, paper, held);
        }
        if let Some(fact) = touched.fact {
            frame.agree_with_fact.of(fact as usize).iter().for_each(|paper| self.judge(sight, *paper, held));
        }
        self.follow(sight, rebalanced);
        for (variable, _) in &touched.variables {
            frame
                .uses
                .of(usize::from(*variable))
                .iter()
                .for_each(|used| self.asked(sight, *used, rebalanced));
            frame.timed.of(usize::from(*variable)).iter().for_each(|item| {
                self.items.push(*item);
            });
        }
        let ticking = |variable: &u16| frame.ticking.get(usize::from(*variable)).copied().unwrap_or(false);
        if touched.program.is_some() || touched.variables.iter().any(|(variable, _)| ticking(variable)) {
            self.tick(answers);
        }
        self.work(sight);
    }

    /// What is under one receipt may have changed.
    fn tick(&mut self, answers: &Answers<'_>) {
        let before = std::mem::replace(&mut self.joint, joint(answers));
        if before != self.joint {
            before.iter().chain(&self.joint).for_each(|item| {
                self.items.push(*item as u32);
            });
        }
    }

    /// The open questions that can still change something, most dependent verdicts first, and what each can move.
    pub fn ask<'a>(&self, law: &'a Law) -> Vec<Ask<'a>> {
        let ids = law.programs.iter().map(|program| program.id.as_str());
        let ids = ids.chain(law.totals.iter().map(|total| total.id.as_str()));
        let ids = ids.chain(law.items.iter().map(|item| item.id.as_str()));
        let ids = ids.chain(law.materials.iter().map(|material| material.id.as_str()));
        let open = ids.zip(self.open.iter().skip(1));
        review::asked(law, open.filter_map(|(id, open)| Some((id, open.as_deref()?))))
    }

    fn program(&mut self, sight: &Sight<'_, '_>, program: u32) {
        let rulebook = sight.answers.rulebook;
        let (Some(index), Some(law)) =
            (rulebook.programs.get(program as usize), rulebook.law.programs.get(program as usize))
        else {
            return;
        };
        let verdict = review::eligibility(sight.answers, index);
        let wished = sight.answers.application.programs.contains(&law.id);
        let subject = sight.frame.subjects.program() + program;
        self.set(subject, verdict as u32 | u32::from(wished) << 2);
        self.make(subject, if wished { review::verdict_on_program(verdict) } else { Verdict::Acceptable });
        self.leave_open(sight, subject, sight.answers.left(index.told));
    }

    fn total(&mut self, sight: &Sight<'_, '_>, total: u32) {
        let rulebook = sight.answers.rulebook;
        let (Some(index), Some(law)) =
            (rulebook.totals.get(total as usize), rulebook.law.totals.get(total as usize))
        else {
            return;
        };
        let (verdict, rule) = review::allowance(sight.answers, law, index);
        let days = rule.and_then(|rule| rule.days).map_or(0, |days| days.saturating_add(1));
        let subject = sight.frame.subjects.total() + total;
        self.set(subject, verdict as u32 | days << 2);
        self.leave_open(sight, subject, sight.answers.left(index.told));
    }

    /// What an item is decided by has changed.
    fn item(&mut self, sight: &Sight<'_, '_>, item: u32) {
        let Some(index) = sight.answers.rulebook.items.get(item as usize) else { return };
        let subject = sight.frame.subjects.item() + item;
        let rest = sight.answers.rest(index.need);
        let left = sight.answers.settled(rest);
        self.leave_open(sight, subject, left);
        if let Some(known) = self.rest.get_mut(item as usize).filter(|known| **known != rest) {
            *known = rest;
            self.moved.push(item);
        }
        let need = Need::of(left);
        if let Some(known) = self.need.get_mut(item as usize).filter(|known| **known != need) {
            *known = need;
            self.stand(sight, item);
        }
    }

    /// An item is needed or not any more, wished for, or in hand: its papers, those that come from it, and the items that
    /// wait for it are looked at again.
    fn stand(&mut self, sight: &Sight<'_, '_>, item: u32) {
        let frame = sight.frame;
        let in_basket = review::in_basket(sight.answers, sight.all_needed, item as usize);
        review::mark(&mut self.basket, item as usize, in_basket);
        self.items.push(item);
        for used in frame.uses_of_item(item) {
            // What begins to be asked for is looked at besides.
            let asks = self.left.get(used as usize).is_some_and(|left| *left != diagram::NO);
            if let Some(place) = frame.places.get(used as usize).filter(|place| asks && !place.recommended) {
                self.papers.push(place.paper);
            }
        }
        frame.yields.of(item as usize).iter().for_each(|paper| {
            self.papers.push(*paper);
        });
        frame.awaited.of(item as usize).iter().for_each(|other| {
            self.items.push(*other);
        });
    }

    /// What the items ask for whose need has moved.
    fn follow(&mut self, sight: &Sight<'_, '_>, anyway: bool) {
        while let Some(item) = self.moved.pop() {
            sight.frame.uses_of_item(item).for_each(|used| self.asked(sight, used, anyway));
        }
    }

    /// What is left of "asked for" may have changed.
    fn asked(&mut self, sight: &Sight<'_, '_>, used: u32, anyway: bool) {
        let Some(place) = sight.frame.places.get(used as usize) else { return };
        // An item that is not needed asks for nothing.
        let asked = match (self.need.get(place.item as usize), self.rest.get(place.item as usize)) {
            (Some(Need::NotNeeded) | None, _) => diagram::NO,
            (_, Some(&diagram::YES)) => place.when,
            (Some(Need::Needed | Need::Undetermined), _) => place.asked,
        };
        let left = sight.answers.settled(sight.answers.rest(asked));
        let Some(known) = self.left.get_mut(used as usize).filter(|known| anyway || **known != left) else {
            return;
        };
        *known = left;
        self.set(sight.frame.subjects.used() + used, Need::of(left) as u32);
        if !place.recommended {
            self.papers.push(place.paper);
        }
    }

    /// What is said of a paper has changed.
    fn handed_in(&mut self, sight: &Sight<'_, '_>, paper: u32, held: &[Vec<u32>]) {
        let frame = sight.frame;
        self.judge(sight, paper, held);
        self.look_at(frame, paper);
        frame.agree_with_paper.of(paper as usize).iter().for_each(|other| self.judge(sight, *other, held));
        frame.yielded.of(paper as usize).iter().for_each(|item| self.stand(sight, *item));
        frame.wanted.of(paper as usize).iter().for_each(|item| {
            self.items.push(*item);
        });
    }

    /// Whether a paper in hand is as it is asked for.
    fn judge(&mut self, sight: &Sight<'_, '_>, paper: u32, held: &[Vec<u32>]) {
        let all = &sight.answers.application.materials;
        let own = held.get(paper as usize).into_iter().flatten().filter_map(|at| all.get(*at as usize));
        let wrong = sight.answers.in_hand(paper as usize)
            && review::is_wrong(sight.answers, paper as usize, own, sight.on);
        if self.wrong.get(paper as usize) != Some(&wrong) {
            review::mark(&mut self.wrong, paper as usize, wrong);
            self.look_at(sight.frame, paper);
        }
    }

    /// A paper, and those for which it may stand in.
    fn look_at(&mut self, frame: &Frame, paper: u32) {
        self.papers.push(paper);
        frame.stands_in.of(paper as usize).iter().for_each(|other| {
            self.papers.push(*other);
        });
    }

    fn form(&mut self, answers: &Answers<'_>) {
        let applicant = answers.application.applicant.as_ref();
        self.form_errors = applicant.is_some_and(|applicant| !applicant.errors().is_empty());
    }

    /// Works off what is to be looked at.
    fn work(&mut self, sight: &Sight<'_, '_>) {
        let mut room = Vec::new();
        while let Some(paper) = self.papers.pop() {
            self.paper(sight, paper, &mut room);
        }
        while let Some(item) = self.items.pop() {
            self.file(sight, item);
        }
    }

    fn paper<'a>(&mut self, sight: &Sight<'_, 'a>, paper: u32, room: &mut Vec<Asked<'a>>) {
        let answers = sight.answers;
        room.clear();
        let uses = sight.frame.uses_of.of(paper as usize).iter();
        room.extend(uses.filter_map(|used| self.asking(sight, *used)));
        let material = paper as usize;
        let wrong = &self.wrong;
        let serves = |paper: usize| answers.in_hand(paper) && !wrong.get(paper).copied().unwrap_or(false);
        let in_basket = |item: &usize| self.basket.get(*item).copied().unwrap_or(false);
        let stand = review::stand(answers, material, room, &serves, &in_basket);
        let told = Paper { material, stand, uses: room, ways: Vec::new(), advised: None };
        let verdict = review::verdict_on_paper(answers, &told, sight.on);
        let subject = sight.frame.subjects.paper() + paper;
        self.set(subject, told.stand.need as u32 | (told.stand.state as u32) << 2);
        self.make(subject, verdict);
        let open = Some(told.stand.open).filter(|open| !open.is_empty());
        self.turn(sight.frame, subject, open);
    }

    /// A use of a paper by an item of the basket that asks for it, or may.
    fn asking<'a>(&self, sight: &Sight<'_, 'a>, used: u32) -> Option<Asked<'a>> {
        let left = *self.left.get(used as usize).filter(|left| **left != diagram::NO)?;
        let item = sight.frame.places.get(used as usize)?.item as usize;
        self.basket.get(item).filter(|in_basket| **in_basket)?;
        let at = (used - sight.frame.first_use.get(item)?) as usize;
        let index = sight.answers.rulebook.items.get(item)?.uses.get(at)?;
        Some(Asked { item, at, index, left })
    }

    fn file(&mut self, sight: &Sight<'_, '_>, item: u32) {
        let (answers, n) = (sight.answers, item as usize);
        let need = self.need.get(n).copied().unwrap_or(Need::NotNeeded);
        let later = review::timing(answers, &self.joint, n) as u32;
        let flags = u32::from(answers.wished(n)) << 3 | u32::from(answers.done(n)) << 4;
        let in_basket = self.basket.get(n).copied().unwrap_or(false);
        let subject = sight.frame.subjects.item() + item;
        self.set(subject, need as u32 | later << 2 | flags);
        self.make(subject, if in_basket { review::verdict_on_item(need) } else { Verdict::Acceptable });
    }

    fn leave_open(&mut self, sight: &Sight<'_, '_>, subject: u32, left: Root) {
        let open = (!left.is_terminal()).then(|| sight.answers.open_facts(left));
        self.turn(sight.frame, subject, open);
    }

    /// What can still move a subject.
    #[inline(always)]
    fn turn(&mut self, frame: &Frame, subject: u32, open: Open) {
        // Most are decided, and were before.
        if open.is_some() || self.open.get(subject as usize).is_some_and(Option::is_some) {
            self.turn_over(frame, subject, open);
        }
    }

    fn turn_over(&mut self, frame: &Frame, subject: u32, open: Open) {
        let Some(slot) = self.open.get_mut(subject as usize) else { return };
        if let (Some(before), Some(now)) = (&*slot, &open)
            && Rc::ptr_eq(before, now)
        {
            return;
        }
        let before = std::mem::replace(slot, open.clone());
        before.iter().flat_map(|facts| facts.iter()).for_each(|fact| self.count(frame, *fact, false));
        open.iter().flat_map(|facts| facts.iter()).for_each(|fact| self.count(frame, *fact, true));
    }

    /// A question that can move one subject more, or one less.
    fn count(&mut self, frame: &Frame, fact: usize, more: bool) {
        let subject = frame.subjects.fact() + fact as u32;
        let now = self.state(subject);
        if self.questions.push(fact as u32)
            && let Some(before) = self.before.get_mut(fact)
        {
            *before = now;
        }
        let now = if more { now.saturating_add(1) } else { now.saturating_sub(1) };
        if let Some(state) = self.states.get_mut(subject as usize) {
            *state = now;
        }
    }

    fn state(&self, subject: u32) -> u32 {
        self.states.get(subject as usize).copied().unwrap_or_default()
    }

    #[inline(always)]
    fn set(&mut self, subject: u32, state: u32) {
        if let Some(known) = self.states.get_mut(subject as usize).filter(|known| **known != state) {
            *known = state;
            self.changes.push(subject);
            self.changes.push(state);
        }
    }

    /// What a subject makes of the whole.
    #[inline(always)]
    fn make(&mut self, subject: u32, verdict: Verdict) {
        if let Some(known) = self.verdicts.get_mut(subject as usize).filter(|known| **known != verdict) {
            let before = std::mem::replace(known, verdict);
            self.recount(before, verdict);
        }
    }

    fn recount(&mut self, before: Verdict, verdict: Verdict) {
        // What is acceptable moves nothing, and is not counted.
        for (verdict, more) in [(before, false), (verdict, true)] {
            if let Some(count) = self.counts.get_mut(verdict as usize) {
                *count = if more { count.saturating_add(1) } else { count.saturating_sub(1) };
            }
        }
    }
}

fn joint(answers: &Answers<'_>) -> Vec<usize> {
    review::ticked(answers).into_iter().flat_map(|ticked| ticked.items).collect()
}
