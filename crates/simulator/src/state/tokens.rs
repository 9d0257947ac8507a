//! Access tokens: one per app, suite or provider at a time, 7200 seconds (server-api.md §2.1).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Chance;
use crate::world::RepeatedGetToken;

pub(crate) const SECONDS: i64 = 7200;
/// Tokens that ended this long ago are forgotten: they are then unknown (40014), no longer expired (42001).
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 7);

#[derive(Debug, Default)]
pub(crate) struct Tokens {
    by_text: BTreeMap<String, Token>,
    current: BTreeMap<Owner, String>,
}

/// Whom a token speaks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    App { corpid: String, agentid: i64 },
    Suite(String),
    Provider(String),
}

#[derive(Clone, Debug)]
struct Token {
    owner: Owner,
    expires: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenFault {
    /// Never given, superseded, or forgotten: 40014.
    Unknown,
    /// 42001
    Expired,
}

impl Owner {
    /// `corpid/agentid`, a suite's id, or a provider's corpid.
    pub fn name(&self) -> String {
        match self {
            Self::App { corpid, agentid } => format!("{corpid}/{agentid}"),
            Self::Suite(id) | Self::Provider(id) => id.clone(),
        }
    }
}

impl Tokens {
    /// The owner's token and the seconds it still lasts: the same one until it expires, unless the world says that each
    /// call gives a new one. A new one ends the old.
    pub fn issue(
        &mut self,
        owner: Owner,
        repeated: RepeatedGetToken,
        now: Timestamp,
        chance: &mut Chance,
    ) -> (String, i64) {
        if let Some(text) = self.current.get(&owner)
            && let Some(token) = self.by_text.get(text)
            && now < token.expires
        {
            if repeated == RepeatedGetToken::Same {
                return (text.clone(), token.expires.duration_since(now).as_secs());
            }
            self.by_text.remove(text);
        }
        self.by_text
            .retain(|_, it| now.duration_since(it.expires) < REMEMBERED);
        let text = chance.letters::<96>();
        let token = Token {
            owner: owner.clone(),
            expires: after(now, SignedDuration::from_secs(SECONDS)),
        };
        self.by_text.insert(text.clone(), token);
        self.current.insert(owner, text.clone());
        (text, SECONDS)
    }

    /// Ends the valid token that would end next, or the owner's; whose it was.
    pub fn expire(&mut self, of: Option<&str>, now: Timestamp) -> Option<String> {
        let token = self
            .by_text
            .values_mut()
            .filter(|it| now < it.expires && of.is_none_or(|of| it.owner.name() == of))
            .min_by(|a, b| (a.expires, &a.owner).cmp(&(b.expires, &b.owner)))?;
        token.expires = now;
        Some(token.owner.name())
    }

    /// Whom the token speaks for.
    pub fn owner(&self, text: &str, now: Timestamp) -> Result<&Owner, TokenFault> {
        let token = self.by_text.get(text).ok_or(TokenFault::Unknown)?;
        if now >= token.expires {
            return Err(TokenFault::Expired);
        }
        Ok(&token.owner)
    }
}

pub(super) fn after(now: Timestamp, time: SignedDuration) -> Timestamp {
    now.saturating_add(time).unwrap_or(Timestamp::MAX)
}
