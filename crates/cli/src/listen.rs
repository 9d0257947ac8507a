//! Listening on a port, saying plainly when it is taken, and stopping cleanly.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, anyhow};
use axum::Extension;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::{conn::auto, graceful::GracefulShutdown};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// How long a server's open requests may take to finish after a signal.
pub const DRAIN: Duration = Duration::from_secs(10);
/// The same where phones hold event streams open, which never finish by themselves.
pub const DRAIN_PHONES: Duration = Duration::from_millis(300);

/// How long a client may take to send a request's head: half-sent ones would hold sockets for ever.
const HEAD: Duration = Duration::from_secs(10);
/// How long to wait when the system has no socket left to give.
const EXHAUSTED: Duration = Duration::from_millis(100);

/// A listener on this machine only. Port 0 lets the system choose.
pub async fn loopback(port: u16) -> anyhow::Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let other = port.checked_add(1).unwrap_or(8787);
    bind(address, &format!("--port {other}")).await
}

/// Listens; `instead` is what to write for another port.
///
/// # Errors
/// In words a person can act on when the port is taken or not allowed.
pub async fn bind(address: SocketAddr, instead: &str) -> anyhow::Result<TcpListener> {
    let port = address.port();
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => anyhow!(
                "端口 {port} 已被占用。换一个端口：{instead}\n\
                 port {port} is in use. Take another: {instead}"
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
    let mut http = auto::Builder::new(TokioExecutor::new());
    http.http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD);
    let open = GracefulShutdown::new();
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(EXHAUSTED).await;
                    continue;
                }
            },
            () = stop.cancelled() => break,
        };
        // The simulated WeCom looks at where a call comes from.
        let router = router.clone().layer(Extension(ConnectInfo(peer)));
        let service = TowerToHyperService::new(router);
        let connection = http.serve_connection(TokioIo::new(stream), service);
        let connection = open.watch(connection.into_owned());
        tokio::spawn(async move {
            // The client's end of it: gone away, or too slow.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended");
            }
        });
    }
    drop(listener);
    tokio::select! {
        () = open.shutdown() => {}
        () = tokio::time::sleep(drain) => {}
    }
    Ok(())
}
