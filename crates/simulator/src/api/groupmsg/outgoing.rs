//! What is to be sent: the text and the attachments of mass sends and welcome messages (server-api.md §6.1, §6.7).

use serde_json::Value;

use crate::api::{Caller, Context, Refusal, media};
use crate::content::{Attachment, Card, Content, Image};

const MOST: usize = 9;
pub(in crate::api) const LONGEST_TEXT: usize = 4000;

/// `text` and `attachments`: 45002, 41064, 41065, 41088, 41089, and the attachments' own.
pub(in crate::api) fn content(cx: &Context<'_>, caller: &Caller<'_>) -> Result<Content, Refusal> {
    let text = text(&cx.call.body, LONGEST_TEXT)?;
    let parts = match cx.call.body.get("attachments") {
        None | Some(Value::Null) => &[][..],
        Some(Value::Array(parts)) => parts.as_slice(),
        Some(_) => return Err(Refusal::parameter()),
    };
    if parts.len() > MOST {
        return Err(Refusal::new(41064, "too many attachments"));
    }
    if text.is_none() && parts.is_empty() {
        return Err(Refusal::new(41089, "text and attachments are empty"));
    }
    let attachments = parts
        .iter()
        .map(|part| {
            let msgtype = part.get("msgtype").and_then(Value::as_str).unwrap_or("");
            attachment(cx, caller, msgtype, part)
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Content { text, attachments })
}

/// `text.content`; `None` when there is none.
pub(in crate::api) fn text(body: &Value, longest: usize) -> Result<Option<String>, Refusal> {
    let text = match body.get("text").and_then(|it| it.get("content")) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text,
        Some(_) => return Err(Refusal::parameter()),
    };
    if text.len() > longest {
        return Err(Refusal::new(45002, "message content out of limit"));
    }
    Ok((!text.is_empty()).then(|| text.clone()))
}

/// The object that `msgtype` names in `part`.
pub(in crate::api) fn attachment(
    cx: &Context<'_>,
    caller: &Caller<'_>,
    msgtype: &str,
    part: &Value,
) -> Result<Attachment, Refusal> {
    if !["image", "link", "miniprogram", "video", "file"].contains(&msgtype) {
        return Err(Refusal::new(41065, "invalid attachments msgtype"));
    }
    let it = part
        .get(msgtype)
        .filter(|it| it.is_object())
        .ok_or(Refusal::new(41088, "empty attachments"))?;
    match msgtype {
        "image" => image(cx, caller, it).map(Attachment::Image),
        "link" => Ok(Attachment::Link {
            title: limited(it, "title", 128)?.ok_or(Refusal::parameter())?,
            cover: limited(it, "picurl", 2048)?.unwrap_or_default(),
            desc: limited(it, "desc", 512)?.unwrap_or_default(),
            url: limited(it, "url", 2048)?.ok_or(Refusal::parameter())?,
        }),
        "miniprogram" => card(cx, caller, it).map(Attachment::MiniProgram),
        "video" => Ok(Attachment::Video {
            media_id: media_id(cx, caller, it, "media_id", "video")?,
        }),
        _ => Ok(Attachment::File {
            media_id: media_id(cx, caller, it, "media_id", "file")?,
        }),
    }
}

/// `media_id` wins; a `pic_url` must be a link of uploadimg. The code for any other address is in no source.
fn image(cx: &Context<'_>, caller: &Caller<'_>, it: &Value) -> Result<Image, Refusal> {
    if limited(it, "media_id", 512)?.is_some() {
        return media_id(cx, caller, it, "media_id", "image").map(Image::MediaId);
    }
    let url = limited(it, "pic_url", 2048)?.ok_or(Refusal::parameter())?;
    let known = cx
        .state
        .pictures
        .is_link(&caller.company.corpid, &url, cx.base);
    if known {
        Ok(Image::Url(url))
    } else {
        Err(Refusal::parameter())
    }
}

fn card(cx: &Context<'_>, caller: &Caller<'_>, it: &Value) -> Result<Card, Refusal> {
    let title = limited(it, "title", 64)?.ok_or(Refusal::parameter())?;
    let appid =
        limited(it, "appid", 64)?.ok_or(Refusal::new(90207, "invalid miniprogram appid"))?;
    let page = limited(it, "page", 1024)?.ok_or(Refusal::parameter())?;
    if !caller
        .company
        .apps
        .iter()
        .any(|it| it.appid.as_deref() == Some(&appid))
    {
        return Err(Refusal::new(90206, "miniprogram is not linked to the corp"));
    }
    Ok(Card {
        title,
        appid,
        page,
        cover: String::new(),
        cover_media: Some(media_id(cx, caller, it, "pic_media_id", "image")?),
        old_form: false,
    })
}

/// 40058 when it is not there, then 40007 and 40145.
fn media_id(
    cx: &Context<'_>,
    caller: &Caller<'_>,
    it: &Value,
    name: &str,
    kind: &str,
) -> Result<String, Refusal> {
    let id = limited(it, name, 512)?.ok_or(Refusal::parameter())?;
    media::check(cx, caller.company, &id, &[kind])?;
    Ok(id)
}

/// A text of so many bytes at most; empty counts as absent.
fn limited(it: &Value, name: &str, longest: usize) -> Result<Option<String>, Refusal> {
    match it.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.len() > longest => Err(Refusal::parameter()),
        Some(Value::String(text)) => Ok((!text.is_empty()).then(|| text.clone())),
        Some(_) => Err(Refusal::parameter()),
    }
}
