//! The one form in which anything that went wrong is answered.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use wecom_share_rules::{codes::RefusalCode, refusal::Refusal, text::Bilingual};
use wecom_share_store::ImageStoreError;

use crate::codes::Code;

/// An error as a person and a program can read it: what stands under `error`
/// in the answer, and the status that goes with it.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    error: Map<String, Value>,
    /// Whole seconds.
    retry_after: Option<HeaderValue>,
}

/// The share an answer is about.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ShareRef {
    /// `sh_` and 32 hexadecimal digits.
    pub(crate) id: String,
    /// prepared, refused, handed_over, cancelled or failed.
    pub(crate) state: String,
}

impl Problem {
    pub(crate) fn new(code: Code) -> Self {
        Self::filled(code, &[])
    }

    /// With `{name}` in the words replaced by its value.
    pub(crate) fn filled(code: Code, values: &[(&str, &str)]) -> Self {
        let mut problem = Self {
            status: code.status(),
            error: Map::new(),
            retry_after: None,
        };
        problem.put("code", code.as_str());
        problem.put("cause", code.cause().fill(values));
        problem.put("remedy", code.remedy().fill(values));
        problem
    }

    /// A request that cannot be read.
    pub(crate) fn unreadable(detail: &str) -> Self {
        Self::filled(Code::RequestInvalid, &[("detail", detail)])
    }

    /// A request that cannot be read, and why in both languages.
    pub(crate) fn unreadable_because(detail: &Bilingual) -> Self {
        let code = Code::RequestInvalid;
        Self::new(code).with("cause", code.cause().fill_words("detail", detail))
    }

    /// Something of ours failed. Said once, here, in the log, with all its
    /// sources; not said to the caller.
    pub(crate) fn internal(error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(
            error = with_sources(error),
            "a request failed inside the server"
        );
        Self::new(Code::Internal)
    }

    /// The pictures that are kept cannot be reached: the operator's matter, and
    /// often over soon.
    pub(crate) fn images(error: &ImageStoreError) -> Self {
        tracing::error!(error = with_sources(error), "the store of pictures failed");
        Self::new(Code::ImageStoreUnavailable)
    }

    /// The same with one more thing said.
    pub(crate) fn with(mut self, key: &'static str, value: impl Serialize) -> Self {
        self.put(key, value);
        self
    }

    /// The same with the seconds after which trying again can help.
    pub(crate) fn retry_after(mut self, seconds: &str) -> Self {
        self.retry_after = HeaderValue::from_str(seconds).ok();
        self
    }

    /// What stands under `error`, as a document.
    pub(crate) fn document(&self) -> Value {
        Value::Object(self.error.clone())
    }

    fn put(&mut self, key: &'static str, value: impl Serialize) {
        // What is put here are texts and plain structs: they always serialise.
        if let Ok(value) = serde_json::to_value(value) {
            self.error.insert(key.to_owned(), value);
        }
    }
}

/// An error with everything behind it, for the log.
pub(crate) fn with_sources(error: &(dyn std::error::Error + 'static)) -> String {
    let mut said = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        said.push_str(": ");
        said.push_str(&inner.to_string());
        source = inner.source();
    }
    said
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<&Refusal> for Problem {
    /// A refusal of the rule book, which has its own words.
    fn from(refusal: &Refusal) -> Self {
        let status = match refusal.code {
            RefusalCode::DraftInvalid | RefusalCode::ClientNotSupported => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            RefusalCode::MemberWithoutCustomerContact
            | RefusalCode::AppNotAllowed
            | RefusalCode::MemberNotInScope
            | RefusalCode::MemberWithoutMoments => StatusCode::FORBIDDEN,
            RefusalCode::QuotaUsedUp => StatusCode::CONFLICT,
        };
        let error = match serde_json::to_value(refusal) {
            Ok(Value::Object(error)) => error,
            // A struct of texts serialises to an object.
            Ok(_) | Err(_) => Map::new(),
        };
        Self {
            status,
            error,
            retry_after: None,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let code = self.error.get("code").and_then(Value::as_str);
        tracing::debug!(code, status = self.status.as_u16(), "refused");
        let body = Json(Map::from_iter([(
            "error".to_owned(),
            Value::Object(self.error),
        )]));
        if self.status == StatusCode::UNAUTHORIZED {
            return (self.status, [(header::WWW_AUTHENTICATE, "Bearer")], body).into_response();
        }
        if let Some(seconds) = self.retry_after {
            return (self.status, [(header::RETRY_AFTER, seconds)], body).into_response();
        }
        (self.status, body).into_response()
    }
}

/// What every error answer looks like.
#[derive(ToSchema)]
#[schema(as = Error)]
#[expect(dead_code, reason = "describes every `Problem`; never made")]
pub(crate) struct Envelope {
    error: ErrorSchema,
}

#[derive(ToSchema)]
#[schema(as = ErrorDetails)]
#[expect(dead_code, reason = "describes every `Problem`; never made")]
pub(crate) struct ErrorSchema {
    /// Stable, in snake_case.
    #[schema(example = "quota_used_up")]
    code: String,
    cause: TextSchema,
    remedy: TextSchema,
    /// Where in WeCom's admin console it is mended.
    page: Option<TextSchema>,
    /// From when it will work.
    #[schema(example = "2026-11-25T00:00:00+08:00")]
    until: Option<String>,
    /// When WeCom does not say which of its limits it is: from when it will work
    /// at the latest; `until` is the earliest then.
    #[schema(example = "2026-12-24T00:00:00+08:00")]
    latest: Option<String>,
    /// What would work now.
    instead: Option<Vec<TextSchema>>,
    /// Everything that is wrong with a draft.
    faults: Option<Vec<FaultSchema>>,
    /// What WeCom or the client said, untouched.
    raw: Option<Value>,
    share: Option<ShareRef>,
    /// Who can mend it.
    who: Option<String>,
    /// Whether trying again may help.
    retry: Option<String>,
    /// WeCom's number, when the client's answer had one, or when its sample
    /// libraries know a callback's fault by one.
    number: Option<i64>,
    /// What WeCom's support asks for.
    hint: Option<String>,
    /// Calls that were considered and do not work here.
    passed_over: Option<Vec<Value>>,
    /// What may be behind a client's answer, likeliest first.
    causes: Option<Vec<Value>>,
}

/// One text in Chinese and English.
#[derive(ToSchema)]
#[schema(as = Text)]
#[expect(dead_code, reason = "describes the rules' `Bilingual`; never made")]
struct TextSchema {
    zh: String,
    en: String,
}

#[derive(ToSchema)]
#[schema(as = Fault)]
#[expect(dead_code, reason = "describes the rules' `Fault`; never made")]
struct FaultSchema {
    #[schema(example = "title_too_long")]
    code: String,
    /// The way through the draft.
    #[schema(example = "attachments[0].miniprogram.title")]
    place: String,
    zh: String,
    en: String,
}
