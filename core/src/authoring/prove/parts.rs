//! The parts of a law that have to be able to hold: rules, words, notes, items, papers, prerequisites, limits.

use super::spell::spell;
use super::subject::Subject;
use super::tables::tables;
use super::world::World;
use crate::condition::Condition;
use crate::diagram::{self, NO, Root, YES};
use crate::rulebook::{Item, ItemIndex, Program, ProgramIndex};

/// Something that has to be able to hold.
pub(super) struct Part<'a> {
    pub subject: Subject,
    /// What it rests on besides its own condition.
    pub given: Vec<Given>,
    pub own: &'a Condition,
    /// Where its own condition holds.
    pub root: Root,
}

/// A condition of something else.
pub(super) struct Given {
    pub label: String,
    pub root: Root,
    /// How it has to end.
    pub ends: Root,
}

/// All parts of an edition.
pub(super) fn parts<'a>(world: &World<'a>) -> Vec<Part<'a>> {
    let rulebook = world.rulebook;
    let law = &rulebook.law;
    let mut parts = Vec::new();
    in_tables(world, &mut parts);
    for (program, index) in law.programs.iter().zip(&rulebook.programs) {
        in_program(program, index, &mut parts);
    }
    for (item, index) in law.items.iter().zip(&rulebook.items) {
        in_item(item, index, &mut parts);
    }
    let definitions = law.definitions.iter().zip(&rulebook.definitions);
    let definitions = definitions.map(|(it, root)| (Subject::Definition(it.id.clone()), &it.when, *root));
    let constraints = law.constraints.iter().zip(&rulebook.constraints);
    let constraints = constraints.map(|(it, root)| (Subject::Constraint(it.id.clone()), &it.never, *root));
    parts.extend(definitions.chain(constraints).map(|(subject, own, root)| Part {
        subject,
        given: Vec::new(),
        own,
        root,
    }));
    parts
}

/// Rules, and variants of their words.
fn in_tables<'a>(world: &World<'a>, parts: &mut Vec<Part<'a>>) {
    for rows in tables(world) {
        for row in &rows.rows {
            parts.push(Part {
                subject: rows.subject(row),
                given: Vec::new(),
                own: row.when,
                root: row.index.when,
            });
            let (table, rule, from) = (&rows.table, row.rule, row.from);
            for (n, (variant, root)) in row.variants.iter().zip(&row.index.variants).enumerate() {
                parts.push(Part {
                    subject: Subject::Variant { table: table.clone(), rule: rule.to_owned(), from, n },
                    given: vec![Given { label: format!("rule `{rule}`"), root: row.index.when, ends: YES }],
                    own: &variant.when,
                    root: *root,
                });
            }
        }
    }
}

/// Notes and scope.
fn in_program<'a>(program: &'a Program, index: &ProgramIndex, parts: &mut Vec<Part<'a>>) {
    let eligible = || Given { label: "`eligible`".to_owned(), root: index.verdict, ends: diagram::ELIGIBLE };
    for (note, root) in program.notes.iter().zip(&index.notes) {
        parts.push(Part {
            subject: Subject::Note { program: program.id.clone(), note: note.id.clone() },
            given: vec![eligible()],
            own: &note.when,
            root: *root,
        });
    }
    for (scope, root) in program.scope.iter().zip(&index.scope) {
        parts.push(Part {
            subject: Subject::Scope { program: program.id.clone(), scope: scope.id.clone() },
            given: Vec::new(),
            own: &scope.when,
            root: *root,
        });
    }
}

/// The item itself, its papers, its prerequisites, the variants of its limit.
fn in_item<'a>(item: &'a Item, index: &ItemIndex, parts: &mut Vec<Part<'a>>) {
    let (id, from) = (&item.id, item.valid.from);
    let needed = || vec![Given { label: format!("the need of item `{id}`"), root: index.need, ends: YES }];
    parts.push(Part {
        subject: Subject::Item { item: id.clone(), from },
        given: Vec::new(),
        own: &item.needed_when,
        root: index.need,
    });
    for (n, (used, at)) in item.materials.iter().zip(&index.uses).enumerate() {
        let material = used.material.clone();
        parts.push(Part {
            subject: Subject::Use { item: id.clone(), from, n, material },
            given: needed(),
            own: &used.needed_when,
            root: at.asked,
        });
    }
    for (n, (after, at)) in item.after.iter().zip(&index.after).enumerate() {
        parts.push(Part {
            subject: Subject::After { item: id.clone(), from, n },
            given: needed(),
            own: &after.when,
            root: at.when,
        });
    }
    let variants: Vec<_> =
        item.limit.iter().flat_map(|limit| &limit.variants).zip(index.variants.iter().copied()).collect();
    for (n, (variant, root)) in variants.iter().enumerate() {
        let mut given = needed();
        given.extend(variants.iter().take(n).map(|(earlier, root)| Given {
            label: format!("no earlier `{}`", spell(&earlier.when)),
            root: *root,
            ends: NO,
        }));
        parts.push(Part {
            subject: Subject::LimitVariant { item: id.clone(), from, n },
            given,
            own: &variant.when,
            root: *root,
        });
    }
}
