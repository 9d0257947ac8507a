//! The callback cryptography for other languages' tests (`tests/public`): a
//! question of JSON on each line in, its answer on each line out.
//!
//! ```text
//! {"do":"open","token":"…","aes_key":"…","receive_id":"…","msg_signature":"…","timestamp":"…","nonce":"…","body":"<xml>…"}
//!     {"text":"…"} or {"fault":"…","number":-40001}
//! {"do":"check_url",…,"echostr":"…"}
//!     the same
//! {"do":"seal","token":"…","aes_key":"…","receive_id":"…","timestamp":1700000000,"nonce":1,"random":"<32 hex digits>","format":"xml","text":"…"}
//!     {"body":"<xml>…"}
//! ```
//!
//! The time is that of the question: what is tested here is not the window.

use std::io::{self, BufRead as _, Write as _};

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Value, json};
use wecom_api::callback::{Format, Limits, Receiver, Stamp};

#[derive(Deserialize)]
struct Question {
    token: SecretString,
    aes_key: SecretString,
    receive_id: String,
    #[serde(flatten)]
    what: What,
}

#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum What {
    Open {
        #[serde(flatten)]
        stamp: OwnedStamp,
        body: String,
    },
    CheckUrl {
        #[serde(flatten)]
        stamp: OwnedStamp,
        echostr: String,
    },
    Seal {
        timestamp: i64,
        nonce: u64,
        random: String,
        format: String,
        text: String,
    },
}

#[derive(Deserialize)]
struct OwnedStamp {
    msg_signature: String,
    timestamp: String,
    nonce: String,
}

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let answer = answer(serde_json::from_str(&line?)?)?;
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn answer(question: Question) -> Result<Value, Failure> {
    let keys = Receiver::new(
        question.token,
        &question.aes_key,
        question.receive_id,
        Limits::default(),
    )?;
    let opened = match question.what {
        What::Open { stamp, body } => keys
            .open(stamp.borrowed(), body.as_bytes(), stamp.time()?)
            .map(|message| message.text),
        What::CheckUrl { stamp, echostr } => {
            keys.check_url(stamp.borrowed(), &echostr, stamp.time()?)
        }
        What::Seal {
            timestamp,
            nonce,
            random,
            format,
            text,
        } => {
            let format = match format.as_str() {
                "xml" => Format::Xml,
                "json" => Format::Json,
                other => return Err(format!("no format {other:?}").into()),
            };
            let mut part = [0; 16];
            hex::decode_to_slice(random, &mut part)?;
            let time = Timestamp::from_second(timestamp)?;
            return Ok(json!({ "body": keys.reply(&text, format, time, nonce, part) }));
        }
    };
    Ok(match opened {
        Ok(text) => json!({ "text": text }),
        Err(fault) => json!({ "fault": fault.to_string(), "number": fault.number() }),
    })
}

impl OwnedStamp {
    fn borrowed(&self) -> Stamp<'_> {
        Stamp {
            msg_signature: &self.msg_signature,
            timestamp: &self.timestamp,
            nonce: &self.nonce,
        }
    }

    fn time(&self) -> Result<Timestamp, Failure> {
        Ok(Timestamp::from_second(self.timestamp.parse()?)?)
    }
}
