//! Access tokens: one per app at a time, 7200 seconds (server-api.md §2.1).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Chance;

pub(crate) const SECONDS: i64 = 7200;
/// Tokens that ended this long ago are forgotten: they are then unknown (40014), no longer expired (42001).
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 7);

#[derive(Debug, Default)]
pub(crate) struct Tokens {
    by_text: BTreeMap<String, Token>,
    current: BTreeMap<(String, i64), String>,
}

#[derive(Clone, Debug)]
struct Token {
    corpid: String,
    agentid: i64,
    expires: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenFault {
    /// 40014
    Unknown,
    /// 42001
    Expired,
}

impl Tokens {
    /// The app's token and the seconds it still lasts: the same one until it expires.
    pub fn issue(
        &mut self,
        corpid: &str,
        agentid: i64,
        now: Timestamp,
        chance: &mut Chance,
    ) -> (String, i64) {
        let owner = (corpid.to_owned(), agentid);
        if let Some(text) = self.current.get(&owner)
            && let Some(token) = self.by_text.get(text)
            && now < token.expires
        {
            return (text.clone(), token.expires.duration_since(now).as_secs());
        }
        self.by_text
            .retain(|_, it| now.duration_since(it.expires) < REMEMBERED);
        let text = chance.letters::<96>();
        let expires = after(now, SignedDuration::from_secs(SECONDS));
        let token = Token {
            corpid: owner.0.clone(),
            agentid,
            expires,
        };
        self.by_text.insert(text.clone(), token);
        self.current.insert(owner, text.clone());
        (text, SECONDS)
    }

    /// The corpid and agentid the token speaks for.
    pub fn owner(&self, text: &str, now: Timestamp) -> Result<(&str, i64), TokenFault> {
        let token = self.by_text.get(text).ok_or(TokenFault::Unknown)?;
        if now >= token.expires {
            return Err(TokenFault::Expired);
        }
        Ok((&token.corpid, token.agentid))
    }
}

pub(super) fn after(now: Timestamp, time: SignedDuration) -> Timestamp {
    now.saturating_add(time).unwrap_or(Timestamp::MAX)
}
