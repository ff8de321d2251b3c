//! `yushen rules prove`: the rules inside hold for all answers; what fails comes with a case that `review` confirms.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

mod common;

use std::path::Path;

use common::run;
use serde_json::Value;
use tempfile::TempDir;
use yushen::authoring::case::{self, differences};
use yushen::authoring::files;

const DONGHU: &str = "donghu/rulebook.toml";

/// The rules of this project with a change to one file.
fn changed(file: &str, change: impl Fn(&str) -> String) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files::read(Path::new("../core/rules")).unwrap() {
        let copy = folder.path().join(&path);
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        let text = if path == file { change(&text) } else { text };
        std::fs::write(copy, text).unwrap();
    }
    folder
}

/// A rule of a file, as it is written there.
fn rule<'a>(text: &'a str, id: &str) -> &'a str {
    let head = "  [[program.rule]]\n";
    let from = text.find(&format!("{head}  id = \"{id}\"")).unwrap();
    let next = text[from + head.len()..].find("\n  [[program.").unwrap();
    &text[from..=from + head.len() + next]
}

/// Exit code and lines.
fn prove(arguments: &[&str]) -> (Option<i32>, Vec<String>) {
    let output = run(&[&["rules", "prove"], arguments].concat(), "");
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code(), text.lines().map(str::to_owned).collect())
}

/// Proves a copy, and asks `review` or `plan` about every witness; each failure has one. What was told, line by line.
fn disproved(folder: &TempDir) -> Vec<String> {
    disproved_of("donghu", folder)
}

fn disproved_of(place: &str, folder: &TempDir) -> Vec<String> {
    let (rules, witnesses) = (folder.path().to_str().unwrap(), tempfile::tempdir().unwrap());
    let (code, lines) = prove(&[place, "--rules", rules, "--witnesses", witnesses.path().to_str().unwrap()]);
    assert_eq!(code, Some(1), "{lines:#?}");
    let starts = |pair: &[String], n: usize, with: &str| pair[n].trim_start().starts_with(with);
    let seen = lines.windows(2).all(|pair| !starts(pair, 0, "failure: ") || starts(pair, 1, "witness "));
    assert!(seen, "{lines:#?}");
    let cases = case::read(witnesses.path()).unwrap();
    assert!(!cases.is_empty());
    for case in cases {
        assert_ne!(case.expect, serde_json::json!({}), "{}", case.name);
        let application = case.application().unwrap();
        let call = case.call.name();
        let output = run(&[call, "--rules", rules, "--on", case.on(), "-"], application.get());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(differences(&case.expect, &answer), [""; 0], "{}: {}", case.name, case.input);
    }
    lines
}

#[test]
fn the_rules_inside_are_proven() {
    let (code, lines) = prove(&[]);
    assert_eq!(code, Some(0), "{lines:#?}");
    let last = lines.last().unwrap();
    assert!(last.ends_with(" proven, 0 failures, 0 unproven"), "{last}");
    assert!(last.split(' ').next().unwrap().parse::<u32>().unwrap() > 400);
    let output = run(&["rules", "prove", "donghu", "--json"], "");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&told["failures"], &told["rulebooks"][0]["id"]), (&0.into(), &"donghu".into()));
    assert!(told["rulebooks"][0]["milliseconds"].as_f64().unwrap() < 10_000.0);
    let output = run(&["rules", "prove", "nowhere"], "");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_deleted_branch_is_a_gap() {
    let folder = changed(DONGHU, |text| text.replace(rule(text, "R4"), ""));
    let lines = disproved(&folder);
    let at = folder.path().join(DONGHU).display().to_string();
    let told = lines.iter().find(|line| line.contains("no rule of program `assist` speaks of ")).unwrap();
    assert!(told.trim_start().starts_with(&format!("failure: {at}:")), "{told}");
}

#[test]
fn a_rule_doubled_with_another_verdict_is_a_contradiction() {
    let folder = changed(DONGHU, |text| {
        let rule = rule(text, "R3");
        let other = rule.replace("\"R3\"", "\"R3-NOT\"").replace("\"eligible\"", "\"not-eligible\"");
        text.replace(rule, &format!("{rule}\n{other}"))
    });
    let lines = disproved(&folder);
    let told = "rules `R3` (eligible) and `R3-NOT` (not-eligible) of program `assist` both hold for ";
    assert!(lines.iter().any(|line| line.contains(told)), "{lines:#?}");
    assert!(!lines.last().unwrap().contains(" 0 failures"));
}

#[test]
fn a_threshold_moved_makes_a_paper_dead() {
    let moved = |text: &str| text.replace("site_area_ha >= 5 ", "site_area_ha >= 0 ");
    let lines = disproved(&changed("national/definitions.toml", moved));
    assert!(lines.iter().any(|line| line.contains(" can never hold: ")), "{lines:#?}");
}

/// What is told of a change to one file, where it is told of that.
fn told(place: &str, file: &str, from: &str, to: &str, of: &str) -> String {
    let lines = disproved_of(place, &changed(file, |text| text.replacen(from, to, 1)));
    let told = lines.iter().find(|line| line.contains(of)).unwrap_or_else(|| panic!("{of}: {lines:#?}"));
    told[told.find(of).unwrap()..].to_owned()
}

#[test]
fn scope_notes_and_limits_that_are_never_so() {
    let wanted = "'project-land' in agency_matters_wanted";
    let never = format!("{wanted} && !({wanted})");
    let scope =
        told("donghu", DONGHU, wanted, &never, "scope `project-land` of program `assist` can never hold");
    assert!(scope.contains(" exclude each other. "), "{scope}");
    let note = "commercial_real_estate && in_service_area &&";
    let note = told("donghu", DONGHU, note, "!in_service_area &&", "note `confirm-real-estate` ");
    assert!(note.contains("`eligible` and `!in_service_area` exclude each other"), "{note}");
    let land = "national/project-land.toml";
    let days = "when = \"!soil_water_full_report\"\n    days";
    let never = "when = \"!soil_water_full_report && site_area_ha >= 5\"\n    days";
    told("donghu", land, days, never, "variant 1 of the limit of item `soil-water-plan` can never hold");
}

#[test]
fn a_total_limit_that_leaves_projects_out() {
    let all = "id = \"ALL\"\n  when = \"in_service_area && ";
    let some = &format!("{all}service_requested && ");
    let of = "no rule of total limit `project-approval` speaks of ";
    let gap = told("zhuzhou", "zhuzhou/rulebook.toml", all, some, of);
    assert!(
        gap.contains("construction_project = true") && gap.contains("service_requested = false"),
        "{gap}"
    );
}

#[test]
fn a_definition_that_is_never_met_and_constraints_that_are_never_kept() {
    let estimate = "construction_contract_estimate_cny >= 4000000";
    let never = format!("{estimate} && construction_contract_estimate_cny < 4000000");
    let of = "definition `tender_required` can never hold: ";
    told("donghu", "national/definitions.toml", estimate, &never, of);
    let goods = "fire_use_class == 'flammable-explosive' && !flammable_explosive\"";
    let never = "flammable_explosive || !flammable_explosive\"";
    let of = "no answers keep constraints `flammable-class-without-goods`";
    told("donghu", "facts.toml", goods, never, of);
}

#[test]
fn a_budget_that_is_spent_is_told_by_name() {
    let (code, lines) = prove(&["donghu", "--budget", "1"]);
    assert_eq!(code, Some(1));
    let open = lines.iter().find(|line| line.trim_start().starts_with("unproven: ")).unwrap();
    assert!(open.contains(": it is unproven that "), "{open}");
    let last: Vec<&str> = lines.last().unwrap().split(", ").collect();
    assert!(last[1] == "0 failures" && last[2] != "0 unproven", "{last:?}");
}

#[test]
fn items_that_wait_for_each_other_are_wrong_before_anything_is_proven() {
    let circle = |text: &str| {
        let head = "id = \"enterprise-filing\"\n";
        text.replace(head, &format!("{head}after = {{ any = [\"enterprise-filing\"], when = \"true\" }}\n"))
    };
    let folder = changed("national/project-land.toml", circle);
    let output = run(&["rules", "check", "--rules", folder.path().to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("items wait for each other in a circle: enterprise-filing → "), "{told}");
}
