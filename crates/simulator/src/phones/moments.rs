//! Moments that were made through the API: a member publishes them, customers like and comment (server-api.md §7).
//! The phones do not draw them.

use std::sync::Arc;

use axum::extract;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Text;
use crate::journal::{Kind, Source};
use crate::local::{Input, SimError};
use crate::shared::Shared;
use crate::state::{MomentFault, State};
use crate::time;
use crate::world::Company;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Publish {
    /// The phone's member when absent.
    member: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct React {
    member: Option<String>,
    customer: String,
    /// A comment instead of a like.
    #[serde(default)]
    comment: bool,
}

/// `GET /sim/v1/moments`: what waits for the phone's member.
pub(super) async fn list(extract::State(shared): extract::State<Arc<Shared>>) -> Json<Value> {
    let state = shared.state();
    let moments: Vec<Value> = state
        .moments
        .of(&state.phone.corpid)
        .filter(|it| it.waits_for(&state.phone.member))
        .map(|it| json!({"id": it.id, "at": time::text(it.at), "text": it.text}))
        .collect();
    Json(json!({"moments": moments}))
}

/// `POST /sim/v1/moments/{id}`: the member publishes it.
pub(super) async fn publish(
    extract::State(shared): extract::State<Arc<Shared>>,
    Path(id): Path<String>,
    Input(asked): Input<Publish>,
) -> Result<StatusCode, SimError> {
    let world = shared.world();
    let state = &mut *shared.state();
    let member = asked.member.unwrap_or_else(|| state.phone.member.clone());
    let company = world.known(&state.phone.corpid);
    let count = publish_moment(company, state, &id, &member).map_err(fault)?;
    let name = company.member(&member).map_or("", |it| it.name.as_str());
    let title = Text::new(
        format!("{name} 发表了客户朋友圈，{count} 位客户可见"),
        format!("{name} publishes a moment that {count} customers see"),
    );
    let detail = json!({"moment": id, "member": member});
    shared.write(Source::MemberPhone, Kind::People, title, detail);
    Ok(StatusCode::NO_CONTENT)
}

/// The member publishes it; how many customers see it: those among them who are friends.
pub(crate) fn publish_moment(
    company: &Company,
    state: &mut State,
    id: &str,
    member: &str,
) -> Result<usize, MomentFault> {
    let moment = state.moments.get(&company.corpid, id);
    let part = moment
        .ok_or(MomentFault::Unknown)
        .and_then(|it| it.part(member))?;
    let friends = |id: &&String| {
        let customer = company.customer(id);
        customer.is_some_and(|it| it.is_friend_of(member))
    };
    let reached: Vec<String> = part.customers.iter().filter(friends).cloned().collect();
    let count = reached.len();
    state
        .moments
        .publish(&company.corpid, id, member, reached)?;
    Ok(count)
}

/// `POST /sim/v1/moments/{id}/reactions`: a customer who saw it likes it or comments.
pub(super) async fn react(
    extract::State(shared): extract::State<Arc<Shared>>,
    Path(id): Path<String>,
    Input(asked): Input<React>,
) -> Result<StatusCode, SimError> {
    let state = &mut *shared.state();
    let member = asked.member.unwrap_or_else(|| state.phone.member.clone());
    let corpid = state.phone.corpid.clone();
    let reaction = (asked.customer.as_str(), asked.comment);
    state
        .moments
        .react(&corpid, &id, &member, reaction, shared.clock.now())
        .map_err(fault)?;
    Ok(StatusCode::NO_CONTENT)
}

fn fault(fault: MomentFault) -> SimError {
    let (code, zh, en) = match fault {
        MomentFault::Decided => (
            "moment_decided",
            "已经发表过，或企业已停止",
            "it was published already, or cancelled by the company",
        ),
        MomentFault::NotPublished => (
            "moment_not_published",
            "这位成员还没有发表",
            "the member has not published it",
        ),
        _ => (
            "unknown_moment",
            "没有这条朋友圈，或与这位成员、这位客户无关",
            "no such moment of this member and customer",
        ),
    };
    SimError::refused(
        code,
        (zh, en),
        (
            "GET /sim/v1/moments 列出等待发表的朋友圈",
            "GET /sim/v1/moments lists what waits",
        ),
    )
}
