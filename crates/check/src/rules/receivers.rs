//! Receivers that belong to another call.

use super::{
    Context,
    calls::{Api, Share},
};
use crate::code::Code;

/// The key each call names its receivers by.
const KEYS: [(Api, &str); 3] = [
    (Api::Contact, "externalUserIds"),
    (Api::Chat, "chatIds"),
    (Api::Ex, "selectedExternalUserIds"),
];

pub fn check<'a>(context: &mut Context<'_, 'a>, share: Share<'a>) {
    if !KEYS.iter().any(|(api, _)| *api == share.api) {
        return;
    }
    for (owner, key) in KEYS {
        let Some(property) = share.args.property(key).filter(|_| owner != share.api) else {
            continue;
        };
        let own = KEYS
            .iter()
            .find(|(api, _)| *api == share.api)
            .map_or("", |(_, key)| key);
        let same_people = owner != Api::Chat && share.api != Api::Chat;
        let (wanted_zh, wanted_en) = if same_people {
            (format!("这里要写 {own}。"), format!("Write {own} here."))
        } else {
            (
                format!(
                    "发给{}用 {}；要发给{}，这里写 {own}。",
                    people_zh(owner),
                    owner.name(),
                    people_zh(share.api)
                ),
                format!(
                    "Reach {} with {}; to reach {}, write {own} here.",
                    people_en(owner),
                    owner.name(),
                    people_en(share.api)
                ),
            )
        };
        let values = [
            ("call", share.api.name()),
            ("key", key),
            ("other", owner.name()),
            ("wanted_zh", &wanted_zh),
            ("wanted_en", &wanted_en),
        ];
        let span = oxc_span::GetSpan::span(&property.key);
        let finding = context
            .source
            .finding(Code::ReceiversSwapped, span, &values);
        context.findings.push(finding);
    }
}

fn people_zh(api: Api) -> &'static str {
    if api == Api::Chat {
        "客户群"
    } else {
        "客户"
    }
}

fn people_en(api: Api) -> &'static str {
    if api == Api::Chat {
        "customer groups"
    } else {
        "customers"
    }
}
