//! Members: who they are, and whether they have 客户联系.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::event::tell_world;
use super::find::{self, Page};
use crate::local::{Envelope, Input, SimError};
use crate::shared::Shared;
use crate::world::Member;

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Member)]
pub(super) struct MemberView {
    userid: String,
    name: String,
    /// In the 使用范围 of 客户联系.
    customer_contact: bool,
}

impl MemberView {
    fn of(it: &Member) -> Self {
        Self {
            userid: it.userid.clone(),
            name: it.name.clone(),
            customer_contact: it.customer_contact,
        }
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MemberChange)]
pub(super) struct Change {
    customer_contact: bool,
}

/// Members of a company
#[utoipa::path(get, path = "/companies/{corpid}/members", tag = "world", params(("corpid" = String, Path), Page),
    responses((status = OK, body = Vec<MemberView>), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Path(corpid): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<Vec<MemberView>>, SimError> {
    let world = shared.world();
    let company = find::company(&world, &corpid)?;
    Ok(Json(page.of(company.members.iter().map(MemberView::of))))
}

/// Give or take the right to use customer contact
#[utoipa::path(patch, path = "/companies/{corpid}/members/{userid}", tag = "world",
    params(("corpid" = String, Path), ("userid" = String, Path)), request_body = Change,
    responses((status = OK, body = MemberView), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn change(
    State(shared): State<Arc<Shared>>,
    Path((corpid, userid)): Path<(String, String)>,
    Input(change): Input<Change>,
) -> Result<Json<MemberView>, SimError> {
    let view = {
        let mut world = shared.world_mut();
        let company = find::company_mut(&mut world, &corpid)?;
        find::is_member(company, &userid)?;
        let Some(member) = company.member_mut(&userid) else {
            unreachable!("looked up above");
        };
        member.customer_contact = change.customer_contact;
        MemberView::of(member)
    };
    let (zh, en) = if view.customer_contact {
        ("进入", "enters")
    } else {
        ("离开", "leaves")
    };
    tell_world(
        &shared,
        (
            format!("{} {zh}客户联系的使用范围", view.name),
            format!("{} {en} the scope of customer contact", view.name),
        ),
        &view,
    );
    Ok(Json(view))
}
