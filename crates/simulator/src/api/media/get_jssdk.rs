//! GET /cgi-bin/media/get/jssdk — server-api.md §5.4, page 90255: what a page recorded and uploaded with the JS-SDK, as
//! speex; nothing else.

use super::get::{Part, find};
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal, Reply};
use crate::state::Scene;

pub(crate) const ENDPOINT: Endpoint = Endpoint::get(
    "media/get/jssdk",
    Answer::App(answer),
    "服务器取网页录的语音",
    "the server fetches a voice that a page recorded",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let file = find(cx, &caller)?;
    if file.scene != Scene::Recorded {
        return Err(Refusal::new(40007, "invalid media_id"));
    }
    Ok(Reply::File(Part {
        bytes: file.bytes.clone(),
        range: None,
        name: file.name.clone(),
        media_type: "voice/speex",
    }))
}
