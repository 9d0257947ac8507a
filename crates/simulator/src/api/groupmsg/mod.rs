//! Mass sends (server-api.md §6.1 to §6.6).

pub(super) mod add_msg_template;
pub(super) mod cancel_groupmsg_send;
pub(super) mod find;
pub(super) mod get_group_msg_result;
pub(super) mod get_groupmsg_list_v2;
pub(super) mod get_groupmsg_send_result;
pub(super) mod get_groupmsg_task;
pub(super) mod outgoing;
mod plan;
pub(super) mod remind_groupmsg_send;
