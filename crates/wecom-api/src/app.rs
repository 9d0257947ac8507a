//! One app's calls: its token, and what is tried again.

use std::{collections::BTreeSet, fmt, sync::Arc};

use secrecy::SecretString;

use crate::{
    Code, CorpId, Endpoint, Error, Fault, Paged, TokenKind,
    endpoint::name,
    token::{Slot, Token},
    transport::Transport,
};

/// How often a busy WeCom (-1) is asked again (server-api.md §11).
const BUSY_REPEATS: u32 = 3;

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
}

impl AppClient {
    pub(crate) fn new(transport: Arc<Transport>, slot: Arc<Slot>) -> Self {
        Self { transport, slot }
    }

    /// Makes one call, and what belongs to it: gets the token first if there
    /// is none, replaces it once if WeCom no longer takes it, asks a busy
    /// WeCom up to three times more.
    ///
    /// # Errors
    /// Any of [`Error`]. A failure to get the token names `gettoken`.
    pub async fn call<E: Endpoint>(&self, request: &E) -> Result<E::Response, Error> {
        let mut token = match E::TOKEN {
            TokenKind::None => None,
            TokenKind::App => Some(self.slot.token(&self.transport).await?),
        };
        let mut healed = false;
        loop {
            let error = match attempt(&self.transport, request, token.as_deref()).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            match (token.take(), error.code()) {
                (Some(refused), Some(code)) if code.is_token_fault() => {
                    if healed {
                        self.slot.cannot_heal(E::PATH, self.transport.now());
                        return Err(error);
                    }
                    healed = true;
                    token = self
                        .slot
                        .other_than(&refused, E::PATH, &self.transport)
                        .await?;
                    if token.is_none() {
                        return Err(error);
                    }
                    tracing::info!(endpoint = name::<E>(), %code, "token replaced");
                }
                _ => return Err(error),
            }
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
}

/// One call with one token, repeated where that is known to do no harm: a busy
/// WeCom has done nothing whatever was asked, and a connection that broke may
/// be tried once more if the call is idempotent. A time-out is not repeated:
/// the caller has waited long enough.
pub(crate) async fn attempt<E: Endpoint>(
    transport: &Transport,
    request: &E,
    token: Option<&Token>,
) -> Result<E::Response, Error> {
    let mut busy = 0;
    let mut broken = false;
    loop {
        let error = match transport.send(request, token).await {
            Ok(response) => return Ok(response),
            Err(error) => error,
        };
        match &error {
            Error::Refused { refusal, .. } if refusal.code == Code::BUSY && busy < BUSY_REPEATS => {
                tracing::debug!(endpoint = name::<E>(), "WeCom is busy");
                tokio::time::sleep(transport.config().backoff * 2_u32.pow(busy)).await;
                busy += 1;
            }
            Error::Transport { fault, .. } if *fault != Fault::Timeout && !broken => {
                broken = true;
            }
            _ => return Err(error),
        }
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
