//! Members with customer contact, and their customers (server-api.md §4.1 to §4.4, §4.8, §4.10, §4.11).

pub(super) mod batch_get_by_user;
pub(super) mod contact_list;
pub(super) mod get;
pub(super) mod get_follow_user_list;
pub(super) mod get_unassigned_list;
pub(super) mod list;
pub(super) mod remark;
mod shape;
pub(super) mod transfer_customer;

pub(super) use remark::pair;
pub(super) use transfer_customer::taker;
