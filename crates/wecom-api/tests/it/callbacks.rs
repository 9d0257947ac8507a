//! WeCom's callbacks against the vectors of server-api.md §9.5, and against
//! what may come in their place.

use std::{fs, path::PathBuf};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::json;
use wecom_api::callback::{
    ChatChange, ContactChange, Event, Fault, Format, KeyFault, Limits, Message, Receiver, Stamp,
    SuiteCommand, TagChange, UpdateDetail, What,
};

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

fn text(vector: &Vector) -> Message {
    vector.open(&xml(&vector.encrypted)).unwrap()
}

/// The event of `fields`, once as XML and once as JSON.
fn event(fields: &str) -> Event {
    let vector = vector("E1");
    let xml = format!(
        "<xml><ToUserName>wwC</ToUserName><FromUserName>sys</FromUserName>\
         <CreateTime>1700000000</CreateTime><MsgType>event</MsgType>{fields}</xml>"
    );
    let reply = vector
        .receiver()
        .reply(&xml, Format::Xml, vector.at(), 1, [0; 16]);
    let signature = reply.split("CDATA[").nth(2).unwrap()[..40].to_owned();
    let stamp = Stamp {
        msg_signature: &signature,
        timestamp: &vector.timestamp,
        nonce: "1",
    };
    let message = vector
        .receiver()
        .open(stamp, reply.as_bytes(), vector.at())
        .unwrap();
    message.event().unwrap()
}

#[test]
fn an_added_customer_brings_a_welcome_code() {
    let What::Contact(ContactChange::Added(added)) = text(&vector("E1")).event().unwrap().what
    else {
        panic!("another event")
    };
    assert_eq!(added.userid.as_str(), "zhangsan");
    assert_eq!(
        added.external_userid.as_str(),
        "wmSIMULATED0000000000000000000001"
    );
    assert_eq!(added.state.as_deref(), Some("s1"));
    assert_eq!(added.welcome_code.as_deref(), Some("WC-0001"));
}

#[test]
fn json_is_read_as_xml_is() {
    let event = text(&vector("E2")).event().unwrap();
    assert_eq!(
        event.what,
        What::Chat(ChatChange::Created("wrSIMULATED001".into()))
    );
    assert_eq!(event.created_at, 1_700_000_000);
}

#[test]
fn every_documented_change_has_its_kind() {
    let contact = |change: &str| {
        let fields = format!(
            "<Event>change_external_contact</Event><ChangeType>{change}</ChangeType>\
             <UserID>u</UserID><ExternalUserID>wmA</ExternalUserID>\
             <Source>DELETE_BY_TRANSFER</Source><FailReason>customer_refused</FailReason>"
        );
        event(&fields).what
    };
    use ContactChange::{Deleted, DeletedByCustomer, Edited, HalfAdded, TransferFailed};
    let What::Contact(Edited(_)) = contact("edit_external_contact") else {
        panic!()
    };
    let What::Contact(HalfAdded(_)) = contact("add_half_external_contact") else {
        panic!()
    };
    let What::Contact(Deleted(of)) = contact("del_external_contact") else {
        panic!()
    };
    assert_eq!(of.source.as_deref(), Some("DELETE_BY_TRANSFER"));
    let What::Contact(DeletedByCustomer(_)) = contact("del_follow_user") else {
        panic!()
    };
    let What::Contact(TransferFailed(of)) = contact("transfer_fail") else {
        panic!()
    };
    assert_eq!(of.fail_reason.as_deref(), Some("customer_refused"));

    let dismissed = event(
        "<Event>change_external_chat</Event><ChangeType>dismiss</ChangeType><ChatId>wrA</ChatId>",
    );
    assert_eq!(
        dismissed.what,
        What::Chat(ChatChange::Dismissed("wrA".into()))
    );
    for (change, id) in [
        ("create", "etA"),
        ("update", "etA"),
        ("delete", "etA"),
        ("shuffle", ""),
    ] {
        let what = event(&format!(
            "<Event>change_external_tag</Event><ChangeType>{change}</ChangeType>\
             <Id>{id}</Id><TagType>tag</TagType><StrategyId>1</StrategyId>"
        ))
        .what;
        let What::Tag(changed) = what else { panic!() };
        let (TagChange::Created(of)
        | TagChange::Updated(of)
        | TagChange::Deleted(of)
        | TagChange::Shuffled(of)) = changed
        else {
            panic!()
        };
        assert_eq!((of.id.as_str(), of.strategy_id), (id, Some(1)));
    }
    let finished = event("<Event>upload_media_job_finish</Event><JobId>j</JobId>");
    let job_id = "j".to_owned();
    assert_eq!(finished.what, What::UploadMediaJobFinish { job_id });
}

#[test]
fn a_group_tells_who_came() {
    let update = |detail: &str, members: &str| {
        let fields = format!(
            "<Event>change_external_chat</Event><ChangeType>update</ChangeType><ChatId>wrA</ChatId>\
             <UpdateDetail>{detail}</UpdateDetail><JoinScene>0</JoinScene>\
             <MemChangeCnt>2</MemChangeCnt>{members}<LastMemVer>a</LastMemVer><CurMemVer>b</CurMemVer>"
        );
        let What::Chat(ChatChange::Updated(update)) = event(&fields).what else {
            panic!("another event")
        };
        update
    };
    let two = update(
        "add_member",
        "<MemChangeList><Item>u</Item><Item>wmA</Item></MemChangeList>",
    );
    assert_eq!(two.update_detail, UpdateDetail::AddMember);
    assert_eq!(two.members, ["u", "wmA"]);
    assert_eq!((two.join_scene, two.quit_scene), (Some(0), None));
    assert_eq!(two.last_mem_ver.as_deref(), Some("a"));
    let one = update(
        "del_member",
        "<MemChangeList><Item>u</Item></MemChangeList>",
    );
    assert_eq!(one.members, ["u"]);
    let none = update("change_name", "<MemChangeList></MemChangeList>");
    assert!(none.members.is_empty());
    let odd = update("change_colour", "");
    assert_eq!(
        odd.update_detail,
        UpdateDetail::Other("change_colour".into())
    );
}

#[test]
fn a_suites_event_names_the_company_and_the_suite() {
    let event = event(
        "<SuiteId>wwS</SuiteId><AuthCorpId>wwA</AuthCorpId>\
         <InfoType>customer_acquisition_permit_change</InfoType><TimeStamp>1</TimeStamp>",
    );
    assert_eq!(event.corpid, Some("wwA".into()));
    assert_eq!(event.suite_id.as_deref(), Some("wwS"));
    assert_eq!(event.what, What::CustomerAcquisitionPermitChange);
}

#[test]
fn a_suite_is_told_of_its_ticket_and_of_who_installs_it() {
    let command = |name: &str, fields: &str| {
        let text = format!(
            "<xml><SuiteId>wwS</SuiteId><InfoType>{name}</InfoType><TimeStamp>1403610513</TimeStamp>{fields}</xml>"
        );
        Event::read(&text).map(|event| event.what)
    };
    let ticket = command(
        "suite_ticket",
        "<SuiteTicket>asdfasfdasdfasdf</SuiteTicket>",
    );
    assert_eq!(
        ticket,
        Ok(What::Suite(SuiteCommand::Ticket {
            ticket: "asdfasfdasdfasdf".into()
        }))
    );
    let created = command("create_auth", "<AuthCode>C</AuthCode><State>123</State>");
    assert_eq!(
        created,
        Ok(What::Suite(SuiteCommand::Authorised {
            auth_code: "C".into(),
            state: Some("123".into())
        }))
    );
    let changed = command("change_auth", "<AuthCorpId>wwA</AuthCorpId>");
    assert_eq!(
        changed,
        Ok(What::Suite(SuiteCommand::AuthorisationChanged {
            state: None
        }))
    );
    let cancelled = command("cancel_auth", "<AuthCorpId>wwA</AuthCorpId>");
    assert_eq!(
        cancelled,
        Ok(What::Suite(SuiteCommand::AuthorisationCancelled))
    );
    for (name, fields) in [("suite_ticket", ""), ("create_auth", "<State>1</State>")] {
        assert!(matches!(command(name, fields), Err(Fault::Message(_))));
    }
    // Two installations in one second are two.
    let key = |code: &str| {
        let text = format!(
            "<xml><SuiteId>wwS</SuiteId><InfoType>create_auth</InfoType><TimeStamp>1</TimeStamp><AuthCode>{code}</AuthCode></xml>"
        );
        Event::read(&text).unwrap().key()
    };
    assert_ne!(key("a"), key("b"));
}

#[test]
fn an_event_of_tomorrow_is_kept_raw() {
    for (fields, change) in [
        ("<Event>change_weather</Event><New>1</New>", None),
        (
            "<Event>change_external_contact</Event><ChangeType>tomorrow</ChangeType><New>1</New>",
            Some("tomorrow"),
        ),
    ] {
        let event = event(fields);
        let What::Other { change_type, .. } = &event.what else {
            panic!("known")
        };
        assert_eq!(change_type.as_deref(), change);
        assert_eq!(event.raw["New"], "1");
    }
}
