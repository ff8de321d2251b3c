//! `/rulebooks` and `/calendar`: the law as the binary carries it, with the years that it was started with.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::document::{Document, REVALIDATE};
use crate::house::{Shared, json};
use crate::problem::Problem;
use crate::shelf::Published;

/// `GET /rulebooks`.
pub async fn list(house: Shared) -> Result<Response, Problem> {
    json(&house.shelf.listing())
}

/// `GET /rulebooks/{id}`: canonical JSON; its ETag is its hash.
pub async fn get(house: Shared, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let volume = house.shelf.volume(&id).ok_or_else(|| Problem::no_rulebook(&house.shelf.ids()))?;
    Ok(published(volume.published, &volume.rulebook.version().hash).answer(&headers))
}

/// `GET /calendar`: canonical JSON; its ETag is its hash.
pub async fn calendar(house: Shared, headers: HeaderMap) -> Response {
    published(house.shelf.calendar, &house.shelf.calendar_version.hash).answer(&headers)
}

fn published(published: Published, hash: &str) -> Document {
    Document {
        bytes: published.text.as_bytes().into(),
        brotli: published.brotli.map(Into::into),
        kind: "application/json",
        version: hash.to_owned(),
        cache: REVALIDATE,
    }
}
