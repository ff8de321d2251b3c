//! One place's rulebook: the national law and what the place adds.

use super::circle;
use super::definitions;
use super::fault::Spot;
use super::files::Document;
use super::ground::{Ground, Written, once};
use super::national::{Name, Named, National, WrittenItem};
use super::program::{self, WrittenProgram};
use super::seen::Seen;
use super::spots::Spots;
use super::table::Table;
use crate::rulebook::{Claim, Group, Item, Law, Saying, Stage};
use crate::text::Text;

/// The folder's rulebook.toml as written.
struct Place {
    id: String,
    name: Text,
    place: Text,
    region: String,
    bands: Vec<u32>,
    items: Vec<(String, Spot)>,
    groups: Vec<Group>,
    stages: Vec<Stage>,
    gaps: Vec<Saying>,
    press: Vec<Claim>,
    programs: Vec<WrittenProgram>,
}

/// Reads a place's rulebook.toml, lays it over the national law, and sees that the whole holds together.
pub(super) fn read(
    document: &Document<'_>,
    national: &National,
    ground: &Ground<'_>,
    seen: &mut Seen,
    spots: &mut Spots,
) -> Law {
    let place =
        document.read(ground.faults, |file| place(file, document.folder().unwrap_or_default(), ground));
    let items = listed(&place, national, ground);
    for item in &items {
        item.names.iter().for_each(|name| see_name(name, &place, national, ground));
    }
    see_programs_items(&place, ground);
    let items: Vec<Item> = items.into_iter().map(|item| item.item.clone()).collect();
    circle::no_circle(&items, national, ground);
    place.programs.iter().for_each(|program| program.record(&place.id, spots, ground.faults));
    let mut law = Law {
        id: place.id,
        name: place.name,
        place: place.place,
        region: place.region,
        bands: place.bands,
        groups: place.groups,
        stages: place.stages,
        facts: ground.facts.iter().map(|fact| fact.law.clone()).collect(),
        definitions: Vec::new(),
        constraints: Vec::new(),
        programs: place.programs.into_iter().map(|written| written.program).collect(),
        totals: Vec::new(),
        items,
        gates: Vec::new(),
        duties: Vec::new(),
        materials: national.materials.iter().map(|material| material.law.clone()).collect(),
        sources: ground.sources.iter().map(|source| source.law.clone()).collect(),
        gaps: place.gaps,
        press: place.press,
    };
    seen.keep_what_is_used(&mut law);
    see_groups(&law, ground);
    law
}

fn place(file: &mut Table<'_>, folder: &str, outer: &Ground<'_>) -> Place {
    let own = definitions::read(file);
    let ground = &outer.with(own);
    let id = file.id("rulebook");
    if id != folder && !id.is_empty() {
        let wrong = format!("rulebook `{id}` stands in the folder `{folder}`");
        file.faults.add(file.spot_of("id"), wrong, "Give folder and rulebook the same name");
    }
    Place {
        id,
        name: file.text("name"),
        place: file.text("place"),
        region: file.word("region", "region = \"hubei\"").0,
        bands: bands(file),
        items: items(file),
        groups: groups(file),
        stages: stages(file, ground),
        gaps: sayings(file, "gap", ground),
        press: claims(file, ground),
        programs: programs(file, ground),
    }
}

/// Working days left at which a clock is due soon, the widest first.
fn bands(file: &mut Table<'_>) -> Vec<u32> {
    let bands: Vec<u32> = file.counts("bands").into_iter().map(|(days, _)| days).collect();
    if !bands.is_sorted_by(|wider, narrower| wider > narrower) {
        file.faults.add(
            file.spot_of("bands"),
            "the bands do not get narrower",
            "Write the widest first, like [3, 1]",
        );
    }
    bands
}

fn items(file: &mut Table<'_>) -> Vec<(String, Spot)> {
    let items = file.words("items");
    if items.is_empty() {
        file.missing("items", "Add `items = [\"…\"]`, in the order in which they should be read");
    }
    once(file.faults, "item", items.iter().map(|(id, spot)| (id.as_str(), *spot)));
    items
}

fn groups(file: &mut Table<'_>) -> Vec<Group> {
    let groups = file.each("group", "group", |table| {
        (Group { id: table.id("group"), name: table.text("name") }, table.spot)
    });
    once(file.faults, "group", groups.iter().map(|(group, spot)| (group.id.as_str(), *spot)));
    groups.into_iter().map(|(group, _)| group).collect()
}

fn stages(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<Stage> {
    let stages = file.each("stage", "stage", |table| {
        let stage = Stage { id: table.id("stage"), name: table.text("name"), basis: ground.basis(table) };
        (stage, table.spot)
    });
    once(file.faults, "stage", stages.iter().map(|(stage, spot)| (stage.id.as_str(), *spot)));
    stages.into_iter().map(|(stage, _)| stage).collect()
}

fn sayings(file: &mut Table<'_>, key: &'static str, ground: &Ground<'_>) -> Vec<Saying> {
    let sayings = file.each(key, key, |table| {
        let saying = Saying { id: table.id(key), text: table.text("text"), basis: ground.basis(table) };
        (saying, table.spot)
    });
    once(file.faults, key, sayings.iter().map(|(saying, spot)| (saying.id.as_str(), *spot)));
    sayings.into_iter().map(|(saying, _)| saying).collect()
}

fn claims(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<Claim> {
    let claim = |saying: Saying| Claim {
        id: saying.id,
        text: saying.text,
        basis: saying.basis,
        figures: Vec::new(),
        differs: None,
    };
    sayings(file, "press", ground).into_iter().map(claim).collect()
}

fn programs(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<WrittenProgram> {
    let programs = file.each("program", "program", |table| program::read(table, ground));
    once(file.faults, "program", programs.iter().map(|written| (written.program.id.as_str(), written.spot)));
    programs
}

/// The items that the place lists, in its order.
fn listed<'a>(place: &Place, national: &'a National, ground: &Ground<'_>) -> Vec<&'a WrittenItem> {
    let find = |(id, spot): &(String, Spot)| {
        let found = national.item(id);
        if found.is_none() {
            let wrong = format!("`items` names `{id}`, which no file below national has");
            ground.faults.add(*spot, wrong, "Add the item below national, or correct its id");
        }
        found
    };
    place.items.iter().filter_map(find).collect()
}

/// A name that an item uses has to lead somewhere in this place.
fn see_name(name: &Name, place: &Place, national: &National, ground: &Ground<'_>) {
    let id = &name.id;
    let missing = match name.of {
        Named::Stage if place.stages.iter().any(|stage| stage.id == *id) => None,
        Named::Stage => {
            Some((format!("stage `{id}` is not in rulebook `{}`", place.id), "Add it as `[[stage]]`"))
        }
        Named::Material if national.material(id).is_some() => None,
        Named::Material => {
            Some((format!("there is no material `{id}`"), "Add it to national/materials.toml"))
        }
        Named::Item if place.items.iter().any(|(listed, _)| listed == id) => None,
        Named::Item if national.item(id).is_some() => Some((
            format!("item `{id}` is not in rulebook `{}`", place.id),
            "Add it to the rulebook's `items`",
        )),
        Named::Item => Some((format!("there is no item `{id}`"), "Add it below national")),
    };
    if let Some((wrong, remedy)) = missing
        && !id.is_empty()
    {
        ground.faults.add(name.spot, wrong, format!("{remedy}, or correct the id"));
    }
}

fn see_programs_items(place: &Place, ground: &Ground<'_>) {
    for written in &place.programs {
        for (item, spot) in written.program.items.iter().zip(&written.items) {
            if !item.id.is_empty() && !place.items.iter().any(|(listed, _)| *listed == item.id) {
                let (id, program) = (&item.id, &written.program.id);
                let wrong = format!("item `{id}` of program `{program}` is not in rulebook `{}`", place.id);
                ground.faults.add(*spot, wrong, "Add it to the rulebook's `items`, or correct the id");
            }
        }
    }
}

/// Every question that the place asks stands under one of its headings.
fn see_groups(law: &Law, ground: &Ground<'_>) {
    for (Written { law: fact, .. }, spot) in ground.facts.iter().zip(&ground.groups) {
        let asked = law.facts.iter().any(|asked| asked.id == fact.id);
        if asked && !fact.group.is_empty() && !law.groups.iter().any(|group| group.id == fact.group) {
            let wrong =
                format!("group `{}` of fact `{}` is not in rulebook `{}`", fact.group, fact.id, law.id);
            ground.faults.add(*spot, wrong, "Add it as `[[group]]`, or correct the id");
        }
    }
}
