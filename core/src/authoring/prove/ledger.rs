//! Which obligations there are, and what became of each.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::subject::Subject;
use super::world::{Work, World};
use crate::authoring::case::Case;

/// What has to hold of a rulebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Some set of answers keeps all constraints.
    Possible,
    /// A table speaks of every possible set of answers.
    Gap,
    /// Two rules with different verdicts never hold together.
    Conflict,
    /// A rule, or another part of the law, can hold, and changes something.
    Vain,
    /// An answer can change something.
    Question,
    /// Items never wait for themselves.
    Chain,
}

impl Kind {
    pub const ALL: [Kind; 6] =
        [Kind::Possible, Kind::Gap, Kind::Conflict, Kind::Vain, Kind::Question, Kind::Chain];

    /// What is proven, in words.
    pub fn claim(self) -> &'static str {
        match self {
            Kind::Possible => "some answers are possible",
            Kind::Gap => "every possible set of answers gets a verdict",
            Kind::Conflict => "no two rules contradict each other",
            Kind::Vain => "nothing is dead or shadowed",
            Kind::Question => "every question can matter",
            Kind::Chain => "every chain of prerequisites ends",
        }
    }
}

/// An obligation that does not hold.
#[derive(Clone, Debug)]
pub struct Finding {
    pub kind: Kind,
    pub subject: Subject,
    /// The other parts of the law that it happens with.
    pub with: Vec<Subject>,
    /// A clause in lower case, without a full stop.
    pub wrong: String,
    pub remedy: &'static str,
    /// Smallest answers that show it; two where it takes two to see that nothing changes.
    pub witness: Vec<Case>,
}

/// What became of an obligation.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    Proven,
    Failed(Box<Finding>),
    /// The budget was spent.
    Unproven(Subject),
}

/// Tally of one kind of obligation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    pub proven: usize,
    pub failures: usize,
    pub unproven: usize,
    /// Nodes made, over all obligations, and for the largest.
    pub nodes: usize,
    pub most: usize,
    #[serde(skip)]
    pub time: Duration,
}

impl Tally {
    pub fn obligations(&self) -> usize {
        self.proven + self.failures + self.unproven
    }
}

/// All obligations of a rulebook by kind and name.
pub(super) struct Ledger<'a> {
    /// The line on which something is written.
    line: &'a dyn Fn(&Subject) -> usize,
    settled: BTreeMap<(Kind, String), Outcome>,
    effort: BTreeMap<Kind, Tally>,
}

impl<'a> Ledger<'a> {
    pub fn new(line: &'a dyn Fn(&Subject) -> usize) -> Ledger<'a> {
        Ledger { line, settled: BTreeMap::new(), effort: BTreeMap::new() }
    }

    /// What is written once has one name, in all versions that are made of it; versions written apart have their own.
    pub fn name(&self, subject: &Subject) -> String {
        let line = (self.line)(subject);
        match subject {
            Subject::Use { n, .. } => format!("{subject} (line {line}, paper {})", n + 1),
            _ => format!("{subject} (line {line})"),
        }
    }

    /// Tries an obligation, unless an edition before has met it already.
    pub fn try_one(
        &mut self,
        world: &World<'_>,
        kind: Kind,
        name: String,
        subject: impl FnOnce() -> Subject,
        prove: impl FnOnce(&mut Work<'_>) -> Option<Finding>,
    ) {
        let key = (kind, name);
        if matches!(self.settled.get(&key), Some(Outcome::Proven)) {
            return;
        }
        let (start, mut work) = (Instant::now(), world.work());
        let found = prove(&mut work);
        let outcome = match found {
            Some(finding) => Outcome::Failed(Box::new(finding)),
            None if work.is_spent() => Outcome::Unproven(subject()),
            None => Outcome::Proven,
        };
        let counts = self.effort.entry(kind).or_default();
        counts.nodes += work.diagrams.len();
        counts.most = counts.most.max(work.diagrams.len());
        counts.time += start.elapsed();
        self.settle(key, outcome);
    }

    /// What is met in one edition is not in vain; what is unproven in one is not known to fail.
    fn settle(&mut self, key: (Kind, String), outcome: Outcome) {
        match (self.settled.get(&key), &outcome) {
            (Some(Outcome::Proven), _)
            | (Some(Outcome::Failed(_) | Outcome::Unproven(_)), Outcome::Failed(_)) => {}
            _ => {
                self.settled.insert(key, outcome);
            }
        }
    }

    pub fn tallies(&self) -> Vec<(Kind, Tally)> {
        let count = |kind: Kind| {
            let mut counts = self.effort.get(&kind).copied().unwrap_or_default();
            for (_, outcome) in self.settled.iter().filter(|((of, _), _)| *of == kind) {
                match outcome {
                    Outcome::Proven => counts.proven += 1,
                    Outcome::Failed(_) => counts.failures += 1,
                    Outcome::Unproven(_) => counts.unproven += 1,
                }
            }
            (kind, counts)
        };
        Kind::ALL.into_iter().map(count).filter(|(_, counts)| counts.obligations() > 0).collect()
    }

    pub fn failures(&self) -> impl Iterator<Item = &Finding> {
        self.settled.values().filter_map(|outcome| match outcome {
            Outcome::Failed(finding) => Some(finding.as_ref()),
            Outcome::Proven | Outcome::Unproven(_) => None,
        })
    }

    /// Kind, name and subject of what the budget was too small for.
    pub fn unproven(&self) -> impl Iterator<Item = (Kind, &str, &Subject)> {
        self.settled.iter().filter_map(|((kind, name), outcome)| match outcome {
            Outcome::Unproven(subject) => Some((*kind, name.as_str(), subject)),
            Outcome::Proven | Outcome::Failed(_) => None,
        })
    }
}
