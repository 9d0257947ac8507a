//! An attachment as the script has it: what its texts tell where only a part of them is known.

use oxc_ast::ast::Expression;
use wecom_share_rules::limits::PlaceLimits;

use super::SdkCall;
use crate::{
    rules::{Context, images, lengths, pages},
    source::Object,
};

/// One attachment that could be read, for what the texts of a script tell beyond its JSON.
pub struct Written<'a> {
    pub msgtype: String,
    pub body: Option<Object<'a>>,
    /// What a builder was given in place of an object: a picture's address, a path.
    pub single: Option<&'a Expression<'a>>,
    pub by_builder: bool,
}

impl<'a> Written<'a> {
    pub fn measure(&self, context: &mut Context<'_, 'a>, call: SdkCall<'a>, limits: &PlaceLimits) {
        let value = |key: &str| self.body.and_then(|body| body.value(key));
        if let Some(title) = value("title") {
            match self.msgtype.as_str() {
                "miniprogram" => lengths::card_title(context, limits, title),
                _ => lengths::link_title(context, limits, title),
            }
        }
        if let Some(desc) = value("desc") {
            lengths::link_desc(context, limits, desc);
        }
        if let Some(page) = value("page").filter(|_| !self.by_builder) {
            pages::of_sdk(context, page);
        }
        if !call.is_local {
            return;
        }
        // Without a server a picture must be a link; the rule book's places say which.
        let (place, picture) = match self.msgtype.as_str() {
            "image" => ("share-image", self.single.or_else(|| value("url"))),
            "miniprogram" => ("card-cover", value("cover")),
            "link" => ("link-cover", value("cover")),
            _ => return,
        };
        let Some(picture) = picture else { return };
        let url = context
            .source
            .object(picture)
            .map(|object| object.value("url"));
        if let Some(picture) = url.unwrap_or(Some(picture)) {
            images::check(context, place, "url", picture);
        }
    }
}
