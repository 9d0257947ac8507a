//! Permissions that a company grants to a provider's app, by name (server-api.md §4, §6, §7).
//!
//! Self-built apps have none of these: their right is to be listed in 可调用接口的应用.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// 客户基础信息
    CustomerInfo,
    /// 管理企业客户标签
    ManageTags,
    /// 离职分配
    Unassigned,
    /// 群发消息给客户和客户群
    MassSend,
    /// 给客户发送欢迎语
    Welcome,
    /// 配置入群欢迎语素材
    GroupWelcome,
    /// 发表到成员客户的朋友圈
    PublishMoments,
    /// 获取企业全部的发表记录
    ReadMoments,
    /// 管理商品图册
    ProductAlbum,
    /// 管理敏感词
    InterceptRules,
}
