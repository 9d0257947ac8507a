//! Apps: their rights, their visible range, and whether a provider's is installed.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Json;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::event::tell_world;
use super::find;
use crate::api::open_corpid;
use crate::callbacks::Callbacks;
use crate::local::{Envelope, Input, SimError};
use crate::shared::Shared;
use crate::world::{App, Right, Suite};

/// Without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = App)]
pub(super) struct AppView {
    agentid: i64,
    name: String,
    /// The mini program linked to it.
    appid: Option<String>,
    enabled: bool,
    /// In 可调用接口的应用 of 客户联系.
    customer_contact: bool,
    /// Userids in 可见范围; `null` is everyone.
    visible: Option<BTreeSet<String>>,
    /// The suite it is an installation of; `null` for a self-built app.
    suite: Option<String>,
    /// Where its events go.
    callback_url: Option<String>,
}

impl AppView {
    pub fn of(it: &App) -> Self {
        Self {
            agentid: it.agentid,
            name: it.name.clone(),
            appid: it.appid.clone(),
            enabled: it.enabled,
            customer_contact: it.customer_contact,
            visible: it.visible.clone(),
            suite: it.suite.clone(),
            callback_url: it.callback.as_ref().map(|it| it.url.clone()),
        }
    }
}

/// What is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AppChange)]
pub(super) struct Change {
    enabled: Option<bool>,
    customer_contact: Option<bool>,
    /// `null` is everyone.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<BTreeSet<String>>)]
    visible: Option<Option<BTreeSet<String>>>,
    /// Of a provider's app: the permissions it has.
    #[schema(value_type = Option<Vec<String>>, example = json!(["customer_info", "mass_send"]))]
    rights: Option<Vec<Right>>,
}

/// Tells `null` from nothing.
fn given<'de, D: Deserializer<'de>>(
    input: D,
) -> Result<Option<Option<BTreeSet<String>>>, D::Error> {
    Option::deserialize(input).map(Some)
}

/// Change an app's rights or visible range
///
/// Of an installed provider's app this is told to the suite by `change_auth` (server-api.md §10.1).
#[utoipa::path(patch, path = "/companies/{corpid}/apps/{agentid}", tag = "world",
    params(("corpid" = String, Path), ("agentid" = i64, Path)), request_body = Change,
    responses((status = OK, body = AppView), (status = NOT_FOUND, body = Envelope),
    (status = UNPROCESSABLE_ENTITY, description = "`rights_without_suite`", body = Envelope)))]
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Path((corpid, agentid)): Path<(String, i64)>,
    Input(change): Input<Change>,
) -> Result<Json<AppView>, SimError> {
    let (view, authorisation) = {
        let mut world = shared.world_mut();
        let company = find::company_mut(&mut world, &corpid)?;
        for userid in change.visible.iter().flatten().flatten() {
            find::is_member(company, userid)?;
        }
        let app = company
            .app_mut(agentid)
            .ok_or_else(|| find::missing("unknown_app", "应用", "app", &agentid.to_string()))?;
        if change.rights.is_some() && app.suite.is_none() {
            return Err(not_a_providers(app));
        }
        let changed = change.visible.is_some() || change.rights.is_some();
        app.enabled = change.enabled.unwrap_or(app.enabled);
        app.customer_contact = change.customer_contact.unwrap_or(app.customer_contact);
        if let Some(visible) = change.visible {
            app.visible = visible;
        }
        if let Some(rights) = change.rights {
            app.rights = Some(rights);
        }
        let installed = shared.state().suites.installed(&corpid, app);
        (AppView::of(app), installed && changed)
    };
    tell_world(
        &shared,
        (
            format!("应用「{}」的权限变了", view.name),
            format!("the rights of {} change", view.name),
        ),
        &view,
    );
    if authorisation {
        told(&shared, &corpid, agentid, Callbacks::authorisation_changed);
    }
    Ok(Json(view))
}

/// The company removes a provider's app
///
/// Told to the suite by `cancel_auth` (server-api.md §10.1). Its tokens then get 48004; it can be installed again.
#[utoipa::path(delete, path = "/companies/{corpid}/apps/{agentid}/authorisation", tag = "world",
    params(("corpid" = String, Path), ("agentid" = i64, Path)),
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = Envelope),
    (status = CONFLICT, description = "`nothing_to_change`", body = Envelope),
    (status = UNPROCESSABLE_ENTITY, description = "`rights_without_suite`", body = Envelope)))]
pub(super) async fn cancel(
    State(shared): State<Arc<Shared>>,
    Path((corpid, agentid)): Path<(String, i64)>,
) -> Result<StatusCode, SimError> {
    let view = {
        let world = shared.world();
        let company = find::company(&world, &corpid)?;
        let app = company
            .app(agentid)
            .ok_or_else(|| find::missing("unknown_app", "应用", "app", &agentid.to_string()))?;
        if app.suite.is_none() {
            return Err(not_a_providers(app));
        }
        if !shared.state().suites.remove(&corpid, agentid) {
            return Err(find::unchanged(
                format!("{corpid} 没有安装「{}」", app.name),
                format!("{corpid} has not installed {}", app.name),
            ));
        }
        AppView::of(app)
    };
    tell_world(
        &shared,
        (
            format!("{corpid} 删除了「{}」", view.name),
            format!("{corpid} removes {}", view.name),
        ),
        &view,
    );
    told(
        &shared,
        &corpid,
        agentid,
        |callbacks, shared, suite, corpid, _| {
            callbacks.authorisation_cancelled(shared, suite, corpid);
        },
    );
    Ok(StatusCode::NO_CONTENT)
}

/// Tells the suite of an app what the company, by the provider's name for it, has done with its authorisation.
fn told(
    shared: &Shared,
    corpid: &str,
    agentid: i64,
    tell: impl FnOnce(&Callbacks, &Shared, &Suite, &str, Option<&str>),
) {
    let world = shared.world();
    let app = world.company(corpid).and_then(|it| it.app(agentid));
    let suite = app.and_then(|it| world.suite(it.suite.as_deref()?));
    let Some((provider, suite)) = suite else {
        return;
    };
    let state = shared
        .state()
        .suites
        .link_state(corpid, agentid)
        .map(str::to_owned);
    let name = open_corpid(provider, corpid);
    tell(&shared.callbacks, shared, suite, &name, state.as_deref());
}

fn not_a_providers(app: &App) -> SimError {
    SimError::refused(
        "rights_without_suite",
        (
            format!("「{}」是自建应用，没有授权", app.name),
            format!("{} is self-built: nothing was authorised", app.name),
        ),
        (
            "自建应用用 customer_contact 和 visible",
            "a self-built app has customer_contact and visible",
        ),
    )
}
