//! A draft read off the script and judged by the rule book. What is not known stands in it as something that has no
//! fault, so every fault is one of what is written down.

use std::collections::BTreeMap;

use oxc_ast::ast::Expression;
use oxc_span::{GetSpan, Span};
use serde_json::{Map, Value, json};
use wecom_share_rules::{
    book,
    codes::FaultCode,
    draft::{Draft, DraftContext, TargetKind},
    fault::Fault,
    text::Bilingual,
};

use super::{SdkCall, builder};
use crate::{
    code::Code,
    rules::{Context, images, lengths, pages},
    source::{Object, Source, inner},
};

/// Where the call goes, if that is known.
pub fn target<'a>(context: &Context<'_, 'a>, call: SdkCall<'a>) -> Option<TargetKind> {
    if call.target.is_some() {
        return call.target;
    }
    let draft = context.source.object(call.argument)?;
    let target = context.source.object(draft.value("target")?)?;
    let kind = context.source.constant(target.value("kind")?)?;
    serde_json::from_value(Value::from(kind)).ok()
}

/// Whether an attachment is made by a builder of the SDK.
pub fn has_builders<'a>(source: &Source<'a>, argument: &'a Expression<'a>) -> bool {
    let list = source
        .object(argument)
        .and_then(|draft| source.elements(draft.value("attachments")?));
    list.is_some_and(|list| {
        let builds = |element: &&Expression<'a>| match inner(element) {
            Expression::CallExpression(call) => builder(source, &call.callee).is_some(),
            _ => false,
        };
        list.items.iter().any(builds)
    })
}

pub fn check<'a>(context: &mut Context<'_, 'a>, call: SdkCall<'a>) {
    let Some(object) = context.source.object(call.argument) else {
        return;
    };
    // `share({ target: { kind } })` with a kind that is not known here.
    let known = target(context, call);
    let written = call.target.is_some() || object.complete && object.property("target").is_none();
    let named = object
        .value("target")
        .and_then(|target| context.source.object(target))
        .is_some_and(|target| target.complete);
    if known.is_none() && !written && !named {
        return;
    }
    let mut reader = Reader {
        source: context.source,
        call,
        target: known,
        spans: BTreeMap::new(),
        attachments: Vec::new(),
    };
    let whole = reader.whole(object);
    let Reader {
        spans, attachments, ..
    } = reader;
    let limits = match known {
        Some(TargetKind::Moments) => &book::limits().moments,
        Some(TargetKind::Chat) => &book::limits().chat,
        _ => &book::limits().share,
    };
    if let Some(text) = object.value("text") {
        lengths::text_of(context, limits, text);
    }
    for attachment in &attachments {
        attachment.measure(context, call, limits);
    }
    for fault in Draft::read(&whole).judge(&DraftContext::default()) {
        tell(context, call, &spans, &fault);
    }
}

/// The fault as a finding, at the place it is about or the nearest place around it.
fn tell(
    context: &mut Context<'_, '_>,
    call: SdkCall<'_>,
    spans: &BTreeMap<String, Span>,
    fault: &Fault,
) {
    let code = match fault.code {
        // Half-known texts have these faults too: they are measured by themselves.
        FaultCode::TitleTooLong | FaultCode::DescTooLong | FaultCode::TextTooLong => return,
        code if code.as_str().starts_with("page_") && code != FaultCode::PageEmpty => return,
        FaultCode::TooManyAttachments => Code::TooManyAttachments,
        FaultCode::MediaLocal => Code::MediaLocal,
        _ => Code::DraftInvalid,
    };
    let mut place = fault.place.as_str();
    let span = loop {
        if let Some(span) = spans.get(place) {
            break *span;
        }
        place = match place.rfind(['.', '[']) {
            Some(end) => &place[..end],
            None if place.is_empty() => return,
            None => "",
        };
    };
    let field = match fault.place.as_str() {
        "" => call.name,
        "target.ids" if call.target.is_some() => "to",
        place => place,
    };
    let values = [("call", call.name), ("field", field)];
    let mut finding = context.source.finding(code, span, &values);
    // The rule book's own words; those of findings end without a full stop.
    finding.message = Bilingual {
        zh: fault.zh.trim_end_matches('。').to_owned().into(),
        en: fault.en.trim_end_matches('.').to_owned().into(),
    };
    context.findings.push(finding);
}

/// One attachment that could be read, for what the texts of a script tell beyond its JSON.
struct Written<'a> {
    msgtype: String,
    body: Option<Object<'a>>,
    /// What a builder was given in place of an object: a picture's address, a path.
    single: Option<&'a Expression<'a>>,
    by_builder: bool,
}

impl<'a> Written<'a> {
    fn measure(
        &self,
        context: &mut Context<'_, 'a>,
        call: SdkCall<'a>,
        limits: &wecom_share_rules::limits::PlaceLimits,
    ) {
        let value = |key: &str| self.body.and_then(|body| body.value(key));
        if let Some(title) = value("title") {
            match self.msgtype.as_str() {
                "miniprogram" => lengths::card_title(context, limits, title),
                _ => lengths::link_title(context, limits, title),
            }
        }
        if let Some(desc) = value("desc") {
            lengths::link_desc(context, limits, desc);
        }
        if let Some(page) = value("page").filter(|_| !self.by_builder) {
            pages::of_sdk(context, page);
        }
        if !call.is_local {
            return;
        }
        // Without a server a picture must be a link; the rule book's places say which.
        let (place, picture) = match self.msgtype.as_str() {
            "image" => ("share-image", self.single.or_else(|| value("url"))),
            "miniprogram" => ("card-cover", value("cover")),
            "link" => ("link-cover", value("cover")),
            _ => return,
        };
        let Some(picture) = picture else { return };
        let url = context
            .source
            .object(picture)
            .map(|object| object.value("url"));
        if let Some(picture) = url.unwrap_or(Some(picture)) {
            images::check(context, place, "url", picture);
        }
    }
}

struct Reader<'s, 'a> {
    source: &'s Source<'a>,
    call: SdkCall<'a>,
    target: Option<TargetKind>,
    spans: BTreeMap<String, Span>,
    attachments: Vec<Written<'a>>,
}

impl<'a> Reader<'_, 'a> {
    fn whole(&mut self, object: Object<'a>) -> Value {
        self.spans.insert(String::new(), self.call.argument.span());
        let mut draft = Map::new();
        // `to` of the named calls is `target.ids` of a draft.
        let kind = self.call.target;
        if let Some(kind) = kind {
            let mut target = json!({ "kind": kind });
            if let Some(ids) = object.property("to") {
                self.spans.insert("target.ids".to_owned(), ids.span);
                if let Some(list) = self.ids(&ids.value) {
                    target["ids"] = list;
                }
            }
            draft.insert("target".to_owned(), target);
        }
        for property in object.properties() {
            let Some(name) = property.key.static_name() else {
                continue;
            };
            let value = match (name.as_ref(), kind) {
                ("to", Some(_)) | ("onProgress", _) => continue,
                ("target", None) => {
                    self.spans.insert("target".to_owned(), property.span);
                    self.target_of(&property.value)
                }
                ("text", _) => self.text(&property.value, "x"),
                ("attachments", _) => match self.list(&property.value) {
                    Some(list) => list,
                    None => self.neutral(),
                },
                ("ex" | "enterChat", _) => match inner(&property.value) {
                    Expression::BooleanLiteral(it) => Value::from(it.value),
                    _ => Value::from(false),
                },
                // No key of a draft: the rule book says which there are.
                _ => Value::Null,
            };
            let at = property.key.span();
            let span = if value.is_null() {
                at
            } else {
                property.value.span()
            };
            self.spans.entry(name.to_string()).or_insert(span);
            draft.insert(name.into_owned(), value);
        }
        if !object.complete {
            draft.entry("text").or_insert_with(|| Value::from("x"));
            if self.target == Some(TargetKind::Chat) {
                // Whether the text comes besides an attachment is not known.
                draft.remove("attachments");
            }
        }
        Value::Object(draft)
    }

    fn target_of(&mut self, value: &'a Expression<'a>) -> Value {
        let kind = self.target.unwrap_or(TargetKind::Customers);
        let mut target = Map::new();
        let Some(object) = self.source.object(value) else {
            return json!({ "kind": kind });
        };
        for property in object.properties() {
            let Some(name) = property.key.static_name() else {
                continue;
            };
            let read = match name.as_ref() {
                "kind" => self.text(&property.value, kind.as_str()),
                "ids" => match self.ids(&property.value) {
                    Some(list) => list,
                    None => continue,
                },
                _ => Value::Null,
            };
            let key = property.key.span();
            self.spans.insert(format!("target.{name}"), key);
            target.insert(name.into_owned(), read);
        }
        if !object.complete {
            target.entry("kind").or_insert_with(|| kind.as_str().into());
        }
        Value::Object(target)
    }

    /// Receivers, where a list is written down; `'pick'` and names of lists are right.
    fn ids(&self, value: &'a Expression<'a>) -> Option<Value> {
        let Expression::ArrayExpression(list) = inner(value) else {
            return None;
        };
        let one = |element: &'a oxc_ast::ast::ArrayExpressionElement<'a>| {
            let value = element.as_expression();
            value.map_or_else(|| "x".into(), |value| self.text(value, "x"))
        };
        Some(list.elements.iter().map(one).collect())
    }

    fn list(&mut self, value: &'a Expression<'a>) -> Option<Value> {
        let elements = self.source.elements(value)?;
        let certain = elements.written;
        let mut list = Vec::new();
        for (index, element) in elements.items.iter().enumerate() {
            // What is pushed later may not come together with the rest.
            if index >= certain {
                break;
            }
            let place = format!("attachments[{}]", list.len());
            match self.attachment(element, &place) {
                Some(attachment) => list.push(attachment),
                // Of an unknown kind: counted where kinds may be mixed.
                None if self.target != Some(TargetKind::Moments) => list.push(self.any()),
                None => {}
            }
            self.spans.entry(place).or_insert(element.span());
        }
        if list.is_empty()
            && !matches!(inner(value), Expression::ArrayExpression(it) if it.elements.is_empty())
        {
            return None;
        }
        Some(Value::Array(list))
    }

    fn neutral(&self) -> Value {
        Value::Array(vec![self.any()])
    }

    fn any(&self) -> Value {
        json!({ "msgtype": "image", "image": { "mediaid": "x" } })
    }

    fn attachment(&mut self, element: &'a Expression<'a>, place: &str) -> Option<Value> {
        let mut written = Written {
            msgtype: String::new(),
            body: None,
            single: None,
            by_builder: false,
        };
        let mut body = None;
        if let Expression::CallExpression(call) = inner(element) {
            written.msgtype = match builder(self.source, &call.callee)?.as_str() {
                "card" => "miniprogram".to_owned(),
                name @ ("image" | "link" | "video" | "file") => name.to_owned(),
                _ => return None,
            };
            written.by_builder = true;
            body = call.arguments.first().and_then(|it| it.as_expression());
        } else {
            let object = self.source.object(element)?;
            let msgtype = object.value("msgtype");
            written.msgtype = self.source.constant(msgtype?)?;
            match object.value(&written.msgtype) {
                Some(value) => body = Some(value),
                None if object.complete => return Some(json!({ "msgtype": written.msgtype })),
                None => {}
            }
        }
        let place = format!("{place}.{}", written.msgtype);
        let read = self.body(&mut written, body, &place);
        let mut attachment = json!({ "msgtype": written.msgtype });
        attachment[&written.msgtype] = read;
        self.attachments.push(written);
        Some(attachment)
    }

    fn body(
        &mut self,
        written: &mut Written<'a>,
        body: Option<&'a Expression<'a>>,
        place: &str,
    ) -> Value {
        let usual = || match written.msgtype.as_str() {
            "image" => json!({ "mediaid": "x" }),
            "miniprogram" => json!({ "title": "x", "page": "x", "cover": { "id": "x" } }),
            "link" => json!({ "url": "https://a.example/" }),
            _ => json!({ "mediaid": "x" }),
        };
        let Some(body) = body else { return usual() };
        self.spans.insert(place.to_owned(), body.span());
        if written.msgtype == "image" {
            written.single = Some(body);
            written.body = self.source.object(body);
            return self.picture(body, true, place);
        }
        let Some(object) = self.source.object(body) else {
            written.single = Some(body);
            // `video('/clips/a.mp4')`
            return match written.msgtype.as_str() {
                "video" | "file" => json!({ "mediaid": self.media(body) }),
                _ => usual(),
            };
        };
        written.body = Some(object);
        let mut read = match usual() {
            Value::Object(usual) if !object.complete => usual,
            _ => Map::new(),
        };
        for property in object.properties() {
            let Some(name) = property.key.static_name() else {
                continue;
            };
            let value = &property.value;
            let inside = format!("{place}.{name}");
            let one = match (written.msgtype.as_str(), name.as_ref()) {
                (_, "cover") => self.picture(value, false, &inside),
                (_, "url") => self.text(value, "https://a.example/"),
                ("video" | "file", "mediaid") => self.media(value),
                (_, "crop") => self.text(value, "attention"),
                _ => self.text(value, "x"),
            };
            let known = usual().get(name.as_ref()).is_some()
                || matches!(name.as_ref(), "desc" | "cover" | "crop" | "appid" | "title");
            let span = if known {
                value.span()
            } else {
                property.key.span()
            };
            self.spans.insert(inside, span);
            read.insert(name.into_owned(), one);
        }
        Value::Object(read)
    }

    /// Where a picture comes from. The SDK takes paths and uploads them; without a server its texts are looked at by
    /// themselves.
    fn picture(&mut self, value: &'a Expression<'a>, is_image: bool, place: &str) -> Value {
        let some = || {
            if is_image {
                json!({ "mediaid": "x" })
            } else {
                json!({ "id": "x" })
            }
        };
        if let Some(object) = self.source.object(value) {
            let mut read = Map::new();
            for property in object.properties() {
                if let Some(name) = property.key.static_name() {
                    let fine = if name == "url" {
                        "https://a.example/"
                    } else {
                        "x"
                    };
                    let text = match self.text(&property.value, fine) {
                        // Uploaded, or looked at by itself.
                        Value::String(text) if name == "url" && !text.is_empty() => fine.into(),
                        other => other,
                    };
                    self.spans.insert(format!("{place}.{name}"), property.span);
                    read.insert(name.into_owned(), text);
                }
            }
            return if object.complete {
                Value::Object(read)
            } else {
                some()
            };
        }
        match self.source.constant(value) {
            Some(text) if text.trim().is_empty() => json!({ "url": "" }),
            // The current chat takes pictures by their media id alone.
            Some(_) if is_image && self.target == Some(TargetKind::Chat) => {
                json!({ "url": "https://a.example/" })
            }
            _ => some(),
        }
    }

    /// A media id; a path is one too where there is a server.
    fn media(&self, value: &'a Expression<'a>) -> Value {
        match self.text(value, "x") {
            Value::String(text) if !self.call.is_local && text.contains('/') => "x".into(),
            Value::String(text) if text == "x" && self.call.is_local => {
                let file = images::temporary(self.source, value).is_some();
                if file { "/" } else { "x" }.into()
            }
            other => other,
        }
    }

    /// The text, if all of it is known, or what is literally no text.
    fn text(&self, value: &'a Expression<'a>, otherwise: &str) -> Value {
        match inner(value) {
            Expression::NumericLiteral(it) => json!(it.value),
            Expression::BooleanLiteral(it) => it.value.into(),
            Expression::ArrayExpression(_) => json!([]),
            Expression::ObjectExpression(_) => json!({}),
            it if it.is_null_or_undefined() => Value::Null,
            _ => self
                .source
                .constant(value)
                .map_or_else(|| otherwise.into(), Value::from),
        }
    }
}
