//! From a decrypted message to what happened.
//!
//! Page 92130 (2024/06/03), server-api.md §9.6. Self-built apps and suites
//! have different envelopes around the same fields.

use std::collections::BTreeMap;

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use sha1::{Digest as _, Sha1};

use super::{
    ChatChange, ContactChange, Fault, SuiteCommand, TagChange,
    contact::{chat, contact, tag},
    suite::suite,
    xml,
};
use crate::{CorpId, number::maybe_number};

/// One message of WeCom's.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Event {
    /// Whose event it is: `ToUserName`, or `AuthCorpId` of a suite's event.
    pub corpid: Option<CorpId>,
    /// Only for a suite's events.
    pub suite_id: Option<String>,
    /// Unix seconds: `CreateTime` or `TimeStamp`.
    pub created_at: i64,
    pub what: What,
    /// All fields; those of XML are texts.
    pub raw: Map<String, Value>,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
    Contact(ContactChange),
    Chat(ChatChange),
    Tag(TagChange),
    /// What concerns a suite and the companies that install it.
    Suite(SuiteCommand),
    /// Only for suites.
    CustomerAcquisitionPermitChange,
    UploadMediaJobFinish {
        job_id: String,
    },
    /// Anything else, such as a member's message or an event of tomorrow:
    /// look into [`Event::raw`].
    Other {
        /// `Event`, `InfoType` or `MsgType`.
        name: String,
        change_type: Option<String>,
    },
}

impl Event {
    /// Reads a decrypted message; also one that was kept.
    ///
    /// # Errors
    /// The text is neither XML nor JSON, or lacks what every message has.
    pub fn read(text: &str) -> Result<Self, Fault> {
        read(text)
    }

    /// The same for each delivery of the same message: its `MsgId`, or for an
    /// event its kind, its time and whatever identifies it (server-api.md
    /// §9.3; the documented FromUserName and CreateTime alone collide when two
    /// things happen in one second). Of a suite's commands, and of an event that
    /// this crate does not know, all fields.
    #[must_use]
    pub fn key(&self) -> String {
        if let Some(id) = self.raw.get("MsgId") {
            return digest([("MsgId", id)]);
        }
        let all = matches!(self.what, What::Suite(_) | What::Other { .. });
        let fields = self.raw.iter().map(|(name, value)| (name.as_str(), value));
        let fields = fields.filter(|(name, _)| all || IDENTIFYING.contains(name));
        // In one order, whatever order the message has.
        digest(fields.collect::<BTreeMap<_, _>>())
    }
}

/// What tells two events of customer contact apart; a welcome code or a state does not.
const IDENTIFYING: [&str; 20] = [
    "AuthCorpId",
    "ChangeType",
    "ChatId",
    "CreateTime",
    "CurMemVer",
    "Event",
    "ExternalUserID",
    "FailReason",
    "FromUserName",
    "Id",
    "InfoType",
    "JobId",
    "LastMemVer",
    "MemChangeList",
    "StrategyId",
    "SuiteId",
    "TagType",
    "TimeStamp",
    "UpdateDetail",
    "UserID",
];

/// Numbers of JSON and digits of XML are the same here.
fn digest<'a>(fields: impl IntoIterator<Item = (&'a str, &'a Value)>) -> String {
    let mut hash = Sha1::new();
    for (name, value) in fields {
        let value = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        for part in [name, &value] {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
    }
    hex::encode(hash.finalize())
}

pub(super) fn read(text: &str) -> Result<Event, Fault> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let raw = if text.starts_with('<') {
        xml::read(text).map_err(Fault::Message)?
    } else {
        serde_json::from_str(text).map_err(|_| Fault::Message("neither XML nor a JSON object"))?
    };
    let head: Head = take(&raw)?;
    let name = head
        .info_type
        .or(head.event)
        .or(head.msg_type)
        .ok_or(Fault::Message("no Event, InfoType or MsgType"))?;
    let created_at = head
        .create_time
        .or(head.time_stamp)
        .ok_or(Fault::Message("no CreateTime or TimeStamp"))?;
    Ok(Event {
        corpid: head.auth_corp_id.or(head.to_user_name),
        suite_id: head.suite_id,
        created_at,
        what: what(name, head.change_type, &raw)?,
        raw,
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Head {
    to_user_name: Option<CorpId>,
    auth_corp_id: Option<CorpId>,
    suite_id: Option<String>,
    msg_type: Option<String>,
    event: Option<String>,
    info_type: Option<String>,
    change_type: Option<String>,
    #[serde(default, deserialize_with = "maybe_number")]
    create_time: Option<i64>,
    #[serde(default, deserialize_with = "maybe_number")]
    time_stamp: Option<i64>,
}

fn what(
    name: String,
    change_type: Option<String>,
    raw: &Map<String, Value>,
) -> Result<What, Fault> {
    let change = change_type.as_deref().unwrap_or_default();
    let known = match name.as_str() {
        "change_external_contact" => contact(change, raw)?.map(What::Contact),
        "change_external_chat" => chat(change, raw)?.map(What::Chat),
        "change_external_tag" => tag(change, raw)?.map(What::Tag),
        "customer_acquisition_permit_change" => Some(What::CustomerAcquisitionPermitChange),
        "upload_media_job_finish" => {
            let job: Job = take(raw)?;
            Some(What::UploadMediaJobFinish { job_id: job.job_id })
        }
        _ => suite(&name, raw)?.map(What::Suite),
    };
    Ok(known.unwrap_or(What::Other { name, change_type }))
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Job {
    job_id: String,
}

pub(super) fn take<T: DeserializeOwned>(raw: &Map<String, Value>) -> Result<T, Fault> {
    serde_json::from_value(Value::Object(raw.clone()))
        .map_err(|_| Fault::Message("a field is missing or of another kind than documented"))
}
