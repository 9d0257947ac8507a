//! What WeCom calls this server with: checked and opened here, written down by
//! the endpoint before it answers, worked through by the worker.

mod forget;
mod worker;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use wecom_api::callback::{Event, Fault, Limits, Receiver, Stamp};
use wecom_share_store::Callback;

pub(crate) use self::worker::{Bell, Worker};
use crate::{
    codes::Code,
    config::{Config, SecretError},
    problem::Problem,
};

/// The addresses WeCom may call, each with the keys for it.
#[derive(Debug)]
pub(crate) struct Doors {
    apps: BTreeMap<(String, String), Door>,
    suites: BTreeMap<String, Door>,
}

/// One address.
#[derive(Debug)]
pub(crate) struct Door {
    /// The company, when the address is an app's.
    corpid: Option<String>,
    /// The app's agentid, or the suite's id.
    name: String,
    keys: Receiver,
}

impl Doors {
    /// Reads the keys' files.
    pub(crate) fn new(config: &Config) -> Result<Self, SecretError> {
        let limits = Limits {
            max_bytes: config.callback.body_bytes,
            window: SignedDuration::from_secs(config.callback.window_seconds.into()),
        };
        let mut doors = Self {
            apps: BTreeMap::new(),
            suites: BTreeMap::new(),
        };
        for app in &config.apps {
            let Some(keys) = &app.callback else { continue };
            let (corpid, name) = (app.corpid.to_string(), app.agentid.to_string());
            let door = Door {
                keys: keys.receiver(&corpid, limits)?,
                corpid: Some(corpid.clone()),
                name: name.clone(),
            };
            doors.apps.insert((corpid, name), door);
        }
        for suite in &config.suites {
            let name = suite.suite_id.to_string();
            let door = Door {
                keys: suite.callback.receiver(&name, limits)?,
                corpid: None,
                name: name.clone(),
            };
            doors.suites.insert(name, door);
        }
        Ok(doors)
    }

    pub(crate) fn of_app(&self, corpid: &str, agentid: &str) -> Option<&Door> {
        self.apps.get(&(corpid.to_owned(), agentid.to_owned()))
    }

    pub(crate) fn of_suite(&self, suite_id: &str) -> Option<&Door> {
        self.suites.get(suite_id)
    }
}

impl Door {
    /// The answer to WeCom's question whether this address is ours.
    pub(crate) fn check_url(
        &self,
        stamp: Stamp<'_>,
        echostr: &str,
        now: Timestamp,
    ) -> Result<String, Fault> {
        self.keys.check_url(stamp, echostr, now)
    }

    /// Opens a call, as it is to be written down.
    pub(crate) fn open(
        &self,
        stamp: Stamp<'_>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<Callback, Fault> {
        let message = self.keys.open(stamp, body, now)?;
        let event = message.event()?;
        let corpid = self.corp_of(&event)?;
        let created_at = Timestamp::from_second(event.created_at)
            .map_err(|_| Fault::Message("CreateTime is no time"))?;
        Ok(Callback {
            corpid,
            receiver: self.name.clone(),
            key: event.key(),
            message: message.text,
            created_at,
        })
    }

    /// Whose event it is. An app's own company's, and nobody else's; a suite
    /// hears of all the companies that have installed it.
    fn corp_of(&self, event: &Event) -> Result<String, Fault> {
        match (&self.corpid, &event.corpid) {
            (Some(ours), Some(theirs)) if ours != theirs.as_str() => Err(Fault::Receiver),
            (Some(ours), _) => Ok(ours.clone()),
            (None, _) if event.suite_id.as_deref() != Some(self.name.as_str()) => {
                Err(Fault::Receiver)
            }
            (None, corpid) => Ok(corpid.as_ref().map(ToString::to_string).unwrap_or_default()),
        }
    }
}

impl From<Fault> for Problem {
    /// With the number by which WeCom's own sample libraries call the fault,
    /// where they have one (page 90968).
    fn from(fault: Fault) -> Self {
        tracing::warn!(%fault, "a callback was refused");
        let code = match &fault {
            Fault::TooLarge { max, .. } => {
                return Self::filled(Code::RequestTooLarge, &[("limit", &max.to_string())]);
            }
            Fault::Signature => Code::CallbackSignature,
            Fault::Timestamp | Fault::Stale { .. } => Code::CallbackStale,
            Fault::Receiver => Code::CallbackReceiver,
            _ => Code::CallbackUnreadable,
        };
        let problem = Self::filled(code, &[("detail", &fault.to_string())]);
        match fault.number() {
            Some(number) => problem.with("number", number),
            None => problem,
        }
    }
}
