//! One place's rulebook: the national law and what the place adds.

use super::definitions;
use super::duties;
use super::fault::Spot;
use super::files::Document;
use super::ground::Written;
use super::ground::{Ground, once};
use super::national::{Name, Named, National, WrittenItem, see_name};
use super::overlay::{self, Paper, Pledge, Wording};
use super::program::{self, WrittenProgram};
use super::seen::Seen;
use super::spots::{Part, Spots};
use super::table::Table;
use super::total::{self, WrittenTotal};
use crate::rulebook::{Claim, Definition, Duty, Figure, Item, Law, Measure, Saying};
use crate::text::Text;

const MEASURES: [Measure; 4] = [Measure::Papers, Measure::Steps, Measure::Visits, Measure::Days];

/// The folder's rulebook.toml as written.
struct Place {
    id: String,
    name: Text,
    place: Text,
    region: String,
    bands: Vec<u32>,
    items: Vec<(String, Spot)>,
    definitions: Vec<Definition>,
    /// Which of them it defines or fills itself.
    defined: Vec<(String, Spot)>,
    wordings: Vec<Wording>,
    pledges: Vec<Pledge>,
    papers: Vec<Paper>,
    gaps: Vec<Saying>,
    press: Vec<Claim>,
    programs: Vec<WrittenProgram>,
    totals: Vec<WrittenTotal>,
    duties: Vec<Written<Duty>>,
    /// The items that these duties name.
    duty_names: Vec<Name>,
}

/// Reads a place's rulebook.toml, lays it over the national law, and sees that the whole holds together.
pub(super) fn read(
    document: &Document<'_>,
    national: &National,
    ground: &Ground<'_>,
    seen: &mut Seen,
    spots: &mut Spots,
) -> Law {
    let folder = document.folder().unwrap_or_default();
    let place = document.read(ground.faults, |file| place(file, folder, national, ground));
    place.record(spots, ground);
    let items = listed(&place, national, ground);
    for name in items.iter().flat_map(|item| &item.names) {
        see_listed(name, &place, national, ground);
    }
    for name in place.names() {
        see_name(name, national, ground);
        see_listed(name, &place, national, ground);
    }
    let items = items.into_iter().flat_map(|item| overlay::laid_over(item, &place.pledges, &place.papers));
    let items = items.collect();
    let wordings: Vec<_> = place.wordings.iter().map(|one| (one.fact.clone(), one.spot)).collect();
    let defined = place.defined.clone();
    let mut law = place.law(items, national, ground);
    seen.keep_what_is_used(&mut law);
    seen.note_what_is_idle(&law, &wordings, &defined);
    law
}

impl Place {
    fn law(self, items: Vec<Item>, national: &National, ground: &Ground<'_>) -> Law {
        let has = |id: &String| items.iter().any(|item| item.id == *id);
        let gates = national.gates.iter().map(|gate| &gate.law).filter(|gate| has(&gate.item));
        let duties = national.duties.iter().chain(&self.duties).map(|duty| &duty.law);
        let duties = duties.filter(|duty| duty.items().all(has));
        Law {
            id: self.id,
            name: self.name,
            place: self.place,
            region: self.region,
            bands: self.bands,
            groups: ground.groups.iter().map(|group| group.law.clone()).collect(),
            stages: national.stages.iter().map(|stage| stage.law.clone()).collect(),
            facts: ground.facts.iter().map(|fact| overlay::worded(&fact.law, &self.wordings)).collect(),
            definitions: self.definitions,
            constraints: ground.constraints.iter().map(|constraint| constraint.law.clone()).collect(),
            programs: self.programs.into_iter().map(|written| written.program).collect(),
            totals: self.totals.into_iter().map(|written| written.total).collect(),
            gates: gates.cloned().collect(),
            duties: duties.cloned().collect(),
            items,
            materials: national.materials.iter().map(|material| material.law.clone()).collect(),
            files: national.files.clone(),
            agreements: national.agreements.iter().map(|agreement| agreement.law.clone()).collect(),
            sources: ground.sources.iter().map(|source| source.law.clone()).collect(),
            gaps: self.gaps,
            press: self.press,
        }
    }

    fn record(&self, spots: &mut Spots, ground: &Ground<'_>) {
        for (id, spot) in &self.defined {
            spots.add(ground.faults, (&self.id, Part::Definition, id), None, *spot);
        }
        self.programs.iter().for_each(|program| program.record(&self.id, spots, ground.faults));
        self.totals.iter().for_each(|total| total.record(&self.id, spots, ground.faults));
        for paper in &self.papers {
            let id = format!("{}/{}", paper.item, paper.used.material);
            spots.add(ground.faults, (&self.id, Part::Use, &id), None, paper.spot);
        }
        for pledge in &self.pledges {
            let part = (self.id.as_str(), Part::Pledge, pledge.item.as_str());
            spots.add(ground.faults, part, pledge.valid.from, pledge.name.spot);
        }
    }

    /// The names that the place's own tables use.
    fn names(&self) -> impl Iterator<Item = &Name> {
        let pledged = self.pledges.iter().map(|pledge| &pledge.name);
        let asked = self.papers.iter().flat_map(|paper| &paper.names);
        let limited = self.totals.iter().flat_map(|total| &total.names);
        let ticked = self.programs.iter().flat_map(|program| &program.items);
        pledged.chain(asked).chain(ticked).chain(&self.duty_names).chain(limited)
    }

    fn lists(&self, item: &str) -> bool {
        self.items.iter().any(|(listed, _)| listed == item)
    }
}

fn place(file: &mut Table<'_>, folder: &str, national: &National, outer: &Ground<'_>) -> Place {
    let fills = definitions::fills(file, outer);
    let own = definitions::read(file, outer);
    let id = file.id("rulebook");
    if id != folder && !id.is_empty() {
        let wrong = format!("rulebook `{id}` stands in the folder `{folder}`");
        file.faults.add(file.spot_of("id"), wrong, "Give folder and rulebook the same name");
    }
    let named = own.iter().map(|own| (own.law.id.clone(), own.spot));
    let defined = named.chain(fills.iter().map(|fill| (fill.id.clone(), fill.spot))).collect();
    let ground = &outer.with(own, fills);
    let mut names = Vec::new();
    let duties = duties::duties(file, ground, &mut names);
    Place {
        id,
        name: file.text("name"),
        place: file.text("place"),
        region: file.word("region", "region = \"hubei\"").0,
        bands: bands(file),
        items: items(file, national),
        wordings: overlay::wordings(file, ground),
        pledges: overlay::pledges(file, national, ground),
        papers: overlay::papers(file, national, ground),
        duties,
        duty_names: names,
        gaps: gaps(file, ground),
        press: claims(file, ground),
        programs: programs(file, ground),
        totals: totals(file, ground),
        definitions: ground.definitions.clone(),
        defined,
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

/// The items that the place lists, or all of them.
fn items(file: &mut Table<'_>, national: &National) -> Vec<(String, Spot)> {
    let items = file.words("items");
    once(file.faults, "item", items.iter().map(|(id, spot)| (id.as_str(), *spot)));
    if file.has("items") {
        return items;
    }
    national.in_order().into_iter().map(|id| (id.to_owned(), file.spot)).collect()
}

fn gaps(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<Saying> {
    let gaps = file.each("gap", "gap", |table| {
        let gap = Saying { id: table.id("gap"), text: table.text("text"), basis: ground.basis(table) };
        (gap, table.spot)
    });
    once(file.faults, "gap", gaps.iter().map(|(gap, spot)| (gap.id.as_str(), *spot)));
    gaps.into_iter().map(|(gap, _)| gap).collect()
}

fn claims(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<Claim> {
    let claims = file.each("press", "press", |table| {
        let id = table.id("press");
        let subject = format!("a figure of {}", table.subject);
        let claim = Claim {
            id,
            text: table.text("text"),
            basis: ground.basis(table),
            figures: table.each("figures", &subject, figure),
            differs: table.maybe_text("differs"),
        };
        (claim, table.spot)
    });
    once(file.faults, "press", claims.iter().map(|(claim, spot)| (claim.id.as_str(), *spot)));
    claims.into_iter().map(|(claim, _)| claim).collect()
}

fn figure(table: &mut Table<'_>) -> Figure {
    if !["from", "to", "percent"].into_iter().any(|key| table.has(key)) {
        table.missing("percent", "Add `from` and `to`, or `percent`");
    }
    Figure {
        of: table.one_of("of", &MEASURES).unwrap_or(Measure::Papers),
        from: table.maybe_count("from"),
        to: table.maybe_count("to"),
        percent: table.maybe_count("percent"),
    }
}

fn programs(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<WrittenProgram> {
    let programs = file.each("program", "program", |table| program::read(table, ground));
    once(file.faults, "program", programs.iter().map(|written| (written.program.id.as_str(), written.spot)));
    programs
}

fn totals(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<WrittenTotal> {
    let totals = file.each("total", "total", |table| total::read(table, ground));
    once(file.faults, "total", totals.iter().map(|written| (written.total.id.as_str(), written.spot)));
    totals
}

/// The items that the place lists, in its order; each with all its versions.
fn listed<'a>(place: &Place, national: &'a National, ground: &Ground<'_>) -> Vec<&'a WrittenItem> {
    let find = |(id, spot): &(String, Spot)| {
        let found: Vec<&WrittenItem> = national.items.iter().filter(|item| item.item.id == *id).collect();
        if found.is_empty() {
            let wrong = format!("`items` names `{id}`, which no file below national has");
            ground.faults.add(*spot, wrong, "Add the item below national, or correct its id");
        }
        found
    };
    place.items.iter().flat_map(find).collect()
}

/// An item that is named has to be one of the place's.
fn see_listed(name: &Name, place: &Place, national: &National, ground: &Ground<'_>) {
    let is_elsewhere = name.of == Named::Item && national.item(&name.id).is_some();
    if is_elsewhere && !place.lists(&name.id) {
        let wrong = format!("item `{}` is not in rulebook `{}`", name.id, place.id);
        ground.faults.add(name.spot, wrong, "Add it to the rulebook's `items`, or correct the id");
    }
}
