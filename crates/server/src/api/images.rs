//! `POST /api/v1/images`: a picture from a mini program becomes one that WeCom
//! accepts in shares.

pub(crate) mod from_url;
pub(crate) mod uploads;

use std::sync::Arc;

use axum::{
    Json,
    extract::{Request, State},
};
use serde::Serialize;
use utoipa::ToSchema;
use wecom_share_store::{Image, UploadKind};

use crate::{
    codes::Code,
    http::{Allowed, Caller, read_form},
    intake::{self, id_of_sha256},
    picture::Use,
    problem::{Envelope, Problem},
    service::Service,
};

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImageResponse)]
pub(crate) struct Response {
    /// `img_` and the SHA-256 of the file without its metadata: the same picture
    /// has the same id.
    id: String,
    /// Recognised by content.
    #[schema(example = "jpeg")]
    format: String,
    /// In pixels, as seen.
    width: u32,
    /// In pixels, as seen.
    height: u32,
    bytes: u64,
    /// A link to it: WeCom's, once it was sent there, or this server's. Drafts
    /// take either, and the id.
    url: String,
    /// True when the company had brought it before.
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
/// JPEG, PNG, WebP, GIF (first frame) and BMP, recognised by content. It is made
/// ready for each place it goes to, without metadata, and sent to WeCom only
/// when a share needs that, once for each company.
#[utoipa::path(
    post,
    path = "/images",
    tag = "images",
    request_body(content = Form, content_type = "multipart/form-data"),
    responses(
        (status = OK, body = Response),
        (status = BAD_REQUEST, description = "`upload_missing`, `upload_unreadable`, `image_not_recognised`", body = Envelope),
        (status = UNAUTHORIZED, description = "`session_missing`, `session_expired`", body = Envelope),
        (status = CONFLICT, description = "`picture_links_used_up`, `picture_links_refused`", body = Envelope),
        (status = PAYLOAD_TOO_LARGE, description = "`upload_too_large`", body = Envelope),
        (status = UNPROCESSABLE_ENTITY, description = "`image_format_not_accepted`, `image_not_supported`, `image_too_many_pixels`, `image_too_large`, `image_too_much_memory`, `image_took_too_long`, `image_broken`", body = Envelope),
        (status = BAD_GATEWAY, description = "`wecom_unreachable`, `wecom_refused`", body = Envelope),
    )
)]
pub(crate) async fn handle(
    State(service): State<Arc<Service>>,
    caller: Caller,
    request: Request,
) -> Result<Json<Response>, Problem> {
    let allowed = Allowed {
        bytes: service.config.limits.upload_bytes,
        too_large: Code::UploadTooLarge,
    };
    let _place = service.door.enter(request.headers(), allowed.bytes).await;
    let form = read_form(request, &service, allowed).await?;
    let (image, reused) = service
        .intake
        .take(&service, &caller.app, form.file)
        .await?;
    Response::of(&service, &caller, &image, reused)
        .await
        .map(Json)
}

impl Response {
    async fn of(
        service: &Arc<Service>,
        caller: &Caller,
        image: &Image,
        reused: bool,
    ) -> Result<Self, Problem> {
        tracing::info!(
            bytes = image.bytes,
            format = image.format,
            reused,
            "picture"
        );
        Ok(Self {
            id: id_of_sha256(&image.sha256),
            url: link(service, caller, image).await?,
            format: image.format.clone(),
            width: image.width,
            height: image.height,
            bytes: image.bytes,
            reused,
        })
    }
}

/// WeCom's link when there is one already; ours, which costs no upload; and
/// where others cannot reach us, WeCom's all the same.
async fn link(service: &Arc<Service>, caller: &Caller, image: &Image) -> Result<String, Problem> {
    let app = &caller.app;
    let rendition = service
        .intake
        .rendition(service, app, &image.sha256, Use::Picture)
        .await?;
    let content = intake::content(app, &rendition.sha256, UploadKind::Link);
    let known = service.store.sent(&content).await;
    if let Some(known) = known.map_err(|error| Problem::internal(&error))? {
        return Ok(known.answer);
    }
    match service.links.public(&rendition.key) {
        Some(ours) => Ok(ours),
        None => {
            let sent =
                intake::sent(service, app, (&rendition, Use::Picture), UploadKind::Link).await?;
            Ok(sent.answer.clone())
        }
    }
}
