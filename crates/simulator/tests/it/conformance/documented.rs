//! Endpoints and the codes that WeCom's pages, the table of codes or its help texts give them, as collected in
//! server-api.md §2 to §11. Written from there and not from the stand-in.

pub struct Documented {
    pub path: &'static str,
    pub token: Token,
    /// Besides those of the token.
    pub codes: &'static [i64],
    /// There is no way to a success in a world file.
    pub never_succeeds: bool,
}

/// What an endpoint is called with; each has codes of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    None,
    App,
    /// An app's, with a right: 48002 without.
    Contact,
    Own,
    Provided,
    Suite,
    Provider,
}

impl Token {
    pub fn codes(self) -> &'static [i64] {
        match self {
            Self::None => &[],
            Self::App => &[41001, 40014, 42001, 60020],
            Self::Contact | Self::Own | Self::Provided => &[41001, 40014, 42001, 60020, 48002],
            Self::Suite => &[41022, 40082, 42009, 60020],
            Self::Provider => &[41001, 40014, 42001, 60020],
        }
    }
}

const fn of(path: &'static str, token: Token, codes: &'static [i64]) -> Documented {
    Documented {
        path,
        token,
        codes,
        never_succeeds: false,
    }
}

use Token::{App, Contact, None, Own, Provided, Provider, Suite};

pub static DOCUMENTED: &[Documented] = &[
    // §2
    of(
        "gettoken",
        None,
        &[40001, 40013, 40091, 41002, 41004, 50003, 60020, 45009],
    ),
    of("get_api_domain_ip", App, &[]),
    of("getcallbackip", App, &[]),
    of("get_jsapi_ticket", App, &[45009]),
    of("ticket/get", App, &[91040, 45009]),
    of("agent/get", App, &[40056, 301_002]),
    // §3
    of(
        "miniprogram/jscode2session",
        App,
        &[40029, 42003, 42022, 40058, 40063],
    ),
    of("service/miniprogram/jscode2session", Suite, &[40029]),
    Documented {
        path: "miniprogram/transfer_session",
        token: App,
        codes: &[40058],
        never_succeeds: true,
    },
    // §4
    of("externalcontact/get_follow_user_list", Contact, &[]),
    of(
        "externalcontact/list",
        Contact,
        &[41009, 40003, 60111, 60011, 84061, 84074, 701_008],
    ),
    of(
        "externalcontact/get",
        Contact,
        &[41035, 40096, 84061, 701_008],
    ),
    of(
        "externalcontact/batch/get_by_user",
        Contact,
        &[40058, 60111, 60011, 701_008],
    ),
    of("externalcontact/contact_list", Contact, &[40058]),
    of("externalcontact/get_unassigned_list", Contact, &[40058]),
    of(
        "externalcontact/remark",
        Contact,
        &[41009, 41035, 40096, 84061, 40058, 40007],
    ),
    of(
        "externalcontact/groupchat/list",
        Contact,
        &[40058, 60111, 60011],
    ),
    of(
        "externalcontact/groupchat/get",
        Contact,
        &[40058, 90501, 60011, 701_008],
    ),
    of(
        "externalcontact/opengid_to_chatid",
        Contact,
        &[40058, 90509, 90511],
    ),
    of("externalcontact/get_corp_tag_list", Contact, &[40058]),
    of(
        "externalcontact/add_corp_tag",
        Contact,
        &[40058, 40068, 40071, 40126],
    ),
    of(
        "externalcontact/edit_corp_tag",
        Contact,
        &[40058, 40068, 40071],
    ),
    of("externalcontact/del_corp_tag", Contact, &[40058, 40068]),
    of("externalcontact/get_strategy_tag_list", Contact, &[40058]),
    of(
        "externalcontact/add_strategy_tag",
        Contact,
        &[40058, 40068, 40071],
    ),
    of(
        "externalcontact/edit_strategy_tag",
        Contact,
        &[40058, 40068, 40071],
    ),
    of("externalcontact/del_strategy_tag", Contact, &[40058, 40068]),
    of(
        "externalcontact/mark_tag",
        Contact,
        &[41009, 41035, 40096, 84061, 40058, 40068],
    ),
    of(
        "externalcontact/transfer_customer",
        Contact,
        &[40058, 41009, 60111, 60011, 84074],
    ),
    of(
        "externalcontact/groupchat/onjob_transfer",
        Contact,
        &[40058, 60111, 84074],
    ),
    of(
        "externalcontact/groupchat/transfer",
        Contact,
        &[40058, 60111, 84074],
    ),
    of(
        "externalcontact/add_contact_way",
        Contact,
        &[40058, 60111, 60011],
    ),
    of("externalcontact/get_contact_way", Contact, &[40058]),
    of("externalcontact/list_contact_way", Contact, &[40058]),
    of("externalcontact/update_contact_way", Contact, &[40058]),
    of("externalcontact/del_contact_way", Contact, &[40058]),
    of(
        "externalcontact/groupchat/add_join_way",
        Contact,
        &[40058, 90501, 60011],
    ),
    of("externalcontact/groupchat/get_join_way", Contact, &[40058]),
    of(
        "externalcontact/groupchat/update_join_way",
        Contact,
        &[40058, 90501, 60011],
    ),
    of("externalcontact/groupchat/del_join_way", Contact, &[40058]),
    // §5
    of(
        "media/upload",
        App,
        &[
            40004, 40005, 40006, 45001, 40009, 40011, 40123, 41090, 44001, 45007,
        ],
    ),
    of("media/uploadimg", App, &[44001, 40006, 40009, 40004, 45009]),
    of("media/get/jssdk", App, &[41006, 40007, 40145]),
    of("media/get", App, &[41006, 40007, 40145, 40146, 830_002]),
    of(
        "media/upload_attachment",
        Contact,
        &[41072, 41080, 41081, 41082, 41090, 44001],
    ),
    of("media/upload_by_url", Contact, &[40058, 830_001]),
    of("media/get_upload_by_url_result", Contact, &[40058]),
    // §6
    of(
        "externalcontact/add_msg_template",
        Contact,
        &[
            86214, 40058, 40096, 41048, 41064, 41065, 41088, 41089, 40007, 40145, 45002, 60111,
            40003, 60011, 40068, 90206, 90207, 84074,
        ],
    ),
    of(
        "externalcontact/remind_groupmsg_send",
        Contact,
        &[41046, 41047, 41093, 41094],
    ),
    of(
        "externalcontact/cancel_groupmsg_send",
        Contact,
        &[41046, 41047, 41093],
    ),
    of(
        "externalcontact/get_groupmsg_list_v2",
        Contact,
        &[40058, 86214, 60111],
    ),
    of(
        "externalcontact/get_groupmsg_task",
        Contact,
        &[41046, 41047, 41063],
    ),
    of(
        "externalcontact/get_groupmsg_send_result",
        Contact,
        &[41046, 41047, 41063, 41009, 60111],
    ),
    of(
        "externalcontact/get_group_msg_result",
        Contact,
        &[41046, 41047, 41063],
    ),
    of(
        "externalcontact/send_welcome_msg",
        Contact,
        &[41049, 41050, 41051, 45002, 41064],
    ),
    of(
        "externalcontact/group_welcome_template/add",
        Contact,
        &[41055, 45002, 41089, 40007],
    ),
    of(
        "externalcontact/group_welcome_template/edit",
        Contact,
        &[40058, 41058],
    ),
    of(
        "externalcontact/group_welcome_template/get",
        Contact,
        &[40058],
    ),
    of(
        "externalcontact/group_welcome_template/del",
        Contact,
        &[40058, 41058],
    ),
    // §7. 41210, the hundred thousandth of a month, is a test of the state alone.
    of(
        "externalcontact/add_moment_task",
        Contact,
        &[
            40007, 40058, 41064, 41065, 41072, 41078, 41088, 41089, 45009,
        ],
    ),
    of("externalcontact/get_moment_task_result", Contact, &[40058]),
    of(
        "externalcontact/cancel_moment_task",
        Contact,
        &[41059, 41060],
    ),
    of("externalcontact/get_moment_list", Contact, &[40058, 60111]),
    of(
        "externalcontact/get_moment_task",
        Contact,
        &[41059, 41060, 41079],
    ),
    of(
        "externalcontact/get_moment_customer_list",
        Contact,
        &[41059, 41060, 41009, 41061],
    ),
    of(
        "externalcontact/get_moment_send_result",
        Contact,
        &[41059, 41060, 41061, 41062],
    ),
    of(
        "externalcontact/get_moment_comments",
        Contact,
        &[41059, 41060, 41061, 41062],
    ),
    // §8
    of(
        "externalcontact/add_product_album",
        Contact,
        &[40058, 40007, 40145, 41072],
    ),
    of("externalcontact/get_product_album", Contact, &[40058]),
    of("externalcontact/get_product_album_list", Contact, &[40058]),
    of(
        "externalcontact/update_product_album",
        Contact,
        &[40058, 60011, 41072],
    ),
    of(
        "externalcontact/delete_product_album",
        Contact,
        &[40058, 60011],
    ),
    of(
        "externalcontact/add_intercept_rule",
        Contact,
        &[40058, 45009, 40003, 60111, 60011, 60123],
    ),
    of("externalcontact/get_intercept_rule_list", Contact, &[]),
    of("externalcontact/get_intercept_rule", Contact, &[40058]),
    of(
        "externalcontact/update_intercept_rule",
        Contact,
        &[40058, 60011, 60111, 60123],
    ),
    of(
        "externalcontact/del_intercept_rule",
        Contact,
        &[40058, 60011],
    ),
    // §10
    of(
        "service/get_suite_token",
        None,
        &[41021, 41023, 40080, 40083, 40085, 60020],
    ),
    of(
        "service/get_provider_token",
        None,
        &[41002, 40013, 40001, 60020],
    ),
    of("service/get_pre_auth_code", Suite, &[]),
    of("service/set_session_info", Suite, &[40058, 40077, 42007]),
    of("service/get_permanent_code", Suite, &[40078]),
    of("service/v2/get_permanent_code", Suite, &[40078]),
    of("service/get_auth_info", Suite, &[41025, 40084]),
    of("service/v2/get_auth_info", Suite, &[41025, 40084]),
    of("service/get_corp_token", Suite, &[41025, 40084, 40013]),
    of("service/get_admin_list", Suite, &[40056]),
    of(
        "service/externalcontact/unionid_to_external_userid_3rd",
        Suite,
        &[40058, 40013],
    ),
    of("service/corpid_to_opencorpid", Provider, &[40013]),
    of("batch/userid_to_openuserid", Provided, &[40058]),
    of(
        "externalcontact/get_new_external_userid",
        Provided,
        &[40058],
    ),
    of(
        "externalcontact/groupchat/get_new_external_userid",
        Provided,
        &[40058, 90501],
    ),
    of(
        "idconvert/unionid_to_external_userid",
        Provided,
        &[40058, 610_014],
    ),
    of(
        "idconvert/batch/external_userid_to_pending_id",
        Provided,
        &[40058],
    ),
    of(
        "externalcontact/to_service_external_userid",
        Provided,
        &[40096],
    ),
    of("idconvert/chatid", Provided, &[40058]),
    of("corp/opencorpid_to_corpid", Own, &[40013, 40056]),
    of("batch/openuserid_to_userid", Own, &[40058, 40056]),
    of(
        "externalcontact/from_service_external_userid",
        Own,
        &[40096, 40056],
    ),
];
