//! POST /cgi-bin/externalcontact/get_moment_list — server-api.md §7.3, page 93333. All moments here were made by the
//! company; those have no creator.

use serde_json::{Value, json};

use crate::api::cursor;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::{Moment, MomentPicture};
use crate::world::Right;

const WINDOW: i64 = 30 * 24 * 3600;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_moment_list",
    Answer::Contact(Right::ReadMoments, answer),
    "服务器查客户朋友圈",
    "the server lists moments",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let (Some(start), Some(end)) = (cx.call.number("start_time")?, cx.call.number("end_time")?)
    else {
        return Err(Refusal::parameter());
    };
    if end < start || end - start > WINDOW {
        return Err(Refusal::parameter());
    }
    let corp = match cx.call.number("filter_type")?.unwrap_or(2) {
        0 | 2 => true,
        1 => false,
        _ => return Err(Refusal::parameter()),
    };
    let creator = match cx.call.text("creator") {
        None => None,
        Some(it) => Some(caller.member(it)?),
    };
    let moments: Vec<Value> = cx
        .state
        .moments
        .of(&caller.company.corpid)
        .filter(|_| corp && creator.is_none())
        .filter(|it| it.parts.iter().any(|it| caller.app.sees(&it.userid)))
        .filter(|it| (start..=end).contains(&it.at.as_second()))
        .map(record)
        .collect();
    let limit = cx.call.limit(20, 20)?;
    let (moments, next_cursor) = cursor::page(moments, cx.call.text("cursor"), limit)?;
    Ok(json!({"moment_list": moments, "next_cursor": next_cursor}).into())
}

fn record(moment: &Moment) -> Value {
    let mut record = json!({
        "moment_id": moment.id,
        "create_time": moment.at.as_second(),
        "create_type": 0,
        "visible_type": u8::from(moment.public),
        "text": {"content": moment.text.as_deref().unwrap_or_default()},
    });
    match &moment.attachment {
        MomentPicture::Images(ids) => {
            let images: Vec<Value> = ids.iter().map(|it| json!({"media_id": it})).collect();
            record["image"] = json!(images);
        }
        MomentPicture::Video(id) => {
            record["video"] = json!({"media_id": id, "thumb_media_id": ""});
        }
        MomentPicture::Link { title, url } => {
            record["link"] = json!({"title": title, "url": url});
        }
    }
    record
}
