//! Who exists and who may do what: read from a file or generated, and changed only by what people do (`change.rs`).

mod callback;
mod change;
mod check;
mod company;
mod directory;
mod error;
mod facts;
mod file;
mod generate;
mod limits;
mod people;
mod provider;
mod providers;
mod rights;
mod tags;
mod unknown;
mod words;

use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;

#[cfg(test)]
pub(crate) use callback::key as callback_key;
pub use callback::{Callback, Format};
pub(crate) use check::{is_userid, is_version};
pub(crate) use company::member_version;
pub use company::{About, App, Company, Customer, Group, Member, Tag, TagGroup, Unassigned};
pub use directory::{Directory, Named};
pub use error::WorldError;
pub use facts::{Attribute, Channels, Follow, GroupProfile, Profile};
pub use file::{Count, Platform, QuotaMode};
pub use generate::Generate;
pub use limits::{Limits, Rate};
pub use provider::{Provider, Suite};
pub use rights::Right;
pub use unknown::{
    CallbackRepeat, EmptyPage, ExSuffix, ImageElsewhere, LeadingSlash, NoCustomers, Preset,
    RepeatedGetToken, Unknown,
};

/// Companies, the phone's first settings, the time it begins, and what to assume where no source says anything.
#[derive(Clone, Debug)]
pub struct World {
    /// Where the clock starts; the machine's time when absent.
    pub clock: Option<Timestamp>,
    /// Never empty; ids of companies, customers and groups are unique in the whole world.
    pub companies: Vec<Company>,
    pub providers: Vec<Provider>,
    pub phone: PhoneStart,
    pub unknown: Unknown,
    pub limits: Limits,
}

/// How often a receiver may be reached by mass sends (server-api.md §6.9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Quota {
    pub mode: QuotaMode,
    pub count: Count,
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
                // A provider's mini program is served by the provider, with the provider's keys.
                if app.suite.is_some() {
                    return None;
                }
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

    pub fn provider(&self, corpid: &str) -> Option<&Provider> {
        self.providers.iter().find(|it| it.corpid == corpid)
    }

    /// A suite and whose it is.
    pub fn suite(&self, id: &str) -> Option<(&Provider, &Suite)> {
        self.providers
            .iter()
            .find_map(|it| Some((it, it.suite(id)?)))
    }

    pub fn company_mut(&mut self, corpid: &str) -> Option<&mut Company> {
        self.companies.iter_mut().find(|it| it.corpid == corpid)
    }

    /// A company that is known to exist: the phone's, or a screen's.
    pub(crate) fn known(&self, corpid: &str) -> &Company {
        match self.company(corpid) {
            Some(company) => company,
            None => unreachable!("corpids kept in the state come from the world: {corpid}"),
        }
    }
}
