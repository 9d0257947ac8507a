//! What an endpoint works with: the world, what has happened so far, the time, and who is asking.

use jiff::Timestamp;

use super::call::Call;
use super::refusal::Refusal;
use crate::state::{State, TokenFault};
use crate::world::{App, Company, Member, World};

#[derive(Debug)]
pub(super) struct Context<'a> {
    pub world: &'a World,
    pub state: &'a mut State,
    pub call: &'a Call,
    pub now: Timestamp,
    /// Where uploaded pictures are reachable.
    pub base: &'a str,
}

impl<'a> Context<'a> {
    /// The app whose token the request carries.
    pub fn caller(&self) -> Result<(&'a Company, &'a App), Refusal> {
        let token = self
            .call
            .query("access_token")
            .ok_or(Refusal::new(41001, "access_token missing"))?;
        let invalid = Refusal::new(40014, "invalid access_token");
        let (corpid, agentid) =
            self.state
                .tokens
                .owner(token, self.now)
                .map_err(|fault| match fault {
                    TokenFault::Unknown => invalid.clone(),
                    TokenFault::Expired => Refusal::new(42001, "access_token expired"),
                })?;
        let company = self.world.company(corpid).ok_or(invalid.clone())?;
        let app = company.app(agentid).ok_or(invalid)?;
        Ok((company, app))
    }

    /// As [`Self::caller`], for an app in 可调用接口的应用.
    pub fn customer_contact(&self) -> Result<(&'a Company, &'a App), Refusal> {
        let (company, app) = self.caller()?;
        if !app.customer_contact {
            return Err(Refusal::new(48002, "api forbidden"));
        }
        Ok((company, app))
    }
}

/// A member this app may ask about.
pub(super) fn member<'a>(
    company: &'a Company,
    app: &App,
    userid: &str,
) -> Result<&'a Member, Refusal> {
    let member = company.member(userid).ok_or(Refusal::member_unknown())?;
    if !app.sees(userid) {
        return Err(Refusal::member_out_of_range());
    }
    Ok(member)
}
