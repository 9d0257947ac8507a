//! Customer groups (server-api.md §4.5 to §4.7, §4.11).

pub(super) mod get;
mod handover;
pub(super) mod list;
pub(super) mod onjob_transfer;
pub(super) mod opengid_to_chatid;
pub(super) mod transfer;
