//! Mass sends that were made through the API, on the phone of the member who is to confirm them (server-api.md §6.1), and
//! the same two decisions for whoever decides without a phone.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Json;
use serde_json::{Value, json};

use super::deliver::Delivery;
use super::opened;
use crate::local::SimError;
use crate::shared::Shared;
use crate::state::{self, Decide, Origin, Pending, Receivers, TaskFault};
use crate::time;
use crate::world::Company;

/// The call these come from.
const API: &str = "add_msg_template";

/// Company, msgid, userid.
type Task<'a> = (&'a Company, &'a str, &'a str);

/// `GET /sim/v1/tasks`: what waits for the phone's member.
pub(in crate::phones) async fn list(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let state = shared.state();
    let tasks: Vec<Value> = state
        .sends
        .of(&state.phone.corpid)
        .filter(|it| it.waits_for(&state.phone.member))
        .map(|it| {
            json!({
                "msgid": it.msgid,
                "at": time::text(it.at),
                "kind": match it.receivers {
                    Receivers::Customers => "customers",
                    Receivers::Groups => "groups",
                },
                "text": it.content.text,
                "attachments": it.content.attachments.len(),
            })
        })
        .collect();
    Json(json!({"tasks": tasks}))
}

/// `POST /sim/v1/tasks/{msgid}`: the member opens one; the screen on which to decide.
pub(in crate::phones) async fn open(
    State(shared): State<Arc<Shared>>,
    Path(msgid): Path<String>,
) -> Result<Json<Value>, SimError> {
    let world = shared.world();
    let mut state = shared.state();
    let company = world.known(&state.phone.corpid);
    let member = state.phone.member.clone();
    let send = state
        .sends
        .get(&company.corpid, &msgid)
        .filter(|it| it.waits_for(&member))
        .ok_or_else(|| fault(TaskFault::Unknown))?;
    let free = matches!(&send.origin, Origin::Api(api) if api.allow_select);
    let given = send.task(&member).and_then(|it| it.receivers.clone());
    // Groups chosen by the API are honoured by clients from 4.1.10 on.
    let honoured = send.receivers == Receivers::Customers || state.phone.at_least([4, 1, 10]);
    let preset = given.filter(|_| honoured);
    let candidates = match (&preset, send.receivers) {
        (Some(ids), _) if !free => ids.clone(),
        (_, Receivers::Customers) => company
            .customers_of(&member)
            .map(|it| it.id.clone())
            .collect(),
        (_, Receivers::Groups) => company.groups_of(&member).map(|it| it.id.clone()).collect(),
    };
    let pending = Pending {
        corpid: company.corpid.clone(),
        member,
        api: API,
        page: String::new(),
        decide: Decide::Task {
            msgid,
            content: send.content.clone(),
        },
        receivers: send.receivers,
        candidates,
        locked: preset.is_some() && !free,
        preset,
    };
    let id = state.screens.open(pending);
    let screen = super::json(&shared, &world, &state, &id)?;
    drop(state);
    opened(&shared, &screen, &[]);
    Ok(Json(json!({"screen": screen})))
}

/// A member confirms a task; receivers get it or are skipped. `chosen`: other receivers than the task's, where it leaves
/// them to the member.
pub(crate) fn confirm_task(
    shared: &Shared,
    state: &mut state::State,
    task: Task<'_>,
    chosen: Option<&[String]>,
) -> Result<(), SimError> {
    let (company, msgid, member) = task;
    let now = shared.clock.now();
    let results = state
        .sends
        .confirm(company, msgid, member, chosen, now)
        .map_err(fault)?;
    let content = state
        .sends
        .get(&company.corpid, msgid)
        .map(|it| it.content.clone())
        .ok_or_else(|| fault(TaskFault::Unknown))?;
    let delivery = Delivery {
        shared,
        company,
        member,
        api: API,
        now,
    };
    delivery.outcomes(state, &content, &results);
    Ok(())
}

/// A member declines a task: nobody gets it.
pub(crate) fn decline_task(state: &mut state::State, task: Task<'_>) -> Result<(), SimError> {
    let (company, msgid, member) = task;
    let declined = state.sends.decline(&company.corpid, msgid, member);
    declined.map_err(fault)
}

fn fault(fault: TaskFault) -> SimError {
    let (code, zh, en) = match fault {
        TaskFault::Unknown => (
            "unknown_task",
            "没有等待这位成员确认的这条群发",
            "no such mass send waits for this member",
        ),
        TaskFault::Decided => (
            "task_decided",
            "已经确认或拒绝过了",
            "it was confirmed or declined already",
        ),
        TaskFault::Cancelled => (
            "task_cancelled",
            "企业已停止这条群发",
            "the company has cancelled it",
        ),
        TaskFault::Receiver => (
            "unknown_receiver",
            "接收人不在可选范围",
            "a receiver is not among those to choose from",
        ),
        TaskFault::NoReceiver => ("no_receiver", "还没有选接收人", "no receiver is chosen"),
        TaskFault::Reminded => (
            "task_reminded",
            "24 小时内已提醒三次",
            "three reminders within 24 hours",
        ),
    };
    SimError::refused(
        code,
        (zh, en),
        (
            "GET /sim/v1/tasks 列出等待确认的群发",
            "GET /sim/v1/tasks lists what waits",
        ),
    )
}
