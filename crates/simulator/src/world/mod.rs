//! Who exists and who may do what: the part of the stand-in that does not change while it runs.

mod check;
mod error;
mod file;
mod unknown;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

pub(crate) use check::is_version;
pub use error::WorldError;
pub use file::{Count, Platform, QuotaMode};
pub use unknown::{
    EmptyPage, ExSuffix, ImageElsewhere, LeadingSlash, NoCustomers, Preset, Unknown,
};

/// Companies, the phone's first settings, the time it begins, and what to assume where no source says anything.
#[derive(Clone, Debug)]
pub struct World {
    /// Where the clock starts; the machine's time when absent.
    pub clock: Option<Timestamp>,
    /// Never empty; ids of companies, customers and groups are unique in the whole world.
    pub companies: Vec<Company>,
    pub phone: PhoneStart,
    pub unknown: Unknown,
}

#[derive(Clone, Debug)]
pub struct Company {
    pub corpid: String,
    pub name: String,
    pub quota: Quota,
    pub apps: Vec<App>,
    pub members: Vec<Member>,
    pub customers: Vec<Customer>,
    pub groups: Vec<Group>,
    customer_places: BTreeMap<String, usize>,
}

/// How often a receiver may be reached by mass sends (server-api.md §6.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Quota {
    pub mode: QuotaMode,
    pub count: Count,
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
    pub visible: Option<Vec<String>>,
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
    /// For the page only: `#rrggbb`.
    pub color: String,
    /// Members who added this customer.
    pub followers: Vec<String>,
    /// False: the customer has removed the members; mass sends end with status 2 (server-api.md §6.6).
    pub friend: bool,
}

#[derive(Clone, Debug)]
pub struct Group {
    pub id: String,
    pub name: String,
    pub owner: String,
    /// Userids and customer ids.
    pub members: Vec<String>,
}

/// What the member's phone is set to when the world begins.
#[derive(Clone, Debug)]
pub struct PhoneStart {
    pub corpid: String,
    pub member: String,
    pub platform: Platform,
    pub version: String,
    /// Whether `wx.qy.shareAppMessageEx` exists on it.
    pub ex: bool,
}

/// What a server must know of an app with a mini program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AppKey {
    pub corpid: String,
    pub agentid: i64,
    pub secret: String,
    pub appid: String,
    /// The rule of its company.
    pub quota: Quota,
}

impl World {
    /// The world of `wecom-share demo`.
    pub fn demo() -> Self {
        const TEXT: &str = include_str!("../../../../worlds/demo.toml");
        match Self::parse(TEXT, "worlds/demo.toml") {
            Ok(world) => world,
            Err(error) => unreachable!("the embedded world is checked by a test: {error}"),
        }
    }

    /// # Errors
    /// Names file, line, column and what is wrong.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, WorldError> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let text =
            std::fs::read_to_string(path).map_err(|error| WorldError::unreadable(&name, &error))?;
        Self::parse(&text, &name)
    }

    /// `name` is what errors call the text.
    ///
    /// # Errors
    /// Names file, line, column and what is wrong.
    pub fn parse(text: &str, name: &str) -> Result<Self, WorldError> {
        let file = file::parse(text).map_err(|fault| fault.in_file(name, text))?;
        check::world(file).map_err(|fault| fault.in_file(name, text))
    }

    /// Every app with a mini program, in the order of the file.
    pub fn apps(&self) -> impl Iterator<Item = AppKey> {
        self.companies.iter().flat_map(|company| {
            company.apps.iter().filter_map(|app| {
                Some(AppKey {
                    corpid: company.corpid.clone(),
                    agentid: app.agentid,
                    secret: app.secret.clone(),
                    appid: app.appid.clone()?,
                    quota: company.quota,
                })
            })
        })
    }

    pub fn company(&self, corpid: &str) -> Option<&Company> {
        self.companies.iter().find(|it| it.corpid == corpid)
    }
}

impl Company {
    pub fn member(&self, userid: &str) -> Option<&Member> {
        self.members.iter().find(|it| it.userid == userid)
    }

    pub fn customer(&self, id: &str) -> Option<&Customer> {
        self.customers.get(*self.customer_places.get(id)?)
    }

    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|it| it.id == id)
    }

    pub fn app(&self, agentid: i64) -> Option<&App> {
        self.apps.iter().find(|it| it.agentid == agentid)
    }

    /// The first app with a mini program: the one the phones run.
    pub fn mini_program(&self) -> Option<&App> {
        self.apps.iter().find(|it| it.appid.is_some())
    }

    /// The customers whom this member has added.
    pub fn customers_of<'a>(&'a self, userid: &'a str) -> impl Iterator<Item = &'a Customer> {
        self.customers
            .iter()
            .filter(move |it| it.followers.iter().any(|follower| follower == userid))
    }

    pub fn groups_of<'a>(&'a self, owner: &'a str) -> impl Iterator<Item = &'a Group> {
        self.groups.iter().filter(move |it| it.owner == owner)
    }
}

impl App {
    /// Whether the member is in 可见范围.
    pub fn sees(&self, userid: &str) -> bool {
        self.visible
            .as_ref()
            .is_none_or(|range| range.iter().any(|it| it == userid))
    }
}
