//! The conditions of a rulebook as they are written: each compiled condition, and the text in the TOML that says it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use toml::{Table, Value};
use yushen::calendar::Day;
use yushen::condition::Condition;
use yushen::rulebook::{Item, Law, Valid};

/// A condition, compiled and as written.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Where it stands: `item construction-permit`.
    pub name: String,
    pub compiled: Condition,
    pub text: String,
}

/// All tables of a folder of rules that bear on one place, by their key: `item`, `program`, `definition` …
pub struct Written(BTreeMap<String, Vec<Table>>);

impl Written {
    /// Reads what holds everywhere and the rulebook of one place.
    pub fn read(rules: &Path, place: &str) -> Written {
        let mut written = Written(BTreeMap::new());
        written.add(&rules.join("facts.toml"));
        for file in fs::read_dir(rules.join("national")).expect("there is national law") {
            written.add(&file.expect("a folder can be listed").path());
        }
        written.add(&rules.join(place).join("rulebook.toml"));
        written
    }

    fn add(&mut self, path: &Path) {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file: Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for (key, value) in file {
            self.0.entry(key).or_default().extend(tables(&value).into_iter().cloned());
        }
    }

    fn all(&self, key: &str) -> impl Iterator<Item = &Table> {
        self.0.get(key).into_iter().flatten()
    }

    /// The table of this kind with an id, as it is in force when `valid` begins.
    fn one(&self, key: &str, id: &str, valid: Valid) -> &Table {
        find(self.all(key), id, valid).unwrap_or_else(|| panic!("nothing written is {key} {id} {valid:?}"))
    }

    /// Every condition of the law, with the text that it was compiled from.
    pub fn pairs(&self, law: &Law) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for definition in &law.definitions {
            let filled = find(self.all("fill"), &definition.id, Valid::default());
            let table = filled.unwrap_or_else(|| self.one("definition", &definition.id, Valid::default()));
            pairs.push(pair(&format!("definition {}", definition.id), &definition.when, table, "when"));
        }
        for constraint in &law.constraints {
            let table = self.one("constraint", &constraint.id, Valid::default());
            pairs.push(pair(&format!("constraint {}", constraint.id), &constraint.never, table, "never"));
        }
        self.tables(law, &mut pairs);
        law.items.iter().for_each(|item| self.item(item, &mut pairs));
        let mut all = 0;
        law.conditions(&mut |_| all += 1);
        assert_eq!(pairs.len(), all, "every condition of {} was found as written", law.id);
        pairs
    }

    fn tables(&self, law: &Law, pairs: &mut Vec<Pair>) {
        for total in &law.totals {
            let written = self.one("total", &total.id, Valid::default());
            for rule in &total.rules {
                let name = format!("total {} rule {}", total.id, rule.id);
                let table = within(written, "rule", &rule.id, rule.valid);
                pairs.push(pair(&name, &rule.when, table, "when"));
                let variants = rule.variants.iter().map(|variant| &variant.when);
                in_order(&name, variants, table, "variant", "when", pairs);
            }
        }
        for program in &law.programs {
            let written = self.one("program", &program.id, Valid::default());
            for rule in &program.rules {
                let name = format!("program {} rule {}", program.id, rule.id);
                let table = within(written, "rule", &rule.id, rule.valid);
                pairs.push(pair(&name, &rule.when, table, "when"));
                let variants = rule.variants.iter().map(|variant| &variant.when);
                in_order(&name, variants, table, "variant", "when", pairs);
            }
            let name = format!("program {}", program.id);
            in_order(&name, program.notes.iter().map(|note| &note.when), written, "note", "when", pairs);
            in_order(&name, program.scope.iter().map(|scope| &scope.when), written, "scope", "when", pairs);
        }
    }

    fn item(&self, item: &Item, pairs: &mut Vec<Pair>) {
        let written = self.one("item", &item.id, item.valid);
        let name = format!("item {}", item.id);
        pairs.push(pair(&name, &item.needed_when, written, "needed_when"));
        in_order(&name, item.after.iter().map(|after| &after.when), written, "after", "when", pairs);
        let (added, national): (Vec<_>, Vec<_>) = item.materials.iter().partition(|used| used.added);
        let national = national.iter().map(|used| &used.needed_when);
        in_order(&name, national, written, "material", "needed_when", pairs);
        for used in added {
            let mut papers = self.all("paper").filter(|paper| word(paper, "item") == Some(&item.id));
            let paper = papers.find(|paper| word(paper, "id") == Some(&used.material));
            let paper = paper.unwrap_or_else(|| panic!("no paper {} is written for {name}", used.material));
            pairs.push(pair(
                &format!("{name} paper {}", used.material),
                &used.needed_when,
                paper,
                "needed_when",
            ));
        }
        let limits = written.get("limit").map(tables).unwrap_or_default();
        // `from` of a limit says which event it runs from; its days stand in `valid`.
        let in_force = |limit: &&&Table| {
            limit.get("valid").and_then(Value::as_table).is_none_or(|valid| covers(valid, item.valid))
        };
        let begins = limits.iter().find(in_force);
        if let (Some(limit), Some(begins)) = (&item.limit, begins) {
            let variants = limit.variants.iter().map(|variant| &variant.when);
            in_order(&name, variants, begins, "variant", "when", pairs);
        }
    }
}

fn pair(name: &str, compiled: &Condition, table: &Table, key: &str) -> Pair {
    let text = word(table, key).unwrap_or_else(|| panic!("{name} has no {key}"));
    Pair { name: name.into(), compiled: compiled.clone(), text: text.into() }
}

/// Conditions that stand in tables of their own, in the order written.
fn in_order<'c>(
    name: &str,
    compiled: impl Iterator<Item = &'c Condition>,
    table: &Table,
    key: &str,
    condition: &str,
    pairs: &mut Vec<Pair>,
) {
    let written = table.get(key).map(tables).unwrap_or_default();
    let compiled: Vec<_> = compiled.collect();
    assert_eq!(compiled.len(), written.len(), "{name} has as many {key} compiled as written");
    for (compiled, table) in compiled.into_iter().zip(written) {
        pairs.push(pair(&format!("{name} {key}"), compiled, table, condition));
    }
}

fn within<'t>(table: &'t Table, key: &str, id: &str, valid: Valid) -> &'t Table {
    let inner = table.get(key).map(tables).unwrap_or_default();
    find(inner.into_iter(), id, valid).unwrap_or_else(|| panic!("nothing written is {key} {id}"))
}

fn find<'t>(mut tables: impl Iterator<Item = &'t Table>, id: &str, valid: Valid) -> Option<&'t Table> {
    tables.find(|table| word(table, "id") == Some(id) && covers(table, valid))
}

/// Whether a table's `from` and `to` hold on the first of these days.
fn covers(table: &Table, valid: Valid) -> bool {
    let bound = |key| word(table, key).map(|text| Day::read(text).expect("a day"));
    let (from, to) = (bound("from"), bound("to"));
    match valid.from {
        Some(first) => from.is_none_or(|from| from <= first) && to.is_none_or(|to| first < to),
        None => from.is_none(),
    }
}

fn word<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    table.get(key).and_then(Value::as_str)
}

fn tables(value: &Value) -> Vec<&Table> {
    match value {
        Value::Array(all) => all.iter().filter_map(Value::as_table).collect(),
        Value::Table(one) => vec![one],
        _ => Vec::new(),
    }
}
