//! How long the rules take, in nanoseconds a call; for `make bench`. Build it optimised:
//! `cargo run --release -q -p wecom-share-rules --example planning_speed`.

use std::{hint::black_box, time::Instant};

use serde_json::json;
use wecom_share_rules::{
    book,
    codes::{FaultCode, NoteCode, ReasonCode, RefusalCode, SkipCode},
    draft::Draft,
    errors::{self, Runtime},
    host::Platform,
    page::{self, Channel},
    plan::{self, Facts},
};

fn main() {
    let first = Instant::now();
    book::limits();
    book::channels();
    book::capabilities();
    book::quotas();
    println!(
        "book, what planning needs, once  {:>9} ns",
        first.elapsed().as_nanos()
    );
    let first = Instant::now();
    book::errors();
    println!(
        "book, errors, once               {:>9} ns",
        first.elapsed().as_nanos()
    );
    let first = Instant::now();
    book::fault_text(FaultCode::WrongType);
    book::note_text(NoteCode::TokenAppended);
    book::reason_text(ReasonCode::TargetChat);
    book::skip_text(SkipCode::QuotaUsedUp);
    book::refusal_text(RefusalCode::DraftInvalid);
    println!(
        "book, words, once                {:>9} ns",
        first.elapsed().as_nanos()
    );

    let card = json!({"msgtype": "miniprogram", "miniprogram": {
        "title": "花笺小铺 新品", "page": "pages/product/product?id=1&from=share", "cover": {"id": "img_a"}}});
    let value = json!({"target": {"kind": "customers", "ids": ["wmA", "wmB"]}, "text": "新品到店", "attachments": vec![card; 9]});
    let draft = Draft::read(&value).draft;
    let facts: Facts = serde_json::from_value(json!({
        "now": "2026-11-24T10:00:00+08:00", "member": "zhangsan", "appid": "wx7c1d9a2b3e4f5061",
        "host": {"environment": "wxwork", "platform": "ios", "version": "4.1.20", "apis": ["shareToExternalContact"]},
        "image_links": {"img_a": "http://p.qpic.cn/pic_wework/1/abc/0"},
        "known_receivers": ["wmA", "wmB"], "token": "AAAAAAAAAAAAAAAA",
    }))
    .unwrap_or_else(|error| panic!("the facts of this example: {error}"));

    measure("path", || {
        page::convert(
            "pages/product/product?id=1&from=share",
            Channel::ShareCard,
            None,
        )
    });
    measure("read a draft of nine cards", || Draft::read(&value));
    measure("check and plan it", || plan::plan(&draft, &facts).is_ok());
    measure("read, check and plan it", || {
        plan::plan_reading(&Draft::read(&value), &facts).is_ok()
    });
    for (name, raw) in [
        ("explain, known", "shareToExternalChat:fail_no_permission"),
        (
            "explain, unknown",
            "shareToExternalChat:fail something that nobody has described yet",
        ),
        ("explain, server", "48002"),
        (
            "explain, a line of a log",
            r#"2026-11-24T02:00:00Z ERROR wecom: GET /cgi-bin/externalcontact/list -> {"errcode":48002,"errmsg":"api forbidden"}"#,
        ),
    ] {
        measure(name, || {
            errors::explain(
                Runtime::MiniProgram,
                Platform::Ios,
                "shareToExternalChat",
                raw,
            )
        });
    }
}

/// The best of many short runs: on a busy machine some of them are not interrupted.
fn measure<T>(name: &str, mut call: impl FnMut() -> T) {
    const CALLS: u32 = 50;
    let mut best = u128::MAX;
    for _ in 0..2_000 {
        let start = Instant::now();
        for _ in 0..CALLS {
            black_box(call());
        }
        best = best.min(start.elapsed().as_nanos() / u128::from(CALLS));
    }
    println!("{name:<32} {best:>9} ns");
}
