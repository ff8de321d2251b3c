//! What goes onto paper: a notice is exactly the findings, correcting it is enough, and nothing comes late.

use serde_json::{Value, json};
use yushen_tests::cases::Call;
use yushen_tests::counts::{count, seed};
use yushen_tests::native;
use yushen_tests::random::{Maker, Parts};

use yushen::rulebook::Rulebook;

const RANDOM: usize = 2_000;
/// A form in which nothing is wrong.
const APPLICANT: &str = r#"{"unitName":"武汉示例精密制造有限公司","creditCode":"91350100M000100Y43","contact":"李工","phone":"13800138000"}"#;

/// A random application with papers that are told about, and the day.
struct Asked {
    rulebook: &'static Rulebook,
    on: String,
    parts: Parts,
}

fn asked(seed: u64, n: usize, prepare: impl Fn(&mut Maker<'_>) -> Parts) -> Asked {
    let places = ["donghu", "zhuzhou", "xiangxiang"];
    let rulebook = native::rulebook(places[n % places.len()]);
    let mut maker = Maker::new(&rulebook.law, seed.wrapping_add(n as u64));
    let day = maker.day();
    let mut parts = prepare(&mut maker);
    maker.tell(&mut parts, day);
    Asked { rulebook, on: day.to_string(), parts }
}

impl Asked {
    fn answer(&self, call: Call, input: &str) -> Value {
        let input =
            serde_json::from_str::<Box<serde_json::value::RawValue>>(input).expect("what was made is JSON");
        serde_json::from_str(&native::answer(self.rulebook, call, &self.on, &input))
            .expect("an answer is JSON")
    }

    fn review(&self) -> Value {
        self.answer(Call::Review, &self.parts.text())
    }

    /// The notice, after what was handed in and told before.
    fn notice(&self, earlier: &str) -> Value {
        let application = self.parts.text();
        let brief = format!(r#"{{"kind":"notice","application":{application},"earlier":[{earlier}]}}"#);
        self.answer(Call::Sheet, &brief)
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn rows(sheet: &Value) -> impl Iterator<Item = &Value> {
    list(&sheet["parts"]).iter().flat_map(|part| list(&part["rows"]))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// What stands in nobody's way, by the meaning of the words: all else has to be told.
const HARMLESS: [&str; 7] = [
    "paper-promised",
    "promise-late",
    "paper-committed",
    "paper-recommended",
    "paper-not-asked",
    "paper-expires-soon",
    "confirm-in-person",
];

#[test]
fn the_entries_of_a_notice_are_the_findings() {
    let (seed, mut entries) = (seed(), 0);
    for n in 0..count("YUSHEN_NOTICES", RANDOM) {
        let asked = asked(seed, n, |maker| maker.application());
        let (review, notice) = (asked.review(), asked.notice(""));
        let told = list(&review["findings"]).iter();
        let told = told.filter(|finding| !HARMLESS.contains(&text(&finding["code"]).as_str()));
        let mut wanted: Vec<(String, String)> =
            told.map(|finding| (text(&finding["subject"]), finding["reason"]["text"].to_string())).collect();
        let mut listed: Vec<(String, String)> =
            rows(&notice).map(|row| (text(&row["subject"]), row["text"].to_string())).collect();
        entries += listed.len();
        wanted.sort();
        listed.sort();
        assert_eq!(wanted, listed, "{}", asked.parts.text());
        let acceptable = ["acceptable", "deferrable"].contains(&text(&review["verdict"]).as_str());
        assert_eq!(notice["fits"] == false, acceptable, "{}", asked.parts.text());
        for (row, no) in rows(&notice).zip(1..) {
            assert_eq!(row["no"], no);
            assert_eq!(row["since"], "first");
            assert!(!list(&row["basis"]).is_empty(), "{row}");
            assert!(text(&row["answer"]["zh"]).ends_with(['。', '？']), "{row}");
        }
    }
    assert!(entries > RANDOM, "only {entries} entries");
    println!("{entries} entries of random notices are the findings");
}

#[test]
fn correcting_what_a_notice_lists_is_enough() {
    let (seed, mut corrected, mut deferrable) = (seed(), 0, 0);
    for n in 0..count("YUSHEN_NOTICES", RANDOM) {
        let mut asked = asked(seed, n, |maker| {
            let answered = maker.answering(100);
            Parts { facts: answered.facts, applicant: Some(APPLICANT), ..maker.application() }
        });
        let notice = asked.notice("");
        if !rows(&notice).all(|row| correct(&mut asked.parts, row)) {
            continue;
        }
        let review = asked.review();
        let verdict = text(&review["verdict"]);
        let enough = ["acceptable", "deferrable"].contains(&verdict.as_str());
        assert!(enough, "{verdict} after {notice}\n{}\n{}", review["findings"], asked.parts.text());
        corrected += 1;
        deferrable += usize::from(verdict == "deferrable");
    }
    assert!(
        corrected * 5 > RANDOM && deferrable > 0,
        "only {corrected} could be corrected, {deferrable} deferrable"
    );
    println!("{corrected} random notices corrected; {deferrable} of them wait for a promised paper");
}

/// Does what an entry asks for; whether it could. Another number or another answer would be another project.
fn correct(parts: &mut Parts, row: &Value) -> bool {
    let subject = text(&row["subject"]);
    match text(&row["kind"]).as_str() {
        "missing-paper" => {
            parts.promises.retain(|(promised, _)| *promised != subject);
            parts.commitments.retain(|committed| *committed != subject);
            parts.materials.push(subject);
        }
        "irregular-paper" => {
            parts.told.remove(&subject);
        }
        "unmet-condition" | "wrong-office" | "refer" => parts.programs.retain(|wished| *wished != subject),
        "not-needed" => {
            parts.items.retain(|wished| *wished != subject);
            return !parts.items.is_empty();
        }
        "form-error" | "unanswered" => return false,
        kind => panic!("{kind} is no kind of entry"),
    }
    true
}

#[test]
fn a_complete_notice_leaves_nothing_for_later() {
    let (seed, mut later, mut late) = (seed(), 0, 0);
    for n in 0..count("YUSHEN_NOTICES", RANDOM) {
        let mut asked = asked(seed, n, |maker| maker.application());
        let first = asked.notice("");
        let listed: Vec<Value> = rows(&first).map(|row| row["key"].clone()).collect();
        if listed.is_empty() {
            continue;
        }
        let before = asked.parts.text();
        let hand_in = |noticed: &[Value]| {
            json!({ "on": asked.on, "noticed": noticed }).to_string().replacen(
                '{',
                &format!(r#"{{"application":{before},"#),
                1,
            )
        };
        let (complete, short) = (hand_in(&listed), hand_in(&listed[1..]));
        // Every second entry is corrected.
        let half: Vec<Value> = rows(&first).step_by(2).cloned().collect();
        for row in &half {
            correct(&mut asked.parts, row);
        }
        for row in rows(&asked.notice(&complete)) {
            assert_ne!(row["since"], "late", "{row}\n{before}\n{}", asked.parts.text());
            assert_ne!(row["since"], "first", "{row}");
            later += 1;
        }
        // What the first notice left out, and could have told, comes late.
        for row in rows(&asked.notice(&short)).filter(|row| row["since"] == "late") {
            assert_eq!(row["key"], listed[0], "{row}");
            late += 1;
        }
    }
    assert!(later > RANDOM && late > 0, "{later} entries of later notices, {late} late");
    println!(
        "{later} entries of second notices: none late where the first was complete, {late} where it was not"
    );
}
