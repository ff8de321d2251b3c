//! `/submissions/{id}/sheets/{kind}`: the papers of a submission, as its log has it.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use yushen::sheet::{Brief, SheetKind, sheet};

use crate::house::Shared;
use crate::paper::{self, Wanted};
use crate::problem::Problem;
use crate::request::Key;
use crate::submissions::opened;
use crate::{share, story};

/// A receipt is of the day on which the papers came, everything else of today.
pub async fn get(
    house: Shared,
    Path((id, kind)): Path<(String, String)>,
    wanted: Wanted,
    headers: HeaderMap,
    key: Key,
) -> Result<Response, Problem> {
    let (standing, _) = opened(&house, &id, &key).await?;
    let kind =
        SheetKind::ALL.iter().copied().find(|known| known.name() == kind).ok_or_else(Problem::no_page)?;
    let log = house.store.events(&standing.id).await?;
    let rulebook = house.shelf.rulebook(&standing.rulebook, "")?;
    let brief = story::brief(&log, kind, None).ok_or_else(Problem::no_submission)?;
    let brief = Brief::read(rulebook, &brief)?;
    let today = house.clock.now().on;
    let on = story::handed_in_on(&log).filter(|_| kind == SheetKind::Receipt).unwrap_or(today);
    let base = share::base(house.public_url.as_deref(), &headers);
    let link = base.map(|base| share::url(&base, &brief.application));
    paper::respond(wanted, &sheet(rulebook, &brief, on), link.as_deref())
}
