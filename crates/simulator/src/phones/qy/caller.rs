//! Who calls, and the gates in front of every call (client-api.md §1, P3 to P6).

use jiff::Timestamp;
use serde_json::Value;

use super::spelling::Said;
use crate::shared::Shared;
use crate::state::{Entry, Phone, State};
use crate::world::{App, Company, Member};

#[derive(Debug)]
pub(super) struct Caller<'a> {
    pub shared: &'a Shared,
    pub state: &'a mut State,
    pub company: &'a Company,
    pub app: &'a App,
    pub member: &'a Member,
    pub phone: &'a Phone,
    pub now: Timestamp,
    pub params: &'a Value,
    pub page: &'a str,
}

impl Caller<'_> {
    pub fn appid(&self) -> &str {
        self.app.appid.as_deref().unwrap_or_default()
    }

    /// P3: wx.qy.login ran and the server exchanged its code.
    pub fn session(&self) -> Result<(), Said> {
        let session = self.state.logins.session(
            &self.company.corpid,
            &self.member.userid,
            self.appid(),
            self.now,
        );
        if session.is_some() {
            return Ok(());
        }
        Err(Said::inferred(
            &self.shared.unknown.no_session,
            "没有登录态：wx.qy.login 的 code 还没有由服务器换过，或登录态已过期",
            "no session: the server has not exchanged a wx.qy.login code, or the session has ended",
        ))
    }

    /// P7: the mini program was opened where the call needs it to be.
    pub fn entry(&self, allowed: &[Entry]) -> Result<(), Said> {
        if allowed.contains(&self.phone.entry) {
            return Ok(());
        }
        Err(Said::fail(
            "without context of external contact",
            "不是从这个接口要求的入口打开的",
            "not opened from an entry this call needs",
        ))
    }

    /// P4, with the words documented for calls that are no share calls.
    pub fn range(&self) -> Result<(), Said> {
        if self.app.sees(&self.member.userid) {
            return Ok(());
        }
        Err(Said::inferred(
            "user not in allow list",
            "成员不在应用的可见范围",
            "the member is outside the app's visible range",
        ))
    }

    /// P4, P5 and P6 for the customer-contact family: all three say `no permission` (client-api.md §8.2 a, b, c).
    pub fn customer_contact(&self) -> Result<(), Said> {
        let name = &self.member.name;
        let app = &self.app.name;
        if !self.app.sees(&self.member.userid) {
            return Err(Said::fail(
                "no permission",
                format!("{name} 不在「{app}」的可见范围"),
                format!("{name} is outside the visible range of {app}"),
            ));
        }
        if !self.member.customer_contact {
            return Err(Said::fail(
                "no permission",
                format!("{name} 不在客户联系的使用范围"),
                format!("{name} does not have customer contact"),
            ));
        }
        if !self.app.customer_contact {
            return Err(Said::fail(
                "no permission",
                format!("「{app}」不在客户联系的可调用接口的应用里"),
                format!("{app} may not call customer-contact APIs"),
            ));
        }
        Ok(())
    }

    /// A text among the parameters; empty when absent.
    pub fn text(&self, name: &str) -> &str {
        text(self.params, name)
    }
}

pub(super) fn text<'a>(params: &'a Value, name: &str) -> &'a str {
    params.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The texts of a list; anything else in it is passed over.
pub(super) fn texts(params: &Value, name: &str) -> Vec<String> {
    params
        .get(name)
        .and_then(Value::as_array)
        .map(|list| {
            list.iter()
                .filter_map(|it| it.as_str().map(str::to_owned))
                .collect()
        })
        .unwrap_or_default()
}
