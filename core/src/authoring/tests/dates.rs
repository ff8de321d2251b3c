//! When the law is in force: versions, and what may cite what.

use super::{ITEMS, RULEBOOK, changed, plus, tells, tells_in, told, town, whole_law, with};
use crate::authoring::Files;
use crate::calendar::Day;
use crate::rulebook::Valid;

fn valid(from: &str, to: &str) -> Valid {
    Valid { from: Day::read(from), to: Day::read(to) }
}

/// The rule `NO` up to a day, and again from a day on.
fn versions(to: &str, from: &str) -> Files {
    let files = town::law();
    let no = "  [[program.rule]]\n  id = \"NO\"\n";
    let (before, rest) = files[RULEBOOK].split_once(no).unwrap();
    let (rule, after) = rest.split_once("\n\n").unwrap();
    let text = format!("{before}{no}  to = \"{to}\"\n{rule}\n\n{no}  from = \"{from}\"\n{rule}\n\n{after}");
    with(files, RULEBOOK, text)
}

#[test]
fn versions_follow_each_other() {
    let law = whole_law(&versions("2025-09-01", "2025-09-01"));
    let rules: Vec<_> = law.programs[0].rules.iter().map(|rule| (rule.id.as_str(), rule.valid)).collect();
    let (before, since) = (valid("", "2025-09-01"), valid("2025-09-01", ""));
    assert_eq!(rules, [("YES", Valid::default()), ("NO", before), ("NO", since)]);
    let remedy = "End the earlier version on the day on which the later begins.";
    let error = format!("no version of rule `NO` is in force from 2025-08-01 until 2025-09-01. {remedy}");
    let later = "[[program.rule]]\n  id = \"NO\"\n  from";
    tells_in(&versions("2025-08-01", "2025-09-01"), RULEBOOK, later, &error);
    let error = format!("two versions of rule `NO` are in force from 2025-08-01 until 2025-09-01. {remedy}");
    tells_in(&versions("2025-09-01", "2025-08-01"), RULEBOOK, later, &error);
}

#[test]
fn days_that_make_no_span() {
    let rule = "id = \"NO\"\n";
    let error = "rule `NO` begins on 2025-09-01 and ends on 2025-09-01. \
                 Correct the days: `to` is the first day on which it no longer holds.";
    let dated = format!("{rule}  from = \"2025-09-01\"\n  to = \"2025-09-01\"\n");
    tells(RULEBOOK, rule, &dated, "to = \"2025-09-01\"", error);
    let error = "\"2025-9-1\" is no day. Write it as 2026-01-31, in quotes.";
    tells(RULEBOOK, rule, &format!("{rule}  from = \"2025-9-1\"\n"), "from = \"2025-9-1\"", error);
    let error = "the limit of item `permit` never holds: what it belongs to is in force from 2025-09-01 on. \
                 Correct the days, or delete it.";
    let limit = "limit = { days = 7,";
    let mut files = changed(ITEMS, limit, "limit = { valid = { to = \"2025-01-01\" }, days = 7,");
    let items = files.get_mut(ITEMS).unwrap();
    *items = items.replacen("id = \"permit\"", "id = \"permit\"\nfrom = \"2025-09-01\"", 1);
    assert!(told(&files).contains(&format!("{ITEMS}:14: {error}")), "{:?}", told(&files));
}

#[test]
fn an_item_has_a_version_for_each_limit() {
    let limit = |valid: &str, days: u32| {
        format!(
            "{{ valid = {{ {valid} }}, days = {days}, unit = \"working\", from = \"receipt\", \
             basis = {{ source = \"ACT\", article = \"3\", standing = \"law\" }} }}"
        )
    };
    let pledge = "[[pledge]]\nitem = \"permit\"\nvalid = { from = \"2024-01-01\" }\ndays = 3\nunit = \"working\"\n\
                  from = \"receipt\"\nbasis = { source = \"ACT\", article = \"9\", standing = \"law\" }\n";
    let dated = |to: &str, from: &str| {
        let before = limit(&format!("to = \"{to}\""), 7);
        let since = limit(&format!("from = \"{from}\""), 5);
        let files = town::law();
        let text = &files[ITEMS];
        let line = text.lines().find(|line| line.starts_with("limit = ")).unwrap();
        plus(&changed(ITEMS, line, &format!("limit = [\n{before},\n{since},\n]")), RULEBOOK, pledge)
    };
    let law = whole_law(&dated("2025-09-01", "2025-09-01"));
    let days = |limit: &Option<crate::rulebook::Limit>| limit.as_ref().map(|limit| limit.days);
    let permits: Vec<_> = law.items.iter().filter(|item| item.id == "permit").collect();
    let permits: Vec<_> =
        permits.iter().map(|item| (item.valid, days(&item.limit), days(&item.pledged))).collect();
    let expected = [
        (valid("", "2024-01-01"), Some(7), None),
        (valid("2024-01-01", "2025-09-01"), Some(7), Some(3)),
        (valid("2025-09-01", ""), Some(5), Some(3)),
    ];
    assert_eq!(permits, expected);
    let error = "no version of the limit of item `permit` is in force from 2025-08-01 until 2025-09-01. \
                 End the earlier version on the day on which the later begins.";
    tells_in(&dated("2025-08-01", "2025-09-01"), ITEMS, "{ valid = { from", error);
}

/// A condition that takes as many nodes as there are ways to answer half of its questions: the pairs that it asks for
/// stand far apart.
fn branching(pairs: usize) -> (String, String) {
    let fact = |id: String| {
        format!(
            "\n[[fact]]\nid = \"{id}\"\ntype = \"bool\"\ngroup = \"all\"\nquestion = {{ zh = \"吗？\", en = \"So?\" }}\n\
             why = {{ zh = \"要问。\", en = \"It matters.\" }}\n\
             basis = {{ source = \"ACT\", article = \"1\", standing = \"law\" }}\n"
        )
    };
    let ids = ["a", "b"].into_iter().flat_map(|side| (0..pairs).map(move |n| format!("{side}{n}")));
    let pairs: Vec<String> = (0..pairs).map(|n| format!("a{n} && b{n}")).collect();
    (ids.map(fact).collect(), pairs.join(" || "))
}

#[test]
fn an_edition_that_cannot_be_read_does_not_build() {
    let (facts, when) = branching(22);
    let files = plus(&town::law(), "facts.toml", &facts);
    let (before, rest) = files[ITEMS].split_once("\n[[item]]\nid = \"trees\"\n").unwrap();
    let (trees, after) = rest.split_once("\n\n").unwrap();
    let always = "needed_when = \"true\"";
    let version = |when: &str, valid: &str| {
        let trees = trees.replace(always, &format!("needed_when = \"{when}\""));
        format!("\n[[item]]\nid = \"trees\"\n{valid} = \"2025-09-01\"\n{trees}\n")
    };
    let text = |first: &str, then: &str| {
        format!("{before}{}{}\n{after}", version(first, "to"), version(then, "from"))
    };
    // The law of today could be used; that of the year before could not, and is not replaced by it.
    let remedy =
        "Ask fewer questions in it, or let those that belong together stand side by side in facts.toml.";
    let error = |why: &str| {
        format!(
            "rulebook `town` cannot be used: {why}, for the condition of item `trees` branches too far. {remedy}"
        )
    };
    let earlier = with(files.clone(), ITEMS, text(&when, "true"));
    let why = "what is in force on 2025-08-31 cannot be read";
    tells_in(&earlier, ITEMS, "[[item]]\nid = \"trees\"\nto", &error(why));
    let later = with(files.clone(), ITEMS, text("true", &when));
    let why = "the conditions of rulebook \"town\" take more than 2000000 nodes";
    tells_in(&later, ITEMS, "[[item]]\nid = \"trees\"\nfrom", &error(why));
}

#[test]
fn a_source_is_cited_while_it_is_in_force() {
    let act = "id = \"ACT\"\n";
    let files = changed("sources.toml", "id = \"NEWS\"\n", "id = \"NEWS\"\nto = \"2025-09-01\"\n");
    let error = "the basis of press `fast` holds always, but source `NEWS` is in force until 2025-09-01. \
                 Cite what is in force on all these days, or date what cites it.";
    tells_in(&files, RULEBOOK, "basis = { source = \"NEWS\"", error);

    // Two versions of the source together hold always; a dated rule may cite a dated source.
    let mut files = town::law();
    let sources = files.get_mut("sources.toml").unwrap();
    let (_, rest) = sources.split_once(act).unwrap();
    let (body, _) = rest.split_once("\n\n").unwrap();
    let more = format!("\n[[source]]\n{act}from = \"2025-09-01\"\n{body}\n");
    *sources = sources.replacen(act, &format!("{act}to = \"2025-09-01\"\n"), 1) + &more;
    assert_eq!(told(&files), [""; 0]);
    let old = files["sources.toml"].replace("id = \"ACT\"\nfrom", "id = \"NEW\"\nfrom");
    files.insert("sources.toml".into(), old);
    assert!(told(&files).len() > 10);
}

#[test]
fn what_is_named_is_in_force() {
    let error = "item `trees` is in force from 2025-09-01 on, but what names it here always. \
                 Date what names it, or add a version of the item for these days.";
    let files = changed(ITEMS, "id = \"trees\"\n", "id = \"trees\"\nfrom = \"2025-09-01\"\n");
    let expected = [
        format!("{ITEMS}:16: {error}"),
        format!(
            "{RULEBOOK}:{}: {error}",
            1 + files[RULEBOOK].rsplit_once("id = \"trees\"").unwrap().0.matches('\n').count()
        ),
    ];
    assert_eq!(told(&files), expected);
}
