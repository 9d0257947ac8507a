//! Customers on their way from one member to another (server-api.md §4.11).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::event::tell_world;
use super::find;
use crate::handover;
use crate::local::{Envelope, Input, SimError};
use crate::shared::Shared;
use crate::state::{Transfer, TransferState};
use crate::time;

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Transfer)]
pub(super) struct TransferView {
    number: u64,
    customer: String,
    from: String,
    to: String,
    at: String,
    /// `begun`, `taken_over`, `customer_refused`, `customer_limit_exceed`, or `superseded` by another.
    state: &'static str,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TransferEnd)]
pub(super) struct End {
    end: Ending,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TransferEnding)]
enum Ending {
    /// Before its time.
    TakenOver,
    CustomerRefused,
    /// The other member has as many customers as members may have.
    CustomerLimitExceed,
}

impl TransferView {
    fn of(it: &Transfer) -> Self {
        Self {
            number: it.number,
            customer: it.customer.clone(),
            from: it.from.clone(),
            to: it.to.clone(),
            at: time::text(it.at),
            state: it.state.as_str(),
        }
    }
}

/// Transfers of customers, oldest first
#[utoipa::path(get, path = "/companies/{corpid}/transfers", tag = "members", params(("corpid" = String, Path)),
    responses((status = OK, body = Vec<TransferView>), (status = NOT_FOUND, body = Envelope)))]
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Path(corpid): Path<String>,
) -> Result<Json<Vec<TransferView>>, SimError> {
    handover::settle(&shared, shared.clock.now());
    find::company(&shared.world(), &corpid)?;
    let state = shared.state();
    Ok(Json(
        state.transfers.of(&corpid).map(TransferView::of).collect(),
    ))
}

/// End a transfer: the customer refuses, or it is done
///
/// Told by `transfer_fail`, or by `del_external_contact` with the source `DELETE_BY_TRANSFER` (server-api.md §9.6).
#[utoipa::path(post, path = "/companies/{corpid}/transfers/{number}", tag = "members",
    params(("corpid" = String, Path), ("number" = u64, Path)), request_body = End,
    responses((status = OK, body = TransferView), (status = NOT_FOUND, body = Envelope),
    (status = CONFLICT, description = "`nothing_to_change`", body = Envelope)))]
pub(super) async fn end(
    State(shared): State<Arc<Shared>>,
    Path((corpid, number)): Path<(String, u64)>,
    Input(End { end }): Input<End>,
) -> Result<Json<TransferView>, SimError> {
    handover::settle(&shared, shared.clock.now());
    find::company(&shared.world(), &corpid)?;
    let known = shared
        .state()
        .transfers
        .of(&corpid)
        .any(|it| it.number == number);
    if !known {
        let number = number.to_string();
        return Err(find::missing(
            "unknown_transfer",
            "转接",
            "transfer",
            &number,
        ));
    }
    let state = match end {
        Ending::TakenOver => TransferState::TakenOver,
        Ending::CustomerRefused => TransferState::CustomerRefused,
        Ending::CustomerLimitExceed => TransferState::CustomerLimitExceed,
    };
    let ended = handover::end(&shared, number, state).ok_or_else(|| {
        find::unchanged(
            format!("转接 {number} 已经结束"),
            format!("transfer {number} has ended"),
        )
    })?;
    let view = TransferView::of(&ended);
    tell_world(
        &shared,
        (
            format!("客户 {} 的转接结束：{}", view.customer, view.state),
            format!("the transfer of {} ends: {}", view.customer, view.state),
        ),
        &view,
    );
    Ok(Json(view))
}
