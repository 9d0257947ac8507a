//! `/callback/…`: what WeCom calls.
//!
//! An app's address is `/callback/{corpid}/{agentid}`, a suite's
//! `/callback/{suite_id}`. WeCom waits one second for the answer to a check of
//! the address and for a suite's events, five for an app's (server-api.md
//! §9.2, §9.3, §10.1); so nothing is done here but to write the event down.

use std::{sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{HeaderMap, header},
};
use serde::Deserialize;
use utoipa::IntoParams;
use wecom_api::callback;

use crate::{
    callbacks::Door,
    codes::Code,
    http,
    problem::{Envelope, Problem},
    service::Service,
};

/// What takes longer to arrive is not WeCom's: it gives up after five seconds.
const ARRIVAL: Duration = Duration::from_secs(5);
/// Longer than WeCom waits.
const SILENCE: Duration = Duration::from_secs(6);

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Stamp {
    msg_signature: String,
    /// Unix seconds.
    timestamp: String,
    nonce: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Check {
    msg_signature: String,
    /// Unix seconds.
    timestamp: String,
    nonce: String,
    /// Encrypted; answered in the clear.
    echostr: String,
}

/// Check an app's callback address
///
/// WeCom asks when the address is saved in its admin console. The answer is
/// the decrypted `echostr` and nothing else.
#[utoipa::path(
    get,
    path = "/callback/{corpid}/{agentid}",
    tag = "callbacks",
    security(()),
    params(("corpid" = String, Path), ("agentid" = String, Path), Check),
    responses(
        (status = OK, body = String, content_type = "text/plain"),
        (status = BAD_REQUEST, description = "`request_invalid`, `callback_unreadable`", body = Envelope),
        (status = FORBIDDEN, description = "`callback_signature`, `callback_stale`, `callback_receiver`", body = Envelope),
        (status = NOT_FOUND, description = "`callback_unknown`", body = Envelope),
    )
)]
pub(crate) async fn check_app(
    State(service): State<Arc<Service>>,
    Path((corpid, agentid)): Path<(String, String)>,
    query: Result<Query<Check>, QueryRejection>,
) -> Result<String, Problem> {
    let door = service.doors.of_app(&corpid, &agentid);
    check(&service, door, query)
}

/// Receive an app's event
///
/// Durable when answered. A repeated delivery is one event.
#[utoipa::path(
    post,
    path = "/callback/{corpid}/{agentid}",
    tag = "callbacks",
    security(()),
    params(("corpid" = String, Path), ("agentid" = String, Path), Stamp),
    request_body(content = String, content_type = "text/xml"),
    responses(
        (status = OK, description = "Empty"),
        (status = BAD_REQUEST, description = "`request_invalid`, `callback_unreadable`", body = Envelope),
        (status = FORBIDDEN, description = "`callback_signature`, `callback_stale`, `callback_receiver`", body = Envelope),
        (status = NOT_FOUND, description = "`callback_unknown`", body = Envelope),
        (status = PAYLOAD_TOO_LARGE, description = "`request_too_large`", body = Envelope),
        (status = GATEWAY_TIMEOUT, description = "`request_timeout`: it did not arrive within five seconds", body = Envelope),
    )
)]
pub(crate) async fn receive_app(
    State(service): State<Arc<Service>>,
    Path((corpid, agentid)): Path<(String, String)>,
    query: Result<Query<Stamp>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<(), Problem> {
    let door = service.doors.of_app(&corpid, &agentid);
    receive(&service, door, query, &headers, body).await
}

/// Check a suite's callback address
#[utoipa::path(
    get,
    path = "/callback/{suite_id}",
    tag = "callbacks",
    security(()),
    params(("suite_id" = String, Path), Check),
    responses(
        (status = OK, body = String, content_type = "text/plain"),
        (status = BAD_REQUEST, description = "`request_invalid`, `callback_unreadable`", body = Envelope),
        (status = FORBIDDEN, description = "`callback_signature`, `callback_stale`, `callback_receiver`", body = Envelope),
        (status = NOT_FOUND, description = "`callback_unknown`", body = Envelope),
    )
)]
pub(crate) async fn check_suite(
    State(service): State<Arc<Service>>,
    Path(suite_id): Path<String>,
    query: Result<Query<Check>, QueryRejection>,
) -> Result<String, Problem> {
    check(&service, service.doors.of_suite(&suite_id), query)
}

/// Receive a suite's event
///
/// Durable when answered, with the word WeCom wants to read then.
#[utoipa::path(
    post,
    path = "/callback/{suite_id}",
    tag = "callbacks",
    security(()),
    params(("suite_id" = String, Path), Stamp),
    request_body(content = String, content_type = "text/xml"),
    responses(
        (status = OK, description = "`success`", body = String, content_type = "text/plain"),
        (status = BAD_REQUEST, description = "`request_invalid`, `callback_unreadable`", body = Envelope),
        (status = FORBIDDEN, description = "`callback_signature`, `callback_stale`, `callback_receiver`", body = Envelope),
        (status = NOT_FOUND, description = "`callback_unknown`", body = Envelope),
        (status = PAYLOAD_TOO_LARGE, description = "`request_too_large`", body = Envelope),
        (status = GATEWAY_TIMEOUT, description = "`request_timeout`: it did not arrive within five seconds", body = Envelope),
    )
)]
pub(crate) async fn receive_suite(
    State(service): State<Arc<Service>>,
    Path(suite_id): Path<String>,
    query: Result<Query<Stamp>, QueryRejection>,
    headers: HeaderMap,
    body: Body,
) -> Result<&'static str, Problem> {
    let door = service.doors.of_suite(&suite_id);
    receive(&service, door, query, &headers, body).await?;
    Ok("success")
}

fn check(
    service: &Service,
    door: Option<&Door>,
    query: Result<Query<Check>, QueryRejection>,
) -> Result<String, Problem> {
    let door = door.ok_or(Code::CallbackUnknown)?;
    let Query(query) = query.map_err(|error| Problem::unreadable(&error.body_text()))?;
    let stamp = callback::Stamp {
        msg_signature: &query.msg_signature,
        timestamp: &query.timestamp,
        nonce: &query.nonce,
    };
    Ok(door.check_url(stamp, &query.echostr, service.clock.now())?)
}

async fn receive(
    service: &Service,
    door: Option<&Door>,
    query: Result<Query<Stamp>, QueryRejection>,
    headers: &HeaderMap,
    body: Body,
) -> Result<(), Problem> {
    let door = door.ok_or(Code::CallbackUnknown)?;
    let Query(query) = query.map_err(|error| Problem::unreadable(&error.body_text()))?;
    let body = arrived(headers, body, service.config.callback.body_bytes).await?;
    let stamp = callback::Stamp {
        msg_signature: &query.msg_signature,
        timestamp: &query.timestamp,
        nonce: &query.nonce,
    };
    let now = service.clock.now();
    let received = door.open(stamp, &body, now)?;
    match service.store.receive_callback(&received, now).await {
        Ok(fresh) => {
            tracing::info!(corp = received.corpid, fresh, "callback received");
            service.bell.ring();
            Ok(())
        }
        Err(error) => {
            let problem = Problem::internal(&error);
            // Whether WeCom repeats a call that was answered with an error,
            // its pages disagree about; one that got no answer it repeats
            // (server-api.md §9.3). So it gets none while it listens.
            tokio::time::sleep(SILENCE).await;
            Err(problem)
        }
    }
}

async fn arrived(headers: &HeaderMap, body: Body, limit: usize) -> Result<Vec<u8>, Problem> {
    let too_large = || Problem::filled(Code::RequestTooLarge, &[("limit", &limit.to_string())]);
    let declared = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    tokio::time::timeout(ARRIVAL, http::read(body, limit))
        .await
        .unwrap_or_else(|_| {
            let seconds = ARRIVAL.as_secs().to_string();
            Err(Problem::filled(Code::TooSlow, &[("limit", &seconds)]))
        })
}
