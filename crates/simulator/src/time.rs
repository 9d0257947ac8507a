//! The company's calendar: +08:00, without daylight saving.

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

const CHINA: Offset = Offset::constant(8);

pub(crate) fn local(at: Timestamp) -> DateTime {
    CHINA.to_datetime(at)
}

/// To the millisecond, with the offset, so that a reader sees the company's day: `2026-11-24T09:30:00.5+08:00`.
pub(crate) fn text(at: Timestamp) -> String {
    Timestamp::from_millisecond(at.as_millisecond())
        .unwrap_or(at)
        .display_with_offset(CHINA)
        .to_string()
}

/// Nine in the morning of that day; the end of time if there is no such moment.
pub(crate) fn morning(day: Date) -> Timestamp {
    CHINA
        .to_timestamp(day.at(9, 0, 0, 0))
        .unwrap_or(Timestamp::MAX)
}

pub(crate) fn midnight(day: Date) -> Timestamp {
    CHINA
        .to_timestamp(day.at(0, 0, 0, 0))
        .unwrap_or(Timestamp::MAX)
}

pub(crate) fn tomorrow(at: Timestamp) -> Date {
    local(at).date().tomorrow().unwrap_or(Date::MAX)
}

/// The Monday after `at`.
pub(crate) fn next_monday(at: Timestamp) -> Date {
    let today = local(at).date();
    let days = 7 - i64::from(today.weekday().to_monday_zero_offset());
    today.checked_add(days.days()).unwrap_or(Date::MAX)
}

/// The first day of the month after `at`.
pub(crate) fn next_month(at: Timestamp) -> Date {
    local(at)
        .date()
        .last_of_month()
        .tomorrow()
        .unwrap_or(Date::MAX)
}
