//! Apps: their rights and their visible range.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Json;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::event::tell_world;
use super::find;
use crate::local::{Envelope, Input, SimError};
use crate::shared::Shared;
use crate::world::App;

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
}

/// Tells `null` from nothing.
fn given<'de, D: Deserializer<'de>>(
    input: D,
) -> Result<Option<Option<BTreeSet<String>>>, D::Error> {
    Option::deserialize(input).map(Some)
}

/// Change an app's rights or visible range
#[utoipa::path(patch, path = "/companies/{corpid}/apps/{agentid}", tag = "world",
    params(("corpid" = String, Path), ("agentid" = i64, Path)), request_body = Change,
    responses((status = OK, body = AppView), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Path((corpid, agentid)): Path<(String, i64)>,
    Input(change): Input<Change>,
) -> Result<Json<AppView>, SimError> {
    let view = {
        let mut world = shared.world_mut();
        let company = find::company_mut(&mut world, &corpid)?;
        for userid in change.visible.iter().flatten().flatten() {
            find::is_member(company, userid)?;
        }
        let app = company
            .app_mut(agentid)
            .ok_or_else(|| find::missing("unknown_app", "应用", "app", &agentid.to_string()))?;
        app.enabled = change.enabled.unwrap_or(app.enabled);
        app.customer_contact = change.customer_contact.unwrap_or(app.customer_contact);
        if let Some(visible) = change.visible {
            app.visible = visible;
        }
        AppView::of(app)
    };
    tell_world(
        &shared,
        (
            format!("应用「{}」的权限变了", view.name),
            format!("the rights of {} change", view.name),
        ),
        &view,
    );
    Ok(Json(view))
}
