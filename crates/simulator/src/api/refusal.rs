//! How WeCom says no: HTTP 200, a code, and a text of a documented shape (server-api.md §1.1).

use std::borrow::Cow;
use std::net::IpAddr;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::state::Chance;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Refusal {
    pub code: i32,
    pub reason: Cow<'static, str>,
    /// A field beside the two, where an error is documented with one.
    pub with: Option<(&'static str, Value)>,
}

impl Refusal {
    pub const fn new(code: i32, reason: &'static str) -> Self {
        Self {
            code,
            reason: Cow::Borrowed(reason),
            with: None,
        }
    }

    /// With a text that is made when it is needed.
    pub const fn said(code: i32, reason: String) -> Self {
        Self {
            code,
            reason: Cow::Owned(reason),
            with: None,
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

    /// 45009: too often.
    pub const fn frequency() -> Self {
        Self::new(45009, "api freq out of limit")
    }

    /// 41035
    pub const fn customer_missing() -> Self {
        Self::new(41035, "missing external userid")
    }

    /// 40096: another subject's id, or none at all.
    pub const fn customer_invalid() -> Self {
        Self::new(40096, "invalid external userid")
    }

    /// 84061: known, but not this member's.
    pub const fn not_external_contact() -> Self {
        Self::new(84061, "not external contact")
    }

    /// 701008: every member in question lacks an interop license.
    pub const fn unlicensed() -> Self {
        Self::new(701_008, "no interop license")
    }

    /// `{"errcode", "errmsg"}` with hint, caller and link.
    pub fn body(&self, wrong_json: bool, ip: IpAddr, now: Timestamp, chance: &mut Chance) -> Value {
        let warning = if wrong_json {
            ". Warning: wrong json format. "
        } else {
            ""
        };
        let hint = format!("{}_1_{}", now.as_second(), chance.hex::<16>());
        let mut body = json!({
            "errcode": self.code,
            "errmsg": format!(
                "{}{warning}, hint: [{hint}], from ip: {ip}, more info at https://open.work.weixin.qq.com/devtool/query?e={}",
                self.reason, self.code
            ),
        });
        if let Some((name, value)) = &self.with {
            body[name] = value.clone();
        }
        body
    }
}
