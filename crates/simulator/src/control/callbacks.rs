//! Events on their way to apps.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Json;
use serde::Serialize;
use utoipa::ToSchema;

use super::find;
use crate::callbacks::{self, Delivery, Receiver};
use crate::local::{Envelope, SimError};
use crate::shared::Shared;

#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Flushed {
    sent: usize,
    callbacks: Vec<Delivery>,
}

/// Callbacks that wait, and the last thousand that ended
#[utoipa::path(get, path = "/callbacks", tag = "callbacks", responses((status = OK, body = Vec<Delivery>)))]
pub(super) async fn list(State(shared): State<Arc<Shared>>) -> Json<Vec<Delivery>> {
    Json(shared.callbacks.list())
}

/// Send all that wait, also those a fault holds back
///
/// Answers when the last repeat of the last of them has ended.
#[utoipa::path(post, path = "/callbacks/flush", tag = "callbacks", responses((status = OK, body = Flushed)))]
pub(super) async fn flush(State(shared): State<Arc<Shared>>) -> Json<Flushed> {
    let sent = shared
        .callbacks
        .send(&shared, shared.network.http(), true)
        .await;
    Json(Flushed {
        sent,
        callbacks: shared.callbacks.list(),
    })
}

/// Verify an app's address with WeCom's GET, as the console does when it is saved
#[utoipa::path(post, path = "/companies/{corpid}/apps/{agentid}/callback/verify", tag = "callbacks",
    params(("corpid" = String, Path), ("agentid" = i64, Path)),
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = Envelope),
    (status = UNPROCESSABLE_ENTITY, description = "`no_callback`, `callback_not_verified`", body = Envelope)))]
pub(super) async fn verify(
    State(shared): State<Arc<Shared>>,
    Path((corpid, agentid)): Path<(String, i64)>,
) -> Result<StatusCode, SimError> {
    let receiver = {
        let world = shared.world();
        let company = find::company(&world, &corpid)?;
        let app = company
            .app(agentid)
            .ok_or_else(|| find::missing("unknown_app", "应用", "app", &agentid.to_string()))?;
        Receiver::new(company, app).ok_or_else(|| {
            SimError::refused(
                "no_callback",
                (
                    format!("应用「{}」没有设置回调地址", app.name),
                    format!("{} has no callback address", app.name),
                ),
                (
                    "在世界文件里给应用加 callback = { url, token, aes_key }",
                    "give the app callback = { url, token, aes_key } in the world file",
                ),
            )
        })?
    };
    callbacks::verify(&shared, shared.network.http(), &receiver)
        .await
        .map_err(|why| {
            SimError::refused(
                "callback_not_verified",
                (
                    format!("回调地址没有通过验证：{why}"),
                    format!("the callback's address was not verified: {why}"),
                ),
                (
                    "收到 GET 要验签、解密 echostr，原样回答明文，不加引号、BOM 和换行",
                    "answer the GET with the decrypted echostr alone: no quotes, no BOM, no newline",
                ),
            )
        })?;
    Ok(StatusCode::NO_CONTENT)
}
