//! What `onShareAppMessage` returns.

use oxc_ast::{
    AstKind,
    ast::{
        Argument, AssignmentExpression, AssignmentTarget, CallExpression, Expression,
        MethodDefinition, ObjectProperty,
    },
};
use oxc_span::{GetSpan, Span};
use wecom_share_rules::page::Channel;

use super::{Context, pages};
use crate::source::{function_of, inner};

const NAME: &str = "onShareAppMessage";

pub fn in_object<'a>(context: &mut Context<'_, 'a>, property: &'a ObjectProperty<'a>) {
    if property.key.is_specific_static_name(NAME) {
        of(context, &property.value);
    }
}

pub fn in_class<'a>(context: &mut Context<'_, 'a>, method: &'a MethodDefinition<'a>) {
    if method.key.is_specific_static_name(NAME) {
        returned(context, method.value.span);
    }
}

/// `page.onShareAppMessage = function …`
pub fn in_assignment<'a>(context: &mut Context<'_, 'a>, it: &'a AssignmentExpression<'a>) {
    if let AssignmentTarget::StaticMemberExpression(member) = &it.left
        && member.property.name == NAME
    {
        of(context, &it.right);
    }
}

/// The hooks of frameworks: `onShareAppMessage(function)` of Vue, `useShareAppMessage(function)` of Taro.
pub fn in_call<'a>(context: &mut Context<'_, 'a>, call: &'a CallExpression<'a>) {
    let name = context.source.last_name(&call.callee);
    if matches!(name, Some(NAME | "useShareAppMessage"))
        && let Some(function) = call.arguments.first().and_then(Argument::as_expression)
    {
        of(context, function);
    }
}

fn of<'a>(context: &mut Context<'_, 'a>, function: &'a Expression<'a>) {
    if let Expression::ArrowFunctionExpression(arrow) = inner(function)
        && let Some(value) = arrow.body.as_expression()
    {
        value_of(context, value);
    } else if let Some((span, _)) = function_of(function) {
        returned(context, span);
    }
}

/// Every `return` of the function itself, not of functions inside it.
fn returned(context: &mut Context<'_, '_>, function: Span) {
    let source = context.source;
    for node in source.nodes() {
        let AstKind::ReturnStatement(it) = node.kind() else {
            continue;
        };
        if !function.contains_inclusive(it.span) {
            continue;
        }
        let own = source
            .semantic
            .nodes()
            .ancestor_kinds(node.id())
            .find(|kind| {
                matches!(
                    kind,
                    AstKind::Function(_) | AstKind::ArrowFunctionExpression(_)
                )
            });
        if own.is_some_and(|own| own.span() == function)
            && let Some(value) = &it.argument
        {
            value_of(context, value);
        }
    }
}

fn value_of<'a>(context: &mut Context<'_, 'a>, value: &'a Expression<'a>) {
    let object = context.source.object(value);
    if let Some(path) = object.and_then(|object| object.value("path")) {
        pages::card(context, Channel::Forward, NAME, path, None);
    }
}
