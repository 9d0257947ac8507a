//! JS-SDK tickets: one per company, one per app, 7200 seconds; 400 requests an hour for a company and 100 for an app
//! (server-api.md §2.3). The limit is printed under the company's ticket only and taken to hold for both.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Chance;
use super::tokens::{SECONDS, after};

const PER_CORP: usize = 400;
const PER_APP: usize = 100;
const HOUR: SignedDuration = SignedDuration::from_hours(1);

#[derive(Debug, Default)]
pub(crate) struct Tickets {
    current: BTreeMap<(String, Option<i64>), Ticket>,
    /// When each app of each company asked, within the last hour.
    asked: BTreeMap<String, Vec<(Timestamp, i64)>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TicketKind {
    /// For `config`.
    Corp,
    /// For `agentConfig`.
    Agent,
}

#[derive(Debug)]
struct Ticket {
    text: String,
    expires: Timestamp,
}

impl Tickets {
    /// The same ticket until it expires, with the seconds it has left; `None` when asked too often.
    pub fn issue(
        &mut self,
        corpid: &str,
        agentid: i64,
        kind: TicketKind,
        now: Timestamp,
        chance: &mut Chance,
    ) -> Option<(String, i64)> {
        let asked = self.asked.entry(corpid.to_owned()).or_default();
        asked.retain(|(at, _)| now < after(*at, HOUR));
        let of_app = asked.iter().filter(|(_, app)| *app == agentid).count();
        if asked.len() >= PER_CORP || of_app >= PER_APP {
            return None;
        }
        asked.push((now, agentid));
        let key = (
            corpid.to_owned(),
            (kind == TicketKind::Agent).then_some(agentid),
        );
        if let Some(ticket) = self.current.get(&key)
            && now < ticket.expires
        {
            let left = ticket.expires.duration_since(now).as_secs();
            return Some((ticket.text.clone(), left));
        }
        let text = chance.letters::<64>();
        let ticket = Ticket {
            text: text.clone(),
            expires: after(now, SignedDuration::from_secs(SECONDS)),
        };
        self.current.insert(key, ticket);
        Some((text, SECONDS))
    }
}
