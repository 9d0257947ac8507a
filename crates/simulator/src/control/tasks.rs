//! Mass-send tasks: what waits for which member, and the member's decision (server-api.md §6).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::event::tell_world;
use super::find;
use crate::local::{Envelope, Input, SimError};
use crate::phones::{confirm_task, decline_task};
use crate::shared::Shared;
use crate::state::{Origin, Receivers, Send, TaskState};
use crate::time;

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MassSend)]
pub(super) struct SendView {
    msgid: String,
    /// When it was made.
    at: String,
    /// `api`, or `member` for one made in the client.
    origin: &'static str,
    /// `customers` or `groups`.
    receivers: &'static str,
    cancelled: bool,
    tasks: Vec<TaskView>,
}

/// One member's part.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Task)]
struct TaskView {
    userid: String,
    /// `waiting`, `declined` or `confirmed`.
    state: &'static str,
    /// Who is to get it; `null` where the member picks groups.
    receivers: Option<Vec<String>>,
    /// What became of it, when confirmed.
    results: Vec<ResultView>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SendResult)]
struct ResultView {
    id: String,
    /// 1 sent, 2 no friend, 3 received too many already.
    status: u8,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TaskDecision)]
pub(super) struct Decided {
    decision: Decision,
    /// Other receivers than the task's, where it leaves them to the member.
    receivers: Option<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = TaskDecisionKind)]
enum Decision {
    Confirm,
    Decline,
}

/// Mass sends of a company, oldest first
#[utoipa::path(get, path = "/companies/{corpid}/tasks", tag = "members", params(("corpid" = String, Path)),
    responses((status = OK, body = Vec<SendView>), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Path(corpid): Path<String>,
) -> Result<Json<Vec<SendView>>, SimError> {
    let world = shared.world();
    find::company(&world, &corpid)?;
    let state = shared.state();
    Ok(Json(state.sends.of(&corpid).map(SendView::of).collect()))
}

/// A member confirms or declines
#[utoipa::path(post, path = "/companies/{corpid}/tasks/{msgid}/members/{userid}", tag = "members",
    params(("corpid" = String, Path), ("msgid" = String, Path), ("userid" = String, Path)), request_body = Decided,
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = Envelope),
    (status = UNPROCESSABLE_ENTITY, description = "`unknown_task`, `task_decided`, `task_cancelled`, \
        `unknown_receiver`, `no_receiver`", body = Envelope)))]
pub(super) async fn decide(
    State(shared): State<Arc<Shared>>,
    Path((corpid, msgid, userid)): Path<(String, String, String)>,
    Input(decided): Input<Decided>,
) -> Result<StatusCode, SimError> {
    {
        let world = shared.world();
        let company = find::company(&world, &corpid)?;
        find::is_member(company, &userid)?;
        let mut state = shared.state();
        let task = (company, msgid.as_str(), userid.as_str());
        match decided.decision {
            Decision::Confirm => {
                confirm_task(&shared, &mut state, task, decided.receivers.as_deref())?;
            }
            Decision::Decline => decline_task(&mut state, task)?,
        }
    }
    let (zh, en) = match decided.decision {
        Decision::Confirm => ("确认", "confirms"),
        Decision::Decline => ("拒绝", "declines"),
    };
    tell_world(
        &shared,
        (
            format!("{userid} {zh}群发 {msgid}"),
            format!("{userid} {en} the mass send {msgid}"),
        ),
        &serde_json::json!({"corpid": corpid, "msgid": msgid, "userid": userid}),
    );
    Ok(StatusCode::NO_CONTENT)
}

impl SendView {
    fn of(send: &Send) -> Self {
        let tasks = send.tasks.iter().map(|it| {
            let (state, results) = match &it.state {
                TaskState::Waiting => ("waiting", &[][..]),
                TaskState::Declined => ("declined", &[][..]),
                TaskState::Confirmed { results, .. } => ("confirmed", results.as_slice()),
            };
            TaskView {
                userid: it.userid.clone(),
                state,
                receivers: it.receivers.clone(),
                results: results
                    .iter()
                    .map(|(id, outcome)| ResultView {
                        id: id.clone(),
                        status: outcome.status(),
                    })
                    .collect(),
            }
        });
        Self {
            msgid: send.msgid.clone(),
            at: time::text(send.at),
            origin: match send.origin {
                Origin::Api(_) => "api",
                Origin::Member(_) => "member",
            },
            receivers: match send.receivers {
                Receivers::Customers => "customers",
                Receivers::Groups => "groups",
            },
            cancelled: send.cancelled(),
            tasks: tasks.collect(),
        }
    }
}
