//! The endpoints beside those of `fixtures.rs`, each against its page: the request byte for byte, and what is read of
//! the answer as a snapshot.

use wecom_api::{
    externalcontact::{self, outgoing},
    idconvert, media, miniprogram, service,
};

use crate::fixtures::against_page;

/// One test an endpoint.
macro_rules! pages {
    ($($module:ident :: $endpoint:ident, $fixture:literal, $request:expr;)+) => {
        $(mod $endpoint {
            mod $module {
                #[allow(unused_imports, reason = "not every request is made of several types")]
                use super::super::*;
                use super::super::$module::$endpoint::*;

                #[test]
                fn is_as_its_page_shows() {
                    let response = against_page($fixture, &$request);
                    insta::assert_debug_snapshot!($fixture, response);
                }
            }
        })+
    };
}

pages! {
    externalcontact::contact_list, "contact_list", Request::new();
    externalcontact::get_corp_tag_list, "get_corp_tag_list", { let mut r = Request::new(); r.group_id = vec!["etG".into()]; r };
    externalcontact::add_corp_tag, "add_corp_tag", { let mut r = Request::new(vec![NewTag { name: "a".into(), order: Some(1) }]); r.group_name = Some("g".into()); r };
    externalcontact::edit_corp_tag, "edit_corp_tag", { let mut r = Request::new("et1"); r.name = Some("n".into()); r.order = Some(1); r };
    externalcontact::del_corp_tag, "del_corp_tag", { let mut r = Request::new(); r.tag_id = vec!["et1".into()]; r.group_id = vec!["etG".into()]; r };
    externalcontact::mark_tag, "mark_tag", { let mut r = Request::new("zhangsan", "wmA"); r.add_tag = vec!["et1".into()]; r.remove_tag = vec!["et2".into()]; r };
    externalcontact::get_strategy_tag_list, "get_strategy_tag_list", { let mut r = Request::new(); r.strategy_id = Some(1); r };
    externalcontact::add_strategy_tag, "add_strategy_tag", { let mut r = Request::new(1, vec![externalcontact::add_corp_tag::NewTag { name: "a".into(), order: None }]); r.group_id = Some("etG".into()); r };
    externalcontact::edit_strategy_tag, "edit_strategy_tag", { let mut r = Request::new("st1"); r.name = Some("n".into()); r };
    externalcontact::del_strategy_tag, "del_strategy_tag", { let mut r = Request::new(); r.tag_id = vec!["st1".into()]; r };
    externalcontact::get_unassigned_list, "get_unassigned_list", Request::new();
    externalcontact::remark, "remark", { let mut r = Request::new("zhangsan", "wmA"); r.remark = Some("r".into()); r.description = Some("d".into()); r.remark_company = Some("c".into()); r.remark_mobiles = vec!["13800000001".into()]; r.remark_pic_mediaid = Some("M".into()); r };
    externalcontact::groupchat_onjob_transfer, "groupchat_onjob_transfer", Request::new(["wrA", "wrB"], "lisi");
    externalcontact::groupchat_transfer, "groupchat_transfer", Request::new(["wrA", "wrB"], "lisi");
    externalcontact::transfer_customer, "transfer_customer", Request::new("zhangsan", "lisi", ["woA", "woB"]);
    externalcontact::add_contact_way, "add_contact_way", { let mut r = Request::new(1, 2); r.remark = Some("r".into()); r.skip_verify = Some(true); r.state = Some("s".into()); r.user = vec!["zhangsan".into()]; r };
    externalcontact::get_contact_way, "get_contact_way", Request::new("C");
    externalcontact::list_contact_way, "list_contact_way", Request::new();
    externalcontact::update_contact_way, "update_contact_way", { let mut r = Request::new("C"); r.state = Some("s".into()); r };
    externalcontact::del_contact_way, "del_contact_way", Request::new("C");
    externalcontact::add_join_way, "add_join_way", { let mut r = Request::new(2, ["wrA", "wrB"]); r.remark = Some("r".into()); r.auto_create_room = Some(1); r.room_base_name = Some("销售客服群".into()); r.room_base_id = Some(10); r.state = Some("s".into()); r.mark_source = Some(true); r };
    externalcontact::get_join_way, "get_join_way", Request::new("J");
    externalcontact::update_join_way, "update_join_way", { let mut r = Request::new("J", 2, ["wrA", "wrB"]); r.remark = Some("r".into()); r.auto_create_room = Some(1); r.room_base_name = Some("销售客服群".into()); r.room_base_id = Some(10); r.state = Some("s".into()); r.mark_source = Some(true); r };
    externalcontact::del_join_way, "del_join_way", Request::new("J");
    externalcontact::add_product_album, "add_product_album", { let mut r = Request::new("世界上最好的商品", 30_000, vec![externalcontact::add_product_album::Attachment::Image { image: outgoing::Media { media_id: "M".into() } }]); r.product_sn = Some("SN1".into()); r };
    externalcontact::get_product_album, "get_product_album", Request::new("P");
    externalcontact::get_product_album_list, "get_product_album_list", Request::new();
    externalcontact::update_product_album, "update_product_album", { let mut r = Request::new("P"); r.description = Some("d".into()); r.price = Some(30_000); r.product_sn = Some("SN1".into()); r.attachments = vec![externalcontact::add_product_album::Attachment::Image { image: outgoing::Media { media_id: "M".into() } }]; r };
    externalcontact::delete_product_album, "delete_product_album", Request::new("P");
    externalcontact::add_intercept_rule, "add_intercept_rule", { let mut r = Request::new("rulename", ["敏感词1", "敏感词2"], 1, externalcontact::add_intercept_rule::Range::of(["zhangsan"], vec![2, 3])); r.semantics_list = vec![1, 2, 3]; r };
    externalcontact::get_intercept_rule_list, "get_intercept_rule_list", Request::new();
    externalcontact::get_intercept_rule, "get_intercept_rule", Request::new("R");
    externalcontact::update_intercept_rule, "update_intercept_rule", { let mut r = Request::new("R"); r.rule_name = Some("n".into()); r.word_list = vec!["敏感词1".into()]; r.extra_rule = Some(externalcontact::get_intercept_rule::Extra::of(vec![1, 2, 3])); r.intercept_type = Some(1); r.add_applicable_range = Some(externalcontact::add_intercept_rule::Range::of(["zhangsan"], vec![2, 3])); r.remove_applicable_range = Some(externalcontact::add_intercept_rule::Range::of(["zhangsan"], vec![2, 3])); r };
    externalcontact::del_intercept_rule, "del_intercept_rule", Request::new("R");
    externalcontact::get_group_msg_result, "get_group_msg_result", Request::new("msgA");
    externalcontact::group_welcome_template_add, "group_welcome_template_add", { let mut r = Request::new(); r.text = Some(outgoing::Text { content: "hi %NICKNAME%".into() }); r.miniprogram = Some(outgoing::MiniProgram { title: "t".into(), pic_media_id: "M".into(), appid: "wxA".into(), page: "/p.html".into() }); r.notify = Some(1); r };
    externalcontact::group_welcome_template_edit, "group_welcome_template_edit", { let mut r = Request::new("T"); r.text = Some(outgoing::Text { content: "hi %NICKNAME%".into() }); r.miniprogram = Some(outgoing::MiniProgram { title: "t".into(), pic_media_id: "M".into(), appid: "wxA".into(), page: "/p.html".into() }); r };
    externalcontact::group_welcome_template_get, "group_welcome_template_get", Request::new("T");
    externalcontact::group_welcome_template_del, "group_welcome_template_del", Request::new("T");
    externalcontact::add_moment_task, "add_moment_task", { let mut r = Request::new("t"); r.attachments = vec![Attachment::Image { image: outgoing::Media { media_id: "M".into() } }, Attachment::Video { video: outgoing::Media { media_id: "V".into() } }, Attachment::Link { link: Link { title: "t".into(), url: "https://example.com".into(), media_id: "M".into() } }]; r.visible_range = Some(VisibleRange { sender_list: Some(Senders { user_list: vec!["zhangsan".into()], department_list: vec![2] }), external_contact_list: Some(Viewers { tag_list: vec!["et1".into()] }) }); r };
    externalcontact::get_moment_task_result, "get_moment_task_result", Request::new("JOB");
    externalcontact::get_moment_list, "get_moment_list", Request::new(1605000000, 1605172726);
    externalcontact::get_moment_task, "get_moment_task", Request::new("momA");
    externalcontact::get_moment_customer_list, "get_moment_customer_list", Request::new("momA", "zhangsan");
    externalcontact::get_moment_send_result, "get_moment_send_result", Request::new("momA", "zhangsan");
    externalcontact::get_moment_comments, "get_moment_comments", Request::new("momA", "zhangsan");
    externalcontact::cancel_moment_task, "cancel_moment_task", Request::new("momA");
    media::upload_by_url, "upload_by_url", Request::new(1, Kind::Video, "v.mp4", "https://example.com/v.mp4", "d41d8cd98f00b204e9800998ecf8427e");
    media::get_upload_by_url_result, "get_upload_by_url_result", Request::new("JOB");
    miniprogram::transfer_session, "transfer_session", Request::new("U", "K".into());
    service::get_suite_token, "service_get_suite_token", Request::new("wwS", "SECRET".into(), "TICKET".into());
    service::get_provider_token, "service_get_provider_token", Request::new("wwP", "SECRET".into());
    service::get_corp_token, "service_get_corp_token", Request::new("wwA", "CODE".into());
    service::get_pre_auth_code, "service_get_pre_auth_code", Request::new();
    service::set_session_info, "service_set_session_info", Request::new("CODE", SessionInfo { appid: vec![], auth_type: AuthType::Test });
    service::get_permanent_code_v2, "service_get_permanent_code_v2", Request::new("CODE");
    service::get_permanent_code, "service_get_permanent_code", Request::new("CODE");
    service::get_auth_info_v2, "service_get_auth_info_v2", Request::new("wwA", "CODE".into());
    service::get_auth_info, "service_get_auth_info", Request::new("wwA", "CODE".into());
    service::get_admin_list, "service_get_admin_list", Request::new("wwA", 1_000_046);
    service::jscode2session, "service_jscode2session", Request::new("CODE");
    service::corpid_to_opencorpid, "service_corpid_to_opencorpid", Request::new("wwA");
    service::finish_openid_migration, "service_finish_openid_migration", Request::new("wwA", 1, vec![1, 3]);
    service::unionid_to_external_userid_3rd, "service_unionid_to_external_userid_3rd", Request::new("oU", "oO");
    idconvert::userid_to_openuserid, "userid_to_openuserid", Request::new(["zhangsan", "x"]);
    idconvert::openuserid_to_userid, "openuserid_to_userid", Request::new(["woU", "x"], 1);
    idconvert::opencorpid_to_corpid, "opencorpid_to_corpid", Request::new("wpA", 1);
    idconvert::from_service_external_userid, "from_service_external_userid", Request::new("wmP", 1);
    idconvert::to_service_external_userid, "to_service_external_userid", Request::new("wmA");
    idconvert::get_new_external_userid, "get_new_external_userid", Request::new(["wmA"]);
    idconvert::groupchat_get_new_external_userid, "groupchat_get_new_external_userid", Request::new("wrA", ["wmA"]);
    idconvert::unionid_to_external_userid, "unionid_to_external_userid", Request::new("oU", "oO", 1);
    idconvert::external_userid_to_pending_id, "external_userid_to_pending_id", Request::new(["wmA"]);
    idconvert::chatid, "chatid", Request::new(["wrA", "x"]);
    idconvert::apply_to_upgrade_chatid, "apply_to_upgrade_chatid", Request::new(1_700_000_000);
    idconvert::upgrade_chatid_for_new_corp, "upgrade_chatid_for_new_corp", Request::new();
    idconvert::convert_tmp_external_userid, "convert_tmp_external_userid", Request::new(1, 1, ["ouA", "ouB", "ouC"]);
    idconvert::apply_mass_call_ticket, "apply_mass_call_ticket", Request::new();
}

/// A file, and the headers beside it, as the page's sample shows them.
fn file<E: wecom_api::Endpoint>(name: &str, request: &E) -> E::Response {
    let path = format!("{}/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let fixture: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(
        (E::PAGE, E::PATH),
        (
            fixture["page"].as_u64().unwrap() as u32,
            fixture["path"].as_str().unwrap()
        )
    );
    let query: Vec<_> = request
        .query()
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(query, ["media_id=M"]);
    let header = |name: &str| {
        fixture["response"]["headers"][name]
            .as_str()
            .map(str::to_owned)
    };
    let raw = wecom_api::Raw {
        status: 200,
        content_type: header("content-type"),
        content_disposition: header("content-disposition"),
        content_range: header("content-range"),
        body: fixture["response"]["body"]
            .as_str()
            .unwrap()
            .to_owned()
            .into(),
    };
    <E::Response as wecom_api::Answer>::read::<E>(raw).unwrap()
}

#[test]
fn a_file_is_as_its_page_shows() {
    let picture = file("media_get", &media::get::Request::new("M"));
    assert_eq!(picture.content_type.as_deref(), Some("image/jpeg"));
    assert_eq!(picture.filename.as_deref(), Some("a.jpg"));
    assert_eq!((&picture.bytes[..], picture.part), (&b"picture"[..], None));
}

#[test]
fn a_recorded_voice_is_as_its_page_shows() {
    let voice = file("media_get_jssdk", &media::get_jssdk::Request::new("M"));
    assert_eq!(voice.content_type.as_deref(), Some("voice/speex"));
    assert_eq!(voice.filename.as_deref(), Some("voice.speex"));
    assert_eq!(&voice.bytes[..], b"speex");
    let refusal = br#"{"errcode":40007,"errmsg":"invalid media_id"}"#;
    let error = wecom_api::read::<media::get_jssdk::Request>(200, refusal).unwrap_err();
    assert!(format!("{error:?}").contains("40007"), "{error:?}");
}
