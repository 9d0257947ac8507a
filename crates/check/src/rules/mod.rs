//! Which rules look at which places of a script.

mod attachments;
mod calls;
mod delivery;
mod forward;
mod images;
mod lengths;
mod load;
mod pages;
mod receivers;
mod sdk;
mod shapes;

use oxc_ast::AstKind;

use crate::{App, Finding, index::Index, source::Source};

/// What every rule may ask, and where it puts what it finds.
pub struct Context<'c, 'a> {
    pub source: &'c Source<'a>,
    pub app: &'c App,
    pub index: &'c Index,
    pub findings: &'c mut Vec<Finding>,
}

pub fn run(source: &Source<'_>, app: &App, index: &Index, findings: &mut Vec<Finding>) {
    let mut context = Context {
        source,
        app,
        index,
        findings,
    };
    for node in source.nodes() {
        match node.kind() {
            AstKind::CallExpression(call) => calls::check(&mut context, node.id(), call),
            AstKind::ObjectProperty(property) => forward::in_object(&mut context, property),
            AstKind::MethodDefinition(method) => forward::in_class(&mut context, method),
            AstKind::AssignmentExpression(it) => forward::in_assignment(&mut context, it),
            AstKind::StaticMemberExpression(_)
            | AstKind::ComputedMemberExpression(_)
            | AstKind::VariableDeclarator(_) => load::check(&mut context, node.id()),
            _ => {}
        }
    }
}
