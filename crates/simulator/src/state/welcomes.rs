//! Welcome codes: one for each time a customer adds a member, good for twenty seconds and one welcome
//! (server-api.md §6.7); and the templates of welcomes in groups (§6.8).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Chance;
use super::tokens::after;
use crate::content::{Attachment, Content};

const LIVES: SignedDuration = SignedDuration::from_secs(20);
/// An ended code is known as such for so long.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);
const MOST_TEMPLATES: usize = 100;

#[derive(Debug, Default)]
pub(crate) struct Welcomes {
    codes: BTreeMap<String, Code>,
    templates: BTreeMap<String, Vec<Template>>,
}

#[derive(Clone, Debug)]
struct Code {
    corpid: String,
    userid: String,
    customer: String,
    issued: Timestamp,
    used: bool,
}

/// Whom a welcome goes from and to.
#[derive(Debug)]
pub(crate) struct Welcome {
    pub userid: String,
    pub customer: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WelcomeFault {
    /// Unknown, of another company, or older than twenty seconds: 41050.
    Invalid,
    /// 41051
    Welcomed,
}

/// A welcome for whoever joins a group.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    pub id: String,
    /// The app that made it, the only one that may change it.
    pub agentid: i64,
    pub text: Option<String>,
    pub attachment: Option<Attachment>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TemplateFault {
    Unknown,
    /// 41058
    NotMine,
    /// 41055
    TooMany,
}

impl Welcomes {
    /// The code of an add event.
    pub fn issue(
        &mut self,
        corpid: &str,
        userid: &str,
        customer: &str,
        now: Timestamp,
        chance: &mut Chance,
    ) -> String {
        self.codes
            .retain(|_, it| now < after(it.issued, REMEMBERED));
        let code = chance.letters::<32>();
        let entry = Code {
            corpid: corpid.to_owned(),
            userid: userid.to_owned(),
            customer: customer.to_owned(),
            issued: now,
            used: false,
        };
        self.codes.insert(code.clone(), entry);
        code
    }

    /// Whose welcome it is; the code stays good.
    pub fn look(&self, corpid: &str, code: &str, now: Timestamp) -> Result<Welcome, WelcomeFault> {
        let entry = self
            .codes
            .get(code)
            .filter(|it| it.corpid == corpid)
            .ok_or(WelcomeFault::Invalid)?;
        if entry.used {
            return Err(WelcomeFault::Welcomed);
        }
        if now >= after(entry.issued, LIVES) {
            return Err(WelcomeFault::Invalid);
        }
        Ok(Welcome {
            userid: entry.userid.clone(),
            customer: entry.customer.clone(),
        })
    }

    /// Ends the fresh code that would end next, or this one; which it was.
    pub fn expire(&mut self, code: Option<&str>, now: Timestamp) -> Option<String> {
        let (code, entry) = self
            .codes
            .iter_mut()
            .filter(|(id, _)| code.is_none_or(|code| code == id.as_str()))
            .filter(|(_, it)| !it.used && now < after(it.issued, LIVES))
            .min_by_key(|(_, it)| it.issued)?;
        entry.issued = now.saturating_sub(LIVES).unwrap_or(Timestamp::MIN);
        Some(code.clone())
    }

    pub fn use_up(&mut self, code: &str) {
        if let Some(entry) = self.codes.get_mut(code) {
            entry.used = true;
        }
    }

    pub fn add(
        &mut self,
        corpid: &str,
        agentid: i64,
        content: Content,
        chance: &mut Chance,
    ) -> Result<String, TemplateFault> {
        let templates = self.templates.entry(corpid.to_owned()).or_default();
        if templates.len() >= MOST_TEMPLATES {
            return Err(TemplateFault::TooMany);
        }
        let id = format!("msg{}", chance.letters::<21>());
        templates.push(Template {
            id: id.clone(),
            agentid,
            text: content.text,
            attachment: content.attachments.into_iter().next(),
        });
        Ok(id)
    }

    pub fn template(&self, corpid: &str, id: &str) -> Option<&Template> {
        self.templates.get(corpid)?.iter().find(|it| it.id == id)
    }

    pub fn edit(
        &mut self,
        corpid: &str,
        agentid: i64,
        id: &str,
        content: Content,
    ) -> Result<(), TemplateFault> {
        let templates = self.templates.entry(corpid.to_owned()).or_default();
        let at = mine(templates, agentid, id)?;
        templates[at].text = content.text;
        templates[at].attachment = content.attachments.into_iter().next();
        Ok(())
    }

    pub fn delete(&mut self, corpid: &str, agentid: i64, id: &str) -> Result<(), TemplateFault> {
        let templates = self.templates.entry(corpid.to_owned()).or_default();
        let at = mine(templates, agentid, id)?;
        templates.remove(at);
        Ok(())
    }
}

fn mine(templates: &[Template], agentid: i64, id: &str) -> Result<usize, TemplateFault> {
    let at = templates.iter().position(|it| it.id == id);
    let at = at.ok_or(TemplateFault::Unknown)?;
    if templates[at].agentid == agentid {
        Ok(at)
    } else {
        Err(TemplateFault::NotMine)
    }
}
