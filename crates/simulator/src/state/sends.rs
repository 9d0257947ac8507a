//! Mass sends: what members sent to whom, and how it ended for each receiver.

use jiff::Timestamp;

use super::Chance;
use super::quota::{Use, used_up};
use crate::content::Content;
use crate::world::Company;

#[derive(Debug, Default)]
pub(crate) struct Sends {
    all: Vec<Send>,
    uses: Vec<(String, Use)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Receivers {
    Customers,
    Groups,
}

/// One mass send of one member. Those made in the client are personal ones (create_type 1).
#[derive(Clone, Debug)]
pub(crate) struct Send {
    pub msgid: String,
    pub corpid: String,
    pub creator: String,
    pub receivers: Receivers,
    pub content: Content,
    pub at: Timestamp,
    pub results: Vec<(String, Outcome)>,
}

/// What a member confirms.
#[derive(Debug)]
pub(crate) struct Confirmed<'a> {
    pub company: &'a Company,
    pub member: &'a str,
    pub receivers: Receivers,
    pub ids: &'a [String],
    pub content: &'a Content,
}

/// How a send ended for one receiver (server-api.md §6.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Sent,
    /// The customer has removed the member.
    NotFriend,
    /// The receiver already got as many mass sends as the company's rule allows.
    UsedUp {
        until: Timestamp,
    },
}

impl Outcome {
    pub const fn status(self) -> u8 {
        match self {
            Self::Sent => 1,
            Self::NotFriend => 2,
            Self::UsedUp { .. } => 3,
        }
    }
}

impl Sends {
    /// Each receiver gets it, or is skipped without the member being told.
    pub fn send(
        &mut self,
        confirmed: &Confirmed<'_>,
        now: Timestamp,
        chance: &mut Chance,
    ) -> &Send {
        let company = confirmed.company;
        let mut results: Vec<(String, Outcome)> = Vec::with_capacity(confirmed.ids.len());
        for id in confirmed.ids {
            if results.iter().any(|(known, _)| known == id) {
                continue;
            }
            let outcome = self.outcome(company, confirmed.member, id, now);
            if outcome == Outcome::Sent {
                let it = Use {
                    sender: confirmed.member.to_owned(),
                    receiver: id.clone(),
                    at: now,
                };
                self.uses.push((company.corpid.clone(), it));
            }
            results.push((id.clone(), outcome));
        }
        self.all.push(Send {
            msgid: format!("msg{}", chance.letters::<21>()),
            corpid: company.corpid.clone(),
            creator: confirmed.member.to_owned(),
            receivers: confirmed.receivers,
            content: confirmed.content.clone(),
            at: now,
            results,
        });
        &self.all[self.all.len() - 1]
    }

    pub fn of<'a>(&'a self, corpid: &'a str) -> impl Iterator<Item = &'a Send> {
        self.all.iter().filter(move |it| it.corpid == corpid)
    }

    pub fn get(&self, corpid: &str, msgid: &str) -> Option<&Send> {
        self.all
            .iter()
            .find(|it| it.corpid == corpid && it.msgid == msgid)
    }

    fn outcome(&self, company: &Company, creator: &str, id: &str, now: Timestamp) -> Outcome {
        if company
            .customer(id)
            .is_some_and(|it| !it.is_friend_of(creator))
        {
            return Outcome::NotFriend;
        }
        let uses = self
            .uses
            .iter()
            .filter(|(corpid, _)| *corpid == company.corpid)
            .map(|(_, it)| it);
        match used_up(uses, company.quota, creator, id, now) {
            Some(until) => Outcome::UsedUp { until },
            None => Outcome::Sent,
        }
    }
}
