//! Files WeCom was asked to fetch (server-api.md §5.6). A job can be asked about for sixty minutes.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Chance;
use super::tokens::after;

const LIVES: SignedDuration = SignedDuration::from_mins(60);

#[derive(Debug, Default)]
pub(crate) struct Jobs {
    by_id: BTreeMap<String, Entry>,
    waiting: Vec<Job>,
}

#[derive(Debug)]
struct Entry {
    corpid: String,
    expires: Timestamp,
    progress: Progress,
}

/// One to be done outside the lock.
#[derive(Debug)]
pub(crate) struct Job {
    pub id: String,
    pub asked: Asked,
}

#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub corpid: String,
    pub kind: &'static str,
    pub name: String,
    pub url: String,
    /// Lower-case hex.
    pub md5: String,
}

#[derive(Clone, Debug)]
pub(crate) enum Progress {
    Running,
    Done { media_id: String, at: Timestamp },
    Failed { code: i32, text: &'static str },
}

impl Jobs {
    pub fn add(&mut self, asked: Asked, now: Timestamp, chance: &mut Chance) -> String {
        self.by_id.retain(|_, it| now < it.expires);
        let id = chance.letters::<32>();
        let entry = Entry {
            corpid: asked.corpid.clone(),
            expires: after(now, LIVES),
            progress: Progress::Running,
        };
        self.by_id.insert(id.clone(), entry);
        self.waiting.push(Job {
            id: id.clone(),
            asked,
        });
        id
    }

    /// Those nobody has begun yet; who takes them does them.
    pub fn begin(&mut self) -> Vec<Job> {
        std::mem::take(&mut self.waiting)
    }

    pub fn finish(&mut self, id: &str, progress: Progress) {
        if let Some(entry) = self.by_id.get_mut(id) {
            entry.progress = progress;
        }
    }

    pub fn progress(&self, corpid: &str, id: &str, now: Timestamp) -> Option<&Progress> {
        self.by_id
            .get(id)
            .filter(|it| it.corpid == corpid && now < it.expires)
            .map(|it| &it.progress)
    }
}
