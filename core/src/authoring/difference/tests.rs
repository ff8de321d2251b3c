//! What changes is told, with whom it changes for; what is only written otherwise is no change.

use super::super::case::Call;
use super::super::tests::town;
use super::super::words::Lang;
use super::super::{Files, check_files};
use super::{Change, Difference, How, compare, effects, told};
use crate::calendar::Day;
use crate::rulebook::Law;
use serde_json::json;
use serde_json::value::RawValue;

const ITEMS: &str = "national/items.toml";
const FACTS: &str = "facts.toml";
const RULEBOOK: &str = "town/rulebook.toml";

fn changed(file: &str, from: &str, to: &str) -> Files {
    let mut files = town::law();
    let (path, text) =
        files.iter_mut().find(|(path, text)| path.ends_with(file) && text.contains(from)).unwrap();
    assert!(text.contains(from), "{from} is not in {path}");
    *text = text.replacen(from, to, 1);
    files
}

fn laws(files: &Files) -> Vec<Law> {
    check_files(files).unwrap_or_else(|errors| panic!("{errors}")).laws
}

fn difference(files: &Files) -> Difference {
    compare(&laws(&town::law()), &laws(files)).unwrap().remove(0)
}

fn of<'d>(difference: &'d Difference, part: &str, id: &str) -> Vec<&'d Change> {
    difference.changes.iter().filter(|change| change.part == part && change.id == id).collect()
}

/// The file with the definition `tall`, wherever definitions are written.
fn taller(to: &str) -> Files {
    let files = town::law();
    let file = files
        .iter()
        .find(|(_, text)| text.contains("storeys >= 3 || area > 0.5"))
        .map(|(path, _)| path.clone());
    changed(&file.unwrap(), "storeys >= 3 || area > 0.5", to)
}

#[test]
fn the_same_law_does_not_change() {
    let same = difference(&town::law());
    assert_eq!((same.change, same.changes.len()), (How::Same, 0));
    assert_eq!(told(&same, Lang::En), "Town (town): no change.\n");
}

#[test]
fn a_condition_that_is_only_written_otherwise_is_no_change() {
    let same = difference(&taller("!(storeys <= 2) || area > 0.5"));
    assert_eq!(same.changes.len(), 0, "{:?}", same.changes);
}

#[test]
fn a_moved_threshold_names_who_it_changes_for() {
    let difference = difference(&taller("storeys >= 4 || area > 0.5"));
    let definition = of(&difference, "definition", "tall");
    assert_eq!(definition.len(), 1);
    let whom = &definition[0].whom;
    assert_eq!(whom.len(), 1, "nobody becomes tall");
    assert_eq!(whom[0].facts, json!({ "storeys": 3, "area": 0 }));
    assert_eq!((whom[0].before.en.as_str(), whom[0].after.en.as_str()), ("it holds", "it does not hold"));
    // What rests on the definition changes too, and says for whom.
    let item = of(&difference, "item", "permit");
    assert_eq!(item.len(), 1);
    assert_eq!(item[0].whom[0].facts, json!({ "kind": "house", "storeys": 3, "area": 0 }));
    let program = of(&difference, "program", "help");
    let turned: Vec<_> =
        program[0].whom.iter().map(|whom| (whom.before.en.as_str(), whom.after.en.as_str())).collect();
    assert_eq!(turned, [("✓ eligible", "✕ not eligible")]);
    assert_eq!(program[0].whom[0].facts["ticked"], json!(["permit"]));
    let text = told(&difference, Lang::En);
    assert!(text.contains("~ definition"), "{text}");
    assert!(text.contains("for whom: ") && text.contains("✓ eligible → ✕ not eligible"), "{text}");
    let text = told(&difference, Lang::Zh);
    assert!(text.contains("对谁：") && text.contains("✓ 符合 → ✕ 不符合"), "{text}");
}

#[test]
fn a_paper_that_is_added_or_removed_is_told_with_its_article() {
    let form = "  [[item.material]]\n  id = \"form\"\n  needed_when = \"true\"\n  \
                needed_text = { zh = \"一律\", en = \"Always\" }\n  \
                basis = [{ source = \"ACT\", article = \"2\", standing = \"law\" }]\n";
    let trees = "duration = \"authority\"\n\n[[item]]\nid = \"opening\"";
    // The paper goes from the permit to the trees: a paper that no item asks for would not build.
    let mut files = changed(ITEMS, form, "");
    let text = files.get_mut(ITEMS).unwrap();
    assert!(text.contains(trees));
    *text =
        text.replacen(trees, &format!("duration = \"authority\"\n\n{form}\n[[item]]\nid = \"opening\""), 1);
    let difference = difference(&files);
    let [removed] = of(&difference, "paper", "permit/form")[..] else { panic!("{:?}", difference.changes) };
    assert_eq!((removed.how, removed.text.en.as_str()), (How::Removed, "Always The Act 2"));
    let [added] = of(&difference, "paper", "trees/form")[..] else { panic!("{:?}", difference.changes) };
    assert_eq!((added.how, added.name.zh.as_str()), (How::Added, "表"));
    assert_eq!(difference.changes.len(), 2);
}

#[test]
fn limits_questions_and_sources_are_told_before_and_after() {
    let limit = difference(&changed(ITEMS, "days = 7", "days = 5"));
    let [change] = of(&limit, "limit", "permit")[..] else { panic!("{:?}", limit.changes) };
    let said = |text: &Option<crate::text::Text>| text.as_ref().unwrap().zh.clone();
    assert_eq!(
        (said(&change.before), said(&change.after)),
        ("自收件之日起 7个工作日".into(), "自收件之日起 5个工作日".into())
    );
    let question = difference(&changed(FACTS, "How many storeys?", "How tall?"));
    assert_eq!(of(&question, "question", "storeys").len(), 1);
    let source = difference(&changed("sources.toml", "A report", "A newspaper"));
    assert_eq!(of(&source, "source", "NEWS").len(), 1);
    let verdict = difference(&changed(RULEBOOK, "verdict = \"eligible\"", "verdict = \"refer\""));
    assert_eq!(of(&verdict, "rule", "help/YES").len(), 1);
    assert_eq!(of(&verdict, "program", "help")[0].whom[0].after.en, "? a person must decide");
}

#[test]
fn a_place_comes_or_goes() {
    let town = laws(&town::law());
    assert_eq!(compare(&[], &town).unwrap()[0].change, How::Added);
    assert_eq!(compare(&town, &[]).unwrap()[0].change, How::Removed);
}

#[test]
fn an_application_is_told_what_changes_for_it() {
    let [before, after] = [town::law(), taller("storeys >= 4 || area > 0.5")]
        .map(|files| check_files(&files).unwrap().built.rulebook("town").unwrap());
    let facts = json!({ "here": true, "kind": "house", "ticked": ["permit"], "storeys": 3, "area": 0 });
    let input = json!({ "rulebook": "town", "facts": facts, "programs": ["help"] }).to_string();
    let input = RawValue::from_string(input).unwrap();
    let on = Day::read("2026-11-23").unwrap();
    let changed = effects(&before, &after, Call::Review, on, &input);
    let change = |what: &str| {
        let effect =
            changed.iter().find(|effect| effect.what == what).unwrap_or_else(|| panic!("{changed:?}"));
        (effect.before.clone(), effect.after.clone())
    };
    assert_eq!(change("programs/help/verdict"), (json!("eligible"), json!("not-eligible")));
    assert_eq!(change("items/permit/need"), (json!("needed"), json!("not-needed")));
    assert!(effects(&before, &before, Call::Review, on, &input).is_empty());
}

#[test]
fn a_question_whose_type_changes_keeps_the_conditions_apart() {
    let mut files = changed(FACTS, "id = \"here\"\ntype = \"bool\"", "id = \"here\"\ntype = \"integer\"");
    for text in files.values_mut() {
        *text = text.replace("here && tall", "here >= 1 && tall");
    }
    let difference = difference(&files);
    assert_eq!(of(&difference, "question", "here").len(), 1);
    assert!(!of(&difference, "definition", "tall_here").is_empty());
}
