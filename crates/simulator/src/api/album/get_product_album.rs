//! POST /cgi-bin/externalcontact/get_product_album — server-api.md §8, page 95096.

use serde_json::json;

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_product_album",
    Answer::Contact(Right::ProductAlbum, answer),
    "服务器查商品",
    "the server asks for a product",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let id = cx.call.needed("product_id")?;
    let product = cx
        .state
        .albums
        .get(&caller.company.corpid, id)
        .ok_or(Refusal::parameter())?;
    let mut told = shape::told(product);
    told["create_time"] = json!(product.at.as_second());
    Ok(json!({"product": told}).into())
}
