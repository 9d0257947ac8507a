//! What WeCom tells about a customer or a group beyond its id, name and relations. Most worlds leave it out.

use serde::{Deserialize, Serialize};

/// Of a customer (server-api.md §4.3).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// A user of WeCom (type 2) instead of WeChat (type 1).
    pub wecom_user: bool,
    pub avatar: String,
    /// 0 unknown, 1 male, 2 female.
    pub gender: u8,
    /// Only WeChat users have one.
    pub unionid: Option<String>,
    /// With `unionid`, what `unionid_to_external_userid` is asked with.
    pub openid: Option<String>,
    pub position: String,
    pub corp_name: String,
    pub corp_full_name: String,
    /// 对外信息 of a WeCom user.
    pub external_attr: Vec<Attribute>,
}

/// One line of 对外信息: its name, and one of the three.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    pub name: String,
    pub text: Option<String>,
    pub web: Option<WebLink>,
    pub miniprogram: Option<MiniProgramLink>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WebLink {
    pub url: String,
    pub title: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MiniProgramLink {
    pub appid: String,
    pub pagepath: String,
    pub title: String,
}

/// The 视频号 a customer came from.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Channels {
    pub nickname: String,
    /// 0 unknown, 1 home page, 2 live room, 3 lead service.
    pub source: u8,
}

/// What one member noted about the customer.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Follow {
    pub remark: Option<String>,
    pub description: String,
    /// Seconds.
    pub createtime: i64,
    pub remark_corp_name: String,
    pub remark_mobiles: Vec<String>,
    pub add_way: i64,
    pub state: String,
    /// Ids of corp or strategy tags.
    pub tags: Vec<String>,
    /// Names of the member's own tags, which have no id.
    pub own_tags: Vec<String>,
    /// Seconds of the last message between the two: a mass send goes to the member with the latest (server-api.md §6.1).
    pub last_contact: i64,
    pub wechat_channels: Option<Channels>,
}

/// Of a customer group (server-api.md §4.6, §4.7).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GroupProfile {
    /// Seconds.
    pub create_time: i64,
    pub admins: Vec<String>,
    /// 0 normal, 1 owner left, 2 being inherited, 3 inherited.
    pub status: u8,
    /// What a mini program in WeChat knows the group by.
    pub opengid: Option<String>,
}
