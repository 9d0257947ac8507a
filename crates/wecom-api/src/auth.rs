//! Getting in.

pub mod gettoken;
