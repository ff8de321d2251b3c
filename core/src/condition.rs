//! Questions about facts, answered yes, no, or not yet.

use serde::Serialize;

use crate::decimal::Decimal;
use crate::json::{At, Member, Read, Reader, law};

/// A condition over facts, as the rulebook carries it. Authored in a subset of CEL (`authoring::cel`).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// Always true, or never.
    Constant(bool),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// A yes-or-no fact is yes.
    Yes(String),
    /// A choice is one of these.
    OneOf {
        fact: String,
        choices: Vec<String>,
    },
    /// This is among the choices of a set.
    Contains {
        fact: String,
        choice: String,
    },
    /// What a definition of the law says.
    Defined(String),
    /// A number stands in this relation to a constant.
    Compare {
        fact: String,
        op: Relation,
        #[cfg_attr(feature = "types", ts(as = "String"))]
        value: Decimal,
    },
}

law! {
    /// How a number is compared with a threshold.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "types", derive(ts_rs::TS))]
    #[serde(rename_all = "kebab-case")]
    pub enum Relation {
        Lt,
        Le,
        Eq,
        Ge,
        Gt,
    }
}

impl Relation {
    /// Whether `left` stands in this relation to `right`.
    pub fn holds<T: Ord>(self, left: T, right: T) -> bool {
        match self {
            Relation::Lt => left < right,
            Relation::Le => left <= right,
            Relation::Eq => left == right,
            Relation::Ge => left >= right,
            Relation::Gt => left > right,
        }
    }
}

impl Condition {
    /// Calls `visit` with every leaf; a definition's name is one ([`crate::rulebook::Law::leaves`] goes through it).
    pub fn leaves<'a>(&'a self, visit: &mut impl FnMut(&'a Condition)) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| part.leaves(visit)),
            Condition::Not(part) => part.leaves(visit),
            Condition::Constant(_)
            | Condition::Yes(_)
            | Condition::OneOf { .. }
            | Condition::Contains { .. }
            | Condition::Defined(_)
            | Condition::Compare { .. } => visit(self),
        }
    }

    /// The fact that a leaf asks about.
    pub fn fact(&self) -> Option<&str> {
        match self {
            Condition::Yes(fact)
            | Condition::OneOf { fact, .. }
            | Condition::Contains { fact, .. }
            | Condition::Compare { fact, .. } => Some(fact),
            Condition::Constant(_)
            | Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::Defined(_) => None,
        }
    }
}

impl Condition {
    const KINDS: &[Member] = &[
        Member::of::<bool>("constant"),
        Member::of::<Vec<Condition>>("all"),
        Member::of::<Vec<Condition>>("any"),
        Member::of::<Box<Condition>>("not"),
        Member::of::<String>("yes"),
        Member::holding("one-of", || Condition::ONE_OF),
        Member::holding("contains", || Condition::CONTAINS),
        Member::of::<String>("defined"),
        Member::holding("compare", || Condition::COMPARE),
    ];
    const ONE_OF: &[Member] = &[Member::of::<String>("fact"), Member::of::<Vec<String>>("choices")];
    const CONTAINS: &[Member] = &[Member::of::<String>("fact"), Member::of::<String>("choice")];
    const COMPARE: &[Member] =
        &[Member::of::<String>("fact"), Member::of::<Relation>("op"), Member::of::<Decimal>("value")];
}

impl Read for Condition {
    fn members() -> &'static [Member] {
        Condition::KINDS
    }

    fn read(reader: &mut Reader<'_>, at: At) -> Condition {
        let (kind, of) = reader.only(at, Condition::KINDS);
        match kind {
            "all" => Condition::All(Read::read(reader, of)),
            "any" => Condition::Any(Read::read(reader, of)),
            "not" => Condition::Not(Read::read(reader, of)),
            "yes" => Condition::Yes(Read::read(reader, of)),
            "one-of" => {
                let [fact, choices] = reader.members(of, Condition::ONE_OF);
                Condition::OneOf { fact: Read::read(reader, fact), choices: Read::read(reader, choices) }
            }
            "contains" => {
                let [fact, choice] = reader.members(of, Condition::CONTAINS);
                Condition::Contains { fact: Read::read(reader, fact), choice: Read::read(reader, choice) }
            }
            "defined" => Condition::Defined(Read::read(reader, of)),
            "compare" => {
                let [fact, op, value] = reader.members(of, Condition::COMPARE);
                let (fact, op) = (Read::read(reader, fact), Read::read(reader, op));
                Condition::Compare { fact, op, value: Read::read(reader, value) }
            }
            _ => Condition::Constant(Read::read(reader, of)),
        }
    }
}
