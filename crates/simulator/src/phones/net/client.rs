//! Sending, with limits on time and size.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::StatusCode;
use reqwest::header::HeaderMap;
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, Response};

use super::hosts::{Host, mapped};
use crate::local::SimError;

/// A mini program's answers are text; more than this is a mistake.
const LARGEST_REPLY: usize = 32 * 1024 * 1024;

#[derive(Debug)]
pub(crate) struct Network {
    client: Client,
    hosts: RwLock<Vec<Host>>,
    requests: AtomicU64,
}

#[derive(Debug)]
pub(super) enum Body {
    None,
    Text(String),
    File {
        part: String,
        name: String,
        media_type: Option<String>,
        bytes: Bytes,
        fields: Vec<(String, String)>,
    },
}

#[derive(Debug)]
pub(super) struct Reply {
    pub status: u16,
    pub header: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

/// Why there is no reply.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("{0} is no http(s) address")]
    Address(String),
    #[error("no answer in time")]
    Timeout,
    #[error("the answer is larger than {} MB", LARGEST_REPLY / 1024 / 1024)]
    TooLarge,
    #[error("{0}")]
    Unreachable(String),
}

impl Network {
    pub fn new(hosts: Vec<(String, String)>) -> Result<Self, reqwest::Error> {
        let hosts = hosts
            .into_iter()
            .map(|(from, to)| Host { from, to })
            .collect();
        Ok(Self {
            client: client()?,
            hosts: RwLock::new(hosts),
            requests: AtomicU64::new(0),
        })
    }

    /// The client itself, for what does not go through the phones.
    pub fn http(&self) -> &Client {
        &self.client
    }

    pub fn hosts(&self) -> Vec<Host> {
        self.hosts
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Where an address really is.
    pub fn mapped(&self, url: &str) -> String {
        mapped(
            &self.hosts.read().unwrap_or_else(PoisonError::into_inner),
            url,
        )
    }

    pub fn set_hosts(&self, hosts: Vec<Host>) {
        *self.hosts.write().unwrap_or_else(PoisonError::into_inner) = hosts;
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// A name for the next request in the journal.
    pub fn next_id(&self) -> String {
        format!("n{}", self.requests.fetch_add(1, Ordering::Relaxed) + 1)
    }

    pub(super) async fn send(
        &self,
        method: Method,
        url: &str,
        headers: HeaderMap,
        body: Body,
        timeout: Duration,
    ) -> Result<Reply, Fault> {
        let url = self.mapped(url);
        if !(url.starts_with("http://") || url.starts_with("https://")) {
            return Err(Fault::Address(url));
        }
        let mut request = self
            .client
            .request(method, &url)
            .headers(headers)
            .timeout(timeout);
        request = match body {
            Body::None => request,
            Body::Text(text) => request.body(text),
            Body::File {
                part,
                name,
                media_type,
                bytes,
                fields,
            } => request.multipart(form(part, name, media_type, bytes, fields)?),
        };
        read(request.send().await.map_err(fault)?).await
    }
}

fn form(
    part: String,
    name: String,
    media_type: Option<String>,
    bytes: Bytes,
    fields: Vec<(String, String)>,
) -> Result<Form, Fault> {
    let mut file = Part::stream(bytes).file_name(name);
    if let Some(media_type) = media_type {
        file = file.mime_str(&media_type).map_err(fault)?;
    }
    let form = fields
        .into_iter()
        .fold(Form::new(), |form, (key, value)| form.text(key, value));
    Ok(form.part(part, file))
}

async fn read(mut response: Response) -> Result<Reply, Fault> {
    let status = response.status().as_u16();
    let mut header: BTreeMap<String, String> = BTreeMap::new();
    for (key, value) in response.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        header
            .entry(key.to_string())
            .and_modify(|it| {
                it.push_str(", ");
                it.push_str(&value);
            })
            .or_insert_with(|| value.clone().into_owned());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(fault)? {
        if body.len() + chunk.len() > LARGEST_REPLY {
            return Err(Fault::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Reply {
        status,
        header,
        body,
    })
}

fn fault(error: reqwest::Error) -> Fault {
    if error.is_timeout() {
        return Fault::Timeout;
    }
    // The innermost cause says it plainest: "Connection refused".
    let mut cause: &dyn std::error::Error = &error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    Fault::Unreachable(cause.to_string())
}

/// The only client. No proxy: requests go where the host table says, or to the named host itself.
fn client() -> Result<Client, reqwest::Error> {
    let mut roots = rustls::RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map(|it| it.with_root_certificates(roots).with_no_client_auth());
    let builder = Client::builder().no_proxy();
    match tls {
        Ok(tls) => builder.tls_backend_preconfigured(tls).build(),
        Err(_) => builder.build(),
    }
}

impl From<Fault> for SimError {
    fn from(fault: Fault) -> Self {
        let (status, code, zh) = match &fault {
            Fault::Address(url) => (
                StatusCode::BAD_REQUEST,
                "net_bad_address",
                format!("{url} 不是 http(s) 地址"),
            ),
            Fault::Timeout => (
                StatusCode::GATEWAY_TIMEOUT,
                "net_timeout",
                "服务器没有在限定时间内回答".to_owned(),
            ),
            Fault::TooLarge => (
                StatusCode::BAD_GATEWAY,
                "net_reply_too_large",
                "服务器的回答太大".to_owned(),
            ),
            Fault::Unreachable(why) => (
                StatusCode::BAD_GATEWAY,
                "net_unreachable",
                format!("连不上服务器：{why}"),
            ),
        };
        Self::new(
            status,
            code,
            (zh, fault.to_string()),
            (
                "确认服务器已启动；地址映射见 GET /sim/v1/hosts",
                "check that the server runs; GET /sim/v1/hosts shows where addresses lead",
            ),
        )
    }
}
