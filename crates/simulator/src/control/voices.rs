//! Voices that a page recorded and uploaded with the JS-SDK, which no phone here does.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::event::tell_world;
use super::find;
use crate::local::{Envelope, SimError};
use crate::shared::Shared;
use crate::state::{File, Scene};

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Voice)]
pub(super) struct Recorded {
    /// For `media/get/jssdk`; good for three days.
    media_id: String,
}

/// A page uploads a recorded voice
///
/// The body is the voice as WeCom would give it, speex of 16 kHz; nothing is made of it.
#[utoipa::path(post, path = "/companies/{corpid}/voices", tag = "members", params(("corpid" = String, Path)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = CREATED, body = Recorded), (status = NOT_FOUND, body = Envelope),
    (status = UNPROCESSABLE_ENTITY, description = "`empty_voice`", body = Envelope)))]
pub(super) async fn record(
    State(shared): State<Arc<Shared>>,
    Path(corpid): Path<String>,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Recorded>), SimError> {
    find::company(&shared.world(), &corpid)?;
    if bytes.is_empty() {
        return Err(SimError::refused(
            "empty_voice",
            ("语音是空的", "the voice is empty"),
            ("正文放语音的字节", "send the voice's bytes as the body"),
        ));
    }
    let media_id = {
        let state = &mut *shared.state();
        let file = File {
            kind: "voice",
            scene: Scene::Recorded,
            name: "voice.speex".to_owned(),
            bytes,
        };
        state
            .media
            .add(&corpid, file, shared.clock.now(), &mut state.chance)
    };
    let detail = serde_json::json!({"corpid": corpid, "media_id": media_id});
    let title = ("网页上传了一段录音", "a page uploads a recorded voice");
    tell_world(&shared, title, &detail);
    Ok((StatusCode::CREATED, Json(Recorded { media_id })))
}
