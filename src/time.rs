//! Points in time, in whole seconds. Knows the calendar; has no clock.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use serde::{Serialize, Serializer};
use time::OffsetDateTime;

use crate::text::push_number;

/// A number and the midnight, in UTC, from which on it holds: year, month, day.
pub(crate) type Since = ((i32, u8, u8), i64);

/// Whole seconds since 1970-01-01T00:00:00Z, leap seconds not counted (as in X.509 and POSIX).
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use certlens::Time;
///
/// let now = Time::from(SystemTime::now());
/// assert!(now > "2026-01-01T00:00:00Z".parse()?);
///
/// let time = Time::from(SystemTime::UNIX_EPOCH + Duration::from_millis(1_999));
/// assert_eq!(format!("{time:?}"), "1970-01-01T00:00:01Z");
/// # Ok::<(), certlens::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    /// Reads RFC 3339 (`2026-11-23T16:00:00Z`, any offset; a fraction of a second is dropped). A leap second, which must be
    /// the last of a month in UTC, is taken for the one before. (The crate `time` reads this too, but is large.)
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let (local, rest) = text.trim().split_at_checked("2026-11-23T16:00:00".len())?;
        if !has_form(local, "0000-00-00T00:00:00") {
            return None;
        }
        let second: u8 = number(local, 17..19)?;
        let moment = Self::from_utc(
            number(local, 0..4)?,
            number(local, 5..7)?,
            number(local, 8..10)?,
            number(local, 11..13)?,
            number(local, 14..16)?,
            if second == 60 { 59 } else { second },
        )?;
        let zone = match rest.strip_prefix('.') {
            Some(fraction) => {
                let zone = fraction.trim_start_matches(|next: char| next.is_ascii_digit());
                (zone.len() < fraction.len()).then_some(zone)?
            }
            None => rest,
        };
        let east = match zone.split_at_checked(1)? {
            ("Z" | "z", "") => 0,
            (sign @ ("+" | "-"), clock) if has_form(clock, "00:00") => {
                let (hours, minutes): (i64, i64) = (number(clock, 0..2)?, number(clock, 3..5)?);
                if hours > 23 || minutes > 59 {
                    return None;
                }
                let seconds = hours * 3_600 + minutes * 60;
                if sign == "+" { seconds } else { -seconds }
            }
            _ => return None,
        };
        let seconds = moment.0 - east;
        let moment = Self::from_unix(seconds);
        let is_there = moment.0 == seconds; // in UTC within the years that there are
        (is_there && (second != 60 || moment.ends_a_month())).then_some(moment)
    }

    /// Whether the next second begins a month in UTC.
    fn ends_a_month(self) -> bool {
        let next = OffsetDateTime::from_unix_timestamp(self.0 + 1);
        next.map_or(true, |next| next.day() == 1 && next.to_hms() == (0, 0, 0)) // none: the last of all
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

    /// The number that holds at this moment, of several in the order of their days; `None` before the first.
    pub(crate) fn latest(self, numbers: &[Since]) -> Option<i64> {
        let mut in_force = numbers.iter().rev().filter(|((year, month, day), _)| {
            Self::from_utc(*year, *month, *day, 0, 0, 0).is_some_and(|from| self >= from)
        });
        in_force.next().map(|(_, number)| *number)
    }

    /// RFC 3339 in UTC to the second: `2026-11-23T16:00:00Z`. Written by hand, as [`crate::oid::Oid::dotted`] is.
    pub fn rfc3339(self) -> String {
        let moment = OffsetDateTime::from_unix_timestamp(self.0);
        let moment = moment.unwrap_or(OffsetDateTime::UNIX_EPOCH); // never: from_unix keeps to its range
        let (date, time) = (moment.date(), moment.time());
        let [century, year] = [date.year() / 100, date.year() % 100].map(i32::unsigned_abs);
        let mut text = String::with_capacity("2026-11-23T16:00:00Z".len());
        for (number, after) in [
            (century, ""),
            (year, "-"),
            (u32::from(u8::from(date.month())), "-"),
            (u32::from(date.day()), "T"),
            (u32::from(time.hour()), ":"),
            (u32::from(time.minute()), ":"),
            (u32::from(time.second()), "Z"),
        ] {
            if number < 10 {
                text.push('0');
            }
            push_number(&mut text, u64::from(number));
            text.push_str(after);
        }
        text
    }

    /// Whole days from `earlier` to `self`; negative where `self` is the earlier one.
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).div_euclid(86_400)
    }
}

/// Whether `text` has a digit wherever `form` has a zero, and else the same characters; for T also a small one or a space.
fn has_form(text: &str, form: &str) -> bool {
    let fits = |(found, form): (u8, u8)| match form {
        b'0' => found.is_ascii_digit(),
        b'T' => matches!(found, b'T' | b't' | b' '),
        _ => found == form,
    };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits)
}

fn number<T: FromStr>(text: &str, range: Range<usize>) -> Option<T> {
    text.get(range)?.parse().ok()
}

/// [`Time::rfc3339`].
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

/// [`Time::rfc3339`].
impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The second that it lies in; clamped as [`Time::from_unix`] does.
impl From<SystemTime> for Time {
    fn from(moment: SystemTime) -> Self {
        let seconds = |since: Duration| i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
        Self::from_unix(match moment.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => seconds(since),
            Err(before) => {
                let before = before.duration();
                let begun = i64::from(before.subsec_nanos() > 0);
                (-seconds(before)).saturating_sub(begun)
            }
        })
    }
}

/// Clamped to the years that the platform has: on Windows there is none before 1601.
impl From<Time> for SystemTime {
    fn from(time: Time) -> Self {
        const FIRST_OF_WINDOWS: Duration = Duration::from_secs(11_644_473_600);
        let (epoch, seconds) = (Self::UNIX_EPOCH, Duration::from_secs(time.0.unsigned_abs()));
        let moment = match time.0 < 0 {
            true => epoch
                .checked_sub(seconds)
                .or_else(|| epoch.checked_sub(FIRST_OF_WINDOWS)),
            false => epoch.checked_add(seconds),
        };
        moment.unwrap_or(epoch)
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
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
            ("0000-01-01T00:00:00Z", -62_167_219_200),
            ("0009-02-03T04:05:06Z", -61_880_270_094),
            ("0999-12-31T23:59:59Z", -30_610_224_001),
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

    /// Every byte of some texts changed to each of some others, and taken out.
    #[test]
    fn reads_what_the_crate_time_reads() {
        use time::format_description::well_known::Rfc3339;
        let texts = [
            "2026-11-23T16:00:00Z",
            "2024-02-29t23:59:59.123456789z",
            "2016-12-31T23:59:60Z",
            "2017-01-01T05:29:60.5+05:30",
            "0000-01-01T00:00:00+23:59",
            "9999-12-31 23:59:59-23:59",
            "2026-11-23T16:00:00.Z",
            "2026-11-23T16:00:00+24:00",
            "2026-11-23T16:00:00+01:60",
            "2026-06-29T23:59:60Z",
            "9999-12-31T23:59:60Z",
        ];
        let mut read = 0;
        for text in texts {
            for index in 0..text.len() {
                for other in [
                    "", "0", "1", "2", "3", "5", "6", "9", ":", "+", "-", "Z", "é", "00",
                ] {
                    let changed = format!("{}{other}{}", &text[..index], &text[index + 1..]);
                    let expected = time::OffsetDateTime::parse(&changed, &Rfc3339).ok();
                    // The crate takes any byte between date and time.
                    let expected = expected.filter(|_| index != 10 || other == "T");
                    let expected = expected.map(|moment| moment.unix_timestamp());
                    let expected =
                        expected.filter(|seconds| Time::from_unix(*seconds).0 == *seconds);
                    let found = Time::parse_rfc3339(&changed).map(Time::unix);
                    assert_eq!(found, expected, "{changed}");
                    read += usize::from(expected.is_some());
                }
            }
        }
        assert!(read > 400, "{read}");
    }

    #[test]
    fn is_had_from_a_clock_and_given_to_one() {
        let epoch = SystemTime::UNIX_EPOCH;
        for (moment, seconds) in [
            (epoch, 0),
            (epoch + Duration::from_nanos(1), 0),
            (epoch + Duration::from_nanos(1_999_999_999), 1),
            (epoch - Duration::from_nanos(100), -1),
            (epoch - Duration::from_secs(1), -1),
            (epoch - Duration::from_millis(1_001), -2),
            (epoch + Duration::from_secs(1 << 40), 253_402_300_799),
        ] {
            assert_eq!(Time::from(moment).unix(), seconds, "{moment:?}");
        }
        for text in ["1969-12-31T23:59:59Z", "2026-11-23T16:00:00Z"] {
            let time: Time = text.parse().unwrap();
            assert_eq!(Time::from(SystemTime::from(time)), time);
            assert_eq!(format!("{:?}", Some(time)), format!("Some({text})"));
        }
        for seconds in [i64::MIN, i64::MAX] {
            let _ = SystemTime::from(Time::from_unix(seconds)); // whatever the platform has
        }
        let error = "now".parse::<Time>().unwrap_err();
        assert_eq!(error.code.id(), "time-invalid");
    }

    #[test]
    fn refuses_days_that_do_not_exist() {
        assert!(Time::from_utc(2024, 2, 29, 0, 0, 0).is_some());
        assert!(Time::from_utc(2023, 2, 29, 0, 0, 0).is_none());
        assert!(Time::from_utc(2023, 1, 1, 24, 0, 0).is_none());
        assert!(Time::from_utc(2023, 1, 1, 0, 0, 60).is_none());
    }
}
