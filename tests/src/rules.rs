//! Rules as people write them: folders of TOML, made from what a test needs.

use std::fmt::Write;

use yushen::authoring::Files;
use yushen::rulebook::{Fact, FactType};

const SOURCES: &str = r#"
[[source]]
id = "ACT"
title = { zh = "法", en = "The Act" }
standing = "law"
read = "full text read"
"#;

const STAGES: &str = r#"
[[stage]]
id = "works"
name = { zh = "施工", en = "Works" }
basis = { source = "ACT", article = "1", standing = "law" }
"#;

const CALENDAR: &str = r#"
year = 2026
published = true

[[notice]]
number = "1"
date = "2025-11-04"

[[holiday]]
name = { zh = "元旦", en = "New Year's Day" }
notice = "1"
off = ["2026-01-01", "2026-01-02", "2026-01-03"]
work = ["2026-01-04"]

[[holiday]]
name = { zh = "其他", en = "Others" }
notice = "1"
off = ["2026-05-01", "2026-10-01"]
"#;

/// What every table that rests on the law ends with.
pub const BASIS: &str = "basis = { source = \"ACT\", article = \"1\", standing = \"law\" }\n";

/// A folder with one place, `town`, and the tables that are given; the place has what `place` adds.
pub fn folder(facts: &str, definitions: &str, items: &str, materials: &str, place: &str) -> Files {
    let rulebook = format!(
        "id = \"town\"\nname = {{ zh = \"镇\", en = \"Town\" }}\nplace = {{ zh = \"镇\", en = \"The town\" }}\n\
         region = \"town\"\nbands = [3, 1]\n{place}"
    );
    let group = "[[group]]\nid = \"all\"\nname = { zh = \"问题\", en = \"Questions\" }\n";
    let files = [
        ("sources.toml", SOURCES.to_owned()),
        ("facts.toml", format!("{group}{facts}")),
        ("national/stages.toml", STAGES.to_owned()),
        ("national/definitions.toml", definitions.to_owned()),
        ("national/items.toml", items.to_owned()),
        ("national/materials.toml", materials.to_owned()),
        ("calendar/2026.toml", CALENDAR.to_owned()),
        ("town/rulebook.toml", rulebook),
    ];
    files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

/// A question as it is written.
pub fn fact(fact: &Fact) -> String {
    let id = &fact.id;
    let kind = match fact.kind {
        FactType::Bool => "bool",
        FactType::Choice => "choice",
        FactType::Set => "set",
        FactType::Number => "number",
        FactType::Integer => "integer",
        FactType::Date => "date",
    };
    let mut text = format!(
        "\n[[fact]]\nid = \"{id}\"\ntype = \"{kind}\"\ngroup = \"all\"\n\
         question = {{ zh = \"{id}？\", en = \"{id}?\" }}\nwhy = {{ zh = \"要问。\", en = \"We have to.\" }}\n{BASIS}"
    );
    let bounds = [("min", fact.min), ("max", fact.max)];
    for (key, bound) in bounds.into_iter().filter_map(|(key, bound)| Some((key, bound?))) {
        writeln!(text, "{key} = \"{bound}\"").expect("a string takes text");
    }
    for choice in &fact.choices {
        let id = &choice.id;
        write!(text, "\n  [[fact.choice]]\n  id = \"{id}\"\n  text = {{ zh = \"{id}\", en = \"{id}\" }}\n")
            .expect("a string takes text");
    }
    text
}

/// A definition as it is written.
pub fn definition(id: &str, when: &str) -> String {
    let text = "text = { zh = \"定义。\", en = \"A definition.\" }";
    format!("\n[[definition]]\nid = \"{id}\"\nwhen = {}\n{text}\n{BASIS}", quoted(when))
}

/// An item that asks for nothing; further tables of it may follow.
pub fn item(id: &str, needed_when: &str) -> String {
    format!(
        "\n[[item]]\nid = \"{id}\"\nname = {{ zh = \"{id}\", en = \"{id}\" }}\nkind = \"permit\"\nstage = \"works\"\n\
         agency = {{ zh = \"机关\", en = \"Agency\" }}\nneeded_when = {}\n\
         needed_text = {{ zh = \"要的\", en = \"Where it is\" }}\n{BASIS}duration = \"authority\"\n",
        quoted(needed_when)
    )
}

/// A text between quotes.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
