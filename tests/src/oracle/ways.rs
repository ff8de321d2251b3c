//! Ways out: every change of a few answers is tried, one answer first, then two, and so on.

use std::collections::BTreeMap;

use yushen::condition::Condition;
use yushen::rulebook::Fact;

use super::{Oracle, Value, candidates};

/// Answers to change, by fact.
pub type Way = BTreeMap<String, Value>;

/// So many changes are tried at most.
const TRIES: usize = 4_000;

impl Oracle<'_> {
    /// All changes of the fewest changeable answers after which `reached` says yes, however the open questions are
    /// answered, and that contradict no constraint; none where it says so already. Nothing where that is too much to
    /// try, or where the answers contradict a constraint as they are.
    pub fn ways(
        &self,
        conditions: &[&Condition],
        reached: impl Fn(&Oracle<'_>) -> Option<bool>,
    ) -> Option<Vec<Way>> {
        if self.completions.contradicted.is_empty() { self.fewest(conditions, reached) } else { None }
    }

    /// All changes of the fewest changeable answers after which they contradict no constraint; nothing where that is
    /// too much to try.
    pub fn agreeing(&self) -> Option<Vec<Way>> {
        self.fewest(&[], |_| Some(true))
    }

    fn fewest(
        &self,
        conditions: &[&Condition],
        reached: impl Fn(&Oracle<'_>) -> Option<bool>,
    ) -> Option<Vec<Way>> {
        let never = self.law.constraints.iter().map(|constraint| &constraint.never);
        let all: Vec<&Condition> = conditions.iter().copied().chain(never).collect();
        let changeable = self.law.facts.iter().filter(|fact| fact.changeable);
        let changeable = changeable.map(|fact| (fact, candidates(self.law, fact, &all)));
        let changeable: Vec<(&Fact, Vec<Value>)> =
            changeable.filter(|(_, values)| !values.is_empty()).collect();
        let mut tries = 0;
        let mut ways = vec![Way::new()];
        for count in 0..=changeable.len() {
            let mut found = Vec::new();
            for way in ways.iter().filter(|way| way.len() == count) {
                tries += 1;
                if tries > TRIES {
                    return None;
                }
                let changed = self.changed(way);
                if changed.completions.contradicted.is_empty() && reached(&changed)? {
                    found.push(way.clone());
                }
            }
            if !found.is_empty() || count == changeable.len() {
                return Some(if count == 0 { Vec::new() } else { found });
            }
            if ways.len() > TRIES {
                return None;
            }
            ways = ways.iter().flat_map(|way| self.longer(way, &changeable)).collect();
        }
        Some(Vec::new())
    }

    /// The same application with some answers changed.
    pub fn changed(&self, way: &Way) -> Oracle<'_> {
        let mut answers = self.completions.answers.clone();
        answers.extend(way.iter().map(|(id, value)| (id.clone(), value.clone())));
        self.with(answers)
    }

    /// A way with one change more, of a question that stands after those that it changes.
    fn longer(&self, way: &Way, changeable: &[(&Fact, Vec<Value>)]) -> Vec<Way> {
        let last = changeable.iter().rposition(|(fact, _)| way.contains_key(&fact.id));
        let mut longer = Vec::new();
        for (fact, values) in changeable.iter().skip(last.map_or(0, |last| last + 1)) {
            let given = self.completions.answers.get(&fact.id);
            for value in values.iter().filter(|value| Some(*value) != given) {
                let mut way = way.clone();
                way.insert(fact.id.clone(), value.clone());
                longer.push(way);
            }
        }
        longer
    }
}
