//! `canIUse`, `getContext` and `getSystemInfo` (client-api.md §2.10, §2.12).

use serde_json::json;

use super::api::Api;
use super::caller::Caller;
use super::{Next, Said};

/// A static table of names: it says nothing about rights, range or session (client-api.md §0.3).
pub(super) fn can_i_use(caller: &Caller<'_>) -> Result<Next, Said> {
    let name = caller.text("schema").split('.').next().unwrap_or_default();
    let known = Api::ALL.into_iter().any(|it| it.name() == name);
    Ok(Next::Answer(Said::Ok, json!({"result": known})))
}

pub(super) fn get_context(caller: &Caller<'_>) -> Result<Next, Said> {
    caller.session()?;
    caller.range()?;
    let entry = caller.phone.entry;
    Ok(Next::Answer(Said::Ok, json!({"entry": entry})))
}

pub(super) fn get_system_info(caller: &Caller<'_>) -> Result<Next, Said> {
    let version = &caller.phone.version;
    Ok(Next::Answer(Said::Ok, json!({"version": version})))
}
