//! What a place may lay over the national law, and what not.

use super::{DEFINITIONS, ITEMS, MATERIALS, RULEBOOK, changed, plus, tells_in, told, town, whole_law, with};
use crate::condition::Condition;
use crate::rulebook::RunsFrom;

const LAW: &str = "basis = { source = \"ACT\", article = \"9\", standing = \"law\" }";

fn pledge(item: &str, days: u32, unit: &str, from: &str) -> String {
    format!("[[pledge]]\nitem = \"{item}\"\ndays = {days}\nunit = \"{unit}\"\nfrom = \"{from}\"\n{LAW}\n")
}

#[test]
fn a_pledge_stands_beside_the_statutory_limit() {
    let law = whole_law(&plus(&town::law(), RULEBOOK, &pledge("permit", 7, "working", "receipt")));
    let permit = law.items.iter().find(|item| item.id == "permit").unwrap();
    assert_eq!((permit.limit.as_ref().unwrap().days, permit.pledged.as_ref().unwrap().days), (7, 7));
    assert_eq!(permit.pledged.as_ref().unwrap().from, RunsFrom::Receipt);
    // Where the law sets no limit, any pledge is a gain.
    assert_eq!(told(&plus(&town::law(), RULEBOOK, &pledge("trees", 90, "calendar", "acceptance"))), [""; 0]);
}

#[test]
fn a_pledge_is_never_worse_than_the_law() {
    let error = "pledge `permit` is 8 days, longer than the statutory 7 (national/items.toml:13). \
                 Pledge 7 days or fewer.";
    let files = plus(&town::law(), RULEBOOK, &pledge("permit", 8, "working", "receipt"));
    tells_in(&files, RULEBOOK, "days = 8", error);

    let limit = "limit = { days = 7,";
    let variant = "limit = { variant = { when = \"kind == 'road'\", days = 4 }, days = 7,";
    let error = "pledge `permit` is 5 days, longer than the statutory 4 (national/items.toml:13). \
                 Pledge 4 days or fewer.";
    let files = plus(&changed(ITEMS, limit, variant), RULEBOOK, &pledge("permit", 5, "working", "receipt"));
    tells_in(&files, RULEBOOK, "days = 5", error);

    let error = "pledge `permit` counts in `calendar`, the statutory limit (national/items.toml:13) in `working`. \
                 Write it with `unit = \"working\"`.";
    let files = plus(&town::law(), RULEBOOK, &pledge("permit", 7, "calendar", "receipt"));
    tells_in(&files, RULEBOOK, "unit = \"calendar\"", error);

    let error = "pledge `permit` runs from acceptance, the statutory limit (national/items.toml:13) from receipt. \
                 Write `from = \"receipt\"`, so that it never ends later.";
    let files = plus(&town::law(), RULEBOOK, &pledge("permit", 7, "working", "acceptance"));
    tells_in(&files, RULEBOOK, "from = \"acceptance\"", error);
}

#[test]
fn a_pledge_is_for_an_item_of_the_place() {
    let files = plus(&town::law(), RULEBOOK, &pledge("grass", 7, "working", "receipt"));
    let error = "there is no item `grass`. Add it to a file below national, or correct the id.";
    tells_in(&files, RULEBOOK, "item = \"grass\"", error);
    let twice = pledge("trees", 7, "working", "receipt").repeat(2);
    let error = "pledge `trees` stands twice. Give each its own id, or delete one of them.";
    assert!(told(&plus(&town::law(), RULEBOOK, &twice))[0].ends_with(error));
}

fn paper(item: &str, material: &str) -> String {
    format!(
        "[[paper]]\nitem = \"{item}\"\nid = \"{material}\"\nneeded_when = \"here\"\n\
         needed_text = {{ zh = \"在这里\", en = \"Here\" }}\n{LAW}\n"
    )
}

#[test]
fn a_place_may_ask_for_a_paper_more() {
    let law = whole_law(&plus(&town::law(), RULEBOOK, &paper("trees", "form")));
    let trees = law.items.iter().find(|item| item.id == "trees").unwrap();
    let uses: Vec<_> = trees.materials.iter().map(|used| (used.material.as_str(), used.added)).collect();
    assert_eq!(uses, [("form", true)]);
}

#[test]
fn a_paper_that_no_place_may_ask_for() {
    let closed = "closed = { source = \"ACT\", article = \"5\", standing = \"law\" }\nid = \"trees\"";
    let files = plus(&changed(ITEMS, "id = \"trees\"", closed), RULEBOOK, &paper("trees", "form"));
    let error =
        "item `trees` is closed to further papers (ACT 5). Delete the paper: no place may ask for it.";
    tells_in(&files, RULEBOOK, "item = \"trees\"", error);

    let files = plus(&town::law(), RULEBOOK, &paper("permit", "form"));
    let error = "item `permit` asks for material `form` everywhere. Delete the paper: national law has it.";
    tells_in(&files, RULEBOOK, "id = \"form\"", error);

    let error = "paper `form` of item `trees` stands twice. Delete one of them.";
    assert!(told(&plus(&town::law(), RULEBOOK, &paper("trees", "form").repeat(2)))[0].ends_with(error));

    let files = plus(&town::law(), RULEBOOK, &paper("trees", "forms"));
    let error = "there is no material `forms`. Add it to national/materials.toml, or correct the id.";
    tells_in(&files, RULEBOOK, "id = \"forms\"", error);

    let spare = "[[material]]\nid = \"spare\"\nname = { zh = \"空\", en = \"Spare\" }\n\
                 source = \"applicant\"\nform = \"electronic\"\ncount = 1\n";
    let error = "no item asks for material `spare`. Use it in an item, or delete it.";
    tells_in(&plus(&town::law(), MATERIALS, spare), MATERIALS, "[[material]]\nid = \"spare\"", error);
}

fn fill(id: &str) -> String {
    format!(
        "[[fill]]\nid = \"{id}\"\nwhen = \"storeys >= 5\"\ntext = {{ zh = \"五层\", en = \"Five\" }}\n{LAW}\n"
    )
}

#[test]
fn a_place_fills_only_what_is_open() {
    let open = "open = { source = \"ACT\", article = \"6\", standing = \"law\" }\nwhen = \"storeys >= 3 ||";
    let open = changed(DEFINITIONS, "when = \"storeys >= 3 ||", open);
    // The place's words and basis; that national law left it open stays to be seen.
    let files = plus(&open, RULEBOOK, &fill("tall").replace("storeys >= 5", "storeys >= 5 || area > 0.5"));
    let law = whole_law(&files);
    let tall = law.definition("tall").unwrap();
    assert!(matches!(&tall.when, Condition::Any(parts) if parts.len() == 2));
    assert_eq!((tall.text.en.as_str(), tall.basis.article.as_ref()), ("Five", "9"));
    assert_eq!(tall.open.as_ref().unwrap().article, "6");
    let names: Vec<_> = law.definitions.iter().map(|definition| definition.id.as_str()).collect();
    assert_eq!(names, ["tall", "tall_here"]);

    let remedy = "Delete the fill, or name a definition below national that has `open`.";
    let files = plus(&town::law(), RULEBOOK, &fill("tall"));
    let error = format!("definition `tall` is not open, so no place can fill it. {remedy}");
    tells_in(&files, RULEBOOK, "id = \"tall\"", &error);
    let files = plus(&town::law(), RULEBOOK, &fill("wide"));
    let error = format!("there is no definition `wide` to fill. {remedy}");
    tells_in(&files, RULEBOOK, "id = \"wide\"", &error);
}

#[test]
fn a_place_has_words_of_its_own() {
    let words = |fact: &str| {
        format!(
            "[[wording]]\nfact = \"{fact}\"\nquestion = {{ zh = \"在镇里吗？\", en = \"In town?\" }}\n\
             why = {{ zh = \"只在镇里。\", en = \"Only in town.\" }}\n"
        )
    };
    let law = whole_law(&plus(&town::law(), RULEBOOK, &words("here")));
    assert_eq!((law.facts[0].question.en.as_str(), law.facts[0].basis.article.as_ref()), ("In town?", "1"));
    let files = plus(&town::law(), RULEBOOK, &words("there"));
    let error = "wording `there` is about no fact of facts.toml. Add the fact, or correct its id.";
    tells_in(&files, RULEBOOK, "fact = \"there\"", error);
    let files = plus(&town::law(), RULEBOOK, &words("here").replace("en = \"In town?\"", "en = \"\""));
    let error =
        "`question` of wording `here` has no English. Write `en`: every text is in Chinese and in English.";
    tells_in(&files, RULEBOOK, "question = { zh = \"在镇里吗", error);
}

#[test]
fn a_definition_that_no_condition_names() {
    let mut idle = fill("idle").replace("[[fill]]", "[[definition]]");
    let error =
        "no condition of rulebook `town` names definition `idle`. Use it in a condition, or delete it.";
    tells_in(&plus(&town::law(), RULEBOOK, &idle), RULEBOOK, "id = \"idle\"", error);
    let error = "no condition names definition `idle`. Use it in a condition, or delete it.";
    tells_in(&plus(&town::law(), DEFINITIONS, &idle), DEFINITIONS, "id = \"idle\"", error);
    idle = idle.replace(LAW, "");
    let error = "definition `idle` has no `basis`. Add `basis = { source = \"…\", article = \"…\", \
                 standing = \"…\" }`, or mark it illustrative with source NONE.";
    tells_in(&plus(&town::law(), DEFINITIONS, &idle), DEFINITIONS, "[[definition]]\nid = \"idle\"", error);
}

#[test]
fn answers_that_exclude_each_other() {
    let constraint = |never: &str| {
        format!(
            "[[constraint]]\nid = \"no-high-road\"\nnever = \"{never}\"\n\
             text = {{ zh = \"道路没有层数。请核对。\", en = \"A road has no storeys. Please check.\" }}\n{LAW}\n"
        )
    };
    let files = plus(&town::law(), "facts.toml", &constraint("kind == 'road' && tall"));
    assert_eq!(whole_law(&files).constraints[0].id, "no-high-road");
    let files = plus(&town::law(), "facts.toml", &constraint("kind == 'road' && high"));
    let error = "in `never` of constraint `no-high-road`: there is no fact and no definition `high`. \
                 Add it to facts.toml, or correct the name.";
    tells_in(&files, "facts.toml", "never = ", error);

    // A constraint alone makes no fact worth asking.
    let mut files = plus(&town::law(), "facts.toml", &constraint("kind == 'road' && storeys > 1"));
    let definitions = files.get_mut(DEFINITIONS).unwrap();
    *definitions = definitions.replace("storeys >= 3 || ", "");
    let errors = [
        "facts.toml:38: no condition asks for fact `storeys`. Use it in a condition, or delete it.",
        "facts.toml:58: no rulebook asks for the facts of constraint `no-high-road`. \
         Let a rule use these facts, or delete the constraint.",
    ];
    assert_eq!(told(&files), errors);
}

fn total(rule: &str) -> String {
    format!(
        "[[total]]\nid = \"all-in-all\"\nname = {{ zh = \"总时限\", en = \"In all\" }}\nunit = \"working\"\n\
         excludes = {{ zh = \"不含公示。\", en = \"Without publication.\" }}\n{LAW}\n{rule}"
    )
}

fn total_rule(verdict: &str) -> String {
    format!(
        "[[total.rule]]\nid = \"T\"\nwhen = \"true\"\n{verdict}\n\
         text = {{ zh = \"五十天。\", en = \"Fifty days.\" }}\n{LAW}\n"
    )
}

#[test]
fn a_total_limit_says_how_many_days() {
    let rule = |verdict| plus(&town::law(), RULEBOOK, &total(&total_rule(verdict)));
    let law = whole_law(&rule("verdict = \"limited\"\ndays = 50"));
    assert_eq!(law.totals[0].rules[0].days, Some(50));
    let error = "rule `T` has no `days`. Add `days = 50`, with the right number, or another verdict.";
    tells_in(&rule("verdict = \"limited\""), RULEBOOK, "[[total.rule]]", error);
    let error = "rule `T` has `days`, but is not `limited`. Delete `days`, or write `verdict = \"limited\"`.";
    tells_in(&rule("verdict = \"none\"\ndays = 50"), RULEBOOK, "days = 50", error);
    let error = "total `all-in-all` has no `rule`. Add `[[total.rule]]` tables that say for whom there are how many days.";
    tells_in(&plus(&town::law(), RULEBOOK, &total("")), RULEBOOK, "[[total]]", error);
    let files = rule("verdict = \"none\"");
    let text = files[RULEBOOK].replace("unit = \"working\"\nexcludes", "unit = \"weeks\"\nexcludes");
    let error = "`unit` of total `all-in-all` cannot be \"weeks\". Write one of working, calendar, months.";
    let weeks = with(files.clone(), RULEBOOK, text);
    tells_in(&weeks, RULEBOOK, "unit = \"weeks\"", error);
    let text = files[RULEBOOK]
        .replace("unit = \"working\"\nexcludes", "unit = \"working\"\nitems = [\"lift\"]\nexcludes");
    let errors = told(&with(files, RULEBOOK, text));
    assert!(errors.len() == 1 && errors[0].contains("`lift`"), "{errors:?}");
}

#[test]
fn a_claim_names_what_it_saves() {
    let press = "text = { zh = \"据报道很快。\", en = \"It is said to be fast.\" }";
    let figures = format!("{press}\nfigures = [{{ of = \"papers\", from = 26, to = 13 }}]");
    assert_eq!(whole_law(&changed(RULEBOOK, press, &figures)).press[0].figures[0].to, Some(13));
    let figures = format!("{press}\nfigures = [{{ of = \"papers\" }}]");
    let error = "a figure of press `fast` has no `percent`. Add `from` and `to`, or `percent`.";
    tells_in(&changed(RULEBOOK, press, &figures), RULEBOOK, "figures = ", error);
}

#[test]
fn gates_and_duties_name_items() {
    let gate = format!("[[gate]]\nitem = \"grass\"\n{LAW}\n");
    let error = "there is no item `grass`. Add it to a file below national, or correct the id.";
    tells_in(&plus(&town::law(), DEFINITIONS, &gate), DEFINITIONS, "item = \"grass\"", error);
    let law = whole_law(&plus(&town::law(), DEFINITIONS, &gate.replace("grass", "trees")));
    assert_eq!(law.gates[0].item, "trees");
}

#[test]
fn a_place_without_a_list_has_every_item() {
    let law = whole_law(&changed(RULEBOOK, "items = [\"trees\", \"permit\", \"opening\"]\n", ""));
    let items: Vec<_> = law.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(items, ["permit", "trees", "opening"]);
}
