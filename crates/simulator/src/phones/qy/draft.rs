//! From a share call's parameters to what will be sent (client-api.md §2.1).
//!
//! No page gives the texts for bad parameters of the share calls; those of the Moments call, their sibling, are used.

use serde_json::Value;

use super::Said;
use super::caller::{Caller, text};
use crate::content::{Attachment, Card, Content, Image};

const MOST_ATTACHMENTS: usize = 9;
/// 字, that is characters.
const LONGEST_TEXT: usize = 4000;

/// Whether the call is of the form that came with 3.1.6.
pub(super) fn is_new_form(params: &Value) -> bool {
    let has_text = params
        .get("text")
        .is_some_and(|it| !text(it, "content").is_empty());
    let has_attachments = params
        .get("attachments")
        .and_then(Value::as_array)
        .is_some_and(|it| !it.is_empty());
    has_text || has_attachments
}

pub(super) fn new_form(caller: &Caller<'_>) -> Result<Content, Said> {
    let words = caller
        .params
        .get("text")
        .map_or("", |it| text(it, "content"));
    if words.chars().count() > LONGEST_TEXT {
        return Err(Said::inferred(
            "invalid text size",
            "文字超过 4000 字",
            "the text is longer than 4000 characters",
        ));
    }
    let items = caller
        .params
        .get("attachments")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    if items.len() > MOST_ATTACHMENTS {
        return Err(Said::inferred(
            "invalid attachments size",
            "附件超过 9 个",
            "more than 9 attachments",
        ));
    }
    Ok(Content {
        text: (!words.is_empty()).then(|| words.to_owned()),
        attachments: items
            .iter()
            .map(|it| attachment(caller, it))
            .collect::<Result<_, _>>()?,
    })
}

/// One card from flat fields, as before 3.1.6; still understood when text and attachments are both empty.
pub(super) fn old_form(caller: &Caller<'_>) -> Result<Content, Said> {
    let card = Card {
        appid: caller.text("appid").to_owned(),
        title: caller.text("title").to_owned(),
        page: caller.text("page").to_owned(),
        cover: caller.text("imgUrl").to_owned(),
        cover_media: None,
        old_form: true,
    };
    if [&card.appid, &card.title, &card.page, &card.cover]
        .iter()
        .any(|it| it.is_empty())
    {
        return Err(Said::inferred(
            "missing arguments",
            "文字和附件都是空的，客户端按旧写法处理，而旧写法要求 appid、title、imgUrl、page",
            "text and attachments are both empty, so the old form holds, which needs appid, title, imgUrl and page",
        ));
    }
    same_app(caller, &card.appid)?;
    Ok(Content {
        text: None,
        attachments: vec![Attachment::MiniProgram(card)],
    })
}

fn attachment(caller: &Caller<'_>, item: &Value) -> Result<Attachment, Said> {
    let msgtype = text(item, "msgtype");
    let file_is_known = caller.phone.at_least([3, 1, 12]);
    let known = ["image", "link", "miniprogram", "video"].contains(&msgtype)
        || (msgtype == "file" && file_is_known);
    if !known {
        return Err(Said::inferred(
            "invalid attachments msgtype",
            "msgtype 不认识",
            "the msgtype is not known",
        ));
    }
    let part = item
        .get(msgtype)
        .filter(|it| it.is_object())
        .ok_or_else(|| {
            Said::inferred(
                "invalid msg",
                "附件里没有 msgtype 所说的对象",
                "the attachment lacks the object its msgtype names",
            )
        })?;
    let media_id = text(part, "mediaid").to_owned();
    Ok(match msgtype {
        "image" => Attachment::Image(match (media_id, text(part, "imgUrl")) {
            (id, _) if !id.is_empty() => Image::MediaId(id),
            (_, "") => {
                return Err(Said::inferred(
                    "invalid msg",
                    "图片的 mediaid 和 imgUrl 都是空的",
                    "the image has neither mediaid nor imgUrl",
                ));
            }
            (_, url) => Image::Url(url.to_owned()),
        }),
        "miniprogram" => {
            let card = Card {
                appid: text(part, "appid").to_owned(),
                title: text(part, "title").to_owned(),
                page: text(part, "page").to_owned(),
                cover: text(part, "imgUrl").to_owned(),
                cover_media: None,
                old_form: false,
            };
            if [&card.appid, &card.title, &card.cover]
                .iter()
                .any(|it| it.is_empty())
            {
                return Err(Said::inferred(
                    "invalid msg",
                    "小程序卡片的 appid、title、imgUrl 都必填",
                    "a card needs appid, title and imgUrl",
                ));
            }
            same_app(caller, &card.appid)?;
            Attachment::MiniProgram(card)
        }
        "link" => Attachment::Link {
            title: text(part, "title").to_owned(),
            desc: text(part, "desc").to_owned(),
            url: text(part, "url").to_owned(),
            cover: text(part, "imgUrl").to_owned(),
        },
        _ if media_id.is_empty() => {
            return Err(Said::inferred(
                "invalid msg",
                "mediaid 必填",
                "mediaid is required",
            ));
        }
        "video" => Attachment::Video { media_id },
        _ => Attachment::File { media_id },
    })
}

/// The card must be of the current mini program. The words are those seen for `sendChatMessage` (errors-seen.md).
fn same_app(caller: &Caller<'_>, appid: &str) -> Result<(), Said> {
    if appid == caller.appid() {
        return Ok(());
    }
    Err(Said::inferred(
        "invalid miniprogram info",
        "卡片的 appid 不是当前小程序",
        "the card's appid is not the current mini program's",
    ))
}
