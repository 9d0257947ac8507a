//! Titles, descriptions and texts against their limits.

use oxc_ast::ast::Expression;
use wecom_share_rules::limits::PlaceLimits;

use super::{Context, calls::Share};
use crate::code::Code;

pub fn card_title<'a>(
    context: &mut Context<'_, 'a>,
    limits: &PlaceLimits,
    value: &'a Expression<'a>,
) {
    measure(
        context,
        Code::TitleTooLong,
        limits.card_title_bytes,
        value,
        str::len,
    );
}

pub fn link_title<'a>(
    context: &mut Context<'_, 'a>,
    limits: &PlaceLimits,
    value: &'a Expression<'a>,
) {
    measure(
        context,
        Code::TitleTooLong,
        limits.link_title_bytes,
        value,
        str::len,
    );
}

pub fn link_desc<'a>(
    context: &mut Context<'_, 'a>,
    limits: &PlaceLimits,
    value: &'a Expression<'a>,
) {
    measure(
        context,
        Code::DescTooLong,
        limits.link_desc_bytes,
        value,
        str::len,
    );
}

/// `text: { content }` of a share.
pub fn text<'a>(context: &mut Context<'_, 'a>, share: Share<'a>) {
    let text = share
        .args
        .value("text")
        .and_then(|text| context.source.object(text));
    if let Some(content) = text.and_then(|text| text.value("content")) {
        text_of(context, share.api.limits(), content);
    }
}

/// The text itself.
pub fn text_of<'a>(context: &mut Context<'_, 'a>, limits: &PlaceLimits, value: &'a Expression<'a>) {
    let limit = limits.text_characters;
    measure(context, Code::TextTooLong, limit, value, |text| {
        text.chars().count()
    });
}

/// What is known of the value already exceeds the limit, whatever the rest may be.
fn measure<'a>(
    context: &mut Context<'_, 'a>,
    code: Code,
    limit: usize,
    value: &'a Expression<'a>,
    length: fn(&str) -> usize,
) {
    for text in context.source.texts(value) {
        let found = length(&text.at_least());
        if found <= limit {
            continue;
        }
        let (least_zh, least_en) = match text.whole() {
            Some(_) => (format!(" {found} "), found.to_string()),
            None => (format!("至少 {found} "), format!("at least {found}")),
        };
        let limit = limit.to_string();
        let values = [
            ("found", least_zh.as_str()),
            ("found_en", &least_en),
            ("limit", &limit),
        ];
        let finding = context.source.finding(code, text.span, &values);
        context.findings.push(finding);
    }
}
