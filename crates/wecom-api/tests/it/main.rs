//! What this client promises: each endpoint against its fixture, and the
//! client against a small server that answers as it is told.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that fails is a test that fails"
)]

mod callbacks;
mod fixtures;
mod fuzz;
mod more_fixtures;
mod pages;
mod reading;
mod repeats;
mod secrets;
mod sessions;
mod shared_tokens;
mod stand_in;
mod suites;
mod tokens;
mod uploads;
