//! Mass sends: what is to be sent to whom, which members have confirmed, and how it ended for each receiver
//! (server-api.md §6).
//!
//! A send made in the client is one task, confirmed when it comes into being. A send made by the API is a task for each
//! of its senders, and nothing is sent before a member confirms:
//!
//! ```text
//! waiting ──confirm──▶ confirmed (each receiver: sent, no friend, used up)
//!    └──decline─────▶ declined    (nobody gets anything; questions still answer "not sent")
//! ```
//! A cancelled send keeps what was confirmed and lets nobody confirm any more.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Chance;
use super::quota::{Use, used_up};
use super::tokens::after;
use crate::content::Content;
use crate::world::Company;

const REMINDERS: usize = 3;
const REMINDED_WITHIN: SignedDuration = SignedDuration::from_hours(24);

#[derive(Debug, Default)]
pub(crate) struct Sends {
    all: Vec<Send>,
    /// Places in `all`, by msgid.
    places: BTreeMap<String, usize>,
    /// What reached whom, by company and receiver.
    uses: BTreeMap<(String, String), Vec<Use>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Receivers {
    Customers,
    Groups,
}

#[derive(Clone, Debug)]
pub(crate) struct Send {
    pub msgid: String,
    pub corpid: String,
    pub origin: Origin,
    pub receivers: Receivers,
    pub content: Content,
    pub at: Timestamp,
    pub tasks: Vec<Task>,
}

#[derive(Clone, Debug)]
pub(crate) enum Origin {
    /// A member, in the client: a personal send (create_type 1).
    Member(String),
    /// The API (create_type 0).
    Api(Api),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Api {
    /// The member may choose other customers than those of the task.
    pub allow_select: bool,
    cancelled: bool,
    reminded: Vec<Timestamp>,
    /// Its members have it, whatever the time.
    handed: bool,
}

/// One member's part.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    pub userid: String,
    /// `None`: the member picks groups when confirming.
    pub receivers: Option<Vec<String>>,
    pub state: TaskState,
}

#[derive(Clone, Debug)]
pub(crate) enum TaskState {
    Waiting,
    Declined,
    Confirmed {
        at: Timestamp,
        results: Vec<(String, Outcome)>,
    },
}

/// What a member sends in the client.
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

/// Why a task cannot be confirmed, declined, reminded of or cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TaskFault {
    /// No such send, or none of this member's.
    Unknown,
    /// Confirmed or declined already.
    Decided,
    Cancelled,
    /// Not among those the member may choose.
    Receiver,
    NoReceiver,
    /// Three times in 24 hours already.
    Reminded,
}

impl Api {
    pub fn new(allow_select: bool) -> Self {
        Self {
            allow_select,
            ..Self::default()
        }
    }
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

impl Send {
    pub fn task(&self, userid: &str) -> Option<&Task> {
        self.tasks.iter().find(|it| it.userid == userid)
    }

    /// Made through the API so lately that WeCom is still handing it to its members; over when one of them has it.
    pub fn dispatching(&self, now: Timestamp, seconds: u16) -> bool {
        let waiting = |it: &Task| matches!(it.state, TaskState::Waiting);
        matches!(&self.origin, Origin::Api(api) if !api.handed)
            && now < after(self.at, SignedDuration::from_secs(i64::from(seconds)))
            && self.tasks.iter().all(waiting)
    }

    /// Waits for this member.
    pub fn waits_for(&self, userid: &str) -> bool {
        let waiting = |it: &Task| matches!(it.state, TaskState::Waiting);
        !self.cancelled() && self.task(userid).is_some_and(waiting)
    }

    pub fn cancelled(&self) -> bool {
        matches!(&self.origin, Origin::Api(api) if api.cancelled)
    }
}

impl Sends {
    /// A send made in the client: each receiver gets it, or is skipped without the member being told.
    pub fn send(
        &mut self,
        confirmed: &Confirmed<'_>,
        now: Timestamp,
        chance: &mut Chance,
    ) -> Vec<(String, Outcome)> {
        let results = self.deliver(confirmed.company, confirmed.member, confirmed.ids, now);
        self.add(Send {
            msgid: format!("msg{}", chance.letters::<21>()),
            corpid: confirmed.company.corpid.clone(),
            origin: Origin::Member(confirmed.member.to_owned()),
            receivers: confirmed.receivers,
            content: confirmed.content.clone(),
            at: now,
            tasks: vec![Task {
                userid: confirmed.member.to_owned(),
                receivers: Some(confirmed.ids.to_vec()),
                state: TaskState::Confirmed {
                    at: now,
                    results: results.clone(),
                },
            }],
        });
        results
    }

    pub fn add(&mut self, send: Send) {
        self.places.insert(send.msgid.clone(), self.all.len());
        self.all.push(send);
    }

    /// The member confirms; what became of it for each receiver. `chosen`: other receivers than the task's, where the
    /// task leaves them to the member.
    pub fn confirm(
        &mut self,
        company: &Company,
        msgid: &str,
        userid: &str,
        chosen: Option<&[String]>,
        now: Timestamp,
    ) -> Result<Vec<(String, Outcome)>, TaskFault> {
        let send = self.get(&company.corpid, msgid).ok_or(TaskFault::Unknown)?;
        let ids = receivers(company, send, userid, chosen)?;
        let results = self.deliver(company, userid, &ids, now);
        let state = TaskState::Confirmed {
            at: now,
            results: results.clone(),
        };
        self.decide(&company.corpid, msgid, userid, state)?;
        Ok(results)
    }

    pub fn decline(&mut self, corpid: &str, msgid: &str, userid: &str) -> Result<(), TaskFault> {
        self.decide(corpid, msgid, userid, TaskState::Declined)
    }

    pub fn cancel(&mut self, corpid: &str, msgid: &str) -> Result<(), TaskFault> {
        let api = self.live(corpid, msgid)?;
        api.cancelled = true;
        Ok(())
    }

    pub fn remind(&mut self, corpid: &str, msgid: &str, now: Timestamp) -> Result<(), TaskFault> {
        let api = self.live(corpid, msgid)?;
        api.reminded.retain(|it| now < after(*it, REMINDED_WITHIN));
        if api.reminded.len() >= REMINDERS {
            return Err(TaskFault::Reminded);
        }
        api.reminded.push(now);
        Ok(())
    }

    /// The oldest that is still being handed to its members, or this one, is so no more; which it was.
    pub fn hand(&mut self, msgid: Option<&str>, now: Timestamp, seconds: u16) -> Option<String> {
        let send = self.all.iter_mut().find(|it| {
            msgid.is_none_or(|msgid| msgid == it.msgid) && it.dispatching(now, seconds)
        })?;
        if let Origin::Api(api) = &mut send.origin {
            api.handed = true;
        }
        Some(send.msgid.clone())
    }

    /// The oldest task that waits, or the oldest of this send: company, send, member.
    pub fn waiting(&self, msgid: Option<&str>) -> Option<(String, String, String)> {
        let sends = self.all.iter();
        let mut sends = sends.filter(|it| msgid.is_none_or(|msgid| msgid == it.msgid));
        sends.find_map(|it| {
            let task = it.tasks.iter().find(|task| it.waits_for(&task.userid))?;
            Some((it.corpid.clone(), it.msgid.clone(), task.userid.clone()))
        })
    }

    pub fn of<'a>(&'a self, corpid: &'a str) -> impl Iterator<Item = &'a Send> {
        self.all.iter().filter(move |it| it.corpid == corpid)
    }

    pub fn get(&self, corpid: &str, msgid: &str) -> Option<&Send> {
        let send = &self.all[*self.places.get(msgid)?];
        (send.corpid == corpid).then_some(send)
    }

    fn get_mut(&mut self, corpid: &str, msgid: &str) -> Result<&mut Send, TaskFault> {
        let place = self.places.get(msgid).ok_or(TaskFault::Unknown)?;
        let send = &mut self.all[*place];
        if send.corpid == corpid {
            Ok(send)
        } else {
            Err(TaskFault::Unknown)
        }
    }

    /// A send of the API that was not cancelled.
    fn live(&mut self, corpid: &str, msgid: &str) -> Result<&mut Api, TaskFault> {
        match &mut self.get_mut(corpid, msgid)?.origin {
            Origin::Member(_) => Err(TaskFault::Unknown),
            Origin::Api(api) if api.cancelled => Err(TaskFault::Cancelled),
            Origin::Api(api) => Ok(api),
        }
    }

    fn decide(
        &mut self,
        corpid: &str,
        msgid: &str,
        userid: &str,
        state: TaskState,
    ) -> Result<(), TaskFault> {
        let send = self.get_mut(corpid, msgid)?;
        if send.cancelled() {
            return Err(TaskFault::Cancelled);
        }
        let task = send
            .tasks
            .iter_mut()
            .find(|it| it.userid == userid)
            .ok_or(TaskFault::Unknown)?;
        if !matches!(task.state, TaskState::Waiting) {
            return Err(TaskFault::Decided);
        }
        task.state = state;
        Ok(())
    }

    fn deliver(
        &mut self,
        company: &Company,
        member: &str,
        ids: &[String],
        now: Timestamp,
    ) -> Vec<(String, Outcome)> {
        let mut seen = std::collections::BTreeSet::new();
        let mut results = Vec::with_capacity(ids.len());
        for id in ids.iter().filter(|it| seen.insert(it.as_str())) {
            let outcome = self.outcome(company, member, id, now);
            if outcome == Outcome::Sent {
                let key = (company.corpid.clone(), id.clone());
                self.uses.entry(key).or_default().push(Use {
                    sender: member.to_owned(),
                    receiver: id.clone(),
                    at: now,
                });
            }
            results.push((id.clone(), outcome));
        }
        results
    }

    fn outcome(&self, company: &Company, member: &str, id: &str, now: Timestamp) -> Outcome {
        if company
            .customer(id)
            .is_some_and(|it| !it.is_friend_of(member))
        {
            return Outcome::NotFriend;
        }
        let uses = self.uses.get(&(company.corpid.clone(), id.to_owned()));
        let uses = uses.map_or(&[][..], Vec::as_slice);
        match used_up(uses.iter(), company.quota, member, id, now) {
            Some(until) => Outcome::UsedUp { until },
            None => Outcome::Sent,
        }
    }
}

/// Who gets it when this member confirms now.
fn receivers(
    company: &Company,
    send: &Send,
    userid: &str,
    chosen: Option<&[String]>,
) -> Result<Vec<String>, TaskFault> {
    let Origin::Api(api) = &send.origin else {
        return Err(TaskFault::Decided);
    };
    let task = send.task(userid).ok_or(TaskFault::Unknown)?;
    if api.cancelled {
        return Err(TaskFault::Cancelled);
    }
    if !matches!(task.state, TaskState::Waiting) {
        return Err(TaskFault::Decided);
    }
    let Some(chosen) = chosen else {
        return match &task.receivers {
            Some(ids) => Ok(ids.clone()),
            // Nobody was chosen for the member, and the member chooses nobody: all of the member's groups.
            None => Ok(company.groups_of(userid).map(|it| it.id.clone()).collect()),
        };
    };
    if chosen.is_empty() {
        return Err(TaskFault::NoReceiver);
    }
    let own = |id: &String| match send.receivers {
        Receivers::Customers => company
            .customer(id)
            .is_some_and(|it| it.is_followed_by(userid)),
        Receivers::Groups => company.group(id).is_some_and(|it| it.owner == userid),
    };
    let may = match &task.receivers {
        Some(ids) if !api.allow_select => chosen == ids.as_slice(),
        _ => chosen.iter().all(own),
    };
    if !may {
        return Err(TaskFault::Receiver);
    }
    Ok(chosen.to_vec())
}
