//! POST /cgi-bin/externalcontact/get_moment_comments — server-api.md §7.3, page 93333.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::find::{part, refusal};
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::state::MomentFault;
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_moment_comments",
    Answer::Contact(Right::ReadMoments, answer),
    "服务器查朋友圈的评论和点赞",
    "the server asks for a moment's comments and likes",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let published = part(cx, &caller)?
        .published
        .as_ref()
        .ok_or_else(|| refusal(MomentFault::NotPublished))?;
    let told = |list: &[(String, Timestamp)]| -> Vec<Value> {
        list.iter()
            .map(|(customer, at)| {
                json!({
                    "external_userid": caller.external_userid(customer),
                    "create_time": at.as_second(),
                })
            })
            .collect()
    };
    Ok(json!({
        "comment_list": told(&published.comments), "like_list": told(&published.likes),
    })
    .into())
}
