//! One transition at a time, of whichever state machine is named, for tests that look between two of them. The world's
//! clock stays where it is.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Json;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::event::tell_world;
use crate::handover;
use crate::local::{Input, SimError};
use crate::phones::{confirm_task, publish_moment};
use crate::shared::Shared;
use crate::state::TransferState;

/// Which state machine, and which of it.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = StepWanted)]
pub(super) struct Wanted {
    machine: Machine,
    /// The one to step; the first in line when absent.
    id: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Machine {
    /// An event on its way: sent, with its repeats. `id`: its number.
    #[default]
    Callback,
    /// A mass send of the API's, `id`: msgid. It is handed to its members (41063 ends); then one member after the other
    /// confirms, and each receiver of the member's task has its outcome.
    MassSend,
    /// A moment of the API's, `id`: the job's, or the moment's. It is made, in two steps; then one member after the other
    /// publishes it.
    Moment,
    /// A media_id expires.
    Media,
    /// A login code that was not used expires.
    LoginCode,
    /// A welcome code that was not used expires.
    WelcomeCode,
    /// A token expires. `id`: `corpid/agentid`, a suite's id or a provider's corpid.
    Token,
    /// A customer on the way to another member is taken over. `id`: the transfer's number.
    Transfer,
}

/// What has changed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Step {
    machine: Machine,
    /// `null`, and so are the others, when nothing waits.
    id: Option<String>,
    /// The member concerned, where it is a member's part.
    member: Option<String>,
    from: Option<&'static str>,
    to: Option<&'static str>,
}

/// A transition: which, of whom, from and to.
type Done = (String, Option<String>, &'static str, &'static str);

/// Make the one transition that is next
///
/// What would happen by itself later, or by a member's hand, happens now.
#[utoipa::path(post, path = "/step", tag = "time", request_body = Wanted,
    responses((status = OK, body = Step)))]
pub(super) async fn step(
    State(shared): State<Arc<Shared>>,
    Input(Wanted { machine, id }): Input<Wanted>,
) -> Result<Json<Step>, SimError> {
    let id = id.as_deref();
    let done = match machine {
        Machine::Callback => callback(&shared, id).await,
        Machine::MassSend => mass_send(&shared, id)?,
        Machine::Moment => moment(&shared, id),
        Machine::Transfer => transfer(&shared, id),
        Machine::Media => expire(&shared, |state, now| state.media.expire(id, now)),
        Machine::LoginCode => expire(&shared, |state, now| state.logins.expire(id, now)),
        Machine::WelcomeCode => expire(&shared, |state, now| state.welcomes.expire(id, now)),
        Machine::Token => expire(&shared, |state, now| state.tokens.expire(id, now)),
    };
    let Some((id, member, from, to)) = done else {
        return Ok(Json(Step {
            machine,
            id: None,
            member: None,
            from: None,
            to: None,
        }));
    };
    let step = Step {
        machine,
        id: Some(id),
        member,
        from: Some(from),
        to: Some(to),
    };
    tell_world(
        &shared,
        (
            format!("走一步：{from} → {to}"),
            format!("one step: {from} → {to}"),
        ),
        &json!(step),
    );
    Ok(Json(step))
}

async fn callback(shared: &Shared, id: Option<&str>) -> Option<Done> {
    let number = match id {
        None => None,
        Some(text) => Some(text.parse().ok()?),
    };
    let (number, to) = shared
        .callbacks
        .send_one(shared, shared.network.http(), number)
        .await?;
    Some((number.to_string(), None, "waiting", to.as_str()))
}

fn mass_send(shared: &Shared, id: Option<&str>) -> Result<Option<Done>, SimError> {
    let world = shared.world();
    let mut state = shared.state();
    let seconds = shared.unknown.dispatch_seconds;
    if let Some(msgid) = state.sends.hand(id, shared.clock.now(), seconds) {
        return Ok(Some((msgid, None, "dispatching", "waiting")));
    }
    let Some((corpid, msgid, userid)) = state.sends.waiting(id) else {
        return Ok(None);
    };
    let task = (world.known(&corpid), msgid.as_str(), userid.as_str());
    confirm_task(shared, &mut state, task, None)?;
    Ok(Some((msgid, Some(userid), "waiting", "confirmed")))
}

fn moment(shared: &Shared, id: Option<&str>) -> Option<Done> {
    let world = shared.world();
    let mut state = shared.state();
    let now = shared.clock.now();
    let seconds = i64::from(shared.unknown.dispatch_seconds);
    if let Some((job, status)) = state.moments.go_on(id, now, seconds) {
        return Some(match status {
            2 => (job, None, "started", "creating"),
            _ => (job, None, "creating", "made"),
        });
    }
    let (corpid, moment, userid) = state.moments.waiting(id, now, seconds)?;
    let company = world.known(&corpid);
    publish_moment(company, &mut state, &moment, &userid).ok()?;
    Some((moment, Some(userid), "waiting", "published"))
}

fn transfer(shared: &Shared, id: Option<&str>) -> Option<Done> {
    let number = match id {
        None => None,
        Some(text) => Some(text.parse().ok()?),
    };
    let number = shared.state().transfers.next(number)?;
    let ended = handover::end(shared, number, TransferState::TakenOver)?;
    Some((
        number.to_string(),
        Some(ended.to),
        TransferState::Begun.as_str(),
        TransferState::TakenOver.as_str(),
    ))
}

fn expire(
    shared: &Shared,
    expire: impl FnOnce(&mut crate::state::State, jiff::Timestamp) -> Option<String>,
) -> Option<Done> {
    let id = expire(&mut shared.state(), shared.clock.now())?;
    Some((id, None, "valid", "expired"))
}
