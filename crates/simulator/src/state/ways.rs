//! Contact ways (联系我) and ways to join groups (server-api.md §4.11), and who came by one.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::Chance;

/// Of a company, both kinds together.
const MOST: usize = 500_000;

#[derive(Debug, Default)]
pub(crate) struct Ways {
    by_corp: BTreeMap<String, BTreeMap<String, Way>>,
    last: u64,
    /// How somebody came into a group, by company, group and id; those not here were there from the beginning.
    joined: BTreeMap<(String, String, String), Joined>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WayKind {
    Contact,
    Join,
}

#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub kind: WayKind,
    pub at: Timestamp,
    /// Made in this order.
    number: u64,
    /// As WeCom tells them, ids plain.
    pub fields: Map<String, Value>,
}

#[derive(Clone, Debug)]
pub(crate) struct Joined {
    pub at: Timestamp,
    /// 1 invited, 3 by a group's code.
    pub scene: i64,
    /// What the way carried.
    pub state: Option<String>,
}

impl Way {
    /// What whoever comes by it brings along.
    pub fn state(&self) -> Option<&str> {
        self.fields
            .get("state")?
            .as_str()
            .filter(|it| !it.is_empty())
    }
}

impl Ways {
    /// The new way's id; `None` when the company has as many as it may.
    pub fn add(
        &mut self,
        corpid: &str,
        kind: WayKind,
        fields: Map<String, Value>,
        now: Timestamp,
        chance: &mut Chance,
    ) -> Option<String> {
        let ways = self.by_corp.entry(corpid.to_owned()).or_default();
        if ways.len() >= MOST {
            return None;
        }
        let id = chance.hex::<16>();
        self.last += 1;
        let way = Way {
            kind,
            at: now,
            number: self.last,
            fields,
        };
        ways.insert(id.clone(), way);
        Some(id)
    }

    pub fn get(&self, corpid: &str, kind: WayKind, id: &str) -> Option<&Way> {
        let way = self.by_corp.get(corpid)?.get(id)?;
        (way.kind == kind).then_some(way)
    }

    pub fn get_mut(&mut self, corpid: &str, kind: WayKind, id: &str) -> Option<&mut Way> {
        let way = self.by_corp.get_mut(corpid)?.get_mut(id)?;
        (way.kind == kind).then_some(way)
    }

    /// False if there is none.
    pub fn delete(&mut self, corpid: &str, kind: WayKind, id: &str) -> bool {
        self.get(corpid, kind, id).is_some()
            && self
                .by_corp
                .get_mut(corpid)
                .is_some_and(|ways| ways.remove(id).is_some())
    }

    /// Ids and ways, oldest first.
    pub fn of(&self, corpid: &str, kind: WayKind) -> Vec<(&str, &Way)> {
        let ways = self.by_corp.get(corpid).into_iter().flatten();
        let mut list: Vec<(&str, &Way)> = ways
            .filter(|(_, it)| it.kind == kind)
            .map(|(id, it)| (id.as_str(), it))
            .collect();
        list.sort_by_key(|(_, it)| it.number);
        list
    }

    pub fn join(&mut self, corpid: &str, chat: &str, id: &str, joined: Joined) {
        let key = (corpid.to_owned(), chat.to_owned(), id.to_owned());
        self.joined.insert(key, joined);
    }

    pub fn joined(&self, corpid: &str, chat: &str, id: &str) -> Option<&Joined> {
        let key = (corpid.to_owned(), chat.to_owned(), id.to_owned());
        self.joined.get(&key)
    }
}
