//! What may stand where an image's link must go.

use oxc_ast::{
    AstKind,
    ast::{Argument, CallExpression, Expression},
};
use oxc_semantic::NodeId;
use oxc_span::GetSpan;
use serde_json::json;
use wecom_share_rules::{
    book,
    codes::FaultCode,
    draft::{Draft, DraftContext},
    text::Bilingual,
};

use super::Context;
use crate::{
    code::{Code, Level},
    source::{ANY, Origin, Source, inner},
};

/// The image of `shareAppMessageEx` is in no official page (client-api.md §2.5).
pub const EX: &str = "ex-cover";
static EX_ABOUT: Bilingual = Bilingual::new(
    "这个接口没有官方文档；笔记要求 https，公开代码传的也都是网络图片。",
    "This call has no official page; the note asks for https, and public code passes web pictures.",
);

/// Judges the image at a place of the rule book (`rules/channels.toml`, `image`).
pub fn check<'a>(
    context: &mut Context<'_, 'a>,
    place: &str,
    field: &str,
    value: &'a Expression<'a>,
) {
    let row = book::channels()
        .images
        .iter()
        .find(|row| row.place == place);
    let about = row.map(|row| row.about.clone());
    // client-api.md §5.1: every other client answers `fail invalid imgUrl`.
    let android = if place == "chat-card-cover" {
        ("只有安卓收本地文件。", " Only Android takes local files.")
    } else {
        ("", "")
    };
    let about = about.or_else(|| (place == EX).then(|| EX_ABOUT.lend()));
    // What a place does take is not a finding; the old form's sample uses a picture of the package.
    let takes_files = place == "card-cover-old";
    let values = |api: &'static str| {
        [
            ("field", field.to_owned()),
            ("api", api.to_owned()),
            (
                "place_zh",
                about
                    .as_ref()
                    .map_or_else(String::new, |it| it.zh.to_string())
                    + android.0,
            ),
            (
                "place_en",
                about
                    .as_ref()
                    .map_or_else(String::new, |it| it.en.to_string())
                    + android.1,
            ),
        ]
    };
    if !takes_files && let Some(api) = temporary(context.source, value) {
        push(
            context,
            Code::ImageTemporary,
            value.span(),
            &values(api),
            place == EX,
        );
        return;
    }
    for text in context.source.texts(value) {
        let code = match text.whole() {
            Some(whole) if !whole.is_empty() => fault(&whole),
            Some(_) => None,
            // Of a link that is only half known, the scheme still tells a local file.
            None => fault(&text.start()).filter(|_| has_local_scheme(&text.start())),
        };
        let code = match code {
            Some(FaultCode::ImageLocal) if !takes_files => Code::ImageLocal,
            Some(FaultCode::ImageInline) => Code::ImageInline,
            Some(FaultCode::ImageSchemeUnknown) => Code::ImageSchemeUnknown,
            _ => continue,
        };
        push(context, code, text.span, &values(""), place == EX);
    }
}

fn push(
    context: &mut Context<'_, '_>,
    code: Code,
    span: oxc_span::Span,
    values: &[(&str, String)],
    is_unproven: bool,
) {
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let mut finding = context.source.finding(code, span, &values);
    if is_unproven {
        finding.level = Level::Warning;
    }
    context.findings.push(finding);
}

/// What the rule book says of the address as the cover of a card.
fn fault(url: &str) -> Option<FaultCode> {
    let place = "attachments[0].miniprogram.cover.url";
    let draft = json!({
        "target": { "kind": "customers" },
        "attachments": [{
            "msgtype": "miniprogram",
            "miniprogram": { "title": "x", "page": "x", "cover": { "url": url } },
        }],
    });
    let faults = Draft::read(&draft).judge(&DraftContext::default());
    faults
        .into_iter()
        .find(|fault| fault.place == place)
        .map(|fault| fault.code)
}

/// Whether the beginning alone says that it is no link: `wxfile://`, `http://tmp/`, `data:`, `/images/`.
fn has_local_scheme(start: &str) -> bool {
    let start = start.to_ascii_lowercase();
    match start.split_once(':') {
        Some(("http" | "https", rest)) => rest.trim_start_matches('/').contains('/'),
        Some(_) => true,
        None => start.starts_with('/') && !start.starts_with("//") && start.len() > 1,
    }
}

/// The calls whose answer names files of this phone.
const FILE_APIS: [&str; 10] = [
    "getImageInfo",
    "chooseImage",
    "chooseMedia",
    "chooseMessageFile",
    "downloadFile",
    "canvasToTempFilePath",
    "compressImage",
    "cropImage",
    "editImage",
    "saveFile",
];
const FILE_KEYS: [&str; 6] = [
    "path",
    "tempFilePath",
    "tempFilePaths",
    "thumbTempFilePath",
    "savedFilePath",
    "filePath",
];

/// The call that answered the file the expression names, if it does.
pub fn temporary<'a>(source: &Source<'a>, value: &'a Expression<'a>) -> Option<&'static str> {
    temporary_within(source, value, 3)
}

fn temporary_within<'a>(
    source: &Source<'a>,
    value: &'a Expression<'a>,
    depth: usize,
) -> Option<&'static str> {
    let depth = depth.checked_sub(1)?;
    let mut keys = Vec::new();
    let mut value = inner(value);
    for _ in 0..8 {
        match value {
            Expression::Identifier(name) => match source.origin(source.symbol(name)?)? {
                Origin::Value(from, mut inside) => {
                    inside.append(&mut keys);
                    keys = inside;
                    value = inner(from);
                }
                Origin::Parameter {
                    function,
                    index: 0,
                    keys: mut inside,
                } => {
                    inside.append(&mut keys);
                    return names_file(&inside).then(|| answered_to(source, function))?;
                }
                _ => return None,
            },
            Expression::AwaitExpression(it) => {
                let Expression::CallExpression(call) = inner(&it.argument) else {
                    return None;
                };
                return names_file(&keys).then(|| file_api(source, call))?;
            }
            other => {
                let member = other.as_member_expression()?;
                keys.insert(0, source.key_of(member));
                if let [data, key] = keys.as_slice()
                    && data == "data"
                    && is_page(member.object())
                {
                    return set_as_temporary(source, key, depth);
                }
                value = inner(member.object());
            }
        }
    }
    None
}

/// `this`, or a name people give it.
fn is_page(expression: &Expression<'_>) -> bool {
    match inner(expression) {
        Expression::ThisExpression(_) => true,
        Expression::Identifier(name) => {
            matches!(name.name.as_str(), "that" | "self" | "_this" | "_self")
        }
        _ => false,
    }
}

/// `this.data.key`, where every `setData` of the script that fills the key fills it with such a file.
fn set_as_temporary(source: &Source<'_>, key: &str, depth: usize) -> Option<&'static str> {
    let mut found = None;
    for node in source.nodes() {
        let AstKind::CallExpression(call) = node.kind() else {
            continue;
        };
        let name = call
            .callee
            .as_member_expression()
            .and_then(|it| it.static_property_name());
        let args = call.arguments.first().and_then(Argument::as_expression);
        let Some(args) = args.filter(|_| name == Some("setData")) else {
            continue;
        };
        // Who knows what keys an object has that is not written down.
        let args = source.object(args)?;
        let empty = |value: &'_ Expression<'_>| {
            matches!(value, Expression::StringLiteral(it) if it.value.is_empty())
                || value.is_null_or_undefined()
        };
        match args.value(key).filter(|value| !empty(value)) {
            Some(value) => found = Some(temporary_within(source, value, depth)?),
            None if args.complete => {}
            None => return None,
        }
    }
    found
}

/// `path`, `tempFilePaths[0]`, `tempFiles[0].path`, …
fn names_file(keys: &[String]) -> bool {
    let is_index = |key: &str| key == ANY || key.bytes().all(|byte| byte.is_ascii_digit());
    match keys {
        [key] => FILE_KEYS.contains(&key.as_str()) && key != "tempFilePaths",
        [list, index] => list == "tempFilePaths" && is_index(index),
        [list, index, key] => {
            list == "tempFiles" && is_index(index) && FILE_KEYS.contains(&key.as_str())
        }
        _ => false,
    }
}

/// The call whose `success` or `then` the function is.
fn answered_to(source: &Source<'_>, function: NodeId) -> Option<&'static str> {
    let span = source.semantic.nodes().kind(function).span();
    let mut around = source.semantic.nodes().ancestors(function);
    let first = around.next()?;
    match first.kind() {
        AstKind::ObjectProperty(property) if property.key.is_specific_static_name("success") => {
            let AstKind::ObjectExpression(_) = around.next()?.kind() else {
                return None;
            };
            match around.next()?.kind() {
                AstKind::CallExpression(call) => file_api(source, call),
                _ => None,
            }
        }
        AstKind::CallExpression(call) => {
            let is_first = call
                .arguments
                .first()
                .is_some_and(|first| first.span() == span);
            let member = call.callee.as_member_expression().filter(|_| is_first)?;
            let Expression::CallExpression(before) = inner(member.object()) else {
                return None;
            };
            (member.static_property_name() == Some("then")).then(|| file_api(source, before))?
        }
        _ => None,
    }
}

fn file_api<'a>(source: &Source<'a>, call: &'a CallExpression<'a>) -> Option<&'static str> {
    let way = source.dotted(&call.callee)?;
    let [first, name] = way.as_slice() else {
        return None;
    };
    let known = FILE_APIS.into_iter().find(|api| api == name);
    // A call without arguments answers nothing.
    let asked = call
        .arguments
        .first()
        .and_then(Argument::as_expression)
        .is_some();
    known.filter(|_| first == "wx" && asked)
}
