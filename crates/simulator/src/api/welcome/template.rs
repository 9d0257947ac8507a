//! A template as it comes in and as it is told.

use serde_json::{Value, json};

use crate::api::groupmsg::outgoing::{attachment, text};
use crate::api::{Caller, Context, Refusal, media};
use crate::content::{Attachment, Content, Image};
use crate::state::{Scene, Template, TemplateFault};

/// Besides the text only one object counts, the first of these.
const ORDER: [&str; 5] = ["image", "link", "miniprogram", "file", "video"];

pub(super) fn content(
    cx: &Context<'_>,
    caller: &Caller<'_>,
    longest: usize,
) -> Result<Content, Refusal> {
    let body = &cx.call.body;
    let text = text(body, longest)?;
    let msgtype = ORDER
        .into_iter()
        .find(|it| body.get(it).is_some_and(Value::is_object));
    let attachments = match msgtype {
        None => Vec::new(),
        Some(msgtype) => vec![one(cx, caller, msgtype)?],
    };
    if text.is_none() && attachments.is_empty() {
        return Err(Refusal::new(41089, "text and attachments are empty"));
    }
    Ok(Content { text, attachments })
}

/// As in a message; videos and files may also come from upload_by_url, which is made for this.
fn one(cx: &Context<'_>, caller: &Caller<'_>, msgtype: &str) -> Result<Attachment, Refusal> {
    let body = &cx.call.body;
    let id = body[msgtype]["media_id"].as_str().unwrap_or_default();
    let by_url = |kind| media::check_for(cx, caller.company, id, &[kind], Scene::ByUrl).is_ok();
    let media_id = id.to_owned();
    match msgtype {
        "video" if by_url("video") => Ok(Attachment::Video { media_id }),
        "file" if by_url("file") => Ok(Attachment::File { media_id }),
        _ => attachment(cx, caller, msgtype, body),
    }
}

/// The same objects; a picture always by an address.
pub(super) fn told(template: &Template, base: &str) -> Value {
    let mut told = json!({});
    if let Some(text) = &template.text {
        told["text"] = json!({"content": text});
    }
    match &template.attachment {
        None => {}
        Some(Attachment::Image(Image::MediaId(id))) => {
            told["image"] = json!({"pic_url": format!("{base}/sim/v1/media/{id}")});
        }
        Some(Attachment::MiniProgram(card)) => {
            told["miniprogram"] = json!({
                "title": card.title, "appid": card.appid, "page": card.page,
                "pic_media_id": card.cover_media,
            });
        }
        Some(attachment) => {
            let recorded = attachment.recorded();
            let msgtype = recorded["msgtype"].as_str().unwrap_or_default().to_owned();
            told[&msgtype] = recorded[&msgtype].clone();
        }
    }
    told
}

/// No page names a code for an unknown template.
pub(super) fn refusal(fault: TemplateFault) -> Refusal {
    match fault {
        TemplateFault::Unknown => Refusal::parameter(),
        TemplateFault::NotMine => Refusal::new(41058, "not the creator of the template"),
        TemplateFault::TooMany => Refusal::new(41055, "too many group welcome templates"),
    }
}
