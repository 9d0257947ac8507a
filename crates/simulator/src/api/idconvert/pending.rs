//! pending_id: what a provider knows somebody by who is nobody's customer yet (server-api.md §10.2, page 97108).

use sha2::{Digest as _, Sha256};

use crate::api::Caller;

/// The same for the same person and provider; cannot be used as an external_userid. WeCom's ends after 90 days, when it
/// is to be asked for again; this one does not change.
pub(super) fn pending_id(caller: &Caller<'_>, person: &str) -> String {
    let provider = caller.provider.map_or("", |(it, _)| it.corpid.as_str());
    let hash = Sha256::digest(format!("pending\0{provider}\0{person}"));
    format!("pd{}", hex::encode(&hash[..16]))
}
