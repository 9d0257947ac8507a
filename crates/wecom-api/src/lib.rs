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

//! Not supported: the product album (`add_product_album` and its like),
//! interception rules (`add_intercept_rule` and its like), rule groups
//! themselves (`customer_strategy/*`, `moment_strategy/*`), closing words of
//! contact ways, `resigned/transfer_customer`, `transfer_result`, statistics.

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
pub mod idconvert;
mod ids;
pub mod jssdk;
mod limits;
pub mod media;
pub mod miniprogram;
mod multipart;
mod number;
mod read;
mod refusal;
pub mod service;
pub mod session;
mod suite;
pub mod ticket;
mod token;
mod transport;

pub use self::{
    app::{AppClient, AppCredentials},
    client::Client,
    code::{Code, Retry},
    config::{Config, ConfigError},
    endpoint::{Body, Endpoint, FilePart, Limit, Method, Paged, Query, TokenKind, Whose},
    error::{Error, Fault, Layer, Source},
    ids::{ChatId, CorpId, ExternalUserId, MediaId, MsgId, UserId},
    limits::LimitSettings,
    read::{Answer, Raw, read, read_raw},
    refusal::{Advice, Refusal},
    suite::{Installation, ProviderClient, ProviderCredentials, SuiteClient, SuiteCredentials},
    token::{
        LeaseNumber, MemoryTokenStore, StoreError, StoreFuture, StoredToken, Ticket, TokenKey,
        TokenOf, TokenStore,
    },
};
