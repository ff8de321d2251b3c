//! `yushen rules test`, `diff`, `guide` and `build`: what they print, what they write, how they exit.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Server, application, run, uuid};
use serde_json::{Value, json};

fn ran(code: i32, arguments: &[&str]) -> String {
    let output = run(arguments, "");
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn rules() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/rules")
}

/// A copy of the project's rules, in which `from` in `file` is `to`.
fn copy(into: &Path, file: &str, from: &str, to: &str) -> String {
    for (path, mut text) in yushen::authoring::files::read(&rules()).unwrap() {
        if path == file {
            assert!(text.contains(from), "{from} is not in {path}");
            text = text.replacen(from, to, 1);
        }
        let path = into.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    into.to_str().unwrap().to_owned()
}

fn plain_copy(into: &Path) -> String {
    copy(into, "", "", "")
}

#[test]
fn a_guide_is_printed_or_written() {
    let text = ran(0, &["rules", "guide", "donghu", "construction-permit"]);
    assert!(text.starts_with("# 建筑工程施工许可证") && text.contains("## 申请材料"), "{text}");
    assert!(!text.contains(".md)"), "there are no files to link to");
    let text = ran(0, &["rules", "guide", "donghu", "assist", "--lang", "en"]);
    assert!(text.starts_with("# ") && text.contains("## Who may have it"), "{text}");
    let html = ran(0, &["rules", "guide", "donghu", "assist", "--format", "html"]);
    assert!(html.starts_with("<!doctype html>\n<html lang=\"zh-CN\">"), "{html}");
    assert!(ran(2, &["rules", "guide", "nowhere"]).contains("unknown-id"));
    assert!(ran(2, &["rules", "guide", "donghu", "--format", "html"]).contains("several-pages"));
}

#[test]
fn a_guide_of_a_day_has_the_law_of_that_day() {
    let guide = |on: &[&str]| ran(0, &[&["rules", "guide", "donghu", "energy-review"], on].concat());
    let (before, since) = (guide(&["--on", "2025-08-31"]), guide(&["--on", "2025-09-01", "--lang", "en"]));
    assert!(before.contains("500万千瓦时") && !before.contains("煤炭消费量1000吨"), "{before}");
    assert!(before.contains("，只写2025-08-31有效的规定，供办理前参考"), "{before}");
    assert!(
        since.contains("1,000 t of coal") && since.contains(" as it is in force on 2025-09-01, as advice"),
        "{since}"
    );
    let all = guide(&[]);
    assert!(all.contains("有效的版本") && !before.contains("有效的版本"), "{all}");
    assert!(ran(2, &["rules", "guide", "--on", "2025-02-30"]).contains("no-day"));
}

#[test]
fn a_guide_is_a_book_of_files_whose_links_lead_somewhere() {
    for on in [&[][..], &["--on", "2025-08-31"]] {
        links_lead_somewhere(on);
    }
}

fn links_lead_somewhere(on: &[&str]) {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().to_str().unwrap();
    let told = ran(0, &[&["rules", "guide", "donghu", "--out", folder], on].concat());
    let count = files(out.path()).len();
    assert!(count > 100 && told.contains(&format!("写了{count}个文件")), "{told}");
    for file in files(out.path()) {
        let text = fs::read_to_string(&file).unwrap();
        for link in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let target = file.parent().unwrap().join(link);
            assert!(link.starts_with('#') || target.exists(), "{}: {link}", file.display());
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn the_cases_reach_all_of_the_three_rulebooks() {
    let told = ran(0, &["rules", "test", "--cases", "../tests/cases", "--strict", "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told.as_array().unwrap().len(), 3);
    for place in told.as_array().unwrap() {
        assert_eq!((&place["failed"], &place["missing"]), (&json!([]), &json!([])));
        for counted in place["coverage"].as_array().unwrap() {
            assert!(counted["of"].as_u64() > Some(0) && counted["reached"] == counted["of"], "{counted}");
        }
        // What no case can reach is told, each with its reason; here that is only papers without a condition.
        let beyond = place["beyond"].as_array().unwrap();
        assert!(!beyond.is_empty());
        for out in beyond {
            assert_eq!(out["why"], "never");
            assert!(out["what"].as_str().unwrap().ends_with(" is asked for wherever its item is needed"));
        }
    }
    // The cases of one place reach the law that it shares with another, also where only that one is asked about.
    ran(0, &["rules", "test", "zhuzhou", "--cases", "../tests/cases", "--strict"]);
}

#[test]
fn cases_are_run_and_what_they_do_not_reach_is_told_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let cases = folder.path().join("cases");
    fs::create_dir_all(cases.join("donghu")).unwrap();
    let case = |verdict: &str| {
        json!({
            "title": "A city key project", "source": "002 二(一)1", "call": "review", "on": "2026-11-23",
            "input": application(), "expect": { "programs": [{ "id": "assist", "verdict": verdict }] }
        })
    };
    let file = cases.join("donghu/key.json");
    fs::write(&file, case("eligible").to_string()).unwrap();
    let cases = cases.to_str().unwrap();
    let told = ran(0, &["rules", "test", "donghu", "--cases", cases, "--rows", cases]);
    assert!(told.starts_with("donghu: 1 cases, 0 failed\n"), "{told}");
    assert!(
        told.contains("donghu/rulebook.toml:") && told.contains("no case is decided by rule assist/"),
        "{told}"
    );
    // Each row is a case that the rules answer as it says; together they leave nothing out.
    let told = ran(0, &["rules", "test", "donghu", "--cases", cases, "--strict"]);
    assert!(told.contains(", 0 failed\n") && !told.contains("no case"), "{told}");
    for row in files(Path::new(cases)).iter().filter(|row| **row != file) {
        let row: Value = serde_json::from_str(&fs::read_to_string(row).unwrap()).unwrap();
        assert!(row["source"].as_str().unwrap().contains("Confirm it against"), "{row}");
    }
    let other = folder.path().join("other");
    fs::create_dir_all(other.join("donghu")).unwrap();
    fs::copy(&file, other.join("donghu/key.json")).unwrap();
    ran(1, &["rules", "test", "donghu", "--cases", other.to_str().unwrap(), "--strict"]);
    let (cases, file) = (other.to_str().unwrap(), other.join("donghu/key.json"));
    fs::write(&file, case("not-eligible").to_string()).unwrap();
    let told = ran(1, &["rules", "test", "donghu", "--cases", cases, "--json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told[0]["failed"][0]["case"], "donghu/key");
    assert!(told[0]["missing"][0]["at"].as_str().unwrap().contains(':'), "{told}");
    assert!(ran(2, &["rules", "test", "--cases", "no/such/folder"]).contains("no-cases"));
    assert!(ran(2, &["rules", "test", "nowhere", "--cases", cases]).contains("unknown-rulebook"));
}

const MOVED: (&str, &str, &str) = (
    "donghu/rulebook.toml",
    "when = \"in_service_area && service_requested && key_project_level in ['district', 'city']\"",
    "when = \"in_service_area && service_requested && key_project_level in ['district', 'city', 'province']\"",
);

#[test]
fn a_copy_is_no_change_and_a_threshold_moved_says_for_whom() {
    let (same, moved) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let same = plain_copy(same.path());
    assert!(ran(0, &["rules", "diff", "-", &same, "--lang", "en"]).contains("donghu): no change.\n"));
    let facts = fs::read_to_string(rules().join("national/construction-permit.toml")).unwrap()
        + &fs::read_to_string(rules().join("national/definitions.toml")).unwrap_or_default();
    let file = if facts.contains("floor_area_m2 > 300") && rules().join("national/definitions.toml").exists()
    {
        "national/definitions.toml"
    } else {
        "national/construction-permit.toml"
    };
    let moved = copy(moved.path(), file, "floor_area_m2 > 300", "floor_area_m2 > 500");
    let told = ran(1, &["rules", "diff", &same, &moved, "--lang", "zh"]);
    assert!(told.contains("建筑工程施工许可证 (construction-permit)：什么时候要办"), "{told}");
    assert!(told.contains("对谁：") && told.contains("需要办 → 不需要办"), "{told}");
    let told: Value = serde_json::from_str(&ran(1, &["rules", "diff", &same, &moved, "--json"])).unwrap();
    let changes = told["places"][0]["changes"].as_array().unwrap();
    let permit = |change: &&Value| change["part"] == "item" && change["id"] == "construction-permit";
    let facts = &changes.iter().find(permit).unwrap()["whom"][0]["facts"];
    let area = facts["floor_area_m2"].as_f64().unwrap();
    assert!(area > 300.0 && area <= 500.0, "{facts}");
    let both = ran(1, &["rules", "diff", &same, &moved]);
    assert!(both.contains("对谁：") && both.contains("for whom: "), "{both}");
}

#[test]
fn a_paper_that_is_gone_is_told_and_what_is_no_law_cannot_be_compared() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = "national/construction-permit.toml";
    let text = fs::read_to_string(rules().join(file)).unwrap();
    let item = text.find("id = \"construction-permit\"").unwrap();
    let at = item + text[item..].find("  id = \"m-construction-drawings\"").unwrap();
    let start = text[..at].rfind("  [[item.material]]").unwrap();
    let end = at + text[at..].find("  [[item.material]]").unwrap();
    let gone = copy(one.path(), file, &text[start..end], "");
    let told = ran(1, &["rules", "diff", &gone, "--lang", "zh"]);
    assert!(
        told.contains("- 材料 ") && told.contains("(construction-permit/m-construction-drawings)"),
        "{told}"
    );
    assert!(told.contains("建筑法"), "with its article: {told}");
    let broken = copy(two.path(), file, "needed_when", "needed_whenever");
    assert!(ran(2, &["rules", "diff", &broken]).contains("needed_whenever"));
}

#[test]
fn a_stored_application_that_changes_is_told_by_its_id_alone() {
    let (data, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let server = Server::start(data.path());
    let mut application = application();
    application["facts"]["key_project_level"] = json!("province");
    application["facts"]["construction_project"] = json!(false);
    application["facts"]["external_line_works"] = json!(false);
    application["applicant"] = json!({
        "unitName": "某某科技有限公司", "creditCode": "91420100MA4KXU9C3X", "contact": "王某某", "phone": "13800000000"
    });
    let body = json!({ "intent": "assist", "acknowledged": true, "application": application });
    assert_eq!(server.put(&uuid(7), &body).status, 201);
    server.kill();
    let (file, from, to) = MOVED;
    let new = copy(new.path(), file, from, to);
    let path = PathBuf::from(&new).join(file);
    let text = fs::read_to_string(&path).unwrap();
    fs::write(path, text.replacen("['province', 'national']", "['national']", 1)).unwrap();
    let stored = data.path().to_str().unwrap();
    let arguments = ["rules", "diff", new.as_str(), "--data", stored, "--on", "2026-11-23", "--lang", "en"];
    let output = run(&arguments, "");
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("Stored applications that change: 1\n"), "{told}");
    assert!(told.contains(&uuid(7)) && told.contains("programs/assist/verdict: refer → "), "{told}");
    assert!(!told.contains("某某") && !told.contains("138"), "{told}");
    let nothing = tempfile::tempdir().unwrap();
    let nothing = nothing.path().to_str().unwrap();
    assert!(ran(2, &["rules", "diff", &new, "--data", nothing]).contains("unreadable-data"));
}

#[test]
fn the_same_law_is_the_same_bytes_whatever_the_order_of_its_files() {
    let law = yushen::authoring::files::read(&rules()).unwrap();
    let build = |files: &yushen::authoring::Files| yushen::authoring::build_files(files).unwrap();
    let first = build(&law);
    assert_eq!(first, build(&law));
    // Folders list their entries in any order: these were made backwards.
    let backwards = tempfile::tempdir().unwrap();
    for (path, text) in law.iter().rev() {
        let path = backwards.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    assert_eq!(first, yushen::authoring::build(backwards.path()).unwrap());
    // And they are the bytes that the binary writes, under the hash that it prints.
    let out = tempfile::tempdir().unwrap();
    let told = ran(0, &["rules", "build", "--out", out.path().to_str().unwrap(), "--text"]);
    for (id, json) in &first.rulebooks {
        let file = format!("{id}.json");
        assert_eq!(fs::read_to_string(out.path().join(&file)).unwrap(), *json);
        assert!(told.contains(&format!("{}  {file}\n", yushen::rulebook::hash(json))), "{told}");
    }
    assert!(
        told.contains(&format!("{}  calendar.json\n", yushen::rulebook::hash(&first.calendar))),
        "{told}"
    );
}
