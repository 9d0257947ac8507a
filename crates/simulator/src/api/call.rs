//! One request as a client sent it.

use axum::body::Bytes;
use axum::extract::{FromRequest as _, Multipart, Query};
use axum::http::{Request, Uri, request::Parts};
use serde_json::Value;

use super::refusal::Refusal;

#[derive(Debug)]
pub(crate) struct Call {
    query: Vec<(String, String)>,
    /// The JSON body; an empty object when there is none or it is no JSON.
    pub body: Value,
    /// The body was there but is no JSON.
    pub wrong_json: bool,
    pub files: Vec<Upload>,
    pub range: Option<String>,
    pub size: usize,
}

/// One part of a multipart body.
#[derive(Debug)]
pub(crate) struct Upload {
    pub part: String,
    /// The name in the header, raw UTF-8 as clients send it.
    pub name: Option<String>,
    pub bytes: Bytes,
    /// `filelength` in the part's Content-Disposition, which the pages' samples carry.
    pub length: Option<usize>,
}

impl Call {
    /// Reads what there is; nothing is refused here.
    pub async fn read(parts: Parts, body: Bytes) -> Self {
        let query = query(&parts.uri);
        let range = parts
            .headers
            .get("range")
            .and_then(|it| it.to_str().ok())
            .map(str::to_owned);
        let size = body.len();
        let multipart = parts
            .headers
            .get("content-type")
            .and_then(|it| it.to_str().ok())
            .is_some_and(|it| it.to_ascii_lowercase().starts_with("multipart/"));
        let mut call = Self {
            query,
            body: Value::Object(serde_json::Map::new()),
            wrong_json: false,
            files: Vec::new(),
            range,
            size,
        };
        if multipart {
            call.files = files(parts, body).await;
        } else if !body.iter().all(u8::is_ascii_whitespace) {
            // Some editors and languages put a mark before their UTF-8.
            let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&body);
            match serde_json::from_slice(json) {
                Ok(value @ Value::Object(_)) => call.body = value,
                _ => call.wrong_json = true,
            }
        }
        call
    }

    /// A query parameter; empty counts as absent, the first of several holds.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    pub fn queries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// A text in the body; empty counts as absent.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.body
            .get(name)
            .and_then(Value::as_str)
            .filter(|it| !it.is_empty())
    }

    /// A number in the body, also when written as text.
    pub fn number(&self, name: &str) -> Result<Option<i64>, Refusal> {
        match self.body.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Number(it)) => it.as_i64().map(Some).ok_or_else(Refusal::parameter),
            Some(Value::String(it)) if it.is_empty() => Ok(None),
            Some(Value::String(it)) => it.parse().map(Some).map_err(|_| Refusal::parameter()),
            Some(_) => Err(Refusal::parameter()),
        }
    }

    /// A text in the body that must be there: 40058.
    pub fn needed(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name).ok_or_else(Refusal::parameter)
    }

    /// A number in the body's `limit`: over `max` the default holds (server-api.md §6.4, §7.3).
    pub fn limit(&self, default: usize, max: usize) -> Result<usize, Refusal> {
        match self.number("limit")? {
            None | Some(0) => Ok(default),
            Some(limit) => {
                let limit = usize::try_from(limit).map_err(|_| Refusal::parameter())?;
                Ok(if limit > max { default } else { limit })
            }
        }
    }

    /// A list of texts in the body.
    pub fn texts(&self, name: &str) -> Result<Option<Vec<&str>>, Refusal> {
        texts(self.body.get(name))
    }
}

pub(crate) fn texts(value: Option<&Value>) -> Result<Option<Vec<&str>>, Refusal> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Array(items)) => items
            .iter()
            .map(|it| it.as_str().ok_or_else(Refusal::parameter))
            .collect::<Result<Vec<_>, _>>()
            .map(Some),
        Some(_) => Err(Refusal::parameter()),
    }
}

fn query(uri: &Uri) -> Vec<(String, String)> {
    Query::<Vec<(String, String)>>::try_from_uri(uri).map_or_else(|_| Vec::new(), |it| it.0)
}

/// The parts that could be read: a body cut short in the middle of a part gives the parts before it.
async fn files(parts: Parts, body: Bytes) -> Vec<Upload> {
    let request = Request::from_parts(parts, axum::body::Body::from(body));
    let Ok(mut multipart) = Multipart::from_request(request, &()).await else {
        return Vec::new();
    };
    let mut files = Vec::new();
    while let Ok(Some(field)) = multipart.next_field().await {
        let part = field.name().unwrap_or_default().to_owned();
        let name = field.file_name().map(str::to_owned);
        let length = field
            .headers()
            .get("content-disposition")
            // A name in it may be of any letters.
            .and_then(|it| declared_length(&String::from_utf8_lossy(it.as_bytes())));
        let Ok(bytes) = field.bytes().await else {
            break;
        };
        files.push(Upload {
            part,
            name,
            bytes,
            length,
        });
    }
    files
}

fn declared_length(disposition: &str) -> Option<usize> {
    let (_, rest) = disposition.split_once("filelength=")?;
    let rest = rest.trim_start_matches('"');
    let digits = rest.find(|it: char| !it.is_ascii_digit());
    rest[..digits.unwrap_or(rest.len())].parse().ok()
}
