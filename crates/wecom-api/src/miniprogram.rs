//! Mini programs.

pub mod jscode2session;
pub mod transfer_session;
