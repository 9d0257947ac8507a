//! Customer moments (server-api.md §7): made by the API, published by each member, seen by that member's customers.
//!
//! ```text
//! started ──▶ creating ──▶ made: each member's part  waiting ──publish──▶ published
//!                                                       └──cancelled: stays unpublished
//! ```

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::Chance;
use super::tokens::after;
use crate::time;

const PER_MINUTE: usize = 10;
const PER_MONTH: usize = 100_000;
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
/// A job can be asked about for a day.
const JOB: SignedDuration = SignedDuration::from_hours(24);

#[derive(Debug, Default)]
pub(crate) struct Moments {
    all: Vec<Moment>,
    jobs: BTreeMap<String, Job>,
    /// Of each company: when the last ones were made, and how many in which month.
    recent: BTreeMap<String, Vec<Timestamp>>,
    months: BTreeMap<String, (Date, usize)>,
}

#[derive(Debug)]
pub(crate) struct Job {
    corpid: String,
    pub at: Timestamp,
    /// How many steps it was ahead of its time.
    ahead: u8,
    pub moment: Option<String>,
    /// What was named and is not there.
    pub invalid: Invalid,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Invalid {
    pub users: Vec<String>,
    pub departments: Vec<i64>,
    pub tags: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Moment {
    pub id: String,
    pub corpid: String,
    pub at: Timestamp,
    pub text: Option<String>,
    pub attachment: Picture,
    /// Seen by everyone, or by customers with certain tags.
    pub public: bool,
    pub parts: Vec<Part>,
    cancelled: bool,
    ahead: u8,
}

/// Up to nine pictures, or one video, or one link.
#[derive(Clone, Debug)]
pub(crate) enum Picture {
    Images(Vec<String>),
    Video(String),
    Link { title: String, url: String },
}

/// One member's part.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub userid: String,
    /// Who is to see it.
    pub customers: Vec<String>,
    pub published: Option<Published>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Published {
    /// Who saw it: the friends among them.
    pub reached: Vec<String>,
    pub comments: Vec<(String, Timestamp)>,
    pub likes: Vec<(String, Timestamp)>,
}

/// What is to be made.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub text: Option<String>,
    pub attachment: Picture,
    pub public: bool,
    pub parts: Vec<Part>,
    pub invalid: Invalid,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MomentFault {
    /// 41060
    Unknown,
    /// 41061
    NotMembers,
    /// 41062
    NotPublished,
    /// Published already, or cancelled.
    Decided,
    /// 45009
    TooOften,
    /// 41210
    MonthUsedUp,
    /// 41078
    TooManyRunning,
}

impl Moments {
    /// Begins to make one; the job's id. `running`: how many may be in the making, each for `seconds`.
    pub fn make(
        &mut self,
        corpid: &str,
        wanted: Wanted,
        (running, seconds): (u16, i64),
        now: Timestamp,
        chance: &mut Chance,
    ) -> Result<String, MomentFault> {
        let making = self
            .jobs
            .values()
            .filter(|it| it.corpid == corpid && it.status(now, seconds) < 3);
        if making.count() >= usize::from(running) {
            return Err(MomentFault::TooManyRunning);
        }
        self.count(corpid, now)?;
        self.jobs.retain(|_, it| now < after(it.at, JOB));
        let moment = (!wanted.parts.is_empty()).then(|| format!("mom{}", chance.letters::<21>()));
        if let Some(id) = &moment {
            self.all.push(Moment {
                id: id.clone(),
                corpid: corpid.to_owned(),
                at: now,
                text: wanted.text,
                attachment: wanted.attachment,
                public: wanted.public,
                parts: wanted.parts,
                cancelled: false,
                ahead: 0,
            });
        }
        let job = chance.letters::<32>();
        let entry = Job {
            corpid: corpid.to_owned(),
            at: now,
            ahead: 0,
            moment,
            invalid: wanted.invalid,
        };
        self.jobs.insert(job.clone(), entry);
        Ok(job)
    }

    pub fn job(&self, corpid: &str, id: &str, now: Timestamp) -> Option<&Job> {
        self.jobs
            .get(id)
            .filter(|it| it.corpid == corpid && now < after(it.at, JOB))
    }

    pub fn of<'a>(&'a self, corpid: &'a str) -> impl Iterator<Item = &'a Moment> {
        self.all.iter().filter(move |it| it.corpid == corpid)
    }

    pub fn get(&self, corpid: &str, id: &str) -> Option<&Moment> {
        self.all
            .iter()
            .find(|it| it.corpid == corpid && it.id == id)
    }

    /// Takes back what is not published yet.
    pub fn cancel(&mut self, corpid: &str, id: &str) -> Result<(), MomentFault> {
        self.get_mut(corpid, id)?.cancelled = true;
        Ok(())
    }

    /// A member publishes; `reached` see it.
    pub fn publish(
        &mut self,
        corpid: &str,
        id: &str,
        userid: &str,
        reached: Vec<String>,
    ) -> Result<(), MomentFault> {
        let moment = self.get_mut(corpid, id)?;
        let cancelled = moment.cancelled;
        let part = moment.part_mut(userid)?;
        if cancelled || part.published.is_some() {
            return Err(MomentFault::Decided);
        }
        part.published = Some(Published {
            reached,
            ..Published::default()
        });
        Ok(())
    }

    /// A customer who saw it likes it, or comments on it.
    pub fn react(
        &mut self,
        corpid: &str,
        id: &str,
        userid: &str,
        (customer, comment): (&str, bool),
        now: Timestamp,
    ) -> Result<(), MomentFault> {
        let part = self.get_mut(corpid, id)?.part_mut(userid)?;
        let published = part.published.as_mut().ok_or(MomentFault::NotPublished)?;
        if !published.reached.iter().any(|it| it == customer) {
            return Err(MomentFault::Unknown);
        }
        let list = if comment {
            &mut published.comments
        } else {
            &mut published.likes
        };
        list.push((customer.to_owned(), now));
        Ok(())
    }

    /// The oldest that is being made, by the job's id or this one's, is one step further; which, and its status then.
    pub fn go_on(
        &mut self,
        id: Option<&str>,
        now: Timestamp,
        seconds: i64,
    ) -> Option<(String, u8)> {
        let (id, job) = self
            .jobs
            .iter_mut()
            .filter(|(it, _)| id.is_none_or(|id| id == it.as_str()))
            .filter(|(_, it)| it.status(now, seconds) < 3)
            .min_by_key(|(_, it)| it.at)?;
        job.ahead += 1;
        if let Some(moment) = &job.moment
            && let Some(moment) = self.all.iter_mut().find(|it| it.id == *moment)
        {
            moment.ahead = job.ahead;
        }
        Some((id.clone(), job.status(now, seconds)))
    }

    /// The oldest part that waits for its member, or the oldest of this moment: company, moment, member.
    pub fn waiting(
        &self,
        id: Option<&str>,
        now: Timestamp,
        seconds: i64,
    ) -> Option<(String, String, String)> {
        let moments = self.all.iter().filter(|it| !it.dispatching(now, seconds));
        let mut moments = moments.filter(|it| id.is_none_or(|id| id == it.id));
        moments.find_map(|it| {
            let part = it.parts.iter().find(|part| it.waits_for(&part.userid))?;
            Some((it.corpid.clone(), it.id.clone(), part.userid.clone()))
        })
    }

    fn get_mut(&mut self, corpid: &str, id: &str) -> Result<&mut Moment, MomentFault> {
        self.all
            .iter_mut()
            .find(|it| it.corpid == corpid && it.id == id)
            .ok_or(MomentFault::Unknown)
    }

    fn count(&mut self, corpid: &str, now: Timestamp) -> Result<(), MomentFault> {
        let recent = self.recent.entry(corpid.to_owned()).or_default();
        recent.retain(|it| now < after(*it, MINUTE));
        if recent.len() >= PER_MINUTE {
            return Err(MomentFault::TooOften);
        }
        let month = time::local(now).date().first_of_month();
        let used = self.months.entry(corpid.to_owned()).or_insert((month, 0));
        if used.0 != month {
            *used = (month, 0);
        }
        if used.1 >= PER_MONTH {
            return Err(MomentFault::MonthUsedUp);
        }
        used.1 += 1;
        recent.push(now);
        Ok(())
    }
}

impl Job {
    /// 1 started, 2 creating, 3 done.
    pub fn status(&self, now: Timestamp, seconds: i64) -> u8 {
        (status(self.at, now, seconds) + self.ahead).min(3)
    }
}

impl Moment {
    pub fn part(&self, userid: &str) -> Result<&Part, MomentFault> {
        let part = self.parts.iter().find(|it| it.userid == userid);
        part.ok_or(MomentFault::NotMembers)
    }

    /// Still being made.
    pub fn dispatching(&self, now: Timestamp, seconds: i64) -> bool {
        status(self.at, now, seconds) + self.ahead < 3
    }

    /// Waits for this member to publish it.
    pub fn waits_for(&self, userid: &str) -> bool {
        let waiting = |it: &Part| it.userid == userid && it.published.is_none();
        !self.cancelled && self.parts.iter().any(waiting)
    }

    fn part_mut(&mut self, userid: &str) -> Result<&mut Part, MomentFault> {
        let part = self.parts.iter_mut().find(|it| it.userid == userid);
        part.ok_or(MomentFault::NotMembers)
    }
}

fn status(made: Timestamp, now: Timestamp, seconds: i64) -> u8 {
    let step = |count: i64| after(made, SignedDuration::from_secs(seconds * count));
    match now {
        _ if now < step(1) => 1,
        _ if now < step(2) => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_has_a_hundred_thousand_moments_a_month() {
        let mut moments = Moments::default();
        let mut now: Timestamp = "2026-11-01T00:00:00+08:00".parse().unwrap();
        for made in 0..PER_MONTH {
            if made % PER_MINUTE == 0 {
                now = after(now, MINUTE);
            }
            moments.count("ww", now).unwrap();
        }
        assert_eq!(moments.count("ww", now), Err(MomentFault::TooOften));
        let later = after(now, MINUTE);
        assert_eq!(moments.count("ww", later), Err(MomentFault::MonthUsedUp));
        assert_eq!(moments.count("wx", later), Ok(()));
        let december = "2026-12-01T00:00:00+08:00".parse().unwrap();
        assert_eq!(moments.count("ww", december), Ok(()));
    }
}
