//! POST /cgi-bin/externalcontact/add_moment_task — server-api.md §7.1, page 95094.

use serde_json::json;

use super::find::refusal;
use super::plan::{Range, attachments, range, text};
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::{MomentPicture, WantedMoment};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/add_moment_task",
    Answer::Contact(Right::PublishMoments, answer),
    "服务器创建客户朋友圈",
    "the server makes a customer moment",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let text = text(cx)?;
    let attachment = attachments(cx, &caller)?;
    if text.is_none() && matches!(&attachment, MomentPicture::Images(it) if it.is_empty()) {
        return Err(Refusal::new(41089, "text and attachments are empty"));
    }
    let Range {
        public,
        parts,
        invalid,
    } = range(cx, &caller)?;
    let wanted = WantedMoment {
        text,
        attachment,
        public,
        parts,
        invalid,
    };
    let unknown = &cx.world.unknown;
    let limits = (unknown.running_moments, i64::from(unknown.dispatch_seconds));
    let state = &mut *cx.state;
    let jobid = state
        .moments
        .make(
            &caller.company.corpid,
            wanted,
            limits,
            cx.now,
            &mut state.chance,
        )
        .map_err(refusal)?;
    Ok(json!({"jobid": jobid}).into())
}
