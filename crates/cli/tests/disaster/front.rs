//! The address that stays while the server behind it comes and goes, as a
//! proxy's does; it remembers WeCom's calls, so that they can be repeated.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use tokio::{net::TcpListener, task::AbortHandle};
use tower::ServiceExt as _;

#[derive(Clone, Default)]
struct Behind {
    server: Arc<Mutex<Option<Router>>>,
    heard: Arc<Mutex<Vec<Heard>>>,
}

/// A call of WeCom's, and how it was answered.
#[derive(Debug, Clone)]
pub struct Heard {
    pub uri: Uri,
    pub body: Bytes,
    pub status: StatusCode,
}

pub struct Front {
    pub address: SocketAddr,
    behind: Behind,
    serving: AbortHandle,
}

impl Front {
    pub async fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let behind = Behind::default();
        let router = Router::new().fallback(pass).with_state(behind.clone());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            address,
            behind,
            serving: serving.abort_handle(),
        }
    }

    pub fn put(&self, server: Option<Router>) {
        *self.behind.server.lock().unwrap() = server;
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.behind.heard.lock().unwrap().clone()
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn pass(State(behind): State<Behind>, request: Request) -> Response {
    let Some(server) = behind.server.lock().unwrap().clone() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    if !request.uri().path().starts_with("/callback/") {
        return server.oneshot(request).await.unwrap();
    }
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let uri = parts.uri.clone();
    let request = Request::from_parts(parts, Body::from(body.clone()));
    let response = server.oneshot(request).await.unwrap();
    behind.heard.lock().unwrap().push(Heard {
        uri,
        body,
        status: response.status(),
    });
    response
}
