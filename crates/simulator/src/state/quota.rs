//! Who may receive another mass send (server-api.md §6.9).
//!
//! When a day, week or month begins is in no source; the calendar of +08:00 with weeks from Monday is assumed.

use jiff::Timestamp;

use crate::time;
use crate::world::{Count, Quota, QuotaMode};

/// One mass send that reached a receiver.
#[derive(Clone, Debug)]
pub(super) struct Use {
    pub sender: String,
    pub receiver: String,
    pub at: Timestamp,
}

/// From when `receiver` can be reached again; `None`: now.
pub(super) fn used_up<'a>(
    uses: impl Iterator<Item = &'a Use>,
    quota: Quota,
    sender: &str,
    receiver: &str,
    now: Timestamp,
) -> Option<Timestamp> {
    let today = time::local(now).date();
    let (end, limit) = match quota.mode {
        QuotaMode::OnePerDay => (time::tomorrow(now), 1),
        QuotaMode::SevenPerWeek => (time::next_monday(now), 7),
        QuotaMode::DaysOfMonth => (
            time::next_month(now),
            usize::from(today.days_in_month().unsigned_abs()),
        ),
    };
    let same_window = |at: Timestamp| match quota.mode {
        QuotaMode::OnePerDay => time::tomorrow(at) == end,
        QuotaMode::SevenPerWeek => time::next_monday(at) == end,
        QuotaMode::DaysOfMonth => time::next_month(at) == end,
    };
    let used = uses
        .filter(|it| it.receiver == receiver && same_window(it.at))
        .filter(|it| quota.count == Count::PerReceiver || it.sender == sender)
        .count();
    (used >= limit).then(|| time::midnight(end))
}
