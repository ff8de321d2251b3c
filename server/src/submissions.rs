//! `/submissions/{id}`: what was handed in, reviewed again by the server, and read back with its key.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use yushen::application::Application;
use yushen::calendar::Day;
use yushen::progress::{Case, progress};
use yushen::review::{Verdict, review};
use yushen::rulebook::Rulebook;

use crate::body::{Body, Seen, verdict_word};
use crate::files::Stored;
use crate::house::{House, Shared, json};
use crate::problem::Problem;
use crate::request::{JsonText, Key, uuid};
use crate::store::{Event, Logged, Submission};
use crate::story;

/// `PUT /submissions/{id}`: 201 when it is stored, 200 when the very same was stored before, 409 for anything else
/// under a taken id. The answer is sent after the commit.
pub async fn put(
    house: Shared,
    Path(id): Path<String>,
    key: Key,
    JsonText(text): JsonText,
) -> Result<Response, Problem> {
    let id = uuid(&id).ok_or_else(Problem::no_uuid)?;
    key.strong()?;
    let body = Body::read(&text, &["intent", "acknowledged", "application", "review"])?;
    let body_hash = body.hash();
    if let Some(standing) = house.store.submission(&id).await? {
        return again(&standing, &key, &body_hash);
    }
    let (new, event) = hand_in(&house, id, &key, body_hash, body)?;
    match house.store.create(&new, &event).await? {
        Some(standing) => again(&standing, &key, &new.body_hash),
        None => {
            let place = [(header::LOCATION, format!("/api/v1/submissions/{}", new.id))];
            Ok((StatusCode::CREATED, place, json(&Receipt::of(&new)?)?).into_response())
        }
    }
}

/// `GET /submissions/{id}`: the same 404 for an unknown id and for a wrong key.
pub async fn get(house: Shared, Path(id): Path<String>, key: Key) -> Result<Response, Problem> {
    let (standing, _) = opened(&house, &id, &key).await?;
    let log = house.store.events(&standing.id).await?;
    let events = log.iter().map(Happened::of).collect::<Result<_, _>>()?;
    let files = house.store.files(&standing.id).await?;
    json(&Record {
        files: files.iter().map(Stored::of).collect(),
        receipt: Receipt::of(&standing)?,
        application: RawValue::from_string(standing.application.clone())?,
        events,
        progress: so_far(&house, &standing, &log),
    })
}

/// Who holds a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    Applicant,
    Office,
}

/// The submission that a key opens, and whose key it is. The office's key opens every one.
pub async fn opened(house: &House, id: &str, key: &Key) -> Result<(Submission, Holder), Problem> {
    let id = uuid(id).ok_or_else(Problem::no_submission)?;
    let standing = house.store.submission(&id).await?.ok_or_else(Problem::no_submission)?;
    let is_office = house.office_key_hash.as_ref().is_some_and(|office| key.opens(office));
    match (key.opens(&standing.key_hash), is_office) {
        (true, _) => Ok((standing, Holder::Applicant)),
        (false, true) => Ok((standing, Holder::Office)),
        (false, false) => Err(Problem::no_submission()),
    }
}

/// What the applicant wants with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    File,
    /// 帮办: stored as it is, an agent helps.
    Assist,
}

impl Intent {
    const NAMES: &[(&str, Intent)] = &[("file", Intent::File), ("assist", Intent::Assist)];

    /// As it was stored.
    pub fn stored(name: &str) -> Intent {
        if name == "file" { Intent::File } else { Intent::Assist }
    }
}

/// What is known once an application was read and reviewed by the server.
pub struct Reviewed {
    pub application: String,
    pub review: Box<RawValue>,
    pub verdict: &'static str,
    pub agreed: Option<bool>,
    pub rulebook: String,
    pub rulebook_hash: String,
    pub calendar_hash: String,
}

/// Reads `application`, `acknowledged` and `review`, and reviews again. Something filed that would not be accepted
/// goes through only acknowledged: a window has to receive what is handed in (行政许可法 第三十二条).
pub fn review_again(
    house: &House,
    mut body: Body<'_>,
    chosen: Option<&Rulebook>,
    intent: Option<Intent>,
    on: Day,
) -> Result<(Reviewed, Intent), Problem> {
    let acknowledged = body.flag("acknowledged");
    let seen = body.seen();
    let raw = body.raw("application").unwrap_or_default().to_owned();
    let read = body.application(&house.shelf, chosen);
    let ((rulebook, application), intent) = body.end(read.zip(intent))?;
    let own = review(rulebook, &application, on);
    let text = RawValue::from_string(yushen::json::write(&own)?)?;
    let fileable = matches!(own.verdict, Verdict::Acceptable | Verdict::Deferrable);
    if intent == Intent::File && !fileable && !acknowledged {
        return Err(Problem::not_acknowledged(text));
    }
    let reviewed = Reviewed {
        application: raw,
        review: text,
        verdict: verdict_word(own.verdict),
        agreed: seen.map(|seen| agrees(rulebook, &application, &seen)),
        rulebook: own.rulebook.id,
        rulebook_hash: own.rulebook.hash,
        calendar_hash: own.calendar.hash,
    };
    Ok((reviewed, intent))
}

/// Whether the client saw what the server finds: the same rulebook, and on the client's day the same verdict.
fn agrees(rulebook: &Rulebook, application: &Application, seen: &Seen) -> bool {
    seen.hash == rulebook.version().hash && review(rulebook, application, seen.on).verdict == seen.verdict
}

fn hand_in(
    house: &House,
    id: String,
    key: &Key,
    body_hash: String,
    mut body: Body<'_>,
) -> Result<(Submission, Event), Problem> {
    let now = house.clock.now();
    let intent = body.word("intent", Intent::NAMES);
    let (reviewed, intent) = review_again(house, body, None, intent, now.on)?;
    let (intent, state, kind) = match intent {
        Intent::File => ("file", "filed", "received"),
        Intent::Assist => ("assist", "assist-requested", "assist-requested"),
    };
    let event = Event {
        application: Some(reviewed.application.clone()),
        review: Some(reviewed.review.get().to_owned()),
        agreed: reviewed.agreed,
        ..Event::new(id.clone(), body_hash.clone(), kind, &now)
    };
    let new = Submission {
        id,
        key_hash: key.hash.clone(),
        body_hash,
        intent: intent.to_owned(),
        state: state.to_owned(),
        rulebook: reviewed.rulebook,
        rulebook_hash: reviewed.rulebook_hash,
        calendar_hash: reviewed.calendar_hash,
        application: reviewed.application,
        review: reviewed.review.get().to_owned(),
        verdict: reviewed.verdict.to_owned(),
        agreed: reviewed.agreed,
        received_at: now.at,
        received_on: now.on.to_string(),
    };
    Ok((new, event))
}

/// The answer to a PUT whose id is taken.
fn again(standing: &Submission, key: &Key, body_hash: &str) -> Result<Response, Problem> {
    if key.opens(&standing.key_hash) && standing.body_hash == body_hash {
        return json(&Receipt::of(standing)?);
    }
    Err(Problem::other_body())
}

/// Where the case stands today. An assist request starts no authority's clock. Nothing where the stored application
/// no longer fits the rulebook of this binary.
fn so_far(house: &House, standing: &Submission, log: &[Logged]) -> Option<Box<RawValue>> {
    let rulebook = &house.shelf.volume(&standing.rulebook)?.rulebook;
    let application = Application::read(rulebook, &standing.application).ok()?;
    let mut events = story::events(rulebook, log);
    if matches!(Intent::stored(&standing.intent), Intent::Assist) {
        events.retain(|event| !event.kind.is_of_filing());
    }
    to_raw_value(&progress(rulebook, &Case { application, events, pause_until: None }, house.clock.now().on))
        .ok()
}

/// What one gets back for handing in.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    id: String,
    received_at: String,
    intent: String,
    state: String,
    review: Box<RawValue>,
    agreed: Option<bool>,
}

impl Receipt {
    pub fn of(standing: &Submission) -> Result<Receipt, Problem> {
        Ok(Receipt {
            id: standing.id.clone(),
            received_at: standing.received_at.clone(),
            intent: standing.intent.clone(),
            state: standing.state.clone(),
            review: RawValue::from_string(standing.review.clone())?,
            agreed: standing.agreed,
        })
    }
}

/// All that is kept of a submission, and what follows from it today.
#[derive(Serialize)]
struct Record {
    #[serde(flatten)]
    receipt: Receipt,
    application: Box<RawValue>,
    files: Vec<Stored>,
    events: Vec<Happened>,
    progress: Option<Box<RawValue>>,
}

/// A line of the log as it is shown.
#[derive(Serialize)]
struct Happened {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    on: String,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    application: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<Box<RawValue>>,
    agreed: Option<bool>,
    /// The notice, acceptance or refusal that the office gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    paper: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// What happened, as the rules read it.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<Box<RawValue>>,
    previous: String,
    hash: String,
}

impl Happened {
    fn of(logged: &Logged) -> Result<Happened, Problem> {
        let raw = |text: &Option<String>| text.clone().map(RawValue::from_string).transpose();
        Ok(Happened {
            id: logged.id.clone(),
            kind: logged.kind.clone(),
            on: logged.on_day.clone(),
            at: logged.at.clone(),
            application: raw(&logged.application)?,
            review: raw(&logged.review)?,
            agreed: logged.agreed,
            paper: raw(&logged.paper)?,
            reason: logged.reason.clone(),
            detail: raw(&logged.detail)?,
            previous: logged.previous.clone(),
            hash: logged.hash.clone(),
        })
    }
}
