//! How WeCom says no: HTTP 200, a code, and a text of a documented shape (server-api.md §1.1).

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::state::Chance;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    pub code: i32,
    pub reason: Cow<'static, str>,
}

impl Refusal {
    pub const fn new(code: i32, reason: &'static str) -> Self {
        Self {
            code,
            reason: Cow::Borrowed(reason),
        }
    }

    /// 40058: an invalid, over-long or empty parameter.
    pub const fn parameter() -> Self {
        Self::new(40058, "invalid Request Parameter")
    }

    /// 40063: a required parameter is missing.
    pub const fn missing() -> Self {
        Self::new(40063, "some parameters are empty")
    }

    pub const fn member_unknown() -> Self {
        Self::new(60111, "userid not found")
    }

    pub const fn member_out_of_range() -> Self {
        Self::new(60011, "no privilege to access/modify contact/party/agent")
    }

    /// `{"errcode", "errmsg"}` with hint, caller and link. The caller is always this machine: the stand-in is reached
    /// over loopback.
    pub fn body(&self, wrong_json: bool, now: Timestamp, chance: &mut Chance) -> Value {
        let warning = if wrong_json {
            ". Warning: wrong json format. "
        } else {
            ""
        };
        let hint = format!("{}_1_{}", now.as_second(), chance.hex::<16>());
        json!({
            "errcode": self.code,
            "errmsg": format!(
                "{}{warning}, hint: [{hint}], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e={}",
                self.reason, self.code
            ),
        })
    }
}
