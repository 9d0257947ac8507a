//! A draft read off the script (`read`), judged by the rule book.

use std::collections::BTreeMap;

use oxc_ast::ast::Expression;
use oxc_span::Span;
use serde_json::Value;
use wecom_share_rules::{
    book,
    codes::FaultCode,
    draft::{Draft, DraftContext, TargetKind},
    fault::Fault,
    text::Bilingual,
};

use super::{SdkCall, builder, read::Reader};
use crate::{
    code::Code,
    rules::{Context, lengths},
    source::{Source, inner},
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
        .is_some_and(|target| {
            let kind = target.value("kind");
            let known = kind.is_none_or(|kind| context.source.constant(kind).is_some());
            target.complete && known
        });
    if known.is_none() && !written && !named {
        return;
    }
    let mut reader = Reader::new(context.source, call, known);
    let whole = reader.whole(object);
    let is_one_message = reader.messages < 2;
    let (spans, attachments) = reader.places();
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
        // A text that is not known may be empty, and a list too.
        if is_one_message && fault.code == FaultCode::ChatTakesOneMessage {
            continue;
        }
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
