//! The stand-in's promises, each kept over HTTP.

#![expect(
    clippy::unwrap_used,
    reason = "a test whose helpers cannot go on has failed"
)]

mod app;
mod bench;
mod callbacks;
mod cards;
mod clients;
mod clock;
mod companies;
mod conformance;
mod contacts;
mod control;
mod events;
mod faults;
mod guard;
mod hook;
mod journal;
mod logins;
mod mass_sends;
mod media;
mod network;
mod pictures;
mod quota;
mod rights;
mod screens;
mod spelling;
mod steps;
mod tokens;
mod worlds;
