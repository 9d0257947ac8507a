//! `wx.qy.login` and the server's jscode2session: the two halves of a session (client-api.md §2.12, server-api.md §3).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Chance;
use super::tokens::after;

/// A login code lives five minutes and is used once.
const CODE: SignedDuration = SignedDuration::from_mins(5);
/// An ended code is known as such for so long.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

#[derive(Debug, Default)]
pub(crate) struct Logins {
    codes: BTreeMap<String, Code>,
    sessions: BTreeMap<Who, Session>,
}

/// A member in a mini program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Who {
    corpid: String,
    userid: String,
    appid: String,
}

#[derive(Debug)]
struct Code {
    who: Who,
    expires: Timestamp,
    used: bool,
}

#[derive(Debug)]
struct Session {
    /// The last code; a new login ends the old session until this one is exchanged.
    code: String,
    ends: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeFault {
    /// Never given, or of another company.
    Unknown,
    /// Older than five minutes.
    Expired,
    Used,
    /// The token's app is not the one linked to this mini program: 40014.
    WrongApp,
}

#[derive(Debug)]
pub(crate) struct Exchanged {
    pub corpid: String,
    pub userid: String,
    pub session_key: String,
}

impl Logins {
    pub fn login(
        &mut self,
        corpid: &str,
        userid: &str,
        appid: &str,
        now: Timestamp,
        chance: &mut Chance,
    ) -> String {
        self.codes
            .retain(|_, it| now < after(it.expires, REMEMBERED));
        let code = chance.letters::<24>();
        let who = Who {
            corpid: corpid.to_owned(),
            userid: userid.to_owned(),
            appid: appid.to_owned(),
        };
        let session = Session {
            code: code.clone(),
            ends: None,
        };
        self.sessions.insert(who.clone(), session);
        let expires = after(now, CODE);
        let entry = Code {
            who,
            expires,
            used: false,
        };
        self.codes.insert(code.clone(), entry);
        code
    }

    /// Uses a code up, for the app with this appid; `corpid` is the company the caller speaks for, if only one. `lasts`
    /// is how long the session then lives.
    pub fn exchange(
        &mut self,
        code: &str,
        corpid: Option<&str>,
        appid: Option<&str>,
        now: Timestamp,
        lasts: SignedDuration,
        chance: &mut Chance,
    ) -> Result<Exchanged, CodeFault> {
        let appid = appid.ok_or(CodeFault::WrongApp)?;
        let found = self.codes.get_mut(code).ok_or(CodeFault::Unknown)?;
        if corpid.is_some_and(|it| it != found.who.corpid) {
            return Err(CodeFault::Unknown);
        }
        if found.used {
            return Err(CodeFault::Used);
        }
        if now >= found.expires {
            return Err(CodeFault::Expired);
        }
        if found.who.appid != appid {
            return Err(CodeFault::WrongApp);
        }
        found.used = true;
        let who = found.who.clone();
        let userid = who.userid.clone();
        if let Some(session) = self.sessions.get_mut(&who)
            && session.code == code
        {
            session.ends = Some(after(now, lasts));
        }
        Ok(Exchanged {
            corpid: who.corpid,
            userid,
            session_key: chance.base64::<16>(),
        })
    }

    /// Ends the fresh code that would end next, or this one; which it was.
    pub fn expire(&mut self, code: Option<&str>, now: Timestamp) -> Option<String> {
        let (code, entry) = self
            .codes
            .iter_mut()
            .filter(|(id, it)| {
                !it.used && now < it.expires && code.is_none_or(|code| code == id.as_str())
            })
            .min_by_key(|(_, it)| it.expires)?;
        entry.expires = now;
        Some(code.clone())
    }

    /// How long the member's session still lives; `None` without one.
    pub fn session(
        &self,
        corpid: &str,
        userid: &str,
        appid: &str,
        now: Timestamp,
    ) -> Option<SignedDuration> {
        let who = Who {
            corpid: corpid.to_owned(),
            userid: userid.to_owned(),
            appid: appid.to_owned(),
        };
        let ends = self.sessions.get(&who)?.ends?;
        (now < ends).then(|| ends.duration_since(now))
    }
}
