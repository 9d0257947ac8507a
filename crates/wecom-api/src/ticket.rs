//! Tickets of the JS-SDK, for pages in WeCom; mini programs need none.
//!
//! WeCom gives at most 400 an hour to a company and 100 to an app (page 90312,
//! 2023/08/28): keep one until it expires.

pub mod get;
pub mod get_jsapi_ticket;

use std::time::Duration;

use crate::{Limit, Whose};

/// Printed for the company's ticket; taken to hold for both kinds.
const LIMITS: &[Limit] = &[
    Limit {
        calls: 400,
        window: Duration::from_secs(3600),
        of: Whose::Corp,
    },
    Limit {
        calls: 100,
        window: Duration::from_secs(3600),
        of: Whose::App,
    },
];
