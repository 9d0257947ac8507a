//! Reading a draft off the script. What is not known stands in it as something that has no fault, so every fault is one
//! of what is written down.

use std::collections::BTreeMap;

use oxc_ast::ast::Expression;
use oxc_span::{GetSpan, Span};
use serde_json::{Map, Value, json};
use wecom_share_rules::draft::TargetKind;

use super::{SdkCall, builder, written::Written};
use crate::{
    rules::images,
    source::{Object, Source, inner},
};

pub struct Reader<'s, 'a> {
    source: &'s Source<'a>,
    call: SdkCall<'a>,
    target: Option<TargetKind>,
    spans: BTreeMap<String, Span>,
    attachments: Vec<Written<'a>>,
    /// Texts and attachments that are surely sent.
    pub messages: usize,
}

impl<'s, 'a> Reader<'s, 'a> {
    pub fn new(source: &'s Source<'a>, call: SdkCall<'a>, target: Option<TargetKind>) -> Self {
        Self {
            source,
            call,
            target,
            spans: BTreeMap::new(),
            attachments: Vec::new(),
            messages: 0,
        }
    }

    /// Where in the script each place of the draft is, and the attachments that were read.
    pub fn places(self) -> (BTreeMap<String, Span>, Vec<Written<'a>>) {
        (self.spans, self.attachments)
    }

    pub fn whole(&mut self, object: Object<'a>) -> Value {
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
                ("text", _) => {
                    let text = self.source.constant(&property.value);
                    self.messages += usize::from(text.is_some_and(|text| !text.trim().is_empty()));
                    self.text(&property.value, "x")
                }
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
            self.messages += 1;
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
