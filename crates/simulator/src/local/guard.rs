//! Only this machine's browser, and only our own page in it.
//!
//! The listener is on loopback, but any web page can make a browser send requests there. A foreign page is recognised by
//! its Origin, or by Sec-Fetch-Site where no Origin is sent; a foreign name that was pointed at this machine (DNS
//! rebinding) by its Host.

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::SimError;

pub(crate) async fn only_this_machine(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let api = path.starts_with("/sim/") || path.starts_with("/control/");
    match check(request.headers(), api) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

fn check(headers: &HeaderMap, api: bool) -> Result<(), SimError> {
    let host = text(headers, header::HOST).unwrap_or_default();
    if !is_loopback(host) {
        return Err(SimError::new(
            StatusCode::FORBIDDEN,
            "not_loopback",
            (
                format!("模拟器只接受本机地址，不接受 {host}"),
                format!("the simulator answers to this machine's addresses only, not to {host}"),
            ),
            (
                "用 http://127.0.0.1:端口 打开",
                "open http://127.0.0.1:<port>",
            ),
        ));
    }
    let foreign = match text(headers, header::ORIGIN) {
        Some(origin) => origin.strip_prefix("http://") != Some(host),
        None => {
            api && headers
                .get("sec-fetch-site")
                .is_some_and(|it| it == "cross-site")
        }
    };
    if foreign {
        return Err(SimError::new(
            StatusCode::FORBIDDEN,
            "foreign_origin",
            (
                "别的网页不能操作模拟器",
                "another site's page may not use the simulator",
            ),
            (
                "在模拟器自己的页面里操作，或不用浏览器",
                "use the simulator's own page, or no browser",
            ),
        ));
    }
    Ok(())
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}
