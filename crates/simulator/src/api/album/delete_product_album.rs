//! POST /cgi-bin/externalcontact/delete_product_album — server-api.md §8, page 95096: of the app's own.

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, done};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/delete_product_album",
    Answer::Contact(Right::ProductAlbum, answer),
    "服务器删除商品",
    "the server deletes a product",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = cx.call.needed("product_id")?;
    cx.state
        .albums
        .delete(&caller.company.corpid, caller.app.agentid, id)
        .map_err(shape::refusal)?;
    done()
}
