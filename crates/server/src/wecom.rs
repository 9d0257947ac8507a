//! What this server asks of WeCom, in its own words; the calls are `wecom-api`'s.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use axum::body::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use secrecy::SecretString;
use serde_json::{Value, json};
use thiserror::Error;
use wecom_api::{
    AppClient, AppCredentials, Client, Code, Refusal,
    externalcontact::{
        batch_get_by_user, get_follow_user_list, groupchat_get, groupchat_list, list,
    },
    media::{upload, uploadimg},
    miniprogram::jscode2session,
};

use crate::{
    codes,
    config::AppConfig,
    problem::{Problem, with_sources},
};

/// The connection of one app.
#[derive(Debug)]
pub(crate) struct Wecom {
    app: AppClient,
}

/// A customer or a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// Who logged in.
pub(crate) struct Member {
    pub(crate) corpid: String,
    pub(crate) userid: String,
}

/// WeCom did not give what was asked for.
#[derive(Debug, Clone, Error)]
pub(crate) enum WecomError {
    #[error("WeCom cannot be reached or is not understood")]
    Unreachable(#[source] Arc<dyn std::error::Error + Send + Sync>),
    /// Asking would have passed WeCom's own limit, so it was not asked.
    #[error("WeCom was not asked: its limit is used up for {wait:?}")]
    Limited { wait: Duration },
    /// A suite's token was wanted, and WeCom has pushed no ticket for it.
    #[error("WeCom was not asked: it has pushed no suite_ticket in the last half hour")]
    NoSuiteTicket(#[source] Arc<dyn std::error::Error + Send + Sync>),
    /// The answer to a call that must not be repeated blindly was lost.
    #[error("WeCom may have done it or not")]
    Unknown(#[source] Arc<dyn std::error::Error + Send + Sync>),
    #[error("WeCom refused with errcode {errcode}")]
    Refused {
        errcode: i64,
        errmsg: String,
        /// The number that WeCom's support asks for.
        hint: Option<String>,
        /// When trying again can help, if it is only a matter of waiting.
        wait: Option<Duration>,
    },
}

/// Whether a call that failed may have been carried out all the same.
pub(crate) fn may_have_happened(error: &WecomError) -> bool {
    match error {
        WecomError::Refused { .. } | WecomError::Limited { .. } | WecomError::NoSuiteTicket(_) => {
            false
        }
        WecomError::Unknown(_) => true,
        WecomError::Unreachable(source) => source
            .downcast_ref::<wecom_api::Error>()
            .is_none_or(wecom_api::Error::may_have_happened),
    }
}

impl WecomError {
    pub(crate) fn errcode(&self) -> Option<i64> {
        match self {
            Self::Unreachable(_)
            | Self::Unknown(_)
            | Self::Limited { .. }
            | Self::NoSuiteTicket(_) => None,
            Self::Refused { errcode, .. } => Some(*errcode),
        }
    }

    /// What may be shown of it.
    pub(crate) fn raw(&self) -> Value {
        match self {
            Self::Unreachable(_)
            | Self::Unknown(_)
            | Self::Limited { .. }
            | Self::NoSuiteTicket(_) => Value::Null,
            Self::Refused {
                errcode, errmsg, ..
            } => json!({ "errcode": errcode, "errmsg": errmsg }),
        }
    }
}
/// How many groups are asked about at the same time.
const GROUPS_AT_A_TIME: usize = 8;

impl Wecom {
    pub(crate) fn new(client: &Client, app: &AppConfig, secret: SecretString) -> Self {
        Self {
            app: client.app(AppCredentials {
                corpid: app.corpid.as_str().into(),
                agentid: app.agentid,
                secret,
            }),
        }
    }

    /// Exchanges the code of `wx.qy.login`.
    pub(crate) async fn login(&self, code: &str) -> Result<Member, WecomError> {
        let session = self.app.call(&jscode2session::Request::new(code)).await?;
        Ok(Member {
            corpid: session.corpid.to_string(),
            userid: session.userid.to_string(),
        })
    }

    /// The members with customer contact, inside the app's visible range.
    pub(crate) async fn follow_users(&self) -> Result<BTreeSet<String>, WecomError> {
        let request = get_follow_user_list::Request::new();
        let answer = self.app.call(&request).await?;
        Ok(answer.follow_user.iter().map(ToString::to_string).collect())
    }

    /// The ids of a member's customers.
    pub(crate) async fn customer_ids(&self, member: &str) -> Result<BTreeSet<String>, WecomError> {
        match self.app.call(&list::Request::new(member)).await {
            Ok(answer) => Ok(answer
                .external_userid
                .iter()
                .map(ToString::to_string)
                .collect()),
            // Whether this means "no customers" is not documented
            // (server-api.md §4.2); it cannot mean that there are some.
            Err(error) if error.code() == Some(Code::NOT_EXTERNAL_CONTACT) => Ok(BTreeSet::new()),
            Err(error) => Err(error.into()),
        }
    }

    /// The ids of the groups a member owns.
    pub(crate) async fn group_ids(&self, member: &str) -> Result<BTreeSet<String>, WecomError> {
        let groups = self.owned_groups(member).await?;
        Ok(groups.into_iter().collect())
    }

    /// A member's customers, with names.
    pub(crate) async fn customers(&self, member: &str) -> Result<Vec<Named>, WecomError> {
        let request = batch_get_by_user::Request::new([member]);
        match self.app.all(request).await {
            Ok(customers) => Ok(customers
                .into_iter()
                .map(|customer| Named {
                    id: customer.external_contact.external_userid.to_string(),
                    name: customer.external_contact.name,
                })
                .collect()),
            Err(error) if error.code() == Some(Code::NOT_EXTERNAL_CONTACT) => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
    }

    /// The groups a member owns, with names.
    pub(crate) async fn groups(&self, member: &str) -> Result<Vec<Named>, WecomError> {
        let ids = self.owned_groups(member).await?;
        stream::iter(ids)
            .map(async |id| {
                let request = groupchat_get::Request::new(id.as_str());
                let name = self.app.call(&request).await?.group_chat.name;
                Ok(Named { id, name })
            })
            .buffered(GROUPS_AT_A_TIME)
            .try_collect()
            .await
    }

    /// Sends a picture and returns its link.
    pub(crate) async fn upload_image(&self, bytes: Bytes) -> Result<String, WecomError> {
        let request = uploadimg::Request::new("image.jpg", "image/jpeg", bytes);
        Ok(self.app.call(&request).await?.url)
    }

    /// Sends a file and returns its media id, and when it was made.
    pub(crate) async fn upload_media(
        &self,
        kind: upload::Kind,
        name: &str,
        bytes: Bytes,
    ) -> Result<(String, Timestamp), WecomError> {
        let content_type = match kind {
            upload::Kind::Image => "image/jpg",
            upload::Kind::Video => "video/mp4",
            _ => "application/octet-stream",
        };
        let request = upload::Request::new(kind, name, content_type, bytes);
        let answer = self.app.call(&request).await?;
        let made = Timestamp::from_second(answer.created_at).unwrap_or(Timestamp::MIN);
        Ok((answer.media_id.to_string(), made))
    }

    async fn owned_groups(&self, member: &str) -> Result<Vec<String>, WecomError> {
        let request = groupchat_list::Request::owned_by([member]);
        let groups = self.app.all(request).await?;
        Ok(groups
            .into_iter()
            .map(|group| group.chat_id.to_string())
            .collect())
    }
}

impl From<wecom_api::Error> for WecomError {
    fn from(error: wecom_api::Error) -> Self {
        use wecom_api::Error;
        match error {
            Error::Refused { refusal, .. } => Self::refused(&refusal, None),
            Error::RateLimited {
                refusal, advice, ..
            } => Self::refused(&refusal, Some(advice.wait)),
            Error::Limited { wait, .. } => Self::Limited { wait },
            lost @ Error::Unknown { .. } => Self::Unknown(Arc::new(lost)),
            none @ Error::NoSuiteTicket { .. } => Self::NoSuiteTicket(Arc::new(none)),
            other => Self::Unreachable(Arc::new(other)),
        }
    }
}

impl WecomError {
    fn refused(refusal: &Refusal, wait: Option<Duration>) -> Self {
        Self::Refused {
            errcode: refusal.code.0,
            errmsg: reason(refusal).to_owned(),
            hint: refusal.hint.as_deref().map(str::to_owned),
            wait,
        }
    }
}

/// WeCom's text without what follows its reason: the hint has a place of its
/// own, and the address we call from is nobody's business outside
/// (server-api.md §1.1).
fn reason(refusal: &Refusal) -> &str {
    let text = refusal.errmsg.as_str();
    let end = [", hint:", ", from ip:", ", more info at"]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min();
    let text = &text[..end.unwrap_or(text.len())];
    match refusal.ip.as_deref() {
        Some(ip) if text.contains(ip) => "",
        _ => text,
    }
}

impl From<WecomError> for Problem {
    fn from(error: WecomError) -> Self {
        let (errcode, hint, wait) = match &error {
            WecomError::Unreachable(_) => {
                tracing::warn!(error = with_sources(&error), "WeCom did not answer");
                return codes::Code::WecomUnreachable.into();
            }
            WecomError::Limited { wait } => {
                tracing::warn!(error = with_sources(&error), "WeCom's limit");
                // Not a second too early.
                let seconds = wait.as_secs_f64().ceil().to_string();
                return Self::filled(codes::Code::WecomLimited, &[("seconds", &seconds)])
                    .retry_after(&seconds);
            }
            WecomError::NoSuiteTicket(_) => {
                tracing::warn!(error = with_sources(&error), "no suite ticket");
                return codes::Code::WecomNoSuiteTicket.into();
            }
            WecomError::Unknown(_) => {
                tracing::warn!(error = with_sources(&error), "WeCom's answer was lost");
                return codes::Code::WecomUnknown.into();
            }
            WecomError::Refused {
                errcode,
                hint,
                wait,
                ..
            } => (errcode, hint, wait),
        };
        tracing::warn!(errcode, hint, "WeCom refused");
        let number = errcode.to_string();
        let problem = Self::filled(codes::Code::WecomRefused, &[("errcode", &number)])
            .with("raw", error.raw());
        let problem = match hint {
            Some(hint) => problem.with("hint", hint),
            None => problem,
        };
        let problem = match wait {
            Some(wait) => problem.retry_after(&wait.as_secs().to_string()),
            None => problem,
        };
        let Some(known) = Code(*errcode).explain() else {
            return problem;
        };
        let problem = problem
            .with("cause", &known.cause)
            .with("remedy", &known.remedy);
        let problem = match &known.page {
            Some(page) => problem.with("page", page),
            None => problem,
        };
        if known.causes.is_empty() {
            return problem;
        }
        problem.with("causes", &known.causes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_was_held_back_says_until_when_and_that_nothing_was_sent() {
        let held = WecomError::from(wecom_api::Error::Limited {
            endpoint: "externalcontact/list",
            wait: Duration::from_millis(41_200),
        });
        assert!(!may_have_happened(&held));
        let told = format!("{:?}", Problem::from(held));
        assert!(told.contains("wecom_limited"), "{told}");
        assert!(told.contains("42"), "{told}");
    }

    #[test]
    fn a_suite_without_a_ticket_is_told_as_that_and_not_as_unreachable() {
        let none = WecomError::from(wecom_api::Error::NoSuiteTicket { source: None });
        assert!(!may_have_happened(&none));
        let told = format!("{:?}", Problem::from(none));
        assert!(told.contains("wecom_no_suite_ticket"), "{told}");
        assert!(told.contains("指令回调"), "{told}");
    }
}
