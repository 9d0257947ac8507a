//! Ids as the one who asks sees them (server-api.md §1.3): a company's own apps see the plain ids, each service provider
//! sees ids of its own, and neither can use the other's.
//!
//! A provider's id is made from the plain one by a key of (provider, company) and can be turned back, so nothing has to
//! be kept. What WeCom's ids are made of is not known; nobody may rely on how these look.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject<'a> {
    /// The company itself.
    Corp,
    /// A provider, looking at one company.
    Provider { provider: &'a str, corpid: &'a str },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdKind {
    Corp,
    Member,
    Customer,
    Group,
}

impl IdKind {
    /// `wp…`, `wo…`, `wm…`, `wr…` as in the pages' samples.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Corp => "wp",
            Self::Member => "wo",
            Self::Customer => "wm",
            Self::Group => "wr",
        }
    }
}

impl Subject<'_> {
    /// The plain id as this subject sees it.
    pub fn shown<'b>(&self, kind: IdKind, plain: &'b str) -> Cow<'b, str> {
        match self {
            Self::Corp => Cow::Borrowed(plain),
            Self::Provider { .. } => {
                let hidden = self.turned(kind, plain.as_bytes());
                Cow::Owned(format!(
                    "{}{}",
                    kind.prefix(),
                    URL_SAFE_NO_PAD.encode(hidden)
                ))
            }
        }
    }

    /// The plain id behind one this subject gives; `None` when it cannot be one of its ids. Whether it names anybody is
    /// for the world to say.
    pub fn plain<'b>(&self, kind: IdKind, given: &'b str) -> Option<Cow<'b, str>> {
        match self {
            Self::Corp => Some(Cow::Borrowed(given)),
            Self::Provider { .. } => {
                let hidden = URL_SAFE_NO_PAD
                    .decode(given.strip_prefix(kind.prefix())?)
                    .ok()?;
                String::from_utf8(self.turned(kind, &hidden))
                    .ok()
                    .map(Cow::Owned)
            }
        }
    }

    /// Turned there, or back.
    fn turned(&self, kind: IdKind, bytes: &[u8]) -> Vec<u8> {
        let (provider, corpid) = match self {
            Self::Corp => ("", ""),
            // The provider's name for a company is the same from wherever it looks.
            Self::Provider { provider, .. } if kind == IdKind::Corp => (*provider, ""),
            Self::Provider { provider, corpid } => (*provider, *corpid),
        };
        let mut turned = Vec::with_capacity(bytes.len());
        for (block, chunk) in bytes.chunks(32).enumerate() {
            let key = Sha256::digest(format!("{provider}\0{corpid}\0{}\0{block}", kind.prefix()));
            turned.extend(chunk.iter().zip(key).map(|(byte, key)| byte ^ key));
        }
        turned
    }
}
