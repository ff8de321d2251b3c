//! Named definitions: conditions that other conditions use by name.

use super::cel;
use super::fault::Spot;
use super::ground::{Ground, once};
use super::table::Table;
use crate::condition::Condition;
use crate::rulebook::Definition;

/// A definition as written.
#[derive(Clone)]
pub(super) struct WrittenDefinition {
    /// With a condition that always holds, until it is compiled.
    pub law: Definition,
    when: String,
    pub spot: Spot,
    when_spot: Spot,
}

/// A place's own condition for a definition that national law leaves open.
pub(super) struct Fill {
    pub id: String,
    written: WrittenDefinition,
    pub spot: Spot,
}

/// Reads the `[[definition]]` tables of a file.
pub(super) fn read(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<WrittenDefinition> {
    let written = file.each("definition", "definition", |table| {
        let id = table.id("definition");
        let (when, when_spot) = table.word("when", "when = \"construction_project\"");
        let law = Definition {
            id,
            when: Condition::Constant(true),
            text: table.text("text"),
            basis: ground.basis(table),
            open: ground.basis_under(table, "open"),
        };
        WrittenDefinition { law, when, spot: table.spot_of("id"), when_spot }
    });
    once(ground.faults, "definition", written.iter().map(|one| (one.law.id.as_str(), one.spot)));
    written
}

/// Reads the `[[fill]]` tables of a place.
pub(super) fn fills(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<Fill> {
    let fills = file.each("fill", "fill", |table| {
        let id = table.id("fill");
        let (when, when_spot) = table.word("when", "when = \"construction_project\"");
        let filled = ground.written.iter().find(|written| written.law.id == id);
        if filled.is_none_or(|written| written.law.open.is_none()) && !id.is_empty() {
            let wrong = match filled {
                Some(_) => format!("definition `{id}` is not open, so no place can fill it"),
                None => format!("there is no definition `{id}` to fill"),
            };
            let remedy = "Delete the fill, or name a definition below national that has `open`";
            table.faults.add(table.spot_of("id"), wrong, remedy);
        }
        let law = Definition {
            id: id.clone(),
            when: Condition::Constant(true),
            text: table.text("text"),
            basis: ground.basis(table),
            open: filled.and_then(|written| written.law.open.clone()),
        };
        let spot = table.spot_of("id");
        Fill { id, written: WrittenDefinition { law, when, spot, when_spot }, spot }
    });
    once(ground.faults, "fill", fills.iter().map(|fill| (fill.id.as_str(), fill.spot)));
    fills
}

/// The definitions of a place as written: the national ones, filled where it fills them, then its own.
pub(super) fn laid_over(
    national: &[WrittenDefinition],
    fills: Vec<Fill>,
    own: Vec<WrittenDefinition>,
) -> Vec<WrittenDefinition> {
    let mut all = national.to_vec();
    for fill in fills {
        if let Some(open) = all.iter_mut().find(|written| written.law.id == fill.id) {
            *open = fill.written;
        }
    }
    all.extend(own);
    all
}

/// Compiles definitions; each stands after those that it uses.
pub(super) fn compile(written: &[WrittenDefinition], ground: &Ground<'_>) -> Vec<Definition> {
    for (n, one) in written.iter().enumerate().filter(|(_, one)| !one.law.id.is_empty()) {
        let id = &one.law.id;
        if !cel::is_name(id) {
            let wrong = format!("definition `{id}` cannot stand in a condition");
            let remedy = "Use small letters, digits and _ only, and no reserved word";
            ground.faults.add(one.spot, wrong, remedy);
        }
        let before =
            written.iter().take(n).any(|other| other.law.id == *id && other.spot.file != one.spot.file);
        if ground.fact(id).is_some() || before {
            let wrong = format!("definition `{id}` has the name of a fact or of another definition");
            ground.faults.add(one.spot, wrong, "Give it a name of its own");
        }
    }
    let mut resolver = Resolver { written, ground, done: Vec::new() };
    for one in written {
        resolver.resolve(one, &mut Vec::new());
    }
    resolver.done
}

struct Resolver<'a> {
    written: &'a [WrittenDefinition],
    ground: &'a Ground<'a>,
    done: Vec<Definition>,
}

impl<'a> Resolver<'a> {
    /// Compiles what `one` uses, then `one`; `trail` are the definitions that wait for it.
    fn resolve(&mut self, one: &'a WrittenDefinition, trail: &mut Vec<&'a str>) {
        let id = &one.law.id;
        if self.is_done(id) {
            return;
        }
        if let Some(at) = trail.iter().position(|waiting| *waiting == id) {
            let circle: Vec<&str> = trail.iter().skip(at).copied().chain([id.as_str()]).collect();
            let wrong = format!("definitions go round in a circle: {}", circle.join(" → "));
            self.ground.faults.add(one.when_spot, wrong, "Let one of them stand on facts alone");
            self.done.push(one.law.clone());
            return;
        }
        trail.push(id);
        for name in cel::names(&one.when) {
            if let Some(used) = self.written.iter().find(|used| used.law.id == name) {
                self.resolve(used, trail);
            }
        }
        trail.pop();
        if !self.is_done(id) {
            let when = self.compile(one);
            self.done.push(Definition { when, ..one.law.clone() });
        }
    }

    fn is_done(&self, id: &str) -> bool {
        self.done.iter().any(|done| done.id == id)
    }

    fn compile(&self, one: &WrittenDefinition) -> Condition {
        if one.when.is_empty() {
            return Condition::Constant(true);
        }
        cel::compile(&one.when, self.ground, &self.done).unwrap_or_else(|wrongs| {
            for (wrong, remedy) in wrongs {
                let wrong = format!("in definition `{}`: {wrong}", one.law.id);
                self.ground.faults.add(one.when_spot, wrong, remedy);
            }
            Condition::Constant(true)
        })
    }
}
