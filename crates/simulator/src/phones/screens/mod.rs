//! The client's screens: what the member sees before anything is sent.

mod decide;
mod deliver;
mod tasks;

use serde_json::{Value, json};

use super::render::Renderer;
use crate::Text;
use crate::journal::{Kind, Source};
use crate::local::SimError;
use crate::shared::Shared;
use crate::state::{Decide, Receivers, State};
use crate::world::{Company, World};
pub(super) use decide::decide;
pub(crate) use deliver::deliver;
pub(crate) use tasks::{confirm_task, decline_task};
pub(super) use tasks::{list as list_tasks, open as open_task};

/// A screen as the page draws it.
pub(super) fn json(
    shared: &Shared,
    world: &World,
    state: &State,
    id: &str,
) -> Result<Value, SimError> {
    let pending = state.screens.get(id).ok_or_else(unknown_screen)?;
    let company = world.known(&pending.corpid);
    let (kind, title, text, attachments) = match &pending.decide {
        Decide::MassSend(content) | Decide::Task { content, .. } => {
            let renderer = Renderer::new(shared, state, company);
            let shown: Vec<Value> = content
                .attachments
                .iter()
                .filter_map(|it| renderer.attachment(it))
                .collect();
            let title = Text::new("群发助手", "Mass-send assistant");
            ("mass-send-helper", title, content.text.clone(), shown)
        }
        Decide::Ex(card) => {
            let card = Renderer::new(shared, state, company).card(card);
            let title = Text::new("发送给", "Send to");
            ("ex-confirm", title, None, vec![card])
        }
        Decide::Select => {
            let title = Text::new("选择客户", "Choose customers");
            ("select-external-contact", title, None, Vec::new())
        }
    };
    let kind_of = match pending.receivers {
        Receivers::Customers => "customers",
        Receivers::Groups => "groups",
    };
    let candidates: Vec<Value> = pending
        .candidates
        .iter()
        .map(|id| json!({"id": id, "name": name(company, id)}))
        .collect();
    let task = match &pending.decide {
        Decide::Task { msgid, .. } => json!(msgid),
        _ => Value::Null,
    };
    let mut screen = json!({
        "id": id,
        "task": task,
        "kind": kind,
        "title": title,
        "attachments": attachments,
        "receivers": {
            "kind": kind_of,
            "candidates": candidates,
            "preset": pending.preset,
            "locked": pending.locked,
        },
    });
    if let Some(text) = text {
        screen["text"] = json!(text);
    }
    Ok(screen)
}

/// Tells the journal that the member now sees it.
pub(super) fn opened(shared: &Shared, screen: &Value, notes: &[Text]) {
    let mut title = Text::new(
        format!(
            "企业微信打开「{}」",
            screen["title"]["zh"].as_str().unwrap_or_default()
        ),
        format!(
            "WeCom opens “{}”",
            screen["title"]["en"].as_str().unwrap_or_default()
        ),
    );
    for note in notes {
        title.zh.push_str(&format!("；{}", note.zh));
        title.en.push_str(&format!("; {}", note.en));
    }
    let detail = json!({
        "id": screen["id"], "kind": screen["kind"], "event": "opened",
        "preset": screen["receivers"]["preset"], "notes": notes,
    });
    shared.write(Source::MemberPhone, Kind::Screen, title, detail);
}

/// The name of a member, customer or group.
fn name<'a>(company: &'a Company, id: &'a str) -> &'a str {
    company
        .member(id)
        .map(|it| it.name.as_str())
        .or_else(|| company.customer(id).map(|it| it.name.as_str()))
        .or_else(|| company.group(id).map(|it| it.name.as_str()))
        .unwrap_or(id)
}

fn unknown_screen() -> SimError {
    SimError::not_found(
        "unknown_screen",
        (
            "这个页面已经关闭，或从没打开过",
            "this screen is closed, or was never open",
        ),
    )
}
