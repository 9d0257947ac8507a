//! The identifiers of server-api.md §1.3, apart from each other.
//!
//! They are opaque: WeCom gives the same customer or group another id to every
//! calling company and provider, so nothing is concluded from their letters.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            #[must_use]
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A company, `ww…` or `wx…`.
    CorpId
);
id!(
    /// A member of the company.
    UserId
);
id!(
    /// A customer, `wm…` (of WeChat) or `wo…` (of WeCom) in the samples.
    ExternalUserId
);
id!(
    /// A customer group, `wr…` in the samples.
    ChatId
);
id!(
    /// An uploaded file. Good for three days, for every app of the company.
    MediaId
);
id!(
    /// A mass-send task, `msg…`.
    MsgId
);
