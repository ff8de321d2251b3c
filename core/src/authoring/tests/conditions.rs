//! Conditions: what they compile to, and what they may not say.

use super::{DEFINITIONS, ITEMS, build_files, changed, tells, told, town, town_law};
use crate::condition::{Condition, Relation};
use crate::decimal::Decimal;

#[test]
fn conditions_are_compiled_and_name_their_definitions() {
    let built = build_files(&town::law()).unwrap();
    let compare = |fact: &str, op, value| Condition::Compare {
        fact: fact.into(),
        op,
        value: Decimal::read(value).unwrap(),
    };
    let law = town_law(&built);
    let tall =
        Condition::Any(vec![compare("storeys", Relation::Ge, "3"), compare("area", Relation::Gt, "0.5")]);
    let here = Condition::All(vec![Condition::Yes("here".into()), Condition::Defined("tall".into())]);
    let definitions: Vec<_> = law.definitions.iter().map(|one| (one.id.as_str(), &one.when)).collect();
    assert_eq!(definitions, [("tall", &tall), ("tall_here", &here)]);
    let house = Condition::OneOf { fact: "kind".into(), choices: vec!["house".into()] };
    assert_eq!(law.items[1].needed_when, Condition::All(vec![Condition::Defined("tall".into()), house]));
    let ticked = Condition::Contains { fact: "ticked".into(), choice: "permit".into() };
    let yes = Condition::All(vec![Condition::Defined("tall_here".into()), ticked]);
    assert_eq!(law.programs[0].rules[0].when, yes);
    assert_eq!(law.programs[0].rules[1].when, Condition::Not(Box::new(yes)));
}

#[test]
fn numbers_are_read_from_their_digits() {
    let when = |text: &str| {
        let files = changed(ITEMS, "needed_when = \"true\"", &format!("needed_when = \"{text}\""));
        build_files(&files).map(|built| town_law(&built).items[1].materials[0].needed_when.clone())
    };
    let compare =
        |op, value| Condition::Compare { fact: "area".into(), op, value: Decimal::read(value).unwrap() };
    assert_eq!(when("-0.10 < area").unwrap(), compare(Relation::Gt, "-0.1"));
    assert_eq!(when("area <= 99999999999999.9999").unwrap(), compare(Relation::Le, "99999999999999.9999"));
    assert_eq!(when("!(area == - 7)").unwrap(), Condition::Not(Box::new(compare(Relation::Eq, "-7"))));
    assert_eq!(when("area != 7.0").unwrap(), Condition::Not(Box::new(compare(Relation::Eq, "7"))));
    assert_eq!(when("here == false").unwrap(), Condition::Not(Box::new(Condition::Yes("here".into()))));
    assert_eq!(when("!(here != true)").unwrap(), Condition::Yes("here".into()));
    for bad in
        ["area < 1e3", "area < .5", "area < 0.00001", "area < 5u", "area < 0x10", "area < 123456789012345"]
    {
        let error = when(bad).unwrap_err().errors[0].clone();
        let wrong = "in `needed_when` of material `form` of item `permit`: \
                     a number that `area` is compared with cannot be read exactly";
        assert_eq!(error.wrong, wrong, "{bad}");
        assert_eq!(error.remedy, "Write plain digits with at most four decimal places, like 0.5");
    }
}

#[test]
fn questions_that_their_type_cannot_answer() {
    let form = "needed_when = \"true\"";
    for (when, error) in [
        (
            "storeys",
            "`storeys` is a whole number and does not answer yes or no. Write for example `storeys >= 3`.",
        ),
        (
            "storeys > 2.5",
            "`storeys` is a whole number and can never be 2.5. Write for example `storeys >= 3`.",
        ),
        ("area == 'a'", "`area` is a number and cannot be compared so. Write for example `area >= 0.5`."),
        ("here > 1", "`here` is a yes-or-no question and cannot be compared so. Write `here` or `!here`."),
        (
            "kind > 'house'",
            "`kind` is a choice and cannot be compared so. \
             Write for example `kind == 'house'` or `kind in ['house']`.",
        ),
        (
            "ticked == 'trees'",
            "`ticked` is a set of choices and cannot be compared so. Write for example `'permit' in ticked`.",
        ),
        (
            "kind == 'villa'",
            "`kind` has no choice 'villa'. Choose one of house, road, or add it to the fact.",
        ),
        (
            "'grass' in ticked",
            "`ticked` has no choice 'grass'. Choose one of permit, trees, or add it to the fact.",
        ),
        ("tall == true", "definition `tall` is compared. Write `tall` or `!tall`."),
        ("area > storeys", "two names are compared with each other. Compare a fact with a plain value."),
    ] {
        let to = format!("needed_when = \"{when}\"");
        tells(
            ITEMS,
            form,
            &to,
            &to,
            &format!("in `needed_when` of material `form` of item `permit`: {error}"),
        );
    }
}

#[test]
fn what_the_subset_leaves_out() {
    let remedy =
        "Use only == != < <= > >= in && || ! and parentheses, with facts, definitions and plain values.";
    for (when, wrong) in [
        ("size(kind) > 3", "a comparison has no fact. Compare a fact with a plain value."),
        ("matches(kind)", "a condition cannot have the function `matches`."),
        ("kind.matches('a')", "a condition cannot have the function `matches`."),
        ("here ? tall : here", "a condition cannot have the choice `? :`."),
        ("ticked[0]", "a condition cannot have an index in brackets."),
        ("ticked.exists(x, x == 'a')", "a condition has no fields, maps, loops or functions."),
        ("area + 1", "a condition cannot have arithmetic."),
        ("'house'", "a value stands where a question should."),
        ("here = tall", "this is no condition, from `= tall` on."),
        ("here &&", "this is no condition, from its end on."),
    ] {
        let to = format!("needed_when = \"{when}\"");
        let wrong = format!("in `needed_when` of material `form` of item `permit`: {wrong}");
        let error = if wrong.ends_with("value.") { wrong } else { format!("{wrong} {remedy}") };
        tells(ITEMS, "needed_when = \"true\"", &to, &to, &error);
    }
}

#[test]
fn definitions_in_a_circle() {
    let error = "definitions go round in a circle: tall → high → tall. Let one of them stand on facts alone.";
    let high = "id = \"high\"\nwhen = \"!tall\"\ntext = { zh = \"高。\", en = \"High.\" }";
    let to = format!("{high}\nbasis = {{ source = \"ACT\", article = \"1\", standing = \"law\" }}");
    let mut files = changed(DEFINITIONS, "when = \"storeys >= 3", "when = \"high || storeys >= 3");
    files.get_mut(DEFINITIONS).unwrap().push_str(&format!("[[definition]]\n{to}\n"));
    assert_eq!(told(&files), [format!("{DEFINITIONS}:4: {error}")]);
}
