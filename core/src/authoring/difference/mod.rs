//! What changes from one law to another, and for whom: in words, from the laws' meaning rather than their spelling.
//!
//! Conditions are compared as diagrams over the questions and thresholds of both laws, so a condition that is only
//! written otherwise is no change, and a changed one comes with the smallest answers that now go another way.

mod both;
mod effects;
mod items;
mod rest;
mod tables;
mod told;

#[cfg(test)]
mod tests;

pub use effects::{Effect, effects};
pub use told::told;

use serde::Serialize;

use super::words::{Lang, Words};
use crate::rulebook::{Law, RulebookError};
use crate::text::Text;
use both::Both;

/// What changes in the rulebook of one place.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    pub rulebook: String,
    pub name: Text,
    /// The place is new, or gone, or in both.
    pub change: How,
    pub changes: Vec<Change>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    Added,
    Removed,
    Changed,
    Same,
}

/// One change, in words.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    pub how: How,
    /// What kind of thing it is: `rule`, `item`, `paper`, `limit`.
    pub part: &'static str,
    pub id: String,
    pub name: Text,
    /// What changed, a sentence; empty where it was added or removed as a whole.
    #[serde(skip_serializing_if = "is_empty")]
    pub text: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Text>,
    /// For whom: the smallest answers with which it now is otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub whom: Vec<Whom>,
}

/// Answers with which something changes, and from what to what.
#[derive(Clone, Debug, Serialize)]
pub struct Whom {
    pub facts: serde_json::Value,
    pub text: Text,
    pub before: Text,
    pub after: Text,
}

fn is_empty(text: &Text) -> bool {
    text.zh.is_empty()
}

/// What changes from some laws to others, place by place; places in both that stay the same are left in with no change.
pub fn compare(before: &[Law], after: &[Law]) -> Result<Vec<Difference>, RulebookError> {
    let mut found = Vec::new();
    for law in after {
        let whole = |change, changes| Difference {
            rulebook: law.id.clone(),
            name: law.name.clone(),
            change,
            changes,
        };
        let Some(old) = before.iter().find(|old| old.id == law.id) else {
            found.push(whole(How::Added, Vec::new()));
            continue;
        };
        let changes = place(old, law)?;
        let how = if changes.is_empty() { How::Same } else { How::Changed };
        found.push(whole(how, changes));
    }
    for law in before.iter().filter(|law| !after.iter().any(|new| new.id == law.id)) {
        let (rulebook, name) = (law.id.clone(), law.name.clone());
        found.push(Difference { rulebook, name, change: How::Removed, changes: Vec::new() });
    }
    Ok(found)
}

fn place(before: &Law, after: &Law) -> Result<Vec<Change>, RulebookError> {
    let mut page = Page { both: Both::new(before, after)?, changes: Vec::new() };
    tables::programs(&mut page);
    tables::totals(&mut page);
    items::items(&mut page);
    rest::all(&mut page);
    Ok(page.changes)
}

/// The changes of one place, as they are found.
struct Page<'a> {
    both: Both<'a>,
    changes: Vec<Change>,
}

/// A thing of the law that a change is about.
#[derive(Clone)]
struct Subject {
    part: &'static str,
    id: String,
    name: Text,
}

impl Subject {
    fn new(part: &'static str, id: impl Into<String>, name: &Text) -> Subject {
        Subject { part, id: id.into(), name: name.clone() }
    }
}

impl<'a> Page<'a> {
    fn add(&mut self, how: How, subject: &Subject, text: Text) {
        let Subject { part, id, name } = subject.clone();
        self.changes.push(Change { how, part, id, name, text, before: None, after: None, whom: Vec::new() });
    }

    /// One thing about a subject, before and after, where it differs.
    fn field(&mut self, subject: &Subject, label: (&str, &str), before: Text, after: Text) {
        if before == after {
            return;
        }
        self.add(How::Changed, subject, Text::new(label.0, label.1));
        if let Some(change) = self.changes.last_mut() {
            (change.before, change.after) = (Some(before), Some(after));
        }
    }

    /// Things with the same key in both laws; those in only one are told as added or removed.
    fn pairs<T>(
        &mut self,
        before: &'a [T],
        after: &'a [T],
        key: impl Fn(&T) -> String,
        subject: impl Fn(&T) -> (Subject, Text),
    ) -> Vec<(&'a T, &'a T)> {
        let mut pairs = Vec::new();
        let mut taken = vec![false; before.len()];
        let mut added = Vec::new();
        for new in after {
            let at = before.iter().zip(&taken).position(|(old, taken)| !taken && key(old) == key(new));
            match at.and_then(|at| Some((at, before.get(at)?))) {
                Some((at, old)) => {
                    taken.iter_mut().skip(at).take(1).for_each(|taken| *taken = true);
                    pairs.push((old, new));
                }
                None => added.push(new),
            }
        }
        for (old, _) in before.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            let (subject, text) = subject(old);
            self.add(How::Removed, &subject, text);
        }
        for new in added {
            let (subject, text) = subject(new);
            self.add(How::Added, &subject, text);
        }
        pairs
    }

    fn older(&self, lang: Lang) -> Words<'a> {
        Words { law: self.both.before, lang }
    }

    fn newer(&self, lang: Lang) -> Words<'a> {
        Words { law: self.both.after, lang }
    }

    /// Bases in words, before and after.
    fn bases(
        &mut self,
        subject: &Subject,
        before: &[crate::rulebook::Basis],
        after: &[crate::rulebook::Basis],
    ) {
        let cited = |words: Words<'_>, bases: &[crate::rulebook::Basis]| {
            let cited: Vec<String> = bases
                .iter()
                .map(|basis| {
                    let quoted = basis.words.as_ref().map(|quoted| format!("“{quoted}”")).unwrap_or_default();
                    words.cite(basis) + &quoted
                })
                .collect();
            cited.join(words.pick(("；", "; ")))
        };
        let old = both(|lang| cited(self.older(lang), before));
        let new = both(|lang| cited(self.newer(lang), after));
        self.field(subject, ("依据", "basis"), old, new);
    }
}

/// The same in both languages.
fn both(write: impl Fn(Lang) -> String) -> Text {
    Text::new(write(Lang::Zh), write(Lang::En))
}
