//! The parts of a law that have to be able to hold: rules, words, notes, items, papers, prerequisites, limits.

use serde_json::{Value, json};

use super::spell::spell;
use super::subject::Subject;
use super::tables::tables;
use super::witness::{CERTAIN, SILENT};
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
    pub shown: Shown,
}

/// A condition of something else.
pub(super) struct Given {
    pub label: String,
    pub root: Root,
    /// How it has to end.
    pub ends: Root,
}

/// Where a review shows whether it holds.
pub(super) struct Shown {
    /// What has to be certain so that the review says it, and how it may end.
    pub certain: Root,
    pub outcomes: Vec<Root>,
    pub at: At,
}

/// What a review says of it.
pub(super) enum At {
    /// This is not among the reasons of the n-th table.
    Table {
        n: usize,
        absent: Value,
    },
    Item {
        item: String,
        paper: Option<String>,
    },
    Scope {
        program: String,
        scope: String,
    },
    Nowhere,
}

impl Shown {
    fn nowhere() -> Shown {
        Shown { certain: YES, outcomes: vec![YES], at: At::Nowhere }
    }
}

/// All parts of an edition.
pub(super) fn parts<'a>(world: &World<'a>) -> Vec<Part<'a>> {
    let rulebook = world.rulebook;
    let law = &rulebook.law;
    let mut parts = Vec::new();
    in_tables(world, &mut parts);
    for (n, (program, index)) in law.programs.iter().zip(&rulebook.programs).enumerate() {
        in_program(n, program, index, &mut parts);
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
        shown: Shown::nowhere(),
    }));
    parts
}

/// Rules, and variants of their words.
fn in_tables<'a>(world: &World<'a>, parts: &mut Vec<Part<'a>>) {
    for (n, rows) in tables(world).into_iter().enumerate() {
        let mut outcomes: Vec<Root> = rows.rows.iter().map(|row| row.outcome).chain(SILENT).collect();
        outcomes.sort_unstable();
        outcomes.dedup();
        let shown =
            |absent| Shown { certain: rows.verdict, outcomes: outcomes.clone(), at: At::Table { n, absent } };
        for row in &rows.rows {
            parts.push(Part {
                subject: rows.subject(row),
                given: Vec::new(),
                own: row.when,
                root: row.index.when,
                shown: shown(json!({ "rule": row.rule })),
            });
            let (table, rule, from) = (&rows.table, row.rule, row.from);
            for (n, (variant, root)) in row.variants.iter().zip(&row.index.variants).enumerate() {
                parts.push(Part {
                    subject: Subject::Variant { table: table.clone(), rule: rule.to_owned(), from, n },
                    given: vec![Given { label: format!("rule `{rule}`"), root: row.index.when, ends: YES }],
                    own: &variant.when,
                    root: *root,
                    shown: shown(json!({ "rule": rule, "text": { "en": variant.text.en } })),
                });
            }
        }
    }
}

/// Notes and scope.
fn in_program<'a>(n: usize, program: &'a Program, index: &ProgramIndex, parts: &mut Vec<Part<'a>>) {
    let verdict = index.verdict;
    for (note, root) in program.notes.iter().zip(&index.notes) {
        let mut outcomes = vec![diagram::ELIGIBLE, diagram::NOT_ELIGIBLE, diagram::REFER];
        outcomes.extend(SILENT);
        parts.push(Part {
            subject: Subject::Note { program: program.id.clone(), note: note.id.clone() },
            given: vec![Given { label: "`eligible`".to_owned(), root: verdict, ends: diagram::ELIGIBLE }],
            own: &note.when,
            root: *root,
            shown: Shown {
                certain: verdict,
                outcomes,
                at: At::Table { n, absent: json!({ "rule": note.id }) },
            },
        });
    }
    for (scope, root) in program.scope.iter().zip(&index.scope) {
        let (program, scope_id) = (program.id.clone(), scope.id.clone());
        parts.push(Part {
            subject: Subject::Scope { program: program.clone(), scope: scope_id.clone() },
            given: Vec::new(),
            own: &scope.when,
            root: *root,
            shown: Shown { certain: YES, outcomes: vec![YES], at: At::Scope { program, scope: scope_id } },
        });
    }
}

/// The item itself, its papers, its prerequisites, the variants of its limit.
fn in_item<'a>(item: &'a Item, index: &ItemIndex, parts: &mut Vec<Part<'a>>) {
    let (id, from) = (&item.id, item.valid.from);
    let shown = |paper| Shown {
        certain: index.need,
        outcomes: CERTAIN.to_vec(),
        at: At::Item { item: id.clone(), paper },
    };
    let needed = || vec![Given { label: format!("the need of item `{id}`"), root: index.need, ends: YES }];
    parts.push(Part {
        subject: Subject::Item { item: id.clone(), from },
        given: Vec::new(),
        own: &item.needed_when,
        root: index.need,
        shown: shown(None),
    });
    for (n, (used, at)) in item.materials.iter().zip(&index.uses).enumerate() {
        let material = used.material.clone();
        parts.push(Part {
            subject: Subject::Use { item: id.clone(), from, n, material: material.clone() },
            given: needed(),
            own: &used.needed_when,
            root: at.asked,
            shown: shown(Some(material)),
        });
    }
    for (n, (after, at)) in item.after.iter().zip(&index.after).enumerate() {
        parts.push(Part {
            subject: Subject::After { item: id.clone(), from, n },
            given: needed(),
            own: &after.when,
            root: at.when,
            shown: shown(None),
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
            shown: shown(None),
        });
    }
}
