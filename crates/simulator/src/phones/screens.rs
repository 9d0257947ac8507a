//! The client's screens: shown to the member, and what follows from the decision.

use std::sync::Arc;

use axum::extract::{Path, State as FromState};
use axum::response::Json;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::SimError;
use super::input::Input;
use super::qy::{self, Said};
use super::render::Renderer;
use crate::content::{Attachment, Card, Content, Image};
use crate::journal::{Kind, Source};
use crate::shared::Shared;
use crate::state::{Decide, Outcome, Pending, Receivers, State, Via};
use crate::world::{App, Company};
use crate::{Text, time};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decided {
    decision: Decision,
    receivers: Option<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Decision {
    Send,
    Cancel,
}

/// A screen as the page draws it.
pub(super) fn json(shared: &Shared, state: &State, id: &str) -> Result<Value, SimError> {
    let pending = state.screens.get(id).ok_or_else(unknown_screen)?;
    let company = shared.company(&pending.corpid);
    let (kind, title, text, attachments) = match &pending.decide {
        Decide::MassSend(content) => {
            let renderer = renderer(shared, state, company, shared.clock.now());
            let shown: Vec<Value> = content
                .attachments
                .iter()
                .filter_map(|it| renderer.attachment(it))
                .collect();
            let title = Text::new("群发助手", "Mass-send assistant");
            ("mass-send-helper", title, content.text.clone(), shown)
        }
        Decide::Ex(card) => {
            let card = renderer(shared, state, company, shared.clock.now()).card(card);
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
    let mut screen = json!({
        "id": id,
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

/// `POST /sim/v1/screens/{id}`
pub(super) async fn decide(
    FromState(shared): FromState<Arc<Shared>>,
    Path(id): Path<String>,
    Input(decided): Input<Decided>,
) -> Result<Json<Value>, SimError> {
    let mut state = shared.state();
    let pending = state.screens.get(&id).ok_or_else(unknown_screen)?.clone();
    let company = shared.company(&pending.corpid);
    let platform = state.phone.platform;
    let receivers = match decided.decision {
        Decision::Cancel => Vec::new(),
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
    let now = shared.clock.now();
    let (said, data) = match (decided.decision, &pending.decide) {
        (Decision::Cancel, _) => (Said::Cancel, json!({})),
        (Decision::Send, Decide::Select) => (Said::Ok, json!({"userIds": receivers})),
        (Decision::Send, Decide::Ex(card)) => {
            send_card(
                &shared, &mut state, company, &pending, card, &receivers, now,
            );
            (Said::Ok, json!({}))
        }
        (Decision::Send, Decide::MassSend(content)) => {
            mass_send(
                &shared, &mut state, company, &pending, content, &receivers, now,
            );
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

fn mass_send(
    shared: &Shared,
    state: &mut State,
    company: &Company,
    pending: &Pending,
    content: &Content,
    receivers: &[String],
    now: Timestamp,
) {
    let renderer = renderer(shared, state, company, now);
    let mut messages: Vec<(Value, Option<Card>)> = Vec::new();
    if let Some(text) = &content.text {
        messages.push((json!({"msgtype": "text", "text": text}), None));
    }
    for attachment in &content.attachments {
        if let Some(shown) = renderer.attachment(attachment) {
            let card = match attachment {
                Attachment::MiniProgram(card) => Some(card.clone()),
                _ => None,
            };
            messages.push((shown, card));
        }
    }
    for attachment in &content.attachments {
        if let Attachment::Image(Image::MediaId(id)) = attachment {
            state.media.deliver(id);
        }
    }
    let results = state
        .sends
        .send(
            company,
            &pending.member,
            pending.receivers,
            receivers,
            content.clone(),
            now,
            &mut state.chance,
        )
        .results
        .clone();
    for (id, outcome) in results {
        match outcome {
            Outcome::Sent => {
                for (shown, card) in &messages {
                    deliver(
                        shared,
                        state,
                        company,
                        pending,
                        &id,
                        shown,
                        card.clone(),
                        Via::MassSend,
                        now,
                    );
                }
            }
            skipped => tell_skipped(shared, company, pending, &id, skipped),
        }
    }
}

fn send_card(
    shared: &Shared,
    state: &mut State,
    company: &Company,
    pending: &Pending,
    card: &Card,
    receivers: &[String],
    now: Timestamp,
) {
    let shown = renderer(shared, state, company, now).card(card);
    for id in receivers {
        deliver(
            shared,
            state,
            company,
            pending,
            id,
            &shown,
            Some(card.clone()),
            Via::Ex,
            now,
        );
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one message needs all of them, and nothing else does"
)]
fn deliver(
    shared: &Shared,
    state: &mut State,
    company: &Company,
    pending: &Pending,
    chat: &str,
    shown: &Value,
    card: Option<Card>,
    via: Via,
    now: Timestamp,
) {
    let id = state
        .chats
        .deliver(chat, now, &pending.member, shown.clone(), card, via);
    let msgtype = shown["msgtype"].as_str().unwrap_or_default();
    let (zh, en) = match msgtype {
        "text" => ("文字", "a text"),
        "image" => ("图片", "a picture"),
        "miniprogram" => ("小程序卡片", "a mini-program card"),
        "link" => ("链接", "a link"),
        "video" => ("视频", "a video"),
        _ => ("文件", "a file"),
    };
    let (to, from) = (name(company, chat), name(company, &pending.member));
    let mut title = Text::new(
        format!("{to} 收到 {from} 发来的{zh}"),
        format!("{to} gets {en} from {from}"),
    );
    if let Some(card) = shown["miniprogram"]["title"].as_str() {
        title.zh.push_str(&format!("《{card}》"));
        title.en.push_str(&format!(" “{card}”"));
    }
    let detail = json!({
        "chat": chat, "id": id, "msgtype": msgtype, "api": pending.api, "from": pending.member,
        "page": shown["miniprogram"]["page"],
    });
    shared.write(Source::CustomerPhone, Kind::Message, title, detail);
}

fn tell_skipped(shared: &Shared, company: &Company, pending: &Pending, id: &str, outcome: Outcome) {
    use crate::world::QuotaMode;
    let who = name(company, id);
    let mut detail = json!({
        "api": pending.api, "chat": id, "receivers": [id], "status": outcome.status(),
    });
    let title = match outcome {
        Outcome::UsedUp { until } => {
            detail["until"] = json!(time::text(until));
            let (zh, en) = match company.quota.mode {
                QuotaMode::OnePerDay => ("今天已收到一条", "has one from today already"),
                QuotaMode::SevenPerWeek => ("这周已收到七条", "has seven from this week already"),
                QuotaMode::DaysOfMonth => ("这个月的条数已用完", "has this month's number already"),
            };
            Text::new(
                format!("{who} {zh}，被静默跳过"),
                format!("{who} {en} and is skipped silently"),
            )
        }
        _ => Text::new(
            format!("{who} 已不是好友，没有收到"),
            format!("{who} is no friend any more and gets nothing"),
        ),
    };
    shared.write(Source::Wecom, Kind::Skipped, title, detail);
}

fn renderer<'a>(
    shared: &'a Shared,
    state: &'a State,
    company: &'a Company,
    now: Timestamp,
) -> Renderer<'a> {
    Renderer {
        state,
        company,
        app: app(company),
        unknown: &shared.world.unknown,
        base: &shared.public_base,
        now,
    }
}

fn app(company: &Company) -> &App {
    match company.mini_program() {
        Some(app) => app,
        None => unreachable!("a phone is only given to a member of a company with a mini program"),
    }
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
