//! A page being written in Markdown. Each article is cited by number and stands once, at the end.

use super::super::words::{Lang, Words};
use crate::rulebook::{Basis, Standing};
use crate::text::Text;

/// A page being written.
pub struct Sheet<'a> {
    pub words: Words<'a>,
    /// Ending of the files that links lead to; none where there are no files.
    pub ending: Option<&'a str>,
    text: String,
    cited: Vec<Basis>,
}

impl<'a> Sheet<'a> {
    pub fn new(words: Words<'a>, ending: Option<&'a str>) -> Sheet<'a> {
        Sheet { words, ending, text: String::new(), cited: Vec::new() }
    }

    pub fn pick<'t>(&self, words: (&'t str, &'t str)) -> &'t str {
        self.words.lang.pick(words)
    }

    pub fn lang(&self) -> Lang {
        self.words.lang
    }

    /// A text of the law, ready to stand in Markdown.
    pub fn say(&self, text: &Text) -> String {
        escaped(self.words.lang.say(text))
    }

    pub fn heading(&mut self, level: usize, text: &str) {
        self.block(&format!("{} {text}", "#".repeat(level)));
    }

    /// A heading in both languages' words.
    pub fn section(&mut self, words: (&str, &str)) {
        let words = self.pick(words).to_owned();
        self.heading(2, &words);
    }

    pub fn paragraph(&mut self, text: &str) {
        self.block(text);
    }

    pub fn list(&mut self, entries: &[String]) {
        let lines: Vec<String> = entries.iter().map(|entry| format!("- {entry}")).collect();
        self.block(&lines.join("\n"));
    }

    /// A table; rows are as long as the head.
    pub fn table(&mut self, head: &[(&str, &str)], rows: &[Vec<String>]) {
        if rows.is_empty() {
            return;
        }
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let titles: Vec<String> = head.iter().map(|title| self.pick(*title).to_owned()).collect();
        let rule: Vec<String> = head.iter().map(|_| "---".to_owned()).collect();
        let lines: Vec<String> =
            [line(&titles), line(&rule)].into_iter().chain(rows.iter().map(|row| line(row))).collect();
        self.block(&lines.join("\n"));
    }

    /// The numbers of the articles, with 示例 or 报道 before them where they are no more than that.
    pub fn cite<'b>(&mut self, bases: impl IntoIterator<Item = &'b Basis>) -> String {
        bases.into_iter().map(|basis| self.cite_one(basis)).collect()
    }

    fn cite_one(&mut self, basis: &Basis) -> String {
        let mark = match basis.standing {
            Standing::Law | Standing::Policy => "",
            Standing::Press => self.pick(("（报道）", " (press) ")),
            Standing::Illustrative => self.pick(("（示例）", " (illustrative) ")),
        };
        let number = self.cited.iter().position(|cited| cited == basis).unwrap_or_else(|| {
            self.cited.push(basis.clone());
            self.cited.len() - 1
        });
        format!("{mark}[^{}]", number + 1)
    }

    /// A link to another page of the guide, or the bare words where there are no files.
    pub fn link(&self, words: &str, to: &str) -> String {
        match self.ending {
            Some(ending) => format!("[{words}]({to}.{ending})"),
            None => words.to_owned(),
        }
    }

    /// Ends with the articles that were cited, if any.
    pub fn end(mut self) -> String {
        if !self.cited.is_empty() {
            self.section(("依据", "Basis"));
        }
        for (n, basis) in std::mem::take(&mut self.cited).iter().enumerate() {
            let article = self.article(basis);
            self.block(&format!("[^{}]: {article}", n + 1));
        }
        self.text
    }

    /// Title, number and version of the source, the article and its words.
    fn article(&self, basis: &Basis) -> String {
        let mut line = escaped(&self.words.cite(basis));
        let source = self.words.law.sources.iter().find(|source| source.id == basis.source);
        let version: Vec<String> = source
            .iter()
            .flat_map(|source| [source.number.as_str(), source.version.as_str()])
            .filter(|part| !part.is_empty())
            .map(escaped)
            .collect();
        if !version.is_empty() {
            line += &match self.lang() {
                Lang::Zh => format!("，{}", version.join("，")),
                Lang::En => format!(", {}", version.join(", ")),
            };
        }
        if let Some(valid) = source.and_then(|source| super::super::words::valid(source.valid, self.lang())) {
            line += &format!("{}{valid}", self.pick(("；有效：", "; in force ")));
        }
        if let Some(words) = &basis.words {
            line += &format!("{}“{}”", self.pick(("。原文：", ". In the text’s words: ")), escaped(words));
        }
        line
    }

    fn block(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.text.push('\n');
    }
}

/// Text that Markdown takes as it stands, on one line.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            letter => escaped.push(letter),
        }
    }
    // A list begins with these at the start of a line only.
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    match escaped.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 => escaped.insert(digits, '\\'),
        Some(b'-' | b'+') if digits == 0 => escaped.insert(0, '\\'),
        Some(_) | None => {}
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn markdown_takes_the_law_as_it_stands() {
        assert_eq!(escaped("a|b <c> *d* [e]\nf"), "a\\|b \\<c\\> \\*d\\* \\[e\\] f");
        assert_eq!(escaped("1. 第一"), "1\\. 第一");
        assert_eq!(escaped("- 无"), "\\- 无");
        assert_eq!(escaped("2.5 m"), "2\\.5 m");
    }
}
