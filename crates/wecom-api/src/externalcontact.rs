//! Customer contact (客户联系).
//!
//! Each call answers only for members in the app's visible range, and only to
//! an app that 客户联系 → 权限配置 → 可调用接口的应用 lists (48002 otherwise).

pub mod add_msg_template;
pub mod batch_get_by_user;
pub mod cancel_groupmsg_send;
pub mod get;
pub mod get_follow_user_list;
pub mod get_groupmsg_list_v2;
pub mod get_groupmsg_send_result;
pub mod get_groupmsg_task;
pub mod groupchat_get;
pub mod groupchat_list;
pub mod list;
pub mod opengid_to_chatid;
pub mod outgoing;
pub mod remind_groupmsg_send;
pub mod send_welcome_msg;
