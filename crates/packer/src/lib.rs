//! Packs a directory of WXML, WXSS, JS and JSON into one script for the simulated phones.
//!
//! The script is a single call, `__wecomSharePackage({…})`, that hands the phone's host
//! (`web/src/host`) the pages' configuration, the compiled templates, the style sheets and the
//! text of every JS and WXS file. Scripts travel as text, so that one file with a syntax error is
//! reported by its own name instead of breaking the whole bundle.

mod app;
mod component;
mod error;
mod esm;
mod files;
mod json;
mod pack;
mod path;
mod script;
mod style;
mod template;

pub use error::{PackError, Warning};
pub use files::{Directory, Embedded, Files};
pub use pack::{Packed, pack};
