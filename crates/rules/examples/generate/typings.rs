//! Types of `wx.qy` itself: `wx-qy.d.ts.in` with the facts of the rule book put in.
//!
//! A mark is `{{name: word, word}}`; what it stands for is in [`fact`]. A fact that the book does not have stops the
//! generator.

use wecom_share_rules::{
    book::{self, Capability, Runtime, Support},
    limits::LimitRow,
};

pub const FILE: &str = "miniprogram/types/wx-qy.d.ts";

pub fn text() -> String {
    let template = include_str!("wx-qy.d.ts.in");
    let mut out = String::with_capacity(2 * template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (mark, after) = after
            .split_once("}}")
            .unwrap_or_else(|| panic!("no end of a mark: {after:.40}"));
        out.push_str(before);
        out.push_str(&fact(mark));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn fact(mark: &str) -> String {
    let (name, words) = mark.split_once(": ").unwrap_or((mark, ""));
    let words: Vec<&str> = words.split(", ").collect();
    match (name, words.as_slice()) {
        ("since", [api]) => since(capability(api, "")),
        ("since", [api, feature]) => since(capability(api, feature)),
        ("source", [api]) => sources(&capability(api, "").source),
        ("source", [api, feature]) => sources(&capability(api, feature).source),
        ("rights", [api]) => rights(capability(api, "")),
        ("entries", [api]) => capability(api, "").entries.join(", "),
        ("limit", [place, field]) => limit(place, field),
        ("size", [place, field]) => size(place, field),
        ("source of limit", [place, field]) => sources(&limit_row(place, field).source),
        ("page", [channel]) => page(channel),
        _ => panic!("unknown mark {mark}"),
    }
}

fn capability(api: &str, feature: &str) -> &'static Capability {
    book::capabilities()
        .find(api, feature, Runtime::MiniProgram)
        .unwrap_or_else(|| panic!("rules/capabilities.toml: no {api} {feature}"))
}

/// `WeCom 3.1.6 on iOS, Android and Windows; not on Mac`.
fn since(row: &Capability) -> String {
    let platforms = [
        ("iOS", row.ios),
        ("Android", row.android),
        ("Windows", row.windows),
        ("Mac", row.mac),
    ];
    let words = |support: Support| match support {
        Support::From(version) => format!("WeCom {version}"),
        Support::Yes => "WeCom, since when is not stated,".to_owned(),
        Support::No => "not".to_owned(),
        Support::NotStated => "not stated".to_owned(),
    };
    let mut parts: Vec<(String, Vec<&str>)> = Vec::new();
    for (name, support) in platforms {
        match parts.iter_mut().find(|(known, _)| *known == words(support)) {
            Some((_, names)) => names.push(name),
            None => parts.push((words(support), vec![name])),
        }
    }
    let parts = parts.iter().map(|(support, names)| match names.len() {
        4 => support.trim_end_matches(',').to_owned(),
        _ => format!("{support} on {}", listed(names)),
    });
    parts.collect::<Vec<_>>().join("; ")
}

fn listed(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

fn sources(ids: &[String]) -> String {
    let told = ids.iter().map(|id| {
        let row = book::sources()
            .find(id)
            .unwrap_or_else(|| panic!("rules/sources.toml: no {id}"));
        match &row.date {
            Some(date) => format!("{} ({date})", row.address),
            None => row.address.clone(),
        }
    });
    told.collect::<Vec<_>>().join(" · ")
}

fn rights(row: &Capability) -> String {
    let words = row.rights.iter().map(|right| match right.as_str() {
        "session" => "`login` and the server's code2Session",
        "visible_range" => "the member in the app's visible range",
        "customer_contact" => "the member with customer contact (客户联系)",
        "app_allowed" => "the app among 可调用接口的应用",
        "moments_range" => "the member in the 客户朋友圈 range",
        "entry" => "a fitting entry",
        "marketing" => "a third-party app of 「营销获客」",
        other => other,
    });
    words.collect::<Vec<_>>().join("; ")
}

fn limit_row(place: &str, field: &str) -> LimitRow {
    #[derive(serde::Deserialize)]
    struct File {
        limit: Vec<LimitRow>,
    }
    let text = book::FILES
        .iter()
        .find(|(name, _)| *name == "limits.toml")
        .map_or("", |(_, text)| *text);
    let file: File =
        toml::from_str(text).unwrap_or_else(|error| panic!("rules/limits.toml: {error}"));
    let row = file
        .limit
        .into_iter()
        .find(|row| row.place == place && row.field == field);
    row.unwrap_or_else(|| panic!("rules/limits.toml: no {place} {field}"))
}

/// `10 MB`
fn size(place: &str, field: &str) -> String {
    let max = limit_row(place, field).max.unwrap_or_default();
    assert_eq!(max % (1024 * 1024), 0, "{place} {field}");
    format!("{} MB", max / 1024 / 1024)
}

/// `64 bytes of UTF-8`, `4000 characters`, `9`.
fn limit(place: &str, field: &str) -> String {
    let row = limit_row(place, field);
    let max = row.max.unwrap_or_default();
    match row.unit.as_str() {
        "bytes" => format!("{max} bytes of UTF-8"),
        "count" => max.to_string(),
        unit => format!("{max} {unit}"),
    }
}

fn page(channel: &str) -> String {
    let row = book::channels().rows.iter().find(|row| row.name == channel);
    let row = row.unwrap_or_else(|| panic!("rules/channels.toml: no {channel}"));
    row.otherwise
        .as_ref()
        .map_or_else(String::new, |text| text.en.to_string())
}
