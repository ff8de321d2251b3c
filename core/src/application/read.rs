//! Reading an application or a case: every id must exist in the rulebook, every answer must have its question's type.
//!
//! What is wrong is told all at once, each with its place. A number that is written in a way that cannot be taken
//! (an exponent, five decimal places) is no error here but a finding of the review: its type is right.

mod asked;
mod case;
mod file;

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Answer, Applicant, Application, Commitment, Given, GivenAs, Paper, Promise, Written};
use crate::calendar::Day;
use crate::decimal::Decimal;
use crate::json::{self, InputError, InputErrors, Place, Value};
use crate::rulebook::{Fact, FactType, FieldKind, PaperField, PaperForm, Rulebook};
use crate::sheet::{Addition, Brief, HandIn, SheetKind};
use crate::text::Text;

impl Application {
    /// Reads an application as JSON. The `rulebook` may be left out where the caller has chosen one already.
    pub fn read(rulebook: &Rulebook, text: &str) -> Result<Application, InputErrors> {
        let value = json::read(text)?;
        let mut reader = Reader { rulebook, errors: Vec::new() };
        let application = reader.application(&value, &Place::Top);
        reader.end(application)
    }
}

impl Brief {
    /// Reads `{ kind, application, earlier?, adds? }` as JSON.
    pub fn read(rulebook: &Rulebook, text: &str) -> Result<Brief, InputErrors> {
        let value = json::read(text)?;
        let mut reader = Reader { rulebook, errors: Vec::new() };
        let brief = reader.brief(&value);
        brief.filter(|_| reader.errors.is_empty()).ok_or(InputErrors { errors: reader.errors })
    }
}

/// An object's members; each name stands once.
struct Members<'v>(&'v [(Cow<'v, str>, Value<'v>)]);

impl<'v> Members<'v> {
    fn get(&self, name: &str) -> Option<&'v Value<'v>> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

/// Each earlier hand-in is reviewed again.
const MOST_HAND_INS: usize = 20;
const MOST_ADDITIONS: usize = 200;

/// Collects all errors on the way.
struct Reader<'a> {
    rulebook: &'a Rulebook,
    errors: Vec<InputError>,
}

impl Reader<'_> {
    fn end<T>(self, read: T) -> Result<T, InputErrors> {
        if self.errors.is_empty() { Ok(read) } else { Err(InputErrors { errors: self.errors }) }
    }

    fn brief(&mut self, value: &Value<'_>) -> Option<Brief> {
        let top = Place::Top;
        let members = self.members(value, &top, &["kind", "application", "earlier", "adds"]);
        let member = |name: &str| members.get(name);
        let kind = self.one_of(member("kind"), &Place::Key(&top, "kind"), SheetKind::ALL, SheetKind::name);
        let application = self.its_application(member("application"), &top);
        let earlier = Place::Key(&top, "earlier");
        self.at_most(MOST_HAND_INS, member("earlier"), &earlier);
        let earlier = self.each(member("earlier"), &earlier, Self::hand_in);
        let adds = Place::Key(&top, "adds");
        self.at_most(MOST_ADDITIONS, member("adds"), &adds);
        let adds = self.each(member("adds"), &adds, Self::addition);
        Some(Brief { kind: kind?, application, earlier, adds })
    }

    fn hand_in(&mut self, value: &Value<'_>, at: &Place<'_>) -> Option<HandIn> {
        let members = self.members(value, at, &["on", "application", "noticed"]);
        let on = self.day(members.get("on"), &Place::Key(at, "on"));
        let application = self.its_application(members.get("application"), at);
        let noticed = members.get("noticed").filter(|keys| **keys != Value::Null).map(|keys| {
            self.each(Some(keys), &Place::Key(at, "noticed"), |reader, key, at| reader.string(Some(key), at))
        });
        Some(HandIn { on: on?, application, noticed })
    }

    fn addition(&mut self, value: &Value<'_>, at: &Place<'_>) -> Option<Addition> {
        let members = self.members(value, at, &["material", "text"]);
        let material = self.material(members.get("material"), &Place::Key(at, "material"));
        let text = self.string(members.get("text"), &Place::Key(at, "text"));
        Some(Addition { material: material?, text: text? })
    }

    /// The member `application` of what stands at `at`.
    fn its_application(&mut self, value: Option<&Value<'_>>, at: &Place<'_>) -> Application {
        let at = Place::Key(at, "application");
        match value {
            Some(application) => self.application(application, &at),
            None => {
                self.missing(&at);
                Application::default()
            }
        }
    }

    fn application(&mut self, value: &Value<'_>, at: &Place<'_>) -> Application {
        let names =
            ["rulebook", "facts", "programs", "items", "materials", "promises", "commitments", "applicant"];
        let members = self.members(value, at, &names);
        let member = |name: &str| members.get(name);
        let place = |name: &'static str| Place::Key(at, name);
        self.same_rulebook(member("rulebook"), &place("rulebook"));
        Application {
            rulebook: self.rulebook.law.id.clone(),
            facts: self.facts(member("facts"), &place("facts")),
            programs: self.ids(member("programs"), &place("programs"), "unknown-program", |rulebook, id| {
                rulebook.program(id).is_some()
            }),
            items: self.ids(member("items"), &place("items"), "unknown-item", |rulebook, id| {
                rulebook.item(id).is_some()
            }),
            materials: self.each(member("materials"), &place("materials"), Self::paper),
            promises: self.each(member("promises"), &place("promises"), Self::promise),
            commitments: self.each(member("commitments"), &place("commitments"), Self::commitment),
            applicant: member("applicant")
                .filter(|value| **value != Value::Null)
                .map(|value| self.applicant(value, &place("applicant"))),
        }
    }

    fn same_rulebook(&mut self, value: Option<&Value<'_>>, at: &Place<'_>) {
        let Some(value) = value else { return };
        let id = &self.rulebook.law.id;
        match value {
            Value::String(named) if named == id => {}
            Value::String(named) => self.error(
                at,
                "wrong-rulebook",
                Text::new(
                    format!("这份申请写的规则包是“{named}”，这里用的是“{id}”。请改用同一个。"),
                    format!("The application names the rulebook {named:?}, but {id:?} is used here. Use the same one."),
                ),
            ),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                self.wrong_type(at, "文字", "text");
            }
        }
    }

    fn facts(&mut self, value: Option<&Value<'_>>, at: &Place<'_>) -> BTreeMap<String, Answer> {
        let Some(value) = value else { return BTreeMap::new() };
        let Value::Object(entries) = value else {
            self.wrong_type(at, "对象 { … }", "an object { … }");
            return BTreeMap::new();
        };
        let mut facts = BTreeMap::new();
        for (id, value) in entries {
            let at = Place::Key(at, id);
            match self.rulebook.fact(id).and_then(|fact| self.rulebook.law.facts.get(fact)) {
                Some(fact) => {
                    if let Some(answer) = self.answer(fact, value, &at) {
                        facts.insert(id.to_string(), answer);
                    }
                }
                None => self.unknown(&at, "unknown-fact", id),
            }
        }
        facts
    }

    fn answer(&mut self, fact: &Fact, value: &Value<'_>, at: &Place<'_>) -> Option<Answer> {
        let Value::Object(_) = value else {
            return Some(Answer { value: self.given(fact, value, at)?, standing: GivenAs::Given });
        };
        let members = self.members(value, at, &["value", "as"]);
        let standing = match members.get("as") {
            Some(standing) => self.one_of(Some(standing), &Place::Key(at, "as"), GivenAs::ALL, GivenAs::name),
            None => Some(GivenAs::Given),
        };
        let Some(value) = members.get("value") else {
            self.missing(&Place::Key(at, "value"));
            return None;
        };
        Some(Answer { value: self.given(fact, value, &Place::Key(at, "value"))?, standing: standing? })
    }

    fn given(&mut self, fact: &Fact, value: &Value<'_>, at: &Place<'_>) -> Option<Given> {
        let given = match (fact.kind, value) {
            (_, Value::Null) => Given::Open,
            (FactType::Bool, Value::Bool(yes)) => Given::Bool(*yes),
            (FactType::Choice, Value::String(id)) => Given::Choice(self.choice(fact, id, at)?),
            (FactType::Set, Value::Array(ids)) => Given::Set(self.choices(fact, ids, at)?),
            (FactType::Number | FactType::Integer, Value::Number(text)) => {
                Decimal::read(text).map_or_else(|| Given::Unreadable((*text).to_owned()), Given::Number)
            }
            (FactType::Date, Value::String(text)) => match Day::read(text) {
                Some(day) => Given::Date(day),
                None => {
                    self.no_day(at);
                    return None;
                }
            },
            (kind, _) => {
                let (zh, en) = wanted(kind);
                self.wrong_type(at, zh, en);
                return None;
            }
        };
        Some(given)
    }

    fn choice(&mut self, fact: &Fact, id: &str, at: &Place<'_>) -> Option<String> {
        if fact.choices.iter().any(|choice| choice.id == id) {
            return Some(id.to_owned());
        }
        let known: Vec<&str> = fact.choices.iter().map(|choice| choice.id.as_str()).collect();
        let known = known.join(", ");
        self.error(
            at,
            "unknown-choice",
            Text::new(
                format!("没有“{id}”这个选项。可以选：{known}。"),
                format!("There is no choice {id:?}. Choose from: {known}."),
            ),
        );
        None
    }

    fn choices(&mut self, fact: &Fact, ids: &[Value<'_>], at: &Place<'_>) -> Option<Vec<String>> {
        let read: Vec<Option<String>> = ids
            .iter()
            .enumerate()
            .map(|(n, id)| match id {
                Value::String(id) => self.choice(fact, id, &Place::Index(at, n)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                    self.wrong_type(&Place::Index(at, n), "文字", "text");
                    None
                }
            })
            .collect();
        read.into_iter().collect()
    }

    fn paper(&mut self, value: &Value<'_>, at: &Place<'_>) -> Option<Paper> {
        const MEMBERS: &[&str] = &[
            "id",
            "copies",
            "form",
            "signed",
            "sealed",
            "issuedOn",
            "validUntil",
            "issuer",
            "fields",
            "files",
        ];
        let members = self.members(value, at, MEMBERS);
        let member = |name: &str| members.get(name).filter(|value| **value != Value::Null);
        let id = self.material(members.get("id"), &Place::Key(at, "id"))?;
        let fields = self.rulebook.material(&id).and_then(|paper| self.rulebook.law.materials.get(paper));
        let fields = fields.map_or(&[][..], |material| &material.fields);
        Some(Paper {
            copies: member("copies").and_then(|value| self.copies(value, &Place::Key(at, "copies"))),
            form: member("form").and_then(|value| {
                self.one_of(Some(value), &Place::Key(at, "form"), PaperForm::HANDED_IN, PaperForm::name)
            }),
            signed: member("signed").and_then(|value| self.flag(value, &Place::Key(at, "signed"))),
            sealed: member("sealed").and_then(|value| self.flag(value, &Place::Key(at, "sealed"))),
            issued_on: member("issuedOn")
                .and_then(|value| self.day(Some(value), &Place::Key(at, "issuedOn"))),
            valid_until: member("validUntil")
                .and_then(|value| self.day(Some(value), &Place::Key(at, "validUntil"))),
            issuer: member("issuer").and_then(|value| self.string(Some(value), &Place::Key(at, "issuer"))),
            fields: self.fields(fields, member("fields"), &Place::Key(at, "fields")),
            files: self.files(member("files"), &Place::Key(at, "files")),
            id,
        })
    }

    /// What stands on a paper.
    fn fields(
        &mut self,
        known: &[PaperField],
        value: Option<&Value<'_>>,
        at: &Place<'_>,
    ) -> BTreeMap<String, Written> {
        let Some(value) = value else { return BTreeMap::new() };
        let names: Vec<&str> = known.iter().map(|field| field.id.as_str()).collect();
        let members = self.members(value, at, &names);
        let mut fields = BTreeMap::new();
        for field in known {
            let value = members.get(&field.id).filter(|value| **value != Value::Null);
            let at = Place::Key(at, &field.id);
            if let Some(written) = value.and_then(|value| self.written(field.kind, value, &at)) {
                fields.insert(field.id.clone(), written);
            }
        }
        fields
    }

    fn written(&mut self, kind: FieldKind, value: &Value<'_>, at: &Place<'_>) -> Option<Written> {
        match (kind, value) {
            (FieldKind::Text, Value::String(text)) => Some(Written::Text(text.to_string())),
            (FieldKind::Date, Value::String(_)) => self.day(Some(value), at).map(Written::Date),
            (FieldKind::Number, Value::Number(text)) => match Decimal::read(text) {
                Some(number) => Some(Written::Number(number)),
                None => {
                    self.wrong_type(at, "最多四位小数的数字", "a number with at most four decimal places");
                    None
                }
            },
            (FieldKind::Text, _) => {
                self.wrong_type(at, "文字", "text");
                None
            }
            (FieldKind::Date, _) => {
                self.no_day(at);
                None
            }
            (FieldKind::Number, _) => {
                self.wrong_type(at, "数字（不加引号）", "a number (no quotes)");
                None
            }
        }
    }

    fn copies(&mut self, value: &Value<'_>, at: &Place<'_>) -> Option<u32> {
        let copies = match value {
            Value::Number(text) => text.parse().ok(),
            Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
        };
        if copies.is_none() {
            self.wrong_type(at, "份数：0 以上的整数", "a number of copies: a whole number from 0");
        }
        copies
    }

    fn flag(&mut self, value: &Value<'_>, at: &Place<'_>) -> Option<bool> {
        match value {
            Value::Bool(yes) => Some(*yes),
            Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                self.wrong_type(at, " true 或 false", "true or false");
                None
            }
        }
    }

    fn promise(&mut self, value: &Value<'_>, at: &Place<'_>) -> Option<Promise> {
        let members = self.members(value, at, &["material", "by"]);
        let material = self.material(members.get("material"), &Place::Key(at, "material"));
        let by = match members.get("by").filter(|by| **by != Value::Null) {
            Some(by) => Some(self.day(Some(by), &Place::Key(at, "by"))?),
            None => None,
        };
        Some(Promise { material: material?, by })
    }

    fn commitment(&mut self, value: &Value<'_>, at: &Place<'_>) -> Option<Commitment> {
        let members = self.members(value, at, &["material"]);
        let material = self.material(members.get("material"), &Place::Key(at, "material"));
        Some(Commitment { material: material? })
    }

    fn material(&mut self, value: Option<&Value<'_>>, at: &Place<'_>) -> Option<String> {
        let id = self.string(value, at)?;
        if self.rulebook.material(&id).is_none() {
            self.unknown(at, "unknown-material", &id);
            return None;
        }
        Some(id)
    }

    fn applicant(&mut self, value: &Value<'_>, at: &Place<'_>) -> Applicant {
        let members = self.members(value, at, &["unitName", "creditCode", "contact", "phone"]);
        let mut text = |name: &str| match members.get(name).filter(|value| **value != Value::Null) {
            Some(value) => self.string(Some(value), &Place::Key(at, name)).unwrap_or_default(),
            None => String::new(),
        };
        Applicant {
            unit_name: text("unitName"),
            credit_code: text("creditCode"),
            contact: text("contact"),
            phone: text("phone"),
        }
    }

    // What every part is made of.

    /// An object's members by name; a name that is not allowed is an error.
    fn members<'v>(&mut self, value: &'v Value<'_>, at: &Place<'_>, allowed: &[&str]) -> Members<'v> {
        let Value::Object(entries) = value else {
            self.wrong_type(at, "对象 { … }", "an object { … }");
            return Members(&[]);
        };
        for (name, _) in entries.iter().filter(|(name, _)| !allowed.contains(&name.as_ref())) {
            let known = allowed.join(", ");
            self.error(
                &Place::Key(at, name),
                "unknown-member",
                Text::new(
                    format!("这里没有“{name}”这一栏。可以有：{known}。"),
                    format!("There is no member {name:?} here. Known: {known}."),
                ),
            );
        }
        Members(entries)
    }

    fn each<T>(
        &mut self,
        value: Option<&Value<'_>>,
        at: &Place<'_>,
        mut read: impl FnMut(&mut Self, &Value<'_>, &Place<'_>) -> Option<T>,
    ) -> Vec<T> {
        match value {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(parts)) => {
                let parts = parts.iter().enumerate();
                parts.filter_map(|(n, part)| read(self, part, &Place::Index(at, n))).collect()
            }
            Some(Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_)) => {
                self.wrong_type(at, "列表 [ … ]", "a list [ … ]");
                Vec::new()
            }
        }
    }

    /// A list that is worked through entry by entry is bounded.
    fn at_most(&mut self, most: usize, value: Option<&Value<'_>>, at: &Place<'_>) {
        if let Some(Value::Array(entries)) = value
            && entries.len() > most
        {
            let given = entries.len();
            let text = Text::new(
                format!("这里最多 {most} 项，现在有 {given} 项。请只留需要的。"),
                format!(
                    "At most {most} entries are taken here, not {given}. Leave out those that are not needed."
                ),
            );
            self.error(at, "too-many", text);
        }
    }

    fn ids(
        &mut self,
        value: Option<&Value<'_>>,
        at: &Place<'_>,
        code: &str,
        known: impl Fn(&Rulebook, &str) -> bool,
    ) -> Vec<String> {
        self.each(value, at, |reader, value, at| {
            let id = reader.string(Some(value), at)?;
            if !known(reader.rulebook, &id) {
                reader.unknown(at, code, &id);
                return None;
            }
            Some(id)
        })
    }

    fn string(&mut self, value: Option<&Value<'_>>, at: &Place<'_>) -> Option<String> {
        match value {
            Some(Value::String(text)) => Some(text.to_string()),
            Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
                self.wrong_type(at, "文字", "text");
                None
            }
            None => {
                self.missing(at);
                None
            }
        }
    }

    fn day(&mut self, value: Option<&Value<'_>>, at: &Place<'_>) -> Option<Day> {
        let day = Day::read(&self.string(value, at)?);
        if day.is_none() {
            self.no_day(at);
        }
        day
    }

    fn one_of<T: Copy>(
        &mut self,
        value: Option<&Value<'_>>,
        at: &Place<'_>,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.string(value, at)?;
        let found = all.iter().copied().find(|one| name(*one) == text);
        if found.is_none() {
            let known: Vec<&str> = all.iter().map(|one| name(*one)).collect();
            self.none_of(at, &text, &known);
        }
        found
    }

    fn none_of(&mut self, at: &Place<'_>, text: &str, known: &[&str]) {
        let known = known.join(", ");
        let text = Text::new(
            format!("不能写“{text}”。可以写：{known}。"),
            format!("{text:?} is not one of: {known}."),
        );
        self.error(at, "unknown-choice", text);
    }

    fn error(&mut self, at: &Place<'_>, code: &str, text: Text) {
        self.errors.push(InputError::new(at.pointer(), code, text));
    }

    fn unknown(&mut self, at: &Place<'_>, code: &str, id: &str) {
        let (place, rulebook) = (&self.rulebook.law.name, &self.rulebook.law.id);
        let text = Text::new(
            format!("{}的规则包里没有“{id}”。请核对编号，或换一个规则包。", place.zh),
            format!("The rulebook {rulebook:?} has no {id:?}. Check the id, or choose another rulebook."),
        );
        self.error(at, code, text);
    }

    fn missing(&mut self, at: &Place<'_>) {
        self.error(at, "missing", Text::new("缺少这一栏。请补上。", "This member is missing. Add it."));
    }

    fn wrong_type(&mut self, at: &Place<'_>, zh: &str, en: &str) {
        self.error(at, "wrong-type", Text::new(format!("这里要写{zh}。"), format!("This has to be {en}.")));
    }

    fn no_day(&mut self, at: &Place<'_>) {
        let text = Text::new(
            "这里要写日期，例如 2026-11-23，年份从 1990 到 2100。",
            "This has to be a date such as 2026-11-23, from 1990 to 2100.",
        );
        self.error(at, "no-day", text);
    }
}

/// What an answer of this type looks like.
fn wanted(kind: FactType) -> (&'static str, &'static str) {
    match kind {
        FactType::Bool => (" true、false 或 null", "true, false or null"),
        FactType::Choice => ("一个选项的编号，或 null", "the id of one choice, or null"),
        FactType::Set => ("选项编号的列表 [ … ]，或 null", "a list of choice ids [ … ], or null"),
        FactType::Number => ("数字（不加引号），或 null", "a number (no quotes), or null"),
        FactType::Integer => ("整数（不加引号），或 null", "a whole number (no quotes), or null"),
        FactType::Date => ("日期，例如 \"2026-11-23\"，或 null", "a date such as \"2026-11-23\", or null"),
    }
}

impl GivenAs {
    const ALL: &[GivenAs] = &[GivenAs::Given, GivenAs::Presumed, GivenAs::Promised];

    fn name(self) -> &'static str {
        match self {
            GivenAs::Given => "given",
            GivenAs::Presumed => "presumed",
            GivenAs::Promised => "promised",
        }
    }
}

impl PaperForm {
    const HANDED_IN: &[PaperForm] = &[PaperForm::Original, PaperForm::Copy, PaperForm::Electronic];
}
