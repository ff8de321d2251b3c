//! `--text`: the answers in words. Chinese first, English on demand; what core says is repeated, not said again.

mod review;
mod remedies;
mod chart;
mod dates;
mod sheet;

pub use chart::columns;
pub use dates::{due, plan, progress};
pub use remedies::remedies;
pub use review::review;
pub use sheet::sheet;

use yushen::rulebook::{Basis, Law, Standing};
use yushen::text::Text;

use crate::cli::Lang;

/// A page being written, in one language.
struct Page<'a> {
    law: &'a Law,
    lang: Lang,
    text: String,
}

/// What every page ends with: it is advice, not an act of an authority.
const ADVICE: (&str, &str) =
    ("这是提交前的建议，不是行政决定。", "This is advice before filing, not an administrative decision.");

impl<'a> Page<'a> {
    fn new(law: &'a Law, lang: Lang) -> Page<'a> {
        Page { law, lang, text: String::new() }
    }

    fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    /// A heading, after an empty line.
    fn heading(&mut self, words: (&str, &str)) {
        let words = pick(self.lang, words).to_owned();
        self.line(format!("\n{words}"));
    }

    fn end(mut self) -> String {
        let advice = pick(self.lang, ADVICE).to_owned();
        self.line(format!("\n{advice}"));
        self.text
    }

    fn say<'t>(&self, text: &'t Text) -> &'t str {
        say(self.lang, text)
    }

    fn pick<'t>(&self, words: (&'t str, &'t str)) -> &'t str {
        pick(self.lang, words)
    }

    fn item(&self, id: &str) -> String {
        self.name(self.law.items.iter().find(|item| item.id == id).map(|item| &item.name), id)
    }

    fn material(&self, id: &str) -> String {
        self.name(
            self.law.materials.iter().find(|material| material.id == id).map(|material| &material.name),
            id,
        )
    }

    fn program(&self, id: &str) -> String {
        self.name(self.law.programs.iter().find(|program| program.id == id).map(|program| &program.name), id)
    }

    fn total(&self, id: &str) -> String {
        self.name(self.law.totals.iter().find(|total| total.id == id).map(|total| &total.name), id)
    }

    fn question(&self, id: &str) -> String {
        self.name(self.law.facts.iter().find(|fact| fact.id == id).map(|fact| &fact.question), id)
    }

    fn name(&self, name: Option<&Text>, id: &str) -> String {
        name.map_or_else(|| id.to_owned(), |name| self.say(name).to_owned())
    }

    /// Which article says so; an assumption is shown as one.
    fn basis(&self, basis: &Basis) -> String {
        let source = self.law.sources.iter().find(|source| source.id == basis.source);
        let title = self.name(source.map(|source| &source.title), &basis.source);
        let mark = match basis.standing {
            Standing::Illustrative => self.pick(("（示例）", " (illustrative)")),
            Standing::Press => self.pick(("（报道）", " (press)")),
            Standing::Law | Standing::Policy => "",
        };
        let before = self.pick(("依据：", "Basis: "));
        let gap = if basis.article.is_empty() { "" } else { " " };
        format!("{before}{title}{gap}{}{mark}", basis.article)
    }
}

fn pick<'t>(lang: Lang, (zh, en): (&'t str, &'t str)) -> &'t str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

fn say(lang: Lang, text: &Text) -> &str {
    pick(lang, (&text.zh, &text.en))
}
