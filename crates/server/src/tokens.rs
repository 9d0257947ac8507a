//! Tokens and tickets, shared with the other servers on the same database.

use std::sync::Arc;

use futures_util::FutureExt as _;
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use wecom_api::{LeaseNumber, StoreFuture, StoredToken, TokenKey, TokenStore};
use wecom_share_store::{Store, Token, TokenName};

/// The store, as `wecom-api` wants it.
pub(crate) struct SharedTokens(pub(crate) Arc<Store>);

impl TokenStore for SharedTokens {
    fn load<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, Option<StoredToken>> {
        async move {
            let text = key.to_string();
            let token = self.0.token(named(key, &text)).await?;
            Ok(token.map(|token| StoredToken {
                value: SecretString::from(token.value),
                refresh_at: token.refresh_at,
                expires_at: token.expires_at,
            }))
        }
        .boxed()
    }

    fn lease<'a>(
        &'a self,
        key: &'a TokenKey,
        now: Timestamp,
        until: Timestamp,
    ) -> StoreFuture<'a, Option<LeaseNumber>> {
        async move {
            let text = key.to_string();
            let lease = self.0.lease_token(named(key, &text), now, until).await?;
            Ok(lease.map(LeaseNumber))
        }
        .boxed()
    }

    fn save<'a>(
        &'a self,
        key: &'a TokenKey,
        lease: Option<LeaseNumber>,
        token: &'a StoredToken,
    ) -> StoreFuture<'a, ()> {
        async move {
            let text = key.to_string();
            let token = Token {
                value: token.value.expose_secret().to_owned(),
                refresh_at: token.refresh_at,
                expires_at: token.expires_at,
            };
            let lease = lease.map(|lease| lease.0);
            Ok(self.0.save_token(named(key, &text), lease, &token).await?)
        }
        .boxed()
    }

    fn release<'a>(&'a self, key: &'a TokenKey, lease: LeaseNumber) -> StoreFuture<'a, ()> {
        async move {
            let text = key.to_string();
            Ok(self.0.release_token(named(key, &text), lease.0).await?)
        }
        .boxed()
    }
}

fn named<'a>(key: &'a TokenKey, text: &'a str) -> TokenName<'a> {
    TokenName {
        corpid: key.corp(),
        key: text,
    }
}
