//! `POST /api/v1/shares`: a draft becomes one exact call, or a refusal that helps.

use std::sync::Arc;

use axum::{Json, extract::State, http::StatusCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use wecom_share_rules::{
    codes::RefusalCode,
    draft::{Draft, Reading, TargetKind},
    host::Host,
    plan::{self, Plan},
    refusal::Refusal,
};
use wecom_share_store as store;

use super::{facts, pictures::Pictures, schema};
use crate::{
    http::{Caller, JsonBody},
    lists::Trust,
    problem::{Envelope, Problem, ShareRef},
    service::Service,
};

#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ShareRequest)]
pub(crate) struct Request {
    // Read by the rules, which name every fault with its place.
    #[serde(default)]
    #[schema(value_type = schema::Draft)]
    draft: Value,
    /// What the SDK knows of where it runs.
    #[serde(default)]
    #[schema(value_type = schema::Host)]
    host: Host,
}

/// The plan, with the share it is for.
#[derive(Debug, Serialize)]
pub(crate) struct Response {
    share: Planned,
    #[serde(flatten)]
    plan: Plan,
}

#[derive(Debug, Serialize)]
struct Planned {
    id: String,
    state: &'static str,
    token: String,
}

/// Plan a share
///
/// Answers the exact arguments of one `wx.qy` call, or why there is none. A
/// refusal for want of a right or of quota is kept as a share in state
/// `refused`.
#[utoipa::path(
    post,
    path = "/shares",
    tag = "shares",
    request_body = Request,
    responses(
        (status = CREATED, body = schema::Plan),
        (status = BAD_REQUEST, description = "`request_invalid`", body = Envelope),
        (status = UNAUTHORIZED, description = "`session_missing`, `session_expired`", body = Envelope),
        (status = FORBIDDEN, description = "`member_without_customer_contact`, `app_not_allowed`, `member_not_in_scope`", body = Envelope),
        (status = CONFLICT, description = "`quota_used_up`, `picture_links_used_up`, `picture_links_refused`, `image_lost`", body = Envelope),
        (status = UNPROCESSABLE_ENTITY, description = "`draft_invalid`, `client_not_supported`", body = Envelope),
        (status = BAD_GATEWAY, description = "`wecom_unreachable`, `wecom_refused`: a picture could not be sent", body = Envelope),
    )
)]
pub(crate) async fn handle(
    State(service): State<Arc<Service>>,
    caller: Caller,
    JsonBody(request): JsonBody<Request>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let now = service.clock.now();
    let mut wanted = Wanted {
        reading: Draft::read(&request.draft),
        request,
        id: service.ids.share_id(now),
        token: service.ids.share_token(),
    };
    tracing::Span::current().record("share", &wanted.id);
    let mut pictures = Pictures::find(&service, &caller, &mut wanted.reading.draft).await?;
    match decide(&service, &caller, &mut wanted, &mut pictures, now).await? {
        Ok(plan) => {
            let shown = pictures.shown;
            let answer = wanted.prepare(&service, &caller, plan, &shown, now).await?;
            Ok((StatusCode::CREATED, Json(answer)))
        }
        Err(refusal) => Err(wanted.refuse(&service, &caller, &refusal, now).await?),
    }
}

/// A draft, and what its share will be called.
struct Wanted {
    request: Request,
    reading: Reading,
    id: String,
    token: String,
}

/// Plans; and before refusing because of an older answer of WeCom, asks again.
/// Pictures are sent only for a plan that stands, which is then made with them.
async fn decide(
    service: &Arc<Service>,
    caller: &Caller,
    wanted: &mut Wanted,
    pictures: &mut Pictures,
    now: Timestamp,
) -> Result<Result<Plan, Refusal>, Problem> {
    let draft = &wanted.reading.draft;
    let mut facts = facts::gather(service, caller, draft, now).await?;
    facts.image_links = Some(pictures.links.clone());
    facts.host = wanted.request.host.clone();
    facts.token = Some(wanted.token.clone());
    let mut heard = facts::ask_wecom(service, caller, draft, &mut facts, Trust::Usually).await;
    let mut planned = plan::plan_reading(&wanted.reading, &facts);
    if planned.as_ref().is_err_and(facts::rests_on_lists) {
        heard = facts::ask_wecom(service, caller, draft, &mut facts, Trust::Barely).await;
        planned = plan::plan_reading(&wanted.reading, &facts);
    }
    if planned.is_err() {
        return Ok(planned);
    }
    let draft = &mut wanted.reading.draft;
    pictures.settle(service, caller, draft).await?;
    facts.image_links = Some(pictures.links.clone());
    planned = plan::plan_reading(&wanted.reading, &facts);
    if let Ok(plan) = &mut planned {
        plan.notes.extend(heard.note());
    }
    Ok(planned)
}

impl Wanted {
    async fn prepare(
        &self,
        service: &Service,
        caller: &Caller,
        plan: Plan,
        shown: &[store::Shown],
        now: Timestamp,
    ) -> Result<Value, Problem> {
        let api = plan.call.api.as_str();
        let counts = plan.counts;
        let receivers = receivers_of(&plan);
        let response = Response {
            share: Planned {
                id: self.id.clone(),
                state: store::ShareState::Prepared.as_str(),
                token: self.token.clone(),
            },
            plan,
        };
        let answer = serde_json::to_value(&response).map_err(|error| Problem::internal(&error))?;
        let host = self.host()?;
        let share = store::Prepared {
            owner: caller.owner(),
            id: &self.id,
            appid: caller.app.appid(),
            token: &self.token,
            api,
            target: self.target(),
            draft: &self.request.draft,
            host: &host,
            plan: &answer,
            counts,
            receivers: &receivers,
            renditions: shown,
        };
        service
            .store
            .prepare_share(&share, now)
            .await
            .map_err(|error| Problem::internal(&error))?;
        tracing::info!(api, receivers = receivers.len(), "planned");
        Ok(answer)
    }

    /// Keeps what a person may want to look up later: a right or quota that was
    /// missing. What is wrong with a draft is for its author only.
    async fn refuse(
        &self,
        service: &Service,
        caller: &Caller,
        refusal: &Refusal,
        now: Timestamp,
    ) -> Result<Problem, Problem> {
        tracing::info!(code = refusal.code.as_str(), "refused");
        let problem = Problem::from(refusal);
        if !is_kept(refusal.code) {
            return Ok(problem);
        }
        let host = self.host()?;
        let ids = self.reading.draft.target.ids.as_deref().unwrap_or_default();
        let skipped: Vec<_> = ids.iter().map(|id| skipped(id)).collect();
        let share = store::Refused {
            owner: caller.owner(),
            id: &self.id,
            appid: caller.app.appid(),
            target: self.target(),
            draft: &self.request.draft,
            host: &host,
            refusal: &problem.document(),
            receivers: &skipped,
        };
        service
            .store
            .refuse_share(&share, now)
            .await
            .map_err(|error| Problem::internal(&error))?;
        Ok(problem.with(
            "share",
            ShareRef {
                id: self.id.clone(),
                state: store::ShareState::Refused.as_str().to_owned(),
            },
        ))
    }

    fn target(&self) -> store::TargetKind {
        match self.reading.draft.target.kind {
            TargetKind::Customers => store::TargetKind::Customers,
            TargetKind::Groups => store::TargetKind::Groups,
            TargetKind::Moments => store::TargetKind::Moments,
            TargetKind::Chat => store::TargetKind::Chat,
        }
    }

    fn host(&self) -> Result<Value, Problem> {
        serde_json::to_value(&self.request.host).map_err(|error| Problem::internal(&error))
    }
}

fn receivers_of(plan: &Plan) -> Vec<store::Receiver> {
    let planned = plan.receivers.planned.iter().flatten();
    let planned = planned.map(|id| store::Receiver {
        id: id.clone(),
        part: store::ReceiverPart::Planned,
    });
    let left_out = plan.receivers.skipped.iter().map(|it| skipped(&it.id));
    planned.chain(left_out).collect()
}

fn skipped(id: &str) -> store::Receiver {
    store::Receiver {
        id: id.to_owned(),
        part: store::ReceiverPart::Skipped,
    }
}

fn is_kept(code: RefusalCode) -> bool {
    !matches!(
        code,
        RefusalCode::DraftInvalid | RefusalCode::ClientNotSupported
    )
}
