//! What the rest of the law stands on: sources, questions, definitions.

use super::cel;
use super::dates::{dated, follow_each_other, meet};
use super::definitions::{self, Fill, WrittenDefinition};
use super::fault::{Faults, Spot};
use super::files::Documents;
use super::spots::{Part, Spots};
use super::table::{Table, spelling};
use crate::condition::Condition;
use crate::decimal::Decimal;
use crate::rulebook::{
    Basis, Choice, Constraint, Definition, Fact, FactType, Group, Source, Standing, Valid,
};
use crate::text::Text;

pub(super) const STANDINGS: [Standing; 4] =
    [Standing::Law, Standing::Policy, Standing::Press, Standing::Illustrative];
const TYPES: [FactType; 6] =
    [FactType::Bool, FactType::Choice, FactType::Set, FactType::Number, FactType::Integer, FactType::Date];

/// Something of the law, and where it is written.
#[derive(Clone)]
pub(super) struct Written<T> {
    pub law: T,
    pub spot: Spot,
}

/// Sources, questions and definitions, by id.
pub(super) struct Ground<'a> {
    pub faults: &'a Faults<'a>,
    pub sources: Vec<Written<Source>>,
    pub facts: Vec<Written<Fact>>,
    pub groups: Vec<Written<Group>>,
    pub constraints: Vec<Written<Constraint>>,
    /// The definitions as written.
    pub written: Vec<WrittenDefinition>,
    /// Each after those that it uses.
    pub definitions: Vec<Definition>,
}

/// Reads sources.toml, facts.toml, and the definitions below national.
pub(super) fn read<'a>(documents: &Documents<'_>, faults: &'a Faults<'a>) -> Ground<'a> {
    let mut ground = Ground {
        faults,
        sources: Vec::new(),
        facts: Vec::new(),
        groups: Vec::new(),
        constraints: Vec::new(),
        written: Vec::new(),
        definitions: Vec::new(),
    };
    if let Some(document) = documents.sources() {
        ground.sources = document.read(faults, |file| file.each("source", "source", source));
        let version =
            |source: &Written<Source>| (format!("source `{}`", source.law.id), source.law.valid, source.spot);
        follow_each_other(faults, ground.sources.iter().map(version));
    }
    if let Some(document) = documents.facts() {
        document.read_part(faults, |file| ground.read_questions(file));
    }
    for document in documents.national() {
        let written = document.read_part(faults, |file| definitions::read(file, &ground));
        ground.written.extend(written);
    }
    ground.definitions = definitions::compile(&ground.written, &ground);
    if let Some(document) = documents.facts() {
        ground.constraints = document.read(faults, |file| {
            file.leave(&["group", "fact"]);
            constraints(file, &ground)
        });
    }
    ground
}

fn constraints(file: &mut Table<'_>, ground: &Ground<'_>) -> Vec<Written<Constraint>> {
    let constraints = file.each("constraint", "constraint", |table| {
        let constraint = Constraint {
            id: table.id("constraint"),
            never: ground.condition(table, "never"),
            text: table.text("text"),
            basis: ground.basis(table),
        };
        Written { law: constraint, spot: table.spot }
    });
    once(ground.faults, "constraint", constraints.iter().map(|one| (one.law.id.as_str(), one.spot)));
    constraints
}

impl<'a> Ground<'a> {
    fn read_questions(&mut self, file: &mut Table<'_>) {
        self.groups = file.each("group", "group", |table| {
            let group = Group { id: table.id("group"), name: table.text("name") };
            Written { law: group, spot: table.spot }
        });
        once(self.faults, "group", self.groups.iter().map(|group| (group.law.id.as_str(), group.spot)));
        self.facts = file.each("fact", "fact", |table| fact(table, self));
        once(self.faults, "fact", self.facts.iter().map(|fact| (fact.law.id.as_str(), fact.spot)));
    }

    /// The same ground with what a place defines itself.
    pub fn with(&self, own: Vec<WrittenDefinition>, fills: Vec<Fill>) -> Ground<'a> {
        let written = definitions::laid_over(&self.written, fills, own);
        let definitions = definitions::compile(&written, self);
        Ground {
            faults: self.faults,
            sources: self.sources.clone(),
            facts: self.facts.clone(),
            groups: self.groups.clone(),
            constraints: self.constraints.clone(),
            written,
            definitions,
        }
    }

    pub fn record(&self, spots: &mut Spots) {
        for source in &self.sources {
            let from = source.law.valid.from;
            spots.add(self.faults, ("", Part::Source, &source.law.id), from, source.spot);
        }
        for fact in &self.facts {
            spots.add(self.faults, ("", Part::Fact, &fact.law.id), None, fact.spot);
        }
        for definition in &self.written {
            spots.add(self.faults, ("", Part::Definition, &definition.law.id), None, definition.spot);
        }
        for constraint in &self.constraints {
            spots.add(self.faults, ("", Part::Constraint, &constraint.law.id), None, constraint.spot);
        }
    }

    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().map(|fact| &fact.law).find(|fact| fact.id == id)
    }

    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().map(|source| &source.law).find(|source| source.id == id)
    }

    /// The versions of a source that are in force on some day of `valid`.
    fn versions(&self, id: &str, valid: Valid) -> impl Iterator<Item = &Source> {
        let meets = move |source: &&Source| meet(source.valid, valid);
        self.sources.iter().map(|source| &source.law).filter(move |source| source.id == id).filter(meets)
    }

    /// The condition under `key`; `true` in its place where it is wrong.
    pub fn condition(&self, table: &mut Table<'_>, key: &'static str) -> Condition {
        let (source, spot) = table.word(key, &format!("{key} = \"true\""));
        if source.is_empty() {
            return Condition::Constant(true);
        }
        cel::compile(&source, self, &self.definitions).unwrap_or_else(|wrongs| {
            for (wrong, remedy) in wrongs {
                self.faults.add(spot, format!("in `{key}` of {}: {wrong}", table.subject), remedy);
            }
            Condition::Constant(true)
        })
    }

    /// The basis that has to be there.
    pub fn basis(&self, table: &mut Table<'_>) -> Basis {
        self.maybe_basis(table).unwrap_or_else(|| {
            if !table.has("basis") {
                no_basis(table);
            }
            Basis {
                source: String::new(),
                article: String::new(),
                standing: Standing::Illustrative,
                words: None,
            }
        })
    }

    pub fn maybe_basis(&self, table: &mut Table<'_>) -> Option<Basis> {
        let subject = format!("the basis of {}", table.subject);
        table.inner("basis", &subject, |table| self.basis_in(table))
    }

    /// A basis under another key, which says by its name what rests on it.
    pub fn basis_under(&self, table: &mut Table<'_>, key: &'static str) -> Option<Basis> {
        let subject = format!("`{key}` of {}", table.subject);
        table.inner(key, &subject, |table| self.basis_in(table))
    }

    /// One basis or more.
    pub fn bases(&self, table: &mut Table<'_>) -> Vec<Basis> {
        let subject = format!("the basis of {}", table.subject);
        let bases = table.each("basis", &subject, |table| self.basis_in(table));
        if bases.is_empty() {
            no_basis(table);
        }
        bases
    }

    fn basis_in(&self, table: &mut Table<'_>) -> Basis {
        let (source, spot) = table.word("source", "source = \"…\"");
        let article = table.maybe_string("article").map_or_else(String::new, |(article, _)| article);
        let standing = table.one_of("standing", &STANDINGS);
        let words = table.maybe_word("words").map(|(words, _)| words);
        if self.source(&source).is_none() && !source.is_empty() {
            let wrong =
                format!("{} names source `{source}`, which sources.toml does not have", table.subject);
            self.faults.add(spot, wrong, "Add the source to sources.toml, or correct its id");
        }
        if let Some(standing) = standing {
            self.versions(&source, table.valid)
                .for_each(|source| self.weigh(table, source, &article, standing));
        }
        Basis { source, article, standing: standing.unwrap_or(Standing::Illustrative), words }
    }

    /// A basis may claim no more than its source gives.
    fn weigh(&self, table: &Table<'_>, source: &Source, article: &str, standing: Standing) {
        if standing < source.standing {
            let (claimed, most) = (spelling(&standing), spelling(&source.standing));
            let wrong =
                format!("{} claims `{claimed}`, but source `{}` has only `{most}`", table.subject, source.id);
            self.faults.add(
                table.spot_of("standing"),
                wrong,
                format!("Write `standing = \"{most}\"` or less"),
            );
        }
        if standing == Standing::Law && article.trim().is_empty() && source.read.trim().is_empty() {
            let wrong = format!(
                "{} names no article of source `{}`, of which nothing was read",
                table.subject, source.id
            );
            self.faults.add(
                table.spot_of("article"),
                wrong,
                "Write the article, or say in sources.toml what was read",
            );
        }
    }
}

fn no_basis(table: &Table<'_>) {
    table.missing(
        "basis",
        "Add `basis = { source = \"…\", article = \"…\", standing = \"…\" }`, or mark it illustrative with source NONE",
    );
}

/// Reports every id that stands more than once.
pub(super) fn once<'i>(faults: &Faults<'_>, kind: &str, ids: impl Iterator<Item = (&'i str, Spot)>) {
    let mut seen = Vec::new();
    for (id, spot) in ids {
        if !id.is_empty() && seen.contains(&id) {
            faults.add(
                spot,
                format!("{kind} `{id}` stands twice"),
                "Give each its own id, or delete one of them",
            );
        }
        seen.push(id);
    }
}

fn source(table: &mut Table<'_>) -> Written<Source> {
    let source = Source {
        id: table.id("source"),
        title: table.text("title"),
        number: table.maybe_word("number").map_or_else(String::new, |(number, _)| number),
        version: table.maybe_word("version").map_or_else(String::new, |(version, _)| version),
        standing: table.one_of("standing", &STANDINGS).unwrap_or(Standing::Law),
        read: read_of_it(table),
        valid: dated(table),
    };
    Written { law: source, spot: table.spot }
}

/// What was read of a source: may be empty, must be said.
fn read_of_it(table: &mut Table<'_>) -> String {
    table.maybe_string("read").map_or_else(
        || {
            table.missing(
                "read",
                "Add `read = \"full text read\"`, or what was read of it, or nothing in quotes",
            );
            String::new()
        },
        |(read, _)| read,
    )
}

/// A question.
fn fact(table: &mut Table<'_>, ground: &Ground<'_>) -> Written<Fact> {
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
