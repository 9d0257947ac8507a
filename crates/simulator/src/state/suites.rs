//! A provider's dealings with companies: suite tickets, pre-authorisation, authorisation (server-api.md §10.1).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Chance;
use super::tokens::after;
use crate::world::{App, World};

/// A new ticket is pushed so often.
const PUSHED: SignedDuration = SignedDuration::from_mins(10);
const TICKET: SignedDuration = SignedDuration::from_mins(30);
const PRE_AUTH: SignedDuration = SignedDuration::from_secs(1200);
const AUTH: SignedDuration = SignedDuration::from_mins(10);

#[derive(Debug, Default)]
pub(crate) struct Suites {
    /// By suite, newest last.
    tickets: BTreeMap<String, Vec<(String, Timestamp)>>,
    pre_auths: BTreeMap<String, PreAuth>,
    auths: BTreeMap<String, Auth>,
    /// By corpid and agentid, installations in force, with the state their link carried.
    installed: BTreeMap<(String, i64), Option<String>>,
}

#[derive(Debug)]
struct PreAuth {
    suite: String,
    expires: Timestamp,
    /// Test authorisation.
    test: bool,
}

#[derive(Debug)]
struct Auth {
    suite: String,
    corpid: String,
    userid: String,
    expires: Timestamp,
    state: Option<String>,
}

/// Who has authorised a suite.
#[derive(Debug)]
pub(crate) struct Authorised {
    pub corpid: String,
    /// The administrator.
    pub userid: String,
    pub state: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PreAuthFault {
    /// 40077
    Unknown,
    /// 42007
    Expired,
}

impl Suites {
    pub fn new(world: &World) -> Self {
        let installed = world
            .companies
            .iter()
            .flat_map(|company| company.apps.iter().map(move |app| (company, app)))
            .filter(|(_, app)| app.suite.is_some() && app.installed)
            .map(|(company, app)| ((company.corpid.clone(), app.agentid), None))
            .collect();
        Self {
            installed,
            ..Self::default()
        }
    }

    /// The suite's ticket of now: a new one every ten minutes.
    pub fn ticket(&mut self, suite: &str, now: Timestamp, chance: &mut Chance) -> String {
        let tickets = self.tickets.entry(suite.to_owned()).or_default();
        tickets.retain(|(_, made)| now < after(*made, TICKET));
        if let Some((text, made)) = tickets.last()
            && now < after(*made, PUSHED)
        {
            return text.clone();
        }
        let text = chance.letters::<48>();
        tickets.push((text.clone(), now));
        text
    }

    /// Whether it is one of the tickets of the last thirty minutes.
    pub fn accepts(&self, suite: &str, ticket: &str, now: Timestamp) -> bool {
        let tickets = self.tickets.get(suite).map_or(&[][..], Vec::as_slice);
        tickets
            .iter()
            .any(|(text, made)| text == ticket && now < after(*made, TICKET))
    }

    /// A pre_auth_code and the seconds it lasts.
    pub fn pre_auth(&mut self, suite: &str, now: Timestamp, chance: &mut Chance) -> (String, i64) {
        let code = chance.letters::<48>();
        let entry = PreAuth {
            suite: suite.to_owned(),
            expires: after(now, PRE_AUTH),
            test: false,
        };
        self.pre_auths.insert(code.clone(), entry);
        (code, PRE_AUTH.as_secs())
    }

    /// Settings of the authorisation that a pre_auth_code begins.
    pub fn set_session(
        &mut self,
        suite: &str,
        pre_auth: &str,
        test: bool,
        now: Timestamp,
    ) -> Result<(), PreAuthFault> {
        let entry = self
            .pre_auths
            .get_mut(pre_auth)
            .filter(|it| it.suite == suite)
            .ok_or(PreAuthFault::Unknown)?;
        if now >= entry.expires {
            return Err(PreAuthFault::Expired);
        }
        entry.test = test;
        Ok(())
    }

    /// A company's administrator agrees: the auth_code, to be used once within ten minutes.
    pub fn authorise(
        &mut self,
        suite: &str,
        corpid: &str,
        userid: &str,
        state: Option<String>,
        now: Timestamp,
        chance: &mut Chance,
    ) -> String {
        self.auths.retain(|_, it| now < it.expires);
        let code = chance.letters::<96>();
        let entry = Auth {
            suite: suite.to_owned(),
            corpid: corpid.to_owned(),
            userid: userid.to_owned(),
            expires: after(now, AUTH),
            state,
        };
        self.auths.insert(code.clone(), entry);
        code
    }

    /// Uses the auth_code up.
    pub fn redeem(&mut self, suite: &str, code: &str, now: Timestamp) -> Option<Authorised> {
        let auth = self.auths.get(code)?;
        if auth.suite != suite || now >= auth.expires {
            return None;
        }
        let auth = self.auths.remove(code)?;
        Some(Authorised {
            corpid: auth.corpid,
            userid: auth.userid,
            state: auth.state,
        })
    }

    pub fn install(&mut self, corpid: &str, agentid: i64, state: Option<String>) {
        self.installed.insert((corpid.to_owned(), agentid), state);
    }

    /// The company removes the app; false if it had none.
    pub fn remove(&mut self, corpid: &str, agentid: i64) -> bool {
        let place = (corpid.to_owned(), agentid);
        self.installed.remove(&place).is_some()
    }

    /// What the link of an installation in force carried.
    pub fn link_state(&self, corpid: &str, agentid: i64) -> Option<&str> {
        self.installed
            .get(&(corpid.to_owned(), agentid))?
            .as_deref()
    }

    /// Whether a provider's app is installed in the company.
    pub fn installed(&self, corpid: &str, app: &App) -> bool {
        self.installed
            .contains_key(&(corpid.to_owned(), app.agentid))
    }
}
