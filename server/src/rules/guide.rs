//! `yushen rules guide`: 办事指南, on standard output or as files.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use yushen::authoring::Checked;
use yushen::authoring::guide::{Page, Style, book, html};
use yushen::authoring::words::Lang;
use yushen::calendar::Day;
use yushen::json::InputErrors;
use yushen::rulebook::{Law, hash};

use super::Written;
use super::check::refuse;
use crate::ask::{day, written, wrong};
use crate::cli::{Format, Guide};

/// Exit 0, or 1 where the law is not right.
pub fn guide(asked: &Guide) -> Result<ExitCode, Box<dyn Error>> {
    let checked = match Written::read(asked.rules.as_deref())?.check() {
        Ok(checked) => checked,
        Err(errors) => return refuse(&errors, false),
    };
    let on = asked.on.as_deref().map(|on| day("--on", on)).transpose()?;
    let chosen = Chosen::new(&checked, &asked.ids, on)?;
    match &asked.out {
        Some(out) => files(&chosen, asked, out)?,
        None => print(&chosen, asked)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The places asked for, and the items and programs; all where none is named.
struct Chosen<'a> {
    /// Each place's law, as it is in force on the day, and the hash of its rulebook.
    places: Vec<(Law, String)>,
    topics: Vec<&'a str>,
    on: Option<Day>,
}

impl<'a> Chosen<'a> {
    fn new(checked: &Checked, ids: &'a [String], on: Option<Day>) -> Result<Chosen<'a>, InputErrors> {
        let is_place = |id: &str| checked.laws.iter().any(|law| law.id == id);
        let (named, topics): (Vec<&str>, Vec<&str>) =
            ids.iter().map(String::as_str).partition(|id| is_place(id));
        let hashes = checked.built.rulebooks.iter().map(|(_, json)| hash(json));
        let places: Vec<(Law, String)> = checked
            .laws
            .iter()
            .zip(hashes)
            .filter(|(law, _)| named.is_empty() || named.contains(&law.id.as_str()))
            .map(|(law, hash)| (on.map_or_else(|| law.clone(), |on| law.on(on)), hash))
            .collect();
        for topic in &topics {
            if !places.iter().any(|(law, _)| has(law, topic)) {
                let zh = format!("没有“{topic}”这个规则包、服务或事项。请核对编号。");
                let en = format!("There is no rulebook, program or item {topic:?}. Check the id.");
                return Err(wrong("unknown-id", zh, en));
            }
        }
        Ok(Chosen { places, topics, on })
    }

    fn pages(&self, law: &Law, style: Style<'_>) -> Vec<Page> {
        let mut pages = book(law, style);
        let named = |page: &Page| page.path.split_once('/').is_some_and(|(_, id)| self.topics.contains(&id));
        pages.retain(|page| self.topics.is_empty() || named(page));
        pages
    }
}

fn has(law: &Law, id: &str) -> bool {
    law.items.iter().any(|item| item.id == id) || law.programs.iter().any(|program| program.id == id)
}

fn print(chosen: &Chosen<'_>, asked: &Guide) -> Result<(), Box<dyn Error>> {
    let lang = asked.lang.map_or(Lang::Zh, Lang::from);
    let pages: Vec<Page> = chosen
        .places
        .iter()
        .flat_map(|(law, hash)| chosen.pages(law, Style { lang, hash, ending: None, on: chosen.on }))
        .collect();
    if asked.format != Some(Format::Html) {
        let texts: Vec<&str> = pages.iter().map(|page| page.markdown.as_str()).collect();
        return written(&texts.join("\n"));
    }
    let [page] = pages.as_slice() else {
        let zh = "网页一次只能输出一页。请写 --out 文件夹，或者只选一个地方的一个事项。".to_owned();
        let en = "Only one page of HTML goes to standard output. Give --out, or one place and one item."
            .to_owned();
        return Err(wrong("several-pages", zh, en).into());
    };
    written(&html(page, lang, None))
}

/// Writes `<place>/<language>/<page>`, and says how many files.
fn files(chosen: &Chosen<'_>, asked: &Guide, out: &Path) -> Result<(), Box<dyn Error>> {
    let langs = asked.lang.map_or(vec![Lang::Zh, Lang::En], |lang| vec![lang.into()]);
    let formats = asked.format.map_or(vec![Format::Md, Format::Html], |format| vec![format]);
    let mut count = 0;
    for (law, hash) in &chosen.places {
        for lang in &langs {
            for format in &formats {
                let ending = if *format == Format::Md { "md" } else { "html" };
                let style = Style { lang: *lang, hash, ending: Some(ending), on: chosen.on };
                for page in chosen.pages(law, style) {
                    let other = (langs.len() > 1).then(|| elsewhere(&page, *lang));
                    let text = match format {
                        Format::Md => page.markdown.clone(),
                        Format::Html => html(&page, *lang, other.as_deref()),
                    };
                    let file = out.join(&law.id).join(lang.folder()).join(format!("{}.{ending}", page.path));
                    file.parent().map(fs::create_dir_all).transpose()?;
                    fs::write(file, text)?;
                    count += 1;
                }
            }
        }
    }
    let out = out.display();
    let zh = format!("写了{count}个文件，在 {out}\n");
    let en = format!("{count} files in {out}\n");
    written(if langs == [Lang::En] { &en } else { &zh })
}

/// Where the same page in the other language lies.
fn elsewhere(page: &Page, lang: Lang) -> String {
    let up = "../".repeat(1 + page.path.matches('/').count());
    let other = match lang {
        Lang::Zh => Lang::En,
        Lang::En => Lang::Zh,
    };
    format!("{up}{}/{}.html", other.folder(), page.path)
}
