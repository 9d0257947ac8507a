//! How each kind of token and ticket is got.

use std::{fmt, sync::Arc};

use super::{Slot, Token, TokenKey, TokenOf, TokenStore, patiently};
use crate::{
    AppCredentials, Error, Installation, ProviderCredentials, SuiteCredentials,
    auth::gettoken,
    call::{attempt, call},
    service, ticket,
    transport::Transport,
};

/// Which of the JS-SDK's tickets (server-api.md §2.3). They are not
/// interchangeable: the wrong one is refused there (42012).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ticket {
    /// The company's: signs `config`.
    Corp,
    /// The app's: signs `agentConfig`.
    Agent,
}

impl From<Ticket> for TokenOf {
    fn from(ticket: Ticket) -> Self {
        match ticket {
            Ticket::Corp => Self::CorpTicket,
            Ticket::Agent => Self::AgentTicket,
        }
    }
}

/// What a slot asks WeCom with.
pub(crate) enum Grant {
    App(AppCredentials),
    Ticket(Ticket, Arc<Slot>),
    Suite(SuiteCredentials, Arc<dyn TokenStore>),
    SuiteCorp(Installation, Arc<Slot>),
    Provider(ProviderCredentials),
}

impl Grant {
    pub(crate) fn key(&self) -> TokenKey {
        match self {
            Self::App(AppCredentials {
                corpid,
                agentid,
                secret,
            }) => TokenKey::new(corpid.as_str(), agentid.to_string(), TokenOf::App, secret),
            Self::Ticket(ticket, app) => app.key().with_kind((*ticket).into()),
            Self::Suite(SuiteCredentials { suite_id, secret }, _) => {
                TokenKey::new(suite_id, "", TokenOf::Suite, secret)
            }
            Self::SuiteCorp(installation, suite) => TokenKey::new(
                installation.corpid.as_str(),
                suite.key().corp(),
                TokenOf::SuiteCorp,
                &installation.permanent_code,
            ),
            Self::Provider(ProviderCredentials { corpid, secret }) => {
                TokenKey::new(corpid.as_str(), "", TokenOf::Provider, secret)
            }
        }
    }

    /// The endpoint that gives it, for errors.
    pub(super) fn endpoint(&self) -> &'static str {
        match self {
            Self::App(_) => "gettoken",
            Self::Ticket(Ticket::Corp, _) => "get_jsapi_ticket",
            Self::Ticket(Ticket::Agent, _) => "ticket/get",
            Self::Suite(..) => "service/get_suite_token",
            Self::SuiteCorp(..) => "service/get_corp_token",
            Self::Provider(_) => "service/get_provider_token",
        }
    }

    pub(super) async fn fetch(&self, transport: &Arc<Transport>) -> Result<Token, Error> {
        let asked_at = transport.now();
        let (value, expires_in) = match self {
            Self::App(AppCredentials { corpid, secret, .. }) => {
                let request = gettoken::Request::new(corpid.clone(), secret.clone());
                let response = attempt(transport, &request, None, Some(&self.key())).await?;
                (response.access_token, response.expires_in)
            }
            Self::Ticket(kind, app) => {
                let response = match kind {
                    Ticket::Corp => {
                        call(transport, app, &ticket::get_jsapi_ticket::Request::new()).await?
                    }
                    Ticket::Agent => call(transport, app, &ticket::get::Request::new()).await?,
                };
                (response.ticket, response.expires_in)
            }
            Self::Suite(SuiteCredentials { suite_id, secret }, store) => {
                let key = self.key();
                let ticket = key.with_kind(TokenOf::SuiteTicket);
                let ticket = patiently(store.load(&ticket)).await;
                let ticket = ticket.map_err(|source| Error::NoSuiteTicket {
                    source: Some(source.into()),
                })?;
                let ticket = ticket
                    .filter(|ticket| asked_at < ticket.expires_at)
                    .ok_or(Error::NoSuiteTicket { source: None })?;
                let request = service::get_suite_token::Request::new(
                    suite_id.as_str(),
                    secret.clone(),
                    ticket.value,
                );
                let response = attempt(transport, &request, None, Some(&key)).await?;
                (response.suite_access_token, response.expires_in)
            }
            Self::SuiteCorp(installation, suite) => {
                let request = service::get_corp_token::Request::new(
                    installation.corpid.clone(),
                    installation.permanent_code.clone(),
                );
                let response = call(transport, suite, &request).await?;
                (response.access_token, response.expires_in)
            }
            Self::Provider(ProviderCredentials { corpid, secret }) => {
                let request =
                    service::get_provider_token::Request::new(corpid.clone(), secret.clone());
                let response = attempt(transport, &request, None, Some(&self.key())).await?;
                (response.provider_access_token, response.expires_in)
            }
        };
        Ok(Token::new(value, asked_at, expires_in))
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Grant({})", self.key())
    }
}
