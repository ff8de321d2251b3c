//! What the rest of the law stands on: sources, questions, definitions.

use std::collections::BTreeSet;

use super::cel;
use super::dates::{follow_each_other, meet};
use super::definitions::{self, Fill, WrittenDefinition};
use super::fault::{Faults, Spot};
use super::files::Documents;
use super::question;
use super::source::{self, WrittenSource};
use super::spots::{Part, Spots};
use super::table::Table;
use crate::condition::Condition;
use crate::rulebook::{Constraint, Definition, Fact, Group, Valid};

/// Something of the law, and where it is written.
#[derive(Clone)]
pub(super) struct Written<T> {
    pub law: T,
    pub spot: Spot,
}

/// Sources, questions and definitions, by id.
pub(super) struct Ground<'a> {
    pub faults: &'a Faults<'a>,
    pub sources: Vec<WrittenSource>,
    pub facts: Vec<Written<Fact>>,
    pub groups: Vec<Written<Group>>,
    pub constraints: Vec<Written<Constraint>>,
    /// The definitions as written.
    pub written: Vec<WrittenDefinition>,
    /// Each after those that it uses.
    pub definitions: Vec<Definition>,
}

/// Reads sources.toml, facts.toml, and the definitions below national.
pub(super) fn read<'a>(documents: &Documents<'_>, faults: &'a Faults<'a>) -> Ground<'a> {
    let mut ground = Ground {
        faults,
        sources: Vec::new(),
        facts: Vec::new(),
        groups: Vec::new(),
        constraints: Vec::new(),
        written: Vec::new(),
        definitions: Vec::new(),
    };
    if let Some(document) = documents.sources() {
        ground.sources = document.read(faults, |file| file.each("source", "source", source::read));
        let version =
            |source: &WrittenSource| (format!("source `{}`", source.law.id), source.law.valid, source.spot);
        follow_each_other(faults, ground.sources.iter().map(version));
    }
    if let Some(document) = documents.facts() {
        document.read_part(faults, |file| ground.read_questions(file));
    }
    for document in documents.national() {
        let written = document.read_part(faults, |file| definitions::read(file, &ground));
        ground.written.extend(written);
    }
    ground.definitions = definitions::compile(&ground.written, &ground);
    if let Some(document) = documents.facts() {
        ground.constraints = document.read(faults, |file| {
            file.leave(&["group", "fact"]);
            constraints(file, &ground)
        });
    }
    ground
}

fn constraints(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<Written<Constraint>> {
    let constraints = file.each("constraint", "constraint", |table| {
        let constraint = Constraint {
            id: table.id("constraint"),
            never: ground.condition(table, "never"),
            text: table.text("text"),
            basis: ground.basis(table),
        };
        Written { law: constraint, spot: table.spot }
    });
    once(ground.faults, "constraint", constraints.iter().map(|one| (one.law.id.as_str(), one.spot)));
    constraints
}

impl<'a> Ground<'a> {
    fn read_questions(&mut self, file: &mut Table<'_>) {
        self.groups = file.each("group", "group", |table| {
            let group = Group { id: table.id("group"), name: table.text("name") };
            Written { law: group, spot: table.spot }
        });
        once(self.faults, "group", self.groups.iter().map(|group| (group.law.id.as_str(), group.spot)));
        self.facts = file.each("fact", "fact", |table| question::read(table, self));
        once(self.faults, "fact", self.facts.iter().map(|fact| (fact.law.id.as_str(), fact.spot)));
    }

    /// The same ground with what a place defines itself.
    pub fn with(&self, own: Vec<WrittenDefinition>, fills: Vec<Fill>) -> Ground<'a> {
        let written = definitions::laid_over(&self.written, fills, own);
        let definitions = definitions::compile(&written, self);
        Ground {
            faults: self.faults,
            sources: self.sources.clone(),
            facts: self.facts.clone(),
            groups: self.groups.clone(),
            constraints: self.constraints.clone(),
            written,
            definitions,
        }
    }

    pub fn record(&self, spots: &mut Spots) {
        for source in &self.sources {
            let from = source.law.valid.from;
            spots.add(self.faults, ("", Part::Source, &source.law.id), from, source.spot);
        }
        for fact in &self.facts {
            spots.add(self.faults, ("", Part::Fact, &fact.law.id), None, fact.spot);
        }
        for definition in &self.written {
            spots.add(self.faults, ("", Part::Definition, &definition.law.id), None, definition.spot);
        }
        for constraint in &self.constraints {
            spots.add(self.faults, ("", Part::Constraint, &constraint.law.id), None, constraint.spot);
        }
    }

    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().map(|fact| &fact.law).find(|fact| fact.id == id)
    }

    /// The versions of a source.
    pub fn source(&self, id: &str) -> impl Iterator<Item = &WrittenSource> {
        self.sources.iter().filter(move |source| source.law.id == id)
    }

    /// The versions of a source that are in force on some day of `valid`.
    pub fn source_in(&self, id: &str, valid: Valid) -> impl Iterator<Item = &WrittenSource> {
        self.source(id).filter(move |source| meet(source.law.valid, valid))
    }

    /// The condition under `key`; `true` in its place where it is wrong.
    pub fn condition(&self, table: &mut Table<'_>, key: &'static str) -> Condition {
        let (source, spot) = table.word(key, &format!("{key} = \"true\""));
        if source.is_empty() {
            return Condition::Constant(true);
        }
        cel::compile(&source, self, &self.definitions).unwrap_or_else(|wrongs| {
            for (wrong, remedy) in wrongs {
                self.faults.add(spot, format!("in `{key}` of {}: {wrong}", table.subject), remedy);
            }
            Condition::Constant(true)
        })
    }
}

/// Reports every id that stands more than once.
pub(super) fn once<'i>(faults: &Faults<'_>, kind: &str, ids: impl Iterator<Item = (&'i str, Spot)>) {
    let mut seen = BTreeSet::new();
    for (id, spot) in ids {
        if !seen.insert(id) && !id.is_empty() {
            faults.add(
                spot,
                format!("{kind} `{id}` stands twice"),
                "Give each its own id, or delete one of them",
            );
        }
    }
}
