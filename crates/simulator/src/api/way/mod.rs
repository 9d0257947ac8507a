//! Contact ways and ways to join groups.

pub(super) mod add_contact_way;
pub(super) mod add_join_way;
pub(super) mod del_contact_way;
pub(super) mod del_join_way;
pub(super) mod get_contact_way;
pub(super) mod get_join_way;
pub(super) mod list_contact_way;
mod shape;
pub(super) mod update_contact_way;
pub(super) mod update_join_way;
