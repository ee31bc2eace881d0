//! Points in time, in whole seconds. Knows the calendar; has no clock.

use std::fmt;

use serde::{Serialize, Serializer};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted (as in X.509 and POSIX).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

impl Time {
    /// The moment `seconds` after 1970-01-01T00:00:00Z; clamped to the years 0 to 9999, which is what RFC 3339 can
    /// write and X.509 can hold.
    pub fn from_unix(seconds: i64) -> Self {
        const YEAR_0: i64 = -62_167_219_200;
        const END_OF_YEAR_9999: i64 = 253_402_300_799;
        Self(seconds.clamp(YEAR_0, END_OF_YEAR_9999))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339 (`2026-11-23T16:00:00Z`, any offset; a fraction of a second is dropped).
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let moment = OffsetDateTime::parse(text.trim(), &Rfc3339).ok()?;
        Some(Self::from_unix(moment.unix_timestamp()))
    }

    /// The moment that these UTC calendar fields name, or `None` where there is no such moment.
    pub fn from_utc(
        year: i32,
        month: u8,
        day: u8,
        hour: u8,
        minute: u8,
        second: u8,
    ) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        let date = time::Date::from_calendar_date(year, month, day).ok()?;
        let moment = date.with_hms(hour, minute, second).ok()?.assume_utc();
        Some(Self::from_unix(moment.unix_timestamp()))
    }

    /// Whole days from `earlier` to `self`; negative where `self` is the earlier one.
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).div_euclid(86_400)
    }
}

/// RFC 3339 in UTC to the second: `2026-11-23T16:00:00Z`.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = OffsetDateTime::from_unix_timestamp(self.0).map_err(|_| fmt::Error)?;
        let (date, time) = (moment.date(), moment.time());
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            date.year(),
            u8::from(date.month()),
            date.day(),
            time.hour(),
            time.minute(),
            time.second()
        )
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_rfc3339() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59Z", -1),
            ("2026-11-23T16:00:00Z", 1_795_449_600),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] {
            let time = Time::parse_rfc3339(text).unwrap();
            assert_eq!(time.unix(), seconds, "{text}");
            assert_eq!(time.to_string(), text);
        }
        assert_eq!(
            Time::parse_rfc3339("2026-11-23T17:00:00.9+01:00")
                .unwrap()
                .unix(),
            1_795_449_600
        );
        for wrong in [
            "",
            "2026-11-23",
            "2026-02-30T00:00:00Z",
            "2026-11-23T25:00:00Z",
            "now",
        ] {
            assert_eq!(Time::parse_rfc3339(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        assert!(Time::from_utc(2024, 2, 29, 0, 0, 0).is_some());
        assert!(Time::from_utc(2023, 2, 29, 0, 0, 0).is_none());
        assert!(Time::from_utc(2023, 1, 1, 24, 0, 0).is_none());
        assert!(Time::from_utc(2023, 1, 1, 0, 0, 60).is_none());
    }
}
