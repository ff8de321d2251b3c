//! A page of a guide as HTML that needs no other file.

use pulldown_cmark::html::push_html;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use pulldown_cmark_escape::escape_html;

use super::super::words::Lang;
use super::Page;

const STYLE: &str = include_str!("guide.css");

/// The page in HTML. `elsewhere`: where the same page in the other language lies, if it does.
pub fn html(page: &Page, lang: Lang, elsewhere: Option<&str>) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut table = Table::default();
    let events = Parser::new_ext(&page.markdown, options).flat_map(|event| marked(event, &mut table, lang));
    let mut body = String::new();
    push_html(&mut body, events);
    let (tag, title) = (lang.tag(), escaped(&page.title));
    let other = elsewhere.map(|to| other(to, lang)).unwrap_or_default();
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n{other}<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn other(to: &str, lang: Lang) -> String {
    let (tag, name) = match lang {
        Lang::Zh => ("en", "English"),
        Lang::En => ("zh-CN", "中文"),
    };
    format!(
        "<p class=\"other\"><a lang=\"{tag}\" hreflang=\"{tag}\" href=\"{}\">{name}</a></p>\n",
        escaped(to)
    )
}

/// Where in a table the parser is.
#[derive(Default)]
struct Table {
    /// The titles of the columns.
    head: Vec<String>,
    in_head: bool,
    column: usize,
}

/// The events of Markdown with what its HTML leaves out: scopes, column titles for narrow screens, numbers that are
/// told apart, and which words are in another language.
fn marked<'e>(event: Event<'e>, table: &mut Table, lang: Lang) -> Vec<Event<'e>> {
    match event {
        Event::Start(Tag::Table(_)) => {
            *table = Table::default();
            vec![Event::Html("<table>\n".into())]
        }
        Event::End(TagEnd::Table) => vec![Event::Html("</tbody></table>\n".into())],
        Event::Start(Tag::TableHead) => {
            table.in_head = true;
            vec![Event::Html("<thead><tr>".into())]
        }
        Event::End(TagEnd::TableHead) => {
            table.in_head = false;
            vec![Event::Html("</tr></thead><tbody>\n".into())]
        }
        Event::Start(Tag::TableRow) => {
            table.column = 0;
            vec![Event::Html("<tr>".into())]
        }
        Event::End(TagEnd::TableRow) => vec![Event::Html("</tr>\n".into())],
        Event::Start(Tag::TableCell) => vec![Event::Html(table.open().into())],
        Event::End(TagEnd::TableCell) => vec![Event::Html(table.close().into())],
        Event::FootnoteReference(number) => {
            vec![Event::InlineHtml(format!("<a class=\"cite\" href=\"#b{number}\">[{number}]</a>").into())]
        }
        Event::Start(Tag::FootnoteDefinition(number)) => {
            vec![Event::Html(format!("<div class=\"basis\" id=\"b{number}\"><b>{number}</b>").into())]
        }
        Event::End(TagEnd::FootnoteDefinition) => vec![Event::Html("</div>\n".into())],
        Event::Text(text) => {
            table.hear(&text);
            if lang == Lang::Zh { set_apart(&text) } else { spoken(&text) }
        }
        other => vec![other],
    }
}

impl Table {
    fn open(&mut self) -> String {
        if self.in_head {
            self.head.push(String::new());
            return "<th scope=\"col\">".to_owned();
        }
        let title = self.head.get(self.column).map(|title| escaped(title)).unwrap_or_default();
        if self.column == 0 {
            "<th scope=\"row\">".to_owned()
        } else {
            format!("<td data-title=\"{title}\"><div>")
        }
    }

    fn close(&mut self) -> &'static str {
        self.column += 1;
        match (self.in_head, self.column) {
            (true, _) | (false, 1) => "</th>",
            (false, _) => "</div></td>",
        }
    }

    fn hear(&mut self, text: &str) {
        if let Some(title) = self.head.last_mut().filter(|_| self.in_head) {
            title.push_str(text);
        }
    }
}

/// What rests on an assumption or on the press alone is marked so; the mark stands out.
const MARKS: [&str; 4] = ["（示例）", "（报道）", "(illustrative)", "(press)"];

fn set_apart<'e>(text: &str) -> Vec<Event<'e>> {
    let mut events = Vec::new();
    let mut rest = text;
    let next = |rest: &str| MARKS.iter().filter_map(|mark| rest.find(mark).map(|at| (at, *mark))).min();
    while let Some((at, mark)) = next(rest) {
        events.push(Event::Text(rest.get(..at).unwrap_or_default().to_owned().into()));
        events.extend(tagged("<span class=\"mark\">", mark));
        rest = rest.get(at + mark.len()..).unwrap_or_default();
    }
    events.push(Event::Text(rest.to_owned().into()));
    events
}

fn tagged<'e>(tag: &'static str, text: &str) -> [Event<'e>; 3] {
    [Event::InlineHtml(tag.into()), Event::Text(text.to_owned().into()), Event::InlineHtml("</span>".into())]
}

/// Text of an English page, with the Chinese words in it marked as Chinese.
fn spoken<'e>(text: &str) -> Vec<Event<'e>> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    for letter in text.chars() {
        let before = runs.last().is_some_and(|(chinese, _)| *chinese);
        let chinese = is_chinese(letter) || (before && is_between(letter));
        match runs.last_mut().filter(|(run, _)| *run == chinese) {
            Some((_, run)) => run.push(letter),
            None => runs.push((chinese, letter.to_string())),
        }
    }
    let event = |(chinese, run): (bool, String)| match chinese {
        true => tagged("<span lang=\"zh-CN\">", &run).to_vec(),
        false => set_apart(&run),
    };
    runs.into_iter().flat_map(event).collect()
}

fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3001}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// Digits and brackets between Chinese words belong to them.
fn is_between(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '(' | ')' | '〔' | '〕')
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_html(&mut safe, text);
    safe
}
