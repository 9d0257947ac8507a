//! The endpoints there are. A path that is not here is answered as not supported, with this list.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{
    Endpoint, album, basic, contact, group, groupmsg, idconvert, intercept, login, media, moment,
    provider, tag, way, welcome,
};

pub(super) static ALL: &[&Endpoint] = &[
    &basic::gettoken::ENDPOINT,
    &basic::get_api_domain_ip::ENDPOINT,
    &basic::getcallbackip::ENDPOINT,
    &basic::get_jsapi_ticket::ENDPOINT,
    &basic::ticket_get::ENDPOINT,
    &basic::agent_get::ENDPOINT,
    &login::jscode2session::ENDPOINT,
    &login::service_jscode2session::ENDPOINT,
    &login::transfer_session::ENDPOINT,
    &contact::get_follow_user_list::ENDPOINT,
    &contact::list::ENDPOINT,
    &contact::get::ENDPOINT,
    &contact::batch_get_by_user::ENDPOINT,
    &contact::contact_list::ENDPOINT,
    &contact::get_unassigned_list::ENDPOINT,
    &contact::remark::ENDPOINT,
    &contact::transfer_customer::ENDPOINT,
    &group::list::ENDPOINT,
    &group::get::ENDPOINT,
    &group::opengid_to_chatid::ENDPOINT,
    &group::onjob_transfer::ENDPOINT,
    &group::transfer::ENDPOINT,
    &way::add_contact_way::ENDPOINT,
    &way::get_contact_way::ENDPOINT,
    &way::list_contact_way::ENDPOINT,
    &way::update_contact_way::ENDPOINT,
    &way::del_contact_way::ENDPOINT,
    &way::add_join_way::ENDPOINT,
    &way::get_join_way::ENDPOINT,
    &way::update_join_way::ENDPOINT,
    &way::del_join_way::ENDPOINT,
    &tag::get_corp_tag_list::ENDPOINT,
    &tag::add_corp_tag::ENDPOINT,
    &tag::edit_corp_tag::ENDPOINT,
    &tag::del_corp_tag::ENDPOINT,
    &tag::get_strategy_tag_list::ENDPOINT,
    &tag::add_strategy_tag::ENDPOINT,
    &tag::edit_strategy_tag::ENDPOINT,
    &tag::del_strategy_tag::ENDPOINT,
    &tag::mark_tag::ENDPOINT,
    &media::upload::ENDPOINT,
    &media::uploadimg::ENDPOINT,
    &media::get::ENDPOINT,
    &media::get_jssdk::ENDPOINT,
    &media::upload_attachment::ENDPOINT,
    &media::upload_by_url::ENDPOINT,
    &media::get_upload_by_url_result::ENDPOINT,
    &groupmsg::add_msg_template::ENDPOINT,
    &groupmsg::remind_groupmsg_send::ENDPOINT,
    &groupmsg::cancel_groupmsg_send::ENDPOINT,
    &groupmsg::get_groupmsg_list_v2::ENDPOINT,
    &groupmsg::get_groupmsg_task::ENDPOINT,
    &groupmsg::get_groupmsg_send_result::ENDPOINT,
    &groupmsg::get_group_msg_result::ENDPOINT,
    &moment::add_moment_task::ENDPOINT,
    &moment::get_moment_task_result::ENDPOINT,
    &moment::cancel_moment_task::ENDPOINT,
    &moment::get_moment_list::ENDPOINT,
    &moment::get_moment_task::ENDPOINT,
    &moment::get_moment_customer_list::ENDPOINT,
    &moment::get_moment_send_result::ENDPOINT,
    &moment::get_moment_comments::ENDPOINT,
    &welcome::send_welcome_msg::ENDPOINT,
    &welcome::group_welcome_template_add::ENDPOINT,
    &welcome::group_welcome_template_edit::ENDPOINT,
    &welcome::group_welcome_template_get::ENDPOINT,
    &welcome::group_welcome_template_del::ENDPOINT,
    &album::add_product_album::ENDPOINT,
    &album::get_product_album::ENDPOINT,
    &album::get_product_album_list::ENDPOINT,
    &album::update_product_album::ENDPOINT,
    &album::delete_product_album::ENDPOINT,
    &intercept::add_intercept_rule::ENDPOINT,
    &intercept::get_intercept_rule_list::ENDPOINT,
    &intercept::get_intercept_rule::ENDPOINT,
    &intercept::update_intercept_rule::ENDPOINT,
    &intercept::del_intercept_rule::ENDPOINT,
    &provider::get_suite_token::ENDPOINT,
    &provider::get_provider_token::ENDPOINT,
    &provider::get_pre_auth_code::ENDPOINT,
    &provider::set_session_info::ENDPOINT,
    &provider::get_permanent_code::ENDPOINT,
    &provider::get_permanent_code_v2::ENDPOINT,
    &provider::get_auth_info::ENDPOINT,
    &provider::get_auth_info_v2::ENDPOINT,
    &provider::get_corp_token::ENDPOINT,
    &provider::get_admin_list::ENDPOINT,
    &idconvert::corpid_to_opencorpid::ENDPOINT,
    &idconvert::userid_to_openuserid::ENDPOINT,
    &idconvert::get_new_external_userid::ENDPOINT,
    &idconvert::group_get_new_external_userid::ENDPOINT,
    &idconvert::unionid_to_external_userid::ENDPOINT,
    &idconvert::unionid_to_external_userid_3rd::ENDPOINT,
    &idconvert::external_userid_to_pending_id::ENDPOINT,
    &idconvert::to_service_external_userid::ENDPOINT,
    &idconvert::chatid::ENDPOINT,
    &idconvert::opencorpid_to_corpid::ENDPOINT,
    &idconvert::openuserid_to_userid::ENDPOINT,
    &idconvert::from_service_external_userid::ENDPOINT,
];

/// Endpoints of WeCom's that `wecom-api` has and the stand-in has not, and why (Chinese, English).
pub(super) static REFUSED: &[(&str, &str, &str)] = &[
    (
        "idconvert/convert_tmp_external_userid",
        "模拟器不发放临时 id，没有可换的",
        "the stand-in gives no temporary ids, so there is nothing to convert",
    ),
    (
        "idconvert/apply_to_upgrade_chatid",
        "升级群 id 的几种状态分别是哪个错误码（40165 到 40168），没有资料；这里的企业都当作已升级",
        "which of 40165 to 40168 is which state of the upgrade is in no source; every company here counts as upgraded",
    ),
    (
        "idconvert/upgrade_chatid_for_new_corp",
        "同上：这里的企业都当作已升级",
        "as before: every company here counts as upgraded",
    ),
    (
        "corp/apply_mass_call_ticket",
        "每个企业只能申请一次，再申请的错误码没有资料",
        "a company may apply once, and what a second application is answered is in no source",
    ),
    (
        "service/finish_openid_migration",
        "这里的服务商从来只见到新的 id，没有迁移可结束",
        "providers here have never seen other than the new ids: there is no migration to finish",
    ),
];

/// By the path below `/cgi-bin/`, also an older one.
pub(super) fn find(path: &str) -> Option<&'static Endpoint> {
    static BY_PATH: LazyLock<HashMap<&str, &Endpoint>> = LazyLock::new(|| {
        ALL.iter()
            .flat_map(|it| {
                let names = std::iter::once(&it.path).chain(it.aliases);
                names.map(move |name| (*name, *it))
            })
            .collect()
    });
    BY_PATH.get(path).copied()
}

/// Whether there is an endpoint at this path below `/cgi-bin/`.
pub(crate) fn exists(path: &str) -> bool {
    find(path).is_some()
}
