//! The arguments of the calls, with nothing in them that is empty: empty keys break iOS clients.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    draft::{Attachment, Card, ImageRef, Link},
    route::{Api, Form},
};

/// What the arguments are made of, besides the attachments.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    pub api: Api,
    pub form: Form,
    /// The mini program that shares.
    pub appid: &'a str,
    /// Receivers to give along.
    pub preset: Option<&'a [String]>,
    pub text: Option<&'a str>,
    pub enter_chat: bool,
    /// The pages of the cards, in the order of the attachments, in the form of the channel.
    pub pages: &'a [String],
    /// Upload-image links by image id.
    pub links: &'a BTreeMap<String, String>,
}

/// The exact arguments of the call.
pub fn args(parts: Parts<'_>, attachments: &[Attachment]) -> Value {
    Value::Object(match (parts.api, parts.form) {
        (Api::ShareAppMessageEx, _) => ex(parts, attachments),
        (Api::SendChatMessage, _) => chat(parts, attachments),
        (_, Form::Old) => old(parts, attachments),
        (_, Form::New) => share(parts, attachments),
    })
}

fn share(parts: Parts<'_>, attachments: &[Attachment]) -> Map<String, Value> {
    let mut args = Map::new();
    if let Some(ids) = parts.preset {
        let key = if parts.api == Api::ShareToExternalChat {
            "chatIds"
        } else {
            "externalUserIds"
        };
        args.insert(key.to_owned(), ids.to_vec().into());
    }
    if let Some(text) = parts.text {
        args.insert("text".to_owned(), object([("content", Some(text))]));
    }
    if !attachments.is_empty() {
        let mut pages = parts.pages.iter();
        let items = attachments.iter().map(|attachment| {
            let body = match attachment {
                Attachment::Image { image } => self::image(image, parts.links),
                Attachment::Miniprogram { miniprogram } => card(miniprogram, pages.next(), parts),
                Attachment::Link { link } => object([
                    ("title", link.title.as_deref()),
                    ("desc", link.desc.as_deref()),
                    ("url", Some(&link.url)),
                    ("imgUrl", cover(link, parts.links)),
                ]),
                Attachment::Video { video: media } | Attachment::File { file: media } => {
                    object([("mediaid", Some(&media.mediaid))])
                }
            };
            let mut item = Map::new();
            item.insert("msgtype".to_owned(), attachment.msgtype().into());
            item.insert(attachment.msgtype().to_owned(), body);
            Value::Object(item)
        });
        args.insert("attachments".to_owned(), Value::Array(items.collect()));
    }
    args
}

/// `sendChatMessage`: one message, its object beside `msgtype`; a web page is called `news` and its address `link`.
fn chat(parts: Parts<'_>, attachments: &[Attachment]) -> Map<String, Value> {
    let (msgtype, body) = match attachments.first() {
        None => ("text", object([("content", parts.text)])),
        Some(Attachment::Image { image }) => ("image", self::image(image, parts.links)),
        Some(Attachment::Miniprogram { miniprogram }) => {
            ("miniprogram", card(miniprogram, parts.pages.first(), parts))
        }
        Some(Attachment::Link { link }) => (
            "news",
            object([
                ("link", Some(link.url.as_str())),
                ("title", link.title.as_deref()),
                ("desc", link.desc.as_deref()),
                ("imgUrl", cover(link, parts.links)),
            ]),
        ),
        Some(Attachment::Video { video }) => ("video", object([("mediaid", Some(&video.mediaid))])),
        Some(Attachment::File { file }) => ("file", object([("mediaid", Some(&file.mediaid))])),
    };
    let mut args = Map::new();
    args.insert("msgtype".to_owned(), msgtype.into());
    if parts.enter_chat {
        args.insert("enterChat".to_owned(), true.into());
    }
    args.insert(msgtype.to_owned(), body);
    args
}

/// The flat form of clients before 3.1.6: one card.
fn old(parts: Parts<'_>, attachments: &[Attachment]) -> Map<String, Value> {
    match attachments.first() {
        Some(Attachment::Miniprogram { miniprogram }) => {
            match card(miniprogram, parts.pages.first(), parts) {
                Value::Object(fields) => fields,
                _ => Map::new(),
            }
        }
        _ => Map::new(),
    }
}

fn ex(parts: Parts<'_>, attachments: &[Attachment]) -> Map<String, Value> {
    let mut args = Map::new();
    if let Some(Attachment::Miniprogram { miniprogram }) = attachments.first() {
        args.insert("title".to_owned(), miniprogram.title.as_str().into());
        if let Some(Resolved::Url(url)) = resolve(&miniprogram.cover, parts.links) {
            args.insert("imageUrl".to_owned(), url.into());
        }
        if let Some(page) = parts.pages.first() {
            args.insert("path".to_owned(), page.as_str().into());
        }
    }
    if let Some(ids) = parts.preset {
        args.insert("selectedExternalUserIds".to_owned(), ids.to_vec().into());
    }
    args
}

fn card(card: &Card, page: Option<&String>, parts: Parts<'_>) -> Value {
    let appid = card.appid.as_deref().unwrap_or(parts.appid);
    object([
        ("appid", Some(appid)),
        ("title", Some(&card.title)),
        ("imgUrl", url(&card.cover, parts.links)),
        ("page", page.map(String::as_str)),
    ])
}

fn image(image: &ImageRef, links: &BTreeMap<String, String>) -> Value {
    match resolve(image, links) {
        Some(Resolved::Mediaid(mediaid)) => object([("mediaid", Some(mediaid))]),
        Some(Resolved::Url(url)) => object([("imgUrl", Some(url))]),
        None => object([]),
    }
}

fn cover<'a>(link: &'a Link, links: &'a BTreeMap<String, String>) -> Option<&'a str> {
    link.cover.as_ref().and_then(|cover| url(cover, links))
}

fn url<'a>(image: &'a ImageRef, links: &'a BTreeMap<String, String>) -> Option<&'a str> {
    match resolve(image, links) {
        Some(Resolved::Url(url)) => Some(url),
        Some(Resolved::Mediaid(_)) | None => None,
    }
}

enum Resolved<'a> {
    Mediaid(&'a str),
    Url(&'a str),
}

/// `mediaid` wins over an image of ours, that over a link. An image of ours whose link nobody knows keeps its id, so
/// that the SDK without a server can fill it in.
fn resolve<'a>(image: &'a ImageRef, links: &'a BTreeMap<String, String>) -> Option<Resolved<'a>> {
    let given = |text: &'a Option<String>| {
        text.as_deref()
            .map(crate::blank::trim)
            .filter(|text| !text.is_empty())
    };
    if let Some(mediaid) = given(&image.mediaid) {
        return Some(Resolved::Mediaid(mediaid));
    }
    if let Some(id) = given(&image.id) {
        let link = links.get(id).filter(|link| !link.is_empty());
        return Some(Resolved::Url(link.map_or(id, String::as_str)));
    }
    given(&image.url).map(Resolved::Url)
}

/// An object of the fields that are there and not empty.
fn object<const N: usize>(fields: [(&str, Option<&str>); N]) -> Value {
    let present = fields.into_iter().filter_map(|(key, value)| {
        let value = value.filter(|value| !value.is_empty())?;
        Some((key.to_owned(), Value::String(value.to_owned())))
    });
    Value::Object(present.collect())
}
