//! Named definitions: a condition that other conditions use by name.

use std::collections::BTreeMap;

use super::cel;
use super::fault::Spot;
use super::ground::{Ground, once};
use super::table::Table;
use crate::condition::Condition;

/// A definition as written.
pub(super) struct Definition {
    id: String,
    when: String,
    id_spot: Spot,
    spot: Spot,
}

/// Reads the `[[definition]]` tables of a file.
pub(super) fn read(file: &mut Table<'_>) -> Vec<Definition> {
    file.each("definition", "definition", |table| {
        let id = table.id("definition");
        let (when, spot) = table.word("when", "when = \"construction_project\"");
        Definition { id, when, id_spot: table.spot_of("id"), spot }
    })
}

/// Compiles definitions over the ground's facts and definitions; the answer holds both.
pub(super) fn compile(written: Vec<Definition>, ground: &Ground<'_>) -> BTreeMap<String, Condition> {
    once(ground.faults, "definition", written.iter().map(|one| (one.id.as_str(), one.id_spot)));
    for one in written.iter().filter(|one| !one.id.is_empty()) {
        if !cel::is_name(&one.id) {
            let wrong = format!("definition `{}` cannot stand in a condition", one.id);
            ground.faults.add(
                one.id_spot,
                wrong,
                "Use small letters, digits and _ only, and no reserved word",
            );
        }
        if ground.fact(&one.id).is_some() || ground.definitions.contains_key(&one.id) {
            let wrong = format!("definition `{}` has the name of a fact or of another definition", one.id);
            ground.faults.add(one.id_spot, wrong, "Give it a name of its own");
        }
    }
    let mut resolver = Resolver { written: &written, ground, done: ground.definitions.clone() };
    for one in &written {
        resolver.resolve(one, &mut Vec::new());
    }
    resolver.done
}

struct Resolver<'a> {
    written: &'a [Definition],
    ground: &'a Ground<'a>,
    done: BTreeMap<String, Condition>,
}

impl<'a> Resolver<'a> {
    /// Compiles what `one` uses, then `one`; `trail` are the definitions that wait for it.
    fn resolve(&mut self, one: &'a Definition, trail: &mut Vec<&'a str>) {
        if self.done.contains_key(&one.id) {
            return;
        }
        if let Some(at) = trail.iter().position(|waiting| *waiting == one.id) {
            let circle: Vec<&str> = trail.iter().skip(at).copied().chain([one.id.as_str()]).collect();
            let wrong = format!("definitions go round in a circle: {}", circle.join(" → "));
            self.ground.faults.add(one.spot, wrong, "Let one of them stand on facts alone");
            self.done.insert(one.id.clone(), Condition::Constant(true));
            return;
        }
        trail.push(&one.id);
        for name in cel::names(&one.when) {
            if let Some(used) = self.written.iter().find(|used| used.id == name) {
                self.resolve(used, trail);
            }
        }
        trail.pop();
        if !self.done.contains_key(&one.id) {
            let condition = self.compile(one);
            self.done.insert(one.id.clone(), condition);
        }
    }

    fn compile(&self, one: &Definition) -> Condition {
        if one.when.is_empty() {
            return Condition::Constant(true);
        }
        cel::compile(&one.when, self.ground, &self.done).unwrap_or_else(|wrongs| {
            for (wrong, remedy) in wrongs {
                self.ground.faults.add(one.spot, format!("in definition `{}`: {wrong}", one.id), remedy);
            }
            Condition::Constant(true)
        })
    }
}
