//! What holds for every input.

use proptest::prelude::*;
use serde_json::{Value, json};
use wecom_share_rules::{
    draft::{Draft, DraftContext},
    errors::{self, Runtime},
    fault::Fault,
    host::{Platform, WecomVersion},
    json,
    page::{Channel, PagePath, Suffix, convert, render},
    plan::{Facts, plan_reading},
    quota::{self, Count, Mode, Period, Rule, Standing, Use},
};

fn channels() -> impl Strategy<Value = Channel> {
    let bare = Channel::ExCard {
        suffix: Suffix::None,
    };
    prop::sample::select([Channel::ALL.as_slice(), &[bare]].concat())
}

/// Texts that look like pages, with what breaks naive helpers.
fn pages() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "pages", "a", "b", "/", "//", ".html", "?", "&", "=", "x=1", "#", " ", "\u{3000}",
        "\u{FEFF}", "%", "%3F", "%zz", "花", "😀", "..", "ws_t=OLD", "https://", "\\", "\0", "+",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn rendering_twice_is_rendering_once(text in pages(), channel in channels()) {
        if let Ok(once) = convert(&text, channel, None) {
            prop_assert_eq!(convert(&once, channel, None), Ok(once));
        }
    }

    #[test]
    fn a_page_comes_back_from_any_channel_as_the_same_card(text in pages(), channel in channels()) {
        if let (Ok(card), Ok(other)) = (convert(&text, Channel::ShareCard, None), convert(&text, channel, None)) {
            prop_assert_eq!(convert(&other, Channel::ShareCard, None), Ok(card));
        }
    }

    #[test]
    fn a_card_has_one_leading_slash_one_suffix_and_at_most_one_question_mark(text in pages()) {
        if let Ok(card) = convert(&text, Channel::ShareCard, None) {
            let path = card.split('?').next().unwrap();
            prop_assert!(path.starts_with('/') && !path.starts_with("//"), "{}", card);
            prop_assert!(path.ends_with(".html") && !path.ends_with(".html.html"), "{}", card);
            prop_assert!(card.matches('?').count() <= 1 && !card.ends_with('?'), "{}", card);
            prop_assert!(card.is_ascii() && !card.contains('#'), "{}", card);
        }
    }

    #[test]
    fn the_query_is_kept_up_to_percent_encoding(text in "pages/a\\?[a-zA-Z0-9=&?#花 /:+.-]{1,60}") {
        let card = convert(&text, Channel::ShareCard, None).unwrap();
        let given = text.trim_end().split_once('?').unwrap().1;
        let query = card.split_once('?').map_or("", |(_, query)| query);
        prop_assert_eq!(decode(query), given);
    }

    #[test]
    fn a_token_stands_exactly_once_at_the_end(text in pages()) {
        if let Ok(page) = PagePath::parse(&text) {
            let card = render(&page.with_token("TOKEN"), Channel::ShareCard);
            prop_assert!(card.ends_with("ws_t=TOKEN"));
            let query = card.split_once('?').unwrap().1;
            prop_assert_eq!(query.split('&').filter(|pair| pair.starts_with("ws_t=")).count(), 1);
        }
    }

    #[test]
    fn any_text_is_a_page_or_has_faults(text in any::<String>(), channel in channels()) {
        if let Err(faults) = convert(&text, channel, None) {
            prop_assert!(!faults.is_empty());
        }
    }

    #[test]
    fn any_json_is_a_draft_or_has_faults_with_known_places(value in drafts()) {
        let reading = Draft::read(&value);
        let faults = reading.judge(&DraftContext::default());
        let places_known = faults.iter().all(|fault| in_draft(fault, &value));
        prop_assert!(places_known, "{faults:?} in {value}");
        let planned = plan_reading(&reading, &facts());
        prop_assert_eq!(planned.is_ok(), faults.is_empty());
        if let Ok(plan) = planned {
            prop_assert!(nothing_empty(&plan.call.args), "{}", plan.call.args);
        }
    }

    #[test]
    fn reading_any_text_as_json_never_panics(text in r#"[\[\]{}":,\\udDabcf0-9 ]{0,60}"#) {
        let _ = json::parse(&text);
        Draft::read_text(&text);
    }

    #[test]
    fn any_answer_is_explained(text in any::<String>(), h5 in any::<bool>()) {
        let runtime = if h5 { Runtime::H5 } else { Runtime::MiniProgram };
        errors::explain(runtime, Platform::Ios, "shareToExternalContact", text.as_str());
    }

    #[test]
    fn the_spelling_of_an_answer_does_not_matter(
        fail in prop::sample::select(vec!["", "fail ", "fail_", "fail:", "failed_", "FAIL ", "fail_fail_", "fail, "]),
        gap in prop::sample::select(vec!["", " ", "_", "  "]),
        prefix in prop::sample::select(vec!["", "shareToExternalChat:", "qy.shareToExternalChat:", "qy__shareToExternalChat:"]),
    ) {
        let text = format!("{prefix}{fail}no{gap}permission");
        let found = errors::explain(Runtime::MiniProgram, Platform::Mac, "shareToExternalChat", text.as_str());
        prop_assert_eq!(found.code, "no_permission");
    }

    #[test]
    fn a_used_up_quota_is_free_again_at_its_until_and_not_before(seconds in 0_i64..4_000_000_000, sends in 0_usize..40, mode in modes()) {
        let now = jiff::Timestamp::from_second(seconds).unwrap();
        let uses: Vec<Use> = (0..sends).map(|_| Use { sender: "m".to_owned(), receiver: "wm".to_owned(), at: now }).collect();
        let rule = Rule { mode, count: Count::PerSender };
        let check = |at| quota::check(&uses, "m", "wm", rule, at);
        let period = Period::around(now, mode);
        prop_assert!(period.start <= now && now < period.end);
        if let Standing::UsedUp { until } = check(now) {
            let free = matches!(check(until.0), Standing::Available { .. });
            let before = until.0.checked_sub(jiff::SignedDuration::from_nanos(1)).unwrap();
            let used = matches!(check(before), Standing::UsedUp { .. });
            prop_assert!(free && used);
        }
    }

    #[test]
    fn counting_per_receiver_never_allows_more(seconds in 0_i64..4_000_000_000, own in 0_usize..10, others in 0_usize..10, mode in modes()) {
        let now = jiff::Timestamp::from_second(seconds).unwrap();
        let sends = |sender: &str, count| vec![Use { sender: sender.to_owned(), receiver: "wm".to_owned(), at: now }; count];
        let uses = [sends("m", own), sends("n", others)].concat();
        let left = |count| match quota::check(&uses, "m", "wm", Rule { mode, count }, now) {
            Standing::Available { left } => left,
            Standing::UsedUp { .. } => 0,
        };
        prop_assert!(left(Count::PerReceiver) <= left(Count::PerSender));
    }

    #[test]
    fn versions_are_printed_as_they_were_read(numbers in prop::array::uniform3(0_u32..100)) {
        let version = WecomVersion::new(numbers[0], numbers[1], numbers[2]);
        prop_assert_eq!(WecomVersion::parse(&version.to_string()), Some(version));
    }
}

fn modes() -> impl Strategy<Value = Mode> {
    prop::sample::select(Mode::ALL.to_vec())
}

fn decode(query: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = query.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(&tail[..2]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Whether the place of a fault is in the draft, or is that of a thing missing from something in it.
fn in_draft(fault: &Fault, draft: &Value) -> bool {
    let mut at = draft;
    let steps: Vec<&str> = fault
        .place
        .split(['.', '['])
        .map(|step| step.trim_end_matches(']'))
        .collect();
    for (index, step) in steps.iter().enumerate() {
        let next = match step.parse::<usize>() {
            Ok(number) => at.get(number),
            Err(_) if step.is_empty() => Some(at),
            Err(_) => at.get(step),
        };
        match next {
            Some(next) => at = next,
            None => return index + 2 >= steps.len(),
        }
    }
    true
}

fn nothing_empty(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty() && items.iter().all(nothing_empty),
        Value::Object(fields) => !fields.is_empty() && fields.values().all(nothing_empty),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

fn facts() -> Facts {
    serde_json::from_value(json!({
        "now": "2026-11-24T10:00:00+08:00", "member": "zhangsan", "appid": "wx7c1d9a2b3e4f5061",
        "host": {"environment": "wxwork", "platform": "ios", "version": "5.0.2"}, "token": "AAAAAAAAAAAAAAAA",
    }))
    .unwrap()
}

/// Drafts between right and wrong.
fn drafts() -> impl Strategy<Value = Value> {
    let text = || prop_oneof![3 => Just(json!("花笺")), 1 => Just(json!("")), 1 => Just(json!(null)), 1 => Just(json!(7)), 1 => Just(json!("x".repeat(70))), 1 => Just(json!("\u{1}"))];
    let page = prop_oneof![3 => Just(json!("pages/a?x=1")), 1 => Just(json!("")), 1 => pages().prop_map(Value::from), 1 => Just(json!([]))];
    let image = || {
        prop_oneof![
            4 => Just(json!({"url": "https://p.qpic.cn/a"})), 1 => Just(json!({"mediaid": "M"})), 1 => Just(json!({"id": "img_a"})),
            1 => Just(json!({"url": "wxfile://a"})), 1 => Just(json!({})), 1 => Just(json!(null)), 1 => Just(json!("x")), 1 => Just(json!({"imgUrl": "x"})),
        ]
    };
    let card = (text(), page, image()).prop_map(|(title, page, cover)| {
        json!({"msgtype": "miniprogram", "miniprogram": {"title": title, "page": page, "cover": cover}})
    });
    let attachment = prop_oneof![
        4 => card,
        2 => image().prop_map(|image| json!({"msgtype": "image", "image": image})),
        1 => (text(), image()).prop_map(|(title, cover)| json!({"msgtype": "link", "link": {"url": "https://x/", "title": title, "cover": cover}})),
        1 => text().prop_map(|mediaid| json!({"msgtype": "file", "file": {"mediaid": mediaid}})),
        1 => Just(json!({"msgtype": "video", "video": {"mediaid": "M"}})),
        1 => Just(json!({"msgtype": "gif"})),
        1 => Just(json!(3)),
    ];
    let kind = prop::sample::select(vec![
        "customers",
        "customers",
        "groups",
        "moments",
        "chat",
        "nobody",
    ]);
    let ids = prop_oneof![3 => Just(json!(null)), 2 => Just(json!(["wm1", "wm2"])), 1 => Just(json!([])), 1 => Just(json!(["", 1])), 1 => Just(json!("wm1"))];
    (kind, ids, text(), prop::collection::vec(attachment, 0..11), any::<bool>()).prop_map(|(kind, ids, text, attachments, ex)| {
        json!({"target": {"kind": kind, "ids": ids}, "text": text, "attachments": attachments, "ex": ex})
    })
}
