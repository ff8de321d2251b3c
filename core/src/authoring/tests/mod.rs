//! Every kind of mistake, in a small law that is otherwise right: told once, in its place, with what to do.

mod conditions;
mod dates;
mod overlay;
mod paper_file;
mod papers;
mod prove;
mod regular;
pub(super) mod town;

use std::path::Path;

use super::{Built, Files, add_years, build, build_files, check_files};
use crate::calendar::CalendarData;
use crate::rulebook::Law;

const ITEMS: &str = "national/items.toml";
const MATERIALS: &str = "national/materials.toml";
const DEFINITIONS: &str = "national/definitions.toml";
const RULEBOOK: &str = "town/rulebook.toml";
const BASIS: &str = "basis = { source = \"ACT\", article = \"4\", standing = \"law\" }";

/// The small law with the first `from` in `file` changed.
fn changed(file: &str, from: &str, to: &str) -> Files {
    let mut files = town::law();
    let text = files.get_mut(file).unwrap();
    assert!(text.contains(from), "{from} is not in {file}");
    *text = text.replacen(from, to, 1);
    files
}

fn told(files: &Files) -> Vec<String> {
    build_files(files)
        .map_or_else(|errors| errors.errors.iter().map(ToString::to_string).collect(), |_| Vec::new())
}

/// The change is told as exactly one error, at the line of the file where `at` first stands.
fn tells(file: &str, from: &str, to: &str, at: &str, error: &str) {
    tells_in(&changed(file, from, to), file, at, error);
}

/// What is wrong with these files is told as exactly one error, at the line of the file where `at` first stands.
fn tells_in(files: &Files, file: &str, at: &str, error: &str) {
    let line = 1 + files[file].split(at).next().unwrap().matches('\n').count();
    assert!(files[file].contains(at), "{at} is not in {file}");
    assert_eq!(told(files), [format!("{file}:{line}: {error}")]);
}

/// The files with more text at the end of one.
fn plus(files: &Files, file: &str, more: &str) -> Files {
    let mut files = files.clone();
    files.get_mut(file).unwrap().push_str(&format!("\n{more}"));
    files
}

/// The files with another text in one.
fn with(mut files: Files, file: &str, text: String) -> Files {
    files.insert(file.to_owned(), text);
    files
}

/// The town's law with all its versions.
fn whole_law(files: &Files) -> Law {
    let checked = check_files(files).unwrap_or_else(|errors| panic!("{errors}"));
    checked.laws.into_iter().next().unwrap()
}

fn town_law(built: &Built) -> Law {
    built.rulebook("town").unwrap().law
}

#[test]
fn the_law_of_this_project_builds() {
    let built = build(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"))
        .unwrap_or_else(|errors| panic!("{errors}"));
    for (id, _) in &built.rulebooks {
        assert_eq!(built.rulebook(id).unwrap().law.id, *id);
    }
    assert!(built.rulebooks.iter().any(|(id, _)| id == "donghu"));
}

#[test]
fn what_is_built_is_canonical_and_in_order() {
    let built = build_files(&town::law()).unwrap_or_else(|errors| panic!("{errors}"));
    let (_, json) = &built.rulebooks[0];
    assert!(
        json.starts_with(
            r#"{"bands":[3,1],"constraints":[],"definitions":[{"basis":{"article":"1","source":"ACT","standing":"law"},"id":"tall""#
        )
    );
    assert!(
        built.calendar.starts_with(r#"{"years":[{"holidays":[{"name":{"en":"New Year's Day","zh":"元旦"}"#)
    );
    let law = town_law(&built);
    let items: Vec<_> = law.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(items, ["trees", "permit", "opening"]);
    let facts: Vec<_> = law.facts.iter().map(|fact| fact.id.as_str()).collect();
    assert_eq!(facts, ["here", "kind", "ticked", "storeys", "area"]);
    assert_eq!(law.programs[0].ticks.as_deref(), Some("ticked"));
}

#[test]
fn a_rule_without_basis() {
    let remedy = "Add `basis = { source = \"…\", article = \"…\", standing = \"…\" }`, \
                  or mark it illustrative with source NONE.";
    let rule = format!("text = {{ zh = \"可以。\", en = \"Yes.\" }}\n  {BASIS}");
    let bare = "text = { zh = \"可以。\", en = \"Yes.\" }";
    tells(RULEBOOK, &rule, bare, "[[program.rule]]", &format!("rule `YES` has no `basis`. {remedy}"));
    let list = "basis = [{ source = \"ACT\", article = \"2\", standing = \"law\" }]\n\n[[item]]";
    let error = format!("material `form` of item `permit` has no `basis`. {remedy}");
    tells(ITEMS, list, "basis = []\n\n[[item]]", "[[item.material]]", &error);
}

#[test]
fn a_basis_that_does_not_stand() {
    let basis = |standing, source| {
        format!("basis = {{ source = \"{source}\", article = \"\", standing = \"{standing}\" }}")
    };
    let press = basis("press", "NEWS");
    let error = "the basis of press `fast` claims `law`, but source `NEWS` has only `press`. \
                 Write `standing = \"press\"` or less.";
    tells(RULEBOOK, &press, &basis("law", "NEWS"), &basis("law", "NEWS"), error);
    let error = "the basis of press `fast` names source `OLD`, which sources.toml does not have. \
                 Add the source to sources.toml, or correct its id.";
    let mut files = changed(RULEBOOK, &press, &basis("press", "OLD"));
    files
        .get_mut(RULEBOOK)
        .unwrap()
        .push_str(&format!("[[gap]]\nid = \"g\"\ntext = {{ zh = \"无\", en = \"None\" }}\n{press}"));
    assert_eq!(told(&files), [format!("{RULEBOOK}:18: {error}")]);
    let error = "the basis of fact `here` names no article of source `ACT`. \
                 Write the article, or `whole = true` in the source where nobody could say which it is.";
    tells("facts.toml", "article = \"1\"", "article = \"\"", "article = \"\"", error);
}

#[test]
fn names_that_lead_nowhere() {
    let error = "in `needed_when` of item `permit`: there is no fact and no definition `towering`. \
                 Add it to facts.toml, or correct the name.";
    tells(ITEMS, "\"tall && ", "\"towering && ", "needed_when", error);
    let error = "there is no item `grass`. Add it to a file below national, or correct the id.";
    tells(ITEMS, "any = [\"trees\"]", "any = [\n\"trees\",\n\"grass\"]", "\"grass\"", error);
    let error =
        "item `opening` is not in rulebook `town`. Add it to the rulebook's `items`, or correct the id.";
    let mut files = changed(RULEBOOK, ", \"opening\"", "");
    let text = files.get_mut(ITEMS).unwrap();
    *text = text.replacen("any = [\"trees\"]", "any = [\"trees\", \"opening\"]", 1);
    assert_eq!(told(&files), [format!("{ITEMS}:16: {error}")]);
    let error = "there is no material `forms`. Add it to national/materials.toml, or correct the id.";
    tells(ITEMS, "id = \"form\"", "id = \"forms\"", "id = \"forms\"", error);
    let files = changed("national/stages.toml", "id = \"works\"", "id = \"building\"");
    let error = "there is no stage `works`. Add it to national/stages.toml, or correct the id.";
    assert_eq!(told(&files), [6, 29, 40].map(|line| format!("{ITEMS}:{line}: {error}")));
    let files = changed("facts.toml", "[[group]]\nid = \"all\"", "[[group]]\nid = \"some\"");
    let error = "group `all` of fact `here` is not in facts.toml. Add it as `[[group]]`, or correct the id.";
    assert_eq!(told(&files)[0], format!("facts.toml:9: {error}"));
    let error = "`items` names `tree`, which no file below national has. Add the item below national, or correct its id.";
    assert!(
        told(&changed(RULEBOOK, "items = [\"trees\"", "items = [\"tree\""))
            .contains(&format!("{RULEBOOK}:7: {error}"))
    );
}

#[test]
fn programs_that_do_not_decide() {
    let program = "[[program]]";
    let no = "when = \"!(tall_here && 'permit' in ticked)\"";
    let error = "no rule of program `help` speaks of here = true, ticked = ['permit'], storeys = 1, area = 0. \
                 Add a rule for these answers, or make one wider.";
    tells(RULEBOOK, no, "when = \"!here || !('permit' in ticked)\"", program, error);
    let error = "rules `YES` (eligible) and `NO` (not-eligible) of program `help` both hold for \
                 here = true, ticked = ['permit'], storeys = 1, area = 1. \
                 Make one of the conditions narrower, so that one verdict is left.";
    let wide = "when = \"!(tall_here && 'permit' in ticked) || storeys < 3\"";
    tells(RULEBOOK, no, wide, "[[program.rule]]\n  id = \"NO\"", error);
    let never = "verdict = \"eligible\"\n  text = { zh = \"可以。\", en = \"Yes.\" }\n";
    let rule = format!(
        "{never}  {BASIS}\n\n  [[program.rule]]\n  id = \"NEVER\"\n  when = \"here && !here\"\n  {never}"
    );
    let error = "rule `NEVER` of program `help` can never hold: `here` and `!here` exclude each other; \
                 where all else that it asks is so, rule `NO` of program `help` decides. Correct its condition, or delete the rule.";
    tells(RULEBOOK, never, &rule, "[[program.rule]]\n  id = \"NEVER\"", error);
}

#[test]
fn items_that_wait_for_each_other() {
    let error = "items wait for each other in a circle: trees → opening → permit → trees, \
                 for here = true, kind = 'house', area = 1. \
                 Take one of these out of `after`, or its paper out of `from`.";
    let trees = "needed_when = \"true\"\nneeded_text = { zh = \"一律\", en = \"Always\" }\n\
                 basis = [{ source = \"ACT\", article = \"2\", standing = \"law\" }]\nduration = \"authority\"\n";
    let after = format!("{trees}after = {{ any = [\"opening\"], when = \"here\" }}\n");
    tells(ITEMS, trees, &after, "[[item]]\nid = \"trees\"", error);
}

#[test]
fn a_text_without_english() {
    let error =
        "`name` of item `permit` has no English. Write `en`: every text is in Chinese and in English.";
    tells(ITEMS, "en = \"Permit\"", "en = \" \"", "en = \" \"", error);
    tells(ITEMS, ", en = \"Permit\"", "", "{ zh = \"许可\" }", error);
    let error =
        "`summary` of program `help` has no Chinese. Write `zh`: every text is in Chinese and in English.";
    tells(RULEBOOK, "zh = \"帮您办。\"", "zh = \"\"", "zh = \"\"", error);
}

#[test]
fn keys_that_nobody_knows() {
    let error = "`name` of item `permit` has an unknown key `fr`. Delete it, or correct it to one of en, zh.";
    tells(ITEMS, "en = \"Permit\"", "en = \"Permit\", fr = \"Permis\"", "fr = ", error);
    let error = "the basis of the limit of item `permit` has an unknown key `art`. \
                 Delete it, or correct it to one of article, source, standing, words.";
    tells(ITEMS, "article = \"3\"", "article = \"3\", art = 3", "art = 3", error);
    let error = "rulebook `town` has an unknown key `bonus`. \
                 Delete it, or correct it to one of bands, definition, duty, fill, gap, id, items, name, paper, place, \
                 pledge, press, program, region, total, wording.";
    tells(RULEBOOK, "bands", "bonus = 1\nbands", "bonus", error);
}

#[test]
fn keys_that_are_missing_or_of_the_wrong_kind() {
    tells(
        ITEMS,
        "kind = \"permit\"\n",
        "",
        "[[item]]",
        "item `permit` has no `kind`. Add `kind = \"permit\"`.",
    );
    let error = "`kind` of item `permit` is a number. Write a text in quotes.";
    tells(ITEMS, "kind = \"permit\"", "kind = 1", "kind = 1", error);
    let error =
        "`days` of the limit of item `permit` cannot be -7. Write a whole number that is not negative.";
    tells(ITEMS, "days = 7", "days = -7", "days = -7", error);
    let error =
        "`unit` of the limit of item `permit` cannot be \"weeks\". Write one of working, calendar, months.";
    tells(ITEMS, "unit = \"working\"", "unit = \"weeks\"", "unit = \"weeks\"", error);
    // No law read so far limits an approval in hours.
    tells(
        ITEMS,
        "unit = \"working\"",
        "unit = \"hours\"",
        "unit = \"hours\"",
        &error.replace("weeks", "hours"),
    );
    let error = "program `help` has no `ticks`. Add `ticks = \"one_permit_items\"`.";
    tells(RULEBOOK, "ticks = \"ticked\"\n", "", "[[program]]", error);
    let error = "`ticks` of program `help` names `kind`, which is no set of choices. \
                 Name the fact of `type = \"set\"` in which the items are ticked.";
    tells(RULEBOOK, "ticks = \"ticked\"", "ticks = \"kind\"", "ticks = ", error);
}

#[test]
fn ids_that_stand_twice() {
    let remedy = "Give each its own id, or delete one of them.";
    tells(
        RULEBOOK,
        "id = \"NO\"",
        "id = \"YES\"",
        "[[program.rule]]\n  id = \"YES\"\n  when = \"!",
        &format!("rule `YES` stands twice. {remedy}"),
    );
    let choices = "{ id = \"road\", text = { zh = \"道路\", en = \"Road\" } }";
    tells(
        "facts.toml",
        choices,
        &format!("{choices},\n  {choices}"),
        &format!("{choices},\n]"),
        &format!("choice `road` stands twice. {remedy}"),
    );
    let error =
        "definition `tall` has the name of a fact or of another definition. Give it a name of its own.";
    let files = changed(RULEBOOK, "id = \"tall_here\"", "id = \"tall\"");
    assert_eq!(told(&files)[0], format!("{RULEBOOK}:10: {error}"));
}

#[test]
fn what_nothing_uses() {
    let spare = "\n[[source]]\nid = \"SPARE\"\ntitle = { zh = \"法\", en = \"Act\" }\nstanding = \"law\"\nread = \"\"\n";
    let error = "nothing cites source `SPARE`. Cite it in a basis, or delete it.";
    tells("sources.toml", "\n[[source]]", &format!("{spare}[[source]]"), "[[source]]\nid = \"SPARE\"", error);
    let error = "no rulebook lists item `opening`. Add it to a rulebook's `items`, or delete it.";
    let files = changed(RULEBOOK, ", \"opening\"", "");
    assert!(told(&files)[0].ends_with(error), "{:?}", told(&files));
    let error = "no condition asks for fact `area`. Use it in a condition, or delete it.";
    let files = changed(DEFINITIONS, " || area > 0.5", "");
    assert_eq!(told(&files), [format!("facts.toml:48: {error}")]);
    let mut files = town::law();
    files.insert("town/more.toml".into(), String::new());
    let error =
        "nothing reads this file. Move it below national/ or calendar/, name it rulebook.toml, or delete it.";
    assert_eq!(told(&files), [format!("town/more.toml:1: {error}")]);
}

#[test]
fn papers_and_bounds_that_cannot_be() {
    let error = "material `out-permit` of item `opening` is an outcome from nowhere. \
                 Add `from = [\"…\"]` with the items that yield it, or change its source.";
    tells(ITEMS, "  from = [\"permit\"]\n", "", "id = \"out-permit\"", error);
    let error = "the least answer of fact `storeys`, 300, is more than the greatest, 200. Swap or correct `min` and `max`.";
    tells("facts.toml", "min = \"1\"", "min = \"300\"", "min = \"300\"", error);
    let error = "`max` of fact `storeys` cannot be \"1e9\". \
                 Write a number with at most four decimal places, in quotes, like \"0.5\".";
    tells("facts.toml", "max = \"200\"", "max = \"1e9\"", "max = \"1e9\"", error);
}

#[test]
fn days_that_cannot_be() {
    let file = "calendar/2026.toml";
    let error = "2026-01-02 is listed twice. Keep it in one list only.";
    tells(file, "\"2026-01-03\"]", "\"2026-01-03\",\n \"2026-01-02\"]", " \"2026-01-02\"]", error);
    let error = "2026-01-05 is a make-up working day of holiday `元旦`, but no weekend day. \
                 Correct the day: only a Saturday or Sunday can be made a working day.";
    tells(file, "work = [\"2026-01-04\"]", "work = [\"2026-01-05\"]", "work = ", error);
    let error = "2025-12-31 stands in the file of 2026. List it in calendar/2025.toml.";
    tells(file, "off = [", "off = [\"2025-12-31\", ", "off = ", error);
    let error = "\"2026-02-30\" is no day. Write it as 2026-01-31, in quotes.";
    tells(file, "\"2026-01-03\"", "\"2026-02-30\"", "off = ", error);
    let error = "holiday `元旦` names notice `2`, which this file does not have. \
                 Add the notice as `[[notice]]`, or correct its number.";
    tells(
        file,
        "notice = \"1\"\noff = [\"2026-01-01\"",
        "notice = \"2\"\noff = [\"2026-01-01\"",
        "notice = \"2\"",
        error,
    );
    let error = "2026 is published, and 2026-10-01 is not off in it. \
                 List every day off of the notice; this one is off in every year.";
    tells(file, "\"2026-05-01\", \"2026-10-01\"", "\"2026-05-01\"", "published = ", error);
    let mut files = town::law();
    files.insert("calendar/2028.toml".into(), "year = 2028\npublished = false\n".into());
    let error = "after 2026 comes 2028: the years have a hole. Add calendar/2027.toml.";
    assert_eq!(told(&files), [format!("calendar/2028.toml:1: {error}")]);
}

/// What is wrong with years that are added to the town's calendar.
fn told_of_years(years: &[(&str, &str)]) -> Vec<String> {
    let calendar = build_files(&town::law()).unwrap_or_else(|errors| panic!("{errors}")).calendar;
    let years = years.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    add_years(&calendar, &years).map_or_else(
        |errors| errors.errors.iter().map(ToString::to_string).collect(),
        |calendar| {
            CalendarData::read(&calendar).unwrap().years.iter().map(|year| year.year.to_string()).collect()
        },
    )
}

#[test]
fn years_are_added_or_put_in_the_place_of_others() {
    let open = |year: i32| format!("year = {year}\npublished = false\n");
    assert_eq!(told_of_years(&[("a/2027.toml", &open(2027)), ("2026.toml", &open(2026))]), ["2026", "2027"]);
    assert_eq!(
        told_of_years(&[("2025.toml", &open(2025))]),
        [
            "2025.toml:1: 2026 is published, and the year before it is not. Add the notice of 2025, or write `published = false`."
        ]
    );
    assert_eq!(
        told_of_years(&[("2028.toml", &open(2028))]),
        ["2028.toml:1: after 2026 comes 2028: the years have a hole. Add calendar/2027.toml."]
    );
    assert_eq!(
        told_of_years(&[("a/2027.toml", &open(2027)), ("b/2027.toml", &open(2027))]),
        ["b/2027.toml:1: the year 2027 stands in two files. Keep one of them."]
    );
    assert_eq!(
        told_of_years(&[("next.toml", &open(2027))]),
        ["next.toml:1: the file is called next and holds the year 2027. Give file and year the same number."]
    );
    assert_eq!(told_of_years(&[("2027.toml", "year = ")]).len(), 1);
}

#[test]
fn all_mistakes_are_told_at_once_and_broken_toml_first() {
    let mut files = changed(ITEMS, "\"tall && ", "\"towering && ");
    let text = files.get_mut(RULEBOOK).unwrap();
    *text = text.replace("en = \"Yes.\"", "en = \"\"").replace("region", "regions");
    let places: Vec<String> =
        told(&files).iter().map(|error| error.split(": ").next().unwrap().to_owned()).collect();
    let expected =
        ["national/items.toml:8", "town/rulebook.toml:1", "town/rulebook.toml:5", "town/rulebook.toml:31"];
    assert_eq!(places, expected);
    files.insert("national/more.toml".into(), "[[item]]\nid = 'a\n".into());
    let error =
        "this is no toml: invalid literal string, expected `'`. Correct the brackets, quotes or keys here.";
    assert_eq!(told(&files), [format!("national/more.toml:2: {error}")]);
    files.remove("facts.toml");
    let error = "this file is missing. Add it: every rulebook needs sources and questions.";
    assert_eq!(told(&files)[0], format!("facts.toml: {error}"));
}
