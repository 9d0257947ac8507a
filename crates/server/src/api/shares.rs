//! Shares: planned, reported, looked at.

pub(crate) mod create;
mod facts;
pub(crate) mod get;
pub(crate) mod list;
mod pictures;
pub(crate) mod report;
mod schema;
mod view;
