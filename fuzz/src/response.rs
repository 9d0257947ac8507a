//! What must hold for whatever comes as WeCom's answer to a call, of each of the client's endpoints.

use serde_json::Value;
use wecom_api::{
    Endpoint, Error, Raw, address, agent, auth, externalcontact, idconvert, media, miniprogram,
    read_raw, service, ticket,
};

/// An endpoint: its path, and the promises about its answers.
pub struct Kind {
    pub path: &'static str,
    pub keeps_promises: fn(&[u8]),
}

macro_rules! kinds {
    ($($($module:ident)::+,)+) => {
        /// All of them: `crates/wecom-api/tests/it/fuzz.rs` looks into the sources.
        pub const KINDS: &[Kind] = &[$(Kind {
            path: <$($module)::+::Request as Endpoint>::PATH,
            keeps_promises: keeps_promises::<$($module)::+::Request>,
        },)+];
    };
}

kinds! {
    address::get_api_domain_ip,
    address::getcallbackip,
    agent::get,
    auth::gettoken,
    externalcontact::add_contact_way,
    externalcontact::add_corp_tag,
    externalcontact::add_join_way,
    externalcontact::add_moment_task,
    externalcontact::add_msg_template,
    externalcontact::add_strategy_tag,
    externalcontact::batch_get_by_user,
    externalcontact::cancel_groupmsg_send,
    externalcontact::cancel_moment_task,
    externalcontact::contact_list,
    externalcontact::del_contact_way,
    externalcontact::del_corp_tag,
    externalcontact::del_join_way,
    externalcontact::add_product_album,
    externalcontact::get_product_album,
    externalcontact::get_product_album_list,
    externalcontact::update_product_album,
    externalcontact::delete_product_album,
    externalcontact::add_intercept_rule,
    externalcontact::get_intercept_rule_list,
    externalcontact::get_intercept_rule,
    externalcontact::update_intercept_rule,
    externalcontact::del_intercept_rule,
    externalcontact::del_strategy_tag,
    externalcontact::edit_corp_tag,
    externalcontact::edit_strategy_tag,
    externalcontact::get,
    externalcontact::get_contact_way,
    externalcontact::get_corp_tag_list,
    externalcontact::get_follow_user_list,
    externalcontact::get_group_msg_result,
    externalcontact::get_groupmsg_list_v2,
    externalcontact::get_groupmsg_send_result,
    externalcontact::get_groupmsg_task,
    externalcontact::get_join_way,
    externalcontact::get_moment_comments,
    externalcontact::get_moment_customer_list,
    externalcontact::get_moment_list,
    externalcontact::get_moment_send_result,
    externalcontact::get_moment_task,
    externalcontact::get_moment_task_result,
    externalcontact::get_strategy_tag_list,
    externalcontact::get_unassigned_list,
    externalcontact::group_welcome_template_add,
    externalcontact::group_welcome_template_del,
    externalcontact::group_welcome_template_edit,
    externalcontact::group_welcome_template_get,
    externalcontact::groupchat_get,
    externalcontact::groupchat_list,
    externalcontact::groupchat_onjob_transfer,
    externalcontact::groupchat_transfer,
    externalcontact::list,
    externalcontact::list_contact_way,
    externalcontact::mark_tag,
    externalcontact::opengid_to_chatid,
    externalcontact::remark,
    externalcontact::remind_groupmsg_send,
    externalcontact::send_welcome_msg,
    externalcontact::transfer_customer,
    externalcontact::update_contact_way,
    externalcontact::update_join_way,
    idconvert::apply_mass_call_ticket,
    idconvert::apply_to_upgrade_chatid,
    idconvert::chatid,
    idconvert::convert_tmp_external_userid,
    idconvert::external_userid_to_pending_id,
    idconvert::from_service_external_userid,
    idconvert::get_new_external_userid,
    idconvert::groupchat_get_new_external_userid,
    idconvert::opencorpid_to_corpid,
    idconvert::openuserid_to_userid,
    idconvert::to_service_external_userid,
    idconvert::unionid_to_external_userid,
    idconvert::upgrade_chatid_for_new_corp,
    idconvert::userid_to_openuserid,
    media::get,
    media::get_jssdk,
    media::get_upload_by_url_result,
    media::upload,
    media::upload_attachment,
    media::upload_by_url,
    media::uploadimg,
    miniprogram::jscode2session,
    miniprogram::transfer_session,
    service::corpid_to_opencorpid,
    service::finish_openid_migration,
    service::get_admin_list,
    service::get_auth_info,
    service::get_auth_info_v2,
    service::get_corp_token,
    service::get_permanent_code,
    service::get_permanent_code_v2,
    service::get_pre_auth_code,
    service::get_provider_token,
    service::get_suite_token,
    service::jscode2session,
    service::set_session_info,
    service::unionid_to_external_userid_3rd,
    ticket::get,
    ticket::get_jsapi_ticket,
}

/// The bytes of an answer, as if any endpoint had given it.
///
/// # Panics
/// When a promise about answers is broken.
pub fn response(data: &[u8]) {
    for kind in KINDS {
        (kind.keeps_promises)(data);
    }
}

const FILES: [&str; 2] = ["/cgi-bin/media/get", "/cgi-bin/media/get/jssdk"];

fn keeps_promises<E: Endpoint>(data: &[u8]) {
    let raw = |status| Raw {
        status,
        body: data.to_vec().into(),
        ..Raw::default()
    };
    judge::<E>(raw(200), said(data));
    if !E::SAYS_ZERO {
        judge::<E>(raw(502), said(data));
    }
    if FILES.contains(&E::PATH) {
        // The heads of a file come from the bytes too.
        let line = data.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let head = String::from_utf8_lossy(line).into_owned();
        let part = Raw {
            content_range: Some(format!("bytes {head}")),
            ..raw(206)
        };
        let whole = Raw {
            content_disposition: Some(format!("attachment; filename={head}")),
            ..raw(200)
        };
        for file in [part, whole] {
            judge::<E>(file, Said::Anything);
        }
    }
}

/// What stands as `errcode` in an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    Number(i64),
    /// No number: nothing, null, an empty text.
    Nothing,
    /// It is not JSON by the book, or a file.
    Anything,
}

fn said(data: &[u8]) -> Said {
    let Ok(Value::Object(answer)) = serde_json::from_slice(data) else {
        return Said::Anything;
    };
    match answer.get("errcode") {
        None | Some(Value::Null) => Said::Nothing,
        Some(Value::String(text)) if text.is_empty() => Said::Nothing,
        Some(Value::String(text)) => text.parse().map_or(Said::Anything, Said::Number),
        Some(number) => number.as_i64().map_or(Said::Anything, Said::Number),
    }
}

fn judge<E: Endpoint>(raw: Raw, said: Said) {
    let name = E::PATH
        .strip_prefix("/cgi-bin/")
        .expect("every path begins so");
    let (status, bytes) = (raw.status, raw.body.len());
    let error = match (read_raw::<E>(raw), said) {
        (Ok(_), Said::Number(0) | Said::Anything) => return,
        (Ok(_), Said::Nothing) if !E::SAYS_ZERO && status == 200 => return,
        (Ok(_), said) => panic!("{name}: {said:?} with status {status} is a success"),
        (Err(error), _) => error,
    };
    assert_eq!(error.endpoint(), name, "{error}");
    let text = error.to_string();
    assert!(text.starts_with(name) && text.len() < 4000, "{text}");
    match &error {
        Error::Refused { refusal, .. } | Error::RateLimited { refusal, .. } => {
            assert_ne!(refusal.code.0, 0, "{error}");
            if let Said::Number(number) = said {
                assert_eq!(refusal.code.0, number, "{error}");
            }
            drop(error.explain());
        }
        Error::Unreadable { excerpt, .. } if E::SECRET_ANSWER => {
            assert_eq!(*excerpt, format!("{bytes} bytes that are not shown"));
        }
        Error::Unreadable { excerpt, .. } => assert!(excerpt.len() < 1000, "{excerpt}"),
        _ => panic!("{name}: {error:?}"),
    }
}
