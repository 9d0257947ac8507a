//! From what came back to what it means.

use std::sync::Arc;

use bytes::Bytes;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    Advice, Code, Endpoint, Error, Refusal,
    endpoint::name,
    number::{maybe_number, or_empty},
};

/// Reads an answer of `E`. Whatever its content type: WeCom sends JSON under
/// several, and its errors with HTTP 200.
///
/// # Errors
/// [`Error::Refused`] or [`Error::RateLimited`] if `errcode` is there and not
/// 0, [`Error::Unreadable`] if this is not an answer of `E`.
pub fn read<E: Endpoint>(status: u16, body: &[u8]) -> Result<E::Response, Error> {
    read_raw::<E>(Raw {
        status,
        body: Bytes::copy_from_slice(body),
        ..Raw::default()
    })
}

/// As [`read`], with what stands in the head of the answer.
///
/// # Errors
/// As [`read`].
pub fn read_raw<E: Endpoint>(raw: Raw) -> Result<E::Response, Error> {
    E::Response::read::<E>(raw)
}

/// An answer as it came.
#[derive(Debug, Clone, Default)]
pub struct Raw {
    pub status: u16,
    pub content_type: Option<String>,
    pub content_disposition: Option<String>,
    pub content_range: Option<String>,
    pub body: Bytes,
}

/// What an endpoint can answer with: JSON, or a file.
pub trait Answer: Sized + Send {
    /// # Errors
    /// As [`read`].
    fn read<E: Endpoint<Response = Self>>(raw: Raw) -> Result<Self, Error>;
}

impl<T: DeserializeOwned + Send> Answer for T {
    fn read<E: Endpoint<Response = Self>>(raw: Raw) -> Result<Self, Error> {
        json::<E, T>(raw.status, &raw.body)
    }
}

/// The refusal in an answer that should have been a file, if it is one.
pub(crate) fn refusal_in<E: Endpoint>(body: &[u8]) -> Option<Error> {
    let base: Base = serde_json::from_slice(body).ok()?;
    let code = base.errcode.filter(|code| *code != 0)?;
    Some(refused::<E>(Code(code), base.errmsg))
}

/// An answer that should have been a file and is none.
pub(crate) fn not_a_file<E: Endpoint>(raw: &Raw) -> Error {
    let source = serde::de::Error::custom("neither a file nor WeCom's refusal");
    unreadable::<E>(raw.status, &raw.body, source)
}

fn json<E: Endpoint, T: DeserializeOwned>(status: u16, body: &[u8]) -> Result<T, Error> {
    let unreadable = |source: serde_json::Error| unreadable::<E>(status, body, source);
    let base: Base = serde_json::from_slice(body).map_err(unreadable)?;
    match base.errcode {
        Some(0) => {}
        Some(code) => return Err(refused::<E>(Code(code), base.errmsg)),
        None if !E::SAYS_ZERO && (200..300).contains(&status) => {}
        None => return Err(unreadable(serde::de::Error::custom("no errcode"))),
    }
    serde_json::from_slice(body).map_err(unreadable)
}

#[derive(Deserialize)]
struct Base {
    #[serde(default, deserialize_with = "maybe_number")]
    errcode: Option<i64>,
    #[serde(default, deserialize_with = "or_empty")]
    errmsg: String,
}

fn refused<E: Endpoint>(code: Code, errmsg: String) -> Error {
    let endpoint = name::<E>();
    let refusal = Refusal::new(code, errmsg);
    if code.is_rate_limit() {
        let advice = Advice::on(code);
        Error::RateLimited {
            endpoint,
            refusal,
            advice,
        }
    } else {
        Error::Refused { endpoint, refusal }
    }
}

/// The parser's words can quote a value, so a secret answer is shown neither
/// by excerpt nor by them.
fn unreadable<E: Endpoint>(status: u16, body: &[u8], source: serde_json::Error) -> Error {
    let (excerpt, source) = if E::SECRET_ANSWER {
        let place = format!(
            "{:?} error at line {} column {}",
            source.classify(),
            source.line(),
            source.column()
        );
        (
            format!("{} bytes that are not shown", body.len()),
            serde::de::Error::custom(place),
        )
    } else {
        (excerpt(body), source)
    };
    Error::Unreadable {
        endpoint: name::<E>(),
        status,
        excerpt,
        source: Arc::new(source),
    }
}

fn excerpt(body: &[u8]) -> String {
    const SHOWN: usize = 200;
    let start = &body[..body.len().min(SHOWN)];
    let mut text: String = String::from_utf8_lossy(start)
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if body.len() > SHOWN {
        text.push('…');
    }
    text
}
