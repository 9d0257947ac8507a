//! Listening on a port, saying plainly when it is taken, and stopping cleanly.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, anyhow};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// How long a server's open requests may take to finish after a signal.
pub const DRAIN: Duration = Duration::from_secs(10);
/// The same where phones hold event streams open, which never finish by themselves.
pub const DRAIN_PHONES: Duration = Duration::from_millis(300);

/// A listener on this machine only. Port 0 lets the system choose.
pub async fn loopback(port: u16) -> anyhow::Result<TcpListener> {
    bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await
}

/// # Errors
/// In words a person can act on when the port is taken or not allowed.
pub async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let port = address.port();
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => anyhow!(
                "端口 {port} 已被占用。换一个端口：--port {other}，或 PORT={other} make demo\n\
                 port {port} is in use. Take another: --port {other}, or PORT={other} make demo",
                other = port.checked_add(1).unwrap_or(8787),
            ),
            ErrorKind::PermissionDenied => anyhow!(
                "没有权限监听端口 {port}，请用 1024 以上的端口\n\
                 not allowed to listen on port {port}; take one above 1024"
            ),
            _ => anyhow!(error).context(format!("cannot listen on {address}")),
        })
}

/// Cancelled once by Ctrl-C or SIGTERM.
pub fn stop_signal() -> anyhow::Result<CancellationToken> {
    let token = CancellationToken::new();
    let stop = token.clone();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).context("cannot wait for SIGTERM")?;
        tokio::spawn(async move {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            stop.cancel();
        });
    }
    #[cfg(not(unix))]
    tokio::spawn(async move {
        let _ = tokio::signal::ctrl_c().await;
        stop.cancel();
    });
    Ok(token)
}

/// Serves until `stop`, then lets open requests finish for at most `drain`.
pub async fn serve(
    listener: TcpListener,
    router: axum::Router,
    stop: CancellationToken,
    drain: Duration,
) -> anyhow::Result<()> {
    let drained = async {
        stop.cancelled().await;
        tokio::time::sleep(drain).await;
    };
    let serving = axum::serve(listener, router)
        .with_graceful_shutdown(stop.clone().cancelled_owned())
        .into_future();
    tokio::select! {
        result = serving => result.context("the listener failed"),
        () = drained => Ok(()),
    }
}
