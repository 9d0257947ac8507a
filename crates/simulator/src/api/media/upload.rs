//! POST /cgi-bin/media/upload — server-api.md §5.2, page 90253.

use serde_json::json;

use super::kind::{amr_seconds, is_amr, is_mp4, picture_type};
use super::take::{MB, SMALLEST, media_part};
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::{File, Scene};

const LONGEST_VOICE: usize = 60;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "media/upload",
    Answer::App(answer),
    "服务器上传临时素材",
    "the server uploads temporary media",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let (kind, largest, too_large) = match cx.call.query("type") {
        Some("image") => ("image", 10 * MB, 40009),
        Some("voice") => ("voice", 2 * MB, 45001),
        Some("video") => ("video", 10 * MB, 40011),
        Some("file") => ("file", 20 * MB, 45001),
        _ => return Err(Refusal::new(40005, "invalid type")),
    };
    let upload = media_part(cx)?;
    let bytes = &upload.bytes;
    if bytes.len() <= SMALLEST {
        return Err(Refusal::new(40006, "invalid media size"));
    }
    if bytes.len() > largest {
        return Err(Refusal::new(too_large, "invalid media size"));
    }
    match kind {
        "image" if picture_type(bytes).is_none() => {
            return Err(Refusal::new(40004, "invalid media type"));
        }
        "voice" if !is_amr(bytes) => return Err(Refusal::new(40004, "invalid media type")),
        "voice" if amr_seconds(bytes) > LONGEST_VOICE => {
            return Err(Refusal::new(45007, "voice is too long"));
        }
        "video" if !is_mp4(bytes) => return Err(Refusal::new(41090, "not a valid mp4")),
        _ => {}
    }
    let file = File {
        kind,
        scene: Scene::Message,
        name: upload.name.clone().unwrap_or_else(|| kind.to_owned()),
        bytes: bytes.clone(),
    };
    let state = &mut *cx.state;
    let id = state
        .media
        .add(&caller.company.corpid, file, cx.now, &mut state.chance);
    // A text here, a number in upload_attachment.
    let created_at = cx.now.as_second().to_string();
    Ok(json!({"errmsg": "", "type": kind, "media_id": id, "created_at": created_at}).into())
}
