//! Calls of the SDK. It gives pages their form and uploads pictures by itself; what it cannot mend is found here.

mod draft;
mod read;
mod written;

use oxc_ast::{
    AstKind,
    ast::{Argument, CallExpression, Expression},
};
use oxc_semantic::NodeId;
use wecom_share_rules::{book, draft::TargetKind};

use super::{Context, delivery, lengths, pages};
use crate::{
    index::Index,
    instances::{self, Instance},
    source::{MODULE, Origin, Source, inner},
};

/// A share call of the SDK.
#[derive(Clone, Copy)]
pub struct SdkCall<'a> {
    pub name: &'static str,
    /// Where it goes; `None`: the draft says so (`share`).
    pub target: Option<TargetKind>,
    /// There is no server: what is only on the phone stays there.
    pub is_local: bool,
    pub argument: &'a Expression<'a>,
}

const CALLS: [(&str, Option<TargetKind>); 5] = [
    ("shareToCustomers", Some(TargetKind::Customers)),
    ("shareToGroups", Some(TargetKind::Groups)),
    ("shareToMoments", Some(TargetKind::Moments)),
    ("sendToChat", Some(TargetKind::Chat)),
    ("share", None),
];

/// Nobody else has these names; the others may be anybody's.
const OURS_ALONE: [&str; 2] = ["shareToCustomers", "shareToGroups"];

pub fn check<'a>(context: &mut Context<'_, 'a>, id: NodeId, call: &'a CallExpression<'a>) {
    if let Some(call) = of(context, call) {
        draft::check(context, call);
        if draft::target(context, call) != Some(TargetKind::Chat) {
            delivery::of_promise(context, id, call.name);
        }
        return;
    }
    let Some(first) = call.arguments.first().and_then(Argument::as_expression) else {
        return;
    };
    match builder(context.source, &call.callee).as_deref() {
        Some("card") => card(context, id, first),
        Some("cardPage") => pages::of_sdk(context, first),
        _ => {}
    }
}

/// The name of a function of the SDK's module.
fn builder<'a>(source: &Source<'a>, callee: &'a Expression<'a>) -> Option<String> {
    match source.dotted(callee)?.as_slice() {
        [module, name] if module == MODULE => Some(name.clone()),
        _ => None,
    }
}

fn of<'a>(context: &Context<'_, 'a>, call: &'a CallExpression<'a>) -> Option<SdkCall<'a>> {
    let source = context.source;
    let argument = call.arguments.first().and_then(Argument::as_expression)?;
    let (name, instance) = match inner(&call.callee) {
        // `const { shareToGroups } = create(…)`
        Expression::Identifier(name) => match source.origin(source.symbol(name)?)? {
            Origin::Value(value, keys) => {
                let [key] = keys.as_slice() else { return None };
                (known(key)?, instance(source, context.index, value))
            }
            _ => return None,
        },
        callee => {
            let member = callee.as_member_expression()?;
            let name = known(member.static_property_name()?)?;
            (name, instance(source, context.index, member.object()))
        }
    };
    let alone =
        OURS_ALONE.contains(&name.0) || name.1.is_some() && draft::has_builders(source, argument);
    let is_local = match instance {
        Some(instance) => instance.is_local,
        None if alone => false,
        None => return None,
    };
    Some(SdkCall {
        name: name.0,
        target: name.1,
        is_local,
        argument,
    })
}

fn known(name: &str) -> Option<(&'static str, Option<TargetKind>)> {
    CALLS.into_iter().find(|(known, _)| *known == name)
}

/// What `create` of the SDK made, as far as the expression is one of its objects.
pub fn instance<'a>(
    source: &Source<'a>,
    index: &Index,
    expression: &'a Expression<'a>,
) -> Option<Instance> {
    if let Some(found) = instances::made(source, expression) {
        return Some(found);
    }
    let way = source.dotted(expression)?;
    let (module, exported) = match way.as_slice() {
        [module] => (module, ""),
        [module, exported] => (module, exported.as_str()),
        _ => return None,
    };
    let module = module.strip_prefix("require:")?;
    index.instances.find(source.name, module, exported)
}

fn card<'a>(context: &mut Context<'_, 'a>, id: NodeId, argument: &'a Expression<'a>) {
    let Some(card) = context.source.object(argument) else {
        return;
    };
    if let Some(page) = card.value("page") {
        pages::of_sdk(context, page);
    }
    // A card in a known share is measured there; of the current chat no limit is stated.
    let nodes = context.source.semantic.nodes();
    let is_in_share = nodes
        .ancestor_kinds(id)
        .any(|kind| matches!(kind, AstKind::CallExpression(call) if of(context, call).is_some()));
    if !is_in_share && let Some(title) = card.value("title") {
        lengths::card_title(context, &book::limits().share, title);
    }
}
