//! `/reviews`, `/remedies`, `/plans`, `/progress`, `/sheets`, `/dues`: questions that leave no trace. A poor application is still answered with 200.

use axum::http::HeaderMap;
use axum::response::Response;
use yushen::agenda;
use yushen::calendar::{Calendar, Period, due};
use yushen::plan::{Aim, plan};
use yushen::progress::progress;
use yushen::remedies::remedies;
use yushen::review::review;
use yushen::sheet::sheet;

use crate::body::Body;
use crate::house::{Shared, json};
use crate::ics;
use crate::paper::{self, Wanted};
use crate::problem::Problem;
use crate::request::JsonText;
use crate::share;

/// `{ application, on? }` → a review.
pub async fn post_review(house: Shared, JsonText(text): JsonText) -> Result<Response, Problem> {
    let mut body = Body::read(&text, &["application", "on"])?;
    let read = body.application(&house.shelf, None);
    let on = body.day("on").unwrap_or_else(|| house.clock.now().on);
    let (rulebook, application) = body.end(read)?;
    json(&review(rulebook, &application, on))
}

/// `{ application, on? }` → the smallest changes that would turn it.
pub async fn post_remedies(house: Shared, JsonText(text): JsonText) -> Result<Response, Problem> {
    let mut body = Body::read(&text, &["application", "on"])?;
    let read = body.application(&house.shelf, None);
    let on = body.day("on").unwrap_or_else(|| house.clock.now().on);
    let (rulebook, application) = body.end(read)?;
    json(&remedies(rulebook, &application, on))
}

/// `{ application, on?, from?, by?, own? }` → a plan; as iCalendar where `Accept` says so.
pub async fn post_plan(
    house: Shared,
    ics: ics::Wanted,
    JsonText(text): JsonText,
) -> Result<Response, Problem> {
    let mut body = Body::read(&text, &["application", "on", "from", "by", "own"])?;
    let read = body.application(&house.shelf, None);
    let on = body.day("on").unwrap_or_else(|| house.clock.now().on);
    // Without a rulebook, only the days can be read.
    if read.is_none() {
        for name in ["from", "by"] {
            let _ = body.day(name);
        }
    }
    let aim = body.part(&["from", "by", "own"]);
    let aim = read.as_ref().and_then(|(rulebook, _)| body.placed("", Aim::read(rulebook, &aim)));
    let ((rulebook, application), aim) = body.end(read.zip(aim))?;
    let plan = plan(rulebook, &application, on, &aim);
    match ics.0 {
        Some(lang) => Ok(ics::respond(&agenda::of_plan(rulebook, &plan), on, lang)),
        None => json(&plan),
    }
}

/// `{ application, events, pauseUntil?, on? }` → where the case stands; its clocks as iCalendar where `Accept` says so.
pub async fn post_progress(
    house: Shared,
    ics: ics::Wanted,
    JsonText(text): JsonText,
) -> Result<Response, Problem> {
    let mut body = Body::read(&text, &["application", "events", "pauseUntil", "on"])?;
    let on = body.day("on").unwrap_or_else(|| house.clock.now().on);
    let case = body.without("on");
    let read = body.placed("", house.shelf.case(&case, None));
    let (rulebook, case) = body.end(read)?;
    let progress = progress(rulebook, &case, on);
    match ics.0 {
        Some(lang) => Ok(ics::respond(&agenda::of_progress(rulebook, &progress), on, lang)),
        None => json(&progress),
    }
}

/// `{ rulebook?, from, days, unit?, at?, paused?, list? }` → when the period ends; where no rulebook is named, on the days
/// off that the whole nation has.
pub async fn post_due(house: Shared, JsonText(text): JsonText) -> Result<Response, Problem> {
    let members = ["rulebook", "from", "days", "unit", "at", "paused", "list"];
    let mut body = Body::read(&text, &members)?;
    let named = body.maybe_text("rulebook");
    let (rulebook, region) = match &named {
        Some(id) => {
            let rulebook = house.shelf.rulebook(id, "/rulebook")?;
            (rulebook, rulebook.law.region.as_str())
        }
        None => (house.shelf.any()?, ""),
    };
    let period = body.without("rulebook");
    let read = body.placed("", Period::read(rulebook, &period));
    let period = body.end(read)?;
    json(&due(&Calendar::new(&house.shelf.calendar_data, region), &period))
}

/// `{ kind, application, earlier?, adds?, on? }` → what goes onto paper: JSON, a page that prints, or PDF, as `Accept` says.
pub async fn post_sheet(
    house: Shared,
    wanted: Wanted,
    headers: HeaderMap,
    JsonText(text): JsonText,
) -> Result<Response, Problem> {
    let mut body = Body::read(&text, &["kind", "application", "earlier", "adds", "on"])?;
    let on = body.day("on").unwrap_or_else(|| house.clock.now().on);
    let brief = body.without("on");
    let read = body.placed("", house.shelf.brief(&brief, None));
    let (rulebook, brief) = body.end(read)?;
    let base = share::base(house.public_url.as_deref(), &headers);
    let link = base.map(|base| share::url(&base, &brief.application));
    paper::respond(wanted, &sheet(rulebook, &brief, on), link.as_deref())
}
