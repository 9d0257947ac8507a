//! The control API under `/control/v1`: not WeCom's. Tests and people read and change the world with it, move the clock,
//! act as a member, and switch faults on. This machine only.

mod apps;
mod callbacks;
mod clock;
mod customers;
mod event;
mod faults;
mod find;
mod groups;
mod members;
mod notes;
mod step;
mod tags;
mod tasks;
mod transfers;
mod voices;
mod world;

use std::sync::Arc;

use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Json;
use axum::{Router, middleware, routing};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) use customers::{Meeting, met};
pub(crate) use event::contact;

use crate::local::{SimError, only_this_machine};
use crate::shared::Shared;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "wecom-share simulator: control",
        description = "模拟器的控制接口，不是企业微信的接口。/ Controls the simulated WeCom; not an API of WeCom's. \
            Loopback only, no credentials.",
        license(name = "MIT OR Apache-2.0"),
    ),
    tags(
        (name = "world", description = "Who exists and who may do what. Changes people make here cause callbacks, as in WeCom's clients and console."),
        (name = "time", description = "The clock, and single steps."),
        (name = "members", description = "What waits for a member's decision."),
        (name = "callbacks", description = "Events sent to apps."),
        (name = "faults", description = "What shall go wrong: seeded and repeatable."),
    )
)]
struct Document;

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let v1 = OpenApiRouter::new()
        .routes(routes!(world::summary))
        .routes(routes!(members::list))
        .routes(routes!(members::change))
        .routes(routes!(apps::change))
        .routes(routes!(apps::cancel))
        .routes(routes!(customers::list, customers::add))
        .routes(routes!(
            customers::follow,
            customers::befriend,
            customers::unfollow
        ))
        .routes(routes!(notes::edit))
        .routes(routes!(tags::list, tags::add))
        .routes(routes!(tags::rename, tags::delete))
        .routes(routes!(tags::arrange))
        .routes(routes!(groups::list, groups::add))
        .routes(routes!(groups::change, groups::dismiss))
        .routes(routes!(clock::read, clock::set))
        .routes(routes!(step::step))
        .routes(routes!(tasks::list))
        .routes(routes!(tasks::decide))
        .routes(routes!(transfers::list))
        .routes(routes!(transfers::end))
        .routes(routes!(voices::record))
        .routes(routes!(callbacks::list))
        .routes(routes!(callbacks::flush))
        .routes(routes!(callbacks::verify))
        .routes(routes!(faults::list, faults::add, faults::clear))
        .routes(routes!(faults::remove));
    let (router, document) = OpenApiRouter::with_openapi(Document::openapi())
        .nest("/control/v1", v1)
        .split_for_parts();
    let document = Arc::new(document);
    router
        .route(
            "/control/v1/openapi.json",
            routing::get(async move || Json((*document).clone())),
        )
        .route("/control/{*rest}", routing::any(no_such_address))
        .method_not_allowed_fallback(no_such_method)
        .layer(middleware::from_fn(only_this_machine))
        .with_state(shared)
}

async fn no_such_address(request: Request) -> SimError {
    let path = request.uri().path();
    SimError::new(
        StatusCode::NOT_FOUND,
        "no_such_address",
        (
            format!("控制接口没有 {path}"),
            format!("the control API has no {path}"),
        ),
        LISTED,
    )
}

async fn no_such_method(request: Request) -> SimError {
    let (method, path) = (request.method(), request.uri().path());
    SimError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "no_such_method",
        (
            format!("{path} 不接受 {method}"),
            format!("{path} does not take {method}"),
        ),
        LISTED,
    )
}

const LISTED: (&str, &str) = (
    "GET /control/v1/openapi.json 列出了全部接口",
    "GET /control/v1/openapi.json lists all there is",
);
