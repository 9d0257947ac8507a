//! WeCom's own addresses.

pub mod get_api_domain_ip;
pub mod getcallbackip;
