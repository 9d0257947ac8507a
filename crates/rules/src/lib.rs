//! What WeCom demands of a share: drafts, page paths, limits, quotas, errors and plans. No I/O, no clock, no async.
//!
//! The numbers and texts are not here: they are the dated, sourced rows of `rules/*.toml`, which [`book`] reads
//! once. This crate is the code that applies them.
//!
//! The way through: [`draft::Draft::read`] takes JSON apart and reports every fault of its shape;
//! [`plan::plan`] judges the draft against the [`plan::Facts`] the caller knows and answers with the exact arguments
//! of one `wx.qy` call or with a [`plan::Refusal`]; [`errors::explain`] turns what the client answered into causes
//! and remedies.

pub mod blank;
pub mod book;
pub mod codes;
pub mod draft;
pub mod errors;
pub mod fault;
pub mod host;
pub mod json;
pub mod limits;
pub mod oracle;
pub mod page;
pub mod payload;
pub mod plan;
pub mod quota;
pub mod refusal;
pub mod route;
pub mod text;
