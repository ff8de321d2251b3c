//! A sheet as HTML that needs no other file, and prints on A4.

use pulldown_cmark_escape::escape_html;
use yushen::sheet::{Cited, Ground, Line, Part, Row, Sheet, SheetKind, Since};

use super::words::{Sign, Words, illustrative};
use super::{qr, sealed, ticked};
use crate::cli::Lang;

const STYLE: &str = include_str!("sheet.css");

/// The page. `link` is what its QR code opens.
pub fn html(sheet: &Sheet<'_>, lang: Lang, link: Option<&str>) -> String {
    let words = Words::of(lang);
    let (tag, style) = (words.tag, style(sheet, lang));
    let (title, place) = (safe(words.say(&sheet.title)), safe(words.say(sheet.place)));
    let unfit = if sheet.fits { String::new() } else { paragraph("unfit", words.unfit) };
    let lines: String = sheet.lines.iter().map(|line| head(line, words)).collect();
    let parts: String = sheet.parts.iter().map(|each| part(each, sheet.kind, words)).collect();
    let closing: String = sheet.closing.iter().map(|each| ground("closing", each, words)).collect();
    let opening = ground("opening", &sheet.opening, words);
    let (seal, foot) = (seal(sheet, words), foot(sheet, link, words));
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} · {place}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n\
         <header>\n<h1>{title}</h1>\n<p class=\"place\">{place}</p>\n</header>\n\
         {unfit}<dl class=\"head\">\n{lines}</dl>\n{opening}{parts}{closing}{seal}{foot}</main>\n</body>\n</html>\n"
    )
}

/// What stands in the page's `<style>`. The head of each page after the first and the numbers of the pages are CSS.
pub fn style(sheet: &Sheet<'_>, lang: Lang) -> String {
    let words = Words::of(lang);
    let head = quoted(&format!("{} · {}", words.say(&sheet.title), words.say(sheet.place)));
    let [before, between, after] = words.page.map(quoted);
    format!(
        "\n{STYLE}@page {{ @top-left {{ content: {head}; }} @bottom-center {{ content: {before} counter(page) \
         {between} counter(pages) {after}; }} }}\n@page :first {{ @top-left {{ content: none; }} }}\n"
    )
}

/// A string of CSS that can end neither itself nor the element around it.
fn quoted(text: &str) -> String {
    let letter = |letter: char| match letter {
        '"' | '\\' | '<' | '>' | '&' => format!("\\{:x} ", u32::from(letter)),
        control if control.is_control() => " ".to_owned(),
        other => other.to_string(),
    };
    format!("\"{}\"", text.chars().map(letter).collect::<String>())
}

fn head(line: &Line<'_>, words: &Words) -> String {
    let (name, value) = (safe(words.say(&line.name)), safe(words.say(&line.value)));
    format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n")
}

fn ground(class: &str, ground: &Ground<'_>, words: &Words) -> String {
    let basis = basis(ground.basis.as_slice(), words);
    format!("<div class=\"{class}\">{}{basis}</div>\n", paragraph("", words.say(&ground.text)))
}

fn part(part: &Part<'_>, kind: SheetKind, words: &Words) -> String {
    let heading = safe(words.say(&part.heading));
    let rows: String = part.rows.iter().map(|each| row(each, kind, words)).collect();
    let rows = match rows.is_empty() {
        true => paragraph("none", words.none),
        false => format!("<ol>\n{rows}</ol>\n"),
    };
    format!("<section>\n<h2>{heading}</h2>\n{rows}</section>\n")
}

fn row(row: &Row<'_>, kind: SheetKind, words: &Words) -> String {
    let tick = if ticked(kind, row.kind) { "<i class=\"box\"></i>" } else { "" };
    let late = if row.since == Some(Since::Late) { paragraph("late", words.late) } else { String::new() };
    let name = paragraph("name", words.say(&row.name));
    let said: String = words.said(row).into_iter().map(|(label, text)| labelled(label, text)).collect();
    let (no, basis, marks) = (row.no, basis(&row.basis, words), marks(row, words));
    format!(
        "<li value=\"{no}\">{tick}<span class=\"no\">{no}</span><div class=\"body\">\
         {late}{name}{said}{basis}</div>{marks}</li>\n"
    )
}

fn marks(row: &Row<'_>, words: &Words) -> String {
    let mark = row.mark.map(|mark| {
        let (sign, word) = words.mark(mark);
        let (class, letter) = (class(sign), sign.letter());
        format!("<p class=\"mark {class}\"><i aria-hidden=\"true\">{letter}</i>{word}</p>")
    });
    let since = row.since.and_then(|since| words.since(since)).map(|word| paragraph("since", word));
    let example = illustrative(&row.basis).then(|| paragraph("illustrative", words.illustrative));
    let all: String = [mark, since, example].into_iter().flatten().collect();
    format!("<div class=\"marks\">{all}</div>")
}

fn class(sign: Sign) -> &'static str {
    match sign {
        Sign::Yes => "yes",
        Sign::Part => "part",
        Sign::Lacking => "lacking",
        Sign::Wrong => "wrong",
        Sign::Open => "open",
    }
}

fn labelled(label: Option<&str>, text: &str) -> String {
    match label {
        Some(label) => format!("<p class=\"said\"><b>{label}</b><span>{}</span></p>", safe(text)),
        None => paragraph("so", text),
    }
}

fn basis(basis: &[Cited<'_>], words: &Words) -> String {
    let cited = words.cited(basis).map(|cited| (words.basis, safe(&cited)));
    cited
        .map(|(label, cited)| format!("<p class=\"said basis\"><b>{label}</b><span>{cited}</span></p>"))
        .unwrap_or_default()
}

/// Where the office puts its seal and the day; nowhere on a paper that may not be given.
fn seal(sheet: &Sheet<'_>, words: &Words) -> String {
    if !sealed(sheet) {
        return String::new();
    }
    format!(
        "<div class=\"seal\">{}{}</div>\n",
        paragraph("", words.seal(sheet.kind)),
        paragraph("", &words.day(sheet.on))
    )
}

fn foot(sheet: &Sheet<'_>, link: Option<&str>, words: &Words) -> String {
    let advice = paragraph("advice", words.say(&sheet.advice));
    let day = words.day(sheet.on);
    let rulebook = format!("{} {}", sheet.rulebook.id, sheet.rulebook.hash);
    let facts: String =
        [(words.rulebook, rulebook.as_str()), (words.calendar, &sheet.calendar.hash), (words.day, &day)]
            .into_iter()
            .map(|(name, value)| format!("<div><dt>{name}</dt><dd>{}</dd></div>\n", safe(value)))
            .collect();
    let code = link.and_then(|link| Some((link, qr::code(link)?))).map(|(link, code)| {
        let (label, svg) = (words.scan, qr::svg(&code, words.scan));
        let fine = if code.side > 70 { " fine" } else { "" };
        format!("<a class=\"code{fine}\" href=\"{}\">{svg}<span>{label}</span></a>\n", safe(link))
    });
    format!("<footer>\n<div>{advice}<dl>\n{facts}</dl></div>\n{}</footer>\n", code.unwrap_or_default())
}

fn paragraph(class: &str, text: &str) -> String {
    match class {
        "" => format!("<p>{}</p>", safe(text)),
        class => format!("<p class=\"{class}\">{}</p>", safe(text)),
    }
}

fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_html(&mut safe, text);
    safe
}
