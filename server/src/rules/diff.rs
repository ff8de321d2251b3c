//! `yushen rules diff`: what changes from one law to another, for whom, and for which cases and applications.

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use yushen::authoring::case::{Call, Case};
use yushen::authoring::difference::{Difference, Effect, How, compare, effects, told};
use yushen::authoring::words::Lang;
use yushen::authoring::{Checked, LawErrors};
use yushen::calendar::Day;
use yushen::rulebook::Rulebook;

use super::Written;
use super::check::refuse;
use crate::ask::{on, written, wrong};
use crate::cli::Diff;
use crate::store::{Standing, Store};

/// All that changes.
#[derive(Serialize)]
struct Answer {
    places: Vec<Difference>,
    cases: Vec<Affected>,
    applications: Vec<Affected>,
}

/// A case or a stored application, and what changes for it. Of an application nothing personal is told.
#[derive(Serialize)]
struct Affected {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    effects: Vec<Effect>,
}

/// Exit 0 where nothing changes, 1 where something does, 2 where a law is not right.
pub fn diff(asked: &Diff) -> Result<ExitCode, Box<dyn Error>> {
    let (before, after) = match &asked.after {
        Some(after) => (asked.before.as_str(), after.as_str()),
        None => ("-", asked.before.as_str()),
    };
    let (before, after) = match (checked(before)?, checked(after)?) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(errors), _) | (_, Err(errors)) => {
            refuse(&errors, asked.json)?;
            return Ok(ExitCode::from(2));
        }
    };
    let books = Books::new(&before, &after)?;
    let answer = Answer {
        places: compare(&before.laws, &after.laws)?,
        cases: cases(asked.cases.as_deref(), &books)?,
        applications: applications(asked.data.as_deref(), &books, on(asked.on.as_deref())?)?,
    };
    if asked.json {
        super::report(&answer)?;
    } else {
        let langs = asked.lang.map_or(vec![Lang::Zh, Lang::En], |lang| vec![lang.into()]);
        let texts: Vec<String> = langs.into_iter().map(|lang| text(&answer, lang)).collect();
        written(&texts.join("\n"))?;
    }
    let same = answer.places.iter().all(|place| place.change == How::Same)
        && answer.cases.is_empty()
        && answer.applications.is_empty();
    Ok(if same { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn checked(folder: &str) -> Result<Result<Checked, LawErrors>, Box<dyn Error>> {
    let folder = (folder != "-").then(|| Path::new(folder));
    Ok(Written::read(folder)?.check())
}

/// The rulebooks that are in both laws.
struct Books(Vec<(String, Rulebook, Rulebook)>);

impl Books {
    fn new(before: &Checked, after: &Checked) -> Result<Books, Box<dyn Error>> {
        let mut books = Vec::new();
        for law in before.laws.iter().filter(|law| after.laws.iter().any(|new| new.id == law.id)) {
            books.push((law.id.clone(), before.built.rulebook(&law.id)?, after.built.rulebook(&law.id)?));
        }
        Ok(Books(books))
    }

    fn effects(&self, id: &str, call: Call, on: Day, input: &RawValue) -> Vec<Effect> {
        let found = self.0.iter().find(|(known, ..)| known == id);
        found.map(|(_, before, after)| effects(before, after, call, on, input)).unwrap_or_default()
    }

    /// What changes in an application's review, and in the days of its plan.
    fn of_application(&self, id: &str, on: Day, application: &RawValue) -> Vec<Effect> {
        let mut found = self.effects(id, Call::Review, on, application);
        let input = format!("{{\"application\":{}}}", application.get());
        if let Ok(input) = RawValue::from_string(input) {
            found.extend(self.effects(id, Call::Plan, on, &input));
        }
        found
    }
}

fn cases(given: Option<&Path>, books: &Books) -> Result<Vec<Affected>, Box<dyn Error>> {
    let own = Path::new(super::test::CASES);
    let Some(folder) = given.or_else(|| own.is_dir().then_some(own)) else { return Ok(Vec::new()) };
    let mut affected = Vec::new();
    for case in super::test::read(folder)? {
        let effects = of_case(&case, books)?;
        if !effects.is_empty() {
            affected.push(Affected { id: case.name, title: Some(case.title), effects });
        }
    }
    Ok(affected)
}

fn of_case(case: &Case, books: &Books) -> Result<Vec<Effect>, Box<dyn Error>> {
    let on = case.day()?;
    Ok(match case.call {
        Call::Review => books.of_application(case.rulebook(), on, &case.input),
        call => books.effects(case.rulebook(), call, on, &case.input),
    })
}

fn applications(data: Option<&Path>, books: &Books, on: Day) -> Result<Vec<Affected>, Box<dyn Error>> {
    let Some(data) = data else { return Ok(Vec::new()) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let standing = runtime.block_on(Store::standing(data)).map_err(|error| {
        let name = data.display();
        let zh = format!("数据文件夹 {name} 读不出来。请写服务所用的文件夹。");
        wrong(
            "unreadable-data",
            zh,
            format!("The data folder {name} cannot be read: {error}. Name the server's own."),
        )
    })?;
    let mut affected = Vec::new();
    for Standing { id, rulebook, application } in standing {
        let application = RawValue::from_string(application)?;
        let effects = books.of_application(&rulebook, on, &application);
        if !effects.is_empty() {
            affected.push(Affected { id, title: None, effects });
        }
    }
    Ok(affected)
}

fn text(answer: &Answer, lang: Lang) -> String {
    let mut text: String = answer.places.iter().map(|place| told(place, lang)).collect();
    text += &list(&answer.cases, lang.pick(("有变化的案例", "Cases that change")));
    text + &list(&answer.applications, lang.pick(("有变化的已存申请", "Stored applications that change")))
}

fn list(affected: &[Affected], title: &str) -> String {
    if affected.is_empty() {
        return String::new();
    }
    let mut text = format!("{title}: {}\n", affected.len());
    for Affected { id, title, effects } in affected {
        let title = title.as_ref().map(|title| format!(" ({title})")).unwrap_or_default();
        text += &format!("  {id}{title}\n");
        for Effect { what, before, after } in effects {
            text += &format!("      {what}: {} → {}\n", value(before), value(after));
        }
    }
    text
}

fn value(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
