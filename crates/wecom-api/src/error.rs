//! How a call can end other than well.

use std::sync::Arc;

use thiserror::Error;

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
    /// WeCom refused because too much was asked. Not repeated by the client:
    /// doing so keeps the block alive.
    #[error("{endpoint}: WeCom's limit was reached: {refusal}; {advice}")]
    RateLimited {
        endpoint: &'static str,
        refusal: Refusal,
        advice: Advice,
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
    /// The way to WeCom.
    Transport,
    /// WeCom, or what we asked of it.
    WeCom,
    /// What came back: perhaps from a proxy, perhaps WeCom changed.
    Answer,
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
            | Self::Unreadable { endpoint, .. } => endpoint,
        }
    }

    #[must_use]
    pub fn layer(&self) -> Layer {
        match self {
            Self::Transport { .. } | Self::Unknown { .. } => Layer::Transport,
            Self::Refused { .. } | Self::RateLimited { .. } => Layer::WeCom,
            Self::Unreadable { .. } => Layer::Answer,
        }
    }

    /// Whether the same call can be made again, after a while, without harm.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport { .. } | Self::RateLimited { .. } => true,
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
            Self::Transport { .. } | Self::Unknown { .. } => return,
        };
        if !secret.is_empty() && text.contains(secret) {
            *text = text.replace(secret, "***");
        }
    }
}
