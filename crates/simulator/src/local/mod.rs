//! What the stand-in's own APIs have in common: the phones' under `/sim/v1` and the one for control under `/control/v1`.
//! For this machine only, with errors for people.

mod error;
mod guard;
mod input;

pub(crate) use error::{Envelope, SimError};
pub(crate) use guard::only_this_machine;
pub(crate) use input::Input;
