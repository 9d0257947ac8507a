//! The sharing server: sessions, pictures, plans, reports and openings over HTTP.
//!
//! It knows WeCom only through `wecom-api` at a configured address, and keeps
//! what must not be lost in `wecom-share-store`. What a share may look like, and
//! what a client's answer means, is `wecom-share-rules`' to say. This crate
//! brings them together: one file for each endpoint under `api/`.

mod api;
mod apps;
mod callbacks;
mod clock;
mod codes;
pub mod config;
mod desk;
mod door;
mod fetch;
mod http;
mod ids;
mod intake;
mod ledger;
mod links;
mod lists;
mod picture;
mod problem;
mod renewal;
mod rights;
mod server;
mod service;
mod shown;
mod tokens;
mod wecom;

pub use self::{
    clock::{Clock, SystemClock},
    desk::{Desk, DeskError, Linked, Refused},
    picture::{Cut, Use},
    server::{CleanError, Server, StartError, collect_garbage},
};
