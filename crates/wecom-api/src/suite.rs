//! A provider's suite (第三方应用 and 代开发 templates): server-api.md §10.1.

use std::{fmt, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};

use crate::{
    AppClient, Client, Code, CorpId, Endpoint, Error, StoreError, StoredToken, TokenKind,
    call::{attempt, call},
    service::{get_pre_auth_code, set_session_info},
    token::{Grant, Slot, TokenKey, TokenOf, patiently},
    transport::Transport,
};

/// WeCom pushes a ticket every ten minutes; each is good for thirty.
const TICKET_LIFE: SignedDuration = SignedDuration::from_mins(30);

/// A suite and its secret, from the provider's console.
#[derive(Debug, Clone)]
pub struct SuiteCredentials {
    /// `ww…`, `wx…`, `tj…`, or `dk…` for a provider-developed template.
    pub suite_id: String,
    pub secret: SecretString,
}

/// A company that installed a suite, and what it gave for good.
#[derive(Debug, Clone)]
pub struct Installation {
    pub corpid: CorpId,
    pub agentid: i64,
    /// From `service/v2/get_permanent_code`.
    pub permanent_code: SecretString,
}

/// A [`crate::Client`] as a suite. Cloning is cheap.
#[derive(Clone)]
pub struct SuiteClient {
    client: Client,
    transport: Arc<Transport>,
    slot: Arc<Slot>,
    tickets: TokenKey,
}

impl SuiteClient {
    pub(crate) fn new(client: Client, transport: Arc<Transport>, slot: Arc<Slot>) -> Self {
        Self {
            tickets: slot.key().with_kind(TokenOf::SuiteTicket),
            client,
            transport,
            slot,
        }
    }

    /// Keeps a ticket that WeCom pushed (`InfoType` `suite_ticket`), for all
    /// instances. `pushed_at` is the push's `TimeStamp`: a ticket that is
    /// delivered late or again does not replace a newer one. Answer the push
    /// with `success` only after this.
    ///
    /// # Errors
    /// The store did not take it: let WeCom push again.
    pub async fn keep_ticket(
        &self,
        ticket: SecretString,
        pushed_at: Timestamp,
    ) -> Result<(), StoreError> {
        let expires_at = pushed_at.saturating_add(TICKET_LIFE)?;
        let token = StoredToken {
            value: ticket,
            refresh_at: expires_at,
            expires_at,
        };
        patiently(self.client.store().save(&self.tickets, None, &token)).await
    }

    /// Makes one call with the suite's token, as [`AppClient::call`] does with
    /// an app's.
    ///
    /// # Errors
    /// Any of [`Error`]; [`Error::NoSuiteTicket`] if none was pushed in the
    /// last half hour.
    pub async fn call<E: Endpoint>(&self, request: &E) -> Result<E::Response, Error> {
        const {
            assert!(
                matches!(E::TOKEN, TokenKind::Suite),
                "this endpoint is not called as a suite"
            );
        }
        call(&self.transport, &self.slot, request).await
    }

    /// A code to send an administrator to WeCom's page of authorisation with.
    /// A code that expired on the way is replaced once (42007).
    ///
    /// # Errors
    /// As [`Self::call`].
    pub async fn begin_authorization(
        &self,
        session: &set_session_info::SessionInfo,
    ) -> Result<SecretString, Error> {
        let mut again = true;
        loop {
            let code = self.call(&get_pre_auth_code::Request::new()).await?;
            let code = code.pre_auth_code;
            let request = set_session_info::Request::new(code.expose_secret(), session.clone());
            match self.call(&request).await {
                Ok(_) => return Ok(code),
                Err(error) if again && error.code() == Some(Code::PRE_AUTH_CODE_EXPIRED) => {
                    again = false;
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// The app that a company got by installing the suite. Its token comes
    /// from `service/get_corp_token`.
    ///
    /// Not for provider-developed apps: those are [`Client::app`] with the
    /// permanent code as secret.
    #[must_use]
    pub fn corp(&self, installation: Installation) -> AppClient {
        self.client
            .as_app(Grant::SuiteCorp(installation, self.slot.clone()))
    }
}

/// A provider and its secret, from the provider's console.
#[derive(Debug, Clone)]
pub struct ProviderCredentials {
    /// The provider's own company.
    pub corpid: CorpId,
    pub secret: SecretString,
}

/// A [`crate::Client`] as a provider. Cloning is cheap.
#[derive(Clone)]
pub struct ProviderClient {
    transport: Arc<Transport>,
    slot: Arc<Slot>,
}

impl ProviderClient {
    pub(crate) fn new(transport: Arc<Transport>, slot: Arc<Slot>) -> Self {
        Self { transport, slot }
    }

    /// Makes one call with the provider's token.
    ///
    /// # Errors
    /// Any of [`Error`].
    pub async fn call<E: Endpoint>(&self, request: &E) -> Result<E::Response, Error> {
        const {
            assert!(
                matches!(E::TOKEN, TokenKind::Provider | TokenKind::None),
                "this endpoint is not called as a provider"
            );
        }
        match E::TOKEN {
            TokenKind::None => attempt(&self.transport, request, None, None).await,
            _ => call(&self.transport, &self.slot, request).await,
        }
    }
}

impl fmt::Debug for SuiteClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SuiteClient")
            .field("slot", &self.slot)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ProviderClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderClient")
            .field("slot", &self.slot)
            .finish_non_exhaustive()
    }
}
