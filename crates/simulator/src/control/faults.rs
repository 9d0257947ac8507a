//! Faults: listed, switched on and off.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Json;
use serde_json::json;

use super::event::tell_world;
use super::find;
use crate::faults::{Fault, Place, Rule};
use crate::local::{Envelope, Input, SimError};
use crate::shared::Shared;

/// Faults that are on
#[utoipa::path(get, path = "/faults", tag = "faults", responses((status = OK, body = Vec<Fault>)))]
pub(super) async fn list(State(shared): State<Arc<Shared>>) -> Json<Vec<Fault>> {
    Json(shared.faults.list())
}

/// Switch a fault on
///
/// Of several that watch a call the first that hits decides; `slow` comes on top of it.
#[utoipa::path(post, path = "/faults", tag = "faults", request_body = Rule,
    responses((status = CREATED, body = Fault),
    (status = UNPROCESSABLE_ENTITY, description = "`bad_fault`", body = Envelope)))]
pub(super) async fn add(
    State(shared): State<Arc<Shared>>,
    Input(rule): Input<Rule>,
) -> Result<(StatusCode, Json<Fault>), SimError> {
    check(&rule)?;
    let fault = shared.faults.add(rule);
    tell_world(
        &shared,
        (
            format!("打开故障 {:?}", fault.rule.kind),
            format!("a fault is on: {:?}", fault.rule.kind),
        ),
        &fault,
    );
    Ok((StatusCode::CREATED, Json(fault)))
}

/// Switch a fault off
#[utoipa::path(delete, path = "/faults/{id}", tag = "faults", params(("id" = u64, Path)),
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn remove(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<u64>,
) -> Result<StatusCode, SimError> {
    if !shared.faults.remove(id) {
        return Err(find::missing(
            "unknown_fault",
            "故障",
            "fault",
            &id.to_string(),
        ));
    }
    tell_world(
        &shared,
        (format!("关闭故障 {id}"), format!("fault {id} is off")),
        &json!({"id": id}),
    );
    Ok(StatusCode::NO_CONTENT)
}

/// Switch all faults off
#[utoipa::path(delete, path = "/faults", tag = "faults", responses((status = NO_CONTENT)))]
pub(super) async fn clear(State(shared): State<Arc<Shared>>) -> StatusCode {
    shared.faults.clear();
    tell_world(&shared, ("关闭全部故障", "all faults are off"), &json!({}));
    StatusCode::NO_CONTENT
}

fn check(rule: &Rule) -> Result<(), SimError> {
    let bad = |zh: String, en: String, remedy: (&str, &str)| {
        Err(SimError::refused("bad_fault", (zh, en), remedy))
    };
    if let Some(it) = rule.probability.filter(|it| !(0.0..=1.0).contains(it)) {
        return bad(
            format!("probability 是 {it}"),
            format!("probability is {it}"),
            ("应在 0 到 1 之间", "it must be between 0 and 1"),
        );
    }
    if rule.count == Some(0) {
        return bad(
            "count 是 0，什么也不会发生".to_owned(),
            "count is 0: nothing would happen".to_owned(),
            ("至少是 1，或者不写", "at least 1, or nothing"),
        );
    }
    if rule.kind.place() != Place::Callback
        && let Some(path) = rule.endpoint.as_deref()
        && !crate::api::exists(path)
    {
        return bad(
            format!("没有接口 {path}"),
            format!("there is no endpoint {path}"),
            (
                "写 /cgi-bin/ 后面的部分，例如 externalcontact/list",
                "write what follows /cgi-bin/, for example externalcontact/list",
            ),
        );
    }
    Ok(())
}
