//! Mini programs.

pub mod jscode2session;
