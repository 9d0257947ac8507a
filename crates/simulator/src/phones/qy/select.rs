//! `selectExternalContact` (client-api.md §2.7).

use serde_json::Value;

use super::caller::Caller;
use super::{Next, Said};
use crate::state::{Decide, Pending, Receivers};

pub(super) fn select(caller: &Caller<'_>) -> Result<Next, Said> {
    caller.session()?;
    caller.customer_contact()?;
    // 0 all, 1 never selected before (the stand-in remembers no selections); "other values illegal" without a text.
    let filter = caller.params.get("filterType").unwrap_or(&Value::Null);
    if !(filter.is_null() || filter == 0 || filter == 1) {
        return Err(Said::inferred(
            "invalid parameter",
            "filterType 只能是 0 或 1",
            "filterType must be 0 or 1",
        ));
    }
    Ok(Next::Screen(
        Box::new(Pending {
            corpid: caller.company.corpid.clone(),
            member: caller.member.userid.clone(),
            api: "selectExternalContact",
            page: caller.page.to_owned(),
            decide: Decide::Select,
            receivers: Receivers::Customers,
            candidates: caller
                .company
                .customers_of(&caller.member.userid)
                .map(|it| it.id.clone())
                .collect(),
            preset: None,
            locked: false,
        }),
        Vec::new(),
    ))
}
