//! Verify and decrypt the same callbacks with `wecom-api`, with `wxkefu-rs`, and bare: `tests/bench/callbacks.mjs` asks
//! for a round by a line with the name of who is to do it and how many times; the answer is nanoseconds a message.

use std::{
    env, fs,
    hint::black_box,
    io::{self, BufRead as _},
    time::Instant,
};

use aes::{
    Aes256Dec,
    cipher::{BlockModeDecrypt as _, InnerIvInit as _, KeyInit as _, block_padding::NoPadding},
};
use base64_simd::STANDARD;
use jiff::Timestamp;
use serde::Deserialize;
use sha1::{Digest as _, Sha1};
use wecom_api::callback::{Limits, Receiver, Stamp};
use wxkefu_rs::callback::CallbackCrypto;

#[derive(Deserialize)]
struct Messages {
    token: String,
    aes_key: String,
    receive_id: String,
    messages: Vec<Message>,
}

#[derive(Deserialize)]
struct Message {
    msg_signature: String,
    timestamp: String,
    nonce: String,
    encrypted: String,
    body: String,
    text: String,
}

fn main() {
    let path = env::args().nth(1).expect("the file of messages");
    let all: Messages =
        serde_json::from_str(&fs::read_to_string(path).expect("readable")).expect("messages");
    let messages = &all.messages;
    let ours = Receiver::new(
        all.token.as_str().into(),
        &all.aes_key.as_str().into(),
        all.receive_id.as_str(),
        Limits::default(),
    )
    .expect("a key");
    let theirs = CallbackCrypto::new(&*all.token, &*all.aes_key, &*all.receive_id).expect("a key");
    let key = STANDARD
        .decode_to_vec(format!("{}=", all.aes_key))
        .expect("a key");
    let key: [u8; 32] = key.try_into().expect("32 bytes");
    let cipher = Aes256Dec::new(&key.into());

    // When the messages were signed.
    let now = Timestamp::from_second(1_700_000_000).expect("a time");
    let open_ours = |it: &Message| {
        let stamp = Stamp {
            msg_signature: &it.msg_signature,
            timestamp: &it.timestamp,
            nonce: &it.nonce,
        };
        ours.open(stamp, it.body.as_bytes(), now)
            .expect("ours")
            .text
    };
    // It does not look at the receiver.
    let open_theirs = |it: &Message| {
        theirs
            .verify_and_decrypt_xml(&it.msg_signature, &it.timestamp, &it.nonce, &it.body)
            .expect("theirs")
    };
    // The bytes go through each algorithm once, as fast as ours does it, and nothing is looked at.
    let bare = |it: &Message| {
        let mut parts = [&*all.token, &*it.timestamp, &*it.nonce, &*it.encrypted];
        parts.sort_unstable();
        let mut hash = Sha1::new();
        for part in parts {
            hash.update(part);
        }
        black_box(hash.finalize());
        let mut buffer = STANDARD.decode_to_vec(&it.encrypted).expect("base64");
        let iv = key[..16].try_into().expect("16 bytes");
        let cipher = cbc::Decryptor::inner_iv_init(&cipher, iv);
        black_box(
            cipher
                .decrypt_padded::<NoPadding>(&mut buffer)
                .expect("blocks")
                .len(),
        );
    };
    for it in messages {
        assert_eq!(open_ours(it), it.text);
        assert_eq!(open_theirs(it), it.text);
        bare(it);
    }
    for line in io::stdin().lock().lines() {
        let line = line.expect("a line");
        let (name, times) = line.split_once(' ').expect("a name and a number");
        let times: u32 = times.parse().expect("a number");
        let began = Instant::now();
        for _ in 0..times {
            for it in messages {
                match name {
                    "ours" => drop(black_box(open_ours(it))),
                    "theirs" => drop(black_box(open_theirs(it))),
                    _ => bare(it),
                }
            }
        }
        let calls = f64::from(times) * messages.len() as f64;
        println!("{}", began.elapsed().as_nanos() as f64 / calls);
    }
}
