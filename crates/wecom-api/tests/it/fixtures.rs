//! Each endpoint against what WeCom's page shows: `fixtures/*.json`, each with
//! the page's number and date.

use std::{collections::BTreeMap, fs, path::PathBuf};

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::Value;
use wecom_api::{
    Body, Endpoint, Method, address, agent,
    auth::gettoken,
    externalcontact::{
        add_msg_template,
        batch_get_by_user::{self, ContactKind},
        cancel_groupmsg_send, get_follow_user_list, get_groupmsg_list_v2, get_groupmsg_send_result,
        get_groupmsg_task, groupchat_get, groupchat_list, list, opengid_to_chatid,
        outgoing::{Attachment, Image, Link, Media, MiniProgram, Text},
        remind_groupmsg_send, send_welcome_msg,
    },
    media::{upload, upload_attachment, uploadimg},
    miniprogram::jscode2session,
    read, ticket,
};

#[derive(Deserialize)]
struct Fixture {
    page: u32,
    method: String,
    path: String,
    query: BTreeMap<String, String>,
    body: Value,
    response: Value,
}

/// Asserts that a request is what the page shows, and reads the page's answer.
pub fn against_page<E: Endpoint>(name: &str, request: &E) -> E::Response {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let text = fs::read_to_string(folder.join(name).with_extension("json")).unwrap();
    let fixture: Fixture = serde_json::from_str(&text).unwrap();
    assert_eq!(E::PAGE, fixture.page);
    assert_eq!(E::PATH, fixture.path);
    let method = match E::METHOD {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    assert_eq!(method, fixture.method);
    let query = request.query().into_iter();
    let query = query.map(|(name, value)| (name.to_owned(), value.into_owned()));
    assert_eq!(query.collect::<BTreeMap<_, _>>(), fixture.query);
    let body = match request.body() {
        Body::None => Value::Null,
        Body::Json(json) => serde_json::from_slice(&json).unwrap(),
        Body::File(_) => Value::from("multipart"),
    };
    assert_eq!(body, fixture.body);
    read::<E>(200, fixture.response.to_string().as_bytes()).unwrap()
}

#[test]
fn gettoken() {
    let request = gettoken::Request::new("wwCORP", SecretString::from("SECRET"));
    let response = against_page("gettoken", &request);
    assert_eq!(response.access_token.expose_secret(), "accesstoken000001");
    assert_eq!(response.expires_in, 7200);
}

#[test]
fn jscode2session() {
    let response = against_page("jscode2session", &jscode2session::Request::new("CODE"));
    assert_eq!(response.corpid.as_str(), "wwxxxx");
    assert_eq!(response.userid.as_str(), "zhangsan");
    assert_eq!(
        response.session_key.expose_secret(),
        "tiihtNczf5v6AKRyjwEUhQ=="
    );
}

#[test]
fn get_follow_user_list() {
    let response = against_page(
        "get_follow_user_list",
        &get_follow_user_list::Request::new(),
    );
    assert_eq!(response.follow_user, ["zhangsan".into(), "lisi".into()]);
}

#[test]
fn list() {
    let response = against_page("list", &list::Request::new("zhangsan"));
    assert_eq!(response.external_userid, ["woAAA".into(), "wmBBB".into()]);
}

#[test]
fn batch_get_by_user() {
    let request = batch_get_by_user::Request::new(["u1", "u2"]);
    let response = against_page("batch_get_by_user", &request);
    let [of_wechat, of_wecom] = &response.external_contact_list[..] else {
        panic!("two customers")
    };
    assert_eq!(of_wechat.external_contact.external_userid.as_str(), "wmA");
    assert_eq!(of_wechat.external_contact.kind, Some(ContactKind::WECHAT));
    assert_eq!(of_wechat.follow_info.tag_id, ["etA", "stB"]);
    assert_eq!(of_wechat.follow_info.createtime, 1_525_881_637);
    assert_eq!(of_wecom.external_contact.kind, Some(ContactKind::WECOM));
    assert_eq!(of_wecom.external_contact.unionid, None);
    assert_eq!(of_wecom.follow_info.remark, "r");
    assert_eq!(response.next_cursor.as_deref(), Some("NEXT"));
    assert_eq!(response.fail_info.unlicensed_userid_list, ["u2".into()]);
}

#[test]
fn groupchat_list() {
    let request = groupchat_list::Request::owned_by(["u"]);
    let response = against_page("groupchat_list", &request);
    let [group] = &response.group_chat_list[..] else {
        panic!("one group")
    };
    assert_eq!(group.chat_id.as_str(), "wrA");
    assert_eq!(group.status, groupchat_list::GroupStatus::NORMAL);
    assert_eq!(response.next_cursor.as_deref(), Some("NEXT"));
}

#[test]
fn groupchat_get() {
    let request = groupchat_get::Request::new("wrA").with_names();
    let group = against_page("groupchat_get", &request).group_chat;
    assert_eq!(group.owner.as_str(), "u");
    assert_eq!(group.create_time, 1_572_505_490);
    let [member, customer] = &group.member_list[..] else {
        panic!("two members")
    };
    assert_eq!(member.kind, groupchat_get::MemberKind::MEMBER);
    assert_eq!(customer.kind, groupchat_get::MemberKind::EXTERNAL);
    assert_eq!(
        (customer.userid.as_str(), customer.name.as_str()),
        ("wmA", "wang")
    );
    assert_eq!(group.admin_list[0].userid.as_str(), "u");
}

#[test]
fn uploadimg() {
    let request = uploadimg::Request::new("a.jpg", "image/jpeg", "picture");
    let response = against_page("uploadimg", &request);
    assert!(response.url.starts_with("http://p.qpic.cn/pic_wework/"));
}

#[test]
fn upload() {
    let request = upload::Request::new(upload::Kind::Image, "a.jpg", "image/jpg", "picture");
    let response = against_page("upload", &request);
    assert_eq!(response.media_id.as_str(), "MEDIA");
    assert_eq!(response.created_at, 1_380_000_000);
}

#[test]
fn get_groupmsg_list_v2() {
    use get_groupmsg_list_v2::{ChatType, CreateType, Request};
    let request = Request::new(ChatType::Single, 1_605_171_726, 1_605_172_726).by("u");
    let response = against_page("get_groupmsg_list_v2", &request);
    let [own, by_api] = &response.group_msg_list[..] else {
        panic!("two messages")
    };
    assert_eq!(own.create_time, 1_605_171_726);
    assert_eq!(own.create_type, CreateType::PERSONAL);
    assert_eq!(own.text.as_ref().unwrap().content, "t");
    let kinds: Vec<_> = own.attachments.iter().map(|a| a.msgtype.as_str()).collect();
    assert_eq!(
        kinds,
        ["image", "image", "link", "miniprogram", "video", "file"]
    );
    let image = |at: usize| own.attachments[at].image.as_ref().unwrap();
    assert!(image(0).media_id.is_some() && image(0).pic_url.is_none());
    assert!(image(1).media_id.is_none() && image(1).pic_url.is_some());
    let card = own.attachments[3].miniprogram.as_ref().unwrap();
    assert_eq!(card.page, "/pages/x.html?a=1");
    assert_eq!((&by_api.creator, by_api.attachments.len()), (&None, 0));
}

#[test]
fn get_groupmsg_task() {
    let response = against_page(
        "get_groupmsg_task",
        &get_groupmsg_task::Request::new("msgA"),
    );
    let [sent, waiting] = &response.task_list[..] else {
        panic!("two tasks")
    };
    assert_eq!(sent.status, get_groupmsg_task::TaskStatus::SENT);
    assert_eq!(sent.send_time, Some(1_552_536_375));
    assert_eq!(waiting.status, get_groupmsg_task::TaskStatus::NOT_SENT);
    assert_eq!(waiting.send_time, None);
    assert_eq!(response.next_cursor, None);
}

#[test]
fn get_groupmsg_send_result() {
    use get_groupmsg_send_result::{Request, SendStatus};
    let response = against_page(
        "get_groupmsg_send_result",
        &Request::new("msgA", "zhangsan"),
    );
    let [sent, skipped, group] = &response.send_list[..] else {
        panic!("three receivers")
    };
    assert_eq!(sent.status, SendStatus::SENT);
    assert_eq!(skipped.status, SendStatus::QUOTA_USED_UP);
    assert_eq!(group.external_userid, None);
    assert_eq!(group.chat_id.as_ref().unwrap().as_str(), "wrA");
}

#[test]
fn agent_get() {
    let response = against_page("agent_get", &agent::get::Request::new(1_000_005));
    let users = response
        .allow_userinfos
        .user
        .iter()
        .map(|user| user.userid.as_str());
    assert_eq!(users.collect::<Vec<_>>(), ["zhangsan", "lisi"]);
    assert_eq!(response.allow_partys.partyid, [1]);
    assert_eq!(response.allow_tags.tagid, [1, 2, 3]);
    assert_eq!(response.close, Some(0));
}

#[test]
fn get_jsapi_ticket() {
    let response = against_page(
        "get_jsapi_ticket",
        &ticket::get_jsapi_ticket::Request::new(),
    );
    assert_eq!(response.ticket.expose_secret(), "TICKET");
    assert_eq!(response.expires_in, 7200);
}

#[test]
fn ticket_get() {
    let response = against_page("ticket_get", &ticket::get::Request::new());
    assert_eq!(response.ticket.expose_secret(), "TICKET");
}

#[test]
fn addresses() {
    let ours = ["1.2.3.4", "2.3.3.3"];
    let request = address::get_api_domain_ip::Request::new();
    assert_eq!(against_page("get_api_domain_ip", &request).ip_list, ours);
    let request = address::getcallbackip::Request::new();
    assert_eq!(against_page("getcallbackip", &request).ip_list, ours);
}

#[test]
fn opengid_to_chatid() {
    let request = opengid_to_chatid::Request::new("oA");
    let response = against_page("opengid_to_chatid", &request);
    assert_eq!(response.chat_id.as_str(), "wrA");
}

#[test]
fn remind_and_cancel() {
    let request = remind_groupmsg_send::Request::new("msgA");
    against_page("remind_groupmsg_send", &request);
    let request = cancel_groupmsg_send::Request::new("msgA");
    against_page("cancel_groupmsg_send", &request);
}

fn message() -> (Text, Vec<Attachment>) {
    let text = |text: &str| text.to_owned();
    let media = || Media {
        media_id: "M".into(),
    };
    let attachments = vec![
        Attachment::Image {
            image: Image::MediaId("M".into()),
        },
        Attachment::Image {
            image: Image::PicUrl(text("http://p.qpic.cn/pic_wework/1/a/0")),
        },
        Attachment::Link {
            link: Link {
                title: text("t"),
                picurl: Some(text("http://p.example.com/a.png")),
                desc: Some(text("d")),
                url: text("https://example.com"),
            },
        },
        Attachment::Miniprogram {
            miniprogram: MiniProgram {
                title: text("t"),
                pic_media_id: "M".into(),
                appid: text("wxA"),
                page: text("/pages/x.html?a=1"),
            },
        },
        Attachment::Video { video: media() },
        Attachment::File { file: media() },
    ];
    (Text { content: text("t") }, attachments)
}

#[test]
fn add_msg_template() {
    let (text, attachments) = message();
    let mut request = add_msg_template::Request::to_customers(["wmA", "wmB"]);
    request.sender = Some("zhangsan".into());
    request.text = Some(text);
    request.attachments = attachments;
    let response = against_page("add_msg_template", &request);
    assert_eq!(response.fail_list, ["wmB"]);
    assert_eq!(response.msgid.as_str(), "msgA");
}

#[test]
fn send_welcome_msg() {
    let (text, attachments) = message();
    let mut request = send_welcome_msg::Request::new("CODE");
    request.text = Some(text);
    request.attachments = attachments;
    against_page("send_welcome_msg", &request);
}

#[test]
fn get() {
    use wecom_api::externalcontact::get::{Request, TagKind};
    let mut request = Request::new("woA");
    request.cursor = "CURSOR".to_owned();
    let response = against_page("get", &request);
    assert_eq!(response.external_contact.kind, Some(ContactKind::WECOM));
    assert_eq!(response.next_cursor.as_deref(), Some("NEXT"));
    let [member] = &response.follow_user[..] else {
        panic!("one member")
    };
    let tags = member
        .tags
        .iter()
        .map(|tag| (tag.kind, tag.tag_id.as_deref()));
    let expected = [(TagKind::CORP, Some("etA")), (TagKind::PERSONAL, None)];
    assert_eq!(tags.collect::<Vec<_>>(), expected);
    assert_eq!(member.remark_mobiles, ["13800000000"]);
    assert_eq!(member.add_way, Some(10));
}

#[test]
fn upload_attachment() {
    use upload_attachment::{Kind, Purpose, Request};
    let request = Request::new(
        Kind::Image,
        Purpose::Moments,
        "a.jpg",
        "image/jpg",
        "picture",
    );
    let response = against_page("upload_attachment", &request);
    assert_eq!(response.media_id.as_str(), "MEDIA");
    assert_eq!(response.created_at, 1_380_000_000);
}
