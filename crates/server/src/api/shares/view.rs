//! A share as it is shown.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use wecom_share_rules::quota::OFFSET;
use wecom_share_store as store;

/// A share as it stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Share)]
pub(crate) struct ShareView {
    /// `sh_` and 32 hexadecimal digits; sorts by time.
    id: String,
    /// prepared, refused, handed_over, cancelled or failed. `handed_over` means
    /// in the member's mass-send helper, not delivered.
    #[schema(example = "handed_over")]
    state: &'static str,
    /// The call it was planned for, or that was made.
    api: Option<String>,
    /// customers or groups.
    target: &'static str,
    appid: String,
    /// The member whose share it is.
    member: String,
    created_at: String,
    changed_at: String,
    /// How often its cards were opened.
    opened: u64,
    /// Why the call failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    error: Option<Value>,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    refusal: Option<Value>,
}

/// Who is meant to get it, as far as it was known.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ShareReceivers)]
pub(crate) struct ReceiversView {
    planned: Vec<String>,
    /// Left out, because they could not be reached then.
    skipped: Vec<String>,
}

/// A step in a share's life.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ShareEvent)]
pub(crate) struct EventView {
    at: String,
    event: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    detail: Option<Value>,
}

impl From<store::Share> for ShareView {
    fn from(share: store::Share) -> Self {
        Self {
            state: share.state.as_str(),
            target: share.target.as_str(),
            created_at: at(share.created_at),
            changed_at: at(share.changed_at),
            id: share.id,
            api: share.api,
            appid: share.appid,
            member: share.member,
            opened: share.opened,
            error: share.error,
            refusal: share.refusal,
        }
    }
}

impl From<Vec<store::Receiver>> for ReceiversView {
    fn from(receivers: Vec<store::Receiver>) -> Self {
        let (planned, skipped): (Vec<_>, Vec<_>) = receivers
            .into_iter()
            .partition(|receiver| receiver.part == store::ReceiverPart::Planned);
        let ids = |receivers: Vec<store::Receiver>| receivers.into_iter().map(|it| it.id).collect();
        Self {
            planned: ids(planned),
            skipped: ids(skipped),
        }
    }
}

impl From<store::Event> for EventView {
    fn from(event: store::Event) -> Self {
        Self {
            at: at(event.at),
            event: event.event,
            detail: event.detail,
        }
    }
}

/// Instants are written with the offset of WeCom's calendar.
fn at(instant: Timestamp) -> String {
    instant.display_with_offset(OFFSET).to_string()
}
