//! A mini program's login (server-api.md §3).

pub(super) mod jscode2session;
pub(super) mod service_jscode2session;
pub(super) mod transfer_session;
