//! A typed client of WeCom's server API.
