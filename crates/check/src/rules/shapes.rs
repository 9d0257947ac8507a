//! Fields of one form beside those of another.

use oxc_span::GetSpan;

use super::{
    Context,
    calls::{Api, Share},
};
use crate::{code::Code, source::Object};

const FLAT: [&str; 4] = ["appid", "title", "imgUrl", "page"];
const MESSAGE: [&str; 8] = [
    "msgtype",
    "image",
    "video",
    "file",
    "link",
    "news",
    "miniprogram",
    "msgmenu",
];

pub fn check<'a>(context: &mut Context<'_, 'a>, share: Share<'a>) {
    let args = share.args;
    let found = |names: &[&'static str]| {
        let stands = |name: &&&'static str| args.property(name).is_some();
        names.iter().find(stands).copied()
    };
    match share.api {
        Api::Contact | Api::Chat | Api::Either => {
            let new = found(&["attachments", "text"]);
            if let (Some(_), Some(key)) = (new, found(&FLAT)) {
                let why = (
                    "只有 text 和 attachments 都为空时，客户端才按旧写法读 appid、title、imgUrl、page；混在一起，这张卡片不会发出去。",
                    "The client reads appid, title, imgUrl and page the old way only when text and attachments are both empty; mixed, this card is not sent.",
                );
                let fix = (
                    "把卡片放进 attachments：{ msgtype: 'miniprogram', miniprogram: { appid, title, imgUrl, page } }。",
                    "Put the card into attachments: { msgtype: 'miniprogram', miniprogram: { appid, title, imgUrl, page } }.",
                );
                push(context, share, key, why, fix);
            } else if let Some(key) = found(&MESSAGE) {
                let why = (
                    "这是 sendChatMessage 的写法，分享接口不认。",
                    "This is the form of sendChatMessage; the share calls do not know it.",
                );
                let fix = (
                    "放进 attachments：[{ msgtype, … }]。",
                    "Put it into attachments: [{ msgtype, … }].",
                );
                push(context, share, key, why, fix);
            }
        }
        Api::Message if is_message(&args) => {
            if let Some(key) = found(&["attachments", "link"]) {
                let why = (
                    "sendChatMessage 一次只发一条消息：msgtype 加上同名对象；网页用 news，不用 link。",
                    "sendChatMessage sends one message: msgtype and the object of that name; a web page is news, not link.",
                );
                let fix = (
                    "每条消息调用一次 sendChatMessage，或改用 shareToExternalContact / shareToExternalChat。",
                    "Call sendChatMessage once a message, or use shareToExternalContact / shareToExternalChat.",
                );
                push(context, share, key, why, fix);
            }
        }
        Api::Message | Api::Moments | Api::Ex => {}
    }
}

/// The arguments are written down well enough to be judged.
fn is_message(args: &Object<'_>) -> bool {
    args.complete || args.property("msgtype").is_some()
}

fn push(
    context: &mut Context<'_, '_>,
    share: Share<'_>,
    key: &str,
    why: (&str, &str),
    fix: (&str, &str),
) {
    let Some(property) = share.args.property(key) else {
        return;
    };
    let values = [
        ("call", share.api.name()),
        ("key", key),
        ("why_zh", why.0),
        ("why_en", why.1),
        ("fix_zh", fix.0),
        ("fix_en", fix.1),
    ];
    let finding = context
        .source
        .finding(Code::ShapesMixed, property.key.span(), &values);
    context.findings.push(finding);
}
