//! Customer moments (server-api.md §7). Mini-program cards are no attachment of theirs.

pub(super) mod add_moment_task;
pub(super) mod cancel_moment_task;
mod find;
pub(super) mod get_moment_comments;
pub(super) mod get_moment_customer_list;
pub(super) mod get_moment_list;
pub(super) mod get_moment_send_result;
pub(super) mod get_moment_task;
pub(super) mod get_moment_task_result;
mod plan;
