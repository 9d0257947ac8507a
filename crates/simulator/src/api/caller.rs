//! Who is asking: an app of a company, a suite, or a provider; what each may do, and how each sees ids.

use std::borrow::Cow;
use std::net::IpAddr;

use super::context::Context;
use super::refusal::Refusal;
use crate::state::{Owner, TokenFault};
use crate::subject::{IdKind, Subject};
use crate::world::{App, Company, Customer, Group, Member, Provider, Right, Suite, is_userid};

/// An app and its company. Ids that go in and out through it are the caller's own (server-api.md §1.3).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller<'a> {
    pub company: &'a Company,
    pub app: &'a App,
    pub subject: Subject<'a>,
    /// The provider whose suite the app is an installation of.
    pub provider: Option<(&'a Provider, &'a Suite)>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct SuiteCaller<'a> {
    pub provider: &'a Provider,
    pub suite: &'a Suite,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct ProviderCaller<'a> {
    pub provider: &'a Provider,
}

impl<'a> Caller<'a> {
    /// By the `access_token`: 41001, 40014, 42001, 48004; then by the address: 60020.
    pub fn of(cx: &Context<'a>) -> Result<Self, Refusal> {
        let token = Token {
            name: "access_token",
            missing: 41001,
            invalid: 40014,
            expired: 42001,
        };
        let invalid = token.invalid();
        let Owner::App { corpid, agentid } = token.owner(cx)? else {
            return Err(invalid);
        };
        let company = cx.world.company(corpid).ok_or(invalid.clone())?;
        let app = company.app(*agentid).ok_or(invalid)?;
        // The company has removed the provider's app since.
        if app.suite.is_some() && !cx.state.suites.installed(&company.corpid, app) {
            return Err(Refusal::new(
                48004,
                "api forbidden, authorization cancelled",
            ));
        }
        let caller = Self::new(cx, company, app);
        caller.trusted(cx.ip)?;
        Ok(caller)
    }

    pub fn new(cx: &Context<'a>, company: &'a Company, app: &'a App) -> Self {
        let provider = app.suite.as_ref().and_then(|it| cx.world.suite(it));
        let subject = match provider {
            None => Subject::Corp,
            Some((provider, _)) => Subject::Provider {
                provider: &provider.corpid,
                corpid: &company.corpid,
            },
        };
        Self {
            company,
            app,
            subject,
            provider,
        }
    }

    /// 60020: the app's trusted addresses, or the provider's.
    pub fn trusted(&self, ip: IpAddr) -> Result<(), Refusal> {
        let list = match self.provider {
            None => &self.app.trusted_ips,
            Some((provider, _)) => &provider.trusted_ips,
        };
        trusted(list.as_deref(), ip)
    }

    pub fn allowed(&self, right: Right) -> Result<(), Refusal> {
        let allowed = match self.provider {
            None => self.app.customer_contact,
            Some(_) => self.app.granted(right),
        };
        if allowed { Ok(()) } else { Err(forbidden()) }
    }

    pub fn own(&self) -> Result<(), Refusal> {
        if self.provider.is_none() {
            Ok(())
        } else {
            Err(forbidden())
        }
    }

    pub fn own_contact(&self) -> Result<(), Refusal> {
        if self.provider.is_none() && self.app.customer_contact {
            Ok(())
        } else {
            Err(forbidden())
        }
    }

    pub fn provided(&self) -> Result<(), Refusal> {
        if self.provider.is_some() {
            Ok(())
        } else {
            Err(forbidden())
        }
    }

    /// A member this app may ask about: 40003, 60111, 60011.
    pub fn member(&self, given: &str) -> Result<&'a Member, Refusal> {
        if !is_userid(given) {
            return Err(Refusal::new(40003, "invalid userid"));
        }
        let member = self
            .subject
            .plain(IdKind::Member, given)
            .and_then(|it| self.company.member(&it))
            .ok_or(Refusal::member_unknown())?;
        if !self.app.sees(&member.userid) {
            return Err(Refusal::member_out_of_range());
        }
        Ok(member)
    }

    pub fn customer(&self, given: &str) -> Option<&'a Customer> {
        let plain = self.subject.plain(IdKind::Customer, given)?;
        self.company.customer(&plain)
    }

    pub fn group(&self, given: &str) -> Option<&'a Group> {
        let plain = self.subject.plain(IdKind::Group, given)?;
        self.company.group(&plain)
    }

    pub fn userid<'b>(&self, plain: &'b str) -> Cow<'b, str> {
        self.subject.shown(IdKind::Member, plain)
    }

    pub fn external_userid<'b>(&self, plain: &'b str) -> Cow<'b, str> {
        self.subject.shown(IdKind::Customer, plain)
    }

    pub fn chat_id<'b>(&self, plain: &'b str) -> Cow<'b, str> {
        self.subject.shown(IdKind::Group, plain)
    }

    /// Members the app sees.
    pub fn members(&self) -> impl Iterator<Item = &'a Member> {
        let app = self.app;
        self.company
            .members
            .iter()
            .filter(move |it| app.sees(&it.userid))
    }

    /// Followers of a customer whom the app sees; a provider's app only those with an interop license
    /// (server-api.md §10.3).
    pub fn followers(&self, customer: &'a Customer) -> impl Iterator<Item = &'a Member> {
        let caller = *self;
        customer
            .followers
            .iter()
            .filter_map(move |it| caller.company.member(it))
            .filter(move |it| caller.app.sees(&it.userid) && caller.licensed(it))
    }

    /// Own apps need no license.
    pub fn licensed(&self, member: &Member) -> bool {
        self.provider.is_none() || member.licensed
    }
}

impl<'a> SuiteCaller<'a> {
    /// By the `suite_access_token`: 41022, 40082, 42009; then 60020.
    pub fn of(cx: &Context<'a>) -> Result<Self, Refusal> {
        let token = Token {
            name: "suite_access_token",
            missing: 41022,
            invalid: 40082,
            expired: 42009,
        };
        let invalid = token.invalid();
        let Owner::Suite(id) = token.owner(cx)? else {
            return Err(invalid);
        };
        let (provider, suite) = cx.world.suite(id).ok_or(invalid)?;
        trusted(provider.trusted_ips.as_deref(), cx.ip)?;
        Ok(Self { provider, suite })
    }

    /// The installation of this suite in a company, by its permanent code: 40013, 40084.
    pub fn installed(
        &self,
        cx: &Context<'a>,
        corpid: &str,
        permanent_code: &str,
    ) -> Result<Caller<'a>, Refusal> {
        let company = self
            .company(cx, corpid)
            .ok_or(Refusal::new(40013, "invalid corpid"))?;
        let app = company
            .apps
            .iter()
            .find(|it| it.suite.as_deref() == Some(&self.suite.id) && it.secret == permanent_code)
            .filter(|it| cx.state.suites.installed(&company.corpid, it))
            .ok_or(Refusal::new(40084, "invalid permanent_code"))?;
        Ok(Caller::new(cx, company, app))
    }

    /// A company by the provider's name for it, or by its own.
    pub fn company(&self, cx: &Context<'a>, given: &str) -> Option<&'a Company> {
        company(cx, self.provider, given)
    }
}

impl<'a> ProviderCaller<'a> {
    /// By the `provider_access_token`. No page lists codes for it; those of the other tokens are given.
    pub fn of(cx: &Context<'a>) -> Result<Self, Refusal> {
        let token = Token {
            name: "provider_access_token",
            missing: 41001,
            invalid: 40014,
            expired: 42001,
        };
        let invalid = token.invalid();
        let Owner::Provider(corpid) = token.owner(cx)? else {
            return Err(invalid);
        };
        let provider = cx.world.provider(corpid).ok_or(invalid)?;
        trusted(provider.trusted_ips.as_deref(), cx.ip)?;
        Ok(Self { provider })
    }
}

/// A query parameter that says who is asking, and the codes for one that does not.
struct Token {
    name: &'static str,
    missing: i32,
    invalid: i32,
    expired: i32,
}

impl Token {
    fn owner<'c>(&self, cx: &'c Context<'_>) -> Result<&'c Owner, Refusal> {
        let text = cx
            .call
            .query(self.name)
            .ok_or_else(|| Refusal::said(self.missing, format!("{} missing", self.name)))?;
        cx.state
            .tokens
            .owner(text, cx.now)
            .map_err(|fault| match fault {
                TokenFault::Unknown => self.invalid(),
                TokenFault::Expired => {
                    Refusal::said(self.expired, format!("{} expired", self.name))
                }
            })
    }

    fn invalid(&self) -> Refusal {
        Refusal::said(self.invalid, format!("invalid {}", self.name))
    }
}

/// The provider's name for a company, the same in all of its suites.
pub(crate) fn open_corpid(provider: &Provider, corpid: &str) -> String {
    Subject::Provider {
        provider: &provider.corpid,
        corpid,
    }
    .shown(IdKind::Corp, corpid)
    .into_owned()
}

pub(crate) fn company<'a>(
    cx: &Context<'a>,
    provider: &Provider,
    given: &str,
) -> Option<&'a Company> {
    let subject = Subject::Provider {
        provider: &provider.corpid,
        corpid: "",
    };
    cx.world.company(given).or_else(|| {
        let plain = subject.plain(IdKind::Corp, given)?;
        cx.world.company(&plain)
    })
}

pub(crate) fn trusted(list: Option<&[IpAddr]>, ip: IpAddr) -> Result<(), Refusal> {
    if list.is_none_or(|it| it.contains(&ip)) {
        Ok(())
    } else {
        Err(Refusal::new(60020, "not allow to access from your ip"))
    }
}

fn forbidden() -> Refusal {
    Refusal::new(48002, "api forbidden")
}
