//! What a member notes about a customer, in the client: remark, mobiles, tags.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::event::{contact_for, tell_world};
use super::find;
use crate::callbacks::Audience;
use crate::local::{Envelope, Input, SimError};
use crate::shared::Shared;
use crate::state::Remark;

/// What is left out stays as it is.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Notes {
    remark: Option<String>,
    description: Option<String>,
    company: Option<String>,
    mobiles: Option<Vec<String>>,
    /// Ids of corp or strategy tags; the others are taken off.
    tags: Option<Vec<String>>,
}

/// A member edits a customer's remark, mobiles or tags
///
/// Told by `edit_external_contact`, if one of the three changes; a change of the mobiles alone not to third-party apps
/// (server-api.md §9.6).
#[utoipa::path(patch, path = "/companies/{corpid}/customers/{id}/followers/{userid}/notes", tag = "world",
    params(("corpid" = String, Path), ("id" = String, Path), ("userid" = String, Path)), request_body = Notes,
    responses((status = NO_CONTENT), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn edit(
    State(shared): State<Arc<Shared>>,
    Path((corpid, id, userid)): Path<(String, String, String)>,
    Input(notes): Input<Notes>,
) -> Result<StatusCode, SimError> {
    let (remark, mobiles, tags) = {
        let world = shared.world();
        let company = find::company(&world, &corpid)?;
        find::is_member(company, &userid)?;
        let customer = company
            .customer(&id)
            .ok_or_else(|| find::missing("unknown_customer", "客户", "customer", &id))?;
        if !customer.is_followed_by(&userid) {
            return Err(find::missing("unknown_customer", "客户", "customer", &id));
        }
        let state = &mut *shared.state();
        let unknown = notes
            .tags
            .iter()
            .flatten()
            .find(|it| state.tags.tag(&corpid, it).is_none());
        if let Some(tag) = unknown {
            return Err(find::missing("unknown_tag", "标签", "tag", tag));
        }
        let before = state.follows.known(company, customer, &userid);
        let change = Remark {
            remark: notes.remark.clone(),
            description: notes.description.clone(),
            company: notes.company.clone(),
            mobiles: notes.mobiles.clone(),
        };
        state.follows.remark(company, customer, &userid, change);
        if let Some(tags) = notes.tags.clone() {
            state.follows.tag(company, customer, &userid, tags);
        }
        let after = state.follows.known(company, customer, &userid);
        (
            before.remark != after.remark,
            before.remark_mobiles != after.remark_mobiles,
            before.tags != after.tags,
        )
    };
    tell_world(
        &shared,
        (
            format!("{userid} 改了客户 {id} 的备注"),
            format!("{userid} edits what is noted about {id}"),
        ),
        &notes,
    );
    let audience = match (remark || tags, mobiles) {
        (true, _) => Audience::Of(userid.clone()),
        (false, true) => Audience::OfButThirdParty(userid.clone()),
        (false, false) => return Ok(StatusCode::NO_CONTENT),
    };
    contact_for(
        &shared,
        &corpid,
        audience,
        "edit_external_contact",
        (&userid, &id),
        Vec::new(),
    );
    Ok(StatusCode::NO_CONTENT)
}
