//! `POST /api/v1/sessions`: a login code becomes a session.

use std::sync::Arc;

use axum::{Json, extract::State};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wecom_share_rules::quota::OFFSET;
use wecom_share_store::Session;

use crate::{
    apps::App,
    codes::Code,
    http::{SmallJson, Stranger},
    ids::hash_of,
    problem::{Envelope, Problem},
    service::Service,
    wecom::WecomError,
};

#[derive(Deserialize, ToSchema)]
#[schema(as = LoginRequest)]
pub(crate) struct Request {
    /// What `wx.qy.login` gave: good once and for 5 minutes.
    #[schema(max_length = 512)]
    code: String,
    /// The mini program.
    #[schema(example = "wx1234567890abcdef")]
    appid: String,
    /// The company; needed only when several use this mini program.
    corpid: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = LoginResponse)]
pub(crate) struct Response {
    /// Send it as `Authorization: Bearer …`.
    token: String,
    #[schema(example = "2026-11-25T00:00:00+08:00")]
    expires_at: String,
    member: Member,
}

#[derive(Serialize, ToSchema)]
struct Member {
    corpid: String,
    userid: String,
}

/// Log a member in
///
/// Exchanges the code of `wx.qy.login` with WeCom.
#[utoipa::path(
    post,
    path = "/sessions",
    tag = "sessions",
    security(()),
    request_body = Request,
    responses(
        (status = OK, body = Response),
        (status = BAD_REQUEST, description = "`request_invalid`, `corpid_needed`", body = Envelope),
        (status = UNAUTHORIZED, description = "`login_code_invalid`", body = Envelope),
        (status = NOT_FOUND, description = "`unknown_app`", body = Envelope),
        (status = TOO_MANY_REQUESTS, description = "`too_many_requests`", body = Envelope),
        (status = BAD_GATEWAY, description = "`wecom_unreachable`, `wecom_refused`", body = Envelope),
    )
)]
pub(crate) async fn handle(
    State(service): State<Arc<Service>>,
    stranger: Stranger,
    SmallJson(request): SmallJson<Request>,
) -> Result<Json<Response>, Problem> {
    service.logins.attempt(stranger, service.clock.now())?;
    let app = app_of(&service, &request)?;
    if request.code.is_empty() || request.code.len() > 512 {
        return Err(Code::LoginCodeInvalid.into());
    }
    let member = app.wecom.login(&request.code).await.map_err(refused)?;
    // A company that shares its app with another logs in the other's members
    // too; they are not configured here.
    if member.corpid != app.corpid() {
        return Err(Code::LoginCodeInvalid.into());
    }

    let now = service.clock.now();
    // As it is kept, and as every JavaScript reads it: to the millisecond.
    let now = Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now);
    let hours = i64::from(service.config.limits.session_hours);
    let session = Session {
        corpid: member.corpid,
        appid: app.appid().to_owned(),
        member: member.userid,
        expires_at: now + SignedDuration::from_hours(hours),
    };
    let token = service.ids.session_token();
    service
        .store
        .begin_session(&hash_of(&token), &session, now)
        .await
        .map_err(|error| Problem::internal(&error))?;
    tracing::info!(corp = session.corpid, member = session.member, "logged in");
    Ok(Json(Response {
        token,
        expires_at: session.expires_at.display_with_offset(OFFSET).to_string(),
        member: Member {
            corpid: session.corpid,
            userid: session.member,
        },
    }))
}

fn app_of<'a>(service: &'a Service, request: &Request) -> Result<&'a Arc<App>, Problem> {
    let mut found = service
        .apps
        .matching(&request.appid, request.corpid.as_deref());
    let app = found.next().ok_or(Code::UnknownApp)?;
    if found.next().is_some() {
        return Err(Code::CorpidNeeded.into());
    }
    Ok(app)
}

/// Codes that are used up, too old or of another app (server-api.md §3.1).
const INVALID_CODE: [i64; 3] = [40029, 42003, 42022];

fn refused(error: WecomError) -> Problem {
    match error.errcode() {
        Some(errcode) if INVALID_CODE.contains(&errcode) => {
            Problem::new(Code::LoginCodeInvalid).with("raw", error.raw())
        }
        _ => error.into(),
    }
}
