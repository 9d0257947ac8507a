//! One company: its people, what they have to do with each other, and its apps.

use std::collections::BTreeSet;

use super::Quota;
use super::directory::{Directory, Named};

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
    /// Places of customers, by the place of the member who follows them.
    pub(super) followed: Vec<Vec<u32>>,
    /// Places of groups, by the place of their owner.
    pub(super) owned: Vec<Vec<u32>>,
}

/// A self-built app of the company.
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
}

#[derive(Clone, Debug)]
pub struct Member {
    pub userid: String,
    pub name: String,
    /// In the 使用范围 of 客户联系.
    pub customer_contact: bool,
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
}

#[derive(Clone, Debug)]
pub struct Group {
    pub id: String,
    pub name: String,
    pub owner: String,
    pub notice: String,
    /// Userids and customer ids.
    pub members: Vec<String>,
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
        self.apps.iter().find(|it| it.appid.is_some())
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
