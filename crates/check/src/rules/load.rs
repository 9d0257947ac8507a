//! `wx.qy` while a script loads.

use oxc_ast::{
    AstKind,
    ast::{BindingPattern, Expression},
};
use oxc_semantic::NodeId;
use oxc_span::{GetSpan, Span};
use oxc_syntax::operator::UnaryOperator;

use super::Context;
use crate::code::Code;

pub fn check(context: &mut Context<'_, '_>, id: NodeId) {
    let source = context.source;
    let kind = source.semantic.nodes().kind(id);
    let found = match kind {
        // `const { login } = wx.qy` fails where `wx.qy` is undefined.
        AstKind::VariableDeclarator(it) => match (&it.id, &it.init) {
            (BindingPattern::ObjectPattern(_), Some(value)) if is_qy(context, value) => {
                Some((Code::QyAtLoad, value.span()))
            }
            (BindingPattern::ObjectPattern(keys), Some(value)) if is_wx(context, value) => keys
                .properties
                .iter()
                .find(|it| it.key.is_specific_static_name("qy"))
                .map(|it| (Code::QyKeptAtLoad, it.span)),
            _ => None,
        },
        _ => member(context, id),
    };
    let Some((code, span)) = found else { return };
    if !source.runs_at_load(id) || is_guarded(context, id, span) {
        return;
    }
    let finding = source.finding(code, span, &[("what", source.words(span))]);
    context.findings.push(finding);
}

fn is_qy<'a>(context: &Context<'_, 'a>, value: &'a Expression<'a>) -> bool {
    context
        .source
        .dotted(value)
        .is_some_and(|way| way == ["wx", "qy"])
}

fn is_wx<'a>(context: &Context<'_, 'a>, value: &'a Expression<'a>) -> bool {
    context
        .source
        .dotted(value)
        .is_some_and(|way| way == ["wx"])
}

/// `wx.qy.name`, or `wx.qy` kept under a name.
fn member(context: &Context<'_, '_>, id: NodeId) -> Option<(Code, Span)> {
    let source = context.source;
    let nodes = source.semantic.nodes();
    let (object, optional, span) = match nodes.kind(id) {
        AstKind::StaticMemberExpression(it) => (&it.object, it.optional, it.span),
        AstKind::ComputedMemberExpression(it) => (&it.object, it.optional, it.span),
        _ => return None,
    };
    if is_qy(context, object) {
        return (!optional).then_some((Code::QyAtLoad, span));
    }
    let own = source.dotted(object)?;
    let key = match nodes.kind(id) {
        AstKind::StaticMemberExpression(it) => it.property.name.to_string(),
        AstKind::ComputedMemberExpression(it) => source.constant(&it.expression)?,
        _ => return None,
    };
    if own != ["wx"] || key != "qy" {
        return None;
    }
    match nodes.parent_kind(id) {
        AstKind::VariableDeclarator(it)
            if matches!(it.id, BindingPattern::BindingIdentifier(_)) =>
        {
            Some((Code::QyKeptAtLoad, span))
        }
        AstKind::AssignmentExpression(it) if it.right.span() == span => {
            (!is_compared(context, id)).then_some((Code::QyKeptAtLoad, span))
        }
        AstKind::ObjectProperty(it) if it.value.span() == span => Some((Code::QyKeptAtLoad, span)),
        _ => None,
    }
}

/// `(kept = wx.qy) === null || …`, which compilers make of `wx.qy?.login`: it asks, and keeps nothing for later.
fn is_compared(context: &Context<'_, '_>, id: NodeId) -> bool {
    let nodes = context.source.semantic.nodes();
    let mut around = nodes
        .ancestor_kinds(id)
        .skip(1)
        .skip_while(|kind| matches!(kind, AstKind::ParenthesizedExpression(_)));
    matches!(around.next(), Some(AstKind::BinaryExpression(_)))
}

/// Something around it asks first, or catches what it throws.
fn is_guarded(context: &Context<'_, '_>, id: NodeId, span: Span) -> bool {
    let nodes = context.source.semantic.nodes();
    let is_in = |part: Span| part.contains_inclusive(span);
    nodes.ancestor_kinds(id).any(|kind| match kind {
        AstKind::IfStatement(it) => !is_in(it.test.span()),
        AstKind::ConditionalExpression(it) => !is_in(it.test.span()),
        AstKind::LogicalExpression(it) => is_in(it.right.span()),
        AstKind::TryStatement(it) => is_in(it.block.span),
        AstKind::UnaryExpression(it) => {
            it.operator == UnaryOperator::Typeof && is_only_asked(context, span)
        }
        _ => false,
    })
}

/// `typeof wx.qy` asks; `typeof wx.qy.login` already reads.
fn is_only_asked(context: &Context<'_, '_>, span: Span) -> bool {
    context.source.words(span).matches('.').count() < 2
}
