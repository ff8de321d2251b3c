//! The command line: JSON and exit 0 for any answer, exit 2 and the errors for input that is none.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

mod common;

use std::path::Path;

use common::{application, run};
use serde_json::{Value, json};

fn answer(arguments: &[&str], input: &str) -> Value {
    let output = run(arguments, input);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.ends_with('\n') && text.lines().count() == 1, "{text}");
    serde_json::from_str(&text).unwrap()
}

fn refusal(arguments: &[&str], input: &str) -> Value {
    let output = run(arguments, input);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(told["errors"].as_array().unwrap().iter().all(|error| error["zh"] != "" && error["en"] != ""));
    told["errors"][0].clone()
}

fn words(arguments: &[&str], input: &str) -> String {
    let output = run(arguments, input);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_question_is_answered_in_json() {
    let text = application().to_string();
    let review = answer(&["review", "--rulebook", "donghu", "--on", "2026-11-23", "-"], &text);
    assert_eq!(
        (&review["on"], &review["programs"][0]["verdict"]),
        (&json!("2026-11-23"), &json!("eligible"))
    );
    let ways = answer(&["remedies", "--on", "2026-11-23", "-"], &text);
    assert_eq!((&ways["on"], ways["remedies"].is_array()), (&json!("2026-11-23"), true));
    let plan = answer(&["plan", "--on", "2026-11-23", "--from", "2026-12-01", "-"], &text);
    assert_eq!(plan["from"], "2026-12-01");
    let case =
        json!({ "application": application(), "events": [{ "type": "received", "on": "2026-11-20" }] });
    let progress = answer(&["progress", "--on", "2026-11-24", "-"], &case.to_string());
    assert_eq!(progress["on"], "2026-11-24");
    let due = answer(&["due", "--from", "2026-09-30", "--days", "5"], "");
    assert_eq!((&due["due"]["day"], &due["unit"]), (&json!("2026-10-13"), &json!("working")));
    let pause = ["due", "--from", "2026-09-30", "--days", "5", "--paused", "2026-10-09..2026-10-12"];
    assert_eq!(answer(&pause, "")["due"]["day"], "2026-10-16");
    let named = json!({ "facts": {} }).to_string();
    assert_eq!(answer(&["review", "--rulebook", "donghu", "-"], &named)["rulebook"]["id"], "donghu");
}

#[test]
fn what_is_no_question_exits_with_2_and_says_why() {
    let text = application().to_string();
    assert_eq!(refusal(&["review", "-"], "{")["code"], "not-json");
    assert_eq!(refusal(&["review", "--rulebook", "nowhere", "-"], &text)["code"], "unknown-rulebook");
    assert_eq!(refusal(&["review", "-"], "{\"facts\":{}}")["pointer"], "/rulebook");
    assert_eq!(refusal(&["review", "--on", "2026-13-01", "-"], &text)["code"], "no-day");
    assert_eq!(refusal(&["review", "no-such-file.json"], "")["code"], "unreadable-file");
    assert_eq!(refusal(&["review"], "")["code"], "usage");
    assert_eq!(refusal(&["progress", "-"], "{}")["pointer"], "/application");
    assert_eq!(refusal(&["due", "--from", "2026-01-01", "--days", "10001"], "")["code"], "wrong-type");
    let backwards = ["due", "--from", "2026-01-01", "--days", "1", "--paused", "2026-02-02..2026-02-01"];
    assert_eq!(refusal(&backwards, "")["code"], "span-backwards");
    let region = ["due", "--from", "2026-01-01", "--days", "1", "--region", "mars"];
    assert_eq!(refusal(&region, "")["code"], "unknown-region");
    let unknown = json!({ "rulebook": "donghu", "facts": { "nonsense": true } }).to_string();
    assert_eq!(refusal(&["review", "-"], &unknown)["pointer"], "/facts/nonsense");
}

#[test]
fn a_sheet_is_written_as_a_page_with_a_link_that_names_nobody() {
    let asked = ["sheet", "--kind", "receipt", "--on", "2026-11-23", "--format", "html", "-"];
    let input = application().to_string();
    let page = words(&asked, &input);
    assert!(page.contains("收件凭证") && !page.contains("<svg"), "{page}");
    let with_link = words(&[&asked[..], &["--url", "https://yushen.example/"]].concat(), &input);
    assert!(with_link.contains("href=\"https://yushen.example/?place=donghu#/a/"), "{with_link}");
    assert_eq!(refusal(&[&asked[..], &["--url", "yushen.example"]].concat(), &input)["code"], "usage");
    let out = tempfile::tempdir().unwrap();
    let file = out.path().join("receipt.html");
    assert_eq!(words(&[&asked[..], &["--out", file.to_str().unwrap()]].concat(), &input), "");
    assert_eq!(std::fs::read_to_string(file).unwrap(), page);
}

#[test]
fn words_say_the_key_sentence_first() {
    let text = application().to_string();
    let zh = words(&["review", "--on", "2026-11-23", "--text", "-"], &text);
    assert!(zh.starts_with("还不能确定。请先回答下面的问题。\n"), "{zh}");
    assert!(zh.contains("✓ 帮办代办 — 符合") && zh.contains("依据："), "{zh}");
    let en = words(&["review", "--on", "2026-11-23", "--text", "--lang", "en", "-"], &text);
    assert!(en.starts_with("Not certain yet.") && en.contains("Basis: "), "{en}");
    let total = json!({
        "rulebook": "zhuzhou",
        "facts": { "in_service_area": true, "construction_project": true, "agency_matters_wanted": null }
    });
    let zh = words(&["review", "--text", "-"], &total.to_string());
    assert!(zh.contains("\n总时限\n  ✓ 项目审批总时限 — 30 个工作日\n"), "{zh}");
    assert!(zh.contains("\n  ? 企业开办时限 — 还不能确定\n"), "{zh}");
    assert!(zh.contains("文件没有写是否扣除申请人准备和补正材料"), "{zh}");
    let en = words(&["review", "--text", "--lang", "en", "-"], &total.to_string());
    assert!(en.contains("\nTotal limits\n  ✓ Total time of project approval — 30 working days\n"), "{en}");
    assert!(!words(&["review", "--text", "-"], &text).contains("总时限"));
    let due = words(&["due", "--from", "2026-09-30", "--days", "5", "--text"], "");
    assert!(due.starts_with("2026-10-13 到期。") && due.contains("国庆节"), "{due}");
    assert!(words(&["plan", "--from", "2026-12-01", "--text", "-"], &text).contains("2026-12-01"));
    let waste = json!({ "rulebook": "donghu", "facts": { "construction_waste": true }, "items": ["construction-waste"] });
    let asked =
        ["plan", "--on", "2026-01-05", "--by", "2026-04-14", "--own", "construction-waste=10", "--text", "-"];
    let back = words(&asked, &waste.to_string());
    assert!(back.starts_with("要在 2026-04-14 前办结，最晚 2026-03-02 开始"), "{back}");
    assert!(back.contains("城市建筑垃圾处置核准 ") && back.contains("█"), "{back}");
    assert!(back.contains("机关 20，第三方（招标、审图、接入）0，自己 10"), "{back}");
}

/// A copy of the law, with the first `from` in a file changed.
fn broken(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/rules");
    for (path, text) in yushen::authoring::files::read(&rules).unwrap() {
        let copy = folder.path().join(&path);
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        let text = if path == file { text.replacen(from, to, 1) } else { text };
        std::fs::write(copy, text).unwrap();
    }
    folder
}

#[test]
fn the_law_inside_is_right_and_whole() {
    let counts = answer(&["rules", "check", "--json"], "");
    assert!(counts["items"].as_u64().unwrap() >= 24, "{counts}");
    let line = words(&["rules", "check"], "");
    assert!(line.starts_with(&format!("places: {}, facts: ", counts["places"])), "{line}");
    let same = broken("", "", "");
    assert_eq!(words(&["rules", "check", "--rules", same.path().to_str().unwrap()], ""), line);
}

#[test]
fn a_wrong_law_is_told_with_file_line_and_remedy() {
    let folder = broken("facts.toml", "type = \"bool\"", "type = \"boolean\"");
    let at = folder.path().to_str().unwrap();
    let output = run(&["rules", "check", "--rules", at], "");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let told = String::from_utf8(output.stdout).unwrap();
    let text = std::fs::read_to_string(folder.path().join("facts.toml")).unwrap();
    let line = 1 + text.split("type = \"boolean\"").next().unwrap().matches('\n').count();
    assert!(told.lines().next().unwrap().starts_with(&format!("{at}/facts.toml:{line}: `type` of fact ")));
    assert!(told.ends_with("Write one of bool, choice, set, number, integer, date.\n"), "{told}");
    let output = run(&["rules", "check", "--json", "--rules", at], "");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["errors"][0]["line"], line);
    assert_eq!(refusal(&["rules", "check", "--rules", "no-such-folder"], "")["code"], "unreadable-folder");
}

#[test]
fn the_law_is_written_as_it_is_served() {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().to_str().unwrap();
    let written = answer(&["rules", "build", "--out", folder], "");
    let read =
        |file: &Value| std::fs::read_to_string(out.path().join(file["file"].as_str().unwrap())).unwrap();
    let (rulebook, calendar) = (&written["rulebooks"][0], &written["calendar"]);
    for file in [rulebook, calendar] {
        assert_eq!(yushen::rulebook::hash(&read(file)), file["hash"].as_str().unwrap());
    }
    assert!(yushen::rulebook::Rulebook::read(&read(rulebook), &read(calendar)).is_ok());
}
