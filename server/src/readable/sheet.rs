//! What goes onto paper, in words.

use yushen::sheet::{Cited, Ground, Mark, Row, Sheet, Since};

use super::{pick, say};
use crate::cli::Lang;

pub fn sheet(sheet: &Sheet<'_>, lang: Lang) -> String {
    let mut lines = vec![say(lang, &sheet.title).to_owned(), say(lang, sheet.place).to_owned()];
    lines.extend(
        sheet.lines.iter().map(|line| format!("{}  {}", say(lang, &line.name), say(lang, &line.value))),
    );
    lines.push(format!("\n{}", sentence(lang, &sheet.opening)));
    for part in &sheet.parts {
        lines.push(format!("\n{}", say(lang, &part.heading)));
        lines.extend(part.rows.iter().map(|row| entry(lang, row)));
    }
    lines.push(String::new());
    lines.extend(sheet.closing.iter().map(|closing| sentence(lang, closing)));
    lines.push(say(lang, &sheet.advice).to_owned());
    let (rulebook, calendar) = (&sheet.rulebook, &sheet.calendar);
    lines.push(format!("{} {} · {}\n", rulebook.id, rulebook.hash, calendar.hash));
    lines.join("\n")
}

fn sentence(lang: Lang, ground: &Ground<'_>) -> String {
    let cited = ground.basis.as_ref().map(|basis| format!("〔{}〕", say(lang, &basis.cited)));
    format!("{}{}", say(lang, &ground.text), cited.unwrap_or_default())
}

fn entry(lang: Lang, row: &Row<'_>) -> String {
    let mark = row.mark.map_or("", mark);
    let late = if row.since == Some(Since::Late) {
        pick(lang, ("【此前就能告知】", " [could have been told before]"))
    } else {
        ""
    };
    let mut lines = vec![format!("  {}. {mark}{}{late}", row.no, say(lang, &row.name))];
    let told = [
        (("", ""), &row.text),
        (("要求：", "Wanted: "), &row.wanted),
        (("例：", "Example: "), &row.example),
        (("怎么办：", "What to do: "), &row.answer),
    ];
    let told = told.into_iter().filter_map(|(label, text)| Some((pick(lang, label), text.as_ref()?)));
    lines.extend(told.map(|(label, text)| format!("      {label}{}", say(lang, text))));
    if !row.basis.is_empty() {
        let cited: Vec<&str> = row.basis.iter().map(|Cited { cited, .. }| say(lang, cited)).collect();
        lines.push(format!(
            "      {}{}",
            pick(lang, ("依据：", "Basis: ")),
            cited.join(pick(lang, ("；", "; ")))
        ));
    }
    lines.join("\n")
}

fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::InHand | Mark::Committed => "✓ ",
        Mark::ExpiresSoon | Mark::Promised => "◔ ",
        Mark::Missing => "✕ ",
        Mark::Irregular => "! ",
        Mark::Fetched => "· ",
        Mark::Open => "? ",
    }
}
