//! How a call can end other than well.

use std::{sync::Arc, time::Duration};

use thiserror::Error;
use wecom_share_rules::errors::Explanation;

use crate::{Advice, Code, Refusal, Retry};

/// What a failure was caused by. Shared, because callers that wait for the
/// same token share its failure.
pub type Source = Arc<dyn std::error::Error + Send + Sync>;

/// A call that did not give its answer. Cloning is cheap.
#[derive(Debug, Clone, Error)]
#[non_exhaustive]
pub enum Error {
    /// WeCom was not reached, or its answer was lost where that does no harm:
    /// the same call can be made again.
    #[error("{endpoint}: WeCom could not be reached ({fault})")]
    Transport {
        endpoint: &'static str,
        fault: Fault,
        #[source]
        source: Source,
    },
    /// The answer to a call that must not be repeated blindly was lost: it may
    /// have been carried out.
    #[error("{endpoint}: the answer was lost ({fault}); the call may have been carried out")]
    Unknown {
        endpoint: &'static str,
        fault: Fault,
        #[source]
        source: Source,
    },
    /// WeCom answered, with an error code. Nothing was done.
    #[error("{endpoint}: WeCom refused: {refusal}")]
    Refused {
        endpoint: &'static str,
        refusal: Refusal,
    },
    /// WeCom refused because too much was asked. Asked again only if the block
    /// ends within the wait that [`crate::LimitSettings`] allows: asking during
    /// a block keeps it alive.
    #[error("{endpoint}: WeCom's limit was reached: {refusal}; {advice}")]
    RateLimited {
        endpoint: &'static str,
        refusal: Refusal,
        advice: Advice,
    },
    /// We would pass WeCom's limit and did not ask. Nothing was sent.
    #[error("{endpoint}: WeCom's limit is used up; the turn would come in {wait:?}")]
    Limited {
        endpoint: &'static str,
        /// Until the call could go.
        wait: Duration,
    },
    /// WeCom pushed no suite ticket in the last half hour, or the store that
    /// should have it is gone. Nothing was sent.
    #[error(
        "service/get_suite_token: no suite ticket that is good; WeCom pushes one every ten minutes"
    )]
    NoSuiteTicket {
        #[source]
        source: Option<Source>,
    },
    /// Something answered, but not what WeCom documents. A call that must not
    /// be repeated may have been carried out.
    #[error("{endpoint}: the answer (HTTP {status}) cannot be read: {excerpt}")]
    Unreadable {
        endpoint: &'static str,
        /// 0 when no answer of HTTP is to blame, such as for endless pages.
        status: u16,
        /// The start of the answer, or why it is not shown.
        excerpt: String,
        #[source]
        source: Source,
    },
}

/// What went wrong between us and WeCom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Fault {
    /// No connection came about: nothing was sent.
    #[error("no connection")]
    Connect,
    /// No answer in time.
    #[error("time-out")]
    Timeout,
    /// The connection broke.
    #[error("the connection broke")]
    Broken,
}

/// Whose fault a failure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// The way to WeCom: name, connection, time.
    Network,
    /// Something in between that speaks HTTP, such as a proxy; or WeCom has
    /// changed.
    Http,
    /// The token: it could not be got, or WeCom takes none.
    Token,
    /// We ourselves, so as not to pass a limit.
    OurLimit,
    /// WeCom, or what we asked of it.
    WeCom,
}

impl Error {
    /// WeCom's code, when WeCom gave one.
    #[must_use]
    pub fn code(&self) -> Option<Code> {
        self.refusal().map(|refusal| refusal.code)
    }

    /// What WeCom said, when WeCom refused.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused { refusal, .. } | Self::RateLimited { refusal, .. } => Some(refusal),
            _ => None,
        }
    }

    /// The path without `/cgi-bin/`. `gettoken` when the token was the
    /// trouble, whatever was called.
    #[must_use]
    pub fn endpoint(&self) -> &'static str {
        match self {
            Self::Transport { endpoint, .. }
            | Self::Unknown { endpoint, .. }
            | Self::Refused { endpoint, .. }
            | Self::RateLimited { endpoint, .. }
            | Self::Limited { endpoint, .. }
            | Self::Unreadable { endpoint, .. } => endpoint,
            Self::NoSuiteTicket { .. } => "service/get_suite_token",
        }
    }

    #[must_use]
    pub fn layer(&self) -> Layer {
        match self {
            Self::Transport { .. } | Self::Unknown { .. } => Layer::Network,
            Self::Unreadable { .. } => Layer::Http,
            Self::Limited { .. } => Layer::OurLimit,
            Self::NoSuiteTicket { .. } => Layer::Token,
            Self::Refused { .. } | Self::RateLimited { .. } if self.is_about_a_token() => {
                Layer::Token
            }
            Self::Refused { .. } | Self::RateLimited { .. } => Layer::WeCom,
        }
    }

    /// What the rule book knows of WeCom's code: cause, remedy and admin page,
    /// in Chinese and English. None if WeCom gave no code, or one that is not
    /// in the book.
    #[must_use]
    pub fn explain(&self) -> Option<Explanation> {
        self.code()?.explain()
    }

    fn is_about_a_token(&self) -> bool {
        const TOKENS: [&str; 4] = [
            "gettoken",
            "service/get_suite_token",
            "service/get_corp_token",
            "service/get_provider_token",
        ];
        TOKENS.contains(&self.endpoint())
            || self
                .code()
                .is_some_and(|code| code.is_token_fault() || code.is_suite_token_fault())
    }

    /// Whether the same call can be made again, after a while, without harm.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport { .. }
            | Self::RateLimited { .. }
            | Self::Limited { .. }
            | Self::NoSuiteTicket { .. } => true,
            Self::Refused { refusal, .. } => refusal.code.retry() == Retry::Later,
            Self::Unknown { .. } | Self::Unreadable { .. } => false,
        }
    }

    /// Whether the call may have been carried out although it failed.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        matches!(self, Self::Unknown { .. } | Self::Unreadable { .. })
    }

    /// Whether a login code was wrong, used before or too old: log in again.
    #[must_use]
    pub fn is_login_code_invalid(&self) -> bool {
        matches!(
            self.code(),
            Some(Code::INVALID_LOGIN_CODE | Code::LOGIN_CODE_EXPIRED | Code::LOGIN_CODE_USED)
        )
    }

    /// Blots out what must not be shown, should an answer have repeated it.
    pub(crate) fn blot(&mut self, secret: &str) {
        let text = match self {
            Self::Refused { refusal, .. } | Self::RateLimited { refusal, .. } => {
                &mut refusal.errmsg
            }
            Self::Unreadable { excerpt, .. } => excerpt,
            Self::Transport { .. }
            | Self::Unknown { .. }
            | Self::Limited { .. }
            | Self::NoSuiteTicket { .. } => return,
        };
        if !secret.is_empty() && text.contains(secret) {
            *text = text.replace(secret, "***");
        }
    }
}
