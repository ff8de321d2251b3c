//! What hangs on what, in one rulebook: from an answer, an item or a paper to everything that it can move.

use super::lists::Lists;
use crate::diagram::{Root, Supports, Variable};
use crate::review::mark;
use crate::rulebook::{AgreesWith, Rulebook, UseIndex};
use crate::sort;

/// Worked out once for a session. All lists are by index.
pub(super) struct Frame {
    pub subjects: Subjects,
    /// By variable: the programs, totals and items whose own diagrams hang on it, as subjects.
    pub decided: Lists,
    /// By variable: the uses that hang on it, besides what their items hang on.
    pub uses: Lists,
    /// By variable: the items that may have to wait for something because of it.
    pub timed: Lists,
    /// Of each use: where its item asks for the paper, the item, and the paper.
    pub places: Vec<Place>,
    /// By item: the uses of its papers are those from here on.
    pub first_use: Vec<u32>,
    /// By paper: its uses, but for those that only advise it.
    pub uses_of: Lists,
    /// By paper: the items that yield it.
    pub yielded: Lists,
    /// By item: the papers that may come from it.
    pub yields: Lists,
    /// By paper: those for which it may stand in.
    pub stands_in: Lists,
    /// By item: the items that may have to wait for it.
    pub awaited: Lists,
    /// By paper: the items that may have to wait for want of it.
    pub wanted: Lists,
    /// By paper, and by fact: the papers that have to agree with it.
    pub agree_with_paper: Lists,
    pub agree_with_fact: Lists,
    /// The papers that have to agree with the applicant's form.
    pub agree_with_form: Vec<u32>,
    /// By variable: a constraint asks it, so that what is possible may change.
    pub coupled: Vec<bool>,
    /// By variable: it may change what is ticked in a joint program.
    pub ticking: Vec<bool>,
}

/// A paper as an item asks for it.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// The item is needed and asks for the paper; and what it asks for it by.
    pub asked: Root,
    pub when: Root,
    pub item: u32,
    pub paper: u32,
    /// It only advises the paper.
    pub recommended: bool,
}

/// How many there are of everything that has a state; numbered in this order after the overall verdict, which is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Subjects {
    pub programs: u32,
    pub totals: u32,
    pub items: u32,
    pub papers: u32,
    /// The questions.
    pub facts: u32,
    /// The papers as items ask for them, item by item.
    pub uses: u32,
}

/// Where subjects of a kind begin.
impl Subjects {
    pub const VERDICT: u32 = 0;

    pub fn program(&self) -> u32 {
        1
    }

    pub fn total(&self) -> u32 {
        self.program() + self.programs
    }

    pub fn item(&self) -> u32 {
        self.total() + self.totals
    }

    pub fn paper(&self) -> u32 {
        self.item() + self.items
    }

    pub fn fact(&self) -> u32 {
        self.paper() + self.papers
    }

    pub fn used(&self) -> u32 {
        self.fact() + self.facts
    }

    /// How many there are in all.
    pub fn count(&self) -> u32 {
        self.used() + self.uses
    }
}

impl Frame {
    /// The uses of an item's papers.
    pub fn uses_of_item(&self, item: u32) -> impl Iterator<Item = u32> {
        let first = |item: u32| self.first_use.get(item as usize).copied();
        first(item).unwrap_or_default()..first(item + 1).unwrap_or(self.subjects.uses)
    }

    pub fn new(rulebook: &Rulebook) -> Frame {
        let (law, variables) = (&rulebook.law, rulebook.variables.len());
        let places = places(rulebook);
        let subjects = Subjects {
            programs: rulebook.programs.len() as u32,
            totals: rulebook.totals.len() as u32,
            items: rulebook.items.len() as u32,
            papers: law.materials.len() as u32,
            facts: law.facts.len() as u32,
            uses: places.len() as u32,
        };
        let decided = decided(rulebook, &subjects);
        let asked: Vec<(Root, u32)> = (0..).zip(&places).map(|(n, place)| (place.when, n)).collect();
        let timed = timed(rulebook);
        let ticks: Vec<Root> = ticks(rulebook).collect();
        let roots = [&decided, &asked, &timed].into_iter().flatten().map(|(root, _)| *root);
        let roots = roots.chain(ticks.iter().copied()).chain(rulebook.constraints.iter().copied());
        let supports = rulebook.diagrams.supports(roots);
        let coupling = Coupling::new(rulebook);
        let by_variable = |roots: &[(Root, u32)]| coupling.spread(&by_variable(&supports, variables, roots));
        let mut ticking = vec![false; variables];
        let asked_by = ticks.iter().flat_map(|root| rulebook.diagrams.support(*root));
        asked_by
            .flat_map(|variable| coupling.with(variable))
            .for_each(|variable| mark(&mut ticking, usize::from(variable), true));
        let (papers, items) = (law.materials.len(), rulebook.items.len());
        let of_uses = || (0_u32..).zip(&places);
        let counting = || of_uses().filter(|(_, place)| !place.recommended);
        let agreements = || {
            law.agreements
                .iter()
                .filter_map(|one| Some((rulebook.material(&one.material)? as u32, &one.with)))
        };
        Frame {
            subjects,
            decided: by_variable(&decided),
            uses: by_variable(&asked),
            timed: by_variable(&timed),
            uses_of: Lists::new(papers, || counting().map(|(n, place)| (place.paper as usize, n))),
            yielded: Lists::new(papers, || {
                (0..).zip(&rulebook.items).filter_map(|(n, item)| Some((item.outcome?, n)))
            }),
            yields: Lists::new(items, || {
                uses(rulebook)
                    .flat_map(|(_, used)| used.from.iter().map(|item| (*item, used.material as u32)))
            }),
            stands_in: Lists::new(papers, || {
                uses(rulebook).flat_map(|(_, used)| {
                    used.alternatives.iter().flatten().map(|paper| (*paper, used.material as u32))
                })
            }),
            awaited: Lists::new(items, || {
                let after = (0..).zip(&rulebook.items).flat_map(|(n, item)| {
                    item.after.iter().flat_map(move |after| after.any.iter().map(move |other| (*other, n)))
                });
                after.chain(uses(rulebook).flat_map(|(n, used)| used.from.iter().map(move |item| (*item, n))))
            }),
            wanted: Lists::new(papers, || {
                let from = uses(rulebook).filter(|(_, used)| !used.from.is_empty());
                from.flat_map(|(n, used)| {
                    let others = used.alternatives.iter().flatten().copied();
                    std::iter::once(used.material).chain(others).map(move |paper| (paper, n))
                })
            }),
            agree_with_paper: Lists::new(papers, || {
                agreements().filter_map(|(paper, with)| match with {
                    AgreesWith::Paper { material, .. } => Some((rulebook.material(material)?, paper)),
                    AgreesWith::Fact(_) | AgreesWith::Applicant(_) => None,
                })
            }),
            agree_with_fact: Lists::new(law.facts.len(), || {
                agreements().filter_map(|(paper, with)| match with {
                    AgreesWith::Fact(id) => Some((rulebook.fact(id)?, paper)),
                    AgreesWith::Paper { .. } | AgreesWith::Applicant(_) => None,
                })
            }),
            agree_with_form: agreements()
                .filter(|(_, with)| matches!(with, AgreesWith::Applicant(_)))
                .map(|(paper, _)| paper)
                .collect(),
            coupled: coupling.coupled(),
            ticking,
            first_use: first_use(rulebook),
            places,
        }
    }
}

fn uses(rulebook: &Rulebook) -> impl Iterator<Item = (u32, &UseIndex)> {
    (0..).zip(&rulebook.items).flat_map(|(n, item)| item.uses.iter().map(move |used| (n, used)))
}

fn places(rulebook: &Rulebook) -> Vec<Place> {
    let place = |(item, used): (u32, &UseIndex)| Place {
        asked: used.asked,
        when: used.when,
        item,
        paper: used.material as u32,
        recommended: used.recommended,
    };
    uses(rulebook).map(place).collect()
}

fn first_use(rulebook: &Rulebook) -> Vec<u32> {
    let mut next = 0;
    let first = |item: &crate::rulebook::ItemIndex| {
        let first = next;
        next += item.uses.len() as u32;
        first
    };
    rulebook.items.iter().map(first).collect()
}

/// What programs, totals and items are decided by.
fn decided(rulebook: &Rulebook, subjects: &Subjects) -> Vec<(Root, u32)> {
    let programs = rulebook.programs.iter().map(|program| program.told).zip(subjects.program()..);
    let totals = rulebook.totals.iter().map(|total| total.told).zip(subjects.total()..);
    let items = rulebook.items.iter().map(|item| item.need).zip(subjects.item()..);
    programs.chain(totals).chain(items).collect()
}

/// What an item may have to wait because of, besides other items and papers.
fn timed(rulebook: &Rulebook) -> Vec<(Root, u32)> {
    let of = |(n, item): (u32, &crate::rulebook::ItemIndex)| {
        let after = item.after.iter().map(|after| after.when);
        let papers = item.uses.iter().filter(|used| !used.from.is_empty()).map(|used| used.asked);
        after.chain(papers).map(|root| (root, n)).collect::<Vec<_>>()
    };
    (0..).zip(&rulebook.items).flat_map(of).collect()
}

/// What decides which items are under one receipt.
fn ticks(rulebook: &Rulebook) -> impl Iterator<Item = Root> {
    let programs = rulebook.law.programs.iter().zip(&rulebook.programs);
    let joint = programs.filter(|(program, _)| program.joint.is_some());
    joint.flat_map(|(_, index)| std::iter::once(index.told).chain(index.items.iter().map(|tick| tick.ticked)))
}

/// By variable, what hangs on it by way of these diagrams; each once.
fn by_variable(supports: &Supports, variables: usize, roots: &[(Root, u32)]) -> Vec<Vec<u32>> {
    let mut lists = vec![Vec::new(); variables];
    for (root, subject) in roots {
        for variable in supports.of(*root) {
            if let Some(list) =
                lists.get_mut(usize::from(*variable)).filter(|list| list.last() != Some(subject))
            {
                list.push(*subject);
            }
        }
    }
    lists
}

/// Variables that constraints bind together, directly or through others: an answer to one may settle another.
struct Coupling {
    groups: Vec<Vec<Variable>>,
    variables: usize,
}

impl Coupling {
    fn new(rulebook: &Rulebook) -> Coupling {
        let mut groups: Vec<Vec<Variable>> = Vec::new();
        for never in &rulebook.constraints {
            let mut group = rulebook.diagrams.support(*never);
            let (touching, apart): (Vec<_>, Vec<_>) =
                groups.into_iter().partition(|other| other.iter().any(|one| group.contains(one)));
            group.extend(touching.into_iter().flatten());
            sort::each_once(&mut group);
            groups = apart;
            groups.push(group);
        }
        Coupling { groups, variables: rulebook.variables.len() }
    }

    /// A variable and those that it is bound to.
    fn with(&self, variable: Variable) -> Vec<Variable> {
        let group = self.groups.iter().find(|group| group.contains(&variable));
        group.cloned().unwrap_or_else(|| vec![variable])
    }

    fn coupled(&self) -> Vec<bool> {
        let mut coupled = vec![false; self.variables];
        self.groups.iter().flatten().for_each(|variable| mark(&mut coupled, usize::from(*variable), true));
        coupled
    }

    /// What hangs on a variable hangs on all that it is bound to.
    fn spread(&self, own: &[Vec<u32>]) -> Lists {
        let mut all = own.to_vec();
        for group in &self.groups {
            let of = |variable: &Variable| own.get(usize::from(*variable)).map_or(&[][..], Vec::as_slice);
            let mut together: Vec<u32> = group.iter().flat_map(of).copied().collect();
            sort::each_once(&mut together);
            for variable in group {
                if let Some(slot) = all.get_mut(usize::from(*variable)) {
                    slot.clone_from(&together);
                }
            }
        }
        Lists::new(self.variables, || {
            all.iter().enumerate().flat_map(|(n, list)| list.iter().map(move |subject| (n, *subject)))
        })
    }
}
