//! Random applications and cases: open and answered questions, thresholds and their neighbours, numbers that cannot
//! be taken, wishes, papers, promises, events. As JSON text, so that every surface reads the very same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use chrono::{Days, NaiveDate};
use fastrand::Rng;
use yushen::condition::Condition;
use yushen::decimal::Decimal;
use yushen::rulebook::{Fact, FactType, FieldKind, Law, Material};

use crate::oracle::decimal;

/// What can happen to what was filed.
pub const FILED: [&str; 11] = [
    "received",
    "noticed",
    "corrected",
    "accepted",
    "refused",
    "special-opened",
    "special-closed",
    "extended",
    "decided",
    "delivered",
    "withdrawn",
];

/// The parts of an application as JSON texts, so that they can be put together in any order.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub rulebook: String,
    /// `"id": value`, answered or null.
    pub facts: Vec<(String, String)>,
    pub programs: Vec<String>,
    pub items: Vec<String>,
    pub materials: Vec<String>,
    /// Material and, perhaps, the day.
    pub promises: Vec<(String, Option<String>)>,
    pub commitments: Vec<String>,
    pub applicant: Option<&'static str>,
    /// What is told of papers in hand, by id: the members after `id`, each with a comma before it.
    pub told: BTreeMap<String, String>,
}

impl Parts {
    /// The application as JSON; a list that is empty is left out.
    pub fn text(&self) -> String {
        let mut text = format!(r#"{{"rulebook":{:?},"facts":{{"#, self.rulebook);
        let facts: Vec<String> = self.facts.iter().map(|(id, value)| format!("{id:?}:{value}")).collect();
        text.push_str(&facts.join(","));
        text.push('}');
        let mut list = |name: &str, entries: Vec<String>| {
            if !entries.is_empty() {
                write!(text, ",{name:?}:[{}]", entries.join(",")).expect("a string takes text");
            }
        };
        let quoted = |ids: &[String]| ids.iter().map(|id| format!("{id:?}")).collect();
        list("programs", quoted(&self.programs));
        list("items", quoted(&self.items));
        let told = |id: &String| self.told.get(id).map_or("", String::as_str);
        list(
            "materials",
            self.materials.iter().map(|id| format!(r#"{{"id":{id:?}{}}}"#, told(id))).collect(),
        );
        let promise = |(id, by): &(String, Option<String>)| match by {
            Some(by) => format!(r#"{{"material":{id:?},"by":{by:?}}}"#),
            None => format!(r#"{{"material":{id:?}}}"#),
        };
        list("promises", self.promises.iter().map(promise).collect());
        list("commitments", self.commitments.iter().map(|id| format!(r#"{{"material":{id:?}}}"#)).collect());
        if let Some(applicant) = self.applicant {
            write!(text, r#","applicant":{applicant}"#).expect("a string takes text");
        }
        text.push('}');
        text
    }
}

/// Makes applications over a law.
pub struct Maker<'a> {
    law: &'a Law,
    pub random: Rng,
}

const APPLICANTS: [&str; 4] = [
    r#"{"unitName":"武汉示例精密制造有限公司","creditCode":"91420100MA4KXXXX0X","contact":"李工","phone":"13800138000"}"#,
    r#"{"unitName":"","creditCode":"91350100M000100Y43","contact":"Li","phone":"027-67880000"}"#,
    r#"{"unitName":"武汉示例精密制造有限公司","creditCode":"91350100M000100Y43","contact":"李工","phone":"12"}"#,
    "null",
];

/// Numbers that are no answer, and odd ways to write one that is.
const ODD_NUMBERS: [&str; 12] = [
    "1e3",
    "1E-2",
    "300000.00001",
    "-1",
    "-0.0001",
    "99999999999999999999",
    "1000000000001",
    "9.5",
    "10.0",
    "300000.0000",
    "-0",
    "0.1",
];

impl<'a> Maker<'a> {
    pub fn new(law: &'a Law, seed: u64) -> Maker<'a> {
        Maker { law, random: Rng::with_seed(seed) }
    }

    /// A day on which somebody may ask: in the published years, near their end, or after it.
    pub fn day(&mut self) -> NaiveDate {
        let start = NaiveDate::from_ymd_opt(2019, 1, 1).expect("a day");
        let reach = if self.random.u8(..8) == 0 { 3300 } else { 2922 };
        start + Days::new(self.random.u64(..reach))
    }

    pub fn application(&mut self) -> Parts {
        let answered = [0, 30, 60, 90, 97, 100][self.random.usize(..6)];
        let mut parts = Parts { rulebook: self.law.id.clone(), ..Parts::default() };
        for fact in &self.law.facts {
            if self.random.u32(..100) < answered {
                let value = self.value(fact);
                let value = match self.random.u8(..12) {
                    0 => format!(r#"{{"value":{value},"as":"presumed"}}"#),
                    1 => format!(r#"{{"value":{value},"as":"promised"}}"#),
                    2 => format!(r#"{{"value":{value}}}"#),
                    _ => value,
                };
                parts.facts.push((fact.id.clone(), value));
            } else if self.random.u8(..5) == 0 {
                parts.facts.push((fact.id.clone(), "null".into()));
            }
        }
        let programs = self.law.programs.iter().map(|program| &program.id).collect::<Vec<_>>();
        parts.programs = self.some(&programs, &[0, 40, 80]);
        let items = self.law.items.iter().map(|item| &item.id).collect::<Vec<_>>();
        parts.items = self.some(&items, &[0, 0, 0, 10, 50]);
        let materials = self.law.materials.iter().map(|material| &material.id).collect::<Vec<_>>();
        parts.materials = self.some(&materials, &[0, 20, 60, 95]);
        let promised = self.some(&materials, &[0, 10, 60]);
        parts.promises = promised.into_iter().map(|id| (id, self.promised_day())).collect();
        parts.commitments = self.some(&materials, &[0, 0, 20]);
        if self.random.u8(..6) == 0 {
            parts.applicant = Some(APPLICANTS[self.random.usize(..APPLICANTS.len())]);
        }
        parts
    }

    /// Tells of some of the papers in hand what they are like: in order or not, agreeing or not.
    pub fn tell(&mut self, parts: &mut Parts, on: NaiveDate) {
        for id in &parts.materials {
            let Some(material) = self.law.materials.iter().find(|material| material.id == *id) else {
                continue;
            };
            if self.random.bool() {
                parts.told.insert(id.clone(), self.told(material, on));
            }
        }
    }

    fn told(&mut self, material: &Material, on: NaiveDate) -> String {
        let mut members: Vec<String> = Vec::new();
        let near = |random: &mut Rng| on - Days::new(20) + Days::new(random.u64(..40));
        for name in ["copies", "form", "signed", "sealed", "issuedOn", "validUntil", "issuer"] {
            if self.random.u8(..4) > 0 {
                continue;
            }
            let value = match name {
                "copies" => self.random.u8(..4).to_string(),
                "form" => format!("{:?}", ["original", "copy", "electronic"][self.random.usize(..3)]),
                "signed" | "sealed" => self.random.bool().to_string(),
                "issuer" => format!("{:?}", ["某机构", "另一机构"][self.random.usize(..2)]),
                _ => format!("\"{}\"", near(&mut self.random)),
            };
            members.push(format!("{name:?}:{value}"));
        }
        let fields: Vec<String> = material
            .fields
            .iter()
            .filter_map(|field| {
                let value = match field.kind {
                    FieldKind::Text => {
                        let texts = ["武汉示例精密制造有限公司", "91350100M000100Y43", "另一家公司"];
                        format!("{:?}", texts[self.random.usize(..3)])
                    }
                    FieldKind::Number => self.random.u32(..60_000).to_string(),
                    FieldKind::Date => format!("\"{}\"", near(&mut self.random)),
                };
                self.random.bool().then(|| format!("{:?}:{value}", field.id))
            })
            .collect();
        if !fields.is_empty() {
            members.push(format!(r#""fields":{{{}}}"#, fields.join(",")));
        }
        members.iter().map(|member| format!(",{member}")).collect()
    }

    /// Nothing but answers: to so many questions in a hundred.
    pub fn answering(&mut self, percent: u32) -> Parts {
        let mut parts = Parts { rulebook: self.law.id.clone(), ..Parts::default() };
        for fact in &self.law.facts {
            if self.random.u32(..100) < percent {
                parts.facts.push((fact.id.clone(), self.value(fact)));
            }
        }
        parts
    }

    /// An application and what happened to it, as JSON.
    pub fn case(&mut self, application: &str, on: NaiveDate) -> String {
        let items = self.law.items.iter().map(|item| &item.id).collect::<Vec<_>>();
        let mut day = on - Days::new(self.random.u64(..90));
        let orderly = self.random.bool();
        let mut events = Vec::new();
        for n in 0..self.random.usize(..9) {
            let kind = match (orderly, n) {
                (true, 0) => "received",
                (true, 1) => ["noticed", "accepted", "accepted"][self.random.usize(..3)],
                _ => FILED[self.random.usize(..FILED.len())],
            };
            let about = self.some(&items, &[0, 0, 15]);
            let about: Vec<String> = about.iter().map(|id| format!("{id:?}")).collect();
            let about =
                if about.is_empty() { String::new() } else { format!(r#","items":[{}]"#, about.join(",")) };
            events.push(format!(r#"{{"type":{kind:?},"on":"{day}"{about}}}"#));
            day = if orderly {
                day + Days::new(self.random.u64(..12))
            } else {
                on - Days::new(self.random.u64(..60)) + Days::new(5)
            };
        }
        format!(r#"{{"application":{application},"events":[{}]}}"#, events.join(","))
    }

    /// An answer to a question, as JSON.
    pub fn value(&mut self, fact: &Fact) -> String {
        match fact.kind {
            FactType::Bool => self.random.bool().to_string(),
            FactType::Choice => format!("{:?}", fact.choices[self.random.usize(..fact.choices.len())].id),
            FactType::Set => {
                let all: Vec<&String> = fact.choices.iter().map(|choice| &choice.id).collect();
                let ids: Vec<String> =
                    self.some(&all, &[0, 30, 95]).iter().map(|id| format!("{id:?}")).collect();
                format!("[{}]", ids.join(","))
            }
            FactType::Number | FactType::Integer if self.random.u8(..25) == 0 => {
                ODD_NUMBERS[self.random.usize(..ODD_NUMBERS.len())].into()
            }
            FactType::Number | FactType::Integer => self.number(fact),
            FactType::Date => format!("\"{}\"", self.day()),
        }
    }

    fn number(&mut self, fact: &Fact) -> String {
        let mut near: BTreeSet<i64> = BTreeSet::new();
        let step = if fact.kind == FactType::Integer {
            Decimal::whole(1).scaled()
        } else {
            [1, 100, 10_000][self.random.usize(..3)]
        };
        self.law.conditions(&mut |condition| {
            condition.leaves(&mut |leaf| {
                if let Condition::Compare { fact: asked, value, .. } = leaf
                    && *asked == fact.id
                {
                    near.extend([value.scaled() - step, value.scaled(), value.scaled() + step]);
                }
            });
        });
        near.extend(fact.min.map(Decimal::scaled));
        let near: Vec<i64> = near.into_iter().collect();
        let scaled = near.get(self.random.usize(..near.len().max(1))).copied().unwrap_or(step);
        decimal(scaled)
    }

    fn promised_day(&mut self) -> Option<String> {
        self.random.bool().then(|| self.day().to_string())
    }

    /// Each with a chance of so many in a hundred, in any order; one may stand twice.
    fn some(&mut self, all: &[&String], chances: &[u32]) -> Vec<String> {
        let chance = chances[self.random.usize(..chances.len())];
        let mut some: Vec<String> = Vec::new();
        for id in all {
            if self.random.u32(..100) < chance {
                some.push((*id).clone());
            }
        }
        self.random.shuffle(&mut some);
        if self.random.u8(..10) == 0
            && let Some(first) = some.first().cloned()
        {
            some.push(first);
        }
        some
    }
}
