//! The moment a question is about, and whose part of it.

use crate::api::{Caller, Context, Refusal};
use crate::state::{Moment, MomentFault, MomentPart};

/// By `moment_id`, if the app may see one of its members: 41059, 41060.
pub(super) fn moment<'a>(cx: &'a Context<'_>, caller: &Caller<'_>) -> Result<&'a Moment, Refusal> {
    let id = cx
        .call
        .text("moment_id")
        .ok_or(Refusal::new(41059, "missing moment_id"))?;
    cx.state
        .moments
        .get(&caller.company.corpid, id)
        .filter(|it| it.parts.iter().any(|it| caller.app.sees(&it.userid)))
        .ok_or_else(|| refusal(MomentFault::Unknown))
}

/// The same, unless it is still being made: 41079.
pub(super) fn made<'a>(cx: &'a Context<'_>, caller: &Caller<'_>) -> Result<&'a Moment, Refusal> {
    let moment = moment(cx, caller)?;
    if moment.dispatching(cx.now, i64::from(cx.world.unknown.dispatch_seconds)) {
        return Err(Refusal::new(41079, "moment is being dispatched"));
    }
    Ok(moment)
}

/// The part of the member named by `userid`: 41009, 41061.
pub(super) fn part<'a>(
    cx: &'a Context<'_>,
    caller: &Caller<'_>,
) -> Result<&'a MomentPart, Refusal> {
    let moment = made(cx, caller)?;
    let userid = cx
        .call
        .text("userid")
        .ok_or(Refusal::new(41009, "missing userid"))?;
    let member = caller.member(userid)?;
    moment.part(&member.userid).map_err(refusal)
}

pub(super) fn refusal(fault: MomentFault) -> Refusal {
    match fault {
        MomentFault::Unknown | MomentFault::Decided => Refusal::new(41060, "invalid moment_id"),
        MomentFault::NotMembers => Refusal::new(41061, "moment does not belong to the member"),
        MomentFault::NotPublished => Refusal::new(41062, "moment is not published by the member"),
        MomentFault::TooOften => Refusal::frequency(),
        MomentFault::MonthUsedUp => Refusal::new(41210, "moments of this month are used up"),
        MomentFault::TooManyRunning => Refusal::new(41078, "too many moment tasks are running"),
    }
}
