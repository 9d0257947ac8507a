//! `wx.qy` on the member's phone.
//!
//! Every call passes the same gates in the same order: session, entry, visible range, the member's right, the app's right,
//! parameters. What the client then does needs a person (a screen) or answers at once.

mod api;
mod caller;
mod context;
mod current;
mod draft;
mod ex;
mod login;
mod select;
mod share;
mod spelling;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Text;
use crate::journal::{Kind, Source};
use crate::local::Input;
use crate::local::SimError;
use crate::mask::masked;
use crate::shared::Shared;
use crate::state::Pending;
use api::Api;
use caller::Caller;
pub(super) use spelling::Said;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    params: Value,
    /// The page that calls.
    #[serde(default)]
    page: String,
}

/// What a call leads to.
enum Next {
    Answer(Said, Value),
    Screen(Box<Pending>, Vec<Text>),
}

/// `GET /sim/v1/qy`: the functions there are on `wx.qy` now.
pub(super) async fn names(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let phone = shared.state().phone.clone();
    let names: Vec<&str> = Api::ALL
        .into_iter()
        .filter(|it| it.exists(&phone))
        .map(Api::name)
        .collect();
    Json(json!({"names": names}))
}

/// `POST /sim/v1/qy/{api}`
pub(super) async fn call(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    Input(asked): Input<Asked>,
) -> Result<Json<Value>, SimError> {
    let now = shared.clock.now();
    let world = shared.world();
    let mut state = shared.state();
    let phone = state.phone.clone();
    let api = Api::ALL
        .into_iter()
        .find(|it| it.name() == name && it.exists(&phone))
        .ok_or_else(|| does_not_exist(&name))?;
    let company = world.known(&phone.corpid);
    let (Some(app), Some(member)) = (company.mini_program(), company.member(&phone.member)) else {
        unreachable!("a phone is only given to a member of a company with a mini program");
    };
    shared.write(
        Source::MemberPhone,
        Kind::QyCall,
        Text::new(
            format!("{} 调用 wx.qy.{name}", member.name),
            format!("{} calls wx.qy.{name}", member.name),
        ),
        masked(json!({"api": name, "params": asked.params, "page": asked.page})),
    );
    let mut caller = Caller {
        shared: &shared,
        state: &mut state,
        company,
        app,
        member,
        phone: &phone,
        now,
        params: &asked.params,
        page: &asked.page,
    };
    let next = match api {
        Api::Login => login::login(&mut caller),
        Api::CheckSession => login::check_session(&mut caller),
        Api::CanIUse => context::can_i_use(&caller),
        Api::GetContext => context::get_context(&caller),
        Api::GetSystemInfo => context::get_system_info(&caller),
        Api::SelectExternalContact => select::select(&caller),
        Api::ShareToExternalContact | Api::ShareToExternalChat => share::share(&caller, api),
        Api::ShareAppMessageEx => ex::share(&caller),
        Api::GetCurExternalContact | Api::GetCurExternalChat => current::current(&caller, api),
    };
    let next = next.unwrap_or_else(|fault| Next::Answer(fault, json!({})));
    match next {
        Next::Answer(said, data) => {
            drop(state);
            Ok(Json(answer(
                &shared,
                phone.platform,
                &name,
                &asked.page,
                &said,
                data,
            )))
        }
        Next::Screen(pending, notes) => {
            let id = state.screens.open(*pending);
            let screen = super::screens::json(&shared, &world, &state, &id)?;
            drop(state);
            super::screens::opened(&shared, &screen, &notes);
            Ok(Json(json!({"screen": screen})))
        }
    }
}

/// Tells the journal, and gives the page what the mini program's callback gets.
pub(super) fn answer(
    shared: &Shared,
    platform: crate::world::Platform,
    api: &str,
    page: &str,
    said: &Said,
    data: Value,
) -> Value {
    let answer = said.spelled(platform, api, data);
    let outcome = if said.is_ok() { "success" } else { "fail" };
    let words = said.words();
    let mut title = Text::new(
        format!("企业微信回答 {api}：{words}"),
        format!("WeCom answers {api}: {words}"),
    );
    let mut detail = json!({"api": api, "answer": answer, "outcome": outcome, "page": page});
    if let Some(why) = said.why() {
        title.zh.push_str(&format!("（{}）", why.zh));
        title.en.push_str(&format!(" ({})", why.en));
        detail["why"] = json!(why);
    }
    shared.write(Source::MemberPhone, Kind::QyAnswer, title, masked(detail));
    json!({"answer": answer, "outcome": outcome})
}

fn does_not_exist(name: &str) -> SimError {
    SimError::not_found(
        "function_does_not_exist",
        (
            format!("这部手机上没有 wx.qy.{name}"),
            format!("this phone has no wx.qy.{name}"),
        ),
    )
}
