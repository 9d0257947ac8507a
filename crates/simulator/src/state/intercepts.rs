//! Rules about words that members must not write to customers (敏感词, server-api.md §8). They are kept; whether one would
//! stop a mass send of the API's is in no source, and the phones' members write no chats.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Chance, OwnFault};

/// Of a company.
const MOST: usize = 100;

#[derive(Debug, Default)]
pub(crate) struct Intercepts {
    by_corp: BTreeMap<String, Vec<InterceptRule>>,
}

#[derive(Clone, Debug)]
pub(crate) struct InterceptRule {
    pub id: String,
    /// The app that made it, the only one that may change it.
    pub agentid: i64,
    pub at: Timestamp,
    pub name: String,
    pub words: Vec<String>,
    /// 1 telephone numbers, 2 mail addresses, 3 red packets.
    pub semantics: Vec<i64>,
    /// 1 warn and block, 2 warn.
    pub kind: i64,
    pub range: Range,
}

/// Plain userids, and departments.
#[derive(Clone, Debug, Default)]
pub(crate) struct Range {
    pub users: BTreeSet<String>,
    pub departments: BTreeSet<i64>,
}

impl Intercepts {
    /// The new rule's id; `None` when the company has as many as it may.
    pub fn add(
        &mut self,
        corpid: &str,
        mut rule: InterceptRule,
        chance: &mut Chance,
    ) -> Option<String> {
        let rules = self.by_corp.entry(corpid.to_owned()).or_default();
        if rules.len() >= MOST {
            return None;
        }
        rule.id = chance.letters::<18>();
        let id = rule.id.clone();
        rules.push(rule);
        Some(id)
    }

    /// Oldest first.
    pub fn of(&self, corpid: &str) -> &[InterceptRule] {
        self.by_corp.get(corpid).map_or(&[], Vec::as_slice)
    }

    /// One that this app may change.
    pub fn mine(
        &mut self,
        corpid: &str,
        agentid: i64,
        id: &str,
    ) -> Result<&mut InterceptRule, OwnFault> {
        let rules = self.by_corp.entry(corpid.to_owned()).or_default();
        let rule = rules.iter_mut().find(|it| it.id == id);
        match rule {
            None => Err(OwnFault::Unknown),
            Some(it) if it.agentid != agentid => Err(OwnFault::NotMine),
            Some(it) => Ok(it),
        }
    }

    pub fn delete(&mut self, corpid: &str, agentid: i64, id: &str) -> Result<(), OwnFault> {
        self.mine(corpid, agentid, id)?;
        if let Some(rules) = self.by_corp.get_mut(corpid) {
            rules.retain(|it| it.id != id);
        }
        Ok(())
    }
}
