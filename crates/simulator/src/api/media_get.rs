//! GET /cgi-bin/media/get — server-api.md §5.4, page 90254.

use axum::body::Bytes;

use super::context::Context;
use super::kind::{is_mp4, picture_type};
use super::refusal::Refusal;
use crate::state::MediaFault;

/// A file, or the range of it that was asked for.
#[derive(Debug)]
pub(super) struct Part {
    pub bytes: Bytes,
    /// First byte and whole length, when only a range was asked for.
    pub range: Option<(usize, usize)>,
    pub name: String,
    pub media_type: &'static str,
}

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Part, Refusal> {
    let (company, _) = cx.caller()?;
    let id = cx
        .call
        .query("media_id")
        .ok_or(Refusal::new(41006, "media_id missing"))?;
    let file = cx
        .state
        .media
        .get(&company.corpid, id, cx.now)
        .map_err(|fault| match fault {
            MediaFault::Unknown => Refusal::new(40007, "invalid media_id"),
            MediaFault::Expired => Refusal::new(40145, "media_id expired"),
        })?;
    let whole = &file.bytes;
    let media_type = match file.kind {
        "image" => picture_type(whole).unwrap_or("application/octet-stream"),
        "voice" => "voice/amr",
        "video" if is_mp4(whole) => "video/mp4",
        _ => "application/octet-stream",
    };
    let range = match cx.call.range.as_deref() {
        None => None,
        Some(text) => Some(range(text, whole.len()).ok_or(Refusal::new(830002, "invalid range"))?),
    };
    Ok(Part {
        bytes: match range {
            Some((first, last)) => whole.slice(first..=last),
            None => whole.clone(),
        },
        range: range.map(|(first, _)| (first, whole.len())),
        name: file.name.clone(),
        media_type,
    })
}

/// `bytes=0-1023`, also in the page's own spelling `bytes 0-1023`, also open at one end.
fn range(text: &str, length: usize) -> Option<(usize, usize)> {
    let (first, last) = text
        .strip_prefix("bytes")?
        .trim_start_matches(['=', ' '])
        .split_once('-')?;
    let (first, last) = match (first.trim(), last.trim()) {
        ("", suffix) => (length.checked_sub(suffix.parse().ok()?)?, length - 1),
        (first, "") => (first.parse().ok()?, length - 1),
        (first, last) => (
            first.parse().ok()?,
            last.parse::<usize>().ok()?.min(length - 1),
        ),
    };
    (first <= last && last < length).then_some((first, last))
}
