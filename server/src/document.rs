//! A file of the binary as a response: its version is its ETag; in brotli where the client takes it.

use std::borrow::Cow;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Kept, but asked for again each time.
pub const REVALIDATE: &str = "no-cache";
/// Its name holds its hash: never asked for again.
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Bytes that change only with the binary.
pub struct Document {
    pub bytes: Cow<'static, [u8]>,
    pub brotli: Option<Cow<'static, [u8]>>,
    pub kind: &'static str,
    pub version: String,
    pub cache: &'static str,
}

impl Document {
    pub fn answer(self, asked: &HeaderMap) -> Response {
        let tag = format!("\"{}\"", self.version);
        let headers = [
            (header::ETAG, tag.as_str()),
            (header::CACHE_CONTROL, self.cache),
            (header::VARY, "accept-encoding"),
        ];
        if each(asked, header::IF_NONE_MATCH)
            .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
        {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
        let kind = [(header::CONTENT_TYPE, self.kind)];
        match self.brotli.filter(|_| each(asked, header::ACCEPT_ENCODING).any(takes_brotli)) {
            Some(brotli) => {
                (headers, kind, [(header::CONTENT_ENCODING, "br")], Body::from(brotli)).into_response()
            }
            None => (headers, kind, Body::from(self.bytes)).into_response(),
        }
    }
}

/// The parts of a header that is a list.
fn each(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim)
}

fn takes_brotli(coding: &str) -> bool {
    let mut parts = coding.split(';').map(str::trim);
    let refused =
        |quality: &str| quality.strip_prefix("q=").is_some_and(|q| q.chars().all(|c| c == '0' || c == '.'));
    parts.next() == Some("br") && !parts.any(refused)
}
