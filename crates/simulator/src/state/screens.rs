//! Screens of the client that wait for the member's decision.

use std::collections::BTreeMap;

use super::Receivers;
use crate::content::{Card, Content};

#[derive(Debug, Default)]
pub(crate) struct Screens {
    open: BTreeMap<String, Pending>,
    opened: u64,
}

/// A call that goes on when the member has decided.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    pub corpid: String,
    pub member: String,
    pub api: &'static str,
    /// The mini program's page that called.
    pub page: String,
    pub decide: Decide,
    pub receivers: Receivers,
    pub candidates: Vec<String>,
    pub preset: Option<Vec<String>>,
    /// Whether the preset may be changed.
    pub locked: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Decide {
    /// 群发助手
    MassSend(Content),
    /// 群发助手, with a task that was made through the API.
    Task { msgid: String, content: Content },
    /// The confirmation of `shareAppMessageEx`.
    Ex(Card),
    /// `selectExternalContact`
    Select,
}

impl Screens {
    pub fn open(&mut self, pending: Pending) -> String {
        self.opened += 1;
        let id = format!("s{}", self.opened);
        self.open.insert(id.clone(), pending);
        id
    }

    pub fn get(&self, id: &str) -> Option<&Pending> {
        self.open.get(id)
    }

    pub fn close(&mut self, id: &str) -> Option<Pending> {
        self.open.remove(id)
    }
}
