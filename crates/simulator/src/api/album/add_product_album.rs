//! POST /cgi-bin/externalcontact/add_product_album — server-api.md §8, page 95096.

use serde_json::json;

use super::shape;
use crate::api::{Answer, Answered, Caller, Context, Endpoint, Refusal};
use crate::state::AlbumFacts;
use crate::world::Right;

pub(crate) const ENDPOINT: Endpoint = Endpoint::post(
    "externalcontact/add_product_album",
    Answer::Contact(Right::ProductAlbum, answer),
    "服务器加商品",
    "the server adds a product",
);

fn answer(cx: &mut Context<'_>, caller: Caller<'_>) -> Answered {
    let given = shape::read(cx, &caller)?;
    let (Some(description), Some(price), Some(pictures)) =
        (given.description, given.price, given.pictures)
    else {
        return Err(Refusal::parameter());
    };
    let facts = AlbumFacts {
        description,
        price,
        sn: given.sn,
        pictures,
    };
    let state = &mut *cx.state;
    let (corpid, agentid) = (&caller.company.corpid, caller.app.agentid);
    let id = state
        .albums
        .add(corpid, agentid, facts, cx.now, &mut state.chance);
    Ok(json!({"product_id": id}).into())
}
