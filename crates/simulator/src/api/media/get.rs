//! GET /cgi-bin/media/get — server-api.md §5.4, page 90254.

use axum::body::Bytes;

use super::kind::{is_mp4, picture_type};
use super::take::MB;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal, Reply};
use crate::state::{File, MediaFault, Scene};

/// More than this must be asked for in ranges.
const LARGEST: usize = 20 * MB;

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "media/get",
    Answer::App(answer),
    "服务器取素材",
    "the server fetches media",
);

/// A file, or the range of it that was asked for.
#[derive(Debug)]
pub(crate) struct Part {
    pub bytes: Bytes,
    /// First byte and whole length, when only a range was asked for.
    pub range: Option<(usize, usize)>,
    pub name: String,
    pub media_type: &'static str,
}

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let file = find(cx, &caller)?;
    let whole = &file.bytes;
    let media_type = match file.kind {
        "image" => picture_type(whole).unwrap_or("application/octet-stream"),
        "voice" if file.scene != Scene::Recorded => "voice/amr",
        "video" if is_mp4(whole) => "video/mp4",
        _ => "application/octet-stream",
    };
    let unfit = Refusal::new(830_002, "invalid range");
    let range = match cx.call.range.as_deref() {
        None if whole.len() > LARGEST => return Err(unfit),
        None => None,
        Some(text) => Some(range(text, whole.len()).ok_or(unfit.clone())?),
    };
    if let Some((first, last)) = range {
        if last - first >= LARGEST {
            return Err(unfit);
        }
        // "Some resources are stored encrypted": here those that WeCom fetched itself.
        let whole_blocks = first % 16 == 0 && ((last + 1) % 16 == 0 || last + 1 == whole.len());
        if file.scene == Scene::ByUrl && !whole_blocks {
            return Err(Refusal::new(
                40146,
                "invalid range, must be a multiple of 16",
            ));
        }
    }
    Ok(Reply::File(Part {
        bytes: match range {
            Some((first, last)) => whole.slice(first..=last),
            None => whole.clone(),
        },
        range: range.map(|(first, _)| (first, whole.len())),
        name: file.name.clone(),
        media_type,
    }))
}

/// The file that `media_id` names: 41006, 40007, 40145.
pub(super) fn find<'c>(cx: &'c Context<'_>, caller: &Caller<'_>) -> Result<&'c File, Refusal> {
    let id = cx
        .call
        .query("media_id")
        .ok_or(Refusal::new(41006, "media_id missing"))?;
    cx.state
        .media
        .get(&caller.company.corpid, id, cx.now)
        .map_err(|fault| match fault {
            MediaFault::Unknown => Refusal::new(40007, "invalid media_id"),
            MediaFault::Expired => Refusal::new(40145, "media_id expired"),
        })
}

/// `bytes=0-1023`, also in the page's own spelling `bytes 0-1023`, also open at one end.
fn range(text: &str, length: usize) -> Option<(usize, usize)> {
    let end = length.checked_sub(1)?;
    let (first, last) = text
        .strip_prefix("bytes")?
        .trim_start_matches(['=', ' '])
        .split_once('-')?;
    let (first, last) = match (first.trim(), last.trim()) {
        ("", suffix) => (length.checked_sub(suffix.parse().ok()?)?, end),
        (first, "") => (first.parse().ok()?, end),
        (first, last) => (first.parse().ok()?, last.parse::<usize>().ok()?.min(end)),
    };
    (first <= last && last < length).then_some((first, last))
}
