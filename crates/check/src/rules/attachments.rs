//! The attachments of a share, and the one message of `sendChatMessage`.

use oxc_ast::ast::Expression;
use oxc_span::GetSpan;
use serde_json::json;
use wecom_share_rules::{
    codes::FaultCode,
    draft::{Draft, DraftContext, TargetKind},
    page::Channel,
};

use super::{
    Context,
    calls::{Api, Share},
    images, lengths, pages,
};
use crate::{
    code::Code,
    source::{Object, Text},
};

pub fn check<'a>(context: &mut Context<'_, 'a>, share: Share<'a>) {
    let Some(list) = share.args.value("attachments") else {
        return;
    };
    let Some(elements) = context.source.elements(list) else {
        return;
    };
    // A spread adds to what is written down; it never takes away.
    let limit = share.api.limits().attachments;
    if elements.written > limit {
        let (found, limit) = (elements.written.to_string(), limit.to_string());
        let values = [
            ("found", found.as_str()),
            ("limit", &limit),
            ("call", share.api.name()),
        ];
        let finding = context
            .source
            .finding(Code::TooManyAttachments, list.span(), &values);
        context.findings.push(finding);
    }
    for element in elements.items {
        if let Some(attachment) = context.source.object(element) {
            one(context, share.api, attachment);
        }
    }
}

/// The message of `sendChatMessage` is its arguments.
pub fn message<'a>(context: &mut Context<'_, 'a>, share: Share<'a>) {
    one(context, share.api, share.args);
    let menu = share
        .args
        .value("msgmenu")
        .and_then(|menu| context.source.object(menu));
    let items = menu.and_then(|menu| context.source.elements(menu.value("list")?));
    for item in items.into_iter().flat_map(|it| it.items) {
        let card = context
            .source
            .object(item)
            .and_then(|item| context.source.object(item.value("miniprogram")?));
        if let Some((card, page)) = card.and_then(|card| Some((card, card.value("page")?))) {
            pages::card(
                context,
                Channel::ChatMenu,
                share.api.name(),
                page,
                card.value("appid"),
            );
        }
    }
}

fn one<'a>(context: &mut Context<'_, 'a>, api: Api, attachment: Object<'a>) {
    kind(context, api, attachment);
    // Samples are pasted with the objects of every type; only the one that msgtype names is sent.
    let msgtype = attachment
        .value("msgtype")
        .and_then(|value| context.source.constant(value));
    let inside = |context: &Context<'_, 'a>, name: &str| {
        if msgtype.as_deref().is_some_and(|it| it != name) {
            return None;
        }
        attachment
            .value(name)
            .and_then(|value| context.source.object(value))
    };
    if let Some(card) = inside(context, "miniprogram") {
        if let Some(page) = card.value("page") {
            pages::card(
                context,
                api.channel(),
                api.name(),
                page,
                card.value("appid"),
            );
        }
        if let Some(title) = card.value("title") {
            lengths::card_title(context, api.limits(), title);
        }
        let place = if api == Api::Message {
            "chat-card-cover"
        } else {
            "card-cover"
        };
        image(context, place, "miniprogram.imgUrl", card.value("imgUrl"));
    }
    if let Some(link) = inside(context, "link") {
        if let Some(url) = link.value("url") {
            address(context, "link.url", url);
        }
        if let Some(title) = link.value("title") {
            lengths::link_title(context, api.limits(), title);
        }
        if let Some(desc) = link.value("desc") {
            lengths::link_desc(context, api.limits(), desc);
        }
        image(context, "link-cover", "link.imgUrl", link.value("imgUrl"));
    }
    // How sendChatMessage calls the same (client-api.md §2.4).
    if let Some(news) = inside(context, "news") {
        if let Some(link) = news.value("link") {
            address(context, "news.link", link);
        }
        image(context, "link-cover", "news.imgUrl", news.value("imgUrl"));
    }
    for name in ["video", "file", "image"] {
        let media = inside(context, name).and_then(|media| media.value("mediaid"));
        if let Some(media) = media
            && is_local_media(context, media)
        {
            let field = format!("{name}.mediaid");
            let values = [("field", field.as_str()), ("call", api.name())];
            let finding = context
                .source
                .finding(Code::MediaLocal, media.span(), &values);
            context.findings.push(finding);
        }
    }
    if let Some(picture) = inside(context, "image") {
        let place = if api == Api::Moments {
            "moments-image"
        } else {
            "share-image"
        };
        let link = picture.value("imgUrl");
        if let (Some(mediaid), Some(_)) = (picture.property("mediaid"), link)
            && !context
                .source
                .constant(&mediaid.value)
                .is_some_and(|text| text.is_empty())
            && !link.is_some_and(|link| is_nothing(context, link))
            && !is_nothing(context, &mediaid.value)
        {
            let finding = context.source.finding(Code::ImageTwice, mediaid.span, &[]);
            context.findings.push(finding);
        } else {
            image(context, place, "image.imgUrl", link);
        }
    }
}

/// A web page is opened by its address: `https://` and where it is.
fn address<'a>(context: &mut Context<'_, 'a>, field: &str, value: &'a Expression<'a>) {
    let is_file = images::temporary(context.source, value).is_some();
    let is_no_link = |text: &Text| match text.whole() {
        Some(whole) => !whole.is_empty() && is_no_web_address(&whole),
        None => !may_become_web_address(&text.start()),
    };
    if is_file || context.source.texts(value).iter().any(is_no_link) {
        let finding = context
            .source
            .finding(Code::LinkNotHttp, value.span(), &[("field", field)]);
        context.findings.push(finding);
    }
}

/// Of an address of which only the beginning is known.
fn may_become_web_address(start: &str) -> bool {
    let start = start.trim_start().to_ascii_lowercase();
    ["http://", "https://"]
        .iter()
        .any(|scheme| scheme.starts_with(&start) || start.starts_with(scheme))
}

fn is_no_web_address(url: &str) -> bool {
    let draft = json!({
        "target": { "kind": "customers" },
        "attachments": [{ "msgtype": "link", "link": { "url": url } }],
    });
    let faults = Draft::read(&draft).judge(&DraftContext::default());
    faults
        .iter()
        .any(|fault| fault.code == FaultCode::UrlNotHttp)
}

/// A path, or what a call of the phone answered, where a media id belongs.
fn is_local_media<'a>(context: &Context<'_, 'a>, value: &'a Expression<'a>) -> bool {
    let is_path = |text: String| {
        let draft = json!({
            "target": { "kind": "customers" },
            "attachments": [{ "msgtype": "video", "video": { "mediaid": text } }],
        });
        let faults = Draft::read(&draft).judge(&DraftContext::default());
        faults
            .iter()
            .any(|fault| fault.code == FaultCode::MediaLocal)
    };
    images::temporary(context.source, value).is_some()
        || context.source.constant(value).is_some_and(is_path)
}

fn is_nothing<'a>(context: &Context<'_, 'a>, value: &'a Expression<'a>) -> bool {
    value.is_null_or_undefined()
        || context
            .source
            .constant(value)
            .is_some_and(|text| text.is_empty())
}

fn image<'a>(
    context: &mut Context<'_, 'a>,
    place: &str,
    field: &str,
    value: Option<&'a Expression<'a>>,
) {
    if let Some(value) = value {
        images::check(context, place, field, value);
    }
}

/// `msgtype` must be one the call takes, and its object must be there.
fn kind<'a>(context: &mut Context<'_, 'a>, api: Api, attachment: Object<'a>) {
    let Some(value) = attachment.value("msgtype") else {
        return;
    };
    let Some(msgtype) = context.source.constant(value) else {
        return;
    };
    let values = [("msgtype", msgtype.as_str()), ("call", api.name())];
    let code = if api != Api::Message && is_refused(&msgtype, api.target()) {
        Code::AttachmentNotForCall
    } else if !attachment.may_have(&msgtype) {
        Code::AttachmentObjectMissing
    } else {
        return;
    };
    let finding = context.source.finding(code, value.span(), &values);
    context.findings.push(finding);
}

/// Whether the rule book refuses attachments of that type for the target, whatever is in them.
fn is_refused(msgtype: &str, target: TargetKind) -> bool {
    let draft = json!({
        "target": { "kind": target },
        "attachments": [{ "msgtype": msgtype, msgtype: {} }],
    });
    Draft::read(&draft)
        .judge(&DraftContext::default())
        .iter()
        .any(|fault| match fault.code {
            FaultCode::AttachmentNotForChannel => true,
            FaultCode::UnknownValue => fault.place == "attachments[0].msgtype",
            _ => false,
        })
}
