//! What people do who hold none of the two phones: a customer adds a member, an administrator installs a provider's app.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Json;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Text;
use crate::control::{Meeting, met};
use crate::journal::{Kind, Source};
use crate::local::Input;
use crate::local::SimError;
use crate::shared::Shared;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Install {
    suite: String,
    corpid: String,
    /// The administrator; the company's first member when absent.
    member: Option<String>,
    /// What the installation link carried.
    state: Option<String>,
}

/// `POST /sim/v1/installs`: the auth_code that WeCom also sends in `create_auth`.
pub(super) async fn install(
    State(shared): State<Arc<Shared>>,
    Input(asked): Input<Install>,
) -> Result<Json<Value>, SimError> {
    let world = shared.world();
    let unknown = |zh: String, en: String| {
        let remedy = ("检查世界文件", "look into the world file");
        SimError::refused("cannot_install", (zh, en), remedy)
    };
    let (company, app) = world
        .company(&asked.corpid)
        .and_then(|company| {
            let of_suite = |it: &&_| app_is_of(it, &asked.suite);
            Some((company, company.apps.iter().find(of_suite)?))
        })
        .ok_or_else(|| {
            unknown(
                format!("{} 里没有 suite 为 {} 的应用", asked.corpid, asked.suite),
                format!("{} has no app of the suite {}", asked.corpid, asked.suite),
            )
        })?;
    let member = asked
        .member
        .unwrap_or_else(|| company.members[0].userid.clone());
    if company.member(&member).is_none() {
        return Err(unknown(
            format!("{} 没有成员 {member}", company.name),
            format!("{} has no member {member}", company.name),
        ));
    }
    let state = &mut *shared.state();
    let auth_code = state.suites.authorise(
        &asked.suite,
        &company.corpid,
        &member,
        asked.state.clone(),
        shared.clock.now(),
        &mut state.chance,
    );
    if let Some((_, suite)) = world.suite(&asked.suite) {
        let state = asked.state.as_deref();
        shared
            .callbacks
            .authorised(&shared, suite, &auth_code, state);
    }
    let title = Text::new(
        format!("{} 安装了「{}」", company.name, app.name),
        format!("{} installs {}", company.name, app.name),
    );
    let detail = json!({"suite": asked.suite, "corpid": company.corpid, "member": member});
    shared.write(Source::World, Kind::People, title, detail);
    Ok(Json(json!({"auth_code": auth_code})))
}

fn app_is_of(app: &crate::world::App, suite: &str) -> bool {
    app.suite.as_deref() == Some(suite)
}

/// `GET /sim/v1/suites/{id}/ticket`: the suite_ticket of now, which WeCom pushes every ten minutes.
pub(super) async fn ticket(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
) -> Result<Json<Value>, SimError> {
    if shared.world().suite(&id).is_none() {
        let cause = (
            format!("没有 suite {id}"),
            format!("there is no suite {id}"),
        );
        return Err(SimError::not_found("unknown_suite", cause));
    }
    let state = &mut *shared.state();
    let ticket = state
        .suites
        .ticket(&id, shared.clock.now(), &mut state.chance);
    Ok(Json(json!({"suite_ticket": ticket})))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Add {
    corpid: Option<String>,
    customer: String,
    member: String,
}

/// `POST /sim/v1/adds`: the welcome code that WeCom also sends in `add_external_contact`.
pub(super) async fn add(
    State(shared): State<Arc<Shared>>,
    Input(asked): Input<Add>,
) -> Result<Json<Value>, SimError> {
    let phone = shared.state().phone.corpid.clone();
    let corpid = asked.corpid.unwrap_or(phone);
    let known = shared
        .world_mut()
        .company_mut(&corpid)
        .is_some_and(|it| it.follow(&asked.customer, &asked.member));
    if !known {
        return Err(SimError::refused(
            "unknown_person",
            (
                "没有这位客户或成员",
                "there is no such customer or no such member",
            ),
            (
                "可以用的值见 GET /sim/v1/state",
                "GET /sim/v1/state lists what there is",
            ),
        ));
    }
    let code = met(
        &shared,
        &corpid,
        &asked.member,
        &asked.customer,
        &Meeting::default(),
    );
    let title = Text::new(
        format!("{} 添加了 {}", asked.customer, asked.member),
        format!("{} adds {}", asked.customer, asked.member),
    );
    let detail = json!({"corpid": corpid, "customer": asked.customer, "member": asked.member});
    shared.write(Source::CustomerPhone, Kind::People, title, detail);
    Ok(Json(json!({"welcome_code": code})))
}
