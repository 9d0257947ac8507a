//! WeCom's callbacks against the vectors of server-api.md §9.5, and against
//! what may come in their place.

mod again;
mod events;
mod opened;
mod refused;

use std::{fs, path::PathBuf};

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;
use wecom_api::callback::{Fault, Limits, Message, Receiver, Stamp};

#[derive(Debug, Clone, Deserialize)]
struct Vector {
    id: String,
    token: String,
    encoding_aes_key: String,
    receive_id: String,
    timestamp: String,
    nonce: String,
    msg_signature: String,
    encrypted: String,
    text: Option<String>,
    random: Option<String>,
}

impl Vector {
    fn receiver(&self) -> Receiver {
        self.receiver_as(&self.receive_id)
    }

    fn receiver_as(&self, receive_id: &str) -> Receiver {
        let key = SecretString::from(self.encoding_aes_key.as_str());
        Receiver::new(
            self.token.as_str().into(),
            &key,
            receive_id,
            Limits::default(),
        )
        .unwrap()
    }

    fn stamp(&self) -> Stamp<'_> {
        Stamp {
            msg_signature: &self.msg_signature,
            timestamp: &self.timestamp,
            nonce: &self.nonce,
        }
    }

    fn at(&self) -> Timestamp {
        Timestamp::from_second(self.timestamp.parse().unwrap()).unwrap()
    }

    /// The same with another encrypted text, rightly signed.
    fn signed(&self, encrypted: String) -> Self {
        let mut other = self.clone();
        other.msg_signature = self
            .receiver()
            .signature(&self.timestamp, &self.nonce, &encrypted);
        other.encrypted = encrypted;
        other
    }

    fn check_url(&self) -> Result<String, Fault> {
        self.receiver()
            .check_url(self.stamp(), &self.encrypted, self.at())
    }

    fn open(&self, body: &str) -> Result<Message, Fault> {
        self.receiver()
            .open(self.stamp(), body.as_bytes(), self.at())
    }
}

fn vectors() -> Vec<Vector> {
    #[derive(Deserialize)]
    struct Fixture {
        vectors: Vec<Vector>,
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/callback_vectors.json");
    let fixture: Fixture = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(fixture.vectors.len(), 11);
    fixture.vectors
}

fn vector(id: &str) -> Vector {
    vectors().into_iter().find(|v| v.id == id).unwrap()
}

fn xml(encrypted: &str) -> String {
    format!(
        "<xml><ToUserName><![CDATA[x]]></ToUserName>\n<AgentID>218</AgentID>\
         <Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>"
    )
}

fn text(vector: &Vector) -> Message {
    vector.open(&xml(&vector.encrypted)).unwrap()
}
