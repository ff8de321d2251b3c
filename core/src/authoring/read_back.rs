//! What is built can be read for use, in every edition: nothing falls back to another day's law.

use super::coverage::sites;
use super::fault::{LawError, LawErrors};
use super::space::Space;
use super::spots::{Line, Spots};
use crate::calendar::Day;
use crate::rulebook::{Law, Rulebook};

pub(super) fn check(law: &Law, json: &str, calendar: &str, spots: &Spots) -> Result<(), LawErrors> {
    let turns = law.turns();
    let last = turns.last().map_or_else(|| law.clone(), |turn| law.on(*turn));
    let rulebook =
        Rulebook::read(json, calendar).map_err(|error| unusable(&last, spots, &error.to_string()))?;
    let eve = turns.first().and_then(|turn| turn.0.pred_opt()).map(Day);
    for day in eve.into_iter().chain(turns) {
        let edition = law.on(day);
        if rulebook.on(day).law != edition {
            return Err(unusable(&edition, spots, &format!("what is in force on {day} cannot be read")));
        }
    }
    Ok(())
}

/// The condition that is too large by itself, where it is written; or, where none is, the rulebook.
fn unusable(edition: &Law, spots: &Spots, why: &str) -> LawErrors {
    let why = format!("rulebook `{}` cannot be used: {why}", edition.id);
    let Some((what, Line { file, line })) = too_large(edition, spots) else {
        return LawErrors::about_all(why);
    };
    let wrong = format!("{why}, for the condition of {what} branches too far");
    let remedy =
        "Ask fewer questions in it, or let those that belong together stand side by side in facts.toml";
    LawErrors { errors: vec![LawError { file, line, wrong, remedy: remedy.to_owned() }] }
}

fn too_large(edition: &Law, spots: &Spots) -> Option<(String, Line)> {
    for site in sites(edition) {
        let before = edition.definitions.iter().take_while(|definition| definition.id != site.id);
        let definitions: Vec<_> = before.cloned().collect();
        if Space::new(&edition.facts, &definitions, &[], &[&site.when]).is_err() {
            let line = spots.of(&edition.id, site.part, &site.id, site.valid.from)?;
            return Some((format!("{} `{}`", site.part.noun(), site.id), line.clone()));
        }
    }
    None
}
