//! What the server promises, over real HTTP, with a real database in a folder
//! of its own and a small stand-in for WeCom.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, in its helpers too"
)]

mod house;
mod pictures;
mod wecom;

mod api_document;
mod callbacks;
mod companies;
mod covers;
mod from_url;
mod images;
mod ledger;
mod lists;
mod log;
mod openings;
mod plans;
mod quota;
mod reports;
mod restart;
mod sessions;
mod strangers;
mod tokens;
