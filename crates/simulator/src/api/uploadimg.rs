//! POST /cgi-bin/media/uploadimg — server-api.md §5.3, page 90256.
//!
//! Any part name is taken: the page's sample has an arbitrary one. The page prints no formats; JPG and PNG are what the
//! sibling pages allow, recognised by content.

use serde_json::{Value, json};

use super::context::Context;
use super::kind::picture_type;
use super::refusal::Refusal;
use crate::state::PictureFault;

const SMALLEST: usize = 5;
const LARGEST: usize = 2 * 1024 * 1024;

pub(super) fn answer(cx: &mut Context<'_>) -> Result<Value, Refusal> {
    let (company, _) = cx.caller()?;
    let file = cx
        .call
        .files
        .iter()
        .find(|it| it.name.is_some())
        .or(cx.call.files.first())
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
            &company.corpid,
            file.bytes.clone(),
            cx.now,
            &mut state.chance,
        )
        .map_err(|fault| match fault {
            PictureFault::Day | PictureFault::Month => Refusal::new(45009, "api freq out of limit"),
            PictureFault::Memory => Refusal::new(-1, "system busy"),
        })?;
    Ok(json!({"errmsg": "", "url": format!("{}{path}", cx.base)}))
}
