//! What a window does with a submission. The rules write its papers; where it departs from them, its reason is kept.

use yushen::json::InputError;
use yushen::sheet::{Brief, Sheet, SheetKind, Since, sheet};
use yushen::text::Text;

use crate::body::Body;
use crate::house::House;
use crate::problem::Problem;
use crate::store::{Event, Logged, Submission};
use crate::story;

/// What a window may do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// 一次性告知.
    Noticed,
    /// 受理.
    Accepted,
    /// 不予受理.
    Refused,
}

impl Act {
    fn kind(self) -> (&'static str, SheetKind) {
        match self {
            Act::Noticed => ("noticed", SheetKind::Notice),
            Act::Accepted => ("accepted", SheetKind::Acceptance),
            Act::Refused => ("refused", SheetKind::NonAcceptance),
        }
    }
}

/// The line in the log, with the paper that was given. Refused without a recorded reason: a notice that tells what could
/// have been told before (行政许可法 第三十二条（四）), an acceptance or a refusal that the rules do not bear out.
pub fn act(
    house: &House,
    standing: &Submission,
    log: &[Logged],
    act: Act,
    id: String,
    body_hash: String,
    mut body: Body<'_>,
) -> Result<Event, Problem> {
    let now = house.clock.now();
    let (name, kind) = act.kind();
    let rulebook = house.shelf.rulebook(&standing.rulebook, "")?;
    let reason = body.maybe_text("reason").filter(|reason| !reason.trim().is_empty());
    let adds = body.raw("adds").filter(|_| act == Act::Noticed).map(str::to_owned);
    let allowed: &[&str] =
        if act == Act::Noticed { &["id", "type", "adds", "reason"] } else { &["id", "type", "reason"] };
    body.only(allowed)?;
    let brief = story::brief(log, kind, adds.as_deref()).ok_or_else(Problem::no_submission)?;
    let brief = Brief::read(rulebook, &brief)?;
    let paper = sheet(rulebook, &brief, now.on);
    if act == Act::Noticed && !paper.fits {
        return Err(Problem::nothing_to_correct());
    }
    let late = late(&paper);
    if reason.is_none() && !late.is_empty() {
        return Err(Problem::told_late(late));
    }
    if reason.is_none() && !paper.fits {
        return Err(Problem::unfounded(&paper.opening.text));
    }
    Ok(Event { paper: Some(yushen::json::write(&paper)?), reason, ..Event::new(id, body_hash, name, &now) })
}

/// The entries that could have been told before.
fn late(notice: &Sheet<'_>) -> Vec<InputError> {
    let rows = notice.parts.iter().flat_map(|part| &part.rows).filter(|row| row.since == Some(Since::Late));
    rows.map(|row| {
        let text = row.text.clone().unwrap_or_default();
        InputError::new(
            "",
            "late",
            Text::new(format!("{}. {}", row.no, text.zh), format!("{}. {}", row.no, text.en)),
        )
    })
    .collect()
}
