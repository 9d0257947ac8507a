//! Calls of the SDK. It gives pages their form and uploads images by itself; what it cannot mend is found here.

use oxc_ast::ast::{Argument, CallExpression, Expression};
use oxc_span::GetSpan;
use wecom_share_rules::book;

use super::{Context, delivery, lengths, pages};
use crate::{code::Code, source::inner};

pub fn check<'a>(context: &mut Context<'_, 'a>, call: &'a CallExpression<'a>) {
    let first = call.arguments.first().and_then(Argument::as_expression);
    let Some(first) = first else { return };
    if let Some(name) = share_name(&call.callee) {
        attachments(context, name, first);
    }
    if let Some(member) = call.callee.as_member_expression()
        && member.static_property_name() == Some("then")
        && let Expression::CallExpression(before) = inner(member.object())
        && let Some(name) = share_name(&before.callee)
    {
        delivery::of_promise(context, name, first);
    }
    let way = context.source.dotted(&call.callee);
    let way: Vec<&str> = way.iter().flatten().map(String::as_str).collect();
    match way.as_slice() {
        ["require:wecom-share", "card"] => card(context, first),
        ["require:wecom-share", "cardPage"] => pages::of_sdk(context, first),
        _ => {}
    }
}

/// The SDK's calls have names nobody else uses.
fn share_name<'a>(callee: &'a Expression<'a>) -> Option<&'a str> {
    let name = callee.as_member_expression()?.static_property_name()?;
    matches!(name, "shareToCustomers" | "shareToGroups").then_some(name)
}

fn card<'a>(context: &mut Context<'_, 'a>, argument: &'a Expression<'a>) {
    let Some(card) = context.source.object(argument) else {
        return;
    };
    if let Some(page) = card.value("page") {
        pages::of_sdk(context, page);
    }
    if let Some(title) = card.value("title") {
        lengths::card_title(context, &book::limits().share, title);
    }
}

fn attachments<'a>(context: &mut Context<'_, 'a>, name: &str, argument: &'a Expression<'a>) {
    let list = context
        .source
        .object(argument)
        .and_then(|args| args.value("attachments"));
    let Some(list) = list else { return };
    let Some(elements) = context.source.elements(list) else {
        return;
    };
    let limit = book::limits().share.attachments;
    if elements.written > limit {
        let (found, limit) = (elements.written.to_string(), limit.to_string());
        let values = [("found", found.as_str()), ("limit", &limit), ("call", name)];
        let finding = context
            .source
            .finding(Code::TooManyAttachments, list.span(), &values);
        context.findings.push(finding);
    }
}
