//! `/submissions/{id}/events`: every change of state is one appended event.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::body::Body;
use crate::house::{House, Shared, json};
use crate::problem::Problem;
use crate::request::{JsonText, Key};
use crate::store::{Appended, Event, Submission};
use crate::submissions::{Intent, Receipt, opened, review_again};

/// What an applicant may do with a submission.
#[derive(Clone, Copy)]
enum Change {
    Amended,
    Withdrawn,
}

const CHANGES: &[(&str, Change)] = &[("amended", Change::Amended), ("withdrawn", Change::Withdrawn)];

/// `POST /submissions/{id}/events`: 201 when it is appended, 200 when the very same was appended before.
pub async fn post(
    house: Shared,
    Path(id): Path<String>,
    key: Key,
    JsonText(text): JsonText,
) -> Result<Response, Problem> {
    let standing = opened(&house, &id, &key).await?;
    let mut body = Body::read(&text, &["id", "type", "acknowledged", "application", "review"])?;
    let body_hash = body.hash();
    let (event, change) = (body.uuid("id"), body.word("type", CHANGES));
    if let Some(event) = &event
        && let Some(before) = house.store.event_body(&standing.id, event).await?
    {
        return again(&standing, &before, &body_hash);
    }
    if standing.state == "withdrawn" {
        return Err(Problem::already_withdrawn());
    }
    let (changed, event) = changed(&house, standing, body_hash, event.zip(change), body)?;
    match house.store.change(&changed, &event).await? {
        Appended::Now => Ok((StatusCode::CREATED, json(&Receipt::of(&changed)?)?).into_response()),
        Appended::Before(before) => again(&changed, &before, &event.body_hash),
        Appended::Closed => Err(Problem::already_withdrawn()),
    }
}

/// The answer to an event whose id is taken.
fn again(standing: &Submission, before: &str, body_hash: &str) -> Result<Response, Problem> {
    if before == body_hash { json(&Receipt::of(standing)?) } else { Err(Problem::other_body()) }
}

/// The submission as it stands after the change, and the change's line in the log.
fn changed(
    house: &House,
    standing: Submission,
    body_hash: String,
    asked: Option<(String, Change)>,
    body: Body<'_>,
) -> Result<(Submission, Event), Problem> {
    let now = house.clock.now();
    let event = |id, kind, after: Option<&Submission>| Event {
        id,
        body_hash,
        kind,
        at: now.at,
        on: now.on.to_string(),
        application: after.map(|after| after.application.clone()),
        review: after.map(|after| after.review.clone()),
        agreed: after.and_then(|after| after.agreed),
    };
    match asked {
        Some((id, Change::Withdrawn)) => {
            body.only(&["id", "type"])?;
            let after = Submission { state: "withdrawn".to_owned(), ..standing };
            Ok((after, event(id, "withdrawn", None)))
        }
        Some((id, Change::Amended)) => {
            let rulebook = house.shelf.rulebook(&standing.rulebook, "/application/rulebook")?;
            let intent = Intent::stored(&standing.intent);
            let (reviewed, _) = review_again(house, body, Some(rulebook), Some(intent), now.on)?;
            let after = Submission {
                rulebook_hash: reviewed.rulebook_hash,
                calendar_hash: reviewed.calendar_hash,
                application: reviewed.application,
                review: reviewed.review.get().to_owned(),
                verdict: reviewed.verdict.to_owned(),
                agreed: reviewed.agreed,
                ..standing
            };
            let event = event(id, "amended", Some(&after));
            Ok((after, event))
        }
        None => Err(body.end::<()>(None).err().map_or_else(Problem::no_submission, Problem::input)),
    }
}
