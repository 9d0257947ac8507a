//! Pictures from media/uploadimg: permanent links, 1,000 a day and 3,000 a month per company (server-api.md §5.3, §12).

use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

use super::Chance;
use super::tokens::after;
use crate::time;

const PER_DAY: u32 = 1_000;
const PER_MONTH: u32 = 3_000;
/// Over the month's number: blocked for 30 days, not to the end of the calendar month.
const BLOCKED: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Ours, to protect the machine: all pictures together.
const MEMORY: usize = 512 * 1024 * 1024;

#[derive(Debug, Default)]
pub(crate) struct Pictures {
    by_path: BTreeMap<String, Picture>,
    /// Contents by their SHA-256: the same picture uploaded again costs no memory.
    contents: BTreeMap<[u8; 32], Bytes>,
    size: usize,
    used: BTreeMap<String, Used>,
}

#[derive(Debug)]
struct Picture {
    corpid: String,
    content: [u8; 32],
}

#[derive(Debug, Default)]
struct Used {
    days: BTreeMap<Date, u32>,
    blocked_until: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PictureFault {
    /// 45009
    Day,
    /// 45009
    Month,
    /// The stand-in's own limit.
    Memory,
}

impl Pictures {
    /// Keeps the picture; the answer is its path, `/pic_wework/<digits>/<hex>/0`.
    pub fn add(
        &mut self,
        corpid: &str,
        bytes: Bytes,
        now: Timestamp,
        chance: &mut Chance,
    ) -> Result<String, PictureFault> {
        self.used.entry(corpid.to_owned()).or_default().count(now)?;
        let content: [u8; 32] = Sha256::digest(&bytes).into();
        if !self.contents.contains_key(&content) {
            if self.size + bytes.len() > MEMORY {
                return Err(PictureFault::Memory);
            }
            self.size += bytes.len();
            self.contents.insert(content, bytes);
        }
        let path = format!("/pic_wework/{}/{}/0", chance.digits(), chance.hex::<20>());
        let picture = Picture {
            corpid: corpid.to_owned(),
            content,
        };
        self.by_path.insert(path.clone(), picture);
        Ok(path)
    }

    pub fn content(&self, path: &str) -> Option<Bytes> {
        let picture = self.by_path.get(path)?;
        self.contents.get(&picture.content).cloned()
    }

    /// Whether this address is one of the company's links: either scheme, since the sample's is http and
    /// nothing says whether https is given today (server-api.md §15).
    pub fn is_link(&self, corpid: &str, url: &str, base: &str) -> bool {
        let bare = |it: &str| {
            it.strip_prefix("https://")
                .or_else(|| it.strip_prefix("http://"))
                .map(str::to_owned)
        };
        let (Some(url), Some(base)) = (bare(url), bare(base)) else {
            return false;
        };
        url.strip_prefix(base.trim_end_matches('/'))
            .and_then(|path| self.by_path.get(path))
            .is_some_and(|it| it.corpid == corpid)
    }
}

impl Used {
    fn count(&mut self, now: Timestamp) -> Result<(), PictureFault> {
        let today = time::local(now).date();
        self.days
            .retain(|day, _| day.first_of_month() == today.first_of_month());
        if self.blocked_until.is_some_and(|until| now < until) {
            return Err(PictureFault::Month);
        }
        if self.days.values().sum::<u32>() >= PER_MONTH {
            self.blocked_until = Some(after(now, BLOCKED));
            return Err(PictureFault::Month);
        }
        let used = self.days.entry(today).or_default();
        if *used >= PER_DAY {
            return Err(PictureFault::Day);
        }
        *used += 1;
        Ok(())
    }
}
