//! POST /cgi-bin/media/upload_attachment — server-api.md §5.5, page 95098: files for moments and for the product album.

use serde_json::json;

use super::kind::{is_mp4, mp4_seconds, picture_size, picture_type};
use super::take::{MB, SMALLEST, media_part};
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::{File, Scene};
use crate::world::Right;

const LARGEST: usize = 10 * MB;
/// Of a picture for moments, in pixels.
const LONG_SIDE: u32 = 10_800;
const SHORT_SIDE: u32 = 1_080;
/// Of a video for moments, in seconds.
const LONGEST_VIDEO: u64 = 30;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "media/upload_attachment",
    Answer::Contact(Right::CustomerInfo, answer),
    "服务器上传附件资源",
    "the server uploads an attachment",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let scene = match cx.call.query("attachment_type") {
        Some("1") => Scene::Moments,
        Some("2") => Scene::ProductAlbum,
        _ => return Err(Refusal::new(41072, "invalid attachment scene")),
    };
    let kind = match (cx.call.query("media_type"), scene) {
        (Some("image"), _) => "image",
        (Some("video"), Scene::Moments) => "video",
        (Some("video" | "file"), _) => {
            return Err(Refusal::new(41072, "invalid attachment scene"));
        }
        _ => return Err(Refusal::new(40005, "invalid type")),
    };
    let upload = media_part(cx)?;
    let bytes = &upload.bytes;
    if bytes.len() <= SMALLEST || bytes.len() > LARGEST {
        return Err(Refusal::new(41080, "invalid attachment size"));
    }
    if kind == "image" {
        if picture_type(bytes).is_none() {
            return Err(Refusal::new(40004, "invalid media type"));
        }
        if let Some((width, height)) = picture_size(bytes)
            && scene == Scene::Moments
            && (width.max(height) > LONG_SIDE || width.min(height) > SHORT_SIDE)
        {
            return Err(Refusal::new(41081, "invalid attachment resolution"));
        }
    } else {
        if !is_mp4(bytes) {
            return Err(Refusal::new(41090, "not a valid mp4"));
        }
        if mp4_seconds(bytes).is_some_and(|it| it > LONGEST_VIDEO) {
            return Err(Refusal::new(41082, "video is too long"));
        }
    }
    let file = File {
        kind,
        scene,
        name: upload.name.clone().unwrap_or_else(|| kind.to_owned()),
        bytes: bytes.clone(),
    };
    let state = &mut *cx.state;
    let id = state
        .media
        .add(&caller.company.corpid, file, cx.now, &mut state.chance);
    Ok(json!({
        "errmsg": "", "type": kind, "media_id": id, "created_at": cx.now.as_second(),
    })
    .into())
}
