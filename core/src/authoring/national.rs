//! What holds everywhere: stages, items, papers, gates and duties.

use super::dates::{covers, dated, follow_each_other, in_words, span};
use super::duties;
use super::fault::{Faults, Spot};
use super::files::Documents;
use super::ground::{Ground, Written, once};
use super::limit::{self, WrittenLimit};
use super::paper_file;
use super::regular::{self, WrittenAgreement};
use super::source::STANDINGS;
use super::spots::{Part, Spots};
use super::table::Table;
use crate::rulebook::{
    Deferral, Duration, Duty, FileLimits, Gate, Item, Material, MaterialSource, PaperForm, Prerequisite,
    Stage, Standing, Undertaking, Unit, Use, Valid,
};

const SOURCES: [MaterialSource; 4] = [
    MaterialSource::Applicant,
    MaterialSource::Outcome,
    MaterialSource::DataSharing,
    MaterialSource::Intermediary,
];
const FORMS: [PaperForm; 4] = [PaperForm::Original, PaperForm::Copy, PaperForm::Electronic, PaperForm::Share];
const DURATIONS: [Duration; 2] = [Duration::Authority, Duration::ThirdParty];

/// Working days within which everything to correct must be told, once (行政许可法 第三十二条（四）), where the item's
/// own law says nothing else.
const NOTICE_DAYS: u32 = 5;

/// All of it, in the order of the files' names.
pub(super) struct National {
    pub stages: Vec<Written<Stage>>,
    pub items: Vec<WrittenItem>,
    pub materials: Vec<Written<Material>>,
    /// Of papers that say nothing else.
    pub files: Option<FileLimits>,
    pub agreements: Vec<WrittenAgreement>,
    pub gates: Vec<Written<Gate>>,
    pub duties: Vec<Written<Duty>>,
}

/// An item, with the names that it uses.
pub(super) struct WrittenItem {
    /// Without limit.
    pub item: Item,
    pub limits: Vec<WrittenLimit>,
    pub spot: Spot,
    pub names: Vec<Name>,
}

/// A name, and where it is used.
pub(super) struct Name {
    pub of: Named,
    pub id: String,
    /// When what uses it is in force.
    pub valid: Valid,
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
    fn read_files(&mut self, file: &mut Table<'_>, ground: &Ground<'_>) {
        let subject = std::mem::replace(&mut file.subject, "all papers".to_owned());
        let limits = paper_file::limits(file, ground);
        file.subject = subject;
        if limits.is_some() && self.files.is_some() {
            let wrong = "`files` of all papers stands in two files";
            ground.faults.add(file.spot_of("files"), wrong, "Delete one of them");
        }
        self.files = self.files.take().or(limits);
    }

    fn stands_once(&self, ground: &Ground<'_>) {
        let version =
            |written: &WrittenItem| (format!("item `{}`", written.item.id), written.item.valid, written.spot);
        follow_each_other(ground.faults, self.items.iter().map(version));
        let stages = self.stages.iter().map(|stage| (stage.law.id.as_str(), stage.spot));
        once(ground.faults, "stage", stages);
        let materials = self.materials.iter().map(|material| (material.law.id.as_str(), material.spot));
        once(ground.faults, "material", materials);
        duties::stand_once(&self.gates, &self.duties, ground);
    }

    /// The ids of all items, by stage.
    pub fn in_order(&self) -> Vec<&str> {
        let at = |item: &&WrittenItem| self.stages.iter().position(|stage| stage.law.id == item.item.stage);
        let mut items: Vec<&WrittenItem> = self.items.iter().collect();
        items.sort_by_key(|item| at(item).unwrap_or(usize::MAX));
        let mut ids: Vec<&str> = Vec::new();
        for item in items {
            if !ids.contains(&item.item.id.as_str()) {
                ids.push(&item.item.id);
            }
        }
        ids
    }

    pub fn record(&self, spots: &mut Spots, faults: &Faults<'_>) {
        for material in &self.materials {
            spots.add(faults, ("", Part::Material, &material.law.id), None, material.spot);
        }
        for WrittenItem { item, spot, names, .. } in &self.items {
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

    /// The statutory limits of an item.
    pub fn limits(&self, item: &str) -> impl Iterator<Item = &WrittenLimit> {
        self.items.iter().filter(move |known| known.item.id == item).flat_map(|known| &known.limits)
    }

    pub fn material(&self, id: &str) -> Option<&Material> {
        self.materials.iter().map(|material| &material.law).find(|material| material.id == id)
    }
}

/// Reads national/**.
pub(super) fn read(documents: &Documents<'_>, ground: &Ground<'_>) -> National {
    let mut national = National {
        stages: Vec::new(),
        items: Vec::new(),
        materials: Vec::new(),
        files: None,
        agreements: Vec::new(),
        gates: Vec::new(),
        duties: Vec::new(),
    };
    let mut names = Vec::new();
    for document in documents.national() {
        document.read(ground.faults, |file| {
            file.leave(&["definition"]);
            national.stages.extend(file.each("stage", "stage", |table| stage(table, ground)));
            national.items.extend(file.each("item", "item", |table| item(table, ground)));
            national.materials.extend(file.each("material", "material", |table| material(table, ground)));
            national.read_files(file, ground);
            national.agreements.extend(regular::agreements(file, ground));
            national.gates.extend(duties::gates(file, ground, &mut names));
            national.duties.extend(duties::duties(file, ground, &mut names));
        });
    }
    national.stands_once(ground);
    see_that_outcomes_come_from_somewhere(&national, ground);
    see_that_promises_end_before_the_decision(&national, ground);
    regular::see_that_fields_agree(&national, ground);
    for name in names.iter().chain(national.items.iter().flat_map(|item| &item.names)) {
        see_name(name, &national, ground);
    }
    national
}

/// A name has to lead somewhere.
pub(super) fn see_name(name: &Name, national: &National, ground: &Ground<'_>) {
    let id = &name.id;
    let (known, kind, file) = match name.of {
        Named::Stage => {
            (national.stages.iter().any(|stage| stage.law.id == *id), "stage", "national/stages.toml")
        }
        Named::Material => (national.material(id).is_some(), "material", "national/materials.toml"),
        Named::Item => (national.item(id).is_some(), "item", "a file below national"),
    };
    if !known && !id.is_empty() {
        let wrong = format!("there is no {kind} `{id}`");
        ground.faults.add(name.spot, wrong, format!("Add it to {file}, or correct the id"));
    }
    let versions = national.items.iter().map(|item| &item.item).filter(|item| item.id == *id);
    if name.of == Named::Item
        && let Some(valid) = span(versions.map(|item| item.valid))
        && !covers(valid, name.valid)
    {
        let (named, using) = (in_words(valid), in_words(name.valid));
        let wrong = format!("item `{id}` is in force {named}, but what names it here {using}");
        ground.faults.add(
            name.spot,
            wrong,
            "Date what names it, or add a version of the item for these days",
        );
    }
}

fn stage(table: &mut Table<'_>, ground: &Ground<'_>) -> Written<Stage> {
    let stage = Stage {
        id: table.id("stage"),
        name: table.text("name"),
        after_works: table.flag("after_works").unwrap_or(false),
        basis: ground.basis(table),
    };
    Written { law: stage, spot: table.spot }
}

fn material(table: &mut Table<'_>, ground: &Ground<'_>) -> Written<Material> {
    let material = Material {
        id: table.id("material"),
        name: table.text("name"),
        source: table.one_of("source", &SOURCES).unwrap_or(MaterialSource::Applicant),
        form: table.one_of("form", &FORMS).unwrap_or(PaperForm::Electronic),
        count: table.count("count"),
        regular: regular::regular(table, ground),
        fields: regular::fields(table),
        files: paper_file::limits(table, ground),
    };
    Written { law: material, spot: table.spot }
}

fn item(table: &mut Table<'_>, ground: &Ground<'_>) -> WrittenItem {
    let mut names = Vec::new();
    let id = table.id("item");
    let valid = dated(table);
    let (stage, spot) = table.word("stage", "stage = \"construction-permit\"");
    names.push(Name { of: Named::Stage, id: stage.clone(), valid, spot });
    let outcome = table.maybe_word("outcome").map(|(id, spot)| {
        names.push(Name { of: Named::Material, id: id.clone(), valid, spot });
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
        limit: None,
        pledged: None,
        closed: ground.basis_under(table, "closed"),
        valid,
        after: prerequisites(table, ground, &mut names),
        materials: uses(table, ground, &mut names),
    };
    WrittenItem { item, limits: limit::versions(table, ground), spot: table.spot, names }
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

pub(super) fn used(table: &mut Table<'_>, of: &str, ground: &Ground<'_>, names: &mut Vec<Name>) -> Use {
    let material = table.id("material");
    table.subject = format!("{} of {of}", table.subject);
    names.push(Name {
        of: Named::Material,
        id: material.clone(),
        valid: table.valid,
        spot: table.spot_of("id"),
    });
    let subject = format!("the deferral of {}", table.subject);
    let undertaking = format!("the commitment for {}", table.subject);
    Use {
        needed_when: ground.condition(table, "needed_when"),
        needed_text: table.text("needed_text"),
        basis: ground.bases(table),
        called: table.maybe_text("called"),
        from: ids(table, "from", Named::Item, names),
        alternatives: alternatives(table, &material, names),
        deferrable: table.inner("deferrable", &subject, |table| Deferral {
            standing: table.one_of("standing", &STANDINGS).unwrap_or(Standing::Illustrative),
            why: table.text("why"),
            within: table.maybe_count("within"),
        }),
        commitment: table.inner("commitment", &undertaking, |table| Undertaking {
            standing: table.one_of("standing", &STANDINGS).unwrap_or(Standing::Illustrative),
            why: table.text("why"),
        }),
        recommended: table.flag("recommended").unwrap_or(false),
        added: false,
        material,
    }
}

/// Each a paper, or a list of papers that only together will do.
fn alternatives(table: &mut Table<'_>, material: &str, names: &mut Vec<Name>) -> Vec<Vec<String>> {
    let written = table.word_groups("alternatives");
    let valid = table.valid;
    let name = |(id, spot): &(String, Spot)| Name { of: Named::Material, id: id.clone(), valid, spot: *spot };
    names.extend(written.iter().flatten().map(name));
    let ids = |group: Vec<(String, Spot)>| group.into_iter().map(|(id, _)| id).collect();
    let alternatives: Vec<Vec<String>> = written.into_iter().map(ids).collect();
    let twice = |group: &Vec<String>| {
        group.iter().enumerate().any(|(n, id)| group.iter().skip(n + 1).any(|other| other == id))
    };
    if alternatives.iter().any(twice) {
        let wrong = format!("a group of alternatives of {} names a paper twice", table.subject);
        table.faults.add(table.spot_of("alternatives"), wrong, "Name each once");
    }
    if alternatives.iter().flatten().any(|alternative| alternative == material) {
        let wrong = format!("{} is its own alternative", table.subject);
        table.faults.add(table.spot_of("alternatives"), wrong, "Name only other papers");
    }
    alternatives
}

/// A list of ids, remembered as names that have to exist.
pub(super) fn ids(table: &mut Table<'_>, key: &'static str, of: Named, names: &mut Vec<Name>) -> Vec<String> {
    let written = table.words(key);
    let valid = table.valid;
    names.extend(written.iter().map(|(id, spot)| Name { of, id: id.clone(), valid, spot: *spot }));
    written.into_iter().map(|(id, _)| id).collect()
}

/// 容缺 only moves the time of handing in: for the decision the paper has to be there.
fn see_that_promises_end_before_the_decision(national: &National, ground: &Ground<'_>) {
    for item in &national.items {
        let shortest = item
            .limits
            .iter()
            .filter(|limit| limit.limit.unit == Unit::Working)
            .map(|limit| limit.limit.days)
            .min();
        for used in &item.item.materials {
            let within = used.deferrable.as_ref().and_then(|deferral| deferral.within);
            if within.zip(shortest).is_some_and(|(within, shortest)| within > shortest) {
                let named =
                    item.names.iter().find(|name| name.of == Named::Material && name.id == used.material);
                let wrong = format!(
                    "material `{}` of item `{}` may follow after the item is decided",
                    used.material, item.item.id
                );
                ground.faults.add(
                    named.map_or(item.spot, |name| name.spot),
                    wrong,
                    "Write `within` no longer than the item's limit, or leave it out",
                );
            }
        }
    }
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
