//! The numbers of the base frequency limits (server-api.md §12); `[limits]` in a world file.

use serde::Deserialize;

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    pub enabled: bool,
    /// One company, one API.
    pub corp: Rate,
    /// One caller's address, one API.
    pub ip: Rate,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    pub minute: u32,
    pub hour: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            enabled: true,
            corp: Rate {
                minute: 10_000,
                hour: 150_000,
            },
            ip: Rate {
                minute: 20_000,
                hour: 600_000,
            },
        }
    }
}
