//! `POST /sim/v1/screens/{id}`: the member decides.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use super::deliver::Delivery;
use super::{name, tasks, unknown_screen};
use crate::Text;
use crate::journal::{Kind, Source};
use crate::local::Input;
use crate::local::SimError;
use crate::phones::qy::{self, Said};
use crate::shared::Shared;
use crate::state::{Decide, Pending};
use crate::world::Company;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::phones) struct Decided {
    decision: Decision,
    receivers: Option<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Decision {
    Send,
    /// Back, leaving everything as it was.
    Cancel,
    /// A task of the company's is not sent, and goes away.
    Decline,
}

pub(in crate::phones) async fn decide(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    Input(decided): Input<Decided>,
) -> Result<Json<Value>, SimError> {
    let world = shared.world();
    let mut state = shared.state();
    let pending = state.screens.get(&id).ok_or_else(unknown_screen)?.clone();
    let company = world.known(&pending.corpid);
    let platform = state.phone.platform;
    let receivers = match decided.decision {
        Decision::Cancel | Decision::Decline => Vec::new(),
        Decision::Send => chosen(&pending, decided.receivers)?,
    };
    state.screens.close(&id);
    tell_decision(
        &shared,
        company,
        &id,
        &pending,
        decided.decision,
        &receivers,
    );
    let delivery = Delivery {
        shared: &shared,
        company,
        member: &pending.member,
        api: pending.api,
        now: shared.clock.now(),
    };
    let (said, data) = match (decided.decision, &pending.decide) {
        (Decision::Decline, Decide::Task { msgid, .. }) => {
            let task = (company, msgid.as_str(), pending.member.as_str());
            tasks::decline_task(&mut state, task)?;
            return Ok(Json(json!({"outcome": "declined"})));
        }
        (_, Decide::Task { .. }) if decided.decision != Decision::Send => {
            return Ok(Json(json!({"outcome": "cancel"})));
        }
        (Decision::Send, Decide::Task { msgid, .. }) => {
            let chosen = (!pending.locked).then_some(receivers.as_slice());
            let task = (company, msgid.as_str(), pending.member.as_str());
            tasks::confirm_task(&shared, &mut state, task, chosen)?;
            return Ok(Json(json!({"outcome": "success"})));
        }
        (Decision::Cancel | Decision::Decline, _) => (Said::Cancel, json!({})),
        (Decision::Send, Decide::Select) => (Said::Ok, json!({"userIds": receivers})),
        (Decision::Send, Decide::Ex(card)) => {
            delivery.card(&mut state, card, &receivers);
            (Said::Ok, json!({}))
        }
        (Decision::Send, Decide::MassSend(content)) => {
            delivery.mass_send(&mut state, content, pending.receivers, &receivers);
            (Said::Ok, json!({}))
        }
    };
    drop(state);
    Ok(Json(qy::answer(
        &shared,
        platform,
        pending.api,
        &pending.page,
        &said,
        data,
    )))
}

/// The receivers the member ends up with, all of them among the candidates.
fn chosen(pending: &Pending, given: Option<Vec<String>>) -> Result<Vec<String>, SimError> {
    let preset = pending.preset.clone().unwrap_or_default();
    let receivers = match given {
        Some(given) if pending.locked && given != preset => {
            return Err(SimError::refused(
                "receivers_fixed",
                (
                    "接收人由小程序指定，不能改",
                    "the mini program chose the receivers; they cannot be changed",
                ),
                (
                    "原样发送或返回；世界文件里 preset = \"editable\" 可以放开",
                    "send as it is or go back; preset = \"editable\" in the world file allows it",
                ),
            ));
        }
        Some(given) => given,
        None => preset,
    };
    if receivers.is_empty() {
        return Err(SimError::refused(
            "no_receiver",
            ("还没有选接收人", "no receiver is chosen"),
            ("至少选一位", "choose at least one"),
        ));
    }
    if let Some(strange) = receivers.iter().find(|it| !pending.candidates.contains(it)) {
        return Err(SimError::refused(
            "unknown_receiver",
            (
                format!("列表里没有 {strange}"),
                format!("{strange} is not in the list"),
            ),
            ("从列表里选", "choose from the list"),
        ));
    }
    Ok(receivers)
}

fn tell_decision(
    shared: &Shared,
    company: &Company,
    id: &str,
    pending: &Pending,
    decision: Decision,
    receivers: &[String],
) {
    let member = name(company, &pending.member);
    let names: Vec<&str> = receivers.iter().map(|it| name(company, it)).collect();
    let (zh, en, said) = match (decision, &pending.decide) {
        (Decision::Decline, _) => (
            format!("{member} 不发这条企业群发"),
            format!("{member} declines the company's mass send"),
            "decline",
        ),
        (Decision::Cancel, _) => (
            format!("{member} 返回了，没有发送"),
            format!("{member} backs out; nothing is sent"),
            "cancel",
        ),
        (_, Decide::Select) => (
            format!("{member} 选了 {}", names.join("、")),
            format!("{member} chooses {}", names.join(", ")),
            "send",
        ),
        _ => (
            format!("{member} 确认发送给 {}", names.join("、")),
            format!("{member} confirms sending to {}", names.join(", ")),
            "send",
        ),
    };
    let detail = json!({
        "id": id, "event": "decided", "decision": said, "receivers": receivers, "api": pending.api,
    });
    shared.write(Source::MemberPhone, Kind::Screen, Text::new(zh, en), detail);
}
