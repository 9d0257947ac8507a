//! `POST /api/v1/images`: a picture from a mini program becomes one that WeCom
//! accepts in shares.

use std::sync::Arc;

use axum::{
    Json,
    extract::{
        FromRequest, Multipart, Request, State,
        multipart::{Field, MultipartError},
    },
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::{
    codes::Code,
    http::{Caller, drain},
    intake::{Upload, id_of_sha256},
    problem::{Envelope, Problem},
    service::Service,
};

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImageResponse)]
pub(crate) struct Response {
    /// `img_` and the SHA-256 of the file: the same picture has the same id.
    id: String,
    /// Recognised by content.
    #[schema(example = "jpeg")]
    format: String,
    /// In pixels.
    width: u32,
    /// In pixels.
    height: u32,
    bytes: u64,
    /// The link WeCom gave for it.
    url: String,
    /// True when WeCom had it already.
    reused: bool,
}

/// A form with a file.
#[derive(ToSchema)]
#[schema(as = ImageForm)]
#[expect(dead_code, reason = "describes the form; never made")]
struct Form {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Upload a picture
///
/// The same picture is sent to WeCom once for each company, and its link is
/// used again.
#[utoipa::path(
    post,
    path = "/images",
    tag = "images",
    request_body(content = Form, content_type = "multipart/form-data"),
    responses(
        (status = OK, body = Response),
        (status = BAD_REQUEST, description = "`upload_missing`, `upload_unreadable`, `image_not_recognised`", body = Envelope),
        (status = UNAUTHORIZED, description = "`session_missing`, `session_expired`", body = Envelope),
        (status = PAYLOAD_TOO_LARGE, description = "`upload_too_large`", body = Envelope),
        (status = UNPROCESSABLE_ENTITY, description = "`image_format_not_accepted`, `image_too_many_pixels`, `image_too_large`, `image_broken`", body = Envelope),
        (status = BAD_GATEWAY, description = "`wecom_unreachable`, `wecom_refused`", body = Envelope),
    )
)]
pub(crate) async fn handle(
    State(service): State<Arc<Service>>,
    caller: Caller,
    request: Request,
) -> Result<Json<Response>, Problem> {
    let _place = service.intake.place().await;
    let form = Multipart::from_request(request, &service)
        .await
        .map_err(|_| Code::UploadUnreadable)?;
    let upload = read(form, service.config.limits.upload_bytes).await?;
    let (image, reused) = service.intake.take(&service, &caller.app, upload).await?;
    tracing::info!(
        bytes = image.bytes,
        format = image.format,
        reused,
        "picture"
    );
    Ok(Json(Response {
        id: id_of_sha256(&image.sha256),
        url: image.wecom_url.clone().unwrap_or_default(),
        format: image.format.clone(),
        width: image.width,
        height: image.height,
        bytes: image.bytes,
        reused,
    }))
}

/// The part named `file`, counted and hashed as it arrives.
async fn read(mut form: Multipart, limit: usize) -> Result<Upload, Problem> {
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        if part.name() == Some("file") {
            return read_part(part, limit).await;
        }
    }
    Err(Code::UploadMissing.into())
}

async fn read_part(mut part: Field<'_>, limit: usize) -> Result<Upload, Problem> {
    let mut bytes = Vec::new();
    let mut hash = Sha256::new();
    while let Some(chunk) = part.chunk().await.map_err(unreadable)? {
        if bytes.len() + chunk.len() > limit {
            drop(bytes);
            drain(&mut part, limit).await;
            return Err(Problem::filled(
                Code::UploadTooLarge,
                &[("limit", &limit.to_string())],
            ));
        }
        hash.update(&chunk);
        bytes.extend_from_slice(&chunk);
    }
    Ok(Upload {
        sha256: hex::encode(hash.finalize()),
        bytes: bytes.into(),
    })
}

fn unreadable(error: MultipartError) -> Problem {
    tracing::debug!(error = error.body_text(), "an upload broke off");
    Code::UploadUnreadable.into()
}
