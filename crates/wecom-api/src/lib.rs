//! A typed client of WeCom's server API.
//!
//! Each endpoint is one file in one fixed form: what it asks, what it answers,
//! which token it needs, whether it may be repeated, and the number of WeCom's
//! page about it (`https://developer.work.weixin.qq.com/document/path/<page>`).
//! Those types know nothing of HTTP libraries; [`Client`] carries them.
//!
//! ```no_run
//! # async fn example(now: fn() -> jiff::Timestamp) -> Result<(), Box<dyn std::error::Error>> {
//! use wecom_api::{AppCredentials, Client, Config, externalcontact::list};
//!
//! let client = Client::new(Config::default(), now)?;
//! let app = client.app(AppCredentials {
//!     corpid: "ww8a1b2c3d4e5f6071".into(),
//!     agentid: 1_000_002,
//!     secret: "from the admin console".into(),
//! });
//! let customers = app.call(&list::Request::new("zhangsan")).await?.external_userid;
//! # drop(customers);
//! # Ok(())
//! # }
//! ```

pub mod address;
pub mod agent;
mod app;
pub mod auth;
mod call;
pub mod callback;
mod client;
mod code;
mod config;
mod endpoint;
mod error;
pub mod externalcontact;
mod ids;
pub mod jssdk;
pub mod media;
pub mod miniprogram;
mod multipart;
mod number;
mod read;
mod refusal;
pub mod session;
pub mod ticket;
mod token;
mod transport;

pub use self::{
    app::{AppClient, AppCredentials},
    client::Client,
    code::{Code, Retry},
    config::{Config, ConfigError},
    endpoint::{Body, Endpoint, FilePart, Method, Paged, Query, TokenKind},
    error::{Error, Fault, Layer, Source},
    ids::{ChatId, CorpId, ExternalUserId, MediaId, MsgId, UserId},
    read::read,
    refusal::{Advice, Refusal},
    token::{
        LeaseNumber, MemoryTokenStore, StoreError, StoreFuture, StoredToken, Ticket, TokenKey,
        TokenOf, TokenStore,
    },
};
