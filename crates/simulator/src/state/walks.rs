//! Walks through contact_list: a cursor is good for four hours, and each walk has names of its own (server-api.md §4.8).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Chance;
use super::tokens::after;

const LIVES: SignedDuration = SignedDuration::from_hours(4);

#[derive(Debug, Default)]
pub(crate) struct Walks {
    by_id: BTreeMap<String, Walk>,
}

#[derive(Debug)]
struct Walk {
    corpid: String,
    expires: Timestamp,
}

impl Walks {
    /// The walk and where it stands; `None` when the cursor is none of this company's, or too old.
    pub fn go_on(
        &mut self,
        corpid: &str,
        cursor: Option<&str>,
        now: Timestamp,
        chance: &mut Chance,
    ) -> Option<(String, usize)> {
        self.by_id.retain(|_, it| now < it.expires);
        let (id, start) = match cursor {
            None => (chance.letters::<18>(), 0),
            Some(cursor) => {
                let (id, start) = cursor.split_once('.')?;
                self.by_id.get(id).filter(|it| it.corpid == corpid)?;
                (id.to_owned(), start.parse().ok()?)
            }
        };
        let walk = Walk {
            corpid: corpid.to_owned(),
            expires: after(now, LIVES),
        };
        self.by_id.insert(id.clone(), walk);
        Some((id, start))
    }

    /// The cursor that goes on there.
    pub fn stop_at(&self, walk: &str, next: usize) -> String {
        format!("{walk}.{next}")
    }
}
