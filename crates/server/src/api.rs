//! The endpoints, one to a file.

mod callbacks;
mod health;
mod images;
mod media;
mod openings;
mod public;
mod receivers;
mod sessions;
mod shares;

use std::sync::Arc;

use axum::{Json, Router, extract::DefaultBodyLimit, routing};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        Server,
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{codes::Code, problem::Problem, service::Service};

/// Every endpoint, with its documentation.
pub(crate) fn router(service: &Arc<Service>) -> Router {
    let (router, mut document) = documented().split_for_parts();
    if let Some(url) = &service.config.public_base_url {
        document.servers = Some(vec![Server::new(url.as_str())]);
    }
    let document = Arc::new(document);
    router
        .route(
            "/api/v1/openapi.json",
            routing::get(async move || Json((*document).clone())),
        )
        .route("/i/{name}", routing::get(public::handle))
        .route("/api/v1", routing::any(no_such_address))
        .route("/api/v1/", routing::any(no_such_address))
        .route("/api/v1/{*rest}", routing::any(no_such_address))
        .method_not_allowed_fallback(no_such_method)
        // Every endpoint counts for itself, and answers in our own words.
        .layer(DefaultBodyLimit::disable())
        .with_state(service.clone())
}

fn documented() -> OpenApiRouter<Arc<Service>> {
    let v1 = OpenApiRouter::new()
        .routes(routes!(sessions::handle))
        .routes(routes!(images::handle))
        .routes(routes!(images::from_url::handle))
        .routes(routes!(images::uploads::handle))
        .routes(routes!(media::handle))
        .routes(routes!(receivers::customers))
        .routes(routes!(receivers::groups))
        .routes(routes!(shares::create::handle, shares::list::handle))
        .routes(routes!(shares::get::handle))
        .routes(routes!(shares::report::handle))
        .routes(routes!(openings::handle));
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(health::handle))
        .routes(routes!(callbacks::check_app, callbacks::receive_app))
        .routes(routes!(callbacks::check_suite, callbacks::receive_suite))
        .nest("/api/v1", v1)
}

async fn no_such_address() -> Problem {
    Code::NotFound.into()
}

async fn no_such_method() -> Problem {
    Code::MethodNotAllowed.into()
}

/// The head of the API document; the endpoints add themselves.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "wecom-share",
        description = "Shares pictures and mini-program cards from a WeCom mini program. Every error has a stable \
            code, a cause and a remedy in Chinese and English, under `error`.",
        license(name = "MIT OR Apache-2.0"),
    ),
    modifiers(&Session),
    security(("session" = [])),
)]
struct Document;

struct Session;

impl Modify for Session {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        document
            .components
            .get_or_insert_default()
            .add_security_scheme("session", scheme);
    }
}
