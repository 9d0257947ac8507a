//! One app's calls.

use std::{collections::BTreeSet, fmt, sync::Arc};

use secrecy::SecretString;

use crate::{
    CorpId, Endpoint, Error, Paged, TokenKind,
    call::{attempt, call},
    endpoint::name,
    token::{Slot, Ticket, Token},
    transport::Transport,
};

/// A company's app and its secret, from the admin console.
#[derive(Debug, Clone)]
pub struct AppCredentials {
    pub corpid: CorpId,
    pub agentid: i64,
    pub secret: SecretString,
}

/// A [`crate::Client`] as one app. Cloning is cheap.
#[derive(Clone)]
pub struct AppClient {
    transport: Arc<Transport>,
    slot: Arc<Slot>,
    /// The company's and the app's.
    tickets: [Arc<Slot>; 2],
}

impl AppClient {
    pub(crate) fn new(transport: Arc<Transport>, slot: Arc<Slot>, tickets: [Arc<Slot>; 2]) -> Self {
        Self {
            transport,
            slot,
            tickets,
        }
    }

    /// Makes one call, and what belongs to it: gets the token first if there
    /// is none, replaces it once if WeCom no longer takes it, asks a busy
    /// WeCom up to three times more.
    ///
    /// A call that needs another token than an app's does not compile.
    ///
    /// # Errors
    /// Any of [`Error`]. A failure to get the token names `gettoken`.
    pub async fn call<E: Endpoint>(&self, request: &E) -> Result<E::Response, Error> {
        const {
            assert!(
                matches!(E::TOKEN, TokenKind::App | TokenKind::None),
                "this endpoint is not called as an app"
            );
        }
        match E::TOKEN {
            TokenKind::None => attempt(&self.transport, request, None, None).await,
            _ => call(&self.transport, &self.slot, request).await,
        }
    }

    /// All items of an endpoint that answers in pages.
    ///
    /// # Errors
    /// As [`Self::call`]; also if the pages go round in a circle.
    pub async fn all<E: Paged>(&self, mut request: E) -> Result<Vec<E::Item>, Error> {
        let mut items = Vec::new();
        let mut seen = BTreeSet::new();
        loop {
            let (page, next) = E::split(self.call(&request).await?);
            items.extend(page);
            let Some(next) = next else { return Ok(items) };
            if !seen.insert(next.clone()) {
                return Err(circle::<E>());
            }
            request.continue_at(next);
        }
    }

    /// A ticket to sign a page with ([`crate::jssdk::signature`]), kept like a
    /// token: WeCom gives few of them.
    ///
    /// # Errors
    /// As [`Self::call`].
    pub async fn ticket(&self, ticket: Ticket) -> Result<SecretString, Error> {
        let token = self.tickets[ticket as usize].token(&self.transport).await?;
        Ok(token.secret().clone())
    }

    /// Another ticket than one that a page was refused with (42012, 40093).
    /// None if the last such replacement is less than a minute old: then the
    /// ticket is not what is wrong.
    ///
    /// # Errors
    /// As [`Self::call`].
    pub async fn ticket_other_than(
        &self,
        ticket: Ticket,
        refused: &SecretString,
    ) -> Result<Option<SecretString>, Error> {
        const PAGE: &str = "JS-SDK";
        let slot = &self.tickets[ticket as usize];
        let now = self.transport.now();
        let refused = Token::new(refused.clone(), now, 0);
        let other = slot.other_than(&refused, PAGE, &self.transport).await?;
        slot.cannot_heal(PAGE, now);
        Ok(other.map(|token| token.secret().clone()))
    }
}

fn circle<E: Endpoint>() -> Error {
    Error::Unreadable {
        endpoint: name::<E>(),
        status: 0,
        excerpt: "a page names a cursor that was followed before".to_owned(),
        source: Arc::new(std::io::Error::other("pages go round in a circle")),
    }
}

impl fmt::Debug for AppClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppClient")
            .field("slot", &self.slot)
            .finish_non_exhaustive()
    }
}
