//! WeCom's server API under `/cgi-bin`, one file an endpoint.
//!
//! Strict about behaviour, tolerant about clients: parameters in any order, empty pairs, JSON with any or no
//! Content-Type (server-api.md §13). Every answer is HTTP 200.

mod album;
mod basic;
mod call;
mod caller;
mod contact;
mod context;
mod cursor;
mod endpoint;
mod group;
mod groupmsg;
mod idconvert;
mod intercept;
mod list;
mod login;
mod media;
mod moment;
mod provider;
mod refusal;
mod router;
mod tag;
mod way;
mod welcome;

pub(crate) use caller::{Caller, ProviderCaller, SuiteCaller, open_corpid};
pub(crate) use context::Context;
pub(crate) use endpoint::{Answer, Answered, Endpoint, Reply, done};
pub(crate) use list::exists;
pub(crate) use media::picture_type;
pub(crate) use refusal::Refusal;
pub(crate) use router::{pictures, router};
