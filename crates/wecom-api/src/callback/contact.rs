//! The events of customer contact (server-api.md §9.6).

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::{Fault, event::take};
use crate::{
    ChatId, ExternalUserId, UserId,
    number::{maybe_number, or_empty},
};

/// A member and a customer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct CustomerOf {
    #[serde(rename = "UserID")]
    pub userid: UserId,
    #[serde(rename = "ExternalUserID")]
    pub external_userid: ExternalUserId,
    /// Of the contact way by which they met; only when added.
    #[serde(rename = "State")]
    pub state: Option<String>,
    /// Good for 20 seconds and one welcome message; only when added, and only
    /// if nobody has welcomed them yet.
    #[serde(rename = "WelcomeCode")]
    pub welcome_code: Option<String>,
    /// `DELETE_BY_TRANSFER`; only when deleted.
    #[serde(rename = "Source")]
    pub source: Option<String>,
    /// `customer_refused` or `customer_limit_exceed`; only when not
    /// transferred.
    #[serde(rename = "FailReason")]
    pub fail_reason: Option<String>,
}

/// `change_external_contact`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContactChange {
    Added(CustomerOf),
    Edited(CustomerOf),
    /// The customer added a member who need not agree; they are not friends.
    HalfAdded(CustomerOf),
    /// By the member.
    Deleted(CustomerOf),
    /// The customer deleted the member.
    DeletedByCustomer(CustomerOf),
    TransferFailed(CustomerOf),
}

impl ContactChange {
    /// Who was concerned.
    #[must_use]
    pub fn of(&self) -> &CustomerOf {
        match self {
            Self::Added(of)
            | Self::Edited(of)
            | Self::HalfAdded(of)
            | Self::Deleted(of)
            | Self::DeletedByCustomer(of)
            | Self::TransferFailed(of) => of,
        }
    }
}

pub(super) fn contact(
    change: &str,
    raw: &Map<String, Value>,
) -> Result<Option<ContactChange>, Fault> {
    let made = match change {
        "add_external_contact" => ContactChange::Added,
        "edit_external_contact" => ContactChange::Edited,
        "add_half_external_contact" => ContactChange::HalfAdded,
        "del_external_contact" => ContactChange::Deleted,
        "del_follow_user" => ContactChange::DeletedByCustomer,
        "transfer_fail" => ContactChange::TransferFailed,
        _ => return Ok(None),
    };
    take(raw).map(made).map(Some)
}

/// `change_external_chat`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChatChange {
    Created(ChatId),
    Updated(GroupUpdate),
    Dismissed(ChatId),
}

/// What changed in a group.
///
/// Apply `members` only to a list of version `last_mem_ver`; fetch the group
/// anew otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct GroupUpdate {
    pub chat_id: ChatId,
    pub update_detail: UpdateDetail,
    /// 0 invited, 3 by QR code. Only tells something when members came, but
    /// is there with other changes too.
    #[serde(default, deserialize_with = "maybe_number")]
    pub join_scene: Option<i64>,
    /// 0 left, 1 removed.
    #[serde(default, deserialize_with = "maybe_number")]
    pub quit_scene: Option<i64>,
    #[serde(default, deserialize_with = "maybe_number")]
    pub mem_change_cnt: Option<i64>,
    /// Who came or went: members' ids and customers'.
    #[serde(default, rename = "MemChangeList", deserialize_with = "items")]
    pub members: Vec<String>,
    pub last_mem_ver: Option<String>,
    pub cur_mem_ver: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UpdateDetail {
    AddMember,
    DelMember,
    ChangeOwner,
    ChangeName,
    ChangeNotice,
    #[serde(untagged)]
    Other(String),
}

pub(super) fn chat(change: &str, raw: &Map<String, Value>) -> Result<Option<ChatChange>, Fault> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Chat {
        chat_id: ChatId,
    }
    Ok(Some(match change {
        "create" => ChatChange::Created(take::<Chat>(raw)?.chat_id),
        "update" => ChatChange::Updated(take(raw)?),
        "dismiss" => ChatChange::Dismissed(take::<Chat>(raw)?.chat_id),
        _ => return Ok(None),
    }))
}

/// `change_external_tag`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TagChange {
    Created(TagSubject),
    Updated(TagSubject),
    /// Of a group: tells nothing of the tags in it.
    Deleted(TagSubject),
    /// An empty id means that groups were put in another order.
    Shuffled(TagSubject),
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct TagSubject {
    #[serde(default, deserialize_with = "or_empty")]
    pub id: String,
    /// `tag` or `tag_group`.
    pub tag_type: Option<String>,
    #[serde(default, deserialize_with = "maybe_number")]
    pub strategy_id: Option<i64>,
}

pub(super) fn tag(change: &str, raw: &Map<String, Value>) -> Result<Option<TagChange>, Fault> {
    let made = match change {
        "create" => TagChange::Created,
        "update" => TagChange::Updated,
        "delete" => TagChange::Deleted,
        "shuffle" => TagChange::Shuffled,
        _ => return Ok(None),
    };
    take(raw).map(made).map(Some)
}

/// `<Item>` once or several times, as [`super::xml`] reads them; how JSON
/// writes the list is not documented, so a plain one is taken too.
fn items<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum List {
        Wrapped {
            #[serde(rename = "Item")]
            item: Items,
        },
        Plain(Items),
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Items {
        Many(Vec<String>),
        One(String),
    }
    Ok(match Option::<List>::deserialize(deserializer)? {
        Some(List::Wrapped { item: items } | List::Plain(items)) => match items {
            Items::Many(items) => items,
            Items::One(item) if item.trim().is_empty() => Vec::new(),
            Items::One(item) => vec![item],
        },
        None => Vec::new(),
    })
}
