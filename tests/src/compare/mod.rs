//! A review against the oracle: programs, total limits, items, papers, questions, the verdict.

mod remedies;

pub use remedies::remedies;

use serde_json::{Value, json};
use yushen::calendar::Day;
use yushen::rulebook::{Item, Program};

use crate::oracle::{Decision, Oracle, need, uses};

/// How much of one review, or of many, brute force could afford to check.
#[derive(Clone, Copy, Debug, Default)]
pub struct Compared {
    pub decisions: usize,
    /// Whole lists of questions.
    pub asks: usize,
    /// Verdicts on a whole application.
    pub verdicts: usize,
    /// Lists of what a decision rests on.
    pub rests: usize,
    pub remedies: usize,
}

impl Compared {
    pub fn add(&mut self, other: Compared) {
        self.decisions += other.decisions;
        self.asks += other.asks;
        self.verdicts += other.verdicts;
        self.rests += other.rests;
        self.remedies += other.remedies;
    }
}

/// Compares a review with what brute force finds; the first difference is told as a sentence.
pub fn review(oracle: &Oracle<'_>, on: Day, review: &Value) -> Result<Compared, String> {
    let mut check = Check { oracle, compared: Compared::default(), moves: Vec::new(), all_affordable: true };
    check.contradictions(review)?;
    check.programs(review)?;
    check.totals(review)?;
    check.items(review)?;
    check.materials(review)?;
    if check.all_affordable {
        same("ask", &review["ask"], check.questions())?;
        check.compared.asks += 1;
    }
    if let Some(verdict) = oracle.verdict(on) {
        same("the verdict", &review["verdict"], json!(verdict))?;
        check.compared.verdicts += 1;
    }
    Ok(check.compared)
}

struct Check<'a> {
    oracle: &'a Oracle<'a>,
    compared: Compared,
    /// Id, and the questions that can move it.
    moves: Vec<(&'a str, Vec<String>)>,
    all_affordable: bool,
}

impl<'a> Check<'a> {
    /// Counts a decision and keeps its questions; notes where it was too much to try.
    fn decided<T>(&mut self, id: &'a str, decision: Option<Decision<T>>) -> Option<Decision<T>> {
        match &decision {
            Some(decision) => {
                self.moves.push((id, decision.ask().to_vec()));
                self.compared.decisions += 1;
            }
            None => self.all_affordable = false,
        }
        decision
    }

    fn contradictions(&self, review: &Value) -> Result<(), String> {
        let told = list(&review["findings"]).iter().filter(|finding| finding["code"] == "answers-contradict");
        let told: Value = told.map(|finding| finding["subject"].clone()).collect();
        same("the contradictions", &told, json!(self.oracle.contradicted()))
    }

    fn programs(&mut self, review: &Value) -> Result<(), String> {
        as_many("programs", &review["programs"], self.oracle.law.programs.len())?;
        for (program, reviewed) in self.oracle.law.programs.iter().zip(list(&review["programs"])) {
            same("a program", &reviewed["id"], json!(program.id))?;
            self.scope(program, reviewed)?;
            let Some(decision) = self.decided(&program.id, self.oracle.program(program)) else { continue };
            let verdict = match &decision {
                Decision::Settled(verdict) => verdict,
                Decision::Open(_) => "undetermined",
            };
            same(&program.id, &reviewed["verdict"], json!(verdict))?;
            self.rests(&program.id, reviewed, |oracle| oracle.program(program))?;
            same(&format!("ask of {}", program.id), &reviewed["ask"], json!(decision.ask()))?;
        }
        Ok(())
    }

    fn scope(&mut self, program: &Program, reviewed: &Value) -> Result<(), String> {
        as_many("parts of a service", &reviewed["scope"], program.scope.len())?;
        for (scope, reviewed) in program.scope.iter().zip(list(&reviewed["scope"])) {
            let Some(decision) = self.oracle.scope(scope) else { continue };
            let wanted = match decision {
                Decision::Settled(wanted) => json!(wanted),
                Decision::Open(_) => Value::Null,
            };
            same(&format!("{} of {}", scope.id, program.id), &reviewed["wanted"], wanted)?;
        }
        Ok(())
    }

    /// Compares the presumed and promised answers that a verdict rests on.
    fn rests<T: PartialEq + Clone>(
        &mut self,
        id: &str,
        reviewed: &Value,
        decision: impl Fn(&Oracle<'_>) -> Option<Decision<T>>,
    ) -> Result<(), String> {
        let Some(rests) = self.oracle.rests(decision) else { return Ok(()) };
        let rests: Value =
            rests.iter().map(|(fact, standing)| json!({ "fact": fact, "as": standing })).collect();
        same(&format!("what {id} rests on"), &reviewed["rests"], rests)?;
        self.compared.rests += 1;
        Ok(())
    }

    fn totals(&mut self, review: &Value) -> Result<(), String> {
        as_many("total limits", &review["totals"], self.oracle.law.totals.len())?;
        for (total, reviewed) in self.oracle.law.totals.iter().zip(list(&review["totals"])) {
            same("a total", &reviewed["id"], json!(total.id))?;
            let Some(decision) = self.decided(&total.id, self.oracle.total(total)) else { continue };
            let (verdict, days) = match &decision {
                Decision::Settled((verdict, days)) => (*verdict, *days),
                Decision::Open(_) => ("undetermined", None),
            };
            same(&total.id, &reviewed["verdict"], json!(verdict))?;
            self.rests(&total.id, reviewed, |oracle| oracle.total(total))?;
            same(&format!("days of {}", total.id), &reviewed["days"], json!(days))?;
            same(&format!("ask of {}", total.id), &reviewed["ask"], json!(decision.ask()))?;
        }
        Ok(())
    }

    fn items(&mut self, review: &Value) -> Result<(), String> {
        as_many("items", &review["items"], self.oracle.law.items.len())?;
        for (item, reviewed) in self.oracle.law.items.iter().zip(list(&review["items"])) {
            same("an item", &reviewed["id"], json!(item.id))?;
            same(&format!("done of {}", item.id), &reviewed["done"], json!(self.oracle.is_done(item)))?;
            if let Some(decision) = self.decided(&item.id, self.oracle.item(item)) {
                same(&item.id, &reviewed["need"], json!(need(&decision)))?;
                self.rests(&item.id, reviewed, |oracle| oracle.item(item))?;
            }
            self.uses(item, reviewed)?;
        }
        Ok(())
    }

    fn uses(&mut self, item: &Item, reviewed: &Value) -> Result<(), String> {
        as_many("papers of an item", &reviewed["materials"], item.materials.len())?;
        for (used, reviewed) in item.materials.iter().zip(list(&reviewed["materials"])) {
            let Some(decision) = self.oracle.asked(item, used) else { continue };
            let place = format!("{} of {}", used.material, item.id);
            same(&place, &reviewed["need"], json!(need(&decision)))?;
            self.compared.decisions += 1;
        }
        Ok(())
    }

    fn materials(&mut self, review: &Value) -> Result<(), String> {
        as_many("papers", &review["materials"], self.oracle.law.materials.len())?;
        let Some(basket) = self.oracle.basket() else {
            self.all_affordable = false;
            return Ok(());
        };
        for (paper, reviewed) in self.oracle.law.materials.iter().zip(list(&review["materials"])) {
            same("a paper", &reviewed["id"], json!(paper.id))?;
            let uses = uses(&basket, &paper.id);
            let Some(decision) = self.decided(&paper.id, self.oracle.paper(&uses)) else { continue };
            same(&paper.id, &reviewed["need"], json!(need(&decision)))?;
            if decision == Decision::Settled(true) {
                self.decided(&paper.id, self.oracle.lacking(&basket, paper, &uses));
            }
            if let Some(state) = self.oracle.state(&basket, paper, &uses) {
                same(&format!("state of {}", paper.id), &reviewed["state"], json!(state))?;
            }
        }
        Ok(())
    }

    /// The questions that a review has to ask: most dependent verdicts first, ties in the rulebook's order.
    fn questions(&self) -> Value {
        let facts = self.oracle.law.facts.iter().map(|fact| &fact.id);
        let moved = facts.map(|fact| {
            let moved: Vec<&str> =
                self.moves.iter().filter(|(_, ask)| ask.contains(fact)).map(|(id, _)| *id).collect();
            (fact, moved)
        });
        let mut asked: Vec<_> = moved.filter(|(_, moved)| !moved.is_empty()).collect();
        asked.sort_by_key(|(_, moved)| std::cmp::Reverse(moved.len()));
        asked.into_iter().map(|(fact, moved)| json!({ "fact": fact, "moves": moved })).collect()
    }
}

fn same(what: &str, reviewed: &Value, found: Value) -> Result<(), String> {
    if *reviewed == found {
        return Ok(());
    }
    Err(format!("{what}: the review says {reviewed}, brute force finds {found}"))
}

fn as_many(what: &str, reviewed: &Value, count: usize) -> Result<(), String> {
    same(&format!("how many {what}"), &json!(list(reviewed).len()), json!(count))
}

/// The entries of a list; none where it is absent.
fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
