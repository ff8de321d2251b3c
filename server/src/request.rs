//! What a request carries besides its meaning: its text, the id it names, its key.

use std::time::Duration;

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::problem::Problem;

/// The largest body that is taken.
const LIMIT: usize = 1024 * 1024;
/// So much is read and thrown away, so that whoever sends too much can still read the answer.
const DRAINED: usize = 16 * LIMIT;
const PATIENCE: Duration = Duration::from_secs(15);

/// The body of a request as text, whose sender calls it JSON.
pub struct JsonText(pub String);

impl<S: Send + Sync> FromRequest<S> for JsonText {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<JsonText, Problem> {
        let is_json = is_json(request.headers());
        let read = tokio::time::timeout(PATIENCE, read(request)).await;
        let bytes = read.map_err(|_| Problem::too_slow())??;
        if !is_json {
            return Err(Problem::not_json_type());
        }
        String::from_utf8(bytes).map(JsonText).map_err(|_| Problem::not_utf8())
    }
}

async fn read(request: Request) -> Result<Vec<u8>, Problem> {
    let mut body = request.into_body();
    let mut bytes = Vec::new();
    let mut seen = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Problem::cut_off())?.into_data() else { continue };
        seen += data.len();
        if seen <= LIMIT {
            bytes.extend_from_slice(&data);
        } else if seen > DRAINED {
            break;
        }
    }
    if seen > LIMIT { Err(Problem::too_large()) } else { Ok(bytes) }
}

fn is_json(headers: &HeaderMap) -> bool {
    let named = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = named.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

/// The key that came with a request. Only its SHA-256 is kept.
pub struct Key {
    pub hash: String,
    length: usize,
}

/// 128 bits take 22 characters of base64; the upper bound only keeps nonsense out.
pub const KEY_LENGTH: std::ops::RangeInclusive<usize> = 22..=512;

impl Key {
    /// Whether it is long enough to keep a new submission.
    pub fn strong(&self) -> Result<(), Problem> {
        if KEY_LENGTH.contains(&self.length) { Ok(()) } else { Err(Problem::weak_key()) }
    }

    /// Compares in constant time.
    pub fn opens(&self, stored_hash: &str) -> bool {
        self.hash.as_bytes().ct_eq(stored_hash.as_bytes()).into()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Key, Problem> {
        let sent = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, key) = sent.and_then(|sent| sent.split_once(' ')).ok_or_else(Problem::no_key)?;
        let key = key.trim();
        if !scheme.eq_ignore_ascii_case("bearer") || key.is_empty() {
            return Err(Problem::no_key());
        }
        Ok(Key { hash: yushen::rulebook::hash(key), length: key.len() })
    }
}

/// A UUID in its canonical form: lower case, with hyphens.
pub fn uuid(text: &str) -> Option<String> {
    let hyphened = text.len() == uuid::fmt::Hyphenated::LENGTH;
    hyphened.then(|| Uuid::try_parse(text).ok()).flatten().map(|uuid| uuid.to_string())
}
