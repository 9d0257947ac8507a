//! WeCom's server API under `/cgi-bin`.
//!
//! Strict about behaviour, tolerant about clients: parameters in any order, empty pairs, JSON with any or no
//! Content-Type (server-api.md §13). Every answer is HTTP 200.

mod agent_get;
mod call;
mod context;
mod cursor;
mod customer_batch;
mod customer_list;
mod endpoint;
mod follow_users;
mod gettoken;
mod groupchat_get;
mod groupchat_list;
mod groupmsg_list;
mod groupmsg_send_result;
mod groupmsg_task;
mod jscode2session;
mod kind;
mod media_get;
mod media_upload;
mod refusal;
mod router;
mod uploadimg;

pub(crate) use kind::picture_type;
pub(crate) use router::{pictures, router};
