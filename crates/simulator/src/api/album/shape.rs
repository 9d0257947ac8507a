//! A product, read and told. The codes of the album (41073 to 41075, 41085 to 41087, 41202) are listed in server-api.md §8
//! without their meanings, so what is wrong with a product is 40058 here, and another app's product 60011, as with tags.

use serde_json::{Value, json};

use crate::api::media::check_for;
use crate::api::{Caller, Context, Refusal};
use crate::state::{AlbumChange, OwnFault, Product, Scene};

const LONGEST_DESCRIPTION: usize = 300;
/// 50,000 yuan, in fen.
const DEAREST: i64 = 5_000_000;
const LONGEST_SN: usize = 128;
const MOST_PICTURES: usize = 9;

/// What was given, checked.
pub(super) fn read(cx: &Context<'_>, caller: &Caller<'_>) -> Result<AlbumChange, Refusal> {
    let description = cx.call.text("description");
    let price = cx.call.number("price")?;
    let sn = cx.call.text("product_sn");
    let fit = description.is_none_or(|it| it.chars().count() <= LONGEST_DESCRIPTION)
        && price.is_none_or(|it| (0..=DEAREST).contains(&it))
        && sn.is_none_or(|it| {
            it.len() <= LONGEST_SN && it.bytes().all(|it| it.is_ascii_alphanumeric())
        });
    if !fit {
        return Err(Refusal::parameter());
    }
    Ok(AlbumChange {
        description: description.map(str::to_owned),
        price,
        sn: sn.map(str::to_owned),
        pictures: pictures(cx, caller)?,
    })
}

fn pictures(cx: &Context<'_>, caller: &Caller<'_>) -> Result<Option<Vec<String>>, Refusal> {
    let given = match cx.call.body.get("attachments") {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(given)) => given,
        Some(_) => return Err(Refusal::parameter()),
    };
    if given.is_empty() || given.len() > MOST_PICTURES {
        return Err(Refusal::parameter());
    }
    let mut pictures = Vec::with_capacity(given.len());
    for it in given {
        let id = it["image"]["media_id"].as_str();
        let id = id.filter(|_| it["type"] == "image");
        let id = id.ok_or(Refusal::parameter())?;
        check_for(cx, caller.company, id, &["image"], Scene::ProductAlbum)?;
        pictures.push(id.to_owned());
    }
    Ok(Some(pictures))
}

pub(super) fn told(product: &Product) -> Value {
    let facts = &product.facts;
    let pictures: Vec<Value> = facts
        .pictures
        .iter()
        .map(|id| json!({"type": "image", "image": {"media_id": id}}))
        .collect();
    let mut told = json!({
        "product_id": product.id, "description": facts.description, "price": facts.price,
        "attachments": pictures,
    });
    if let Some(sn) = &facts.sn {
        told["product_sn"] = json!(sn);
    }
    told
}

pub(in crate::api) fn refusal(fault: OwnFault) -> Refusal {
    match fault {
        OwnFault::Unknown => Refusal::parameter(),
        OwnFault::NotMine => Refusal::member_out_of_range(),
    }
}
