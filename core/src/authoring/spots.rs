//! Where each part of the law is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use super::fault::{Faults, Spot};
use crate::calendar::Day;

/// A kind of part that the law has. An id within another part is written with it: a rule is `assist/R1`, a use
/// `construction-permit/m-form`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Source,
    Fact,
    Definition,
    Constraint,
    Material,
    Item,
    /// An item's use of a paper: `item/material`.
    Use,
    Program,
    /// The limit that a place pledges for an item.
    Pledge,
    /// A program's rule: `program/rule`.
    Rule,
    /// A program's note: `program/note`.
    Note,
    Total,
    /// A total limit's rule: `total/rule`.
    TotalRule,
}

impl Part {
    /// What it is called in what is told.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Part::Source => "source",
            Part::Fact => "fact",
            Part::Definition => "definition",
            Part::Constraint => "constraint",
            Part::Material => "material",
            Part::Item => "item",
            Part::Use => "paper",
            Part::Program => "program",
            Part::Rule | Part::TotalRule => "rule",
            Part::Note => "note",
            Part::Total => "total limit",
            Part::Pledge => "pledge",
        }
    }
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    pub file: String,
    pub line: usize,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// The lines on which the parts of the law begin.
#[derive(Clone, Debug, Default)]
pub struct Spots(BTreeMap<Key, Line>);

type Key = (String, Part, String, Option<Day>);

impl Spots {
    /// Where a part of a place's law is written: by the place itself, or else for all. Of several versions it is the
    /// one in force from that day on (`valid.from`), or the last before.
    pub fn of(&self, law: &str, part: Part, id: &str, from: Option<Day>) -> Option<&Line> {
        self.latest(law, part, id, from).or_else(|| self.latest("", part, id, from))
    }

    fn latest(&self, law: &str, part: Part, id: &str, from: Option<Day>) -> Option<&Line> {
        let key = |from| (law.to_owned(), part, id.to_owned(), from);
        self.0.range(key(None)..=key(from)).next_back().map(|(_, line)| line)
    }

    /// How many parts of a kind there are, each counted once with all its versions.
    pub fn count(&self, part: Part) -> usize {
        let ids: BTreeSet<(&String, &String)> =
            self.0.keys().filter(|key| key.1 == part).map(|(law, _, id, _)| (law, id)).collect();
        ids.len()
    }

    /// Remembers a part of a place's law, or of all places' where `law` is empty.
    pub(super) fn add(
        &mut self,
        faults: &Faults<'_>,
        (law, part, id): (&str, Part, &str),
        from: Option<Day>,
        spot: Spot,
    ) {
        self.0.insert((law.to_owned(), part, id.to_owned(), from), faults.line(spot));
    }

    pub(super) fn below(mut self, folder: &Path) -> Spots {
        for line in self.0.values_mut() {
            line.file = folder.join(&line.file).display().to_string();
        }
        self
    }
}
