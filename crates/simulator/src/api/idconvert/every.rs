//! Turning a list of ids, each on its own.

use serde_json::{Value, json};

use crate::api::{Context, Refusal};

#[derive(Debug, Default)]
pub(super) struct Turned<'a> {
    /// Ids, and what each became.
    pub done: Vec<(&'a str, String)>,
    /// Ids that name nobody.
    pub invalid: Vec<&'a str>,
}

/// The ids of a list in the body that is not empty and not too long.
pub(super) fn every<'a>(
    cx: &Context<'a>,
    name: &str,
    most: usize,
    turned: impl Fn(&str) -> Option<String>,
) -> Result<Turned<'a>, Refusal> {
    let ids = cx.call.texts(name)?.unwrap_or_default();
    if ids.is_empty() || ids.len() > most {
        return Err(Refusal::parameter());
    }
    let mut all = Turned::default();
    for id in ids {
        match turned(id) {
            Some(other) => all.done.push((id, other)),
            None => all.invalid.push(id),
        }
    }
    Ok(all)
}

/// `[{from: …, to: …}]`
pub(super) fn items(pairs: Vec<(&str, String)>, from: &str, to: &str) -> Vec<Value> {
    pairs
        .into_iter()
        .map(|(id, other)| json!({from: id, to: other}))
        .collect()
}
