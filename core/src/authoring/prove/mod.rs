//! Proofs over all answers, exact and without an outside solver.
//!
//! Every obligation is one question to the decision diagrams of the rulebook: are there possible answers (answers that
//! no constraint forbids) at which it fails? The cells of a diagram are choices and the intervals between the
//! rulebook's own thresholds, so one diagram speaks of all answers. What fails is told with its smallest witness.
//!
//! # How it scales
//!
//! With r rules, p other parts (words, notes, papers, prerequisites, limits), f facts and i items there are
//! 1 + tables + r²/2 a table + r + p + f + i obligations, and for each edition of the law only those that differ. Each
//! takes the product of the few diagrams that it is about: linear in the number of their nodes for two of them, and
//! exponential in the number of facts in the worst case, which is what the budget is for. Looking for the smallest
//! witness skips facts one by one, again within the budget; the shortest path through the diagram does where it is
//! spent. An obligation that the budget is too small for is unproven, never proven.

mod chains;
mod ledger;
mod parts;
mod questions;
mod sight;
mod smallest;
mod spell;
mod subject;
mod tables;
mod vain;
mod witness;
mod world;

use std::time::{Duration, Instant};

pub use ledger::{Finding, Kind, Tally};
pub use subject::{Subject, Table};

use super::spots::{Line, Part};
use super::{Checked, LawError, LawErrors};
use crate::calendar::Day;
use crate::rulebook::RulebookError;
use ledger::Ledger;
use serde_json::json;
use world::World;

/// Nodes that one obligation may take: some hundred megabytes, a second or two.
pub const BUDGET: usize = 1_000_000;

/// What was proven of some rulebooks, and what was not.
#[derive(Clone, Debug)]
pub struct Proofs {
    pub rulebooks: Vec<Proof>,
}

/// What was proven of one rulebook.
#[derive(Clone, Debug)]
pub struct Proof {
    pub rulebook: String,
    /// How many editions the law has: intervals between its turns.
    pub editions: usize,
    pub tallies: Vec<(Kind, Tally)>,
    pub failures: Vec<Failure>,
    pub unproven: Vec<Unproven>,
    pub time: Duration,
}

/// An obligation that does not hold, and where that is written.
#[derive(Clone, Debug)]
pub struct Failure {
    pub finding: Finding,
    pub error: LawError,
}

/// An obligation for which the budget was too small.
#[derive(Clone, Debug)]
pub struct Unproven {
    pub kind: Kind,
    /// What it is about, with the rules where it is about some.
    pub name: String,
    pub error: LawError,
}

impl Proofs {
    /// How many obligations are proven, failed, unproven.
    pub fn tally(&self) -> (usize, usize, usize) {
        let tallies = self.rulebooks.iter().flat_map(|proof| &proof.tallies);
        tallies.fold((0, 0, 0), |(proven, failed, unproven), (_, tally)| {
            (proven + tally.proven, failed + tally.failures, unproven + tally.unproven)
        })
    }

    /// All that is not proven, as errors of the law.
    pub fn errors(&self) -> Result<(), LawErrors> {
        let failures = self.rulebooks.iter().flat_map(|proof| &proof.failures).map(|failure| &failure.error);
        let unproven = self.rulebooks.iter().flat_map(|proof| &proof.unproven).map(|open| &open.error);
        let mut errors: Vec<LawError> = failures.chain(unproven).cloned().collect();
        errors.sort();
        errors.dedup();
        if errors.is_empty() { Ok(()) } else { Err(LawErrors { errors }) }
    }
}

/// Proves the rulebooks with these ids (all where none is given), with so many nodes for each obligation.
pub fn prove(checked: &Checked, ids: &[String], budget: usize) -> Result<Proofs, RulebookError> {
    let known = |id: &&String| !checked.built.rulebooks.iter().any(|(known, _)| known == *id);
    if let Some(unknown) = ids.iter().find(known) {
        return Err(RulebookError(format!("there is no rulebook {unknown:?}")));
    }
    let chosen = checked.laws.iter().filter(|law| ids.is_empty() || ids.contains(&law.id));
    let rulebooks = chosen.map(|law| one(checked, &law.id, budget, everything)).collect::<Result<_, _>>()?;
    Ok(Proofs { rulebooks })
}

/// Sees that every chain of prerequisites ends, and proves nothing else.
pub fn circles(checked: &Checked) -> Result<(), LawErrors> {
    let unreadable = |error: RulebookError| LawErrors::about_all(error.to_string());
    let proofs = checked.laws.iter().map(|law| one(checked, &law.id, BUDGET, chains::prove));
    let rulebooks = proofs.collect::<Result<_, _>>().map_err(unreadable)?;
    Proofs { rulebooks }.errors()
}

/// A day for laws that have no turn: any would do.
const SOME_DAY: &str = "2026-01-05";

/// What proves the obligations of one edition.
type Prover = fn(&World<'_>, &mut Ledger<'_>);

fn one(checked: &Checked, id: &str, budget: usize, prover: Prover) -> Result<Proof, RulebookError> {
    let start = Instant::now();
    let rulebook = checked.built.rulebook(id)?;
    let line = |subject: &Subject| line_of(checked, id, subject);
    let line_number = |subject: &Subject| line(subject).map_or(0, |line| line.line);
    let mut ledger = Ledger::new(&line_number);
    let editions = rulebook.editions();
    for (on, edition) in &editions {
        let edition = edition.ok_or_else(|| {
            RulebookError(format!("the edition of rulebook {id:?} up to {on:?} cannot be read"))
        })?;
        let Some(on) = on.or_else(|| Day::read(SOME_DAY)) else { continue };
        prover(&World::new(edition, on, budget), &mut ledger);
    }
    let error = |subject: &Subject, wrong: String, remedy: &str| {
        let (file, line) =
            line(subject).map_or_else(|| (format!("rulebook {id}"), 0), |at| (at.file, at.line));
        LawError { file, line, wrong, remedy: remedy.to_owned() }
    };
    let failure = |finding: &Finding| Failure {
        error: error(&finding.subject, finding.wrong.clone(), finding.remedy),
        finding: finding.clone(),
    };
    let unproven = |(kind, name, subject): (Kind, &str, &Subject)| Unproven {
        kind,
        name: name.to_owned(),
        error: error(
            subject,
            format!("it is unproven that {}: {name}", kind.claim()),
            "Give it more nodes (`--budget`), or split the conditions into simpler rules",
        ),
    };
    Ok(Proof {
        rulebook: id.to_owned(),
        editions: editions.len(),
        tallies: ledger.tallies(),
        failures: ledger.failures().map(failure).collect(),
        unproven: ledger.unproven().map(unproven).collect(),
        time: start.elapsed(),
    })
}

/// All obligations of one edition. Where no answers are possible, nothing else is worth proving.
fn everything(world: &World<'_>, ledger: &mut Ledger<'_>) {
    if possible(world, ledger) {
        tables::prove(world, ledger);
        vain::prove(world, ledger);
        questions::prove(world, ledger);
        chains::prove(world, ledger);
    }
}

/// Whether some answers keep all constraints, as far as that is known.
fn possible(world: &World<'_>, ledger: &mut Ledger<'_>) -> bool {
    if world.rulebook.constraints.is_empty() {
        return true;
    }
    let impossible = world.impossible();
    let finding = impossible.flatten().map(|together| broken(world, together));
    let fails = finding.is_some();
    let subject = || Subject::Rulebook;
    ledger.try_one(world, Kind::Possible, "constraints".to_owned(), subject, |work| {
        work.give_up_where(impossible.is_none());
        finding
    });
    !fails
}

/// Constraints that no answers keep all of: whatever is answered, and if nothing is, the last of them is broken.
fn broken(world: &World<'_>, together: &[usize]) -> Finding {
    let together = world.fewest(together);
    let names: Vec<&str> = together.iter().filter_map(|n| world.constraint(*n)).collect();
    let title = format!("whatever is answered, constraints {} are not all kept", names.join(", "));
    let clash = names.last().map(|id| json!({ "code": "answers-contradict", "subject": id }));
    let expect = json!({ "verdict": "incomplete", "findings": [clash] });
    let witness = world.case("no answers", &title, &Vec::new(), expect);
    let mut subjects = names.iter().map(|id| Subject::Constraint((*id).to_owned()));
    Finding {
        kind: Kind::Possible,
        subject: subjects.next().unwrap_or(Subject::Rulebook),
        with: subjects.collect(),
        wrong: format!("no answers keep constraints `{}`", names.join("`, `")),
        remedy: "Make one of them narrower",
        witness: witness.into_iter().collect(),
    }
}

/// Where the subject is written.
fn line_of(checked: &Checked, law: &str, subject: &Subject) -> Option<Line> {
    let of = |part, id: &str, from| checked.spots.of(law, part, id, from).cloned();
    match subject {
        Subject::Rulebook => None,
        Subject::Table(Table::Program(id)) => of(Part::Program, id, None),
        Subject::Table(Table::Total(id)) => of(Part::Total, id, None),
        Subject::Rule { table, rule, from } | Subject::Variant { table, rule, from, .. } => {
            let part = match table {
                Table::Program(_) => Part::Rule,
                Table::Total(_) => Part::TotalRule,
            };
            of(part, &format!("{}/{rule}", table.id()), *from)
        }
        Subject::Note { program, note } => of(Part::Note, &format!("{program}/{note}"), None),
        Subject::Scope { program, .. } => of(Part::Program, program, None),
        Subject::Item { item, from }
        | Subject::After { item, from, .. }
        | Subject::LimitVariant { item, from, .. } => of(Part::Item, item, *from),
        Subject::Use { item, from, material, .. } => {
            of(Part::Use, &format!("{item}/{material}"), *from).or_else(|| of(Part::Item, item, *from))
        }
        Subject::Definition(id) => of(Part::Definition, id, None),
        Subject::Constraint(id) => of(Part::Constraint, id, None),
        Subject::Fact(id) => of(Part::Fact, id, None),
    }
}
