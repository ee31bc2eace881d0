//! Version, serial number and validity period.

use crate::checks::Link;
use crate::finding::{Check, Fault, Records};
use crate::path::Role;
use crate::text::{hex, visible_short};
use crate::time::{Since, Time};

/// Asks about the fields that have no file of their own. An anchor's serial number and validity are its programme's matter.
pub(super) fn check(link: Link<'_>, records: &mut Records) {
    version(link, records);
    if link.role != Role::Anchor {
        serial_number(link, records);
    }
    if link.role == Role::Leaf {
        validity(link, records);
    }
}

/// §7.1.1: "Certificates MUST be of type X.509 v3."
fn version(link: Link<'_>, records: &mut Records) {
    let version = link.contents.version;
    let fault = (version != 3).then_some(Fault::VersionNotThree { version });
    records.judge(Check::VersionNotThree, Some(link.index), fault);
}

/// §7.1.2: "MUST be a non-sequential number greater than zero (0) and less than 2¹⁵⁹ containing at least 64 bits of output from a
/// CSPRNG."
///
/// Question: what of that can be seen? 64 random bits may by chance begin with zeros, so a number below 2⁶⁴ proves nothing;
/// but one below 2⁴⁰ comes up once in sixteen million. The bound is ours.
const LEAST_SERIAL_BITS: usize = 40;

fn serial_number(link: Link<'_>, records: &mut Records) {
    let digits = link.contents.serial.as_slice();
    let zeros = digits.iter().take_while(|byte| **byte == 0).count();
    let magnitude = digits.get(zeros..).unwrap_or_default();
    let bits = magnitude.first().map_or(0, |first| {
        (magnitude.len() * 8).saturating_sub(first.leading_zeros() as usize)
    });
    let fault = (bits <= LEAST_SERIAL_BITS).then(|| Fault::SerialNumberGuessable {
        serial_number: visible_short(&hex(digits), 128),
        bits,
        minimum: LEAST_SERIAL_BITS + 1,
    });
    records.judge(Check::SerialNumberGuessable, Some(link.index), fault);
}

/// §6.3.2: notBefore from which a cap holds, and the cap in days. Before the first there was none that still matters.
pub(crate) const CAPS: &[Since] = &[
    ((2018, 3, 1), 825),
    ((2020, 9, 1), 398),
    ((2026, 3, 15), 200),
    ((2027, 3, 15), 100),
    ((2029, 3, 15), 47),
];

/// §6.3.2: "For the purpose of calculations, a day is measured as 86,400 seconds. Any amount of time greater than this,
/// including fractional seconds and/or leap seconds, shall represent an additional day." Both ends count (RFC 5280
/// §4.1.2.5).
fn validity(link: Link<'_>, records: &mut Records) {
    let (check, index) = (Check::ValidityTooLong, Some(link.index));
    let (Some(not_before), Some(not_after)) = (link.contents.not_before, link.contents.not_after)
    else {
        return records.not_checked(check, index);
    };
    let Some(limit) = not_before.latest(CAPS) else {
        return records.not_applicable(check, index);
    };
    let days = days(not_before, not_after);
    let fault = (days > limit).then_some(Fault::ValidityTooLong {
        not_before,
        not_after,
        days,
        limit,
    });
    records.judge(check, index, fault);
}

/// §1.6.1, "Short-lived Subscriber Certificate": of ten days at most, and of seven where it begins on 15 March 2026 or later.
pub(super) fn is_short_lived(link: Link<'_>) -> bool {
    let period = link.contents.not_before.zip(link.contents.not_after);
    let turn = Time::from_utc(2026, 3, 15, 0, 0, 0);
    period.is_some_and(|(from, to)| {
        days(from, to)
            <= if turn.is_some_and(|turn| from >= turn) {
                7
            } else {
                10
            }
    })
}

/// Whole days, a part of one counted as one; none where the period is inverted.
fn days(not_before: Time, not_after: Time) -> i64 {
    let seconds = not_after
        .unix()
        .saturating_sub(not_before.unix())
        .saturating_add(1);
    seconds.max(0).unsigned_abs().div_ceil(86_400) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caps_change_at_midnight() {
        for (not_before, expected) in [
            ("2018-02-28T23:59:59Z", None),
            ("2018-03-01T00:00:00Z", Some(825)),
            ("2020-08-31T23:59:59Z", Some(825)),
            ("2020-09-01T00:00:00Z", Some(398)),
            ("2026-03-14T23:59:59Z", Some(398)),
            ("2026-03-15T00:00:00Z", Some(200)),
            ("2027-03-15T00:00:00Z", Some(100)),
            ("2029-03-14T23:59:59Z", Some(100)),
            ("2029-03-15T00:00:00Z", Some(47)),
        ] {
            let time = Time::parse_rfc3339(not_before).unwrap();
            assert_eq!(time.latest(CAPS), expected, "{not_before}");
        }
    }

    /// The sentence that says what the rule is has the same numbers.
    #[test]
    fn caps_are_told_as_they_are() {
        let meaning = crate::describe("validity-too-long").unwrap().explanation;
        for ((year, ..), days) in CAPS {
            for number in [days.to_string(), year.to_string()] {
                assert!(meaning.contains(&number), "{number}: {meaning}");
            }
        }
    }

    #[test]
    fn a_part_of_a_day_is_a_day() {
        let from = Time::from_unix(0);
        for (until, expected) in [(-5, 0), (0, 1), (86_399, 1), (86_400, 2), (172_799, 2)] {
            assert_eq!(days(from, Time::from_unix(until)), expected, "{until}");
        }
    }
}
