//! Welcome messages (server-api.md §6.7, §6.8).

pub(super) mod group_welcome_template_add;
pub(super) mod group_welcome_template_del;
pub(super) mod group_welcome_template_edit;
pub(super) mod group_welcome_template_get;
pub(super) mod send_welcome_msg;
mod template;
