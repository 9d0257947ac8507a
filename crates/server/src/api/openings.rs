//! `POST /api/v1/openings`: a customer opened a card.
//!
//! Customers have no session, so anybody can call this: everything is measured
//! before the database is asked, and a token says nothing but the share's id.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wecom_share_store::Opening;

use crate::{
    codes::Code,
    http::{SmallJson, Stranger},
    ids::may_be_share_token,
    problem::{Envelope, Problem},
    service::Service,
};

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = OpeningRequest)]
pub(crate) struct Request {
    /// The value of the page's parameter `ws_t`.
    #[schema(min_length = 16, max_length = 16)]
    token: String,
    /// Made by the client, 1 to 64 characters: the same event counts once.
    #[schema(min_length = 1, max_length = 64)]
    event: String,
    /// The page that was opened.
    #[schema(max_length = 1024)]
    page: Option<String>,
    /// The launch option of the same name.
    scene: Option<i64>,
    /// The launch option of the same name: 2 with one contact, 4 a group.
    #[serde(rename = "chatType")]
    chat_type: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpeningResponse)]
pub(crate) struct Response {
    /// The share whose card was opened.
    share: String,
    /// False when this event had been recorded before.
    recorded: bool,
}

/// Record that a card was opened
///
/// Durable when answered. Repeating the request is safe.
#[utoipa::path(
    post,
    path = "/openings",
    tag = "openings",
    security(()),
    request_body = Request,
    responses(
        (status = OK, body = Response),
        (status = BAD_REQUEST, description = "`request_invalid`", body = Envelope),
        (status = NOT_FOUND, description = "`unknown_token`", body = Envelope),
        (status = TOO_MANY_REQUESTS, description = "`too_many_requests`", body = Envelope),
    )
)]
pub(crate) async fn handle(
    State(service): State<Arc<Service>>,
    stranger: Stranger,
    SmallJson(request): SmallJson<Request>,
) -> Result<Json<Response>, Problem> {
    service.openings.attempt(stranger, service.clock.now())?;
    if !may_be_share_token(&request.token) {
        return Err(Code::UnknownToken.into());
    }
    let opening = request.checked()?;
    let recorded = service
        .store
        .record_opening(opening, service.clock.now())
        .await
        .map_err(|error| Problem::internal(&error))?
        .ok_or(Code::UnknownToken)?;
    tracing::Span::current().record("share", &recorded.share);
    Ok(Json(Response {
        share: recorded.share,
        recorded: recorded.fresh,
    }))
}

impl Request {
    fn checked(self) -> Result<Opening, Problem> {
        let characters = self.event.chars().count();
        if !(1..=64).contains(&characters) {
            return Err(Problem::unreadable("event: 1..64 characters"));
        }
        if self.page.as_ref().is_some_and(|page| page.len() > 1024) {
            return Err(Problem::unreadable("page: at most 1024 bytes"));
        }
        Ok(Opening {
            token: self.token,
            event: self.event,
            page: self.page,
            scene: self.scene,
            chat_type: self.chat_type,
        })
    }
}
