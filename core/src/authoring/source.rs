//! Sources as written, and what rests on them.

use super::dates::{covers, dated, in_words, span};
use super::fault::Spot;
use super::ground::Ground;
use super::table::{Table, spelling};
use crate::rulebook::{Basis, Source, Standing};

pub(super) const STANDINGS: [Standing; 4] =
    [Standing::Law, Standing::Policy, Standing::Press, Standing::Illustrative];

/// A source as written.
#[derive(Clone)]
pub(super) struct WrittenSource {
    pub law: Source,
    /// It may be cited without an article: nobody could say which.
    whole: bool,
    pub spot: Spot,
}

pub(super) fn read(table: &mut Table<'_>) -> WrittenSource {
    let source = Source {
        id: table.id("source"),
        title: table.text("title"),
        number: table.maybe_word("number").map_or_else(String::new, |(number, _)| number),
        version: table.maybe_word("version").map_or_else(String::new, |(version, _)| version),
        standing: table.one_of("standing", &STANDINGS).unwrap_or(Standing::Law),
        read: read_of_it(table),
        valid: dated(table),
    };
    WrittenSource { law: source, whole: table.flag("whole").unwrap_or(false), spot: table.spot }
}

/// What was read of a source: may be empty, must be said.
fn read_of_it(table: &mut Table<'_>) -> String {
    table.maybe_string("read").map_or_else(
        || {
            let remedy = "Add `read = \"full text read\"`, or what was read of it, or nothing in quotes";
            table.missing("read", remedy);
            String::new()
        },
        |(read, _)| read,
    )
}

impl Ground<'_> {
    /// The basis that has to be there.
    pub fn basis(&self, table: &mut Table<'_>) -> Basis {
        self.maybe_basis(table).unwrap_or_else(|| {
            if !table.has("basis") {
                no_basis(table);
            }
            Basis::of("", "", Standing::Illustrative)
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
        self.see_in_force(table, &source, spot);
        if let Some(standing) = standing {
            self.source_in(&source, table.valid).for_each(|source| weigh(table, source, &article, standing));
        }
        let standing = standing.unwrap_or(Standing::Illustrative);
        Basis { source: source.into(), article: article.into(), standing, words }
    }

    /// What is cited exists, and is in force as long as what cites it.
    fn see_in_force(&self, table: &Table<'_>, id: &str, spot: Spot) {
        let subject = &table.subject;
        let Some(source) = span(self.source(id).map(|source| source.law.valid)) else {
            if !id.is_empty() {
                let wrong = format!("{subject} names source `{id}`, which sources.toml does not have");
                self.faults.add(spot, wrong, "Add the source to sources.toml, or correct its id");
            }
            return;
        };
        if !covers(source, table.valid) {
            let (cited, citing) = (in_words(source), in_words(table.valid));
            let wrong = format!("{subject} holds {citing}, but source `{id}` is in force {cited}");
            self.faults.add(spot, wrong, "Cite what is in force on all these days, or date what cites it");
        }
    }
}

/// A basis may claim no more than its source gives, and names its article.
fn weigh(
    table: &Table<'_>,
    WrittenSource { law: source, whole, .. }: &WrittenSource,
    article: &str,
    standing: Standing,
) {
    let (subject, id) = (&table.subject, &source.id);
    if standing < source.standing {
        let (claimed, most) = (spelling(&standing), spelling(&source.standing));
        let wrong = format!("{subject} claims `{claimed}`, but source `{id}` has only `{most}`");
        let remedy = format!("Write `standing = \"{most}\"` or less");
        table.faults.add(table.spot_of("standing"), wrong, remedy);
    } else if standing == Standing::Law && article.trim().is_empty() && !whole {
        let wrong = format!("{subject} names no article of source `{id}`");
        let remedy = "Write the article, or `whole = true` in the source where nobody could say which it is";
        table.faults.add(table.spot_of("article"), wrong, remedy);
    }
}

fn no_basis(table: &Table<'_>) {
    table.missing(
        "basis",
        "Add `basis = { source = \"…\", article = \"…\", standing = \"…\" }`, or mark it illustrative with source NONE",
    );
}
