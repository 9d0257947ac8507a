//! One company: its people, what they have to do with each other, and its apps.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use sha2::{Digest as _, Sha256};

use super::directory::{Directory, Named};
use super::{Callback, Follow, GroupProfile, Profile, Quota, Right};

/// The lists are read here and changed in `change.rs`, which keeps the two indexes right.
#[derive(Clone, Debug)]
pub struct Company {
    pub corpid: String,
    pub name: String,
    pub quota: Quota,
    pub apps: Vec<App>,
    pub members: Directory<Member>,
    /// Also people whom no member follows any more: they may still be in groups.
    pub customers: Directory<Customer>,
    pub groups: Directory<Group>,
    /// Tags when the world begins; the state keeps them from then on.
    pub tag_groups: Vec<TagGroup>,
    pub unassigned: Vec<Unassigned>,
    /// Places of customers, by the place of the member who follows them.
    pub(super) followed: Vec<Vec<u32>>,
    /// Places of groups, by the place of their owner.
    pub(super) owned: Vec<Vec<u32>>,
}

/// An app of the company: self-built, or the installation of a provider's suite.
#[derive(Clone, Debug)]
pub struct App {
    pub agentid: i64,
    pub name: String,
    pub secret: String,
    /// The mini program linked to the app, if any.
    pub appid: Option<String>,
    /// Listed in 客户联系 → 权限配置 → 可调用接口的应用.
    pub customer_contact: bool,
    pub enabled: bool,
    /// Userids in 可见范围; `None` is everyone.
    pub visible: Option<BTreeSet<String>>,
    /// Where its events go, if anywhere.
    pub callback: Option<Callback>,
    /// The suite it is an installation of; `secret` is then the permanent code.
    pub suite: Option<String>,
    /// Of a provider's app: whether the company has it when the world begins.
    pub installed: bool,
    /// What the company granted to a provider's app; `None` is everything.
    pub rights: Option<Vec<Right>>,
    /// 企业可信IP of a self-built app; `None` trusts everyone.
    pub trusted_ips: Option<Vec<IpAddr>>,
}

/// A group of tags that exists when the world begins.
#[derive(Clone, Debug)]
pub struct TagGroup {
    pub id: String,
    pub name: String,
    pub order: u32,
    /// The rule group (规则组) it belongs to; `None`: the whole company's.
    pub strategy: Option<i64>,
    pub tags: Vec<Tag>,
}

#[derive(Clone, Debug)]
pub struct Tag {
    pub id: String,
    pub name: String,
    pub order: u32,
}

/// A customer of a member who has left.
#[derive(Clone, Debug)]
pub struct Unassigned {
    pub userid: String,
    pub customer: String,
    /// Seconds.
    pub left: i64,
}

#[derive(Clone, Debug)]
pub struct Member {
    pub userid: String,
    pub name: String,
    /// In the 使用范围 of 客户联系.
    pub customer_contact: bool,
    /// Has an interop license (互通账号).
    pub licensed: bool,
    pub departments: Vec<i64>,
}

#[derive(Clone, Debug)]
pub struct Customer {
    pub id: String,
    pub name: String,
    /// For the page only: `#rrggbb`. One of the page's own colours when absent.
    pub color: Option<Box<str>>,
    /// Members who added this customer.
    pub followers: Vec<String>,
    /// Followers whom the customer has removed: mass sends of theirs end with status 2 (server-api.md §6.6).
    pub left: Vec<String>,
    /// What is known beyond the name; most customers have nothing.
    pub about: Option<Box<About>>,
}

/// The parts of a customer that few worlds spell out.
#[derive(Clone, Debug, Default)]
pub struct About {
    pub profile: Profile,
    /// By userid, what each follower noted.
    pub follow: BTreeMap<String, Follow>,
}

#[derive(Clone, Debug)]
pub struct Group {
    pub id: String,
    pub name: String,
    pub owner: String,
    pub notice: String,
    /// Userids and customer ids.
    pub members: Vec<String>,
    pub profile: Option<Box<GroupProfile>>,
}

impl Company {
    pub fn member(&self, userid: &str) -> Option<&Member> {
        self.members.get(userid)
    }

    pub fn customer(&self, id: &str) -> Option<&Customer> {
        self.customers.get(id)
    }

    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.get(id)
    }

    pub fn app(&self, agentid: i64) -> Option<&App> {
        self.apps.iter().find(|it| it.agentid == agentid)
    }

    /// The first app with a mini program: the one the phones run.
    pub fn mini_program(&self) -> Option<&App> {
        self.apps
            .iter()
            .find(|it| it.appid.is_some() && it.suite.is_none())
    }

    /// The customers whom this member has added.
    pub fn customers_of<'a>(
        &'a self,
        userid: &str,
    ) -> impl ExactSizeIterator<Item = &'a Customer> + use<'a> {
        places(&self.members, &self.followed, userid).map(|it| &self.customers[*it as usize])
    }

    pub fn groups_of<'a>(
        &'a self,
        owner: &str,
    ) -> impl ExactSizeIterator<Item = &'a Group> + use<'a> {
        places(&self.members, &self.owned, owner).map(|it| &self.groups[*it as usize])
    }
}

fn places<'a>(
    members: &Directory<Member>,
    index: &'a [Vec<u32>],
    userid: &str,
) -> std::slice::Iter<'a, u32> {
    members
        .place(userid)
        .and_then(|place| index.get(place))
        .map_or(&[][..], Vec::as_slice)
        .iter()
}

impl App {
    /// Whether the member is in 可见范围.
    pub fn sees(&self, userid: &str) -> bool {
        self.visible.as_ref().is_none_or(|it| it.contains(userid))
    }

    /// Whether a provider's app was granted it.
    pub fn granted(&self, right: Right) -> bool {
        self.rights.as_ref().is_none_or(|it| it.contains(&right))
    }
}

impl Customer {
    pub fn is_followed_by(&self, userid: &str) -> bool {
        self.followers.iter().any(|it| it == userid)
    }

    /// False when the customer has removed this member.
    pub fn is_friend_of(&self, userid: &str) -> bool {
        !self.left.iter().any(|it| it == userid)
    }
}

/// `member_version`: 32 hex digits that change with the members of a group (server-api.md §4.6).
pub(crate) fn member_version(group: &Group) -> String {
    let mut hash = Sha256::new();
    for id in &group.members {
        hash.update(id.as_bytes());
        hash.update([0]);
    }
    hex::encode(&hash.finalize()[..16])
}

impl Named for Member {
    fn id(&self) -> &str {
        &self.userid
    }
}

impl Named for Customer {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Named for Group {
    fn id(&self) -> &str {
        &self.id
    }
}
