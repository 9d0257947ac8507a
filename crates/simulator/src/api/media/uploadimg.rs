//! POST /cgi-bin/media/uploadimg — server-api.md §5.3, page 90256.
//!
//! Any part name is taken: the page's sample has an arbitrary one. The page prints no formats; JPG and PNG are what the
//! sibling pages allow, recognised by content.

use serde_json::json;

use super::kind::picture_type;
use super::take::{MB, SMALLEST};
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::PictureFault;

const LARGEST: usize = 2 * MB;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "media/uploadimg",
    Answer::App(answer),
    "服务器上传图片到企业微信",
    "the server uploads a picture to WeCom",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let file = cx
        .call
        .files
        .iter()
        .find(|it| it.name.is_some())
        .or(cx.call.files.first())
        .filter(|it| !it.bytes.is_empty())
        .ok_or(Refusal::new(44001, "empty media data"))?;
    if file.bytes.len() < SMALLEST {
        return Err(Refusal::new(40006, "invalid media size"));
    }
    if file.bytes.len() > LARGEST {
        return Err(Refusal::new(40009, "invalid image size"));
    }
    if picture_type(&file.bytes).is_none() {
        return Err(Refusal::new(40004, "invalid media type"));
    }
    let state = &mut *cx.state;
    let path = state
        .pictures
        .add(
            &caller.company.corpid,
            file.bytes.clone(),
            cx.now,
            &mut state.chance,
        )
        .map_err(|fault| match fault {
            PictureFault::Day | PictureFault::Month => Refusal::frequency(),
            PictureFault::Memory => Refusal::new(-1, "system busy"),
        })?;
    Ok(json!({"errmsg": "", "url": format!("{}{path}", cx.base)}).into())
}
