//! What is not from WeCom, not for us, too old, too large or no key is refused.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::SignedDuration;
use wecom_api::callback::{Fault, KeyFault, Limits, Receiver};

use super::vector;

#[test]
fn one_letter_of_anything_signed_changed_is_refused() {
    let good = vector("B1");
    let mut signature = good.clone();
    signature.msg_signature = good.msg_signature.replace("b011", "b010");
    let mut cut = good.clone();
    cut.msg_signature.pop();
    let mut empty = good.clone();
    empty.msg_signature.clear();
    let mut token = good.clone();
    token.token.push('x');
    let mut time = good.clone();
    time.timestamp = "1583940691".to_owned();
    let mut nonce = vector("D1");
    nonce.nonce = "437374424".to_owned();
    let mut text = good.clone();
    text.encrypted = text.encrypted.replacen('6', "7", 1);
    for bad in [signature, cut, empty, token, time, nonce, text] {
        assert_eq!(bad.check_url(), Err(Fault::Signature), "{bad:?}");
        assert_eq!(bad.check_url().unwrap_err().number(), Some(-40001));
    }
}

#[test]
fn another_receivers_message_is_refused_though_the_key_fits() {
    for (id, receive_id) in [("E1", ""), ("E1", "wx5823bf96d3bd56c8"), ("E4", "wx")] {
        let vector = vector(id);
        let opened = vector.receiver_as(receive_id).check_url(
            vector.stamp(),
            &vector.encrypted,
            vector.at(),
        );
        assert_eq!(opened, Err(Fault::Receiver));
    }
}

#[test]
fn what_is_signed_but_not_encrypted_as_documented_is_refused() {
    let good = vector("E3");
    let cut = |bytes: usize| good.encrypted[..bytes].to_owned();
    let mut shortened = STANDARD.decode(&good.encrypted).unwrap();
    shortened.truncate(64);
    for (encrypted, number) in [
        (String::new(), -40007),
        ("!!!!".to_owned(), -40010),
        // 16 bytes: a block of the cipher, not of WeCom.
        ("AAAAAAAAAAAAAAAAAAAAAA==".to_owned(), -40007),
        // Without its last block the padding is wrong.
        (STANDARD.encode(shortened), -40007),
        (cut(64), -40007),
        (cut(63), -40010),
    ] {
        let fault = good.signed(encrypted.clone()).check_url().unwrap_err();
        assert_eq!(fault.number(), Some(number), "{encrypted}: {fault}");
    }
    // The key of another company.
    let mut other = good.signed(good.encrypted.clone());
    other.encoding_aes_key = vector("B1").encoding_aes_key;
    assert!(matches!(other.check_url(), Err(Fault::Decrypt(_))));
}

#[test]
fn a_call_from_long_ago_or_from_the_future_is_refused() {
    let vector = vector("E1");
    let opened = |seconds| {
        let now = vector.at() + SignedDuration::from_secs(seconds);
        vector
            .receiver()
            .check_url(vector.stamp(), &vector.encrypted, now)
    };
    for fresh in [-300, 0, 300] {
        assert!(opened(fresh).is_ok());
    }
    for stale in [-301, 301, 86_400] {
        let age = SignedDuration::from_secs(stale);
        assert_eq!(opened(stale), Err(Fault::Stale { age }));
    }
    let mut odd = vector.clone();
    for timestamp in ["", "now", "99999999999999999999", "9999999999999"] {
        odd.timestamp = timestamp.to_owned();
        let odd = odd.signed(odd.encrypted.clone());
        let opened = odd
            .receiver()
            .check_url(odd.stamp(), &odd.encrypted, vector.at());
        assert_eq!(opened, Err(Fault::Timestamp));
    }
}

#[test]
fn ten_megabytes_are_refused_unread() {
    let vector = vector("E1");
    let body = "<xml>".repeat(2 << 20);
    let (bytes, max) = (body.len(), 1 << 20);
    assert_eq!(vector.open(&body), Err(Fault::TooLarge { bytes, max }));
}

#[test]
fn an_envelope_that_is_none_is_refused() {
    let vector = vector("E1");
    let e = &vector.encrypted;
    for body in [
        String::new(),
        e.clone(),
        "<xml>".to_owned(),
        "<xml></xml>".to_owned(),
        format!("<xml><Encrypt>{e}</Encrypt><Encrypt>{e}</Encrypt></xml>"),
        format!("<xml><Encrypt><A>{e}</A></Encrypt></xml>"),
        format!("<!DOCTYPE xml [<!ENTITY e \"{e}\">]><xml><Encrypt>&e;</Encrypt></xml>"),
        "{}".to_owned(),
        "{".to_owned(),
        r#"{"Encrypt":1}"#.to_owned(),
        format!(r#"{{"Encrypt":"{e}","encrypt":"{e}"}}"#),
        format!(r#"{{"Encrypt":"{e}","Encrypt":"{e}"}}"#),
        "[".repeat(100_000),
        r#"{"a":"#.repeat(100_000),
    ] {
        let fault = vector.open(&body).unwrap_err();
        assert!(matches!(fault, Fault::Envelope(_)), "{fault}");
        assert_eq!(fault.number(), Some(-40002));
    }
    let fault = vector
        .receiver()
        .open(vector.stamp(), b"<xml>\xff</xml>", vector.at());
    assert_eq!(fault, Err(Fault::Envelope("not UTF-8")));
}

#[test]
fn a_key_that_is_none_is_told_when_it_is_set() {
    let receiver = |key: &str| {
        Receiver::new("t".into(), &key.into(), "ww", Limits::default()).map(|receiver| {
            assert!(!format!("{receiver:?}").contains(key));
        })
    };
    assert_eq!(receiver(&"a".repeat(43)), Ok(()));
    assert_eq!(receiver("short"), Err(KeyFault::Length(5)));
    assert_eq!(receiver(&"-".repeat(43)), Err(KeyFault::Letters));
}
