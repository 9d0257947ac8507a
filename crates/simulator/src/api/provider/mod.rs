//! Service providers: tokens, authorisation, what a company granted (server-api.md §10.1).

mod auth;
pub(super) mod get_admin_list;
pub(super) mod get_auth_info;
pub(super) mod get_auth_info_v2;
pub(super) mod get_corp_token;
pub(super) mod get_permanent_code;
pub(super) mod get_permanent_code_v2;
pub(super) mod get_pre_auth_code;
pub(super) mod get_provider_token;
pub(super) mod get_suite_token;
pub(super) mod set_session_info;
