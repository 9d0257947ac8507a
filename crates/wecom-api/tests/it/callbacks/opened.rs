//! What WeCom sends opens as documented, and what is answered is read as it reads.

use serde_json::json;
use wecom_api::callback::{Fault, Format, Stamp, What};

use super::{Vector, vector, vectors, xml};

#[test]
fn every_vector_opens_as_documented() {
    for vector in vectors() {
        let signature =
            vector
                .receiver()
                .signature(&vector.timestamp, &vector.nonce, &vector.encrypted);
        assert_eq!(signature, vector.msg_signature, "{}", vector.id);
        let opened = vector.check_url().unwrap();
        if let Some(text) = &vector.text {
            assert_eq!(&opened, text, "{}", vector.id);
        }
        let message = vector.open(&xml(&vector.encrypted)).unwrap();
        assert_eq!((message.text, message.format), (opened, Format::Xml));
    }
}

#[test]
fn the_official_sample_of_the_page_is_a_members_text() {
    let vector = vector("A2");
    let message = vector.open(&xml(&vector.encrypted)).unwrap();
    assert_eq!(message.text.len(), 284);
    let event = message.event().unwrap();
    assert_eq!(event.corpid, Some("wx5823bf96d3bd56c7".into()));
    assert_eq!(event.created_at, 1_409_659_813);
    let other = What::Other {
        name: "text".to_owned(),
        change_type: None,
    };
    assert_eq!(event.what, other);
    assert_eq!(event.raw["FromUserName"], "mycreate");
    assert_eq!(event.raw["Content"], "hello");
    assert_eq!(event.raw["MsgId"], "4561255354251345929");
    assert_eq!(event.raw["AgentID"], "218");
}

#[test]
fn another_clients_sample_is_a_members_text_too() {
    let vector = vector("C1");
    let event = vector.open(&xml(&vector.encrypted)).unwrap().event();
    let raw = event.unwrap().raw;
    assert_eq!(
        (&raw["FromUserName"], &raw["Content"]),
        (&json!("foobar"), &json!("x123"))
    );
    assert_eq!(
        (&raw["MsgId"], &raw["AgentID"]),
        (&json!("2018405441"), &json!("1000002"))
    );
}

#[test]
fn the_official_json_sample_opens_but_is_no_json() {
    let vector = vector("A3");
    let body = json!({ "ToUserName": "x", "Encrypt": vector.encrypted, "AgentID": 218 });
    let message = vector.open(&body.to_string()).unwrap();
    assert_eq!(message.format, Format::Json);
    assert!(matches!(message.event(), Err(Fault::Message(_))));
}

#[test]
fn a_reply_with_the_samples_random_part_is_the_sample() {
    for vector in vectors() {
        let (Some(random), Some(text)) = (&vector.random, &vector.text) else {
            continue;
        };
        let reply = vector.receiver().reply(
            text,
            Format::Xml,
            vector.at(),
            vector.nonce.parse().unwrap(),
            random.as_bytes().try_into().unwrap(),
        );
        let Vector {
            encrypted,
            msg_signature,
            timestamp,
            nonce,
            ..
        } = &vector;
        let expected = format!(
            "<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt>\
             <MsgSignature><![CDATA[{msg_signature}]]></MsgSignature>\
             <TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        );
        assert_eq!(reply, expected, "{}", vector.id);
    }
}

#[test]
fn a_reply_goes_the_way_the_message_came() {
    let vector = vector("E2");
    for (body, names) in [
        (
            json!({ "Encrypt": vector.encrypted }),
            ["Encrypt", "MsgSignature", "TimeStamp", "Nonce"],
        ),
        (
            json!({ "encrypt": vector.encrypted }),
            ["encrypt", "msgsignature", "timestamp", "nonce"],
        ),
    ] {
        let format = vector.open(&body.to_string()).unwrap().format;
        let random = *b"0123456789abcdef";
        let reply = vector
            .receiver()
            .reply("好", format, vector.at(), 7, random);
        let reply: serde_json::Value = serde_json::from_str(&reply).unwrap();
        let stamp = Stamp {
            msg_signature: reply[names[1]].as_str().unwrap(),
            timestamp: reply[names[2]].as_str().unwrap(),
            nonce: reply[names[3]].as_str().unwrap(),
        };
        let encrypted = reply[names[0]].as_str().unwrap();
        let opened = vector.receiver().check_url(stamp, encrypted, vector.at());
        assert_eq!(opened.as_deref(), Ok("好"));
    }
}

#[test]
fn any_length_survives_the_way_there_and_back() {
    let vector = vector("E1");
    for length in 0..100 {
        let text = "x".repeat(length);
        let reply = vector
            .receiver()
            .reply(&text, Format::Xml, vector.at(), 1, [7; 16]);
        let part = |from: &str| {
            reply
                .split_once(from)
                .unwrap()
                .1
                .split_once("]]>")
                .unwrap()
                .0
        };
        let stamp = Stamp {
            msg_signature: part("<MsgSignature><![CDATA["),
            timestamp: &vector.timestamp,
            nonce: "1",
        };
        let opened = vector.receiver().open(stamp, reply.as_bytes(), vector.at());
        assert_eq!(opened.unwrap().text, text);
    }
}

#[test]
fn a_plus_that_became_a_blank_is_put_back() {
    let vector = vector("A1");
    assert!(vector.encrypted.contains('+'));
    let blank = vector.encrypted.replace('+', " ");
    let answer = vector
        .receiver()
        .check_url(vector.stamp(), &blank, vector.at());
    assert_eq!(answer.as_deref(), Ok("1616140317555161061"));
}
