//! `PATCH /sim/v1/phone`: whose phone it is and which client runs on it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::view;
use crate::Text;
use crate::journal::{Kind, Source};
use crate::local::Input;
use crate::local::SimError;
use crate::shared::Shared;
use crate::state::{Entry, Phone};
use crate::world::{Platform, World, is_version};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    corpid: Option<String>,
    member: Option<String>,
    platform: Option<Platform>,
    version: Option<String>,
    ex: Option<bool>,
    entry: Option<Entry>,
    /// The customer or group whose chat is open; `""` for none.
    chat: Option<String>,
}

pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Input(change): Input<Change>,
) -> Result<Json<Value>, SimError> {
    let changed = {
        let world = shared.world();
        let mut state = shared.state();
        let mut phone = state.phone.clone();
        let changed = apply(&world, &mut phone, change)?;
        state.phone = phone;
        changed
    };
    if !changed.is_empty() {
        let (zh, en): (Vec<String>, Vec<String>) =
            changed.iter().map(|(key, value)| said(key, value)).unzip();
        let title = Text::new(
            format!("手机设置：{}", zh.join("，")),
            format!("phone set: {}", en.join(", ")),
        );
        shared.write(
            Source::MemberPhone,
            Kind::Phone,
            title,
            Value::Object(changed),
        );
    }
    Ok(Json(view::json(&shared).await))
}

/// What has really changed.
fn apply(world: &World, phone: &mut Phone, change: Change) -> Result<Map<String, Value>, SimError> {
    let before = phone.clone();
    if let Some(corpid) = change.corpid {
        let company = world
            .company(&corpid)
            .filter(|it| it.mini_program().is_some())
            .ok_or_else(|| {
                let cause = (
                    format!("没有公司 {corpid}，或者它没有小程序"),
                    format!("there is no company {corpid} with a mini program"),
                );
                refused("unknown_company", cause)
            })?;
        if company.corpid != phone.corpid {
            phone.corpid = corpid;
            phone.member = company.members[0].userid.clone();
            phone.chat = None;
        }
    }
    let company = world.known(&phone.corpid);
    if let Some(member) = change.member {
        if company.member(&member).is_none() {
            let cause = (
                format!("{} 没有成员 {member}", company.name),
                format!("{} has no member {member}", company.name),
            );
            return Err(refused("unknown_member", cause));
        }
        phone.member = member;
    }
    if let Some(version) = change.version {
        if !is_version(&version) {
            let cause = (
                format!("版本 {version} 应写成 4.1.20 的样子"),
                format!("version {version} must look like 4.1.20"),
            );
            return Err(refused("bad_version", cause));
        }
        phone.version = version;
    }
    if let Some(chat) = change.chat {
        if chat.is_empty() {
            phone.chat = None;
        } else if company.customer(&chat).is_some() || company.group(&chat).is_some() {
            phone.chat = Some(chat);
        } else {
            let cause = (
                format!("{} 没有客户或群 {chat}", company.name),
                format!("{} has no customer or group {chat}", company.name),
            );
            return Err(refused("unknown_chat", cause));
        }
    }
    phone.platform = change.platform.unwrap_or(phone.platform);
    phone.ex = change.ex.unwrap_or(phone.ex);
    phone.entry = change.entry.unwrap_or(phone.entry);
    Ok(difference(&before, phone))
}

fn refused(code: &'static str, cause: (String, String)) -> SimError {
    SimError::refused(
        code,
        cause,
        (
            "可以用的值见 GET /sim/v1/state",
            "GET /sim/v1/state lists what there is",
        ),
    )
}

fn difference(before: &Phone, after: &Phone) -> Map<String, Value> {
    let fields = |it: &Phone| {
        [
            ("corpid", json!(it.corpid)),
            ("member", json!(it.member)),
            ("platform", json!(it.platform)),
            ("version", json!(it.version)),
            ("ex", json!(it.ex)),
            ("entry", json!(it.entry)),
            ("chat", json!(it.chat)),
        ]
    };
    fields(after)
        .into_iter()
        .zip(fields(before))
        .filter(|(after, before)| after != before)
        .map(|((key, value), _)| (key.to_owned(), value))
        .collect()
}

fn said(key: &str, value: &Value) -> (String, String) {
    let plain = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let on = value == &json!(true);
    match key {
        "ex" => (
            format!(
                "wx.qy.shareAppMessageEx {}",
                if on { "存在" } else { "不存在" }
            ),
            format!(
                "wx.qy.shareAppMessageEx {}",
                if on { "exists" } else { "does not exist" }
            ),
        ),
        "corpid" => (format!("公司 {plain}"), format!("company {plain}")),
        "member" => (format!("成员 {plain}"), format!("member {plain}")),
        "platform" => (format!("平台 {plain}"), format!("platform {plain}")),
        "version" => (format!("版本 {plain}"), format!("version {plain}")),
        "entry" => (format!("入口 {plain}"), format!("entry {plain}")),
        _ => (format!("当前会话 {plain}"), format!("open chat {plain}")),
    }
}
