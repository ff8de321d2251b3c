//! Remedies against the oracle: each turns what it says, none is larger than it has to be, and none is left out.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use yushen::application::{Application, Paper, Promise};
use yushen::calendar::Day;
use yushen::condition::Condition;
use yushen::decimal::Decimal;
use yushen::rulebook::{FactType, Item, Material, Program, Use};

use super::{list, same};
use crate::oracle::{self, Decision, Oracle, Way};

/// So many ways out are told of one verdict; of more, any may be.
const TOLD: usize = 8;

/// Compares the ways out of an application; says how many were compared.
pub fn remedies(oracle: &Oracle<'_>, on: Day, remedies: &Value) -> Result<usize, String> {
    let all = list(&remedies["remedies"]);
    let about = |kind: &str, id: &str| -> Vec<&Value> {
        all.iter().filter(|remedy| remedy["target"][kind] == id).collect()
    };
    let mut seen = 0;
    for program in &oracle.law.programs {
        let told = about("program", &program.id);
        seen += told.len();
        of_program(oracle, program, &told).map_err(|wrong| format!("remedies of {}: {wrong}", program.id))?;
    }
    let told: Vec<&Value> = all.iter().filter(|remedy| remedy["target"]["constraints"].is_array()).collect();
    seen += told.len();
    of_answers(oracle, &told).map_err(|wrong| format!("remedies of the answers: {wrong}"))?;
    let verdict = oracle.verdict(on);
    for paper in &oracle.law.materials {
        let told = about("material", &paper.id);
        seen += told.len();
        let Some(verdict) = verdict else { continue };
        of_paper(oracle, paper, &told, verdict)
            .map_err(|wrong| format!("remedies of {}: {wrong}", paper.id))?;
    }
    same("how many remedies have a target", &json!(all.len()), json!(seen))?;
    Ok(seen)
}

/// Answers that contradict each other, made to agree.
fn of_answers(oracle: &Oracle<'_>, told: &[&Value]) -> Result<(), String> {
    let broken = oracle.contradicted();
    if broken.is_empty() {
        return none(told);
    }
    for remedy in told {
        same("the constraints broken", &remedy["target"]["constraints"], json!(broken))?;
    }
    ways(oracle, |oracle| Some(oracle.contradicted().is_empty()), told, oracle.agreeing())
}

fn of_program(oracle: &Oracle<'_>, program: &Program, told: &[&Value]) -> Result<(), String> {
    let is_asked =
        oracle.application.programs.is_empty() || oracle.application.programs.contains(&program.id);
    let Some(decision) = oracle.program(program) else { return Ok(()) };
    if !is_asked || decision != Decision::Settled("not-eligible") {
        return none(told);
    }
    let conditions: Vec<&Condition> = program.rules.iter().map(|rule| &rule.when).collect();
    let reached = |oracle: &Oracle<'_>| Some(oracle.program(program)? == Decision::Settled("eligible"));
    ways(oracle, reached, told, oracle.ways(&conditions, reached))
}

fn none(told: &[&Value]) -> Result<(), String> {
    if told.is_empty() { Ok(()) } else { Err(format!("there should be none, not {told:?}")) }
}

/// Compares changes of answers: each reaches the goal; none is larger than the smallest; and, where not more are told
/// than can be, all that are as small are among them. Of numbers and sets any that reaches it will do.
fn ways(
    oracle: &Oracle<'_>,
    reached: impl Fn(&Oracle<'_>) -> Option<bool>,
    told: &[&Value],
    found: Option<Vec<Way>>,
) -> Result<(), String> {
    let told: Vec<Way> = told.iter().map(|remedy| way(oracle, remedy)).collect::<Result<_, _>>()?;
    if let Some(vain) = told.iter().find(|way| reached(&oracle.changed(way)) == Some(false)) {
        return Err(format!("{vain:?} does not lead there"));
    }
    let Some(found) = found else { return Ok(()) };
    let fewest = found.first().map_or(0, Way::len);
    if let Some(larger) = told.iter().find(|way| way.len() != fewest) {
        return Err(format!("{larger:?} is not of {fewest} changes, as brute force finds"));
    }
    let shapes = |ways: &[Way]| -> BTreeSet<String> { ways.iter().map(|way| shape(oracle, way)).collect() };
    let (told_shapes, found_shapes) = (shapes(&told), shapes(&found));
    if told.len() < TOLD && told_shapes != found_shapes || !told_shapes.is_subset(&found_shapes) {
        return Err(format!("told are {told_shapes:?}, brute force finds {found_shapes:?}"));
    }
    Ok(())
}

/// Which facts change, and to what where that is yes, no, or a choice.
fn shape(oracle: &Oracle<'_>, way: &Way) -> String {
    let fact = |(id, value): (&String, &oracle::Value)| match kind(oracle, id) {
        Some(FactType::Bool | FactType::Choice) => format!("{id}={}", value.json()),
        _ => id.clone(),
    };
    way.iter().map(fact).collect::<Vec<_>>().join(" ")
}

fn kind(oracle: &Oracle<'_>, id: &str) -> Option<FactType> {
    oracle.law.facts.iter().find(|fact| fact.id == id).map(|fact| fact.kind)
}

/// The changes of a remedy: of changeable facts, from what was said to something else.
fn way(oracle: &Oracle<'_>, remedy: &Value) -> Result<Way, String> {
    let mut way = Way::new();
    for change in list(&remedy["changes"]) {
        let id = change["fact"].as_str().unwrap_or_default();
        let Some(fact) = oracle.law.facts.iter().find(|fact| fact.id == id && fact.changeable) else {
            return Err(format!("{id} cannot be changed"));
        };
        let said = oracle.application.facts.get(id).map(|answer| &answer.value);
        same(&format!("what {id} was"), &change["from"], json!(said))?;
        if change["from"] == change["to"] {
            return Err(format!("{id} does not change"));
        }
        let to = value(fact.kind, &change["to"]).ok_or_else(|| format!("{change} is no answer"))?;
        way.insert(id.to_owned(), to);
    }
    Ok(way)
}

fn value(kind: FactType, json: &Value) -> Option<oracle::Value> {
    Some(match kind {
        FactType::Bool => oracle::Value::Yes(json.as_bool()?),
        FactType::Choice => oracle::Value::Choice(json.as_str()?.to_owned()),
        FactType::Set => {
            let ids = list(json).iter().map(|id| id.as_str().map(str::to_owned));
            oracle::Value::Set(ids.collect::<Option<_>>()?)
        }
        FactType::Number | FactType::Integer => {
            oracle::Value::Number(Decimal::read(json.to_string().trim_end_matches(".0"))?.scaled())
        }
        FactType::Date => return None,
    })
}

fn of_paper(oracle: &Oracle<'_>, paper: &Material, told: &[&Value], verdict: &str) -> Result<(), String> {
    if verdict != "incomplete" {
        return none(told);
    }
    let (Some(need), Some(state)) = (need(oracle, paper), oracle.state_of(paper)) else { return Ok(()) };
    if need != Decision::Settled(true) || state != "missing" {
        return none(told);
    }
    let by = |key: &str| -> Vec<&str> {
        told.iter().flat_map(|remedy| list(&remedy[key])).filter_map(Value::as_str).collect()
    };
    let uses: Vec<(&Item, &Use)> = oracle.uses_by_any(paper);
    let told_supplied: BTreeSet<Vec<&str>> = told
        .iter()
        .map(|remedy| list(&remedy["supply"]).iter().filter_map(Value::as_str).collect())
        .collect();
    let told_supplied: BTreeSet<Vec<&str>> =
        told_supplied.into_iter().filter(|set| !set.is_empty()).collect();
    let supplied = supplied(oracle, paper, &uses);
    if supplied.as_ref().is_some_and(|supplied| told_supplied != *supplied) {
        return Err(format!("told to supply {told_supplied:?}, brute force finds {supplied:?}"));
    }
    let promised = with(oracle, paper, &[], Some(&paper.id)) == Some("promised");
    if by("promise") != if promised { vec![paper.id.as_str()] } else { Vec::new() } {
        return Err(format!("told to promise {:?}; it may be: {promised}", by("promise")));
    }
    let conditions: Vec<&Condition> =
        uses.iter().flat_map(|(item, used)| [&item.needed_when, &used.needed_when]).collect();
    let reached = |oracle: &Oracle<'_>| Some(oracle.state_of(paper)? == "waived");
    let changing: Vec<&Value> =
        told.iter().copied().filter(|remedy| !list(&remedy["changes"]).is_empty()).collect();
    ways(oracle, reached, &changing, oracle.ways(&conditions, reached))
}

fn need(oracle: &Oracle<'_>, paper: &Material) -> Option<Decision<bool>> {
    oracle.paper(&oracle::uses(&oracle.basket()?, &paper.id))
}

/// The smallest sets of papers that settle a paper: itself, or groups that will do instead in any combination.
fn supplied<'a>(
    oracle: &Oracle<'a>,
    paper: &'a Material,
    uses: &[(&Item, &'a Use)],
) -> Option<BTreeSet<Vec<&'a str>>> {
    const MOST_GROUPS: usize = 5;
    let lacking = |group: &'a Vec<String>| -> Vec<&'a str> {
        let in_hand = |id: &&String| oracle.application.materials.iter().any(|held| held.id == **id);
        group.iter().filter(|id| !in_hand(id)).map(String::as_str).collect()
    };
    let groups: BTreeSet<Vec<&str>> = uses
        .iter()
        .flat_map(|(_, used)| &used.alternatives)
        .map(lacking)
        .filter(|lacking| !lacking.is_empty())
        .collect();
    let groups: Vec<Vec<&str>> = groups.into_iter().collect();
    if groups.len() > MOST_GROUPS {
        return None;
    }
    let mut sets: BTreeSet<BTreeSet<&str>> = BTreeSet::from([BTreeSet::from([paper.id.as_str()])]);
    for chosen in 1u32..1 << groups.len() {
        let parts = groups.iter().enumerate().filter(|(n, _)| chosen & (1 << n) != 0);
        sets.insert(parts.flat_map(|(_, group)| group.iter().copied()).collect());
    }
    let settles = |set: &BTreeSet<&str>| {
        with(oracle, paper, &set.iter().copied().collect::<Vec<_>>(), None) == Some("in-hand")
    };
    let settling: Vec<BTreeSet<&str>> = sets.into_iter().filter(settles).collect();
    let smallest =
        settling.iter().filter(|set| !settling.iter().any(|less| less != *set && less.is_subset(set)));
    let order = |id: &&str| oracle.law.materials.iter().position(|material| material.id == *id);
    let in_order = |set: &BTreeSet<&'a str>| {
        let mut set: Vec<&str> = set.iter().copied().collect();
        set.sort_by_key(order);
        set
    };
    Some(smallest.map(in_order).collect())
}

/// The state of a paper if more were in hand, or one promised.
fn with(
    oracle: &Oracle<'_>,
    paper: &Material,
    supply: &[&str],
    promise: Option<&String>,
) -> Option<&'static str> {
    let mut application: Application = oracle.application.clone();
    application.materials.extend(supply.iter().map(|id| Paper { id: (*id).to_owned(), ..Paper::default() }));
    application.promises.extend(promise.map(|id| Promise { material: id.clone(), by: None }));
    oracle.telling(&application).state_of(paper)
}
