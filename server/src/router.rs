//! Every route.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use tower_http::catch_panic::CatchPanicLayer;

use crate::house::House;
use crate::problem::Problem;
use crate::{events, files, health, pages, reviews, rulebooks, sheets, submissions};

pub fn router(house: Arc<House>) -> Router {
    let api = Router::new()
        .route("/rulebooks", get(rulebooks::list))
        .route("/rulebooks/{id}", get(rulebooks::get))
        .route("/calendar", get(rulebooks::calendar))
        .route("/reviews", post(reviews::post_review))
        .route("/remedies", post(reviews::post_remedies))
        .route("/plans", post(reviews::post_plan))
        .route("/progress", post(reviews::post_progress))
        .route("/sheets", post(reviews::post_sheet))
        .route("/dues", post(reviews::post_due))
        .route("/submissions/{id}", put(submissions::put).get(submissions::get))
        .route("/submissions/{id}/sheets/{kind}", get(sheets::get))
        .route("/submissions/{id}/events", post(events::post))
        .route("/submissions/{id}/files/{sha256}", put(files::put).get(files::get));
    Router::new()
        .nest("/api/v1", api)
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(pages::page)
        .method_not_allowed_fallback(async || Problem::wrong_method())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(map_response(guarded))
        .with_state(house)
}

const GUARDS: [(HeaderName, &str); 3] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
];

/// What a browser may do with anything of ours, unless the answer is stricter itself.
async fn guarded(mut response: Response) -> Response {
    for (name, value) in GUARDS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// A bug of ours must not take the server down, nor show the applicant more than that it is one.
fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let cause = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    Problem::fault(&cause.unwrap_or("a handler stopped")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_problem_that_does_not_show_its_cause() {
        let response = panicked(Box::new("index 3 of secret"));
        assert_eq!(response.status(), axum::http::StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
        assert!(!format!("{:?}", Problem::fault(&"secret")).contains("secret"));
    }
}
