//! What a suite's command URL is told: its tickets and who authorises it (server-api.md §10.1).

use super::event::{Field, written};
use super::{Callbacks, Receiver};
use crate::shared::Shared;
use crate::world::Suite;

impl Callbacks {
    /// Sends every suite its ticket if it has a new one: every ten minutes of the world's time.
    pub(super) fn push_tickets(&self, shared: &Shared) {
        let world = shared.world();
        let suites = world.providers.iter().flat_map(|it| &it.suites);
        for suite in suites.filter(|it| it.callback.is_some()) {
            let ticket = {
                let state = &mut *shared.state();
                state
                    .suites
                    .ticket(&suite.id, shared.clock.now(), &mut state.chance)
            };
            if self.is_new_ticket(&suite.id, &ticket) {
                let fields = vec![("SuiteTicket", Field::Text(ticket))];
                self.tell_suite(shared, suite, "suite_ticket", fields);
            }
        }
    }

    /// `create_auth`: a company's administrator has agreed.
    pub fn authorised(&self, shared: &Shared, suite: &Suite, code: &str, state: Option<&str>) {
        let mut fields = vec![("AuthCode", Field::from(code))];
        fields.extend(state.map(|it| ("State", Field::from(it))));
        self.tell_suite(shared, suite, "create_auth", fields);
    }

    /// `change_auth`: the company has changed what the suite may do or see.
    pub fn authorisation_changed(
        &self,
        shared: &Shared,
        suite: &Suite,
        corpid: &str,
        state: Option<&str>,
    ) {
        let mut fields = vec![("AuthCorpId", Field::from(corpid))];
        fields.extend(state.map(|it| ("State", Field::from(it))));
        self.tell_suite(shared, suite, "change_auth", fields);
    }

    /// `cancel_auth`: the company has removed the suite's app.
    pub fn authorisation_cancelled(&self, shared: &Shared, suite: &Suite, corpid: &str) {
        let fields = vec![("AuthCorpId", Field::from(corpid))];
        self.tell_suite(shared, suite, "cancel_auth", fields);
    }

    fn tell_suite(
        &self,
        shared: &Shared,
        suite: &Suite,
        info: &'static str,
        more: Vec<(&'static str, Field)>,
    ) {
        let Some(receiver) = Receiver::suite(suite) else {
            return;
        };
        let mut fields: Vec<(&str, Field)> = vec![
            ("SuiteId", suite.id.as_str().into()),
            ("InfoType", info.into()),
            ("TimeStamp", Field::Number(shared.clock.now().as_second())),
        ];
        fields.extend(more);
        let message = written(receiver.callback.format, &fields);
        let strike = shared.faults.callback(info);
        self.add(receiver, info, "", message, &strike, shared.clock.now());
    }
}
