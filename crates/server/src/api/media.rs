//! `POST /api/v1/media`: a video or a file becomes a media id.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Request, State},
};
use serde::Serialize;
use utoipa::ToSchema;
use wecom_share_rules::{book, quota::Until};
use wecom_share_store::{Content, UploadKind};

use crate::{
    codes::Code,
    http::{Allowed, Caller, FileForm, read_form},
    intake::{Upload, unbroken},
    problem::{Envelope, Problem},
    service::Service,
};

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MediaResponse)]
pub(crate) struct Response {
    /// What a draft's `video` or `file` takes. The server renews it while it is
    /// used: an older one still works in drafts.
    mediaid: String,
    /// When WeCom forgets this one.
    #[schema(value_type = String, example = "2026-11-25T00:00:00+08:00")]
    expires_at: Option<Until>,
}

/// A form with a file and what it is.
#[derive(ToSchema)]
#[schema(as = MediaForm)]
#[expect(dead_code, reason = "describes the form; never made")]
struct Form {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// `video` (MP4, 10 MB) or `file` (20 MB).
    r#type: String,
}

/// Upload a video or a file
#[utoipa::path(
    post,
    path = "/media",
    tag = "images",
    request_body(content = Form, content_type = "multipart/form-data"),
    responses(
        (status = OK, body = Response),
        (status = BAD_REQUEST, description = "`upload_missing`, `upload_unreadable`, `media_type_invalid`", body = Envelope),
        (status = UNAUTHORIZED, description = "`session_missing`, `session_expired`", body = Envelope),
        (status = PAYLOAD_TOO_LARGE, description = "`media_too_large`", body = Envelope),
        (status = UNPROCESSABLE_ENTITY, description = "`media_too_small`, `media_not_mp4`", body = Envelope),
        (status = BAD_GATEWAY, description = "`wecom_unreachable`, `wecom_refused`", body = Envelope),
    )
)]
pub(crate) async fn handle(
    State(service): State<Arc<Service>>,
    caller: Caller,
    request: Request,
) -> Result<Json<Response>, Problem> {
    let limits = book::limits().uploads;
    let allowed = Allowed {
        bytes: limits.file_bytes,
        too_large: Code::MediaTooLarge,
    };
    let _place = service.door.enter(request.headers(), allowed.bytes).await;
    let form = read_form(request, &service, allowed).await?;
    let kind = judge(&form)?;
    let content = Content {
        corpid: caller.app.corpid().to_owned(),
        sha256: form.file.sha256.clone(),
        kind,
        name: match kind {
            UploadKind::File => named(&form.name),
            _ => String::new(),
        },
    };
    let (app, service) = (caller.app, service.clone());
    let sent = unbroken(async move {
        let Upload { bytes, sha256 } = form.file;
        let sent = service
            .ledger
            .sent(&service, &app, content, Some(bytes.clone()))
            .await
            .map_err(|failure| failure.told())?;
        // After the row, which protects it from garbage collection; should we
        // die in between, only the renewal is lost.
        let kept = service.images.keep(&sha256, &bytes).await;
        kept.map_err(|error| Problem::images(&error))?;
        Ok(sent)
    })
    .await?;
    Ok(Json(Response {
        mediaid: sent.answer.clone(),
        expires_at: sent.expires_at.map(Until),
    }))
}

fn judge(form: &FileForm) -> Result<UploadKind, Problem> {
    let limits = book::limits().uploads;
    let bytes = &form.file.bytes;
    let (kind, limit) = match form.kind.as_deref() {
        Some("video") => (UploadKind::Video, limits.video_bytes),
        Some("file") => (UploadKind::File, limits.file_bytes),
        _ => return Err(Code::MediaTypeInvalid.into()),
    };
    if bytes.len() > limit {
        let limit = limit.to_string();
        return Err(Problem::filled(Code::MediaTooLarge, &[("limit", &limit)]));
    }
    // server-api.md §5.1
    if bytes.len() <= 5 {
        let bytes = bytes.len().to_string();
        return Err(Problem::filled(Code::MediaTooSmall, &[("bytes", &bytes)]));
    }
    if kind == UploadKind::Video && bytes.get(4..8) != Some(b"ftyp".as_slice()) {
        return Err(Code::MediaNotMp4.into());
    }
    Ok(kind)
}

/// What receivers will see: the last part of the name, without what no file
/// system takes, within what they do.
fn named(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).collect();
    let mut short = String::new();
    for letter in clean.trim().chars() {
        if short.len() + letter.len_utf8() > 200 {
            break;
        }
        short.push(letter);
    }
    if short.is_empty() {
        "file".to_owned()
    } else {
        short
    }
}
