//! The paths of the page and the phones' API.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post};
use axum::{Router, middleware};

use super::{
    app, assets, chats, clock, console, events, moments, net, open, people, phone, qy, screens,
    view,
};
use crate::api::picture_type;
use crate::local::{SimError, only_this_machine};
use crate::shared::Shared;

/// What a mini program may upload or send at once; other bodies have axum's own limit of 2 MB.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(assets::index))
        .route("/assets/{*path}", get(assets::asset))
        .route("/sim/v1/state", get(view::state))
        .route("/sim/v1/phone", patch(phone::change))
        .route("/sim/v1/clock", post(clock::advance))
        .route("/sim/v1/events", get(events::events))
        .route("/sim/v1/console", post(console::write))
        .route("/sim/v1/app/bundle.js", get(app::bundle))
        .route("/sim/v1/app/file/{*path}", get(app::file))
        .route("/sim/v1/qy", get(qy::names))
        .route("/sim/v1/qy/{api}", post(qy::call))
        .route("/sim/v1/screens/{id}", post(screens::decide))
        .route("/sim/v1/tasks", get(screens::list_tasks))
        .route("/sim/v1/tasks/{msgid}", post(screens::open_task))
        .route("/sim/v1/installs", post(people::install))
        .route("/sim/v1/suites/{id}/ticket", get(people::ticket))
        .route("/sim/v1/adds", post(people::add))
        .route("/sim/v1/moments", get(moments::list))
        .route("/sim/v1/moments/{id}", post(moments::publish))
        .route("/sim/v1/moments/{id}/reactions", post(moments::react))
        .route("/sim/v1/chats", get(chats::list))
        .route("/sim/v1/chats/{chat}/read", post(chats::read))
        .route("/sim/v1/chats/{chat}/messages/{id}/open", post(open::open))
        .route("/sim/v1/media/{id}", get(media))
        .route("/sim/v1/hosts", get(net::hosts).put(net::set_hosts))
        .route("/sim/v1/net/fetch", get(net::fetch))
        .merge(
            Router::new()
                .route("/sim/v1/net/request", post(net::request))
                .route("/sim/v1/net/upload", post(net::upload))
                .layer(DefaultBodyLimit::max(LARGEST_BODY)),
        )
        .layer(middleware::from_fn(only_this_machine))
        .with_state(shared)
}

/// A picture that reached a chat by its media id.
async fn media(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
) -> Result<Response, SimError> {
    let bytes = shared.state().media.shown(&id).ok_or_else(|| {
        SimError::not_found("unknown_media", ("没有这个素材", "there is no such media"))
    })?;
    let media_type = picture_type(&bytes).unwrap_or("application/octet-stream");
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, bytes).into_response())
}
