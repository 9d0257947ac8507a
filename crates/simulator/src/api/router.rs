//! From HTTP to an endpoint and back, and into the journal.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::{any, get};
use futures_util::stream;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::call::Call;
use super::context::Context;
use super::endpoint::{Endpoint, Reply};
use super::list::{self, ALL, REFUSED};
use super::media::{Part, fetch, picture_type};
use super::refusal::Refusal;
use crate::Text;
use crate::faults::FaultKind;
use crate::handover;
use crate::journal::{Kind, Source};
use crate::mask::{masked, masked_copy};
use crate::phones;
use crate::shared::Shared;
use crate::state::Owner;
use crate::world::World;

/// Above the largest documented upload. WeCom's own limit for bodies is in no source.
const LARGEST_BODY: usize = 32 * 1024 * 1024;

pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/cgi-bin/{*path}", any(answer))
        // The body is read below, with our own limit and WeCom's code for it.
        .layer(DefaultBodyLimit::disable())
        .with_state(shared)
}

/// `/pic_wework/*`, where uploaded pictures are.
pub(crate) fn pictures(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/pic_wework/{digits}/{hex}/{size}", get(picture))
        .with_state(shared)
}

async fn answer(
    State(shared): State<Arc<Shared>>,
    Path(path): Path<String>,
    request: Request,
) -> Response {
    let Some(endpoint) = list::find(&path) else {
        return not_supported(&path);
    };
    let (parts, body) = request.into_parts();
    let method = parts.method.clone();
    let ip = caller(&parts);
    let post = method == Method::POST;
    let known = post || matches!(method, Method::GET | Method::HEAD);
    let body = if post || !endpoint.post {
        to_bytes(body, LARGEST_BODY).await
    } else {
        Ok(Bytes::new())
    };
    let too_large = body.is_err();
    let call = Call::read(parts, body.unwrap_or_default()).await;
    let strike = shared
        .faults
        .call(endpoint.path, call.query("access_token").is_some());
    if let Some(ms) = strike.slow {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
    if strike.kind == Some(FaultKind::CutBefore) {
        struck(&shared, endpoint.path, FaultKind::CutBefore);
        return cut();
    }
    let (said, response) = carried_out(
        &shared,
        endpoint,
        &call,
        ip,
        (known, too_large),
        strike.kind,
    );
    // What the call wants changed in the world, before its answer is known.
    handover::settle(&shared, shared.clock.now());
    journal(&shared, endpoint, method.as_str(), &call, &said);
    match strike.kind {
        Some(kind @ FaultKind::CutAfter) => {
            struck(&shared, endpoint.path, kind);
            cut()
        }
        Some(kind @ FaultKind::TimeoutAfter) => {
            struck(&shared, endpoint.path, kind);
            tokio::time::sleep(Duration::from_millis(strike.ms)).await;
            cut()
        }
        _ => response,
    }
}

/// The call and its answer, for the journal and for the client. Nothing is waited for.
fn carried_out(
    shared: &Arc<Shared>,
    endpoint: &Endpoint,
    call: &Call,
    ip: IpAddr,
    (known, too_large): (bool, bool),
    fault: Option<FaultKind>,
) -> (Value, Response) {
    let now = shared.clock.now();
    handover::settle(shared, now);
    let world = shared.world();
    let mut state = shared.state();
    let result = if too_large {
        Err(Refusal::new(40206, "request body too large"))
    } else if !known {
        // As a call with the wrong one of the two (server-api.md §1.1), whatever it is.
        Err(Refusal::parameter())
    } else if let Some((code, reason)) = fault.and_then(FaultKind::refusal) {
        Err(Refusal::new(code, reason))
    } else if !within_limits(&world, &mut state, call, ip, endpoint.path, now) {
        Err(Refusal::frequency())
    } else {
        endpoint.answer(&mut Context {
            world: &world,
            state: &mut state,
            call,
            now,
            base: &shared.public_base,
            ip,
        })
    };
    for sent in std::mem::take(&mut state.deliveries) {
        phones::deliver(shared, &world, &mut state, &sent);
    }
    for job in state.jobs.begin() {
        tokio::spawn(fetch::run(Arc::clone(shared), job));
    }
    match result {
        Ok(Reply::Json(body)) => {
            let body = succeed(body);
            let response = Json(&body).into_response();
            (body, response)
        }
        Ok(Reply::Bare(body)) => {
            let response = Json(&body).into_response();
            (body, response)
        }
        Ok(Reply::File(part)) => (json!({"bytes": part.bytes.len()}), file(part)),
        Err(refusal) => {
            let body = refusal.body(call.wrong_json, ip, now, &mut state.chance);
            let response = Json(&body).into_response();
            (body, response)
        }
    }
}

/// Counts the call against the base frequency limits.
fn within_limits(
    world: &World,
    state: &mut crate::state::State,
    call: &Call,
    ip: IpAddr,
    path: &'static str,
    now: Timestamp,
) -> bool {
    let owner = call
        .query("access_token")
        .and_then(|token| state.tokens.owner(token, now).ok());
    let corpid = match owner {
        Some(Owner::App { corpid, .. }) => Some(corpid.as_str()),
        _ => None,
    };
    state.limits.allow(&world.limits, ip, corpid, path, now)
}

/// An answer whose body fails before its first byte: the server closes the connection without a word.
fn cut() -> Response {
    let broken = stream::once(async { Err::<Bytes, _>(std::io::Error::other("cut by a fault")) });
    Response::new(Body::from_stream(broken))
}

fn struck(shared: &Shared, path: &str, kind: FaultKind) {
    let (zh, en) = match kind {
        FaultKind::CutBefore => ("还没执行就断开连接", "cut before it is carried out"),
        FaultKind::CutAfter => (
            "执行了，不给回答就断开",
            "carried out, cut before its answer",
        ),
        _ => ("执行了，但一直不回答", "carried out, never answered"),
    };
    let title = Text::new(format!("故障：{path} {zh}"), format!("fault: {path} {en}"));
    shared.write(
        Source::Wecom,
        Kind::Fault,
        title,
        json!({"path": path, "kind": kind}),
    );
}

/// The address the request came from; this machine, when the server does not tell.
fn caller(parts: &axum::http::request::Parts) -> IpAddr {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |it| it.0.ip())
}

fn succeed(mut body: Value) -> Value {
    if let Value::Object(fields) = &mut body {
        fields.insert("errcode".to_owned(), json!(0));
        fields.entry("errmsg").or_insert_with(|| json!("ok"));
    }
    body
}

fn journal(shared: &Shared, endpoint: &Endpoint, method: &str, call: &Call, said: &Value) {
    let mut title = endpoint.title(call);
    if let Some(code) = said["errcode"].as_i64().filter(|it| *it != 0) {
        title.zh.push_str(&format!(" → {code}"));
        title.en.push_str(&format!(" → {code}"));
    }
    let mut request = Map::new();
    for (key, value) in call.queries() {
        request.insert(key.to_owned(), json!(value));
    }
    if let Value::Object(body) = &call.body {
        request.extend(body.clone());
    }
    for upload in &call.files {
        let about = json!({"name": upload.name, "bytes": upload.bytes.len()});
        request.insert(upload.part.clone(), about);
    }
    let detail = json!({
        "method": method,
        "path": format!("/cgi-bin/{}", endpoint.path),
        "request": masked(Value::Object(request)),
        "response": masked_copy(said),
    });
    shared.write(Source::Wecom, Kind::WecomApi, title, detail);
}

/// Not WeCom's shape on purpose: nobody shall take this for an answer of WeCom's.
fn not_supported(path: &str) -> Response {
    let why = REFUSED.iter().find(|it| it.0 == path);
    let (zh, en) = why.map_or((String::new(), String::new()), |(_, zh, en)| {
        (format!("：{zh}"), format!(": {en}"))
    });
    let what = Text::new(
        format!("模拟器不支持接口 /cgi-bin/{path}{zh}"),
        format!("the simulator does not support /cgi-bin/{path}{en}"),
    );
    let remedy = Text::new(
        "supported 里是支持的接口",
        "`supported` lists what there is",
    );
    let supported: Vec<&str> = ALL.iter().map(|it| it.path).collect();
    let body = json!({"error": {
        "code": "endpoint_not_supported", "cause": what, "remedy": remedy, "supported": supported,
        "refused": REFUSED.iter().map(|it| it.0).collect::<Vec<_>>(),
    }});
    (StatusCode::NOT_IMPLEMENTED, Json(body)).into_response()
}

fn file(part: Part) -> Response {
    let mut response = Response::new(Body::from(part.bytes.clone()));
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(part.media_type),
    );
    let quoted: String = part
        .name
        .chars()
        .filter(|it| !it.is_control() && !matches!(it, '"' | '\\'))
        .collect();
    if let Ok(value) =
        HeaderValue::from_bytes(format!("attachment; filename=\"{quoted}\"").as_bytes())
    {
        headers.insert(HeaderName::from_static("content-disposition"), value);
    }
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some((first, whole)) = part.range {
        let last = first + part.bytes.len() - 1;
        if let Ok(value) = HeaderValue::from_str(&format!("bytes {first}-{last}/{whole}")) {
            headers.insert(header::CONTENT_RANGE, value);
        }
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    response
}

async fn picture(
    State(shared): State<Arc<Shared>>,
    Path((digits, hex, size)): Path<(String, String, String)>,
) -> Response {
    let path = format!("/pic_wework/{digits}/{hex}/{size}");
    let Some(bytes) = shared.state().pictures.content(&path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let media_type = picture_type(&bytes).unwrap_or("application/octet-stream");
    (
        [
            (header::CONTENT_TYPE, media_type),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        ],
        bytes,
    )
        .into_response()
}
