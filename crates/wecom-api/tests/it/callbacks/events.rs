//! Events by their kinds, from XML and from JSON.

use wecom_api::callback::{
    ChatChange, ContactChange, Event, Fault, Format, Stamp, SuiteCommand, TagChange, UpdateDetail,
    What,
};

use super::{text, vector};

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
