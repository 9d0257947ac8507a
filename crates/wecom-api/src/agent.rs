//! Apps.

pub mod get;
