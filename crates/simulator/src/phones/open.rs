//! `POST /sim/v1/chats/{chat}/messages/{id}/open`: a customer taps a card, and WeChat judges its page (client-api.md §4).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::chats::unknown_chat;
use crate::Text;
use crate::journal::{Kind, Source};
use crate::local::Input;
use crate::local::SimError;
use crate::shared::Shared;
use crate::state::Via;
use crate::world::{EmptyPage, ExSuffix, LeadingSlash, Unknown};

/// Cards in a chat with one person, and in a group.
const SCENE: [u16; 2] = [1007, 1008];
/// With a WeCom contact, and in a mixed group (client-api.md §2.6).
const CHAT_TYPE: [u8; 2] = [2, 4];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tap {
    /// The customer who taps, in a group.
    by: Option<String>,
}

pub(super) async fn open(
    State(shared): State<Arc<Shared>>,
    Path((chat, id)): Path<(String, String)>,
    Input(tap): Input<Tap>,
) -> Result<Json<Value>, SimError> {
    let packed = shared.packed().await;
    let pages = match &*packed {
        Ok(packed) => &packed.pages,
        Err(error) => {
            return Err(SimError::refused(
                "app_broken",
                (
                    format!("小程序打不开：{} {}", error.place(), error.zh),
                    format!("the mini program is broken: {} {}", error.place(), error.en),
                ),
                ("修好这个文件再试", "mend that file and try again"),
            ));
        }
    };
    let world = shared.world();
    let mut state = shared.state();
    let company = world.known(&state.phone.corpid);
    let group = company.group(&chat);
    let place = usize::from(group.is_some());
    let holder = match group {
        Some(group) => &group.name,
        None => &company.customer(&chat).ok_or_else(unknown_chat)?.name,
    };
    let message = state.chats.message(&chat, &id).ok_or_else(|| {
        SimError::not_found("unknown_message", ("没有这条消息", "no such message"))
    })?;
    let card = message.card.clone().ok_or_else(|| {
        SimError::refused(
            "not_a_card",
            (
                "这条消息不是小程序卡片",
                "this message is no mini-program card",
            ),
            ("点开卡片", "tap a card"),
        )
    })?;
    let judged = judge(&card.page, message.via, pages, &shared.unknown);
    state.chats.read(&chat);
    drop(state);

    let who = tap
        .by
        .as_deref()
        .and_then(|id| company.customer(id))
        .map_or(holder, |it| &it.name);
    let mut detail = json!({
        "chat": chat, "message": id, "page": card.page, "ok": judged.is_ok(), "by": tap.by,
    });
    let (answer, title) = match judged {
        Ok(Found { path, query }) => {
            detail["path"] = json!(path);
            detail["query"] = json!(query);
            let title = Text::new(
                format!("{who} 点开《{}》→ {path}", card.title),
                format!("{who} opens “{}” → {path}", card.title),
            );
            let answer = json!({
                "ok": true, "appid": card.appid, "path": path, "query": query,
                "scene": SCENE[place], "chatType": CHAT_TYPE[place],
            });
            (answer, title)
        }
        Err(why) => {
            detail["why"] = json!(why);
            let title = Text::new(
                format!("{who} 点开《{}》→ 页面不存在：{}", card.title, why.zh),
                format!("{who} opens “{}” → page not found: {}", card.title, why.en),
            );
            (
                json!({"ok": false, "text": "页面不存在", "why": why}),
                title,
            )
        }
    };
    shared.write(Source::CustomerPhone, Kind::Open, title, detail);
    Ok(Json(answer))
}

#[derive(Debug, PartialEq)]
struct Found {
    path: String,
    /// Values as they stand in the page: WeChat does not decode them.
    query: Map<String, Value>,
}

fn judge(page: &str, via: Via, pages: &[String], unknown: &Unknown) -> Result<Found, Text> {
    if page.is_empty() {
        return match (unknown.empty_page, pages.first()) {
            (EmptyPage::Home, Some(home)) => Ok(Found {
                path: home.clone(),
                query: Map::new(),
            }),
            _ => Err(Text::new(
                "卡片没有页面路径（未知：世界设定为打不开）",
                "the card has no page (unknown: the world says it does not open)",
            )),
        };
    }
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let bare = match path.strip_prefix('/') {
        Some(bare) => bare,
        None if unknown.leading_slash == LeadingSlash::Optional => path,
        None => {
            return Err(Text::new(
                "路径没有以 / 开头（未知：世界设定为打不开）",
                "the path has no leading slash (unknown: the world says it does not open)",
            ));
        }
    };
    let suffix_needed = match (via, unknown.ex_suffix) {
        (Via::MassSend, _) | (Via::Ex, ExSuffix::Required) => Some(true),
        (Via::Ex, ExSuffix::Forbidden) => Some(false),
        (Via::Ex, ExSuffix::Either) => None,
    };
    let name = match (bare.strip_suffix(".html"), suffix_needed) {
        (Some(name), Some(true) | None) => name,
        (None, Some(false) | None) => bare,
        (None, Some(true)) => {
            return Err(Text::new(
                "页面路径没有 .html 后缀",
                "the page's path lacks the suffix .html",
            ));
        }
        (Some(_), Some(false)) => {
            return Err(Text::new(
                "这种卡片的路径不能带 .html（未知：世界的设定）",
                "this kind of card must not have .html (unknown: the world says so)",
            ));
        }
    };
    if name.ends_with(".html") {
        return Err(Text::new(
            ".html 后缀写了两次",
            "the suffix .html is there twice",
        ));
    }
    if !pages.iter().any(|it| it == name) {
        return Err(Text::new(
            format!("app.json 里没有页面 {name}"),
            format!("app.json has no page {name}"),
        ));
    }
    Ok(Found {
        path: name.to_owned(),
        query: parse(query),
    })
}

fn parse(query: &str) -> Map<String, Value> {
    query
        .split('&')
        .filter(|it| !it.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (key.to_owned(), json!(value))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(page: &str, via: Via) -> Result<String, String> {
        let pages = ["pages/index/index".to_owned(), "pages/a/b".to_owned()];
        judge(page, via, &pages, &Unknown::default())
            .map(|it| it.path)
            .map_err(|it| it.en)
    }

    #[test]
    fn a_mass_sent_card_needs_the_suffix_exactly_once() {
        assert_eq!(
            ask("/pages/a/b.html?x=1", Via::MassSend),
            Ok("pages/a/b".into())
        );
        assert_eq!(ask("pages/a/b.html", Via::MassSend), Ok("pages/a/b".into()));
        assert!(ask("/pages/a/b?x=1", Via::MassSend).is_err());
        assert!(ask("/pages/a/b.html.html", Via::MassSend).is_err());
        assert!(ask("/pages/a/b?x=1.html", Via::MassSend).is_err());
        assert!(ask("/pages/none.html", Via::MassSend).is_err());
    }

    #[test]
    fn a_private_card_opens_with_or_without_the_suffix_until_somebody_knows_better() {
        assert!(ask("/pages/a/b.html", Via::Ex).is_ok());
        assert!(ask("/pages/a/b?x=1", Via::Ex).is_ok());
        assert!(ask("/pages/a/b.html.html", Via::Ex).is_err());
    }

    #[test]
    fn everything_after_the_first_question_mark_is_the_query_and_stays_as_written() {
        let pages = ["pages/a/b".to_owned()];
        let page = "/pages/a/b.html?u=https%3A%2F%2Fh%3Fq&x=1?2";
        let found = judge(page, Via::MassSend, &pages, &Unknown::default()).unwrap();
        assert_eq!(found.query["u"], "https%3A%2F%2Fh%3Fq");
        assert_eq!(found.query["x"], "1?2");
    }
}
