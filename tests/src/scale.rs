//! A whole district's hall, made up: 1,700 items, 10,000 papers and 300 questions, in the shape of the real rules.
//!
//! Each office has questions of its own and shares the general ones; its items ask a few of them, wait for earlier
//! items of the same office, and ask for papers of their own, papers that everybody asks for, and outcomes of others.

use std::fmt::Write;

use fastrand::Rng;
use yushen::authoring::Files;
use yushen::condition::Condition;
use yushen::decimal::Decimal;
use yushen::rulebook::{Choice, Fact, FactType, Item, Law, Prerequisite, Rulebook};
use yushen::text::Text;

use crate::native;
use crate::rules::{self, BASIS, quoted};
use crate::small;

pub const ITEMS: usize = 1_700;
pub const MATERIALS: usize = 10_000;
pub const FACTS: usize = 300;
const OFFICES: usize = 34;
const PER_OFFICE: usize = ITEMS / OFFICES;
/// Questions that every office may ask; the others are one office's own.
const GENERAL: usize = 28;
const OWN: usize = (FACTS - GENERAL) / OFFICES;
/// Papers that many items ask for.
const COMMON: usize = 40;
/// Papers that one item asks for: all but the outcomes and the common ones.
const ALONE: usize = MATERIALS - ITEMS - COMMON;
const PROGRAMS: usize = 4;

/// The folder of rules, always the same.
pub fn folder() -> Files {
    let mut hall =
        Hall { random: Rng::with_seed(1_700), facts: facts(), defined: Vec::new(), taken: Vec::new() };
    let facts: String = hall.facts.iter().map(rules::fact).collect();
    let definitions = hall.definitions();
    let items: Vec<String> = (0..OFFICES).map(|office| hall.office(office)).collect();
    let place = hall.place();
    let mut files = rules::folder(&facts, &definitions, "", &materials(), &place);
    files.remove("national/items.toml");
    for (office, items) in items.into_iter().enumerate() {
        files.insert(format!("national/office-{office:02}.toml"), items);
    }
    files
}

/// The questions: the general ones first, then office by office.
fn facts() -> Vec<Fact> {
    (0..FACTS).map(fact).collect()
}

fn fact(n: usize) -> Fact {
    let plain = Fact { id: format!("q{n}"), ..small::yes_or_no(n) };
    let choices = |count: usize| {
        (0..count)
            .map(|n| Choice { id: format!("c{n}"), text: Text::new("选项", "A choice") })
            .collect::<Vec<_>>()
    };
    let min = Some(Decimal::whole(0));
    match n % 10 {
        0..4 => plain,
        4..7 => Fact { kind: FactType::Choice, choices: choices(3 + n % 4), ..plain },
        7 => Fact { kind: FactType::Set, choices: choices(4 + n % 3), ..plain },
        8 => Fact { kind: FactType::Number, min, ..plain },
        _ => Fact { kind: FactType::Integer, min, ..plain },
    }
}

/// A rulebook for plans alone: as many items as the hall has, all needed, 5,000 prerequisites, and papers of which some
/// are asked for by several.
pub fn road() -> Rulebook {
    let built = native::built();
    let (_, law) = built.rulebooks.iter().find(|(id, _)| id == "donghu").expect("East Lake has a rulebook");
    let mut law = Law::read(law).expect("what was built is a law");
    let mut random = Rng::with_seed(5_000);
    let item = law.items.iter().find(|item| item.id == "construction-waste").expect("an item").clone();
    (law.gates, law.duties, law.programs, law.agreements) = Default::default();
    law.facts.retain(|fact| fact.choices.is_empty());
    (law.totals, law.definitions, law.constraints) = Default::default();
    let after =
        |before: usize| Prerequisite { any: vec![format!("i{before}")], when: Condition::Constant(true) };
    let papers: Vec<String> = law.materials.iter().map(|paper| paper.id.clone()).collect();
    law.items = (0..ITEMS)
        .map(|n| {
            let mut item = Item { id: format!("i{n}"), outcome: None, ..item.clone() };
            item.needed_when = Condition::Constant(true);
            item.after = (0..n.min(3)).map(|_| after(random.usize(n.saturating_sub(200)..n))).collect();
            let limit = item.limit.as_mut().expect("it has a limit");
            (limit.days, limit.variants) = (random.u32(0..2), Vec::new());
            item.materials.iter_mut().for_each(|used| {
                used.material.clone_from(&papers[random.usize(..papers.len())]);
                (used.needed_when, used.from, used.alternatives) =
                    (Condition::Constant(true), vec![], vec![]);
            });
            item
        })
        .collect();
    let law = serde_json::to_string(&law).expect("a law is JSON");
    Rulebook::read(&law, &built.calendar).unwrap_or_else(|error| panic!("{error}"))
}

struct Hall {
    random: Rng,
    facts: Vec<Fact>,
    /// By definition: the questions that it asks.
    defined: Vec<Vec<usize>>,
    /// The questions that the need of the item at hand asks: nothing else about it asks them again, so that nothing
    /// contradicts it.
    taken: Vec<usize>,
}

impl Hall {
    /// Two definitions for each office.
    fn definitions(&mut self) -> String {
        let mut text = String::new();
        for n in 0..2 * OFFICES {
            self.taken.clear();
            let when = format!("{} || {} && {}", self.takes(n / 2), self.takes(n / 2), self.takes_general());
            text.push_str(&rules::definition(&format!("d{n}"), &when));
            self.defined.push(self.taken.clone());
        }
        text
    }

    /// The items of an office.
    fn office(&mut self, office: usize) -> String {
        (0..PER_OFFICE).map(|n| self.item(office, office * PER_OFFICE + n, n)).collect()
    }

    fn item(&mut self, office: usize, item: usize, n: usize) -> String {
        self.taken.clear();
        let when = self.condition(office, n);
        let mut text = rules::item(&format!("i{item}"), &when);
        write!(
            text,
            "outcome = \"out-{item}\"\n\n  [item.limit]\n  days = {}\n  unit = \"working\"\n  from = \"acceptance\"\n  {BASIS}",
            self.random.u32(1..21)
        )
        .expect("a string takes text");
        if self.random.u8(..5) == 0 {
            let when = quoted(&self.leaf(office));
            write!(
                text,
                "\n    [[item.limit.variant]]\n    when = {when}\n    days = {}\n",
                self.random.u32(1..21)
            )
            .expect("a string takes text");
        }
        let earlier: Vec<usize> =
            (0..2).filter(|_| n > 0).map(|_| item - 1 - self.random.usize(..n.min(6))).collect();
        if self.random.bool()
            && let Some(first) = earlier.first()
        {
            let when = if self.random.bool() { "true".into() } else { quoted(&self.leaf(office)) };
            let when = if when == "true" { "\"true\"".into() } else { when };
            write!(text, "\n  [[item.after]]\n  any = [\"i{first}\"]\n  when = {when}\n")
                .expect("a string takes text");
        }
        self.papers(office, item, earlier.last().copied(), &mut text);
        text
    }

    /// Four or five papers of its own, a common one, and perhaps another's outcome and a second common one.
    fn papers(&mut self, office: usize, item: usize, earlier: Option<usize>, text: &mut String) {
        for n in ALONE * item / ITEMS..ALONE * (item + 1) / ITEMS {
            let when = if self.random.u8(..3) == 0 { self.leaf(office) } else { "true".into() };
            used(text, &format!("m{n}"), &when, "");
        }
        let common = self.random.usize(..COMMON);
        used(text, &format!("common-{common}"), "true", "");
        if self.random.bool() {
            let other = (common + 1 + self.random.usize(..COMMON - 1)) % COMMON;
            let why = "deferrable = { standing = \"illustrative\", why = { zh = \"示例。\", en = \"An example.\" } }";
            used(text, &format!("common-{other}"), &self.general(), why);
        }
        if let Some(earlier) = earlier.filter(|_| self.random.u8(..3) == 0) {
            used(text, &format!("out-{earlier}"), "true", &format!("from = [\"i{earlier}\"]"));
        }
    }

    /// Most items are for those who answered yes to something of the office, and of some kind or size.
    fn condition(&mut self, office: usize, n: usize) -> String {
        // Question after question of the office comes first, so that none stands idle.
        let question = GENERAL + office * OWN + n % OWN;
        self.taken.push(question);
        let first = self.ask(question);
        // The first two ask the office's definitions, for the same reason.
        match if n < 2 { 4 } else { self.random.u8(..6) } {
            0 => first,
            1 => format!("{first} && {}", self.takes(office)),
            2 => format!("{first} && ({} || {})", self.takes(office), self.takes(office)),
            3 => format!("{first} && !({} && {})", self.takes(office), self.takes_general()),
            4 => {
                let definition = 2 * office + n % 2;
                self.taken.extend_from_slice(&self.defined[definition]);
                format!("d{definition} && ({first} || {})", self.takes_general())
            }
            _ => {
                let general = self.takes_general();
                format!("{general} && ({first} || {} && {})", self.takes(office), self.takes(office))
            }
        }
    }

    /// A question of the office's own, for the need of the item at hand.
    fn takes(&mut self, office: usize) -> String {
        let n = self.free(GENERAL + office * OWN, OWN);
        self.taken.push(n);
        self.ask(n)
    }

    fn takes_general(&mut self) -> String {
        let n = self.free(0, GENERAL);
        self.taken.push(n);
        self.ask(n)
    }

    fn general(&mut self) -> String {
        let n = self.free(0, GENERAL);
        self.ask(n)
    }

    /// A question of the office's own.
    fn leaf(&mut self, office: usize) -> String {
        let n = self.free(GENERAL + office * OWN, OWN);
        self.ask(n)
    }

    /// One of `count` questions from `first` on, that is not taken.
    fn free(&mut self, first: usize, count: usize) -> usize {
        let free: Vec<usize> = (first..first + count).filter(|n| !self.taken.contains(n)).collect();
        free[self.random.usize(..free.len())]
    }

    fn ask(&mut self, n: usize) -> String {
        const SIZES: [&str; 3] = ["300", "2000.5", "50000"];
        let fact = &self.facts[n];
        let id = &fact.id;
        let random = &mut self.random;
        match fact.kind {
            FactType::Bool | FactType::Date => id.clone(),
            FactType::Choice if random.bool() => {
                let some = fact
                    .choices
                    .iter()
                    .skip(1)
                    .take(fact.choices.len() - 2)
                    .filter(|_| random.bool())
                    .map(|choice| format!("'{}'", choice.id));
                let some: Vec<String> = std::iter::once("'c0'".to_owned()).chain(some).collect();
                format!("{id} in [{}]", some.join(", "))
            }
            FactType::Choice => format!("{id} == '{}'", fact.choices[random.usize(..fact.choices.len())].id),
            FactType::Set => format!("'{}' in {id}", fact.choices[random.usize(..fact.choices.len())].id),
            FactType::Number => format!("{id} >= {}", SIZES[random.usize(..3)]),
            FactType::Integer => format!("{id} > {}", random.usize(..3) * 5 + 3),
        }
    }

    /// Programs and a total limit over general questions.
    fn place(&mut self) -> String {
        let mut text = String::new();
        for n in 0..PROGRAMS {
            write!(
                text,
                "\n[[program]]\nid = \"p{n}\"\nname = {{ zh = \"服务\", en = \"A service\" }}\n\
                 summary = {{ zh = \"服务。\", en = \"A service.\" }}\n{BASIS}"
            )
            .expect("a string takes text");
            let mut rows = Vec::new();
            let mut questions: Vec<usize> = (0..GENERAL).collect();
            self.random.shuffle(&mut questions);
            self.tree(&questions[..4], &mut Vec::new(), &mut rows);
            for (row, path) in rows.iter().enumerate() {
                let verdict = ["eligible", "not-eligible", "refer"][row % 3];
                write!(
                    text,
                    "\n  [[program.rule]]\n  id = \"P{n}-{row}\"\n  when = {}\n  verdict = \"{verdict}\"\n  \
                     text = {{ zh = \"如此。\", en = \"So it is.\" }}\n  {BASIS}",
                    quoted(&path.join(" && "))
                )
                .expect("a string takes text");
            }
        }
        text
    }

    /// A table that asks one question after the other.
    fn tree(&mut self, questions: &[usize], path: &mut Vec<String>, rows: &mut Vec<Vec<String>>) {
        let Some((first, others)) = questions.split_first() else {
            rows.push(path.clone());
            return;
        };
        let test = self.ask(*first);
        for side in [test.clone(), format!("!({test})")] {
            path.push(side);
            self.tree(others, path, rows);
            path.pop();
        }
    }
}

fn used(text: &mut String, id: &str, when: &str, more: &str) {
    write!(
        text,
        "\n  [[item.material]]\n  id = \"{id}\"\n  needed_when = {}\n  \
         needed_text = {{ zh = \"要的\", en = \"Where it is\" }}\n  {BASIS}  {more}\n",
        quoted(when)
    )
    .expect("a string takes text");
}

fn materials() -> String {
    let outcomes = (0..ITEMS).map(|n| (format!("out-{n}"), "outcome"));
    let common = (0..COMMON).map(|n| (format!("common-{n}"), ["applicant", "data-sharing"][n % 2]));
    let alone = (0..ALONE).map(|n| (format!("m{n}"), ["applicant", "applicant", "intermediary"][n % 3]));
    let mut text = String::new();
    for (id, source) in outcomes.chain(common).chain(alone) {
        write!(
            text,
            "\n[[material]]\nid = \"{id}\"\nname = {{ zh = \"材料\", en = \"Paper {id}\" }}\n\
             source = \"{source}\"\nform = \"electronic\"\ncount = 1\n"
        )
        .expect("a string takes text");
    }
    text
}
