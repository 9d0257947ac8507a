//! Tickets of the JS-SDK, for pages in WeCom; mini programs need none.
//!
//! WeCom gives at most 400 an hour to a company and 100 to an app (page 90312,
//! 2023/08/28): keep one until it expires.

pub mod get;
pub mod get_jsapi_ticket;
