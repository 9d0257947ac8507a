//! What happened, in order, told for people: both faces of the stand-in write here and the page reads it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::watch;

use crate::{Text, time};

/// Older events are forgotten.
const KEPT: usize = 5_000;

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Event {
    /// Counts from 1.
    pub seq: u64,
    pub at: String,
    pub source: Source,
    pub kind: Kind,
    pub title: Text,
    pub detail: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Source {
    MemberPhone,
    CustomerPhone,
    Wecom,
    World,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) enum Kind {
    #[serde(rename = "wx.qy.call")]
    QyCall,
    #[serde(rename = "wx.qy.answer")]
    QyAnswer,
    #[serde(rename = "net.request")]
    NetRequest,
    #[serde(rename = "net.response")]
    NetResponse,
    #[serde(rename = "upload")]
    Upload,
    #[serde(rename = "wecom-api")]
    WecomApi,
    #[serde(rename = "screen")]
    Screen,
    #[serde(rename = "message")]
    Message,
    #[serde(rename = "skipped")]
    Skipped,
    #[serde(rename = "open")]
    Open,
    #[serde(rename = "people")]
    People,
    #[serde(rename = "clock")]
    Clock,
    #[serde(rename = "phone")]
    Phone,
    #[serde(rename = "callback")]
    Callback,
    #[serde(rename = "fault")]
    Fault,
    #[serde(rename = "world")]
    World,
    #[serde(rename = "console")]
    Console,
}

#[derive(Debug)]
pub(crate) struct Journal {
    events: Mutex<VecDeque<Event>>,
    last: watch::Sender<u64>,
}

impl Journal {
    pub fn new() -> Self {
        Self {
            events: Mutex::new(VecDeque::new()),
            last: watch::Sender::new(0),
        }
    }

    pub fn write(&self, at: Timestamp, source: Source, kind: Kind, title: Text, detail: Value) {
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let seq = *self.last.borrow() + 1;
        events.push_back(Event {
            seq,
            at: time::text(at),
            source,
            kind,
            title,
            detail,
        });
        if events.len() > KEPT {
            events.pop_front();
        }
        self.last.send_replace(seq);
    }

    /// Events with a number above `seq`, oldest first.
    pub fn after(&self, seq: u64) -> Vec<Event> {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        events.iter().filter(|it| it.seq > seq).cloned().collect()
    }

    /// Holds the number of the last event; changes with each.
    pub fn last(&self) -> watch::Receiver<u64> {
        self.last.subscribe()
    }
}
