//! The journal's lines about one request.

use std::collections::BTreeMap;
use std::time::Instant;

use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Fault, Reply};
use crate::Text;
use crate::journal::Kind;
use crate::mask::masked;
use crate::phones::console::Holder;
use crate::shared::Shared;

/// Bodies up to this are shown whole.
const LONGEST: usize = 32 * 1024;

pub(super) struct Told<'a> {
    shared: &'a Shared,
    holder: Holder,
    id: String,
    method: String,
    url: String,
    began: Instant,
}

impl<'a> Told<'a> {
    pub fn new(shared: &'a Shared, holder: Holder, method: &Method, url: &str) -> Self {
        Self {
            shared,
            holder,
            id: shared.network.next_id(),
            method: method.to_string(),
            url: url.to_owned(),
            began: Instant::now(),
        }
    }

    pub fn request(&self, header: &BTreeMap<String, String>, body: Option<&str>) {
        let mut detail = self.detail();
        detail["header"] = json!(header);
        if let Some(body) = body {
            detail["body"] = readable(body.as_bytes());
        }
        let place = place(&self.url);
        let title = Text::new(
            format!("小程序请求 {} {place}", self.method),
            format!("the mini program requests {} {place}", self.method),
        );
        self.write(Kind::NetRequest, title, detail);
    }

    pub fn response(&self, result: &Result<Reply, Fault>) {
        let place = place(&self.url);
        let (detail, said_zh, said_en) = self.result(result);
        let title = Text::new(
            format!("{said_zh} ← {} {place}", self.method),
            format!("{said_en} ← {} {place}", self.method),
        );
        self.write(Kind::NetResponse, title, detail);
    }

    pub fn upload(&self, name: &str, bytes: usize, result: &Result<Reply, Fault>) {
        let place = place(&self.url);
        let (mut detail, said_zh, said_en) = self.result(result);
        detail["name"] = json!(name);
        detail["bytes"] = json!(bytes);
        let size = bytes.div_ceil(1024);
        let title = Text::new(
            format!("小程序上传 {name}（{size} KB）到 {place} → {said_zh}"),
            format!("the mini program uploads {name} ({size} KB) to {place} → {said_en}"),
        );
        self.write(Kind::Upload, title, detail);
    }

    fn result(&self, result: &Result<Reply, Fault>) -> (Value, String, String) {
        let mut detail = self.detail();
        detail["ms"] = json!(self.began.elapsed().as_millis() as u64);
        match result {
            Ok(reply) => {
                detail["status"] = json!(reply.status);
                detail["body"] = readable(&reply.body);
                (detail, reply.status.to_string(), reply.status.to_string())
            }
            Err(fault) => {
                detail["error"] = json!(fault.to_string());
                (detail, format!("失败：{fault}"), format!("failed: {fault}"))
            }
        }
    }

    fn detail(&self) -> Value {
        json!({"id": self.id, "phone": self.holder, "method": self.method, "url": self.url})
    }

    fn write(&self, kind: Kind, title: Text, detail: Value) {
        self.shared
            .write(self.holder.source(), kind, title, masked(detail));
    }
}

/// Path and query: what differs from line to line.
fn place(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or("/", |at| &rest[at..])
}

/// JSON as JSON, text as text, and both within bounds.
fn readable(body: &[u8]) -> Value {
    if body.len() <= LONGEST
        && let Ok(value) = serde_json::from_slice(body)
    {
        return value;
    }
    let Ok(text) = std::str::from_utf8(&body[..body.len().min(LONGEST)])
        .or_else(|error| std::str::from_utf8(&body[..error.valid_up_to()]).map_err(|_| error))
    else {
        return json!(format!("({} bytes)", body.len()));
    };
    match body.len() > LONGEST {
        true => json!(format!("{text}… ({} bytes)", body.len())),
        false => json!(text),
    }
}
