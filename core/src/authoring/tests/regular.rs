//! What makes a paper regular, and what on papers has to agree.

use super::{BASIS, MATERIALS, changed, tells_in, told, town, whole_law, with};
use crate::rulebook::{Agrees, AgreesWith, ApplicantField, FieldKind};

/// A field of the form, and what is written about it.
fn field(kind: &str, agreement: &str) -> super::Files {
    let field = format!(
        "count = 1\n\n  [[material.field]]\n  id = \"size\"\n  name = {{ zh = \"大小\", en = \"size\" }}\n  \
         type = \"{kind}\"\n"
    );
    let text = format!("{}\n{agreement}", changed(MATERIALS, "count = 1\n", &field)[MATERIALS]);
    with(town::law(), MATERIALS, text)
}

fn agreement(field: &str, relation: &str, other: &str) -> String {
    format!(
        "[[agreement]]\nid = \"same\"\nmaterial = \"form\"\nfield = \"{field}\"\nrelation = \"{relation}\"\n\
         with = {other}\ntext = {{ zh = \"一致\", en = \"The same\" }}\n{BASIS}\n"
    )
}

#[test]
fn what_is_asked_of_a_paper_is_read() {
    let regular = format!(
        "count = 1\n\n  [material.regular]\n  sealed = true\n  within = 90\n  issuers = [\"机关\"]\n  {BASIS}\n"
    );
    let law = whole_law(&changed(MATERIALS, "count = 1\n", &regular));
    let regular = law.materials[0].regular.as_ref().unwrap();
    assert_eq!((regular.signed, regular.sealed, regular.within), (false, true, Some(90)));
    assert_eq!(regular.issuers, ["机关"]);

    let law = whole_law(&field("number", &agreement("size", "not-above", "{ fact = \"storeys\" }")));
    assert_eq!(law.materials[0].fields[0].kind, FieldKind::Number);
    assert_eq!(law.agreements[0].relation, Agrees::NotAbove);
    assert_eq!(law.agreements[0].with, AgreesWith::Fact("storeys".into()));
    let law = whole_law(&field("text", &agreement("size", "equal", "{ applicant = \"unit-name\" }")));
    assert_eq!(law.agreements[0].with, AgreesWith::Applicant(ApplicantField::UnitName));
}

#[test]
fn a_form_without_an_article_or_of_no_known_kind() {
    let files = changed(MATERIALS, "count = 1\n", "count = 1\nregular = { sealed = true }\n");
    assert_eq!(told(&files).len(), 1, "{:?}", told(&files));
    assert!(told(&files)[0].contains("the form of material `form` has no `basis`"), "{:?}", told(&files));
    let files = changed(MATERIALS, "form = \"electronic\"", "form = \"clay\"");
    assert!(told(&files)[0].contains("`form` of material `form` cannot be \"clay\""), "{:?}", told(&files));
}

#[test]
fn what_cannot_be_compared() {
    let wrong = "agreement `same` compares what cannot be compared in this way. Compare numbers, dates or texts \
                 with each other: `not-above` is for numbers, `not-before` for dates.";
    for (kind, relation, other) in [
        ("text", "equal", "{ fact = \"storeys\" }"),
        ("text", "not-above", "{ applicant = \"unit-name\" }"),
        ("number", "not-before", "{ fact = \"storeys\" }"),
    ] {
        let files = field(kind, &agreement("size", relation, other));
        tells_in(&files, MATERIALS, "[[agreement]]", wrong);
    }
    let files = field("number", &agreement("size", "equal", "{ fact = \"here\" }"));
    let wrong = "agreement `same` is about no number or date `here` of facts.toml. Name a fact that is a number \
                 or a date.";
    tells_in(&files, MATERIALS, "[[agreement]]", wrong);
}

#[test]
fn fields_that_lead_nowhere() {
    let wrong = "nothing compares field `size` of material `form`. Add an `[[agreement]]` about it, or delete the \
                 field.";
    tells_in(&field("number", ""), MATERIALS, "[[material]]", wrong);

    let files = town::law();
    let text = format!("{}\n{}", files[MATERIALS], agreement("size", "equal", "{ fact = \"storeys\" }"));
    let files = with(files, MATERIALS, text);
    let wrong = "agreement `same` is about no field `size` of material `form`. Add a `[[material.field]]`, or \
                 correct the id.";
    tells_in(&files, MATERIALS, "[[agreement]]", wrong);
}
