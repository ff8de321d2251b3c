//! The pages that are embedded in the binary, and what stands at every other address.

use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::document::{Document, IMMUTABLE, REVALIDATE};
use crate::problem::Problem;

/// What `web/` built; empty where it was not built.
#[derive(RustEmbed)]
#[folder = "../web/dist"]
struct Built;

const FIRST: &str = "index.html";
const NOT_BUILT: &str = "网页还没有构建。请在项目文件夹里运行 make run。\nThe pages are not built. Run `make run` in the project's folder.\n";

/// Everything that no route names: a file; else, for a path without an extension, the first page, which routes itself.
pub async fn page(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return Problem::no_page().into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return ([(header::ALLOW, "GET,HEAD")], Problem::wrong_method()).into_response();
    }
    match find(path) {
        Some((name, file)) => document(&name, file).answer(&headers),
        None if has_extension(path) => Problem::no_page().into_response(),
        None => not_built(),
    }
}

fn find(path: &str) -> Option<(String, EmbeddedFile)> {
    let name = if path.is_empty() || !has_extension(path) { FIRST } else { path };
    Built::get(name).map(|file| (name.to_owned(), file))
}

fn document(name: &str, file: EmbeddedFile) -> Document {
    let version = file.metadata.sha256_hash().iter().map(|byte| format!("{byte:02x}")).collect();
    Document {
        bytes: file.data,
        brotli: Built::get(&format!("{name}.br")).map(|small| small.data),
        kind: media_type(name),
        version,
        cache: if name.starts_with("assets/") { IMMUTABLE } else { REVALIDATE },
    }
}

fn has_extension(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|last| last.contains('.'))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn not_built() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (StatusCode::OK, headers, NOT_BUILT).into_response()
}
