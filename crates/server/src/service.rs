//! What the endpoints work with.

use std::sync::Arc;

use jiff::Timestamp;
use wecom_share_rules::quota::{Period, Rule, Use};
use wecom_share_store::{ImageStore, Store};

use crate::{
    Clock,
    apps::Apps,
    callbacks::{Bell, Doors},
    config::Config,
    door::Door,
    fetch::Fetcher,
    http::{Caller, PerMinute},
    ids::Ids,
    intake::Intake,
    ledger::Ledger,
    links::Links,
    lists::Lists,
    picture::Workshop,
    problem::Problem,
    shown::Shown,
};

/// Everything an endpoint may need.
pub(crate) struct Service {
    pub(crate) config: Config,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Ids,
    pub(crate) store: Arc<Store>,
    pub(crate) apps: Apps,
    pub(crate) lists: Lists,
    pub(crate) doors: Doors,
    /// Rung when a callback was written down.
    pub(crate) bell: Bell,
    pub(crate) images: ImageStore,
    pub(crate) shown: Shown,
    pub(crate) door: Door,
    pub(crate) workshop: Workshop,
    pub(crate) intake: Intake,
    pub(crate) ledger: Ledger,
    pub(crate) links: Links,
    pub(crate) fetcher: Fetcher,
    /// Attempts of people without a session.
    pub(crate) logins: PerMinute,
    pub(crate) openings: PerMinute,
}

impl Service {
    /// The frequency rule of the caller's company, as configured.
    pub(crate) fn quota_rule(&self, caller: &Caller) -> Rule {
        let quota = caller.app.quota().unwrap_or(self.config.quota);
        Rule {
            mode: quota.mode,
            count: quota.count,
        }
    }

    /// The uses of these receivers that may count now.
    pub(crate) async fn quota_uses(
        &self,
        caller: &Caller,
        receivers: &[String],
        now: Timestamp,
    ) -> Result<Vec<Use>, Problem> {
        if receivers.is_empty() {
            return Ok(Vec::new());
        }
        let since = Period::around(now, self.quota_rule(caller).mode).start;
        let uses = self
            .store
            .quota_uses(caller.app.corpid(), receivers, since)
            .await
            .map_err(|error| Problem::internal(&error))?;
        Ok(uses
            .into_iter()
            .map(|used| Use {
                sender: used.member,
                receiver: used.receiver,
                at: used.at,
            })
            .collect())
    }
}
