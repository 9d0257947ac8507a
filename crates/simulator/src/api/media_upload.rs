//! POST /cgi-bin/media/upload — server-api.md §5.2, page 90253.

use serde_json::{Value, json};

use super::context::Context;
use super::kind::{is_amr, is_mp4, picture_type};
use super::refusal::Refusal;
use crate::state::File;

const MB: usize = 1024 * 1024;

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Value, Refusal> {
    let (company, _) = cx.caller()?;
    let (kind, largest, too_large) = match cx.call.query("type") {
        Some("image") => ("image", 10 * MB, 40009),
        Some("voice") => ("voice", 2 * MB, 45001),
        Some("video") => ("video", 10 * MB, 40011),
        Some("file") => ("file", 20 * MB, 45001),
        _ => return Err(Refusal::new(40005, "invalid type")),
    };
    let upload = cx
        .call
        .files
        .iter()
        .find(|it| it.part == "media")
        .filter(|it| !it.bytes.is_empty())
        .ok_or(Refusal::new(44001, "empty media data"))?;
    let bytes = &upload.bytes;
    if bytes.len() <= 5 {
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
        "video" if !is_mp4(bytes) => return Err(Refusal::new(41090, "not a valid mp4")),
        _ => {}
    }
    let file = File {
        kind,
        name: upload.name.clone().unwrap_or_else(|| kind.to_owned()),
        bytes: bytes.clone(),
    };
    let state = &mut *cx.state;
    let id = state
        .media
        .add(&company.corpid, file, cx.now, &mut state.chance);
    // A text here, a number in upload_attachment.
    let created_at = cx.now.as_second().to_string();
    Ok(json!({"errmsg": "", "type": kind, "media_id": id, "created_at": created_at}))
}
