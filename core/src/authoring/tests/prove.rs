//! Every kind of obligation, failing once, with a witness that a review confirms.

use std::path::Path;

use serde_json::{Value, json};

use super::{ITEMS, RULEBOOK, changed, town};
use crate::authoring::case::{Call, Case};
use crate::authoring::{BUDGET, Built, Checked, Files, Finding, Kind, Proofs, check_files, files, prove};
use crate::condition::{Condition, Relation};
use crate::decimal::Decimal;
use crate::rulebook::{
    Constraint, Definition, Extent, Law, LimitVariant, Note, Scope, TotalLimit, TotalRule, TotalVerdict,
    Unit, Valid, Variant,
};
use crate::text::Text;

fn checked(files: &Files) -> Checked {
    check_files(files).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The same law with something changed that was read already.
fn with(checked: Checked, change: impl Fn(&mut Law)) -> Checked {
    let Checked { built, mut laws, spots } = checked;
    laws.iter_mut().for_each(change);
    let rulebooks = laws.iter().map(|law| (law.id.clone(), serde_json::to_string(law).unwrap())).collect();
    Checked { built: Built { rulebooks, ..built }, laws, spots }
}

fn proofs(checked: &Checked) -> Proofs {
    prove(checked, &[], BUDGET).unwrap()
}

/// All failures, each with a witness that the review confirms.
fn failures(checked: &Checked) -> Vec<Finding> {
    let proofs = proofs(checked);
    let failures = proofs.rulebooks.iter().flat_map(|proof| &proof.failures);
    let failures: Vec<Finding> = failures.map(|failure| failure.finding.clone()).collect();
    for finding in &failures {
        assert!(!finding.witness.is_empty(), "{}", finding.wrong);
        finding.witness.iter().for_each(|case| confirm(checked, case));
    }
    failures
}

fn only(checked: &Checked) -> Finding {
    let mut failures = failures(checked);
    assert_eq!(failures.len(), 1, "{:#?}", failures.iter().map(|one| &one.wrong).collect::<Vec<_>>());
    failures.remove(0)
}

/// The case as it is written to a file, asked.
fn confirm(checked: &Checked, case: &Case) {
    let written: Case = serde_json::from_str(&serde_json::to_string(case).unwrap()).unwrap();
    let id = case.rulebook();
    let application: Value = serde_json::from_str(written.application().unwrap().get()).unwrap();
    assert_eq!(application["rulebook"], id);
    let rulebook = checked.built.rulebook(id).unwrap();
    assert_eq!(written.failures(&rulebook).unwrap(), [""; 0], "{}: {}", case.name, case.input);
}

/// The facts that a witness answers.
fn answered(finding: &Finding) -> Vec<String> {
    let application = finding.witness[0].application().unwrap();
    let application: Value = serde_json::from_str(application.get()).unwrap();
    application["facts"].as_object().unwrap().keys().cloned().collect()
}

/// A list of what a witness expects.
fn of<'f>(finding: &'f Finding, list: &str) -> &'f Vec<Value> {
    finding.witness[0].expect[list].as_array().unwrap()
}

fn yes(fact: &str) -> Condition {
    Condition::Yes(fact.into())
}

fn storeys(op: Relation, value: i64) -> Condition {
    Condition::Compare { fact: "storeys".into(), op, value: Decimal::whole(value) }
}

fn kind(choice: &str) -> Condition {
    Condition::OneOf { fact: "kind".into(), choices: vec![choice.into()] }
}

fn not(part: Condition) -> Condition {
    Condition::Not(Box::new(part))
}

fn all(parts: Vec<Condition>) -> Condition {
    Condition::All(parts)
}

fn never(law: &mut Law, id: &str, parts: Vec<Condition>) {
    law.constraints.push(Constraint {
        id: id.into(),
        never: Condition::All(parts),
        text: Text::default(),
        basis: law.programs[0].basis.clone(),
    });
}

#[test]
fn the_small_law_and_the_law_of_this_project_are_proven() {
    for files in [town::law(), real()] {
        let proofs = proofs(&checked(&files));
        assert!(proofs.errors().is_ok(), "{:?}", proofs.errors());
        let (proven, failed, unproven) = proofs.tally();
        assert!(proven > 15 && failed == 0 && unproven == 0);
        assert!(proofs.rulebooks.iter().all(|proof| proof.time.as_secs() < 10));
    }
}

fn real() -> Files {
    files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")).unwrap()
}

#[test]
fn a_gap_is_told_with_the_fewest_answers() {
    let files =
        changed(RULEBOOK, "when = \"!(tall_here && 'permit' in ticked)\"", "when = \"!here || !tall\"");
    let gap = only(&checked(&files));
    assert_eq!(gap.kind, Kind::Gap);
    // Either half of `tall` would do; none of them is skipped, and the roundest answers count.
    assert_eq!(gap.wrong, "no rule of program `help` speaks of here = true, ticked = [], area = 1");
    // Every completion of `kind` has no rule here: one answer does.
    let open = with(checked(&town::law()), |law| {
        law.programs[0].rules[1].when =
            Condition::All(vec![law.programs[0].rules[1].when.clone(), yes("here")]);
    });
    assert_eq!(only(&open).wrong, "no rule of program `help` speaks of here = false");
}

#[test]
fn a_constraint_makes_a_gap_disappear() {
    let narrow = |law: &mut Law| {
        let no = &mut law.programs[0].rules[1].when;
        *no = Condition::All(vec![
            no.clone(),
            Condition::Not(Box::new(Condition::All(vec![yes("here"), kind("road")]))),
        ]);
    };
    let gap = only(&with(checked(&town::law()), narrow));
    assert_eq!(gap.wrong, "no rule of program `help` speaks of here = true, kind = 'road', ticked = []");
    let bound = with(checked(&town::law()), |law| {
        narrow(law);
        never(law, "no-road-here", vec![yes("here"), kind("road")]);
    });
    assert!(failures(&bound).is_empty());
}

#[test]
fn two_verdicts_for_the_same_answers() {
    let no = "when = \"!(tall_here && 'permit' in ticked)\"";
    let both = only(&checked(&changed(
        RULEBOOK,
        no,
        "when = \"!(tall_here && 'permit' in ticked) || storeys < 3\"",
    )));
    assert_eq!(both.kind, Kind::Conflict);
    let told = "rules `YES` (eligible) and `NO` (not-eligible) of program `help` both hold for \
                here = true, ticked = ['permit'], storeys = 1, area = 1";
    assert_eq!(both.wrong, told);
    assert_eq!(both.with.len(), 1);
}

#[test]
fn a_dead_rule_is_told_with_what_contradicts_itself() {
    let third = |when: &str| {
        let rule = "\n  [[program.rule]]\n  id = \"NO\"";
        let dead = format!(
            "\n  [[program.rule]]\n  id = \"DEAD\"\n  when = \"{when}\"\n  verdict = \"not-eligible\"\n  \
             text = {{ zh = \"不。\", en = \"No.\" }}\n  {}\n{rule}",
            super::BASIS
        );
        checked(&changed(RULEBOOK, rule, &dead))
    };
    let dead = only(&third("here && storeys > 5 && kind == 'house' && storeys < 3"));
    assert_eq!(dead.kind, Kind::Vain);
    let told = |why: &str| {
        format!(
            "rule `DEAD` of program `help` can never hold: {why}; \
             where all else that it asks is so, rule `NO` of program `help` decides"
        )
    };
    assert_eq!(dead.wrong, told("`storeys > 5` and `storeys < 3` exclude each other"));
    assert_eq!(
        dead.with.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["rule `NO` of program `help`"]
    );
    let reasons: Vec<&Value> = of(&dead, "programs").iter().map(|told| &told["reasons"]).collect();
    assert_eq!(reasons, [&json!([{ "rule": "NO" }]), &json!({ "$none": { "rule": "DEAD" } })]);
    // All of its other parts hold, and so does one of the two.
    assert_eq!(answered(&dead), ["here", "kind", "storeys", "ticked"]);
    let dead = only(&third("here && !here"));
    assert_eq!(dead.wrong, told("`here` and `!here` exclude each other"));
    // A whole storey never lies between two.
    let dead = only(&third("storeys > 5 && storeys < 6"));
    assert_eq!(dead.wrong, told("`storeys > 5` and `storeys < 6` exclude each other"));
    let bound = with(third("!here && kind == 'road'"), |law| {
        never(law, "roads", vec![Condition::Not(Box::new(yes("here"))), kind("road")])
    });
    let dead = only(&bound);
    assert_eq!(dead.wrong, told("`!here` and `kind == 'road'` exclude each other under constraint `roads`"));
}

#[test]
fn a_rule_in_the_shadow_of_others() {
    let law = with(checked(&town::law()), |law| {
        let mut rule = law.programs[0].rules[1].clone();
        rule.id = "MORE".into();
        rule.when = Condition::Not(Box::new(yes("here")));
        law.programs[0].rules.push(rule);
    });
    let shadowed = only(&law);
    assert_eq!(shadowed.kind, Kind::Vain);
    let told = "rule `MORE` of program `help` changes nothing: wherever it holds, `NO` holds anyway, \
                with the same verdict";
    assert_eq!(shadowed.wrong, told);
    assert_eq!(answered(&shadowed), ["here"]);
}

#[test]
fn a_question_that_changes_nothing() {
    let law = with(checked(&town::law()), |law| {
        let mut fact = law.facts[0].clone();
        fact.id = "idle".into();
        law.facts.push(fact);
    });
    let idle = only(&law);
    assert_eq!((idle.kind, idle.witness.len()), (Kind::Question, 2));
    assert_eq!(idle.wrong, "no answer to fact `idle` can change anything");
    // One that is asked for, but whose answer the others give already, changes nothing either.
    let told = with(checked(&town::law()), |law| {
        let mut fact = law.facts[0].clone();
        fact.id = "same".into();
        law.facts.push(fact);
        never(law, "same-1", vec![yes("same"), not(yes("here"))]);
        never(law, "same-2", vec![not(yes("same")), yes("here")]);
    });
    let proofs = proofs(&told);
    let idle: Vec<_> =
        proofs.rulebooks[0].failures.iter().map(|failure| failure.finding.wrong.as_str()).collect();
    assert_eq!(
        idle,
        ["no answer to fact `here` can change anything", "no answer to fact `same` can change anything"]
    );
}

#[test]
fn items_that_wait_for_each_other_for_some_answers() {
    let trees = "needed_when = \"true\"\nneeded_text = { zh = \"一律\", en = \"Always\" }\n\
                 basis = [{ source = \"ACT\", article = \"2\", standing = \"law\" }]\nduration = \"authority\"\n";
    let after = |when: &str| {
        checked(&changed(
            ITEMS,
            trees,
            &format!("{trees}after = {{ any = [\"opening\"], when = \"{when}\" }}\n"),
        ))
    };
    let circle = only(&after("here"));
    assert_eq!(circle.kind, Kind::Chain);
    let told = "items wait for each other in a circle: trees → opening → permit → trees, \
                for here = true, kind = 'house', area = 1";
    assert_eq!(circle.wrong, told);
    // Roads need no permit, so that nothing waits for one.
    assert!(failures(&after("kind == 'road'")).is_empty());
    // A prerequisite that another item meets is no circle.
    let free = with(after("here"), |law| {
        let mut other = law.items[0].clone();
        other.id = "other".into();
        other.after.clear();
        law.items[0].after[0].any.push("other".into());
        law.items.push(other);
    });
    assert!(failures(&free).is_empty());
}

/// The small law with one part that can never hold.
fn dead(change: impl Fn(&mut Law)) -> Finding {
    let finding = only(&with(checked(&town::law()), change));
    assert_eq!(finding.kind, Kind::Vain);
    finding
}

#[test]
fn scope_that_nobody_can_want() {
    let scope = dead(|law| {
        let basis = law.programs[0].basis.clone();
        law.programs[0].scope.push(Scope {
            id: "roads".into(),
            when: all(vec![kind("road"), kind("house")]),
            extent: Extent::Full,
            text: Text::default(),
            basis,
        });
    });
    let told = "scope `roads` of program `help` can never hold: `kind == 'road'` and `kind == 'house'` exclude \
                each other";
    assert_eq!(scope.wrong, told);
    assert_eq!(answered(&scope), ["kind"]);
    assert_eq!(of(&scope, "programs")[0]["scope"], json!([{ "id": "roads", "wanted": false }]));
}

#[test]
fn a_note_to_a_verdict_that_it_excludes() {
    let note = dead(|law| {
        let basis = law.programs[0].basis.clone();
        let text = Text::new("注意。", "Mind.");
        law.programs[0].notes.push(Note { id: "elsewhere".into(), when: not(yes("here")), text, basis });
    });
    let told = "note `elsewhere` of program `help` can never hold: `eligible` and `!here` exclude each other";
    assert_eq!(note.wrong, told);
    // The program is eligible, and says so without the note.
    assert_eq!(of(&note, "programs")[0]["verdict"], "eligible");
    assert_eq!(of(&note, "programs")[1]["reasons"], json!({ "$none": { "rule": "elsewhere" } }));
}

#[test]
fn words_of_a_rule_that_are_never_said() {
    let words = dead(|law| {
        let text = Text::new("不在这里。", "Not here.");
        let variant = Variant { when: not(yes("here")), text, basis: None };
        law.programs[0].rules[0].variants.push(variant);
    });
    let told =
        "variant 1 of rule `YES` of program `help` can never hold: rule `YES` and `!here` exclude each other";
    assert_eq!(words.wrong, told);
    assert_eq!(of(&words, "programs")[0]["reasons"], json!([{ "rule": "YES" }]));
}

/// A total limit of 30 days here, and none elsewhere.
fn total(law: &mut Law) -> &mut TotalLimit {
    let basis = law.programs[0].basis.clone();
    let rule = |id: &str, when, verdict, days| TotalRule {
        id: id.into(),
        when,
        verdict,
        days,
        before: None,
        text: Text::new("如此。", "So."),
        basis: basis.clone(),
        variants: Vec::new(),
        valid: Valid::default(),
    };
    let rules = vec![
        rule("HERE", yes("here"), TotalVerdict::Limited, Some(30)),
        rule("ELSEWHERE", not(yes("here")), TotalVerdict::None, None),
    ];
    let (id, text) = ("all".into(), Text::default());
    let (name, excludes) = (text.clone(), text);
    let items = Vec::new();
    law.totals.push(TotalLimit {
        id,
        name,
        basis: basis.clone(),
        unit: Unit::Working,
        items,
        excludes,
        rules,
    });
    law.totals.last_mut().unwrap()
}

#[test]
fn total_limits_are_proven_as_programs_are() {
    assert!(failures(&with(checked(&town::law()), |law| _ = total(law))).is_empty());
    let only = |change: fn(&mut TotalLimit)| only(&with(checked(&town::law()), |law| change(total(law))));
    let gap = only(|total| total.rules[1].when = all(vec![not(yes("here")), kind("road")]));
    assert_eq!(gap.kind, Kind::Gap);
    assert_eq!(gap.wrong, "no rule of total limit `all` speaks of here = false, kind = 'house'");
    let both = only(|total| total.rules[1].when = Condition::Any(vec![not(yes("here")), kind("road")]));
    assert_eq!(both.kind, Kind::Conflict);
    let told = "rules `HERE` (limited, 30 days) and `ELSEWHERE` (none) of total limit `all` both hold for \
                here = true, kind = 'road'";
    assert_eq!(both.wrong, told);
    let dead = only(|total| {
        let when = all(vec![yes("here"), kind("road"), not(yes("here"))]);
        total.rules.push(TotalRule { id: "DEAD".into(), when, ..total.rules[0].clone() });
    });
    let told = "rule `DEAD` of total limit `all` can never hold: `here` and `!here` exclude each other; where all \
                else that it asks is so, rule `HERE` of total limit `all` decides";
    assert_eq!((dead.kind, dead.wrong.as_str()), (Kind::Vain, told));
    assert_eq!(of(&dead, "totals")[0]["days"], 30);
    let shadowed = only(|total| {
        let when = all(vec![yes("here"), kind("road")]);
        total.rules.push(TotalRule { id: "MORE".into(), when, ..total.rules[0].clone() });
    });
    let told = "rule `MORE` of total limit `all` changes nothing: wherever it holds, `HERE` holds anyway, with the \
                same verdict";
    assert_eq!((shadowed.kind, shadowed.wrong.as_str()), (Kind::Vain, told));
    assert_eq!(of(&shadowed, "totals")[0]["reasons"], json!([{ "rule": "MORE" }, { "rule": "HERE" }]));
}

#[test]
fn a_definition_that_is_never_met_is_seen_where_something_rests_on_it() {
    let both = || all(vec![kind("road"), kind("house")]);
    let define = |law: &mut Law, when: Condition| {
        let tall = law.definitions[0].clone();
        law.definitions.push(Definition { id: "both".into(), when, ..tall.clone() });
        // Through another definition.
        let when = Condition::Any(vec![Condition::Defined("both".into()), kind("house")]);
        law.definitions.push(Definition { id: "either".into(), when, ..tall });
        law.items[2].materials[0].needed_when = Condition::Defined("either".into());
    };
    let undefined = dead(|law| define(law, both()));
    let told = "definition `both` can never hold: `kind == 'road'` and `kind == 'house'` exclude each other";
    assert_eq!(undefined.wrong, told);
    assert_eq!(answered(&undefined), ["kind"]);
    let paper = json!([{ "id": "out-permit", "need": "not-needed" }]);
    let item = json!([{ "id": "opening", "need": "needed", "materials": paper }]);
    assert_eq!(undefined.witness[0].expect["items"], item);
    assert!(
        undefined.witness[0].title.starts_with("Material `out-permit` of item `opening` is decided as if")
    );
    // The other parts of a definition under a constraint hold.
    let bound = dead(|law| {
        define(law, all(vec![yes("here"), kind("road")]));
        never(law, "no-road-here", vec![yes("here"), kind("road")]);
    });
    assert!(
        bound
            .wrong
            .ends_with("`here` and `kind == 'road'` exclude each other under constraint `no-road-here`")
    );
    assert_eq!(of(&bound, "items").len(), 1);
}

#[test]
fn constraints_that_leave_no_answers() {
    let law = with(checked(&town::law()), |law| {
        never(law, "apart", vec![kind("road"), storeys(Relation::Ge, 3)]);
        never(law, "here", vec![yes("here")]);
        never(law, "elsewhere", vec![not(yes("here"))]);
    });
    let none = only(&law);
    assert_eq!(
        (none.kind, none.wrong.as_str()),
        (Kind::Possible, "no answers keep constraints `here`, `elsewhere`")
    );
    assert_eq!(none.with.len(), 1);
    // Whatever is answered: already where nothing is.
    assert_eq!(answered(&none), [""; 0]);
    assert_eq!(of(&none, "findings"), &[json!({ "code": "answers-contradict", "subject": "elsewhere" })]);
    let never_broken = dead(|law| never(law, "idle", vec![yes("here"), kind("road"), not(yes("here"))]));
    assert!(never_broken.wrong.starts_with("constraint `idle` can never hold: "));
    let clash = json!({ "code": "answers-contradict", "subject": "idle" });
    assert_eq!(never_broken.witness[0].expect["findings"], json!({ "$none": clash }));
}

#[test]
fn other_parts_that_can_never_hold() {
    let paper =
        dead(|law| law.items[2].materials[0].needed_when = Condition::All(vec![kind("road"), kind("house")]));
    assert!(
        paper.wrong.starts_with("material `out-permit` of item `opening` can never hold"),
        "{}",
        paper.wrong
    );
    assert_eq!(of(&paper, "items")[0]["need"], "needed");
    let paper = dead(|law| {
        let mut used = law.items[1].materials[0].clone();
        used.needed_when = kind("road");
        law.items[1].materials.push(used);
    });
    assert_eq!(
        paper.wrong,
        "material `form` of item `permit` can never hold: the need of item `permit` and `kind == 'road'` \
         exclude each other"
    );
    let after = dead(|law| law.items[1].after[0].when = kind("road"));
    assert!(after.wrong.starts_with("prerequisite 1 of item `permit` can never hold"), "{}", after.wrong);
    // Both are in the plan, side by side.
    assert_eq!(after.witness[0].call, Call::Plan);
    assert_eq!(of(&after, "steps"), &[json!({ "item": "permit", "after": { "$none": "trees" } })]);
    let variant = |op, value| LimitVariant { when: storeys(op, value), days: value as u32 };
    let days = dead(|law| {
        law.items[1].limit.as_mut().unwrap().variants =
            vec![variant(Relation::Ge, 3), variant(Relation::Ge, 10), variant(Relation::Lt, 2)];
    });
    let end = "can never hold: `storeys >= 10` and no earlier `storeys >= 3` exclude each other";
    assert_eq!(days.wrong, format!("variant 2 of the limit of item `permit` {end}"));
    assert_eq!(days.witness[0].call, Call::Plan);
    // It would hold; the earlier one counts.
    assert_eq!(answered(&days), ["kind", "storeys"]);
    assert_eq!(of(&days, "steps"), &[json!({ "item": "permit", "days": 3 })]);
}

#[test]
fn a_budget_that_is_spent_proves_nothing() {
    let law = checked(&town::law());
    let proofs = prove(&law, &[], 1).unwrap();
    let (_, failed, unproven) = proofs.tally();
    assert!(failed == 0 && unproven > 0);
    let errors = proofs.errors().unwrap_err();
    assert!(errors.errors[0].wrong.starts_with("it is unproven that "), "{errors}");
    assert!(proofs.rulebooks[0].unproven.iter().all(|open| !open.name.is_empty()));
}

/// The real rules with a change to one file.
fn real_with(file: &str, change: impl Fn(&str) -> String) -> Checked {
    let mut files = real();
    let text = change(&files[file]);
    assert!(text != files[file], "{file} is as it was");
    files.insert(file.into(), text);
    checked(&files)
}

const DONGHU: &str = "donghu/rulebook.toml";

/// A rule of a file, as it is written there.
fn rule<'a>(text: &'a str, id: &str) -> &'a str {
    let head = "  [[program.rule]]\n";
    let from = text.find(&format!("{head}  id = \"{id}\"")).unwrap();
    let rest = &text[from + head.len()..];
    let next = rest.find("\n  [[program.rule]]").or_else(|| rest.find("\n  [[program.")).unwrap();
    &text[from..from + head.len() + next + 1]
}

#[test]
fn a_branch_deleted_from_the_real_rules_is_a_gap() {
    let law = real_with(DONGHU, |text| text.replace(rule(text, "R4"), ""));
    let failures = failures(&law);
    let gap = failures.iter().find(|finding| finding.kind == Kind::Gap).unwrap();
    let told = "no rule of program `assist` speaks of in_service_area = true, service_requested = true, ";
    assert!(gap.wrong.starts_with(told), "{}", gap.wrong);
    let told: Vec<&String> = failures.iter().map(|finding| &finding.wrong).collect();
    assert!(failures.iter().all(|finding| finding.kind != Kind::Conflict), "{told:#?}");
}

#[test]
fn a_real_rule_doubled_with_another_verdict_contradicts() {
    let law = real_with(DONGHU, |text| {
        let rule = rule(text, "R3");
        let other = rule.replace("\"R3\"", "\"R3-NOT\"").replace("\"eligible\"", "\"not-eligible\"");
        text.replace(rule, &format!("{rule}\n{other}"))
    });
    let failures = failures(&law);
    let told = "rules `R3` (eligible) and `R3-NOT` (not-eligible) of program `assist` both hold for \
                in_service_area = true, service_requested = true, external_line_works = true";
    let both = failures.iter().find(|finding| finding.wrong == told).unwrap();
    assert_eq!((both.kind, both.with.len()), (Kind::Conflict, 1));
    assert!(failures.iter().all(|finding| finding.kind == Kind::Conflict));
}

#[test]
fn a_real_threshold_moved_so_that_a_paper_is_dead() {
    let law = real_with("national/definitions.toml", |text| {
        text.replace("site_area_ha >= 5 ", "site_area_ha >= 0 ")
    });
    let failures = failures(&law);
    let told: Vec<&str> = failures.iter().map(|finding| finding.wrong.as_str()).collect();
    assert!(
        told.iter().any(|told| told.starts_with("material `") && told.contains("!soil_water_full_report`")),
        "{told:#?}"
    );
    assert!(failures.iter().all(|finding| matches!(finding.kind, Kind::Vain | Kind::Question)), "{told:#?}");
}
