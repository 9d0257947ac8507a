//! The endpoints there are. What has no arm here does not exist, and what has one must answer.

use serde_json::Value;

use super::call::Call;
use super::context::Context;
use super::refusal::Refusal;
use super::{
    agent_get, customer_batch, customer_list, follow_users, gettoken, groupchat_get,
    groupchat_list, groupmsg_list, groupmsg_send_result, groupmsg_task, jscode2session, media_get,
    media_upload, uploadimg,
};
use crate::Text;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endpoint {
    GetToken,
    JsCode2Session,
    AgentGet,
    FollowUsers,
    CustomerList,
    CustomerBatch,
    GroupchatList,
    GroupchatGet,
    GroupmsgList,
    GroupmsgTask,
    GroupmsgSendResult,
    UploadImg,
    MediaUpload,
    MediaGet,
}

/// JSON with `errcode` 0, or a file.
#[derive(Debug)]
pub(super) enum Reply {
    Json(Value),
    File(media_get::Part),
}

impl Endpoint {
    pub const ALL: [Self; 14] = [
        Self::GetToken,
        Self::JsCode2Session,
        Self::AgentGet,
        Self::FollowUsers,
        Self::CustomerList,
        Self::CustomerBatch,
        Self::GroupchatList,
        Self::GroupchatGet,
        Self::GroupmsgList,
        Self::GroupmsgTask,
        Self::GroupmsgSendResult,
        Self::UploadImg,
        Self::MediaUpload,
        Self::MediaGet,
    ];

    /// By the path below `/cgi-bin/`.
    pub fn find(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.path() == path)
    }

    pub const fn path(self) -> &'static str {
        match self {
            Self::GetToken => "gettoken",
            Self::JsCode2Session => "miniprogram/jscode2session",
            Self::AgentGet => "agent/get",
            Self::FollowUsers => "externalcontact/get_follow_user_list",
            Self::CustomerList => "externalcontact/list",
            Self::CustomerBatch => "externalcontact/batch/get_by_user",
            Self::GroupchatList => "externalcontact/groupchat/list",
            Self::GroupchatGet => "externalcontact/groupchat/get",
            Self::GroupmsgList => "externalcontact/get_groupmsg_list_v2",
            Self::GroupmsgTask => "externalcontact/get_groupmsg_task",
            Self::GroupmsgSendResult => "externalcontact/get_groupmsg_send_result",
            Self::UploadImg => "media/uploadimg",
            Self::MediaUpload => "media/upload",
            Self::MediaGet => "media/get",
        }
    }

    /// POST endpoints do not read the body of a GET (server-api.md §1.1).
    pub const fn reads_body(self) -> bool {
        !matches!(
            self,
            Self::GetToken
                | Self::JsCode2Session
                | Self::AgentGet
                | Self::FollowUsers
                | Self::CustomerList
                | Self::MediaGet
        )
    }

    pub fn answer(self, cx: &mut Context<'_>) -> Result<Reply, Refusal> {
        let body = match self {
            Self::GetToken => gettoken::answer(cx)?,
            Self::JsCode2Session => jscode2session::answer(cx)?,
            Self::AgentGet => agent_get::answer(cx)?,
            Self::FollowUsers => follow_users::answer(cx)?,
            Self::CustomerList => customer_list::answer(cx)?,
            Self::CustomerBatch => customer_batch::answer(cx)?,
            Self::GroupchatList => groupchat_list::answer(cx)?,
            Self::GroupchatGet => groupchat_get::answer(cx)?,
            Self::GroupmsgList => groupmsg_list::answer(cx)?,
            Self::GroupmsgTask => groupmsg_task::answer(cx)?,
            Self::GroupmsgSendResult => groupmsg_send_result::answer(cx)?,
            Self::UploadImg => uploadimg::answer(cx)?,
            Self::MediaUpload => media_upload::answer(cx)?,
            Self::MediaGet => return media_get::answer(cx).map(Reply::File),
        };
        Ok(Reply::Json(body))
    }

    /// What happened, for the journal.
    pub fn title(self, call: &Call) -> Text {
        let (zh, en) = match self {
            Self::GetToken => (
                "服务器取 access_token",
                "the server asks for an access_token",
            ),
            Self::JsCode2Session => (
                "服务器用登录 code 换会话",
                "the server exchanges a login code",
            ),
            Self::AgentGet => ("服务器查应用", "the server asks about the app"),
            Self::FollowUsers => (
                "服务器查谁有客户联系",
                "the server asks who has customer contact",
            ),
            Self::CustomerList => (
                "服务器查成员的客户",
                "the server lists a member's customers",
            ),
            Self::CustomerBatch => ("服务器查客户详情", "the server asks for customers' details"),
            Self::GroupchatList => ("服务器查客户群", "the server lists customer groups"),
            Self::GroupchatGet => ("服务器查群详情", "the server asks for a group's details"),
            Self::GroupmsgList => ("服务器查群发记录", "the server lists mass sends"),
            Self::GroupmsgTask => ("服务器查群发任务", "the server asks about a mass send"),
            Self::GroupmsgSendResult => (
                "服务器查群发结果",
                "the server asks for the results of a mass send",
            ),
            Self::UploadImg => (
                "服务器上传图片到企业微信",
                "the server uploads a picture to WeCom",
            ),
            Self::MediaUpload => ("服务器上传临时素材", "the server uploads temporary media"),
            Self::MediaGet => ("服务器取素材", "the server fetches media"),
        };
        let size = if call.files.is_empty() {
            String::new()
        } else {
            format!(" · {} KB", call.size.div_ceil(1024))
        };
        let path = self.path();
        Text::new(format!("{zh} {path}{size}"), format!("{en}: {path}{size}"))
    }
}
