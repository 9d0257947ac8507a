use serde_json::json;

use super::*;
use crate::codes::{FaultCode, ReasonCode};

const WANG: &str = "wmDemoWang0000000000000000000001";
const CHEN: &str = "wmDemoChen0000000000000000000002";

fn facts() -> Facts {
    serde_json::from_value(json!({
        "now": "2026-11-24T10:00:00+08:00",
        "member": "zhangsan",
        "appid": "wx7c1d9a2b3e4f5061",
        "host": {
            "environment": "wxwork", "platform": "ios", "version": "4.1.20", "entry": "normal",
            "apis": ["shareToExternalContact", "shareToExternalChat", "shareAppMessageEx"],
        },
        "rights": {"in_scope": true, "app_allowed": true, "customer_contact": true},
        "known_receivers": [WANG, CHEN],
        "image_links": {"img_a": "http://p.qpic.cn/pic_wework/1/abc/0"},
        "quota": {"mode": "one_per_day", "count": "per_sender"},
        "token": "AAAAAAAAAAAAAAAA",
    }))
    .unwrap()
}

fn card(target: serde_json::Value) -> Draft {
    let value = json!({
        "target": target,
        "attachments": [{"msgtype": "miniprogram", "miniprogram": {
            "title": "花笺", "page": "pages/product/product?id=1", "cover": {"id": "img_a"},
        }}],
    });
    let reading = Draft::read(&value);
    assert_eq!(reading.faults, []);
    reading.draft
}

fn to_wang() -> Draft {
    card(json!({"kind": "customers", "ids": [WANG]}))
}

fn sent_to(receiver: &str) -> Use {
    Use {
        sender: "zhangsan".to_owned(),
        receiver: receiver.to_owned(),
        at: "2026-11-24T09:00:00+08:00".parse().unwrap(),
    }
}

fn notes(plan: &Plan) -> Vec<NoteCode> {
    plan.notes.iter().map(|note| note.code).collect()
}

fn refused(draft: &Draft, facts: &Facts) -> Refusal {
    plan(draft, facts).unwrap_err()
}

#[test]
fn a_card_to_a_customer_becomes_one_exact_call() {
    let plan = plan(&to_wang(), &facts()).unwrap();
    assert_eq!(
        serde_json::to_value(&plan.call).unwrap(),
        json!({"api": "shareToExternalContact", "args": {
            "externalUserIds": [WANG],
            "attachments": [{"msgtype": "miniprogram", "miniprogram": {
                "appid": "wx7c1d9a2b3e4f5061",
                "title": "花笺",
                "imgUrl": "http://p.qpic.cn/pic_wework/1/abc/0",
                "page": "/pages/product/product.html?id=1&ws_t=AAAAAAAAAAAAAAAA",
            }}],
        }})
    );
    assert_eq!(
        notes(&plan),
        [NoteCode::PageMadeCardForm, NoteCode::TokenAppended]
    );
    assert_eq!(
        plan.receivers.planned.as_deref(),
        Some([WANG.to_owned()].as_slice())
    );
    assert!(plan.counts);
}

#[test]
fn nothing_empty_is_sent() {
    let mut draft = to_wang();
    draft.text = Some(" \u{3000}".to_owned());
    draft.target.ids = None;
    let plan = plan(&draft, &facts()).unwrap();
    let args = plan.call.args.as_object().unwrap();
    assert_eq!(args.keys().collect::<Vec<_>>(), ["attachments"]);
    assert_eq!(plan.receivers.planned, None);
    assert!(notes(&plan).contains(&NoteCode::QuotaNotChecked));
}

#[test]
fn a_plan_serialises_to_the_shape_of_the_api() {
    let value = serde_json::to_value(plan(&to_wang(), &facts()).unwrap()).unwrap();
    assert_eq!(value["route"]["reason"]["code"], "target_customers");
    assert_eq!(value["route"]["passed_over"], json!([]));
    assert_eq!(
        value["receivers"],
        json!({"planned": [WANG], "skipped": []})
    );
    assert_eq!(value["notes"][0]["code"], "page_made_card_form");
    assert!(value["notes"][0]["zh"].is_string());
}

#[test]
fn the_undocumented_call_is_taken_only_when_opted_in_and_there() {
    let mut draft = to_wang();
    draft.ex = true;
    let taken = plan(&draft, &facts()).unwrap();
    assert_eq!(
        serde_json::to_value(&taken.call).unwrap(),
        json!({"api": "shareAppMessageEx", "args": {
            "title": "花笺",
            "imageUrl": "http://p.qpic.cn/pic_wework/1/abc/0",
            "path": "/pages/product/product.html?id=1&ws_t=AAAAAAAAAAAAAAAA",
            "selectedExternalUserIds": [WANG],
        }})
    );
    assert!(!taken.counts);

    let mut without = facts();
    without.host.apis = Some(vec!["shareToExternalContact".to_owned()]);
    let other = plan(&draft, &without).unwrap();
    assert_eq!(other.call.api, Api::ShareToExternalContact);
    assert_eq!(other.route.passed_over[0].code, ReasonCode::ApiAbsent);
    assert!(notes(&other).contains(&NoteCode::ExPassedOver));

    let mut unknown = facts();
    unknown.host.apis = None;
    assert_eq!(
        plan(&draft, &unknown).unwrap().call.api,
        Api::ShareToExternalContact
    );
}

#[test]
fn the_undocumented_call_is_passed_over_for_what_it_cannot_carry() {
    let why = |change: &dyn Fn(&mut Draft)| {
        let mut draft = to_wang();
        draft.ex = true;
        change(&mut draft);
        let mut facts = facts();
        facts.known_receivers = None;
        plan(&draft, &facts).unwrap().route.passed_over[0].code
    };
    assert_eq!(
        why(&|draft| draft.target.ids = None),
        ReasonCode::ExNeedsIds
    );
    assert_eq!(
        why(&|draft| draft.text = Some("hi".to_owned())),
        ReasonCode::ExSingleCardOnly
    );
    assert_eq!(
        why(&|draft| draft.target.kind = TargetKind::Groups),
        ReasonCode::ExCustomersOnly
    );
}

#[test]
fn the_quota_does_not_stop_the_undocumented_call_and_the_plan_says_what_is_unknown() {
    let mut draft = to_wang();
    draft.ex = true;
    let mut facts = facts();
    facts.uses = vec![sent_to(WANG)];
    assert!(notes(&plan(&draft, &facts).unwrap()).contains(&NoteCode::ExUndocumented));
}

#[test]
fn whoever_was_reached_today_is_skipped_and_the_rest_planned() {
    let draft = card(json!({"kind": "customers", "ids": [WANG, CHEN, WANG]}));
    let mut facts = facts();
    facts.uses = vec![sent_to(WANG)];
    let plan = plan(&draft, &facts).unwrap();
    assert_eq!(plan.call.args["externalUserIds"], json!([CHEN]));
    assert_eq!(plan.receivers.skipped[0].id, WANG);
    assert_eq!(
        plan.receivers.skipped[0].until.to_string(),
        "2026-11-25T00:00:00+08:00"
    );
    assert!(notes(&plan).contains(&NoteCode::ReceiversSkipped));
    assert!(notes(&plan).contains(&NoteCode::ReceiverRepeated));
}

#[test]
fn when_everybody_was_reached_the_share_is_refused_with_the_earliest_time() {
    let mut facts = facts();
    facts.uses = vec![sent_to(WANG)];
    let refusal = refused(&to_wang(), &facts);
    let value = serde_json::to_value(&refusal).unwrap();
    assert_eq!(value["code"], "quota_used_up");
    assert_eq!(value["until"], "2026-11-25T00:00:00+08:00");
    let cause = value["cause"]["zh"].as_str().unwrap();
    assert!(
        cause.contains("11月25日 00:00（明天零点）起可再发"),
        "{cause}"
    );
    assert!(
        cause.contains("每位成员每天最多给同一位客户（或同一个客户群）群发 1 条消息"),
        "{cause}"
    );
    assert!(
        value["instead"]
            .as_array()
            .is_some_and(|instead| !instead.is_empty())
    );
    assert!(value.get("faults").is_none());
}

#[test]
fn missing_rights_are_refused_with_the_admin_page() {
    let refusal = |change: &dyn Fn(&mut Rights)| {
        let mut facts = facts();
        change(&mut facts.rights);
        refused(&to_wang(), &facts)
    };
    let member = refusal(&|rights| rights.customer_contact = Some(false));
    assert_eq!(member.code, RefusalCode::MemberWithoutCustomerContact);
    assert!(
        member
            .page
            .unwrap()
            .zh
            .contains("客户联系 → 权限配置 → 使用范围")
    );
    let app = refusal(&|rights| rights.app_allowed = Some(false));
    assert_eq!(app.code, RefusalCode::AppNotAllowed);
    assert!(app.page.unwrap().zh.contains("可调用接口的应用"));
    let scope = refusal(&|rights| {
        *rights = Rights {
            in_scope: Some(false),
            customer_contact: Some(false),
            ..*rights
        }
    });
    assert_eq!(scope.code, RefusalCode::MemberNotInScope);
    assert!(scope.page.unwrap().zh.contains("可见范围"));
}

#[test]
fn mac_and_weixin_and_devtools_are_refused_with_what_helps() {
    for (platform, environment, reason) in [
        ("mac", "wxwork", ReasonCode::PlatformNotSupported),
        ("devtools", "wxwork", ReasonCode::PlatformNotSupported),
        ("ios", "weixin", ReasonCode::NotInWecom),
    ] {
        let mut facts = facts();
        facts.host.platform = serde_json::from_value(json!(platform)).unwrap();
        facts.host.environment = serde_json::from_value(json!(environment)).unwrap();
        let refusal = refused(&to_wang(), &facts);
        assert_eq!(refusal.code, RefusalCode::ClientNotSupported, "{platform}");
        assert_eq!(refusal.passed_over[0].code, reason, "{platform}");
    }
}

#[test]
fn before_3_1_6_a_single_card_goes_out_in_the_flat_form_and_nothing_else_does() {
    let mut facts = facts();
    facts.host.version = crate::host::WecomVersion::parse("3.1.5");
    let flat = plan(&to_wang(), &facts).unwrap();
    assert_eq!(
        flat.call.args,
        json!({
            "appid": "wx7c1d9a2b3e4f5061",
            "title": "花笺",
            "imgUrl": "http://p.qpic.cn/pic_wework/1/abc/0",
            "page": "/pages/product/product.html?id=1&ws_t=AAAAAAAAAAAAAAAA",
        })
    );
    assert!(notes(&flat).contains(&NoteCode::OldFormUsed));
    assert_eq!(flat.receivers.planned, None);

    let mut draft = to_wang();
    draft.text = Some("hi".to_owned());
    let refusal = refused(&draft, &facts);
    assert_eq!(refusal.code, RefusalCode::ClientNotSupported);
    assert!(refusal.remedy.en.contains("3.1.6"), "{}", refusal.remedy.en);
}

#[test]
fn receivers_are_not_given_along_before_4_1_10() {
    let mut facts = facts();
    facts.host.version = crate::host::WecomVersion::parse("4.1.9");
    let plan = plan(&to_wang(), &facts).unwrap();
    assert_eq!(plan.receivers.planned, None);
    assert!(plan.call.args.get("externalUserIds").is_none());
    assert!(notes(&plan).contains(&NoteCode::PresetNotSupported));
}

#[test]
fn files_need_3_1_12() {
    let draft = Draft::read(&json!({
        "target": {"kind": "groups"},
        "attachments": [{"msgtype": "file", "file": {"mediaid": "M"}}],
    }))
    .draft;
    let mut facts = facts();
    facts.host.version = crate::host::WecomVersion::parse("3.1.11");
    let refusal = refused(&draft, &facts);
    assert_eq!(refusal.passed_over[0].code, ReasonCode::VersionTooOld);
    assert!(
        refusal.remedy.en.contains("3.1.12"),
        "{}",
        refusal.remedy.en
    );
    facts.host.version = crate::host::WecomVersion::parse("3.1.12");
    assert!(plan(&draft, &facts).is_ok());
}

#[test]
fn the_current_chat_has_its_own_shape() {
    let mut facts = facts();
    facts.host.apis = None;
    facts.host.entry = Some("single_chat_tools".to_owned());
    let args = |attachment: serde_json::Value| {
        let value =
            json!({"target": {"kind": "chat"}, "attachments": [attachment], "enterChat": true});
        plan_reading(&Draft::read(&value), &facts)
            .unwrap()
            .call
            .args
    };
    assert_eq!(
        args(json!({"msgtype": "link", "link": {"url": "https://a.cn/x", "title": "t"}})),
        json!({"msgtype": "news", "enterChat": true, "news": {"link": "https://a.cn/x", "title": "t"}})
    );
    assert_eq!(
        args(json!({"msgtype": "image", "image": {"mediaid": "M"}})),
        json!({"msgtype": "image", "enterChat": true, "image": {"mediaid": "M"}})
    );
    let text = Draft::read(&json!({"target": {"kind": "chat"}, "text": "hi"}));
    let plan = plan_reading(&text, &facts).unwrap();
    assert_eq!(
        plan.call.args,
        json!({"msgtype": "text", "text": {"content": "hi"}})
    );
    assert!(!plan.counts);
}

#[test]
fn outside_a_chat_there_is_no_current_chat() {
    let draft = Draft::read(&json!({"target": {"kind": "chat"}, "text": "hi"})).draft;
    let mut facts = facts();
    facts.host.apis = None;
    let refusal = refused(&draft, &facts);
    assert_eq!(refusal.passed_over[0].code, ReasonCode::EntryNotAllowed);
}

#[test]
fn moments_take_pictures_and_need_their_own_right() {
    let draft = Draft::read(&json!({
        "target": {"kind": "moments"},
        "text": "hi",
        "attachments": [{"msgtype": "image", "image": {"id": "img_a"}}],
    }))
    .draft;
    let mut facts = facts();
    facts.host.apis = None;
    let plan = plan(&draft, &facts).unwrap();
    assert_eq!(plan.call.api, Api::ShareToExternalMoments);
    facts.rights.moments = Some(false);
    assert_eq!(
        refused(&draft, &facts).code,
        RefusalCode::MemberWithoutMoments
    );
    facts.host.platform = crate::host::Platform::Windows;
    assert_eq!(
        refused(&draft, &facts).code,
        RefusalCode::ClientNotSupported
    );
}

#[test]
fn faults_come_first_and_all_at_once() {
    let reading = Draft::read(&json!({
        "target": {"kind": "customers", "ids": ["wmNobody"]},
        "attachments": [
            {"msgtype": "miniprogram", "miniprogram": {"title": "x".repeat(65), "page": "", "cover": {"url": "wxfile://tmp_1.png"}}},
            {"msgtype": "image", "image": 3},
        ],
        "note": 1,
    }));
    let mut facts = facts();
    facts.rights.customer_contact = Some(false);
    let refusal = plan_reading(&reading, &facts).unwrap_err();
    assert_eq!(refusal.code, RefusalCode::DraftInvalid);
    let found: Vec<(FaultCode, &str)> = refusal
        .faults
        .iter()
        .map(|fault| (fault.code, fault.place.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (FaultCode::UnknownCustomer, "target.ids[0]"),
            (FaultCode::TitleTooLong, "attachments[0].miniprogram.title"),
            (FaultCode::PageEmpty, "attachments[0].miniprogram.page"),
            (
                FaultCode::ImageLocal,
                "attachments[0].miniprogram.cover.url"
            ),
            (FaultCode::WrongType, "attachments[1].image"),
            (FaultCode::UnknownKey, "note"),
        ]
    );
}
