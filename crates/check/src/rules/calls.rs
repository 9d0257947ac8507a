//! Calls of `wx` and of the SDK: which one it is, and what it gets.

use oxc_ast::{
    AstKind,
    ast::{Argument, CallExpression, Expression},
};
use oxc_semantic::NodeId;
use oxc_span::{GetSpan, Span};
use wecom_share_rules::{
    book,
    draft::TargetKind,
    limits::PlaceLimits,
    page::{Channel, Suffix},
};

use super::{
    Context, attachments, delivery, forward, images, lengths, pages, receivers, sdk, shapes,
};
use crate::{
    code::Code,
    source::{ANY, Object},
};

/// A call of the share family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Api {
    Contact,
    Chat,
    /// `wx.qy[name]` with attachments: one of the two above.
    Either,
    Moments,
    /// `sendChatMessage`.
    Message,
    /// `shareAppMessageEx`.
    Ex,
}

impl Api {
    fn named(name: &str, args: &Object<'_>) -> Option<Self> {
        match name {
            "shareToExternalContact" => Some(Self::Contact),
            "shareToExternalChat" => Some(Self::Chat),
            "shareToExternalMoments" => Some(Self::Moments),
            "sendChatMessage" => Some(Self::Message),
            "shareAppMessageEx" => Some(Self::Ex),
            ANY if args.property("attachments").is_some() => Some(Self::Either),
            _ => None,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Contact => "shareToExternalContact",
            Self::Chat => "shareToExternalChat",
            Self::Either => "shareToExternalContact / shareToExternalChat",
            Self::Moments => "shareToExternalMoments",
            Self::Message => "sendChatMessage",
            Self::Ex => "shareAppMessageEx",
        }
    }

    pub const fn target(self) -> TargetKind {
        match self {
            Self::Contact | Self::Either | Self::Ex => TargetKind::Customers,
            Self::Chat => TargetKind::Groups,
            Self::Moments => TargetKind::Moments,
            Self::Message => TargetKind::Chat,
        }
    }

    pub const fn channel(self) -> Channel {
        match self {
            Self::Message => Channel::ChatCard,
            Self::Ex => Channel::ExCard {
                suffix: Suffix::Html,
            },
            _ => Channel::ShareCard,
        }
    }

    pub fn limits(self) -> &'static PlaceLimits {
        let limits = book::limits();
        match self {
            Self::Moments => &limits.moments,
            Self::Message => &limits.chat,
            _ => &limits.share,
        }
    }
}

/// A share call with its arguments.
#[derive(Clone, Copy, Debug)]
pub struct Share<'a> {
    pub api: Api,
    pub args: Object<'a>,
}

/// The calls that open a page of the same mini program.
const NAVIGATION: [&str; 4] = ["navigateTo", "redirectTo", "reLaunch", "switchTab"];

pub fn check<'a>(context: &mut Context<'_, 'a>, id: NodeId, call: &'a CallExpression<'a>) {
    sdk::check(context, id, call);
    forward::in_call(context, call);
    if let Some(called) = context.source.qy_call(call) {
        let args = called.args.and_then(|args| context.source.object(args));
        if let Some(args) = args
            && let Some(api) = Api::named(&called.name, &args)
        {
            share(context, id, Share { api, args });
        }
        return;
    }
    let Some(way) = context.source.dotted(&call.callee) else {
        return;
    };
    let way: Vec<&str> = way.iter().map(String::as_str).collect();
    let first = call.arguments.first().and_then(Argument::as_expression);
    match way.as_slice() {
        ["wx", "invoke"] => invoke(context, id, call.callee.span(), first),
        ["wx", name] if NAVIGATION.contains(name) => {
            let args = first.and_then(|first| context.source.object(first));
            if let Some(url) = args.and_then(|args| args.value("url")) {
                let name = format!("wx.{name}");
                pages::navigation(context, &name, url);
            }
        }
        _ => {}
    }
}

fn share<'a>(context: &mut Context<'_, 'a>, id: NodeId, share: Share<'a>) {
    receivers::check(context, share);
    shapes::check(context, share);
    delivery::of_call(context, id, share);
    match share.api {
        Api::Message => attachments::message(context, share),
        Api::Ex => {
            if let Some(page) = share.args.value("path") {
                pages::card(context, share.api.channel(), share.api.name(), page, None);
            }
            if let Some(image) = share.args.value("imageUrl") {
                images::check(context, images::EX, "imageUrl", image);
            }
        }
        _ => {
            lengths::text(context, share);
            attachments::check(context, share);
            flat(context, share);
        }
    }
}

/// The form before 3.1.6: one card, its fields side by side.
fn flat<'a>(context: &mut Context<'_, 'a>, share: Share<'a>) {
    let args = share.args;
    if share.api == Api::Moments || args.may_have("attachments") || args.may_have("text") {
        return;
    }
    if let Some(page) = args.value("page") {
        pages::card(
            context,
            share.api.channel(),
            share.api.name(),
            page,
            args.value("appid"),
        );
    }
    if let Some(title) = args.value("title") {
        lengths::card_title(context, share.api.limits(), title);
    }
    if let Some(image) = args.value("imgUrl") {
        images::check(context, "card-cover-old", "imgUrl", image);
    }
}

fn invoke<'a>(
    context: &mut Context<'_, 'a>,
    id: NodeId,
    callee: Span,
    name: Option<&'a Expression<'a>>,
) {
    if is_asked_for(context, id) {
        return;
    }
    let name = name.and_then(|name| context.source.constant(name));
    let api = name.as_deref().unwrap_or("…");
    let finding = context
        .source
        .finding(Code::InvokeInMiniProgram, callee, &[("api", api)]);
    context.findings.push(finding);
}

/// Scripts that web pages share ask first: `if (wx.invoke)`, `wx.invoke && …`.
fn is_asked_for(context: &Context<'_, '_>, id: NodeId) -> bool {
    let asks = |test: Span| context.source.words(test).contains("invoke");
    let mut around = context.source.semantic.nodes().ancestor_kinds(id);
    around.any(|kind| match kind {
        AstKind::IfStatement(it) => asks(it.test.span()),
        AstKind::ConditionalExpression(it) => asks(it.test.span()),
        AstKind::LogicalExpression(it) => asks(it.left.span()),
        _ => false,
    })
}
