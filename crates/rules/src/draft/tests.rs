use serde_json::{Value, json};

use super::*;
use crate::codes::FaultCode;

fn faults(draft: &Value) -> Vec<(FaultCode, String)> {
    let found = Draft::read(draft).judge(&DraftContext::default());
    found
        .into_iter()
        .map(|fault| (fault.code, fault.place))
        .collect()
}

fn fault(code: FaultCode, place: &str) -> (FaultCode, String) {
    (code, place.to_owned())
}

fn image(url: &str) -> Value {
    json!({"target": {"kind": "customers"}, "attachments": [{"msgtype": "image", "image": {"url": url}}]})
}

#[test]
fn a_draft_without_content_is_one_fault_of_the_whole() {
    for draft in [
        json!({"target": {"kind": "customers"}}),
        json!({"target": {"kind": "customers"}, "text": "", "attachments": []}),
        json!({"target": {"kind": "customers"}, "text": "\u{3000}\u{FEFF}", "attachments": null}),
    ] {
        assert_eq!(
            faults(&draft),
            [fault(FaultCode::DraftEmpty, "")],
            "{draft}"
        );
    }
}

#[test]
fn ten_attachments_are_one_too_many() {
    let mut draft = image("https://p.qpic.cn/a");
    let one = draft["attachments"][0].clone();
    draft["attachments"] = json!(vec![one; 10]);
    assert_eq!(
        faults(&draft),
        [fault(FaultCode::TooManyAttachments, "attachments")]
    );
}

#[test]
fn attachments_that_cannot_be_read_keep_the_places_of_the_others() {
    let good = json!({"msgtype": "video", "video": {}});
    let draft = json!({"target": {"kind": "groups"}, "attachments": [1, good, {"msgtype": "gif"}, {"msgtype": "image"}, good]});
    assert_eq!(
        faults(&draft),
        [
            fault(FaultCode::WrongType, "attachments[0]"),
            fault(FaultCode::MediaMissing, "attachments[1].video.mediaid"),
            fault(FaultCode::UnknownValue, "attachments[2].msgtype"),
            fault(FaultCode::AttachmentObjectMissing, "attachments[3].image"),
            fault(FaultCode::MediaMissing, "attachments[4].video.mediaid"),
        ]
    );
}

#[test]
fn a_hostile_draft_gets_a_bounded_answer() {
    let draft = json!({"target": {"kind": "customers", "ids": vec![""; 15_000]}, "attachments": vec![0; 100_000]});
    assert_eq!(faults(&draft).len(), 200);
}

#[test]
fn titles_are_counted_in_bytes_of_utf_8() {
    let card = |title: &str| {
        json!({"target": {"kind": "customers"}, "attachments": [{"msgtype": "miniprogram", "miniprogram": {
            "title": title, "page": "pages/a", "cover": {"url": "https://p.qpic.cn/a"}}}]})
    };
    let place = "attachments[0].miniprogram.title";
    assert_eq!(faults(&card(&"x".repeat(64))), []);
    assert_eq!(
        faults(&card(&"x".repeat(65))),
        [fault(FaultCode::TitleTooLong, place)]
    );
    assert_eq!(faults(&card(&"花".repeat(21))), []);
    assert_eq!(
        faults(&card(&"花".repeat(22))),
        [fault(FaultCode::TitleTooLong, place)]
    );
    assert_eq!(faults(&card(&"😀".repeat(16))), []);
    assert_eq!(
        faults(&card(&format!("{}x", "😀".repeat(16)))),
        [fault(FaultCode::TitleTooLong, place)]
    );
    assert_eq!(
        faults(&card(" \u{200B}")),
        [fault(FaultCode::TitleMissing, place)]
    );
    assert_eq!(
        faults(&card("a\u{0}b")),
        [fault(FaultCode::ControlCharacter, place)]
    );
}

#[test]
fn text_is_counted_in_characters_and_may_have_lines() {
    let text = |text: String| json!({"target": {"kind": "customers"}, "text": text});
    assert_eq!(faults(&text("花".repeat(4000))), []);
    assert_eq!(
        faults(&text("😀".repeat(4001))),
        [fault(FaultCode::TextTooLong, "text")]
    );
    assert_eq!(faults(&text("one\ntwo\tthree\r\n".to_owned())), []);
    assert_eq!(
        faults(&text("bell\u{7}".to_owned())),
        [fault(FaultCode::ControlCharacter, "text")]
    );
    let moments = json!({"target": {"kind": "moments"}, "text": "花".repeat(2001)});
    assert_eq!(faults(&moments), [fault(FaultCode::TextTooLong, "text")]);
}

#[test]
fn images_that_only_the_phone_can_see_are_refused() {
    let place = "attachments[0].image.url";
    for (url, code) in [
        ("wxfile://tmp_a.png", FaultCode::ImageLocal),
        ("http://tmp/a.png", FaultCode::ImageLocal),
        ("http://usr/a.png", FaultCode::ImageLocal),
        ("http://store/a.png", FaultCode::ImageLocal),
        ("/images/a.png", FaultCode::ImageLocal),
        ("images/a.png", FaultCode::ImageLocal),
        ("../a.png", FaultCode::ImageLocal),
        ("file:///a.png", FaultCode::ImageLocal),
        ("data:image/png;base64,AAAA", FaultCode::ImageInline),
        ("BLOB:https://x/y", FaultCode::ImageInline),
        ("ftp://x/a.png", FaultCode::ImageSchemeUnknown),
        ("https://", FaultCode::ImageSchemeUnknown),
        ("https://x/a b.png", FaultCode::ImageSchemeUnknown),
    ] {
        assert_eq!(faults(&image(url)), [fault(code, place)], "{url}");
    }
    assert_eq!(faults(&image("http://p.qpic.cn/pic_wework/1/a/0")), []);
    assert_eq!(
        faults(&image(" ")),
        [fault(FaultCode::ImageMissing, "attachments[0].image")]
    );
}

#[test]
fn a_lone_surrogate_is_a_fault_with_its_place() {
    let reading = Draft::read_text(
        r#"{"target":{"kind":"customers","ids":["wm\ud800"]},"text":"\ud83d","attachments":[
            {"msgtype":"link","link":{"url":"https://x/","title":"\udc00","desc":"\ud83d\ude00"}}]}"#,
    );
    let places: Vec<(FaultCode, &str)> = reading
        .faults
        .iter()
        .map(|fault| (fault.code, fault.place.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            (FaultCode::LoneSurrogate, "target.ids[0]"),
            (FaultCode::LoneSurrogate, "text"),
            (FaultCode::LoneSurrogate, "attachments[0].link.title"),
        ]
    );
}

#[test]
fn wrong_shapes_are_named_one_by_one() {
    let draft =
        json!({"target": "customers", "text": 1, "attachments": {}, "ex": "yes", "__proto__": {}});
    assert_eq!(
        faults(&draft),
        [
            fault(FaultCode::WrongType, "target"),
            fault(FaultCode::WrongType, "text"),
            fault(FaultCode::WrongType, "attachments"),
            fault(FaultCode::UnknownKey, "__proto__"),
            fault(FaultCode::WrongType, "ex"),
        ]
    );
    for whole in [json!(null), json!([]), json!("x")] {
        assert_eq!(faults(&whole), [fault(FaultCode::WrongType, "")], "{whole}");
    }
}

#[test]
fn moments_take_one_kind_and_no_cards() {
    let draft =
        |attachments: Value| json!({"target": {"kind": "moments"}, "attachments": attachments});
    let picture = json!({"msgtype": "image", "image": {"mediaid": "M"}});
    let video = json!({"msgtype": "video", "video": {"mediaid": "M"}});
    let file = json!({"msgtype": "file", "file": {"mediaid": "M"}});
    assert_eq!(faults(&draft(json!([picture, picture]))), []);
    assert_eq!(
        faults(&draft(json!([picture, video]))),
        [fault(FaultCode::AttachmentsMixed, "attachments")]
    );
    assert_eq!(
        faults(&draft(json!([video, video]))),
        [fault(FaultCode::TooManyAttachments, "attachments")]
    );
    assert_eq!(
        faults(&draft(json!([file]))),
        [fault(
            FaultCode::AttachmentNotForChannel,
            "attachments[0].file"
        )]
    );
}

#[test]
fn the_current_chat_takes_one_message_and_pictures_by_media_id() {
    let picture = json!({"msgtype": "image", "image": {"id": "img_a"}});
    let draft =
        json!({"target": {"kind": "chat", "ids": ["wm1"]}, "text": "hi", "attachments": [picture]});
    assert_eq!(
        faults(&draft),
        [
            fault(FaultCode::ReceiversNotForTarget, "target.ids"),
            fault(FaultCode::ChatTakesOneMessage, "attachments"),
            fault(FaultCode::ImageNeedsMediaid, "attachments[0].image.id"),
        ]
    );
}

#[test]
fn what_is_known_around_a_draft_is_checked_too() {
    let draft = Draft::read(&json!({
        "target": {"kind": "groups", "ids": ["wr1", "wr2"]},
        "attachments": [{"msgtype": "miniprogram", "miniprogram": {
            "title": "t", "page": "pages/gone?x=1", "cover": {"id": "img_b"}, "appid": "wxother"}}],
    }));
    let known = ["wr1".to_owned()].into();
    let links = [("img_a".to_owned(), "http://p.qpic.cn/a".to_owned())].into();
    let pages = ["pages/here".to_owned()];
    let context = DraftContext {
        appid: Some("wxown"),
        known_receivers: Some(&known),
        image_links: Some(&links),
        pages: Some(&pages),
    };
    let found: Vec<(FaultCode, String)> = draft
        .judge(&context)
        .into_iter()
        .map(|fault| (fault.code, fault.place))
        .collect();
    assert_eq!(
        found,
        [
            fault(FaultCode::UnknownGroup, "target.ids[1]"),
            fault(FaultCode::PageNotInApp, "attachments[0].miniprogram.page"),
            fault(FaultCode::AppidOther, "attachments[0].miniprogram.appid"),
            fault(
                FaultCode::ImageUnknown,
                "attachments[0].miniprogram.cover.id"
            ),
        ]
    );
}

#[test]
fn a_draft_survives_being_stored() {
    let value = json!({
        "target": {"kind": "customers", "ids": ["wm1"]},
        "text": "hi",
        "attachments": [{"msgtype": "link", "link": {"url": "https://x/"}}],
        "ex": true,
        "enterChat": true,
    });
    let draft = Draft::read(&value).draft;
    assert_eq!(serde_json::to_value(&draft).unwrap(), value);
    assert_eq!(serde_json::from_value::<Draft>(value).unwrap(), draft);
}
