//! The same person, group or company under another subject's id (server-api.md §10.2).

pub(super) mod chatid;
pub(super) mod corpid_to_opencorpid;
mod every;
pub(super) mod external_userid_to_pending_id;
pub(super) mod from_service_external_userid;
pub(super) mod get_new_external_userid;
pub(super) mod group_get_new_external_userid;
pub(super) mod opencorpid_to_corpid;
pub(super) mod openuserid_to_userid;
mod pending;
mod source;
pub(super) mod to_service_external_userid;
pub(super) mod unionid_to_external_userid;
pub(super) mod unionid_to_external_userid_3rd;
pub(super) mod userid_to_openuserid;
