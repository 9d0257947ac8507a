//! POST /cgi-bin/media/upload_by_url — server-api.md §5.6, page 96219: WeCom fetches the file, and says later how it went.
//!
//! The stand-in fetches over the phones' network and from this machine only.

use serde_json::json;

use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::Asked;
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "media/upload_by_url",
    Answer::Contact(Right::CustomerInfo, answer),
    "服务器让企业微信按地址取文件",
    "the server has WeCom fetch a file",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    if cx.call.number("scene")? != Some(1) {
        return Err(Refusal::parameter());
    }
    let kind = match cx.call.needed("type")? {
        "video" => "video",
        "file" => "file",
        _ => return Err(Refusal::new(40005, "invalid type")),
    };
    let (name, url, md5) = (
        cx.call.needed("filename")?,
        cx.call.needed("url")?,
        cx.call.needed("md5")?,
    );
    if name.len() > 128 || url.len() > 1024 || md5.len() > 32 {
        return Err(Refusal::parameter());
    }
    if !(url.starts_with("http://") || url.starts_with("https://")) {
        return Err(Refusal::new(830_001, "invalid url"));
    }
    let asked = Asked {
        corpid: caller.company.corpid.clone(),
        kind,
        name: name.to_owned(),
        url: url.to_owned(),
        md5: md5.to_ascii_lowercase(),
    };
    let state = &mut *cx.state;
    let jobid = state.jobs.add(asked, cx.now, &mut state.chance);
    Ok(json!({"jobid": jobid}).into())
}
