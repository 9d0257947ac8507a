//! WeCom's error codes, as far as this client or its users decide by them.
//! Meanings: server-api.md §11, page 90313 (2026/01/09).

use std::fmt;

use wecom_share_rules::{
    book::{self, Runtime},
    errors::{Explanation, UNKNOWN, explain},
    host::Platform,
};

/// An `errcode`. The list is open: WeCom has over 1,500 of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(pub i64);

/// What WeCom's table says about trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// Mend the cause first.
    No,
    /// Once, with a fresh token, ticket or pre-authorisation code. For what
    /// [`Code::is_token_fault`] tells the client has done so already.
    FreshToken,
    /// After a while.
    Later,
}

impl Code {
    /// System busy.
    pub const BUSY: Self = Self(-1);
    /// A wrong secret at gettoken; elsewhere a token that is no longer good.
    pub const INVALID_SECRET: Self = Self(40001);
    pub const INVALID_USERID: Self = Self(40003);
    pub const INVALID_MEDIA_ID: Self = Self(40007);
    pub const INVALID_CORPID: Self = Self(40013);
    pub const INVALID_TOKEN: Self = Self(40014);
    /// A login code that was used twice or is older than five minutes.
    pub const INVALID_LOGIN_CODE: Self = Self(40029);
    pub const INVALID_SUITE_TOKEN: Self = Self(40082);
    /// The id of a customer as another company or provider knows it.
    pub const INVALID_EXTERNAL_USERID: Self = Self(40096);
    /// A broken picture, or a size that differs from the declared one.
    pub const BROKEN_IMAGE: Self = Self(40123);
    pub const MEDIA_EXPIRED: Self = Self(40145);
    pub const MISSING_TOKEN: Self = Self(41001);
    /// A mass message that is still being dispatched.
    pub const BEING_DISPATCHED: Self = Self(41063);
    pub const TOKEN_EXPIRED: Self = Self(42001);
    pub const LOGIN_CODE_EXPIRED: Self = Self(42003);
    pub const PRE_AUTH_CODE_EXPIRED: Self = Self(42007);
    pub const SUITE_TOKEN_EXPIRED: Self = Self(42009);
    /// A JS-SDK ticket of the wrong kind or app, or one that is no longer good.
    pub const UNUSABLE_TICKET: Self = Self(42012);
    pub const LOGIN_CODE_USED: Self = Self(42022);
    pub const RATE_LIMIT: Self = Self(45009);
    pub const TOO_MANY_CONCURRENT: Self = Self(45033);
    pub const CONCURRENT_CONFLICT: Self = Self(45035);
    pub const ABNORMAL_VOLUME: Self = Self(45036);
    /// The app lacks the right to this API.
    pub const API_FORBIDDEN: Self = Self(48002);
    pub const MEMBER_OUT_OF_SCOPE: Self = Self(50002);
    pub const APP_DISABLED: Self = Self(50003);
    pub const NO_RIGHT_ON_MEMBER: Self = Self(60011);
    /// The caller's address is not in 企业可信IP.
    pub const IP_NOT_TRUSTED: Self = Self(60020);
    pub const UNKNOWN_MEMBER: Self = Self(60111);
    /// groupchat/list without owners while over 1,000 members are in range.
    pub const TOO_MANY_OWNERS: Self = Self(81017);
    pub const NOT_EXTERNAL_CONTACT: Self = Self(84061);
    pub const NO_EXTERNAL_CONTACT_RIGHT: Self = Self(84074);

    /// What the rule book knows of it: cause, remedy and admin page, in Chinese
    /// and English. None if it is not in the book.
    #[must_use]
    pub fn explain(self) -> Option<Explanation> {
        let number = self.to_string();
        let known = explain(Runtime::Server, Platform::Unknown, "", number.as_str());
        (known.code != UNKNOWN).then_some(known)
    }

    /// Whether a fresh token is the documented remedy.
    #[must_use]
    pub const fn is_token_fault(self) -> bool {
        matches!(
            self,
            Self::INVALID_SECRET | Self::INVALID_TOKEN | Self::TOKEN_EXPIRED
        )
    }

    /// The same for a suite's token.
    #[must_use]
    pub const fn is_suite_token_fault(self) -> bool {
        matches!(self, Self::INVALID_SUITE_TOKEN | Self::SUITE_TOKEN_EXPIRED)
    }

    /// Whether WeCom says that too much was asked at once or in a while.
    #[must_use]
    pub const fn is_rate_limit(self) -> bool {
        matches!(
            self,
            Self::RATE_LIMIT
                | Self::TOO_MANY_CONCURRENT
                | Self::CONCURRENT_CONFLICT
                | Self::ABNORMAL_VOLUME
        )
    }

    /// What the rule book says: the column "Retry" of server-api.md §11, and 92002,
    /// which that table has not. What the book does not know is not tried again.
    #[must_use]
    pub fn retry(self) -> Retry {
        let known = book::errors().server(self.0);
        known.map_or(Retry::No, |row| match row.retry {
            book::Retry::No => Retry::No,
            book::Retry::Once => Retry::FreshToken,
            book::Retry::Later => Retry::Later,
        })
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whether_to_try_again_is_what_the_rule_book_says() {
        // Of server-api.md §11, and one that was only seen.
        for (number, retry) in [
            (-1, Retry::Later),
            (40001, Retry::FreshToken),
            (42001, Retry::FreshToken),
            (42007, Retry::FreshToken),
            (45009, Retry::Later),
            (48002, Retry::No),
            (92002, Retry::FreshToken),
            (123_456, Retry::No),
        ] {
            assert_eq!(Code(number).retry(), retry, "{number}");
        }
        // A code that the client mends by itself is one that a fresh token mends.
        for row in &book::errors().server {
            let code = Code(row.number);
            if code.is_token_fault() || code.is_suite_token_fault() {
                assert_eq!(code.retry(), Retry::FreshToken, "{code}");
            }
            if code.is_rate_limit() {
                assert_eq!(code.retry(), Retry::Later, "{code}");
            }
        }
    }
}
