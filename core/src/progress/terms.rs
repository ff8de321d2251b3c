//! What the law asks of a filing.

use super::{SpecialKind, said};
use crate::plan::allowed;
use crate::review::Answers;
use crate::rulebook::{Basis, Duration, Extension, Item, Law, Limit, Program, Special};
use crate::text::Text;

/// The notice and the limit of a filing, and whose they are.
pub(super) struct Terms<'a> {
    /// The item or program, by id and name.
    pub subject: &'a str,
    pub name: &'a Text,
    pub agency: Option<&'a Text>,
    pub program: Option<&'a str>,
    pub duration: Duration,
    pub notice_days: u32,
    pub notice_basis: &'static Basis,
    pub limit: Option<&'a Limit>,
    /// The limit's days under the answers given.
    pub days: u32,
    /// The limit that the place pledges.
    pub pledged: Option<&'a Limit>,
    /// What the items' own laws leave out of the limit besides 行政许可法 第四十五条.
    pub special: Vec<&'a Special>,
}

impl<'a> Terms<'a> {
    /// An item on its own.
    pub fn of_item(answers: &Answers<'a>, n: usize) -> Option<Terms<'a>> {
        let law = &answers.rulebook.law;
        let (item, index) = (law.items.get(n)?, answers.rulebook.items.get(n)?);
        Some(Terms {
            subject: &item.id,
            name: &item.name,
            agency: Some(&item.agency),
            program: None,
            duration: item.duration,
            notice_days: item.notice_days,
            notice_basis: said::notice_basis(law, item.notice_days),
            limit: item.limit.as_ref(),
            days: allowed(answers, item, index).map_or(0, |allowed| allowed.days),
            pledged: item.pledged.as_ref(),
            special: special(item).collect(),
        })
    }

    /// One receipt for all members; the notice may take as long as for the slowest of them.
    pub fn of_program(law: &'a Law, program: &'a Program, members: &[usize]) -> Option<Terms<'a>> {
        let joint = program.joint.as_ref()?;
        let items: Vec<&Item> = members.iter().filter_map(|n| law.items.get(*n)).collect();
        let notice_days = items.iter().map(|item| item.notice_days).max()?;
        Some(Terms {
            subject: &program.id,
            name: &program.name,
            agency: None,
            program: Some(&program.id),
            duration: Duration::Authority,
            notice_days,
            notice_basis: said::notice_basis(law, notice_days),
            limit: Some(joint),
            days: joint.days,
            pledged: None,
            special: items.iter().flat_map(|item| special(item)).collect(),
        })
    }

    /// Whether the days of a procedure do not count.
    pub fn leaves_out(&self, kind: SpecialKind) -> bool {
        kind.is_listed() || self.special_of(kind).is_some()
    }

    /// What the items' own laws say of a procedure.
    pub fn special_of(&self, kind: SpecialKind) -> Option<&'a Special> {
        self.special.iter().copied().find(|special| special.kind == kind)
    }

    /// How much longer the limit may get, where its law says so.
    pub fn extension(&self) -> Option<&'a Extension> {
        self.limit.and_then(|limit| limit.extension.as_ref())
    }
}

fn special(item: &Item) -> impl Iterator<Item = &Special> {
    item.limit.iter().flat_map(|limit| &limit.special)
}
