//! What will do instead of a paper that is lacking, and what is the least to get.

use super::Way;
use super::answers::Answers;
use super::materials::Asked;
use crate::sort;

/// More combinations than this are not laid out: for each use the group that lacks least is taken.
const MOST_WAYS: usize = 64;

/// Papers that settle a paper together, and those of them that are still to be got; by material.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settling {
    pub papers: Vec<usize>,
    pub lacks: Vec<usize>,
}

/// Each way to settle a paper for all the uses that are not settled yet, the cheapest first; nothing where only the
/// paper itself will do.
pub(super) fn ways<'u>(
    material: usize,
    open: impl Iterator<Item = &'u Asked<'u>> + Clone,
    serves: impl Fn(usize) -> bool,
) -> Vec<Settling> {
    if open.clone().any(|asked| asked.index.alternatives.is_empty()) {
        return Vec::new();
    }
    let lacking = |papers: &[usize]| papers.iter().filter(|paper| !serves(**paper)).count();
    let combinations =
        open.clone().map(|asked| asked.index.alternatives.len()).try_fold(1, usize::checked_mul);
    let mut ways: Vec<Vec<usize>> = vec![Vec::new()];
    for asked in open {
        let all = &asked.index.alternatives;
        let least = all.iter().min_by_key(|group| lacking(group));
        let groups: Vec<&Vec<usize>> = match combinations {
            Some(0..=MOST_WAYS) => all.iter().collect(),
            Some(_) | None => least.into_iter().collect(),
        };
        ways = ways.iter().flat_map(|way| groups.iter().map(|group| together(way, group))).collect();
    }
    ways.push(vec![material]);
    // Of ways that lack as much, the paper itself comes first.
    let rank = |way: &Vec<usize>| (lacking(way), *way != [material], way.len());
    sort::by(&mut ways, |left, right| (rank(left), left) < (rank(right), right));
    ways.dedup();
    let mut kept: Vec<Settling> = Vec::new();
    for papers in ways {
        let lacks: Vec<usize> = papers.iter().copied().filter(|paper| !serves(*paper)).collect();
        // A way that lacks all that another lacks, and more, asks for too much.
        if !kept.iter().any(|way| way.lacks.iter().all(|paper| lacks.contains(paper))) {
            kept.push(Settling { papers, lacks });
        }
    }
    kept
}

fn together(way: &[usize], group: &[usize]) -> Vec<usize> {
    let mut papers: Vec<usize> = way.iter().chain(group).copied().collect();
    sort::once(&mut papers);
    papers
}

impl Settling {
    pub fn of<'a>(&self, answers: &Answers<'a>) -> Way<'a> {
        let materials = &answers.rulebook.law.materials;
        let ids = |papers: &[usize]| {
            papers
                .iter()
                .filter_map(|paper| materials.get(*paper))
                .map(|material| material.id.as_str())
                .collect()
        };
        Way { papers: ids(&self.papers), lacks: ids(&self.lacks) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::calendar::tests::day;
    use crate::plan::tests::{application, asks, item, with};
    use crate::review::review;
    use crate::review::tests::law;

    /// A law whose papers stand for the outcomes of three items, and `p`, `q`.
    fn reviewed(uses: &[(&str, Value)], application_of: Value) -> Value {
        let items: Vec<Value> = ["x", "y", "z"]
            .into_iter()
            .map(|id| {
                let own = uses.iter().filter(|(item, _)| *item == id).map(|(_, used)| used.clone());
                with(item(id, 5, &[]), json!({ "materials": own.collect::<Vec<_>>() }))
            })
            .collect();
        let law = law(json!({ "items": items }));
        let application = application(&law, with(json!({ "items": ["x", "y"] }), application_of));
        serde_json::to_value(review(&law, &application, day("2026-03-02"))).unwrap()
    }

    fn paper<'v>(review: &'v Value, id: &str) -> &'v Value {
        let papers = review["materials"].as_array().unwrap();
        papers.iter().find(|paper| paper["id"] == id).unwrap()
    }

    fn lacks(review: &Value, id: &str) -> Vec<String> {
        let ways = paper(review, id)["ways"].as_array().cloned().unwrap_or_default();
        ways.iter().map(|way| way["lacks"].to_string().replace('"', "")).collect()
    }

    fn held(ids: &[&str]) -> Value {
        json!({ "materials": ids.iter().map(|id| json!({ "id": id })).collect::<Vec<_>>() })
    }

    #[test]
    fn a_paper_or_two_others_together() {
        let uses = [("x", asks("p", json!({ "alternatives": [["q", "shared"]] })))];
        let nothing = reviewed(&uses, json!({}));
        assert_eq!(paper(&nothing, "p")["state"], "missing");
        assert_eq!(lacks(&nothing, "p"), ["[p]", "[q,shared]"]);
        // With one of the two in hand, the other is as cheap as the paper itself, and named beside it.
        let half = reviewed(&uses, held(&["q"]));
        assert_eq!(paper(&half, "p")["state"], "missing");
        assert_eq!(lacks(&half, "p"), ["[p]", "[shared]"]);
        let missing = &half["findings"].as_array().unwrap()[0]["reason"]["text"];
        assert!(missing["zh"].as_str().unwrap().ends_with("也可以改交《shared》。"), "{missing}");
        let both = reviewed(&uses, held(&["q", "shared"]));
        assert_eq!(paper(&both, "p")["state"], "in-hand");
        assert!(lacks(&both, "p").is_empty());
    }

    #[test]
    fn uses_with_different_groups_are_settled_only_together() {
        let uses = [
            ("x", asks("p", json!({ "alternatives": [["q"]] }))),
            ("y", asks("p", json!({ "alternatives": [["shared"], ["out-z", "q"]] }))),
        ];
        let nothing = reviewed(&uses, json!({}));
        assert_eq!(lacks(&nothing, "p"), ["[p]", "[out-z,q]", "[q,shared]"]);
        // What is in hand already settles one of them; the cheapest way for the other comes first.
        let some = reviewed(&uses, held(&["q"]));
        assert_eq!(paper(&some, "p")["state"], "missing");
        assert_eq!(lacks(&some, "p"), ["[p]", "[shared]", "[out-z]"]);
    }

    #[test]
    fn where_one_use_takes_nothing_else_the_paper_itself_is_wanted() {
        let uses = [("x", asks("p", json!({ "alternatives": [["q"]] }))), ("y", asks("p", json!({})))];
        assert!(lacks(&reviewed(&uses, json!({})), "p").is_empty());
    }

    #[test]
    fn the_level_of_a_use_is_its_own() {
        let may = json!({ "standing": "law", "why": { "zh": "可以", "en": "may" } });
        let uses = [
            ("x", asks("p", json!({}))),
            ("x", asks("shared", json!({}))),
            ("y", asks("p", json!({ "deferrable": may }))),
            ("y", asks("q", json!({ "recommended": true }))),
        ];
        let review = reviewed(&uses, json!({}));
        let level = |item: usize, n: usize| review["items"][item]["materials"][n]["level"].clone();
        assert_eq!(
            [level(0, 0), level(0, 1), level(1, 0), level(1, 1)],
            ["must", "waived", "deferrable", "recommended"]
        );
        // What is only recommended is told, and stands in nobody's way; in hand it is not told to be superfluous.
        let codes = |review: &Value| -> Vec<Value> {
            review["findings"].as_array().unwrap().iter().map(|finding| finding["code"].clone()).collect()
        };
        assert_eq!(codes(&review), ["paper-missing", "paper-recommended"]);
        assert_eq!(paper(&review, "q")["need"], "not-needed");
        let all = reviewed(&uses, held(&["p", "q"]));
        assert!(codes(&all).is_empty() && all["verdict"] == "acceptable", "{all}");
    }

    #[test]
    fn a_commitment_stands_in_for_a_paper_and_is_no_promise() {
        let why = json!({ "standing": "law", "why": { "zh": "可以", "en": "may" } });
        let uses = [("x", asks("p", json!({ "commitment": why }))), ("y", asks("q", json!({})))];
        let given = json!({ "commitments": [{ "material": "p" }, { "material": "q" }], "promises": [{ "material": "p" }] });
        let review = reviewed(&uses, given);
        assert_eq!([&paper(&review, "p")["state"], &paper(&review, "q")["state"]], ["committed", "missing"]);
        let codes: Vec<&Value> =
            review["findings"].as_array().unwrap().iter().map(|finding| &finding["code"]).collect();
        assert_eq!(codes, ["paper-committed", "paper-missing", "commitment-not-allowed"]);
        let promised = reviewed(&uses[..1], json!({ "promises": [{ "material": "p" }] }));
        assert_eq!(paper(&promised, "p")["state"], "missing");
    }

    #[test]
    fn a_promise_is_kept_within_the_days_that_the_rulebook_allows() {
        let within = json!({ "standing": "law", "why": { "zh": "可以", "en": "may" }, "within": 3 });
        let uses = [("x", asks("p", json!({ "deferrable": within })))];
        let promised = |by: &str| reviewed(&uses, json!({ "promises": [{ "material": "p", "by": by }] }));
        // Received on Monday, accepted within five working days, then three more: Thursday of the next week.
        assert_eq!(promised("2026-03-12")["verdict"], "deferrable");
        let late = promised("2026-03-13");
        assert_eq!(late["verdict"], "incomplete");
        let finding = &late["findings"].as_array().unwrap()[1];
        assert_eq!(
            (&finding["code"], &finding["reason"]["limit"]),
            (&json!("promise-not-allowed"), &json!("2026-03-12"))
        );
        // Without such days the paper has to be there for the decision: told, and still a promise.
        let may = json!({ "standing": "law", "why": { "zh": "可以", "en": "may" } });
        let uses = [("x", asks("p", json!({ "deferrable": may })))];
        let later = reviewed(&uses, json!({ "promises": [{ "material": "p", "by": "2026-03-17" }] }));
        assert_eq!(later["verdict"], "deferrable");
        assert_eq!(later["findings"].as_array().unwrap()[1]["code"], "promise-late");
        assert_eq!(later["findings"].as_array().unwrap()[1]["reason"]["limit"], "2026-03-16");
    }
}
