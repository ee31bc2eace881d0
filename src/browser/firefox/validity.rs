//! Dates as mozilla::pkix reads them (`pkixder.cpp`, `TimeChoice`; `pkixcheck.cpp`, `ParseValidity`).

use super::Code;
use super::reader::{Input, Reader, Reading, Refusal, tag};
use crate::time::Time;

/// notBefore and notAfter.
///
/// `YYMMDDHHMMSSZ` (YY from 50 is 19YY) or `YYYYMMDDHHMMSSZ`, either type for any year from 1970; notBefore must not be after
/// notAfter.
pub(crate) fn read(validity: Input<'_>) -> Reading<(Time, Time)> {
    let mut reader = validity.reader();
    let not_before = time_choice(&mut reader)?;
    let not_after = time_choice(&mut reader)?;
    if !reader.is_at_end() {
        return Err(invalid("something after the dates", reader.offset()));
    }
    if not_before > not_after {
        return Err(invalid(
            "a validity that ends before it begins",
            validity.offset,
        ));
    }
    Ok((not_before, not_after))
}

fn time_choice(reader: &mut Reader<'_>) -> Reading<Time> {
    let expected = if reader.peek(tag::UTC_TIME) {
        tag::UTC_TIME
    } else {
        tag::GENERALIZED_TIME
    };
    let offset = reader.offset();
    let content = reader.expect(expected).map_err(|refusal| Refusal {
        code: Code::InvalidTime,
        ..refusal
    })?;
    let time = read_time(content.bytes, expected == tag::UTC_TIME);
    time.ok_or(invalid("a date that Firefox cannot read", offset))
}

/// `GeneralizedTime`, as OCSP responses have it.
pub(super) fn generalized_time(reader: &mut Reader<'_>) -> Reading<Time> {
    let content = reader.expect(tag::GENERALIZED_TIME)?;
    let time = read_time(content.bytes, false);
    time.ok_or(invalid("a date that Firefox cannot read", content.offset))
}

fn read_time(text: &[u8], is_utc_time: bool) -> Option<Time> {
    let digits = text.strip_suffix(b"Z")?;
    let length = if is_utc_time { 12 } else { 14 };
    if digits.len() != length || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let pairs: Vec<u8> = digits
        .chunks_exact(2)
        .map(|pair| {
            pair.iter()
                .fold(0, |value, digit| value * 10 + (digit - b'0'))
        })
        .collect();
    let (century, rest) = match (pairs.as_slice(), is_utc_time) {
        ([year, ..], true) => (if *year >= 50 { 19 } else { 20 }, pairs.as_slice()),
        ([century, rest @ ..], false) => (*century, rest),
        ([], _) => return None,
    };
    let [year, month, day, hour, minute, second] = *rest else {
        return None;
    };
    let year = i32::from(century) * 100 + i32::from(year);
    if year < 1970 {
        return None;
    }
    Time::from_utc(year, month, day, hour, minute, second)
}

fn invalid(rule: &'static str, offset: usize) -> Refusal {
    Refusal {
        code: Code::InvalidTime,
        rule,
        offset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(not_before: (u8, &str), not_after: (u8, &str)) -> Result<String, Code> {
        let mut bytes = Vec::new();
        for (tag, text) in [not_before, not_after] {
            bytes.extend([tag, text.len() as u8]);
            bytes.extend(text.as_bytes());
        }
        let read = read(Input::whole(&bytes));
        read.map(|(from, to)| format!("{from} {to}"))
            .map_err(|refusal| refusal.code)
    }

    #[test]
    fn either_type_holds_any_year_from_1970() {
        const END: (u8, &str) = (24, "20991231235959Z");
        for (tag, text, expected) in [
            (23, "200101000000Z", Ok("2020-01-01T00:00:00Z")),
            (23, "491231235959Z", Ok("2049-12-31T23:59:59Z")),
            (23, "700101000000Z", Ok("1970-01-01T00:00:00Z")),
            (23, "691231235959Z", Err(())),
            (23, "500101000000Z", Err(())),
            (24, "19700101000000Z", Ok("1970-01-01T00:00:00Z")),
            (24, "19691231235959Z", Err(())),
            (24, "20200101000000Z", Ok("2020-01-01T00:00:00Z")),
            (24, "20240229000000Z", Ok("2024-02-29T00:00:00Z")),
            (24, "20230229000000Z", Err(())),
            (24, "20201301000000Z", Err(())),
            (24, "20200101240000Z", Err(())),
            (24, "20200101000060Z", Err(())),
            (24, "202001010000Z", Err(())),
            (24, "20200101000000.5Z", Err(())),
            (24, "20200101000000+0000", Err(())),
            (24, "20200101000000", Err(())),
            (24, "200101000000Z", Err(())),
            (23, "20200101000000Z", Err(())),
            (4, "20200101000000Z", Err(())),
            (24, "", Err(())),
        ] {
            let expected = expected
                .map(|time: &str| format!("{time} 2099-12-31T23:59:59Z"))
                .map_err(|()| Code::InvalidTime);
            assert_eq!(dates((tag, text), END), expected, "{tag} {text}");
        }
    }

    #[test]
    fn it_must_not_end_before_it_begins() {
        let (early, late) = ((24, "20200101000000Z"), (24, "20200101000001Z"));
        assert!(dates(early, late).is_ok());
        assert!(dates(early, early).is_ok());
        assert_eq!(dates(late, early), Err(Code::InvalidTime));
        assert_eq!(
            read(Input::whole(&[])).map_err(|refusal| refusal.code),
            Err(Code::InvalidTime)
        );
    }
}
