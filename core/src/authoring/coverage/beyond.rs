//! What no case can reach, and why.

use serde::Serialize;

use super::super::spots::Part;
use super::Goal;
use crate::rulebook::Valid;

/// A way that no project can go.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Beyond {
    #[serde(skip)]
    pub part: Part,
    pub id: String,
    #[serde(skip)]
    pub valid: Valid,
    pub goal: Goal,
    pub why: Why,
}

/// Why no project can.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The condition leaves no such answers.
    Never,
    /// The constraints leave none.
    Constraints,
    /// The number is none that may be answered.
    Bounds,
    /// Crossing the threshold changes nothing, whatever else is answered.
    Idle,
}

impl Beyond {
    /// A paper that is asked for wherever its item is needed: most are.
    pub fn is_asked_always(&self) -> bool {
        matches!((self.part, &self.goal, self.why), (Part::Use, Goal::Fails, Why::Never))
    }

    /// What cannot be reached and why, as a clause.
    pub fn told(&self) -> String {
        let (id, noun) = (&self.id, self.part.noun());
        match (&self.goal, self.why) {
            (Goal::Threshold { fact, number, .. }, Why::Bounds) => {
                format!("{fact} = {number} is out of the bounds of the question, for {noun} {id}")
            }
            (Goal::Threshold { fact, threshold, .. }, Why::Idle) => {
                format!("crossing {fact} = {threshold} never changes {noun} {id} by itself")
            }
            (Goal::Threshold { fact, threshold, number }, Why::Never | Why::Constraints) => format!(
                "the constraints leave no project with {fact} = {number} for which the threshold {threshold} \
                 decides {noun} {id}"
            ),
            (Goal::Fails, Why::Never | Why::Bounds | Why::Idle) => match self.part {
                Part::Use => format!("paper {id} is asked for wherever its item is needed"),
                _ => format!("{noun} {id} is always needed"),
            },
            (Goal::Holds, Why::Never | Why::Bounds | Why::Idle) => format!("{noun} {id} can never hold"),
            (Goal::Fails, Why::Constraints) => {
                format!("the constraints leave no project without {noun} {id}")
            }
            (Goal::Holds, Why::Constraints) => format!("the constraints leave no project with {noun} {id}"),
        }
    }
}
