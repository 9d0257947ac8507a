//! POST /cgi-bin/externalcontact/cancel_moment_task — server-api.md §7.4, page 97612.

use super::find::{moment, refusal};
use crate::api::{Answer, Answered, Caller, Context, Endpoint, done};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/cancel_moment_task",
    Answer::Contact(Right::PublishMoments, answer),
    "服务器停止客户朋友圈",
    "the server cancels a moment",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = moment(cx, &caller)?.id.clone();
    cx.state
        .moments
        .cancel(&caller.company.corpid, &id)
        .map_err(refusal)?;
    done()
}
