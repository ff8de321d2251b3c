//! What an obligation is about.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::calendar::Day;

/// A part of the law, by the ids that lead to it; of versions, by the day from which they are in force.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    Rulebook,
    Table(Table),
    Rule {
        table: Table,
        rule: String,
        from: Option<Day>,
    },
    /// The n-th variant of a rule's words.
    Variant {
        table: Table,
        rule: String,
        from: Option<Day>,
        n: usize,
    },
    Note {
        program: String,
        note: String,
    },
    Scope {
        program: String,
        scope: String,
    },
    Item {
        item: String,
        from: Option<Day>,
    },
    /// The n-th paper that an item asks for.
    Use {
        item: String,
        from: Option<Day>,
        n: usize,
        material: String,
    },
    /// The n-th prerequisite of an item.
    After {
        item: String,
        from: Option<Day>,
        n: usize,
    },
    /// The n-th variant of an item's limit.
    LimitVariant {
        item: String,
        from: Option<Day>,
        n: usize,
    },
    Definition(String),
    Constraint(String),
    Fact(String),
}

/// A decision table.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    Program(String),
    Total(String),
}

impl Table {
    pub fn id(&self) -> &str {
        let (Table::Program(id) | Table::Total(id)) = self;
        id
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Table::Program(id) => write!(f, "program `{id}`"),
            Table::Total(id) => write!(f, "total limit `{id}`"),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Rulebook => f.write_str("the rulebook"),
            Subject::Table(table) => table.fmt(f),
            Subject::Rule { table, rule, .. } => write!(f, "rule `{rule}` of {table}"),
            Subject::Variant { table, rule, n, .. } => {
                write!(f, "variant {} of rule `{rule}` of {table}", n + 1)
            }
            Subject::Note { program, note } => write!(f, "note `{note}` of program `{program}`"),
            Subject::Scope { program, scope } => write!(f, "scope `{scope}` of program `{program}`"),
            Subject::Item { item, .. } => write!(f, "item `{item}`"),
            Subject::Use { item, material, .. } => write!(f, "material `{material}` of item `{item}`"),
            Subject::After { item, n, .. } => write!(f, "prerequisite {} of item `{item}`", n + 1),
            Subject::LimitVariant { item, n, .. } => {
                write!(f, "variant {} of the limit of item `{item}`", n + 1)
            }
            Subject::Definition(id) => write!(f, "definition `{id}`"),
            Subject::Constraint(id) => write!(f, "constraint `{id}`"),
            Subject::Fact(id) => write!(f, "fact `{id}`"),
        }
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
