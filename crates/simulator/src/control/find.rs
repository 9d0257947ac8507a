//! Finding what a path names, or saying that it is not there.

use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::local::SimError;
use crate::world::{Company, World};

/// A page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    /// How many to pass over.
    #[serde(default)]
    pub offset: usize,
    /// At most 1000.
    #[serde(default = "hundred")]
    #[param(default = 100, maximum = 1000)]
    pub limit: usize,
}

fn hundred() -> usize {
    100
}

impl Page {
    pub fn of<T>(&self, list: impl Iterator<Item = T>) -> Vec<T> {
        list.skip(self.offset).take(self.limit.min(1_000)).collect()
    }
}

pub(super) fn company<'a>(world: &'a World, corpid: &str) -> Result<&'a Company, SimError> {
    world
        .company(corpid)
        .ok_or_else(|| missing("unknown_company", "公司", "company", corpid))
}

pub(super) fn company_mut<'a>(
    world: &'a mut World,
    corpid: &str,
) -> Result<&'a mut Company, SimError> {
    world
        .company_mut(corpid)
        .ok_or_else(|| missing("unknown_company", "公司", "company", corpid))
}

pub(super) fn is_member(company: &Company, userid: &str) -> Result<(), SimError> {
    match company.member(userid) {
        Some(_) => Ok(()),
        None => Err(missing("unknown_member", "成员", "member", userid)),
    }
}

pub(super) fn is_customer(company: &Company, id: &str) -> Result<(), SimError> {
    match company.customer(id) {
        Some(_) => Ok(()),
        None => Err(missing("unknown_customer", "客户", "customer", id)),
    }
}

/// 404, in words.
pub(super) fn missing(code: &'static str, zh: &str, en: &str, id: &str) -> SimError {
    SimError::new(
        StatusCode::NOT_FOUND,
        code,
        (format!("没有{zh} {id}"), format!("there is no {en} {id}")),
        (
            "GET /control/v1/world 和它下面的列表里是现有的",
            "GET /control/v1/world and the lists below it show what there is",
        ),
    )
}

/// 409: an id that somebody has already.
pub(super) fn taken(id: &str) -> SimError {
    SimError::new(
        StatusCode::CONFLICT,
        "id_taken",
        (format!("{id} 已经有了"), format!("{id} exists already")),
        ("换一个 id，或者不写", "take another id, or none"),
    )
}

/// 409: nothing would change.
pub(super) fn unchanged(zh: String, en: String) -> SimError {
    SimError::new(
        StatusCode::CONFLICT,
        "nothing_to_change",
        (zh, en),
        ("先查现在的状态", "look at how things are first"),
    )
}

/// Whether an id is free in the whole world.
pub(super) fn free(world: &World, id: &str) -> bool {
    world
        .companies
        .iter()
        .all(|it| it.corpid != id && it.customer(id).is_none() && it.group(id).is_none())
}
