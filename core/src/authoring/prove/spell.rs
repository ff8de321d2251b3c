//! Conditions as they could have been written.

use crate::condition::{Condition, Relation};

/// A condition in CEL.
pub(super) fn spell(condition: &Condition) -> String {
    match condition {
        Condition::All(parts) => joined(parts, " && "),
        Condition::Any(parts) => joined(parts, " || "),
        Condition::Not(part) => format!("!{}", inner(part)),
        Condition::Constant(holds) => holds.to_string(),
        Condition::Yes(id) | Condition::Defined(id) => id.clone(),
        Condition::OneOf { fact, choices } => match choices.as_slice() {
            [choice] => format!("{fact} == '{choice}'"),
            choices => {
                let quoted: Vec<String> = choices.iter().map(|choice| format!("'{choice}'")).collect();
                format!("{fact} in [{}]", quoted.join(", "))
            }
        },
        Condition::Contains { fact, choice } => format!("'{choice}' in {fact}"),
        Condition::Compare { fact, op, value } => format!("{fact} {} {value}", sign(*op)),
    }
}

/// What has to hold all at once.
pub(super) fn conjuncts(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::All(parts) => parts.iter().flat_map(conjuncts).collect(),
        other => vec![other],
    }
}

fn joined(parts: &[Condition], by: &str) -> String {
    parts.iter().map(inner).collect::<Vec<_>>().join(by)
}

fn inner(part: &Condition) -> String {
    match part {
        Condition::Yes(_) | Condition::Defined(_) | Condition::Constant(_) | Condition::Not(_) => spell(part),
        Condition::Compare { .. } | Condition::OneOf { .. } => spell(part),
        Condition::All(_) | Condition::Any(_) | Condition::Contains { .. } => format!("({})", spell(part)),
    }
}

fn sign(op: Relation) -> &'static str {
    match op {
        Relation::Lt => "<",
        Relation::Le => "<=",
        Relation::Eq => "==",
        Relation::Ge => ">=",
        Relation::Gt => ">",
    }
}
