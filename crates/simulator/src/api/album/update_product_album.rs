//! POST /cgi-bin/externalcontact/update_product_album — server-api.md §8, page 95096: what is given, of the app's own.

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, done};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/update_product_album",
    Answer::Contact(Right::ProductAlbum, answer),
    "服务器改商品",
    "the server changes a product",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = cx.call.needed("product_id")?;
    let change = shape::read(cx, &caller)?;
    cx.state
        .albums
        .update(&caller.company.corpid, caller.app.agentid, id, change)
        .map_err(shape::refusal)?;
    done()
}
