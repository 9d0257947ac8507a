//! Logs go to stderr: readable at a terminal, JSON lines elsewhere.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// `WECOM_SHARE_LOG` takes the usual filter, e.g. `info,wecom_api=debug`.
/// The demo and the simulator say only what went wrong; a server says what it does.
pub fn start(serving: bool) {
    let default = if serving { "info" } else { "warn" };
    let filter =
        EnvFilter::try_from_env("WECOM_SHARE_LOG").unwrap_or_else(|_| EnvFilter::new(default));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if std::io::stderr().is_terminal() {
        builder.compact().init();
    } else {
        builder.json().init();
    }
}
