//! Suites and providers (服务商): authorisation by companies, server-api.md §10.1.

pub mod corpid_to_opencorpid;
pub mod finish_openid_migration;
pub mod get_admin_list;
pub mod get_auth_info;
pub mod get_auth_info_v2;
pub mod get_corp_token;
pub mod get_permanent_code;
pub mod get_permanent_code_v2;
pub mod get_pre_auth_code;
pub mod get_provider_token;
pub mod get_suite_token;
mod installed;
pub mod jscode2session;
pub mod set_session_info;
pub mod unionid_to_external_userid_3rd;
