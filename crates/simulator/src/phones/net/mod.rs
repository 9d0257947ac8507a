//! The phones' network: what the mini program requests goes out from here, so that addresses can be mapped and every call
//! is told in the journal.

mod client;
mod download;
mod fetch;
mod hosts;
mod told;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Multipart, State};
use axum::response::Json;
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};

use super::console::Holder;
use crate::local::Input;
use crate::local::SimError;
use crate::shared::Shared;
pub(crate) use client::Network;
use client::{Body, Fault, Reply};
pub(crate) use download::Unreached;
pub(super) use fetch::fetch;
use hosts::Host;
use told::Told;

/// WeChat's default is 60 seconds; a mini program may ask for less, or for a little more.
const TIMEOUT: Duration = Duration::from_secs(60);
const LONGEST_TIMEOUT: Duration = Duration::from_secs(300);

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    phone: Holder,
    url: String,
    #[serde(default)]
    method: Option<String>,
    #[serde(default)]
    header: BTreeMap<String, String>,
    #[serde(default)]
    data: Option<String>,
    /// Milliseconds.
    #[serde(default)]
    timeout: Option<u64>,
}

/// The `meta` part of an upload; the file follows in the part `file`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    #[serde(default)]
    phone: Holder,
    url: String,
    name: String,
    #[serde(default)]
    header: BTreeMap<String, String>,
    #[serde(default)]
    form_data: BTreeMap<String, Value>,
    #[serde(default)]
    file_name: Option<String>,
    #[serde(default)]
    timeout: Option<u64>,
}

/// `GET /sim/v1/hosts`
pub(super) async fn hosts(State(shared): State<Arc<Shared>>) -> Json<Vec<Host>> {
    Json(shared.network.hosts())
}

/// `PUT /sim/v1/hosts`
pub(super) async fn set_hosts(
    State(shared): State<Arc<Shared>>,
    Input(hosts): Input<Vec<Host>>,
) -> Result<Json<Vec<Host>>, SimError> {
    if let Some(host) = hosts.iter().find(|it| !it.is_usable()) {
        return Err(SimError::refused(
            "bad_host",
            (
                format!("{} → {} 不是 http(s) 地址", host.from, host.to),
                format!("{} → {} are no http(s) addresses", host.from, host.to),
            ),
            (
                "写成 https://share.example.com 的样子",
                "write them like https://share.example.com",
            ),
        ));
    }
    shared.network.set_hosts(hosts);
    Ok(Json(shared.network.hosts()))
}

/// `POST /sim/v1/net/request`
pub(super) async fn request(
    State(shared): State<Arc<Shared>>,
    Input(asked): Input<Asked>,
) -> Result<Json<Value>, SimError> {
    let method = match asked.method.as_deref() {
        None | Some("") => Method::GET,
        Some(text) => Method::from_bytes(text.to_ascii_uppercase().as_bytes())
            .map_err(|_| bad("method", text))?,
    };
    let header = headers(&asked.header)?;
    let told = Told::new(&shared, asked.phone, &method, &asked.url);
    told.request(&asked.header, asked.data.as_deref());
    let body = match asked.data {
        Some(text) => Body::Text(text),
        None => Body::None,
    };
    let result = shared
        .network
        .send(method, &asked.url, header, body, timeout(asked.timeout))
        .await;
    told.response(&result);
    answer(result)
}

/// `POST /sim/v1/net/upload`
pub(super) async fn upload(
    State(shared): State<Arc<Shared>>,
    mut multipart: Multipart,
) -> Result<Json<Value>, SimError> {
    let mut meta: Option<Meta> = None;
    let mut file = None;
    while let Some(field) = multipart.next_field().await.map_err(|_| cut_short())? {
        let part = field.name().unwrap_or_default().to_owned();
        let name = field.file_name().map(str::to_owned);
        let media_type = field.content_type().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|_| cut_short())?;
        match part.as_str() {
            "meta" => {
                let read = serde_json::from_slice(&bytes);
                meta = Some(read.map_err(|error| bad("meta", &error.to_string()))?);
            }
            "file" => file = Some((bytes, name, media_type)),
            _ => {}
        }
    }
    let (Some(meta), Some((bytes, name, media_type))) = (meta, file) else {
        return Err(bad("multipart", "meta, file"));
    };
    let name = meta.file_name.or(name).unwrap_or_else(|| "file".to_owned());
    let mut header = headers(&meta.header)?;
    // The boundary is made anew.
    header.remove(reqwest::header::CONTENT_TYPE);
    let told = Told::new(&shared, meta.phone, &Method::POST, &meta.url);
    let size = bytes.len();
    let body = Body::File {
        part: meta.name,
        name: name.clone(),
        media_type,
        bytes,
        fields: meta
            .form_data
            .into_iter()
            .map(|(key, value)| match value {
                Value::String(text) => (key, text),
                other => (key, other.to_string()),
            })
            .collect(),
    };
    let result = shared
        .network
        .send(Method::POST, &meta.url, header, body, timeout(meta.timeout))
        .await;
    told.upload(&name, size, &result);
    answer(result)
}

fn answer(result: Result<Reply, Fault>) -> Result<Json<Value>, SimError> {
    let reply = result?;
    let mut answer = json!({"statusCode": reply.status, "header": reply.header});
    match String::from_utf8(reply.body) {
        Ok(text) => answer["data"] = json!(text),
        Err(error) => {
            use base64::Engine as _;
            let text = base64::engine::general_purpose::STANDARD.encode(error.as_bytes());
            answer["data"] = json!("");
            answer["dataBase64"] = json!(text);
        }
    }
    Ok(Json(answer))
}

/// Fields that belong to a connection are made anew.
fn headers(given: &BTreeMap<String, String>) -> Result<HeaderMap, SimError> {
    let mut headers = HeaderMap::new();
    for (key, value) in given {
        let lower = key.to_ascii_lowercase();
        if matches!(
            lower.as_str(),
            "host" | "content-length" | "connection" | "transfer-encoding" | "referer"
        ) {
            continue;
        }
        let name = HeaderName::from_bytes(lower.as_bytes()).map_err(|_| bad("header", key))?;
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| bad("header", key))?;
        headers.insert(name, value);
    }
    Ok(headers)
}

fn timeout(milliseconds: Option<u64>) -> Duration {
    milliseconds
        .filter(|it| *it > 0)
        .map_or(TIMEOUT, Duration::from_millis)
        .min(LONGEST_TIMEOUT)
}

fn bad(what: &str, found: &str) -> SimError {
    SimError::refused(
        "net_request_malformed",
        (
            format!("请求的 {what} 不对：{found}"),
            format!("the request's {what} is wrong: {found}"),
        ),
        (
            "检查 wx.request / wx.uploadFile 的参数",
            "check the parameters of wx.request or wx.uploadFile",
        ),
    )
}

fn cut_short() -> SimError {
    SimError::refused(
        "upload_cut_short",
        (
            "上传的内容不完整，或太大",
            "the upload is incomplete or too large",
        ),
        ("重新选文件再试", "choose the file again"),
    )
}
