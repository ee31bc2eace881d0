//! Times near the present. Browsers go by the clock, and take an OCSP response only while it is fresh; so what a case says
//! of such times moves with the day on which it is asked. The questions that are recorded and replayed are those of
//! [`record::TIME`].

use std::cell::Cell;

use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use crate::record;

thread_local! {
    /// How much later than the recorded questions those are that are being made.
    static LATER: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// What `make` makes as it is to be asked so much later than the recorded questions.
pub fn asked_later<T>(later: Duration, make: impl FnOnce() -> T) -> T {
    let before = LATER.replace(later);
    let made = make();
    LATER.set(before);
    made
}

/// How much later than the recorded questions those are that are being made.
pub(crate) fn later_than_recorded() -> Duration {
    LATER.get()
}

/// How many whole days it is since the recorded questions' day.
pub fn since_recorded() -> Duration {
    let days = OffsetDateTime::now_utc().date() - moment(record::TIME).date();
    Duration::days(days.whole_days())
}

/// A time of the recorded questions, as much later as those are that are being made.
pub(crate) fn near(rfc3339: &str) -> String {
    let moved = moment(rfc3339) + later_than_recorded();
    moved.format(&Rfc3339).expect("a year of four digits")
}

/// The same in seconds since 1970.
pub(crate) fn unix(rfc3339: &str) -> i64 {
    (moment(rfc3339) + later_than_recorded()).unix_timestamp()
}

/// Seconds since 1970 of a time that is as late as it shall be.
pub(crate) fn parsed(rfc3339: &str) -> i64 {
    moment(rfc3339).unix_timestamp()
}

/// So many seconds after a time.
pub(crate) fn later(rfc3339: &str, seconds: i64) -> String {
    let moved = moment(rfc3339) + Duration::seconds(seconds);
    moved.format(&Rfc3339).expect("a year of four digits")
}

fn moment(rfc3339: &str) -> OffsetDateTime {
    OffsetDateTime::parse(rfc3339, &Rfc3339).expect("RFC 3339")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_made_later_has_later_times() {
        let time = "2026-11-28T12:00:00Z";
        assert_eq!(near(time), time);
        let later = asked_later(Duration::days(4), || near(time));
        assert_eq!(later, "2026-12-02T12:00:00Z");
        assert_eq!(near(time), time);
    }
}
