//! The road before it is dated: what is in the plan, what waits for what, what is handled as one.

use super::aim::Own;
use super::graph::{Graph, Missing};
use super::joint::{Group, groups};
use super::schedule::{Schedule, tasks};
use crate::application::Application;
use crate::calendar::Day;
use crate::review::{Answers, Need, basket};
use crate::rulebook::{Item, ItemIndex, Rulebook};

/// The needed items of a basket and all that a plan of them goes by.
pub(super) struct Road<'a> {
    pub answers: Answers<'a>,
    pub graph: Graph,
    pub missing: Vec<Missing>,
    pub groups: Vec<Group>,
    /// The items of the basket of which it is not known yet whether they are needed.
    pub undetermined: Vec<usize>,
    /// The first node after the works, where they are still to be built and nobody said how long that takes.
    pub building: Option<usize>,
    /// By node: the applicant's own working days before it is filed.
    own: Vec<u32>,
}

impl<'a> Road<'a> {
    pub fn new(rulebook: &'a Rulebook, application: &'a Application, own: &[Own]) -> Road<'a> {
        let answers = Answers::new(rulebook, application);
        let mut basket = basket(&answers);
        let mut undetermined = basket.clone();
        undetermined.retain(|item| answers.need(*item) == Need::Undetermined);
        basket.retain(|item| answers.need(*item) == Need::Needed);
        let (mut graph, missing) = Graph::new(&answers, basket);
        let after_works = graph.build(&answers);
        let groups = groups(&answers, &graph);
        let mut days = vec![0; graph.nodes.len()];
        let mut to_build = None;
        for one in own {
            let Some(node) = rulebook.item(&one.item).and_then(|item| graph.node(item)) else { continue };
            if after_works.contains(&node) {
                to_build = to_build.max(Some(one.days));
            } else if let Some(slot) = days.get_mut(node) {
                *slot = one.days;
            }
        }
        // The works are built once: all that comes after them waits for the same.
        for node in &after_works {
            if let Some(slot) = days.get_mut(*node) {
                *slot = to_build.unwrap_or(0);
            }
        }
        let building = after_works.first().copied().filter(|_| to_build.is_none());
        Road { answers, graph, missing, groups, undetermined, building, own: days }
    }

    /// Dated forward from a day.
    pub fn from(&self, from: Day) -> Schedule {
        let tasks = tasks(&self.answers, &self.graph, &self.groups, &self.own);
        Schedule::new(&self.answers.rulebook.calendar, &self.graph, tasks, from)
    }

    /// The item of a node, as written and as read.
    pub fn item(&self, node: usize) -> Option<(&'a Item, &'a ItemIndex)> {
        let (at, rulebook) = (*self.graph.nodes.get(node)?, self.answers.rulebook);
        rulebook.law.items.get(at).zip(rulebook.items.get(at))
    }
}
