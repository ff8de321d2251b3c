//! What holds everywhere: items and papers.

use super::fault::{Faults, Spot};
use super::files::Documents;
use super::ground::{Ground, STANDINGS, Written, once};
use super::limit;
use super::spots::{Part, Spots};
use super::table::Table;
use crate::rulebook::{Deferral, Duration, Item, Material, MaterialSource, Prerequisite, Use, Valid};

const SOURCES: [MaterialSource; 4] = [
    MaterialSource::Applicant,
    MaterialSource::Outcome,
    MaterialSource::DataSharing,
    MaterialSource::Intermediary,
];
const DURATIONS: [Duration; 2] = [Duration::Authority, Duration::ThirdParty];

/// Working days within which everything to correct must be told, once (行政许可法 第三十二条（四）), where the item's
/// own law says nothing else.
const NOTICE_DAYS: u32 = 5;

/// Items and papers, in the order of the files' names.
pub(super) struct National {
    pub items: Vec<WrittenItem>,
    pub materials: Vec<Written<Material>>,
}

/// An item, with the names that it uses.
pub(super) struct WrittenItem {
    pub item: Item,
    pub spot: Spot,
    pub names: Vec<Name>,
}

/// A name, and where it is used.
pub(super) struct Name {
    pub of: Named,
    pub id: String,
    pub spot: Spot,
}

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Stage,
    Item,
    Material,
}

impl National {
    pub fn record(&self, spots: &mut Spots, faults: &Faults<'_>) {
        for material in &self.materials {
            spots.add(faults, ("", Part::Material, &material.law.id), None, material.spot);
        }
        for WrittenItem { item, spot, names } in &self.items {
            spots.add(faults, ("", Part::Item, &item.id), item.valid.from, *spot);
            for used in &item.materials {
                let named = names.iter().find(|name| name.of == Named::Material && name.id == used.material);
                let spot = named.map_or(*spot, |name| name.spot);
                let id = format!("{}/{}", item.id, used.material);
                spots.add(faults, ("", Part::Use, &id), item.valid.from, spot);
            }
        }
    }

    pub fn item(&self, id: &str) -> Option<&WrittenItem> {
        self.items.iter().find(|item| item.item.id == id)
    }

    pub fn material(&self, id: &str) -> Option<&Material> {
        self.materials.iter().map(|material| &material.law).find(|material| material.id == id)
    }
}

/// Reads national/**.
pub(super) fn read(documents: &Documents<'_>, ground: &Ground<'_>) -> National {
    let mut national = National { items: Vec::new(), materials: Vec::new() };
    for document in documents.national() {
        document.read(ground.faults, |file| {
            national.items.extend(file.each("item", "item", |table| item(table, ground)));
            national.materials.extend(file.each("material", "material", material));
        });
    }
    once(ground.faults, "item", national.items.iter().map(|item| (item.item.id.as_str(), item.spot)));
    let materials = national.materials.iter();
    once(ground.faults, "material", materials.map(|material| (material.law.id.as_str(), material.spot)));
    see_that_outcomes_come_from_somewhere(&national, ground);
    national
}

fn material(table: &mut Table<'_>) -> Written<Material> {
    let material = Material {
        id: table.id("material"),
        name: table.text("name"),
        source: table.one_of("source", &SOURCES).unwrap_or(MaterialSource::Applicant),
        form: table.word("form", "form = \"electronic\"").0,
        count: table.count("count"),
    };
    Written { law: material, spot: table.spot }
}

fn item(table: &mut Table<'_>, ground: &Ground<'_>) -> WrittenItem {
    let mut names = Vec::new();
    let id = table.id("item");
    let (stage, spot) = table.word("stage", "stage = \"construction-permit\"");
    names.push(Name { of: Named::Stage, id: stage.clone(), spot });
    let outcome = table.maybe_word("outcome").map(|(id, spot)| {
        names.push(Name { of: Named::Material, id: id.clone(), spot });
        id
    });
    let item = Item {
        id,
        name: table.text("name"),
        kind: table.word("kind", "kind = \"permit\"").0,
        stage,
        agency: table.text("agency"),
        needed_when: ground.condition(table, "needed_when"),
        needed_text: table.text("needed_text"),
        basis: ground.bases(table),
        outcome,
        note: table.maybe_text("note"),
        notice_days: table.maybe_count("notice_days").unwrap_or(NOTICE_DAYS),
        duration: table.one_of("duration", &DURATIONS).unwrap_or(Duration::Authority),
        limit: limit::read(table, "limit", ground),
        pledged: None,
        closed: None,
        valid: Valid::default(),
        after: prerequisites(table, ground, &mut names),
        materials: uses(table, ground, &mut names),
    };
    WrittenItem { item, spot: table.spot, names }
}

fn prerequisites(table: &mut Table<'_>, ground: &Ground<'_>, names: &mut Vec<Name>) -> Vec<Prerequisite> {
    let subject = format!("a prerequisite of {}", table.subject);
    table.each("after", &subject, |table| {
        let any = ids(table, "any", Named::Item, names);
        if any.is_empty() {
            table.missing(
                "any",
                "Add `any = [\"…\"]` with the items, any one of which has to be decided first",
            );
        }
        Prerequisite { any, when: ground.condition(table, "when") }
    })
}

fn uses(table: &mut Table<'_>, ground: &Ground<'_>, names: &mut Vec<Name>) -> Vec<Use> {
    let of = table.subject.clone();
    let uses = table.each("material", "material", |table| (used(table, &of, ground, names), table.spot));
    once(ground.faults, "material", uses.iter().map(|(used, spot)| (used.material.as_str(), *spot)));
    uses.into_iter().map(|(used, _)| used).collect()
}

fn used(table: &mut Table<'_>, of: &str, ground: &Ground<'_>, names: &mut Vec<Name>) -> Use {
    let material = table.id("material");
    table.subject = format!("{} of {of}", table.subject);
    names.push(Name { of: Named::Material, id: material.clone(), spot: table.spot_of("id") });
    let subject = format!("the deferral of {}", table.subject);
    Use {
        needed_when: ground.condition(table, "needed_when"),
        needed_text: table.text("needed_text"),
        basis: ground.bases(table),
        called: table.maybe_text("called"),
        from: ids(table, "from", Named::Item, names),
        alternatives: alternatives(table, &material, names),
        deferrable: table.inner("deferrable", &subject, |table| Deferral {
            standing: table.one_of("standing", &STANDINGS).unwrap_or(crate::rulebook::Standing::Illustrative),
            why: table.text("why"),
        }),
        added: false,
        material,
    }
}

fn alternatives(table: &mut Table<'_>, material: &str, names: &mut Vec<Name>) -> Vec<String> {
    let alternatives = ids(table, "alternatives", Named::Material, names);
    if alternatives.iter().any(|alternative| alternative == material) {
        let wrong = format!("{} is its own alternative", table.subject);
        table.faults.add(table.spot_of("alternatives"), wrong, "Name only other papers");
    }
    alternatives
}

fn ids(table: &mut Table<'_>, key: &'static str, of: Named, names: &mut Vec<Name>) -> Vec<String> {
    let written = table.words(key);
    names.extend(written.iter().map(|(id, spot)| Name { of, id: id.clone(), spot: *spot }));
    written.into_iter().map(|(id, _)| id).collect()
}

/// A paper that is an outcome says, wherever it is asked for, which items yield it.
fn see_that_outcomes_come_from_somewhere(national: &National, ground: &Ground<'_>) {
    for item in &national.items {
        for used in item.item.materials.iter().filter(|used| used.from.is_empty()) {
            let of = national.material(&used.material);
            if of.is_some_and(|material| material.source == MaterialSource::Outcome) {
                let named =
                    item.names.iter().find(|name| name.of == Named::Material && name.id == used.material);
                let spot = named.map_or(item.spot, |name| name.spot);
                let wrong = format!(
                    "material `{}` of item `{}` is an outcome from nowhere",
                    used.material, item.item.id
                );
                ground.faults.add(
                    spot,
                    wrong,
                    "Add `from = [\"…\"]` with the items that yield it, or change its source",
                );
            }
        }
    }
}
