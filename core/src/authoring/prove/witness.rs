//! Witnesses as ready-made cases, as in `tests/cases`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::to_raw_value;
use serde_json::{Value, json};

use super::smallest::{Answers, Cost};
use super::subject::Table;
use super::world::{Work, World};
use crate::application::Given;
use crate::authoring::case::{Call, Case};
use crate::diagram::{self, Root, YES};
use crate::rulebook::{RuleVerdict, TotalRule, TotalVerdict};

/// An application that only answers questions.
#[derive(Serialize)]
struct Application<'a> {
    rulebook: &'a str,
    facts: BTreeMap<&'a str, &'a Given>,
}

/// What is asked about an application.
#[derive(Serialize)]
struct Input<'a> {
    application: Application<'a>,
}

impl World<'_> {
    /// A question to `review`, with the answer that shows what was found; nothing where it cannot be written.
    pub fn case(&self, name: &str, title: &str, answers: &Answers, expect: Value) -> Option<Case> {
        self.case_of(name, title, Call::Review, answers, expect)
    }

    /// A question to `review` or `plan`, with the answer that shows what was found.
    pub fn case_of(
        &self,
        name: &str,
        title: &str,
        call: Call,
        answers: &Answers,
        expect: Value,
    ) -> Option<Case> {
        let law = &self.rulebook.law;
        let facts = answers.iter().filter_map(|(n, given)| Some((law.facts.get(*n)?.id.as_str(), given)));
        let application = Application { rulebook: &law.id, facts: facts.collect() };
        let input = match call {
            Call::Plan => to_raw_value(&Input { application }),
            Call::Review | Call::Progress | Call::Sheet | Call::Due => to_raw_value(&application),
        };
        Some(Case {
            name: format!("{}/{}", law.id, file_name(name)),
            title: sentence(title),
            source: "yushen rules prove".to_owned(),
            call,
            on: Some(self.on.to_string()),
            input: input.ok()?,
            expect,
        })
    }

    /// The answers in words.
    pub fn told(&self, answers: &Answers) -> String {
        let told: Vec<String> = answers
            .iter()
            .filter_map(|(n, given)| {
                Some(format!("{} = {}", self.rulebook.law.facts.get(*n)?.id, told(given)))
            })
            .collect();
        if told.is_empty() { "any answers".to_owned() } else { told.join(", ") }
    }
}

fn told(given: &Given) -> String {
    let quoted = |id: &String| format!("'{id}'");
    match given {
        Given::Bool(yes) => yes.to_string(),
        Given::Choice(id) => quoted(id),
        Given::Set(ids) => format!("[{}]", ids.iter().map(quoted).collect::<Vec<_>>().join(", ")),
        Given::Number(number) => number.to_string(),
        Given::Open => "open".to_owned(),
        Given::Unreadable(text) => text.clone(),
        Given::Date(day) => day.to_string(),
    }
}

/// Small letters, digits and hyphens.
fn file_name(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A table's rule, as far as its verdict goes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    Program(RuleVerdict),
    Total(TotalVerdict, Option<u32>),
}

impl Verdict {
    pub fn of_total(rule: &TotalRule) -> Verdict {
        Verdict::Total(rule.verdict, rule.days)
    }

    /// As it is written.
    pub fn told(&self) -> String {
        match self {
            Verdict::Program(verdict) => super::super::table::spelling(verdict),
            Verdict::Total(verdict, Some(days)) => {
                format!("{}, {days} days", super::super::table::spelling(verdict))
            }
            Verdict::Total(verdict, None) => super::super::table::spelling(verdict),
        }
    }

    fn members(&self, id: &str) -> Value {
        match self {
            Verdict::Program(verdict) => json!({ "id": id, "verdict": verdict }),
            Verdict::Total(verdict, Some(days)) => json!({ "id": id, "verdict": verdict, "days": days }),
            Verdict::Total(verdict, None) => json!({ "id": id, "verdict": verdict }),
        }
    }
}

/// What a table says: the pattern of a verdict with these reasons.
pub(super) fn says(table: &Table, verdict: &Verdict, reasons: Value) -> Value {
    let mut entry = verdict.members(table.id());
    if let Some(entry) = entry.as_object_mut() {
        entry.insert("reasons".to_owned(), reasons);
    }
    of_table(table, entry)
}

/// What a table says where its rules are silent, or where these speak with two voices.
pub(super) fn says_none(table: &Table, why: &str, rules: &[&str]) -> Value {
    let reasons: Vec<Value> =
        std::iter::once(&why).chain(rules).map(|rule| json!({ "rule": rule })).collect();
    of_table(table, json!({ "id": table.id(), "verdict": "refer", "reasons": reasons }))
}

/// What a table says, and besides that of its reasons.
pub(super) fn and_says(table: &Table, said: Value, reasons: Value) -> Value {
    let mut said = said;
    let lists = said.as_object_mut().into_iter().flat_map(|said| said.values_mut());
    for list in lists.filter_map(Value::as_array_mut) {
        list.push(json!({ "id": table.id(), "reasons": reasons }));
    }
    said
}

fn of_table(table: &Table, entry: Value) -> Value {
    match table {
        Table::Program(_) => json!({ "programs": [entry] }),
        Table::Total(_) => json!({ "totals": [entry] }),
    }
}

impl Work<'_> {
    /// The smallest answers with which `goal` holds and the verdict of a table is one of these outcomes for sure; and
    /// which.
    pub fn smallest_with(
        &mut self,
        goal: Root,
        verdict: Root,
        outcomes: &[Root],
    ) -> Option<(Cost, Root, Answers)> {
        let mut best: Option<(Cost, Root, Answers)> = None;
        for outcome in outcomes {
            let ends = self.ends_in(verdict, *outcome);
            let here = self.diagrams.and(goal, ends);
            let Some((cost, answers)) = self.smallest(here) else { continue };
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, *outcome, answers));
            }
        }
        best
    }
}

/// The outcomes that any table may have.
pub(super) const SILENT: [Root; 2] = [diagram::GAP, diagram::CONFLICT];

/// A yes or no question that is certain.
pub(super) const CERTAIN: [Root; 2] = [YES, diagram::NO];
