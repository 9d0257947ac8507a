//! How the suite's calls name a company that installed it.

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;

use crate::{Body, CorpId};

pub(super) fn installed(auth_corpid: &CorpId, permanent_code: &SecretString) -> Body {
    Body::json(&json!({
        "auth_corpid": auth_corpid,
        "permanent_code": permanent_code.expose_secret(),
    }))
}
