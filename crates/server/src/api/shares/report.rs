//! `POST /api/v1/shares/{id}/report`: what the client answered.

use std::{sync::Arc, time::Duration};

use axum::{Json, extract::State};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use wecom_share_rules::{
    book::Runtime,
    errors::{Explanation, Outcome, RawAnswer, explain},
    host::Platform,
};
use wecom_share_store as store;

use crate::{
    codes::Code,
    http::{Caller, Id, SmallJson},
    lists::Trust,
    problem::{Envelope, ErrorSchema, Problem, ShareRef},
    rights,
    service::Service,
};

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ReportRequest)]
pub(crate) struct Request {
    /// The call that was made.
    #[schema(example = "shareToExternalContact", max_length = 64)]
    api: String,
    /// The object the client gave to `success` or `fail`, untouched.
    #[schema(value_type = Object)]
    answer: Value,
    /// Which callback the client used; decides when the answer has no words.
    #[serde(default)]
    called: Option<Called>,
    /// When it did, by the client's clock; kept, but not relied on.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    at: Option<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Called {
    Success,
    Fail,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportResponse)]
pub(crate) struct Response {
    share: ShareRef,
    /// What the answer means and what helps, when the call failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ErrorSchema>)]
    error: Option<Value>,
}

/// Report what came of a share
///
/// Durable when answered, with the receivers' quota. The first report counts:
/// repeating it answers the same.
#[utoipa::path(
    post,
    path = "/shares/{id}/report",
    tag = "shares",
    params(("id" = String, Path, description = "The share's id")),
    request_body = Request,
    responses(
        (status = OK, body = Response),
        (status = BAD_REQUEST, description = "`request_invalid`", body = Envelope),
        (status = UNAUTHORIZED, description = "`session_missing`, `session_expired`", body = Envelope),
        (status = NOT_FOUND, description = "`share_not_found`", body = Envelope),
    )
)]
pub(crate) async fn handle(
    State(service): State<Arc<Service>>,
    caller: Caller,
    Id(id): Id,
    SmallJson(request): SmallJson<Request>,
) -> Result<Json<Response>, Problem> {
    if request.api.len() > 64 {
        return Err(Problem::unreadable("api: at most 64 bytes"));
    }
    tracing::Span::current().record("share", &id);
    // The texts in the book do not differ by platform.
    let explanation = explain(
        Runtime::MiniProgram,
        Platform::Unknown,
        &request.api,
        &request.answer,
    );
    let explanation = narrowed(explanation, &service, &caller).await;
    let (state, error) = request.meaning(&explanation)?;
    let outcome = store::Outcome {
        state,
        api: &request.api,
        answer: &request.answer,
        error: error.as_ref(),
        said_at: request.said_at(),
    };
    let reported = service
        .store
        .report_share(caller.owner(), &id, &outcome, service.clock.now())
        .await
        .map_err(|error| Problem::internal(&error))?
        .ok_or(Code::ShareNotFound)?;
    tracing::info!(
        state = reported.state.as_str(),
        code = explanation.code,
        fresh = reported.fresh,
        "reported"
    );
    Ok(Json(Response {
        share: ShareRef {
            id,
            state: reported.state.as_str().to_owned(),
        },
        error: reported.error,
    }))
}

/// How long a report may wait for WeCom to narrow down its causes.
const PATIENCE: Duration = Duration::from_secs(2);

/// "no permission" has several causes; what WeCom says of the rights now rules
/// some of them out. An older answer must not: it could rule out the real one.
async fn narrowed(explanation: Explanation, service: &Service, caller: &Caller) -> Explanation {
    if explanation.outcome != Outcome::Failed || explanation.causes.len() < 2 {
        return explanation;
    }
    let rights = rights::known(service, caller, service.clock.now(), Trust::Barely);
    match tokio::time::timeout(PATIENCE, rights).await {
        Ok(rights) => explanation.knowing(rights),
        Err(_) => explanation,
    }
}

impl Request {
    /// The state the answer leads to, and for a failure the error to tell.
    fn meaning(
        &self,
        explanation: &Explanation,
    ) -> Result<(store::ShareState, Option<Value>), Problem> {
        let wordless = RawAnswer::from(&self.answer) == RawAnswer::default();
        match (explanation.outcome, self.called) {
            (Outcome::Cancel, _) => Ok((store::ShareState::Cancelled, None)),
            // Words of success do not outweigh the callback for failures.
            (Outcome::Ok, None | Some(Called::Success)) => {
                Ok((store::ShareState::HandedOver, None))
            }
            (Outcome::Failed, Some(Called::Success)) if wordless => {
                Ok((store::ShareState::HandedOver, None))
            }
            (Outcome::Ok, Some(Called::Fail)) => {
                let unknown = explain(Runtime::MiniProgram, Platform::Unknown, &self.api, "");
                Ok((store::ShareState::Failed, Some(self.error(&unknown)?)))
            }
            (Outcome::Failed, _) => Ok((store::ShareState::Failed, Some(self.error(explanation)?))),
        }
    }

    fn error(&self, explanation: &Explanation) -> Result<Value, Problem> {
        let mut error =
            serde_json::to_value(explanation).map_err(|error| Problem::internal(&error))?;
        if let Some(error) = error.as_object_mut() {
            error.remove("outcome");
            error.insert("raw".to_owned(), self.answer.clone());
        }
        Ok(error)
    }

    /// RFC 3339 or milliseconds since 1970; anything else is as good as nothing.
    fn said_at(&self) -> Option<Timestamp> {
        match self.at.as_ref()? {
            Value::String(text) => text.parse().ok(),
            Value::Number(number) => Timestamp::from_millisecond(number.as_i64()?).ok(),
            _ => None,
        }
    }
}
