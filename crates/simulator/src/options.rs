//! What a simulator is started with, besides its world.

use std::path::PathBuf;

/// Where the mini program that the phones run comes from.
#[derive(Clone, Debug)]
pub enum AppSource {
    /// A directory with app.json, or a project directory whose `miniprogramRoot` has it. Packed anew when it changes.
    Dir(PathBuf),
    /// Paths relative to app.json, with their bytes.
    Embedded(Vec<(String, Vec<u8>)>),
}

#[derive(Clone, Debug)]
pub struct Options {
    pub app: AppSource,
    /// Base addresses the mini program uses, and where they really are:
    /// `("https://share.example.com", "http://127.0.0.1:8787")`.
    pub hosts: Vec<(String, String)>,
    /// Address under which `/pic_wework` is reachable, e.g. `http://127.0.0.1:8787`: uploaded pictures get links there.
    pub public_base: String,
}
