//! POST /cgi-bin/externalcontact/get_product_album_list — server-api.md §8, page 95096.

use serde_json::{Value, json};

use super::shape;
use crate::api::cursor::page;
use crate::api::{Answer, Answered, Caller, Context, Endpoint};
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/get_product_album_list",
    Answer::Contact(Right::ProductAlbum, answer),
    "服务器列出商品",
    "the server lists products",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let limit = cx.call.limit(50, 100)?;
    let products = cx.state.albums.of(&caller.company.corpid);
    let (products, next_cursor) = page(products.iter().collect(), cx.call.text("cursor"), limit)?;
    let told: Vec<Value> = products.into_iter().map(shape::told).collect();
    Ok(json!({"product_list": told, "next_cursor": next_cursor}).into())
}
