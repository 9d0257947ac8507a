//! POST /cgi-bin/media/get_upload_by_url_result — server-api.md §5.6, page 96219. `status` is shown as a number.

use serde_json::json;

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::Progress;
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "media/get_upload_by_url_result",
    Answer::Contact(Right::CustomerInfo, answer),
    "服务器查按地址取文件的结果",
    "the server asks how the fetching went",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let jobid = cx.call.needed("jobid")?;
    let progress = cx
        .state
        .jobs
        .progress(&caller.company.corpid, jobid, cx.now)
        .ok_or(Refusal::parameter())?;
    let detail = |code: i32, text: &str, id: &str, at: String| json!({"errcode": code, "errmsg": text, "media_id": id, "created_at": at});
    Ok(match progress {
        Progress::Running => json!({"status": 1}),
        Progress::Done { media_id, at } => json!({
            "status": 2, "detail": detail(0, "ok", media_id, at.as_second().to_string()),
        }),
        Progress::Failed { code, text } => json!({
            "status": 3, "detail": detail(*code, text, "", String::new()),
        }),
    }
    .into())
}
