//! Questions as written.

use super::cel;
use super::ground::{Ground, Written, once};
use super::table::Table;
use crate::decimal::Decimal;
use crate::rulebook::{Choice, Fact, FactType};
use crate::text::Text;

const TYPES: [FactType; 6] =
    [FactType::Bool, FactType::Choice, FactType::Set, FactType::Number, FactType::Integer, FactType::Date];

/// A question.
pub(super) fn read(table: &mut Table<'_>, ground: &Ground<'_>) -> Written<Fact> {
    let id = table.id("fact");
    if !id.is_empty() && !cel::is_name(&id) {
        let wrong = format!("fact `{id}` cannot stand in a condition");
        table.faults.add(
            table.spot_of("id"),
            wrong,
            "Use small letters, digits and _ only, and no reserved word",
        );
    }
    let kind = table.one_of("type", &TYPES);
    let group = group(table, ground);
    let (unit, min, max) = (table.maybe_text("unit"), bound(table, "min"), bound(table, "max"));
    if let (Some(min), Some(max)) = (min, max)
        && min > max
    {
        let wrong = format!("the least answer of {}, {min}, is more than the greatest, {max}", table.subject);
        table.faults.add(table.spot_of("min"), wrong, "Swap or correct `min` and `max`");
    }
    let choices = table.each("choice", "choice", |table| {
        (Choice { id: table.id("choice"), text: table.text("text") }, table.spot)
    });
    once(table.faults, "choice", choices.iter().map(|(choice, spot)| (choice.id.as_str(), *spot)));
    let choices: Vec<Choice> = choices.into_iter().map(|(choice, _)| choice).collect();
    if let Some(kind) = kind {
        see_that_type_fits(table, kind, &unit, min.or(max), &choices);
    }
    let fact = Fact {
        id,
        kind: kind.unwrap_or(FactType::Bool),
        group,
        unit,
        min,
        max,
        question: table.text("question"),
        why: table.text("why"),
        basis: ground.basis(table),
        choices,
        changeable: table.flag("changeable").unwrap_or(false),
        decides_office: table.flag("decides_office").unwrap_or(false),
    };
    Written { law: fact, spot: table.spot }
}

/// The heading that a question stands under.
fn group(table: &mut Table<'_>, ground: &Ground<'_>) -> String {
    let (group, spot) = table.word("group", "group = \"project\"");
    if !group.is_empty() && !ground.groups.iter().any(|known| known.law.id == group) {
        let wrong = format!("group `{group}` of {} is not in facts.toml", table.subject);
        table.faults.add(spot, wrong, "Add it as `[[group]]`, or correct the id");
    }
    group
}

fn bound(table: &mut Table<'_>, key: &'static str) -> Option<Decimal> {
    let (text, spot) = table.maybe_word(key)?;
    let number = Decimal::read(&text);
    if number.is_none() {
        let wrong = format!("`{key}` of {} cannot be \"{text}\"", table.subject);
        table.faults.add(
            spot,
            wrong,
            "Write a number with at most four decimal places, in quotes, like \"0.5\"",
        );
    }
    number
}

fn see_that_type_fits(
    table: &Table<'_>,
    kind: FactType,
    unit: &Option<Text>,
    bound: Option<Decimal>,
    choices: &[Choice],
) {
    let (chosen, counted) = match kind {
        FactType::Choice | FactType::Set => (true, false),
        FactType::Number | FactType::Integer => (false, true),
        FactType::Bool | FactType::Date => (false, false),
    };
    let is = format!("{} is {}", table.subject, cel::type_name(kind));
    if chosen && choices.is_empty() {
        table.faults.add(
            table.spot,
            format!("{is}, but there is nothing to choose"),
            "Add `[[fact.choice]]` tables",
        );
    }
    if !chosen && !choices.is_empty() {
        let remedy = "Delete the choices, or make it `type = \"choice\"` or \"set\"";
        table.faults.add(table.spot_of("choice"), format!("{is}, but it has choices"), remedy);
    }
    if !counted && (unit.is_some() || bound.is_some()) {
        let remedy = "Delete `unit`, `min` and `max`, or make it `type = \"number\"` or \"integer\"";
        table.faults.add(table.spot, format!("{is}, but it has a unit or bounds"), remedy);
    }
}
