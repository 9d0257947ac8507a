//! Customer groups (server-api.md §4.5 to §4.7).

pub(super) mod get;
pub(super) mod list;
pub(super) mod opengid_to_chatid;
