//! What WeCom demands of a share: drafts, page paths, limits, quotas, errors and plans. No I/O, no clock, no async.
//!
//! The numbers and texts are not here: they are the dated, sourced rows of `rules/*.toml`, which [`book`] reads
//! once. This crate is the code that applies them.
//!
//! The way through: [`draft::Draft::read`] takes JSON apart and reports every fault of its shape;
//! [`plan::plan`] judges the draft against the [`plan::Facts`] the caller knows and answers with the exact arguments
//! of one `wx.qy` call or with a [`plan::Refusal`]; [`errors::explain`] turns what the client answered into causes
//! and remedies.
//!
//! ```
//! use wecom_share_rules::{
//!     errors::{self, Runtime},
//!     host::Platform,
//!     page::{self, Channel},
//! };
//!
//! let card = page::convert("pages/product/product?id=1", Channel::ShareCard, None);
//! assert_eq!(card.as_deref(), Ok("/pages/product/product.html?id=1"));
//!
//! let answer = r#"{"errMsg":"shareToExternalChat:fail_no_permission"}"#;
//! let found = errors::explain(Runtime::MiniProgram, Platform::Android, "shareToExternalChat", answer);
//! assert_eq!(found.code, "no_permission");
//! assert_eq!(found.causes[0].code, "member_without_customer_contact");
//! ```

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
