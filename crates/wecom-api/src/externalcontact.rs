//! Customer contact (客户联系).
//!
//! Each call answers only for members in the app's visible range, and only to
//! an app that 客户联系 → 权限配置 → 可调用接口的应用 lists (48002 otherwise).

pub mod add_contact_way;
pub mod add_corp_tag;
pub mod add_join_way;
pub mod add_moment_task;
pub mod add_msg_template;
pub mod add_strategy_tag;
pub mod batch_get_by_user;
pub mod cancel_groupmsg_send;
pub mod cancel_moment_task;
pub mod contact_list;
pub mod del_contact_way;
pub mod del_corp_tag;
pub mod del_join_way;
pub mod del_strategy_tag;
pub mod edit_corp_tag;
pub mod edit_strategy_tag;
pub mod get;
pub mod get_contact_way;
pub mod get_corp_tag_list;
pub mod get_follow_user_list;
pub mod get_group_msg_result;
pub mod get_groupmsg_list_v2;
pub mod get_groupmsg_send_result;
pub mod get_groupmsg_task;
pub mod get_join_way;
pub mod get_moment_comments;
pub mod get_moment_customer_list;
pub mod get_moment_list;
pub mod get_moment_send_result;
pub mod get_moment_task;
pub mod get_moment_task_result;
pub mod get_strategy_tag_list;
pub mod get_unassigned_list;
pub mod group_welcome_template_add;
pub mod group_welcome_template_del;
pub mod group_welcome_template_edit;
pub mod group_welcome_template_get;
pub mod groupchat_get;
pub mod groupchat_list;
pub mod groupchat_onjob_transfer;
pub mod groupchat_transfer;
pub mod list;
pub mod list_contact_way;
pub mod mark_tag;
pub mod opengid_to_chatid;
pub mod outgoing;
pub mod remark;
pub mod remind_groupmsg_send;
pub mod send_welcome_msg;
pub mod transfer_customer;
pub mod update_contact_way;
pub mod update_join_way;
