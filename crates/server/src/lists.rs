//! What WeCom says about members, customers and groups, kept for a short while.
//!
//! A plan may rest on what is kept, a refusal may not: who was just given
//! customer contact, or just added a customer, must not be turned away because
//! of an older answer. So whoever would refuse asks again with [`Trust::Barely`].
//! While WeCom is slow or away, a plan may rest on an answer that is older
//! still, and says so; a newer one is fetched beside it.

mod kept;

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};

pub(crate) use self::kept::Listed;
use self::kept::{Bounds, Kept, Key};
use crate::{
    apps::App,
    config::LimitsConfig,
    wecom::{Named, WecomError},
};

/// How old an answer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// As configured, and older when WeCom does not answer in time.
    Usually,
    /// A few seconds: enough that a person pressing again and again does not
    /// become a call each time.
    Barely,
}

const BARELY: SignedDuration = SignedDuration::from_secs(5);

pub(crate) struct Lists {
    usually: SignedDuration,
    stale: SignedDuration,
    patience: Duration,
    follow_users: Kept<BTreeSet<String>>,
    customer_ids: Kept<BTreeSet<String>>,
    group_ids: Kept<BTreeSet<String>>,
    customers: Kept<Vec<Named>>,
    groups: Kept<Vec<Named>>,
}

type Answer<T> = Result<Listed<T>, WecomError>;

impl Lists {
    pub(crate) fn new(limits: &LimitsConfig) -> Self {
        Self {
            usually: seconds(limits.lists_seconds),
            stale: seconds(limits.stale_lists_seconds),
            patience: Duration::from_millis(limits.patience_ms),
            follow_users: Kept::new(),
            customer_ids: Kept::new(),
            group_ids: Kept::new(),
            customers: Kept::new(),
            groups: Kept::new(),
        }
    }

    /// The members with customer contact, inside the app's visible range.
    pub(crate) async fn follow_users(
        &self,
        app: &Arc<App>,
        trust: Trust,
        now: Timestamp,
    ) -> Answer<BTreeSet<String>> {
        let asking = app.clone();
        let ask = || async move { asking.wecom.follow_users().await };
        self.follow_users
            .get(key(app, ""), self.bounds(trust), now, ask)
            .await
    }

    /// The ids of a member's customers.
    pub(crate) async fn customer_ids(
        &self,
        app: &Arc<App>,
        member: &str,
        trust: Trust,
        now: Timestamp,
    ) -> Answer<BTreeSet<String>> {
        let (asking, of) = (app.clone(), member.to_owned());
        let ask = || async move { asking.wecom.customer_ids(&of).await };
        self.customer_ids
            .get(key(app, member), self.bounds(trust), now, ask)
            .await
    }

    /// The ids of the groups a member owns.
    pub(crate) async fn group_ids(
        &self,
        app: &Arc<App>,
        member: &str,
        trust: Trust,
        now: Timestamp,
    ) -> Answer<BTreeSet<String>> {
        let (asking, of) = (app.clone(), member.to_owned());
        let ask = || async move { asking.wecom.group_ids(&of).await };
        self.group_ids
            .get(key(app, member), self.bounds(trust), now, ask)
            .await
    }

    /// A member's customers, with names.
    pub(crate) async fn customers(
        &self,
        app: &Arc<App>,
        member: &str,
        now: Timestamp,
    ) -> Result<Arc<Vec<Named>>, WecomError> {
        let (asking, of) = (app.clone(), member.to_owned());
        let ask = || async move { asking.wecom.customers(&of).await };
        let listed = self
            .customers
            .get(key(app, member), self.shown(), now, ask)
            .await?;
        Ok(listed.list)
    }

    /// The groups a member owns, with names.
    pub(crate) async fn groups(
        &self,
        app: &Arc<App>,
        member: &str,
        now: Timestamp,
    ) -> Result<Arc<Vec<Named>>, WecomError> {
        let (asking, of) = (app.clone(), member.to_owned());
        let ask = || async move { asking.wecom.groups(&of).await };
        let listed = self
            .groups
            .get(key(app, member), self.shown(), now, ask)
            .await?;
        Ok(listed.list)
    }

    /// Forgets who a member's customers are, or everybody's in the company.
    pub(crate) async fn forget_customers(&self, corpid: &str, member: Option<&str>) {
        let which = |(corp, _, of): &Key| corp == corpid && member.is_none_or(|it| it == of);
        self.customer_ids.forget(which).await;
        self.customers.forget(which).await;
    }

    /// Forgets the groups of everybody in the company.
    pub(crate) async fn forget_groups(&self, corpid: &str) {
        let which = |(corp, ..): &Key| corp == corpid;
        self.group_ids.forget(which).await;
        self.groups.forget(which).await;
    }

    /// Forgets all about a company.
    pub(crate) async fn forget_company(&self, corpid: &str) {
        self.follow_users.forget(|(corp, ..)| corp == corpid).await;
        self.forget_customers(corpid, None).await;
        self.forget_groups(corpid).await;
    }

    fn bounds(&self, trust: Trust) -> Bounds {
        let patience = Some(self.patience);
        match trust {
            Trust::Usually => Bounds {
                fresh: self.usually,
                stale: Some(self.stale),
                patience,
            },
            Trust::Barely => Bounds {
                fresh: self.usually.min(BARELY),
                stale: None,
                patience,
            },
        }
    }

    /// For a list that a person looks at.
    fn shown(&self) -> Bounds {
        Bounds {
            fresh: self.usually,
            stale: None,
            patience: None,
        }
    }
}

fn key(app: &App, member: &str) -> Key {
    (
        app.corpid().to_owned(),
        app.appid().to_owned(),
        member.to_owned(),
    )
}

fn seconds(number: u64) -> SignedDuration {
    SignedDuration::from_secs(i64::try_from(number).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests;
