//! The law in words, in one language: names, days, articles, conditions as sentences.

mod condition;
mod days;
mod number;

pub use condition::{Parts, defined, parts, plain, sentence};
pub use days::{
    extent, form, kind, limit, outcome, runs_from, standing, supply, total, unit, valid, verdict,
};
pub use number::{number, spoken};

use crate::rulebook::{Basis, Law, Standing};
use crate::text::Text;

/// The language of what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    Zh,
    En,
}

impl Lang {
    /// The tag of the language (BCP 47).
    pub fn tag(self) -> &'static str {
        self.pick(("zh-CN", "en"))
    }

    /// The folder that a guide in this language lies in.
    pub fn folder(self) -> &'static str {
        self.pick(("zh", "en"))
    }

    pub fn say(self, text: &Text) -> &str {
        self.pick((&text.zh, &text.en))
    }

    pub fn pick<'t>(self, (zh, en): (&'t str, &'t str)) -> &'t str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

/// A law, read aloud in one language.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    pub law: &'a Law,
    pub lang: Lang,
}

impl<'a> Words<'a> {
    pub fn say(&self, text: &'a Text) -> &'a str {
        self.lang.say(text)
    }

    pub fn pick<'t>(&self, words: (&'t str, &'t str)) -> &'t str {
        self.lang.pick(words)
    }

    pub fn item(&self, id: &str) -> String {
        let item = self.law.items.iter().find(|item| item.id == id);
        item.map_or(id, |item| self.lang.say(&item.name)).to_owned()
    }

    pub fn material(&self, id: &str) -> String {
        let material = self.law.materials.iter().find(|material| material.id == id);
        material.map_or(id, |material| self.lang.say(&material.name)).to_owned()
    }

    /// Papers that only together will do: 甲和乙.
    pub fn group(&self, papers: &[String]) -> String {
        let names: Vec<String> = papers.iter().map(|id| self.material(id)).collect();
        names.join(self.pick(("和", " with ")))
    }

    /// A list of alternatives: 甲、乙或者丙.
    pub fn any_of(&self, names: impl IntoIterator<Item = String>) -> String {
        let mut names: Vec<String> = names.into_iter().collect();
        let Some(last) = names.pop() else { return String::new() };
        match (names.as_slice(), self.lang) {
            ([], _) => last,
            (first, Lang::Zh) => format!("{}或者{last}", first.join("、")),
            (first, Lang::En) => format!("{} or {last}", first.join(", ")),
        }
    }

    /// Source and article, with 示例 or 报道 where it is no more than that.
    pub fn cite(&self, basis: &Basis) -> String {
        self.lang.say(&self.law.cite(basis)).to_owned()
    }

    /// What has to stand beside whatever rests on a press report or on an assumption.
    pub fn mark(&self, standing: Standing) -> &'static str {
        self.lang.pick(standing.mark())
    }
}
