//! How often a member may mass-send to one receiver, and from when again.
//!
//! WeCom's own pages disagree whether sends are counted per sender or per receiver, so both are modes
//! (`rules/quotas.toml`). The calendar is the one of +08:00 without daylight saving; time is an argument.

use jiff::{Timestamp, ToSpan, civil::DateTime, tz::Offset};
use serde::{Deserialize, Serialize, Serializer};

use crate::text::Bilingual;

/// The three rules an administrator can set (企业微信 → 群发助手 → 设置群发规则).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// One message a day.
    #[default]
    OnePerDay,
    /// Seven messages a week, Monday to Sunday.
    SevenPerWeek,
    /// As many messages a month as the month has days.
    DaysOfMonth,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::OnePerDay, Self::SevenPerWeek, Self::DaysOfMonth];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OnePerDay => "one_per_day",
            Self::SevenPerWeek => "seven_per_week",
            Self::DaysOfMonth => "days_of_month",
        }
    }
}

/// Whose sends count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Only those of the same member to the receiver, as the client pages say.
    #[default]
    PerSender,
    /// All that the receiver gets, as the server page says.
    PerReceiver,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rule {
    pub mode: Mode,
    pub count: Count,
}

/// One mass send that reached, or may have reached, a receiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    /// The member's userid.
    pub sender: String,
    /// The customer's or group's id.
    pub receiver: String,
    pub at: Timestamp,
}

/// Where a receiver stands with the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Available {
        /// Sends left in the running day, week or month; at least one.
        left: u32,
    },
    UsedUp {
        /// The first moment at which it works again.
        until: Until,
    },
}

/// A moment, written with WeCom's offset: `2026-11-25T00:00:00+08:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Until(pub Timestamp);

impl std::fmt::Display for Until {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.display_with_offset(OFFSET).fmt(f)
    }
}

impl Serialize for Until {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Until {
    /// The moment as people say it at `now`: `11月25日 00:00（明天零点）`, `25 Nov 00:00 Beijing time (tomorrow)`.
    pub fn words(self, now: Timestamp) -> Bilingual {
        let (at, today) = (OFFSET.to_datetime(self.0), OFFSET.to_datetime(now).date());
        let (month, day) = (at.month(), at.day());
        let other_year = (at.year() != today.year()).then_some(at.year());
        let year = |before: &str, after: &str| {
            other_year.map_or_else(String::new, |year| format!("{before}{year}{after}"))
        };
        let tomorrow = today.saturating_add(1.day()) == at.date();
        let (zh, en) = match (tomorrow, at.hour(), at.minute()) {
            (true, 0, 0) => ("（明天零点）", " (tomorrow)"),
            (true, _, _) => ("（明天）", " (tomorrow)"),
            (false, _, _) => ("", ""),
        };
        let time = format!("{:02}:{:02}", at.hour(), at.minute());
        let name = MONTHS[usize::try_from(month - 1).unwrap_or_default()];
        Bilingual {
            zh: format!("{}{month}月{day}日 {time}{zh}", year("", "年")).into(),
            en: format!("{day} {name}{} {time} Beijing time{en}", year(" ", "")).into(),
        }
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The offset of WeCom's calendar.
pub const OFFSET: Offset = Offset::constant(8);

/// Where `receiver` stands with the rule at `now`, after `uses` (in any order; those of others do not matter). Uses
/// in the future count for their own period only.
pub fn check<'a>(
    uses: impl IntoIterator<Item = &'a Use>,
    sender: &str,
    receiver: &str,
    rule: Rule,
    now: Timestamp,
) -> Standing {
    let period = Period::around(now, rule.mode);
    let used = uses
        .into_iter()
        .filter(|used| used.receiver == receiver)
        .filter(|used| rule.count == Count::PerReceiver || used.sender == sender)
        .filter(|used| period.start <= used.at && used.at < period.end)
        .count();
    let used = u32::try_from(used).unwrap_or(u32::MAX);
    match period.allowed.checked_sub(used) {
        Some(left) if left > 0 => Standing::Available { left },
        _ => Standing::UsedUp {
            until: Until(period.end),
        },
    }
}

/// A day, week or month of the calendar, and how many sends it allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub start: Timestamp,
    /// The first moment after it.
    pub end: Timestamp,
    pub allowed: u32,
}

impl Period {
    /// The period of the mode in which `now` lies. A caller needs only the uses from `start` on.
    pub fn around(now: Timestamp, mode: Mode) -> Self {
        let today = OFFSET.to_datetime(now).date();
        // The calendar ends in the year 9999; there the period is cut, not wrapped.
        let (first, next, allowed) = match mode {
            Mode::OnePerDay => (today, today.saturating_add(1.day()), 1),
            Mode::SevenPerWeek => {
                let monday =
                    today.saturating_sub(i64::from(today.weekday().to_monday_zero_offset()).days());
                (monday, monday.saturating_add(7.days()), 7)
            }
            Mode::DaysOfMonth => {
                let days = today.days_in_month();
                (
                    today.first_of_month(),
                    today.first_of_month().saturating_add(1.month()),
                    i64::from(days),
                )
            }
        };
        Self {
            start: timestamp(first.into(), Timestamp::MIN),
            end: timestamp(next.into(), Timestamp::MAX),
            allowed: u32::try_from(allowed).unwrap_or(1),
        }
    }
}

fn timestamp(at: DateTime, beyond: Timestamp) -> Timestamp {
    OFFSET.to_timestamp(at).unwrap_or(beyond)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn sent(sender: &str, when: &str) -> Use {
        Use {
            sender: sender.to_owned(),
            receiver: "wm1".to_owned(),
            at: at(when),
        }
    }

    fn standing(uses: &[Use], mode: Mode, count: Count, now: &str) -> Standing {
        check(uses, "zhangsan", "wm1", Rule { mode, count }, at(now))
    }

    fn until(text: &str) -> Standing {
        Standing::UsedUp {
            until: Until(at(text)),
        }
    }

    #[test]
    fn the_day_ends_at_midnight_in_shanghai() {
        let uses = [sent("zhangsan", "2026-11-24T23:59:59+08:00")];
        let day = |now| standing(&uses, Mode::OnePerDay, Count::PerSender, now);
        assert_eq!(
            day("2026-11-24T23:59:59.999+08:00"),
            until("2026-11-25T00:00:00+08:00")
        );
        assert_eq!(
            day("2026-11-25T00:00:00+08:00"),
            Standing::Available { left: 1 }
        );
        // 16:30 UTC is already the next day there.
        assert_eq!(day("2026-11-24T16:30:00Z"), Standing::Available { left: 1 });
    }

    #[test]
    fn seven_a_week_from_monday_to_sunday() {
        let uses: Vec<Use> = (0..7)
            .map(|hour| sent("zhangsan", &format!("2026-11-23T0{hour}:00:00+08:00")))
            .collect();
        let week = |uses: &[Use], now| standing(uses, Mode::SevenPerWeek, Count::PerSender, now);
        assert_eq!(
            week(&uses[..6], "2026-11-29T23:00:00+08:00"),
            Standing::Available { left: 1 }
        );
        assert_eq!(
            week(&uses, "2026-11-29T23:00:00+08:00"),
            until("2026-11-30T00:00:00+08:00")
        );
        assert_eq!(
            week(&uses, "2026-11-30T00:00:00+08:00"),
            Standing::Available { left: 7 }
        );
    }

    #[test]
    fn a_month_allows_as_many_as_it_has_days() {
        let period = |now| Period::around(at(now), Mode::DaysOfMonth);
        assert_eq!(period("2026-02-10T00:00:00+08:00").allowed, 28);
        assert_eq!(period("2028-02-10T00:00:00+08:00").allowed, 29);
        let december = period("2026-12-31T23:59:59+08:00");
        assert_eq!(december.allowed, 31);
        assert_eq!(december.end, at("2027-01-01T00:00:00+08:00"));
    }

    #[test]
    fn a_colleagues_send_counts_only_per_receiver() {
        let uses = [sent("lisi", "2026-11-24T09:00:00+08:00")];
        let now = "2026-11-24T10:00:00+08:00";
        assert_eq!(
            standing(&uses, Mode::OnePerDay, Count::PerSender, now),
            Standing::Available { left: 1 }
        );
        assert_eq!(
            standing(&uses, Mode::OnePerDay, Count::PerReceiver, now),
            until("2026-11-25T00:00:00+08:00")
        );
    }

    #[test]
    fn until_is_written_with_the_offset_of_shanghai() {
        let text = Until(at("2026-11-24T16:00:00Z")).to_string();
        assert_eq!(text, "2026-11-25T00:00:00+08:00");
    }

    #[test]
    fn until_is_told_as_people_say_it() {
        let words = |until, now| Until(at(until)).words(at(now));
        let tomorrow = words("2026-11-25T00:00:00+08:00", "2026-11-24T10:00:00+08:00");
        assert_eq!(tomorrow.zh, "11月25日 00:00（明天零点）");
        assert_eq!(tomorrow.en, "25 Nov 00:00 Beijing time (tomorrow)");
        let monday = words("2026-11-30T00:00:00+08:00", "2026-11-24T10:00:00+08:00");
        assert_eq!(monday.zh, "11月30日 00:00");
        let january = words("2027-01-01T00:00:00+08:00", "2026-12-01T10:00:00+08:00");
        assert_eq!(january.zh, "2027年1月1日 00:00");
        assert_eq!(january.en, "1 Jan 2027 00:00 Beijing time");
    }

    #[test]
    fn the_end_of_the_calendar_does_not_panic() {
        for mode in Mode::ALL {
            Period::around(Timestamp::MAX, mode);
            Period::around(Timestamp::MIN, mode);
        }
    }
}
