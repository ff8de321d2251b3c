//! What a plan is asked for beside the application.

use crate::calendar::Day;

/// The day from which to plan, or the day by which to be done; and the applicant's own time. With neither day, the plan
/// starts on the day of asking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aim {
    pub day: Option<AimDay>,
    pub own: Vec<Own>,
}

/// One day that a plan is hung on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AimDay {
    /// The day on which the road begins.
    From(Day),
    /// 倒排: the day by which everything is to be decided.
    By(Day),
}

/// Working days that the applicant, or its contractor, needs before filing an item; before the first one after the
/// works, to build. No law says how long that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub item: String,
    pub days: u32,
}

impl Aim {
    /// Forward from a day, without time of the applicant's own.
    pub fn from(day: Day) -> Aim {
        Aim { day: Some(AimDay::From(day)), own: Vec::new() }
    }

    /// Backward from a day, without time of the applicant's own.
    pub fn by(day: Day) -> Aim {
        Aim { day: Some(AimDay::By(day)), own: Vec::new() }
    }
}
