//! A small law that builds, to be broken in one place at a time.

use super::super::Files;

const SOURCES: &str = r#"
[[source]]
id = "ACT"
title = { zh = "法", en = "The Act" }
standing = "law"
read = "full text read"

[[source]]
id = "NEWS"
title = { zh = "报道", en = "A report" }
standing = "press"
read = "read"
"#;

const FACTS: &str = r#"
[[group]]
id = "all"
name = { zh = "问题", en = "Questions" }

[[fact]]
id = "here"
type = "bool"
group = "all"
question = { zh = "在这里吗？", en = "Is it here?" }
why = { zh = "只服务这里。", en = "We serve this place only." }
basis = { source = "ACT", article = "1", standing = "law" }

[[fact]]
id = "kind"
type = "choice"
group = "all"
question = { zh = "哪一种？", en = "Which kind?" }
why = { zh = "规则不同。", en = "The rules differ." }
basis = { source = "ACT", article = "1", standing = "law" }
choice = [
  { id = "house", text = { zh = "房屋", en = "House" } },
  { id = "road", text = { zh = "道路", en = "Road" } },
]

[[fact]]
id = "ticked"
type = "set"
group = "all"
question = { zh = "勾选哪些？", en = "Which do you tick?" }
why = { zh = "合并办理。", en = "They are handled together." }
basis = { source = "ACT", article = "1", standing = "law" }
choice = [
  { id = "permit", text = { zh = "许可", en = "Permit" } },
  { id = "trees", text = { zh = "树木", en = "Trees" } },
]

[[fact]]
id = "storeys"
type = "integer"
min = "1"
max = "200"
group = "all"
question = { zh = "几层？", en = "How many storeys?" }
why = { zh = "高层另有要求。", en = "Tall buildings need more." }
basis = { source = "ACT", article = "1", standing = "law" }

[[fact]]
id = "area"
type = "number"
unit = { zh = "公顷", en = "ha" }
min = "0"
group = "all"
question = { zh = "多大？", en = "How large?" }
why = { zh = "大的另有要求。", en = "Large ones need more." }
basis = { source = "ACT", article = "1", standing = "law" }
"#;

const DEFINITIONS: &str = r#"
[[definition]]
id = "tall"
when = "storeys >= 3 || area > 0.5"
text = { zh = "三层以上，或者大。", en = "Three storeys or more, or large." }
basis = { source = "ACT", article = "1", standing = "law" }
"#;

const STAGES: &str = r#"
[[stage]]
id = "works"
name = { zh = "施工", en = "Works" }
basis = { source = "ACT", article = "1", standing = "law" }
"#;

const ITEMS: &str = r#"
[[item]]
id = "permit"
name = { zh = "许可", en = "Permit" }
kind = "permit"
stage = "works"
agency = { zh = "机关", en = "Agency" }
needed_when = "tall && kind == 'house'"
needed_text = { zh = "高的", en = "Tall ones" }
basis = { source = "ACT", article = "2", standing = "law" }
outcome = "out-permit"
duration = "authority"
limit = { days = 7, unit = "working", from = "receipt", basis = { source = "ACT", article = "3", standing = "law" } }

  [[item.after]]
  any = ["trees"]
  when = "true"

  [[item.material]]
  id = "form"
  needed_when = "true"
  needed_text = { zh = "一律", en = "Always" }
  basis = [{ source = "ACT", article = "2", standing = "law" }]

[[item]]
id = "trees"
name = { zh = "树木", en = "Trees" }
kind = "permit"
stage = "works"
agency = { zh = "机关", en = "Agency" }
needed_when = "true"
needed_text = { zh = "一律", en = "Always" }
basis = [{ source = "ACT", article = "2", standing = "law" }]
duration = "authority"

[[item]]
id = "opening"
name = { zh = "开业", en = "Opening" }
kind = "permit"
stage = "works"
agency = { zh = "机关", en = "Agency" }
needed_when = "true"
needed_text = { zh = "一律", en = "Always" }
basis = [{ source = "ACT", article = "2", standing = "law" }]
duration = "authority"

  [[item.material]]
  id = "out-permit"
  needed_when = "kind != 'road'"
  needed_text = { zh = "房屋", en = "Houses" }
  basis = [{ source = "ACT", article = "2", standing = "law" }]
  from = ["permit"]
"#;

const MATERIALS: &str = r#"
[[material]]
id = "form"
name = { zh = "表", en = "Form" }
source = "applicant"
form = "electronic"
count = 1

[[material]]
id = "out-permit"
name = { zh = "许可证", en = "Permit" }
source = "outcome"
form = "electronic"
count = 1
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

const RULEBOOK: &str = r#"
id = "town"
name = { zh = "镇", en = "Town" }
place = { zh = "镇", en = "The town" }
region = "town"
bands = [3, 1]
items = ["trees", "permit", "opening"]

[[definition]]
id = "tall_here"
when = "here && tall"
text = { zh = "在这里，而且高。", en = "Here, and tall." }
basis = { source = "ACT", article = "1", standing = "law" }

[[press]]
id = "fast"
text = { zh = "据报道很快。", en = "It is said to be fast." }
basis = { source = "NEWS", article = "", standing = "press" }

[[program]]
id = "help"
name = { zh = "帮办", en = "Help" }
summary = { zh = "帮您办。", en = "We help." }
basis = { source = "ACT", article = "4", standing = "law" }
ticks = "ticked"

  [[program.rule]]
  id = "YES"
  when = "tall_here && 'permit' in ticked"
  verdict = "eligible"
  text = { zh = "可以。", en = "Yes." }
  basis = { source = "ACT", article = "4", standing = "law" }

  [[program.rule]]
  id = "NO"
  when = "!(tall_here && 'permit' in ticked)"
  verdict = "not-eligible"
  text = { zh = "不可以。", en = "No." }
  basis = { source = "ACT", article = "4", standing = "law" }

  [[program.item]]
  id = "permit"
  basis = { source = "ACT", article = "4", standing = "law" }

  [[program.item]]
  id = "trees"
  basis = { source = "ACT", article = "4", standing = "law" }
"#;

/// The small law, whole.
pub fn law() -> Files {
    [
        ("sources.toml", SOURCES),
        ("facts.toml", FACTS),
        ("national/definitions.toml", DEFINITIONS),
        ("national/items.toml", ITEMS),
        ("national/materials.toml", MATERIALS),
        ("national/stages.toml", STAGES),
        ("calendar/2026.toml", CALENDAR),
        ("town/rulebook.toml", RULEBOOK),
    ]
    .into_iter()
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .collect()
}
