//! From one caller's ids to another's: server-api.md §10.2.

pub mod apply_mass_call_ticket;
pub mod apply_to_upgrade_chatid;
pub mod chatid;
pub mod convert_tmp_external_userid;
pub mod external_userid_to_pending_id;
pub mod from_service_external_userid;
pub mod get_new_external_userid;
pub mod groupchat_get_new_external_userid;
pub mod opencorpid_to_corpid;
pub mod openuserid_to_userid;
pub mod to_service_external_userid;
pub mod unionid_to_external_userid;
pub mod upgrade_chatid_for_new_corp;
pub mod userid_to_openuserid;
