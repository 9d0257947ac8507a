//! `success` told to people as delivery.
//!
//! Only plain words in a toast, a dialog or `setData` count; a text that speaks of the mass-send assistant is right.

use oxc_ast::{
    AstKind,
    ast::{Argument, CallExpression, Expression},
};
use oxc_semantic::NodeId;
use oxc_span::{GetSpan, Span};

use super::{
    Context,
    calls::{Api, Share},
};
use crate::{
    code::Code,
    source::{Object, function_of},
};

const SAID: [&str; 8] = [
    "发送成功",
    "群发成功",
    "已发送",
    "已发出",
    "已送达",
    "客户已收到",
    "sent successfully",
    "delivered",
];
const RIGHT: [&str; 5] = ["助手", "assistant", "helper", "未", "not "];
const SET: [&str; 3] = ["sent", "isSent", "delivered"];

pub fn of_call<'a>(context: &mut Context<'_, 'a>, id: NodeId, share: Share<'a>) {
    if matches!(share.api, Api::Message | Api::Ex) {
        return;
    }
    let name = share.api.name();
    if let Some((span, _)) = share.args.value("success").and_then(function_of) {
        within(
            context,
            &format!("{name} 的 success "),
            &format!("success of {name}"),
            span,
        );
    }
    // Wrapped into a promise.
    of_promise(context, id, name);
}

/// What is done with the promise of a share: `.then(function)`, or what follows `await`.
pub fn of_promise(context: &mut Context<'_, '_>, id: NodeId, name: &str) {
    let Some(span) = then_of(context, id).or_else(|| awaited(context, id)) else {
        return;
    };
    within(
        context,
        &format!("{name} 的结果"),
        &format!("the result of {name}"),
        span,
    );
}

/// The function in `call.then(function)`.
fn then_of(context: &Context<'_, '_>, id: NodeId) -> Option<Span> {
    let nodes = context.source.semantic.nodes();
    let member = nodes.parent_node(id);
    let AstKind::StaticMemberExpression(it) = member.kind() else {
        return None;
    };
    if it.property.name != "then" {
        return None;
    }
    let AstKind::CallExpression(call) = nodes.parent_kind(member.id()) else {
        return None;
    };
    let first = call.arguments.first().and_then(Argument::as_expression)?;
    function_of(first).map(|(span, _)| span)
}

/// From `await call` to the end of the block it stands in.
fn awaited(context: &Context<'_, '_>, id: NodeId) -> Option<Span> {
    let nodes = context.source.semantic.nodes();
    let AstKind::AwaitExpression(it) = nodes.parent_kind(id) else {
        return None;
    };
    let end = nodes.ancestor_kinds(id).find_map(|kind| match kind {
        AstKind::BlockStatement(block) => Some(block.span.end),
        AstKind::FunctionBody(body) => Some(body.span.end),
        _ => None,
    })?;
    Some(Span::new(it.span.end, end))
}

fn within(context: &mut Context<'_, '_>, zh: &str, en: &str, function: Span) {
    let source = context.source;
    let mut found = Vec::new();
    for node in source.nodes() {
        let AstKind::CallExpression(call) = node.kind() else {
            continue;
        };
        if function.contains_inclusive(call.span)
            && let Some(span) = told(context, call)
        {
            found.push(span);
        }
    }
    for span in found {
        let values = [("what_zh", zh), ("what_en", en)];
        let finding = source.finding(Code::SuccessIsNotDelivery, span, &values);
        context.findings.push(finding);
    }
}

/// Where the call tells people that something arrived.
fn told<'a>(context: &Context<'_, 'a>, call: &'a CallExpression<'a>) -> Option<Span> {
    let args = call.arguments.first().and_then(Argument::as_expression)?;
    let args = context.source.object(args)?;
    match context.source.last_name(&call.callee)? {
        // Of `wx`, `uni`, `Taro` and whatever bundlers call them: nobody else has these names.
        "showToast" | "showModal" => in_words(context, args, &["title", "content"]),
        "setData" => {
            let set = args.properties().find(|property| {
                let key = property.key.static_name();
                let yes = matches!(&property.value, Expression::BooleanLiteral(it) if it.value);
                yes && key.is_some_and(|key| SET.contains(&key.as_ref()))
            });
            set.map(|property| property.span).or_else(|| {
                let keys: Vec<_> = args
                    .properties()
                    .filter_map(|it| it.key.static_name())
                    .collect();
                let keys: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
                in_words(context, args, &keys)
            })
        }
        _ => None,
    }
}

fn in_words<'a>(context: &Context<'_, 'a>, args: Object<'a>, keys: &[&str]) -> Option<Span> {
    keys.iter().find_map(|key| {
        let value = args.value(key)?;
        let text = context.source.constant(value)?;
        let said = SAID.iter().any(|words| text.contains(words));
        (said && !RIGHT.iter().any(|words| text.contains(words))).then(|| value.span())
    })
}
