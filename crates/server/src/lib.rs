//! The sharing server: sessions, pictures, plans, reports and openings over HTTP.
//!
//! It knows WeCom only through `wecom-api` at a configured address, and keeps
//! what must not be lost in `wecom-share-store`.

mod clock;
pub mod config;
mod server;

pub use self::{
    clock::{Clock, SystemClock},
    server::{Server, StartError},
};
