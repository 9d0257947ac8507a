//! What is to be published, by whom, and who is to see it.

use serde_json::Value;

use crate::api::call::texts;
use crate::api::groupmsg::outgoing::LONGEST_TEXT;
use crate::api::{Caller, Context, Refusal, media};
use crate::state::{Invalid, MomentPart, MomentPicture, Scene};
use crate::world::Member;

const LONGEST_CHARACTERS: usize = 2000;
const MOST_IMAGES: usize = 9;
const MOST_USERS: usize = 100_000;

/// At most 2000 characters and 4000 bytes. The page names the text of the error and no code.
pub(super) fn text(cx: &Context<'_>) -> Result<Option<String>, Refusal> {
    let text = cx.call.body.get("text").and_then(|it| it.get("content"));
    let text = text.and_then(Value::as_str).unwrap_or_default();
    if text.len() > LONGEST_TEXT || text.chars().count() > LONGEST_CHARACTERS {
        return Err(Refusal::new(40058, "invalid text size"));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Either up to nine pictures, or one video, or one link; their files from upload_attachment.
pub(super) fn attachments(cx: &Context<'_>, caller: &Caller<'_>) -> Result<MomentPicture, Refusal> {
    let parts = match cx.call.body.get("attachments") {
        None | Some(Value::Null) => &[][..],
        Some(Value::Array(parts)) => parts.as_slice(),
        Some(_) => return Err(Refusal::parameter()),
    };
    let msgtype = |it: &Value| it.get("msgtype").and_then(Value::as_str).map(str::to_owned);
    let kind = parts.first().map_or(Some("image".to_owned()), msgtype);
    if parts.iter().any(|it| msgtype(it) != kind) {
        return Err(Refusal::new(41065, "invalid attachments msgtype"));
    }
    let most = match kind.as_deref() {
        Some("image") => MOST_IMAGES,
        Some("video" | "link") => 1,
        _ => return Err(Refusal::new(41065, "invalid attachments msgtype")),
    };
    if parts.len() > most {
        return Err(Refusal::new(41064, "invalid attachments size"));
    }
    let file = |part: &Value, name: &str, kind: &str| -> Result<String, Refusal> {
        let object = part
            .get(name)
            .filter(|it| it.is_object())
            .ok_or(Refusal::new(41088, "empty attachments"))?;
        let id = object.get("media_id").and_then(Value::as_str).unwrap_or("");
        if id.is_empty() {
            return Err(Refusal::parameter());
        }
        media::check_for(cx, caller.company, id, &[kind], Scene::Moments)?;
        Ok(id.to_owned())
    };
    match kind.as_deref() {
        Some("video") => file(&parts[0], "video", "video").map(MomentPicture::Video),
        Some("link") => {
            file(&parts[0], "link", "image")?;
            let text = |name: &str| parts[0]["link"][name].as_str().unwrap_or_default();
            let (title, url) = (text("title"), text("url"));
            if url.is_empty() || title.len() > 128 || title.chars().count() > 64 {
                return Err(Refusal::parameter());
            }
            Ok(MomentPicture::Link {
                title: title.to_owned(),
                url: url.to_owned(),
            })
        }
        _ => parts
            .iter()
            .map(|it| file(it, "image", "image"))
            .collect::<Result<Vec<_>, _>>()
            .map(MomentPicture::Images),
    }
}

pub(super) struct Range {
    pub public: bool,
    pub parts: Vec<MomentPart>,
    pub invalid: Invalid,
}

/// `visible_range`: all members and customers when absent. A member needs customers with the tags, if tags are given.
pub(super) fn range(cx: &Context<'_>, caller: &Caller<'_>) -> Result<Range, Refusal> {
    let wanted = cx.call.body.get("visible_range");
    let senders = wanted.and_then(|it| it.get("sender_list"));
    let customers = wanted.and_then(|it| it.get("external_contact_list"));
    let users = texts(senders.and_then(|it| it.get("user_list")))?.unwrap_or_default();
    if users.len() > MOST_USERS {
        return Err(Refusal::parameter());
    }
    let departments = numbers(senders.and_then(|it| it.get("department_list")))?;
    let tags = texts(customers.and_then(|it| it.get("tag_list")))?.unwrap_or_default();
    let mut invalid = Invalid::default();
    let mut named: Vec<&Member> = Vec::new();
    for user in &users {
        match caller.member(user) {
            Ok(member) if member.customer_contact => named.push(member),
            _ => invalid.users.push((*user).to_owned()),
        }
    }
    for department in departments.iter().copied() {
        let inside = caller
            .members()
            .filter(|it| it.customer_contact && it.departments.contains(&department));
        let before = named.len();
        named.extend(inside);
        if named.len() == before {
            invalid.departments.push(department);
        }
    }
    let corpid = &caller.company.corpid;
    // Corp tags only.
    let (known, unknown): (Vec<&str>, Vec<&str>) = tags.iter().partition(|it| {
        let found = cx.state.tags.tag(corpid, it);
        found.is_some_and(|(group, _)| group.strategy.is_none())
    });
    invalid.tags = unknown.into_iter().map(str::to_owned).collect();
    let everyone = users.is_empty() && departments.is_empty();
    let mut parts: Vec<MomentPart> = Vec::new();
    for member in caller.members().filter(|it| it.customer_contact) {
        let named = everyone || named.iter().any(|it| it.userid == member.userid);
        let customers: Vec<String> = caller
            .company
            .customers_of(&member.userid)
            .filter(|customer| {
                let noted = cx
                    .state
                    .follows
                    .known(caller.company, customer, &member.userid);
                tags.is_empty() || noted.tags.iter().any(|it| known.contains(&it.as_str()))
            })
            .map(|it| it.id.clone())
            .collect();
        if named && (tags.is_empty() || !customers.is_empty()) {
            parts.push(MomentPart {
                userid: member.userid.clone(),
                customers,
                published: None,
            });
        }
    }
    Ok(Range {
        public: customers.is_none(),
        parts,
        invalid,
    })
}

fn numbers(value: Option<&Value>) -> Result<Vec<i64>, Refusal> {
    match value {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(items)) => items
            .iter()
            .map(|it| it.as_i64().ok_or_else(Refusal::parameter))
            .collect(),
        Some(_) => Err(Refusal::parameter()),
    }
}
