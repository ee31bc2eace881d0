//! Dates in certificates, RFC 5280 §4.1.2.5: one form of UTCTime and one of GeneralizedTime, in UTC to the second.

use crate::der::{Element, tag};
use crate::time::Time;

/// Reads a Time.
///
/// `YYMMDDHHMMSSZ` (YY from 50 is 19YY) or `YYYYMMDDHHMMSSZ`; the second 60 is no time that X.509 can hold (X.690 §11.7 and
/// §11.8 leave it open; browsers differ; it is refused).
pub(crate) fn read_time(element: Element<'_>) -> Result<Time, &'static str> {
    let digits = element
        .content()
        .strip_suffix(b"Z")
        .ok_or("it does not end in Z: the time must be in UTC")?;
    if !digits.iter().all(u8::is_ascii_digit) {
        return Err(
            "it holds a character that is not a digit; fractions and offsets are not allowed",
        );
    }
    let (year, rest) = if element.is(tag::UTC_TIME) {
        let (year, rest) = split_number(digits, 2)
            .filter(|_| digits.len() == 12)
            .ok_or("a UTCTime is YYMMDDHHMMSSZ")?;
        (if year >= 50 { 1900 + year } else { 2000 + year }, rest)
    } else if element.is(tag::GENERALIZED_TIME) {
        split_number(digits, 4)
            .filter(|_| digits.len() == 14)
            .ok_or("a GeneralizedTime is YYYYMMDDHHMMSSZ")?
    } else {
        return Err("it is neither a UTCTime nor a GeneralizedTime");
    };
    let mut fields = rest
        .chunks(2)
        .map(|pair| split_number(pair, 2).map_or(u8::MAX, |(value, _)| value as u8));
    let mut field = || fields.next().unwrap_or(u8::MAX);
    let (month, day, hour, minute, second) = (field(), field(), field(), field(), field());
    Time::from_utc(year as i32, month, day, hour, minute, second)
        .ok_or("there is no such day or time of day")
}

/// "CAs conforming to this profile MUST always encode certificate validity dates through the year 2049 as UTCTime;
/// certificate validity dates in 2050 or later MUST be encoded as GeneralizedTime." A UTCTime cannot hold the others.
pub(super) fn has_form_of_its_year(element: Element<'_>, time: Time) -> bool {
    element.is(tag::UTC_TIME)
        || Time::from_utc(2050, 1, 1, 0, 0, 0).is_none_or(|first_of_2050| time >= first_of_2050)
}

/// The time that a date names with the second 60, which is the next minute's first: what some readers take it for. Nobody is
/// to rely on it who asks for dates as X.509 has them; [`read_time`] names the fault.
pub(super) fn read_leap_second(element: Element<'_>) -> Option<Time> {
    let text = element.content().strip_suffix(b"60Z")?;
    let shorter = [text, b"59Z"].concat();
    let bytes = [element.bytes().get(..2)?, &shorter].concat();
    let tree = crate::der::Tree::read(&bytes, 0..bytes.len());
    let time = read_time(tree.root()?).ok()?;
    Some(Time::from_unix(time.unix() + 1))
}

fn split_number(digits: &[u8], count: usize) -> Option<(u32, &[u8])> {
    let (number, rest) = digits.split_at_checked(count)?;
    Some((
        number
            .iter()
            .fold(0, |value, digit| value * 10 + u32::from(digit - b'0')),
        rest,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::der::Tree;

    fn read(tag: u8, text: &str) -> Result<String, &'static str> {
        let bytes = [&[tag, text.len() as u8][..], text.as_bytes()].concat();
        read_time(Tree::read(&bytes, 0..bytes.len()).root().unwrap()).map(|time| time.to_string())
    }

    #[test]
    fn each_year_has_one_form() {
        for (tag, text, fits) in [
            (23, "491231235959Z", true),
            (24, "20491231235959Z", false),
            (24, "20500101000000Z", true),
            (24, "19991231235959Z", false),
        ] {
            let bytes = [&[tag, text.len() as u8][..], text.as_bytes()].concat();
            let tree = Tree::read(&bytes, 0..bytes.len());
            let element = tree.root().unwrap();
            let time = read_time(element).unwrap();
            assert_eq!(has_form_of_its_year(element, time), fits, "{text}");
        }
    }

    #[test]
    fn reads_both_forms_and_refuses_others() {
        assert_eq!(read(23, "261123160000Z").unwrap(), "2026-11-23T16:00:00Z");
        assert_eq!(read(23, "500101000000Z").unwrap(), "1950-01-01T00:00:00Z");
        assert_eq!(read(23, "491231235959Z").unwrap(), "2049-12-31T23:59:59Z");
        assert_eq!(read(24, "99991231235959Z").unwrap(), "9999-12-31T23:59:59Z");
        for (tag, text) in [
            (23, "2611231600Z"),
            (23, "261123160000+0000"),
            (23, "261123160000"),
            (23, "20261123160000Z"),
            (23, "26112316000 Z"),
            (24, "261123160000Z"),
            (24, "20261123160000.5Z"),
            (24, "20260230000000Z"),
            (24, "20261123240000Z"),
            (24, "20261123235960Z"),
            (24, ""),
            (24, "Z"),
            (4, "20261123160000Z"),
        ] {
            assert!(read(tag, text).is_err(), "{tag} {text}");
        }
    }
}
