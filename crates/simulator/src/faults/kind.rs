//! The kinds of fault there are.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What goes wrong. Codes and texts are WeCom's (server-api.md §11); how often each happens for real is in no source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FaultKind {
    /// The call is carried out; its answer never comes.
    TimeoutAfter,
    /// The connection is cut before the call is carried out.
    CutBefore,
    /// The call is carried out; the connection is cut before its answer.
    CutAfter,
    /// The call takes `ms` longer.
    Slow,
    /// -1, nothing is carried out.
    Busy,
    /// 45009
    RateLimited,
    /// 45033
    ConcurrencyLimited,
    /// 42001, whatever the token: with a `probability` or a large `count`, a storm.
    TokenExpired,
    /// 40014, whatever the token.
    TokenInvalid,
    /// 60020
    IpRefused,
    /// An event is delivered twice.
    CallbackTwice,
    /// An event is delivered after the one that follows it.
    CallbackOutOfOrder,
    /// An event is delivered `ms` later.
    CallbackDelayed,
}

/// What a fault can befall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Any call of WeCom's API.
    Call,
    /// A call that carries a token.
    Token,
    /// An event on its way to an app.
    Callback,
}

impl FaultKind {
    pub fn place(self) -> Place {
        match self {
            Self::TimeoutAfter
            | Self::CutBefore
            | Self::CutAfter
            | Self::Slow
            | Self::Busy
            | Self::RateLimited
            | Self::ConcurrencyLimited
            | Self::IpRefused => Place::Call,
            Self::TokenExpired | Self::TokenInvalid => Place::Token,
            Self::CallbackTwice | Self::CallbackOutOfOrder | Self::CallbackDelayed => {
                Place::Callback
            }
        }
    }

    /// The code and text the call is refused with; `None` when no answer of WeCom's is involved.
    pub fn refusal(self) -> Option<(i32, &'static str)> {
        Some(match self {
            Self::Busy => (-1, "system busy"),
            Self::RateLimited => (45009, "api freq out of limit"),
            Self::ConcurrencyLimited => (45033, "api concurrent out of limit"),
            Self::TokenExpired => (42001, "access_token expired"),
            Self::TokenInvalid => (40014, "invalid access_token"),
            Self::IpRefused => (60020, "not allow to access from your ip"),
            _ => return None,
        })
    }
}
