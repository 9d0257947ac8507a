//! `GET /sim/v1/chats`: what the customers' phone shows.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Json;
use serde_json::{Value, json};

use super::view;
use crate::local::SimError;
use crate::shared::Shared;
use crate::state::Message;
use crate::time;
use crate::world::Company;

pub(super) async fn list(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let world = shared.world();
    let state = shared.state();
    let company = world.known(&state.phone.corpid);
    let member = &state.phone.member;
    let customers = view::customers(company, member).map(|it| (&it.id, &it.name, "customer"));
    let groups = view::groups(company, member).map(|it| (&it.id, &it.name, "group"));
    let chats: Vec<Value> = customers
        .chain(groups)
        .map(|(id, name, kind)| {
            let chat = state.chats.get(id);
            let messages = chat.map_or(&[][..], |it| &it.messages);
            let unread = messages.len() - chat.map_or(0, |it| it.read);
            let messages: Vec<Value> = messages.iter().map(|it| message(company, it)).collect();
            json!({"id": id, "kind": kind, "name": name, "unread": unread, "messages": messages})
        })
        .collect();
    Json(json!({"chats": chats}))
}

pub(super) async fn read(
    State(shared): State<Arc<Shared>>,
    Path(chat): Path<String>,
) -> Result<StatusCode, SimError> {
    let world = shared.world();
    let mut state = shared.state();
    let company = world.known(&state.phone.corpid);
    if company.customer(&chat).is_none() && company.group(&chat).is_none() {
        return Err(unknown_chat());
    }
    state.chats.read(&chat);
    Ok(StatusCode::NO_CONTENT)
}

pub(super) fn unknown_chat() -> SimError {
    SimError::not_found("unknown_chat", ("没有这个会话", "there is no such chat"))
}

fn message(company: &Company, message: &Message) -> Value {
    let name = company
        .member(&message.from)
        .map_or("", |it| it.name.as_str());
    let mut shown = message.shown.clone();
    shown["id"] = json!(message.id);
    shown["at"] = json!(time::text(message.at));
    shown["from"] = json!({"userid": message.from, "name": name});
    shown
}
