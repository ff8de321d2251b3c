//! What every handler may use.

use std::sync::Arc;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::drawer::Drawer;
use crate::problem::Problem;
use crate::shelf::Shelf;
use crate::store::Store;
use crate::today::Clock;

/// The law, what is kept in the database and in files, and the time.
pub struct House {
    pub shelf: Shelf,
    pub store: Store,
    pub drawer: Drawer,
    pub clock: Clock,
    /// Where people reach the pages, if the server was told.
    pub public_url: Option<String>,
    /// SHA-256 of the key that the office acts with; none where there is no office.
    pub office_key_hash: Option<String>,
}

/// As axum hands it to a handler.
pub type Shared = axum::extract::State<Arc<House>>;

/// An answer as JSON: the text that every surface gives.
pub fn json(answer: &impl Serialize) -> Result<Response, Problem> {
    let kind = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((kind, yushen::json::write(answer)?).into_response())
}
