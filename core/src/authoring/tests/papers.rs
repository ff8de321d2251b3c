//! Mistakes about how papers are asked for: groups that will do instead, promises, commitments.

use super::*;

/// The form of the permit, with more said about it; told as exactly one error.
fn of_the_form(more: &str, error: &str) {
    let files = with_more(more);
    tells_in(&files, ITEMS, more.split('\n').next().unwrap(), error);
}

fn with_more(more: &str) -> Files {
    let asked = "needed_text = { zh = \"一律\", en = \"Always\" }\n  basis";
    changed(ITEMS, asked, &format!("needed_text = {{ zh = \"一律\", en = \"Always\" }}\n  {more}\n  basis"))
}

const WHY: &str = "standing = \"law\", why = { zh = \"可以\", en = \"It may\" }";

#[test]
fn groups_that_will_do_instead() {
    let law = town_law(&with_more("alternatives = [\"out-permit\", [\"out-permit\", \"plan\"]]\n"));
    assert!(law.is_err_and(|errors| errors.len() == 1 && errors[0].contains("plan")));
    of_the_form(
        "alternatives = [[\"out-permit\", \"form\"]]",
        "material `form` of item `permit` is its own alternative. Name only other papers.",
    );
    of_the_form(
        "alternatives = [[\"out-permit\", \"out-permit\"]]",
        "a group of alternatives of material `form` of item `permit` names a paper twice. Name each once.",
    );
    of_the_form(
        "alternatives = [1]",
        "`alternatives` of material `form` of item `permit` is a number. Write a list of texts in quotes, or of lists of them.",
    );
}

#[test]
fn a_promise_ends_before_the_decision() {
    let within = |days: u32| format!("deferrable = {{ {WHY}, within = {days} }}");
    assert!(town_law(&with_more(&within(7))).is_ok());
    let files = with_more(&within(8));
    assert_eq!(told(&files).len(), 1);
    assert!(
        told(&files)[0].contains("material `form` of item `permit` may follow after the item is decided")
    );
}

#[test]
fn what_is_said_of_a_paper_reaches_the_rulebook() {
    let more = format!(
        "alternatives = [\"out-permit\"]\n  recommended = true\n  commitment = {{ {WHY} }}\n  deferrable = {{ {WHY}, within = 5 }}"
    );
    let law = town_law(&with_more(&more)).unwrap();
    let used = &law.items.iter().find(|item| item.id == "permit").unwrap().materials[0];
    assert!(used.recommended && used.commitment.is_some());
    assert_eq!(used.deferrable.as_ref().unwrap().within, Some(5));
    assert_eq!(used.alternatives, [["out-permit"]]);
}

fn town_law(files: &Files) -> Result<Law, Vec<String>> {
    match build_files(files) {
        Ok(built) => Ok(Law::read(&built.rulebooks[0].1).unwrap()),
        Err(_) => Err(told(files)),
    }
}
