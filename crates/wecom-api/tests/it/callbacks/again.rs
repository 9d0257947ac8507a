//! The same message is known again, however it comes.

use wecom_api::callback::{Event, Format, Message, Stamp};

use super::{text, vector};

#[test]
fn the_same_message_delivered_again_has_the_same_key() {
    let (one, two) = (vector("E1"), vector("E2"));
    let receiver = one.receiver();
    let again = receiver.reply(&text(&one).text, Format::Xml, one.at(), 9, [1; 16]);
    let stamp = |reply: &str| reply.split("CDATA[").nth(2).unwrap()[..40].to_owned();
    let signature = stamp(&again);
    let stamp = Stamp {
        msg_signature: &signature,
        timestamp: &one.timestamp,
        nonce: "9",
    };
    let again = receiver.open(stamp, again.as_bytes(), one.at()).unwrap();
    let key = |message: &Message| message.event().unwrap().key();
    assert_eq!(key(&again), key(&text(&one)));
    assert_ne!(key(&again), key(&text(&two)));
}

#[test]
fn two_events_of_one_second_have_two_keys_and_the_format_changes_none() {
    let xml = |change: &str, customer: &str, code: &str| {
        Event::read(&format!(
            "<xml><ToUserName>ww1</ToUserName><FromUserName>sys</FromUserName>\
             <CreateTime>1700000000</CreateTime><MsgType>event</MsgType>\
             <Event>change_external_contact</Event><ChangeType>{change}</ChangeType>\
             <UserID>zhangsan</UserID><ExternalUserID>{customer}</ExternalUserID>\
             <WelcomeCode>{code}</WelcomeCode></xml>"
        ))
        .unwrap()
        .key()
    };
    let first = xml("add_external_contact", "wm1", "a");
    assert_ne!(first, xml("add_external_contact", "wm2", "a"));
    assert_ne!(first, xml("edit_external_contact", "wm1", "a"));
    assert_eq!(first, xml("add_external_contact", "wm1", "b"));
    let json = r#"{"UserID":"zhangsan","ToUserName":"ww1","FromUserName":"sys","CreateTime":1700000000,
        "MsgType":"event","Event":"change_external_contact","ChangeType":"add_external_contact",
        "ExternalUserID":"wm1"}"#;
    assert_eq!(first, Event::read(json).unwrap().key());
}

#[test]
fn a_message_is_known_by_its_id() {
    let message = |id: u32, text: &str| {
        let text = format!(
            "<xml><FromUserName>a</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType>\
             <Content>{text}</Content><MsgId>{id}</MsgId></xml>"
        );
        Event::read(&text).unwrap().key()
    };
    assert_eq!(message(1, "a"), message(1, "b"));
    assert_ne!(message(1, "a"), message(2, "a"));
}
