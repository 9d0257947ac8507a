//! Every endpoint over real HTTP, in the world that has everything: its success, and each error its page documents.
//!
//! What was seen is written down as it happens; at the end the endpoints the stand-in itself names, and the codes of
//! `documented.rs`, must all be among it. Answers are also held against the fixtures that were transcribed from WeCom's
//! pages for the client, so that client and stand-in never only agree with each other.

mod albums;
mod basic;
mod contacts;
mod documented;
mod fixtures;
mod groupmsg;
mod input;
mod media;
mod moments;
mod providers;
mod run;
mod tags;
mod ways;
mod welcome;

use std::collections::BTreeSet;

use documented::DOCUMENTED;
use run::Run;

pub use run::{CHEN, CORP, OWN, WANG, WORLD};

#[tokio::test]
async fn every_endpoint_succeeds_and_gives_each_error_its_page_documents() {
    let mut run = Run::start().await;
    basic::run(&mut run).await;
    contacts::run(&mut run).await;
    tags::run(&mut run).await;
    media::run(&mut run).await;
    groupmsg::run(&mut run).await;
    moments::run(&mut run).await;
    welcome::run(&mut run).await;
    ways::run(&mut run).await;
    albums::run(&mut run).await;
    providers::run(&mut run).await;
    input::tokens(&mut run).await;

    let supported = run.supported().await;
    let listed: BTreeSet<&str> = DOCUMENTED.iter().map(|it| it.path).collect();
    let named: BTreeSet<&str> = supported.iter().map(String::as_str).collect();
    assert_eq!(listed, named, "documented.rs and the stand-in's own list");
    let missing: Vec<String> = DOCUMENTED
        .iter()
        .flat_map(|it| {
            let success = (!it.never_succeeds).then_some(&0);
            success
                .into_iter()
                .chain(it.codes)
                .chain(it.token.codes())
                .map(move |code| (it.path, *code))
        })
        .filter(|it| !run.seen.contains(it))
        .map(|(path, code)| format!("{path} {code}"))
        .collect();
    assert!(missing.is_empty(), "no case for: {missing:#?}");
    fixtures::compare(&run);
}
