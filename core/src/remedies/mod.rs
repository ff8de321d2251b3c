//! Ways out: the smallest changes that would turn a verdict. Worked out when a person asks, not in every review.

mod near;
mod search;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::application::{Answer, Application, Given, GivenAs, Paper, Promise};
use crate::calendar::Day;
use crate::diagram;
use crate::review::{
    Answers, CalendarVersion, Eligibility, FindingCode, MaterialState, Need, ProgramReview, Review, Verdict,
    Version, review,
};
use crate::rulebook::{ItemIndex, Rulebook};
use crate::sort;
use near::Move;
use search::ways;

/// Groups that are tried together; of more, each is tried alone.
const MOST_GROUPS: usize = 5;

/// The smallest changes that would turn what an application is refused or lacks: answers that contradict each other;
/// every program wished for (where none is, every program) that it may not have; and, where it is incomplete, every
/// paper that is missing or irregular.
pub fn remedies(rulebook: &Rulebook, application: &Application, on: Day) -> Remedies {
    let rulebook = rulebook.on(on);
    let reviewed = review(rulebook, application, on);
    let of = Of { rulebook, answers: Answers::new(rulebook, application), application, on };
    let programs = reviewed.programs.iter().enumerate().flat_map(|(n, program)| of.program(n, program));
    let mut remedies = of.agreement();
    remedies.extend(programs);
    if reviewed.verdict == Verdict::Incomplete {
        let lacks = [MaterialState::Missing, MaterialState::Irregular];
        let papers = reviewed.materials.iter().enumerate();
        let lacking = papers.filter(|(_, paper)| paper.need == Need::Needed && lacks.contains(&paper.state));
        remedies.extend(lacking.flat_map(|(n, paper)| of.material(n, paper.state)));
    }
    Remedies {
        rulebook: rulebook.version().clone(),
        calendar: rulebook.calendar_version().clone(),
        on,
        remedies,
    }
}

/// The ways out of one application, each verified by reviewing it again.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Remedies {
    pub rulebook: Version,
    pub calendar: CalendarVersion,
    pub on: Day,
    pub remedies: Vec<Remedy>,
}

/// One way out: all of it together turns the verdict, and no part of it alone does.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Remedy {
    pub target: Target,
    pub from: Outcome,
    pub to: Outcome,
    /// Answers to change, in the rulebook's order.
    pub changes: Vec<Change>,
    /// Papers to hand in.
    pub supply: Vec<String>,
    /// Papers to promise.
    pub promise: Vec<String>,
}

/// What a remedy turns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    Program(String),
    Material(String),
    /// The constraints that the answers contradict.
    Constraints(Vec<String>),
}

/// Where what is turned stands: a program's verdict, a paper's state, or whether the answers agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum Outcome {
    Program(Eligibility),
    Material(MaterialState),
    Constraints(Consistency),
}

/// Whether answers can all be true of one project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Consistency {
    Agree,
    Contradict,
}

/// An answer to change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Change {
    pub fact: String,
    /// Null where it was not answered.
    pub from: Given,
    pub to: Given,
}

/// The application whose ways out are looked for.
struct Of<'a> {
    rulebook: &'a Rulebook,
    answers: Answers<'a>,
    application: &'a Application,
    on: Day,
}

impl Of<'_> {
    /// Ways to make the answers keep all constraints.
    fn agreement(&self) -> Vec<Remedy> {
        let broken = self.answers.contradicted.iter().filter_map(|n| self.rulebook.law.constraints.get(*n));
        let broken: Vec<String> = broken.map(|constraint| constraint.id.clone()).collect();
        if broken.is_empty() {
            return Vec::new();
        }
        let clash = |review: &Review| {
            review.findings.iter().any(|finding| finding.code == FindingCode::AnswersContradict)
        };
        let agreement =
            |review: &Review| if clash(review) { Consistency::Contradict } else { Consistency::Agree };
        let turned = |review: &Review| Some(Outcome::Constraints(agreement(review)));
        let from = Outcome::Constraints(Consistency::Contradict);
        let remedy = Remedy::new(Target::Constraints(broken), from);
        let goal = Outcome::Constraints(Consistency::Agree);
        let ways = search::agreeing(&self.answers);
        ways.iter().filter_map(|way| self.verified(remedy.with(self, way), &turned, goal)).collect()
    }

    fn program(&self, n: usize, program: &ProgramReview) -> Vec<Remedy> {
        let is_asked = program.wished || self.application.programs.is_empty();
        let index = self.rulebook.programs.get(n);
        let Some(index) = index.filter(|_| is_asked && program.verdict == Eligibility::NotEligible) else {
            return Vec::new();
        };
        let remedy = Remedy::new(Target::Program(program.id.to_owned()), Outcome::Program(program.verdict));
        let turned =
            |review: &Review| review.programs.get(n).map(|program| Outcome::Program(program.verdict));
        let goal = Outcome::Program(Eligibility::Eligible);
        let ways = ways(&self.answers, index.told, diagram::ELIGIBLE);
        ways.iter().filter_map(|way| self.verified(remedy.with(self, way), &turned, goal)).collect()
    }

    /// A paper that is irregular is supplied as it has to be.
    fn material(&self, n: usize, state: MaterialState) -> Vec<Remedy> {
        let Some(id) = self.rulebook.law.materials.get(n).map(|material| &material.id) else {
            return Vec::new();
        };
        let turned = |review: &Review| review.materials.get(n).map(|paper| Outcome::Material(paper.state));
        let remedy = Remedy::new(Target::Material(id.clone()), Outcome::Material(state));
        let supplied = |supply: Vec<String>| Remedy { supply, ..remedy.clone() };
        let mut remedies = vec![(supplied(vec![id.clone()]), MaterialState::InHand)];
        remedies
            .extend(self.alternatives(n).into_iter().map(|papers| (supplied(papers), MaterialState::InHand)));
        let promised = Remedy { promise: vec![id.clone()], ..remedy.clone() };
        remedies.push((promised, MaterialState::Promised));
        let ways = self.asked(n).map(|asked| ways(&self.answers, asked, diagram::NO)).unwrap_or_default();
        remedies.extend(ways.iter().map(|way| (remedy.with(self, way), MaterialState::Waived)));
        let goals = remedies.into_iter();
        let verified =
            goals.filter_map(|(remedy, goal)| self.verified(remedy, &turned, Outcome::Material(goal)));
        verified.fold(Vec::new(), |mut kept: Vec<Remedy>, remedy| {
            let asks_for_more = |less: &Remedy| {
                !less.supply.is_empty() && less.supply.iter().all(|paper| remedy.supply.contains(paper))
            };
            if remedy.supply.is_empty() || !kept.iter().any(asks_for_more) {
                kept.push(remedy);
            }
            kept
        })
    }

    /// The items that can ask for papers: those wished for that are in force, or all that are not done.
    fn items(&self) -> impl Iterator<Item = &ItemIndex> {
        let wished: Vec<usize> =
            self.application.items.iter().filter_map(|id| self.rulebook.item(id)).collect();
        let is_in =
            move |n: usize| if wished.is_empty() { !self.answers.done(n) } else { wished.contains(&n) };
        let items = self.rulebook.items.iter().enumerate();
        items.filter(move |(n, _)| is_in(*n)).map(|(_, index)| index)
    }

    /// Where some item asks for a paper; nothing for one that so many ask for that no few changes undo it.
    fn asked(&self, material: usize) -> Option<diagram::Root> {
        let uses = self
            .items()
            .flat_map(|item| &item.uses)
            .filter(|used| used.material == material && !used.recommended);
        self.answers.any(uses.map(|used| used.asked))
    }

    /// What lacks of the groups that will do instead, in every combination, the smallest first. Uses with different
    /// groups are settled only together.
    fn alternatives(&self, material: usize) -> Vec<Vec<String>> {
        let uses = self
            .items()
            .flat_map(|item| &item.uses)
            .filter(|used| used.material == material && !used.recommended);
        let lacking = |group: &Vec<usize>| -> Vec<usize> {
            group.iter().copied().filter(|paper| !self.answers.in_hand(*paper)).collect()
        };
        let mut groups: Vec<Vec<usize>> = uses
            .flat_map(|used| &used.alternatives)
            .map(lacking)
            .filter(|lacking| !lacking.is_empty())
            .collect();
        sort::by(&mut groups, |left, right| left < right);
        groups.dedup();
        let mut sets = groups.clone();
        if groups.len() <= MOST_GROUPS {
            sets = vec![Vec::new()];
            for group in &groups {
                let with_it: Vec<Vec<usize>> =
                    sets.iter().map(|set| [set.as_slice(), group].concat()).collect();
                sets.extend(with_it);
            }
        }
        for set in &mut sets {
            sort::once(set);
        }
        sets.retain(|set| !set.is_empty());
        sort::by(&mut sets, |left, right| (left.len(), left) < (right.len(), right));
        sets.dedup();
        let id = |paper: usize| self.rulebook.law.materials.get(paper).map(|material| material.id.clone());
        sets.into_iter().map(|set| set.into_iter().filter_map(id).collect()).collect()
    }

    /// A remedy that a review of the changed application confirms.
    fn verified(
        &self,
        remedy: Remedy,
        turned: &dyn Fn(&Review) -> Option<Outcome>,
        goal: Outcome,
    ) -> Option<Remedy> {
        let mut changed = self.application.clone();
        for Change { fact, to, .. } in &remedy.changes {
            let answer = Answer { value: to.clone(), standing: GivenAs::Given };
            changed.facts.insert(fact.clone(), answer);
        }
        changed.materials.extend(remedy.supply.iter().map(|id| Paper { id: id.clone(), ..Paper::default() }));
        let promises = remedy.promise.iter().map(|material| Promise { material: material.clone(), by: None });
        changed.promises.extend(promises);
        let to = turned(&review(self.rulebook, &changed, self.on)).filter(|to| *to == goal)?;
        Some(Remedy { to, ..remedy })
    }
}

impl Remedy {
    /// No change yet.
    fn new(target: Target, from: Outcome) -> Remedy {
        Remedy { target, from, to: from, changes: Vec::new(), supply: Vec::new(), promise: Vec::new() }
    }

    fn with(&self, of: &Of<'_>, way: &[Move]) -> Remedy {
        let change = |step: &Move| {
            let fact = of.rulebook.law.facts.get(step.fact)?.id.clone();
            let from = of.application.facts.get(&fact).map_or(Given::Open, |answer| answer.value.clone());
            Some(Change { fact, from, to: step.to.clone() })
        };
        Remedy { changes: way.iter().filter_map(change).collect(), ..self.clone() }
    }
}
