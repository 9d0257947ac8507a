//! The customer's phone: what arrived in which chat.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use crate::content::Card;

/// Chats by the id of the customer or group.
#[derive(Debug, Default)]
pub(crate) struct Chats {
    by_id: BTreeMap<String, Chat>,
    messages: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Chat {
    pub messages: Vec<Message>,
    pub read: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// Given on delivery.
    pub id: String,
    pub at: Timestamp,
    /// The member who sent it.
    pub from: String,
    /// As the phone shows it: `{msgtype, text|image|miniprogram|…, note?}`.
    pub shown: Value,
    pub card: Option<Card>,
    pub via: Via,
}

/// Which call a card came from: it decides what its page must look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Via {
    MassSend,
    /// `shareAppMessageEx`
    Ex,
}

impl Chats {
    /// Puts the message into a chat and gives it an id.
    pub fn deliver(&mut self, chat: &str, message: Message) -> String {
        self.messages += 1;
        let id = format!("m{}", self.messages);
        let chat = self.by_id.entry(chat.to_owned()).or_default();
        chat.messages.push(Message {
            id: id.clone(),
            ..message
        });
        id
    }

    pub fn get(&self, chat: &str) -> Option<&Chat> {
        self.by_id.get(chat)
    }

    pub fn message(&self, chat: &str, id: &str) -> Option<&Message> {
        self.get(chat)?.messages.iter().find(|it| it.id == id)
    }

    pub fn read(&mut self, chat: &str) {
        if let Some(chat) = self.by_id.get_mut(chat) {
            chat.read = chat.messages.len();
        }
    }
}
